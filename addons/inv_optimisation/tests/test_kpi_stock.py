from odoo import fields
from odoo.tests import tagged

from .kpi_common import KpiCase


@tagged("post_install", "-at_install")
class TestKpiStock(KpiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.new_product("Pump", list_price=25.0)
        cls.receive(cls.product, 100, cls.days_ago(100))
        cls.deliver(cls.product, 30, cls.days_ago(50))
        sold = cls.deliver(cls.product, 20, cls.days_ago(10))
        cls.move(
            cls.product,
            5,
            cls.customers,
            cls.stock,
            cls.days_ago(5),
            origin_returned_move_id=sold.id,
        )

    def get_books(self, product):
        """Return core's value of all stock of ``product``."""
        product.invalidate_recordset()
        return product.with_company(self.company).total_value

    def get_core_cogs(self, product):
        """Return what core's moves say about goods sold."""
        moves = self.env["stock.move"].search(
            [("product_id", "=", product.id), ("state", "=", "done")]
        )
        out = moves.filtered(
            lambda move: move.is_out and move.location_dest_id.usage == "customer"
        )
        back = moves.filtered(
            lambda move: move.is_in and move.location_id.usage == "customer"
        )
        return sum(out.mapped("value")) - sum(back.mapped("value"))

    def test_value_and_turns_are_those_of_the_moves(self):
        row = self.snapshot()
        self.assertEqual(row.stock_value, 55 * 10.0)
        self.assertEqual(row.cogs_value, (30 + 20 - 5) * 10.0)
        # 100 pieces for 50 days, 70 for 40, 50 for 5 and 55 for 6 of 101 days.
        average = (50 * 100 + 40 * 70 + 5 * 50 + 6 * 55) / 101 * 10
        self.assertEqual(row.history_days, 101)
        self.assertAlmostEqual(row.average_value, average, 2)
        self.assertAlmostEqual(
            self.value("turns", row), 450 / average * 365 / 101, places=3
        )
        self.assertAlmostEqual(self.value("days_on_hand", row), 550 / (450 / 101))

    def test_margin_is_at_list_price(self):
        row = self.snapshot()
        self.assertAlmostEqual(row.margin_value, 45 * 15.0, 2)
        self.assertAlmostEqual(row.carrying_cost, 550 * 0.2, 2)

    def test_books_agree_after_scrap_and_adjustment(self):
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.product.id,
                "scrap_qty": 3,
                "location_id": self.stock.id,
                "company_id": self.company.id,
            }
        )
        scrap.action_validate()
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.product.id), ("location_id", "=", self.stock.id)]
        )
        quant.inventory_quantity = 40
        quant._apply_inventory()
        row = self.snapshot()
        self.assertEqual(row.stock_value, 40 * 10.0)
        self.assertEqual(row.stock_value, self.get_books(self.product))
        # Neither scrap nor an adjustment is sold.
        self.assertEqual(row.cogs_value, 450.0)
        self.assertEqual(row.cogs_value, self.get_core_cogs(self.product))

    def test_books_agree_when_the_average_cost_changes(self):
        category = self.env["product.category"].create(
            {"name": "Average", "property_cost_method": "average"}
        )
        product = self.new_product("Valve", categ_id=category.id, standard_price=0.0)
        product = product.with_company(self.company)
        for price, quantity in ((10.0, 10), (16.0, 20)):
            self.buy(product, quantity, price)
        self.assertAlmostEqual(product.standard_price, 14.0)
        self.deliver(product, 5)
        self.product.active = False
        row = self.snapshot()
        valve = row.stock_value - 550.0
        self.assertAlmostEqual(valve, 25 * 14.0, 2)
        self.assertAlmostEqual(valve, self.get_books(product), 2)
        self.assertAlmostEqual(row.cogs_day_value, 5 * 14.0, 2)
        self.assertAlmostEqual(row.cogs_day_value, self.get_core_cogs(product), 2)

    def test_a_revaluation_is_in_value_and_not_in_what_was_sold(self):
        self.product.with_company(self.company).standard_price = 12.0
        row = self.snapshot()
        self.assertEqual(row.stock_value, 55 * 12.0)
        self.assertEqual(row.stock_value, self.get_books(self.product))
        self.assertEqual(row.cogs_value, 450.0)

    def test_stock_of_others_is_not_in_the_books(self):
        owner = self.env["res.partner"].create({"name": "Owner"})
        self.env["stock.quant"]._update_available_quantity(
            self.product, self.stock, 7, owner_id=owner
        )
        row = self.snapshot()
        self.assertEqual(row.stock_value, 550.0)
        self.assertEqual(row.stock_value, self.get_books(self.product))

    def test_what_is_not_for_sale_is_raw(self):
        part = self.new_product("Bolt", sale_ok=False)
        self.receive(part, 4)
        row = self.snapshot()
        self.assertEqual((row.raw_value, row.finished_value), (40.0, 550.0))
        self.assertEqual(row.stock_value, 590.0)

    def test_stock_between_sites_is_at_the_one_that_waits_for_it(self):
        other = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "TWO", "company_id": self.company.id}
        )
        transit = self.company.internal_transit_location_id
        transit.active = True
        self.move(self.product, 15, self.stock, transit)
        onward = self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom": self.product.uom_id.id,
                "product_uom_qty": 15,
                "location_id": transit.id,
                "location_dest_id": other.lot_stock_id.id,
                "company_id": self.company.id,
            }
        )
        onward._action_confirm()
        rows = self.snapshot()
        at_second = rows.filtered(lambda row: row.warehouse_id == other)
        self.assertEqual(at_second.transit_value, 150.0)
        self.assertEqual(sum(rows.mapped("stock_value")), 550.0)
        self.assertEqual(sum(rows.mapped("stock_value")), self.get_books(self.product))

    def test_model_excess_and_dead_stock(self):
        self.classify(
            self.product,
            "A",
            planned_datetime=fields.Datetime.now(),
            stock_value_recommended=400.0,
            excess_qty=6.0,
            excess_value=60.0,
        )
        old = self.new_product("Old part")
        self.receive(old, 8, self.days_ago(200))
        new = self.new_product("New part")
        self.receive(new, 9, self.days_ago(20))
        rows = {row.abc_class: row for row in self.snapshot()}
        self.assertEqual(rows["A"].model_value, 400.0)
        self.assertEqual((rows["A"].excess_value, rows["A"].excess_item_count), (60, 1))
        self.assertEqual((rows["N"].dead_value, rows["N"].dead_item_count), (80.0, 1))
        self.assertEqual(rows["A"].dead_value, 0.0)
        both = rows["A"] + rows["N"]
        self.assertAlmostEqual(self.value("excess", both), 60 / (550 + 80 + 90))
        self.assertAlmostEqual(self.value("dead_stock", both), 80 / 720)
        self.assertIn(
            old,
            self.env["inv.stocking.point"]
            .browse(self.dead_ids(old))
            .mapped("product_id"),
        )

    def dead_ids(self, product):
        point = self.classify(product, "C", on_hand_qty=8)
        found = self.env["inv.kpi.rows"]._get_dead_ids()
        self.assertEqual(found, point.ids)
        return found

    def test_a_ledger_of_before_is_read_again_once(self):
        self.refresh()
        self.env.cr.execute(
            "UPDATE inv_stock_ledger SET cogs_value = NULL WHERE company_id = %s",
            [self.company.id],
        )
        last = self.env["inv.stock.ledger.refresh"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        last.layout = 0
        self.assertTrue(self.refresh().is_rebuild)
        self.assertEqual(sum(self.rows(self.product).mapped("cogs_value")), 450.0)
        self.assertFalse(self.refresh().is_rebuild)
