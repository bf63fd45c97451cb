import io
import zipfile

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .kpi_common import KpiCase


@tagged("post_install", "-at_install")
class TestKpiPage(KpiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = cls.env["inv.kpi.dashboard"]
        cls.slow = cls.new_product("Slow", list_price=25.0)
        cls.fast = cls.new_product("Fast", list_price=25.0)
        for product, sold, abc_class in ((cls.slow, 10, "C"), (cls.fast, 90, "A")):
            cls.receive(product, 100, cls.days_ago(100))
            cls.deliver(product, sold, cls.days_ago(1))
            cls.classify(product, abc_class)

    def tile(self, code, filters=None, user=None):
        page = self.page.with_user(user or self.planner)
        tiles = page.get_dashboard_data(filters or {})["tiles"]
        return next(tile for tile in tiles if tile["code"] == code)

    def test_an_empty_page_says_what_to_do(self):
        data = self.page.with_user(self.planner).get_dashboard_data()
        self.assertTrue(data["is_empty"])
        self.assertIn("planning run", data["message"])
        self.assertTrue(data["can_plan"])
        self.assertEqual(data["tiles"], [])

    def test_ratios_of_classes_add_up_by_their_sums(self):
        rows = {row.abc_class: row for row in self.snapshot()}
        days = 101
        average = {"A": 1000 - 2 * 900 / days, "C": 1000 - 2 * 100 / days}
        for abc_class, cogs in (("A", 900), ("C", 100)):
            self.assertAlmostEqual(
                self.value("turns", rows[abc_class]),
                cogs / average[abc_class] * 365 / days,
                places=3,
            )
        both = self.value("turns", rows["A"] + rows["C"])
        self.assertAlmostEqual(
            both, 1000 / sum(average.values()) * 365 / days, places=3
        )
        self.assertEqual(self.tile("turns")["value"], f"{both:.1f}")
        only = self.tile("turns", {"abc_class": "C"})
        self.assertEqual(only["value"], f"{self.value('turns', rows['C']):.1f}")

    def test_a_target_is_reached_or_missed(self):
        self.snapshot()
        targets = self.env["inv.kpi.target"].search(
            [("company_id", "=", self.company.id)]
        )
        target = targets.filtered(lambda one: one.code == "days_on_hand")
        self.assertEqual((target.direction, target.unit), ("down", "days"))
        target.value = 1000
        self.assertEqual(self.tile("days_on_hand")["state"], "reached")
        target.value = 1
        tile = self.tile("days_on_hand")
        self.assertEqual((tile["state"], tile["verdict"]), ("missed", "target 1"))
        turns = targets.filtered(lambda one: one.code == "turns")
        turns.value = 0.1
        self.assertEqual(self.tile("turns")["state"], "reached")

    def test_a_tile_tells_its_formula_with_its_numbers(self):
        self.snapshot()
        tile = self.tile("dead_stock")
        self.assertIn("÷", tile["formula"])
        self.assertIn("÷", tile["numbers"])
        self.assertIn("data to", tile["age"])
        self.assertEqual(self.tile("stock_out_days")["numbers"], "0")

    def test_closed_months_and_reconstructed_ones_are_named(self):
        self.snapshot()
        data = self.page.get_dashboard_data()
        self.assertIn("frozen", data["frozen"])
        self.assertIn("reconstructed from stock moves", data["reconstructed"])
        chart = self.tile("stock_value")["chart"]
        self.assertEqual(len(chart["labels"]), len(chart["series"][0]["values"]))
        self.assertLessEqual(len(chart["axis"]["ticks"]), 7)

    def test_filters_that_do_not_exist_are_left_out(self):
        self.snapshot()
        data = self.page.get_dashboard_data(
            {"warehouse_id": -5, "abc_class": "X", "months": 7}
        )
        self.assertEqual(
            data["filters"], {"warehouse_id": False, "abc_class": False, "months": 12}
        )

    def test_a_site_shows_its_own_stock(self):
        other = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "TWO", "company_id": self.company.id}
        )
        self.move(self.fast, 3, self.suppliers, other.lot_stock_id)
        self.snapshot()
        value = self.tile("stock_value", {"warehouse_id": other.id})["value"]
        self.assertIn("30", value)

    def test_rows_behind_a_figure(self):
        self.snapshot()
        page = self.page.with_user(self.planner)
        self.classify_excess()
        action = page.get_rows_action("excess", {"abc_class": "C"})
        points = self.env["inv.stocking.point"].search(action["domain"])
        self.assertEqual(points.product_id, self.slow)
        models = {
            code: page.get_rows_action(code)["res_model"]
            for code in ("turns", "supplier_on_time", "override_rate", "fill_rate")
        }
        self.assertEqual(
            models,
            {
                "turns": "inv.kpi.snapshot",
                "supplier_on_time": "inv.vendor.performance",
                "override_rate": "inv.requisition.line",
                "fill_rate": "inv.stocking.point",
            },
        )
        # Every action opens: its domain is one of its model.
        for kpi in self.env["inv.kpi.catalogue"]._get_kpis():
            action = page.get_rows_action(kpi["code"], {"abc_class": "N"})
            domain = action["domain"] if isinstance(action.get("domain"), list) else []
            self.env[action["res_model"]].search_count(domain)

    def classify_excess(self):
        for product in (self.slow, self.fast):
            self.point(product).write({"excess_qty": 5, "excess_value": 50})

    def test_who_may_read_and_who_may_set_targets(self):
        self.snapshot()
        stock_user = self.new_user("kpi_stock", "stock.group_stock_user")
        with self.assertRaises(AccessError):
            self.page.with_user(stock_user).get_dashboard_data()
        viewer = self.new_user("kpi_viewer", "inv_optimisation.group_inv_user")
        self.assertTrue(self.tile("turns", user=viewer)["value"])
        target = self.env["inv.kpi.target"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        with self.assertRaises(AccessError):
            target.with_user(self.planner).value = 3
        manager = self.new_user("kpi_manager", "inv_optimisation.group_inv_manager")
        target.with_user(manager).value = 3
        with self.assertRaises(ValidationError):
            target.with_user(manager).value = -1

    def test_export_has_values_months_and_sums(self):
        self.snapshot()
        export = self.env["inv.kpi.export"].with_user(self.planner)
        book = zipfile.ZipFile(io.BytesIO(export._get_workbook({})))
        sheets = [name for name in book.namelist() if "worksheets/sheet" in name]
        self.assertEqual(len(sheets), 3)
        texts = book.read("xl/sharedStrings.xml").decode()
        self.assertIn("Days on hand", texts)
        one = zipfile.ZipFile(io.BytesIO(export._get_workbook({}, "turns")))
        texts = one.read("xl/sharedStrings.xml").decode()
        self.assertNotIn("Days on hand", texts)
        self.assertIn("Turns", texts)

    def test_the_report_shows_every_tile(self):
        self.snapshot()
        action = self.page.with_user(self.planner).get_print_action({})
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            action["report_name"], [], data=action["data"]
        )
        self.assertIn("Days on hand", html.decode())
        self.assertIn("Dead over 180 days", html.decode())

    def test_the_digest_shows_the_last_day(self):
        rows = self.snapshot()
        digest = self.env["digest.digest"].create(
            {
                "name": "Stock",
                "company_id": self.company.id,
                "kpi_inv_stock_value": True,
                "kpi_inv_turns": True,
            }
        )
        now = fields.Datetime.now()
        viewed = (
            digest.with_user(self.planner)
            .sudo()
            .with_context(start_datetime=now, end_datetime=now)
        )
        self.assertEqual(
            viewed.kpi_inv_stock_value_value, sum(rows.mapped("stock_value"))
        )
        self.assertAlmostEqual(
            viewed.kpi_inv_turns_value, self.value("turns", rows), places=3
        )
        self.assertAlmostEqual(viewed.kpi_inv_fill_rate_value, 100.0)
        stranger = self.new_user("kpi_digest", "base.group_user")
        with self.assertRaises(AccessError):
            digest.with_user(stranger).sudo()._compute_kpi_inv_turns_value()

    def test_reading_takes_the_same_number_of_queries(self):
        self.snapshot()
        self.page.get_dashboard_data()
        few = self.count_queries(self.page.get_dashboard_data)
        for number in range(3):
            site = self.env["stock.warehouse"].create(
                {
                    "name": f"Site {number}",
                    "code": f"S{number}",
                    "company_id": self.company.id,
                }
            )
            self.move(self.fast, 3, self.suppliers, site.lot_stock_id)
        self.snapshot()
        self.assertEqual(few, self.count_queries(self.page.get_dashboard_data))
