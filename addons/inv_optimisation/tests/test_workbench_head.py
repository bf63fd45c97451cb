from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_workbench import WorkbenchCase


@tagged("post_install", "-at_install")
class TestWorkbenchHead(WorkbenchCase):
    def test_cards_count_and_compare(self):
        for number in range(3):
            self.new_row(f"Low {number}")
        snapshots = self.env["inv.exception.snapshot"]
        snapshots._take(self.company)
        self.env.cr.execute(
            "UPDATE inv_exception_snapshot SET date = date - 7, item_count = 5 "
            "WHERE company_id = %s AND kind = 'below_reorder_point'",
            (self.company.id,),
        )
        header = self.workbench.get_header()
        card = next(
            card for card in header["cards"] if card["kind"] == "below_reorder_point"
        )
        self.assertEqual(card["count"], "3")
        self.assertEqual(card["trend"]["tone"], "better")
        self.assertIn("2", card["trend"]["text"])
        self.assertTrue(card["benchmark"].startswith("5 on"))

    def test_a_card_that_was_not_counted_then_is_unknown_not_empty(self):
        snapshots = self.env["inv.exception.snapshot"]
        snapshots._take(self.company)
        self.env.cr.execute(
            "UPDATE inv_exception_snapshot SET date = date - 7 WHERE company_id = %s",
            self.company.ids,
        )
        self.env.cr.execute(
            "DELETE FROM inv_exception_snapshot WHERE company_id = %s"
            " AND kind = 'at_risk'",
            self.company.ids,
        )
        snapshots.invalidate_model()
        cards = {card["kind"]: card for card in self.workbench.get_header()["cards"]}
        self.assertTrue(cards["excess"]["benchmark"].startswith("0 on"))
        self.assertEqual(cards["at_risk"]["benchmark"], "")
        self.assertIsNone(cards["at_risk"]["trend"])

    def test_counting_twice_a_day_keeps_one_row_and_the_past(self):
        self.new_row()
        snapshots = self.env["inv.exception.snapshot"]
        snapshots._take(self.company)
        count = snapshots.search_count([("company_id", "=", self.company.id)])
        self.new_row("Second")
        snapshots._take(self.company)
        found = snapshots.search(
            [("company_id", "=", self.company.id),
             ("kind", "=", "below_reorder_point")]
        )  # fmt: skip
        self.assertEqual(found.item_count, 2)
        self.assertEqual(
            snapshots.search_count([("company_id", "=", self.company.id)]), count
        )
        with self.assertRaisesRegex(UserError, "never change"):
            found.write({"item_count": 9})
        with self.assertRaisesRegex(UserError, "never change"):
            found.unlink()

    def test_a_whole_plan_counts_the_exceptions_of_its_day(self):
        product = self.new_product("Planned")
        self.with_history(product, [10] * 30)
        self.plan()
        found = self.env["inv.exception.snapshot"].search(
            [("company_id", "=", self.company.id), ("date", "=", self.today)]
        )
        self.assertEqual(sum(found.mapped("item_count")), 1)

    def test_an_old_plan_warns_with_its_age_and_cause(self):
        point = self.new_row()
        runs = self.env["inv.planning.run"]
        old = fields.Datetime.now() - timedelta(hours=31)
        runs.create({"company_id": self.company.id, "state": "done",
                     "end_datetime": old, "done_count": 1})  # fmt: skip
        self.assertFalse(self.workbench.get_header()["plan"]["warning"])
        point.planned_datetime = old
        runs.create({"company_id": self.company.id, "state": "failed",
                     "message": "Disk is full."})  # fmt: skip
        warning = self.workbench.get_header()["plan"]["warning"]
        self.assertIn("31 hours", warning["title"])
        self.assertIn("Disk is full.", warning["cause"])
        header = self.workbench.run_plan()
        self.assertFalse(header["plan"]["warning"])
        self.assertTrue(header["plan"]["progress"])

    def test_safe_lines_are_small_known_and_not_class_a(self):
        self.company.inv_safe_order_value = 500.0
        safe = self.new_row("Safe")
        self.new_row("Dear", value_at_stake=900.0)
        self.new_row("Important", abc_class="A")
        self.new_row("New", forecast_source="short")
        found = self.boss.get_safe_lines()
        self.assertEqual([row["id"] for row in found["lines"]], [safe.id])
        self.assertEqual(self.boss.get_header()["safe_count"], 1)
        self.boss.decide_approve([safe.id])
        self.assertFalse(self.boss.get_safe_lines()["lines"])

    def test_empty_bench_tells_what_comes_next(self):
        day = self.today + timedelta(days=3)
        self.new_row("Next", "healthy", date_order_by=day, order_qty=40.0)
        [ahead] = self.workbench.get_header()["ahead"]
        self.assertIn("1", ahead["count"])
        self.assertIn("400", ahead["value"])

    def test_limits_of_the_settings_are_checked(self):
        for vals in ({"inv_safe_order_value": -1}, {"inv_stale_hours": 0}):
            with self.assertRaises(UserError):
                self.company.write(vals)

    def test_header_needs_the_same_queries_for_two_and_twenty(self):
        for number in range(2):
            self.new_row(f"Few {number}")
        self.workbench.get_header()
        two = self.count_queries(self.workbench.get_header)
        for number in range(18):
            self.new_row(f"Many {number}")
        self.workbench.get_header()
        self.assertEqual(self.count_queries(self.workbench.get_header), two)
