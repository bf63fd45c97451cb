"""Items that join an order, and orders that are filled up."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .requisition_common import RequisitionCase


@tagged("post_install", "-at_install")
class TestRequisitionJoint(RequisitionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.must = cls.new_item("Must")
        cls.soon = cls.new_item("Soon")
        cls.put(cls.soon.product_id, 26)
        cls.later = cls.new_item("Later")
        cls.put(cls.later.product_id, 500)
        cls.all = cls.must | cls.soon | cls.later

    def raise_all(self):
        self.raise_lines(self.all)
        return self.line(self.must).requisition_id

    def test_item_that_needs_an_order_soon_joins(self):
        self.vendor.inv_order_cost = 80.0
        requisition = self.raise_all()
        self.assertEqual(requisition.line_ids.point_id, self.must | self.soon)
        joined = self.line(self.soon)
        self.assertEqual(joined.qty, 34.0)
        self.assertIn("joins", joined.reason)

    def test_without_a_cost_of_the_order_nothing_joins(self):
        self.assertEqual(self.raise_all().line_ids.point_id, self.must)

    def test_joined_line_stays_when_it_is_raised_again(self):
        self.vendor.inv_order_cost = 80.0
        self.raise_all()
        self.raise_all()
        self.assertEqual(self.line(self.soon).state, "to_approve")

    def test_filling_up_reaches_the_minimum_with_what_is_needed_first(self):
        self.vendor.inv_minimum_order_value = 800.0
        requisition = self.raise_all()
        self.assertEqual(requisition.amount_total, 600.0)
        user = requisition.with_user(self.planner)
        advice = user.get_queue_detail()["advice"]
        self.assertEqual(advice["kind"], "minimum")
        user.decide_fill_up(requisition.id, "minimum")
        self.assertGreaterEqual(requisition.amount_total, 800.0)
        self.assertLess(requisition.amount_total, 820.0)
        self.assertIn(self.soon, requisition.line_ids.point_id)
        self.assertNotIn(self.later, requisition.line_ids.point_id)
        self.assertIsNone(user.get_queue_detail()["advice"])
        user.decide_undo()
        self.assertEqual(requisition.amount_total, 600.0)
        self.assertEqual(requisition.line_ids.point_id, self.must)

    def test_price_break_is_advised_when_it_pays(self):
        self.vendor.inv_break_order_value = 700.0
        self.vendor.inv_break_discount = 5.0
        requisition = self.raise_all()
        advice = requisition.get_queue_detail()["advice"]
        self.assertEqual(advice["kind"], "break")
        self.assertAlmostEqual(advice["saving"], advice["amount_after"] * 0.05)
        self.assertGreater(advice["saving"], advice["cost"])

    def test_price_break_that_costs_more_than_it_saves_is_not_advised(self):
        self.company.inv_holding_rate = 3.0
        self.vendor.inv_break_order_value = 1500.0
        self.vendor.inv_break_discount = 0.1
        self.assertIsNone(self.raise_all().get_queue_detail()["advice"])

    def test_load_is_filled_by_weight(self):
        (self.must | self.soon).product_id.weight = 2.0
        self.vendor.inv_load_weight = 150.0
        requisition = self.raise_all()
        self.assertEqual(requisition.get_queue_detail()["advice"]["kind"], "load")
        requisition.decide_fill_up(requisition.id, "load")
        weight = sum(line.qty * line.product_id.weight for line in requisition.line_ids)
        self.assertEqual(weight, 150.0)

    def test_nothing_to_fill_up_says_so(self):
        requisition = self.raise_all()
        with self.assertRaises(UserError):
            requisition.decide_fill_up(requisition.id, "minimum")

    def test_further_packs_are_worth_less_and_less(self):
        requisition = self.raise_all()
        [line] = requisition.get_queue_detail()["lines"]
        benefits = [row["benefit"] for row in line["marginal"]]
        self.assertEqual(benefits, sorted(benefits, reverse=True))
        self.assertEqual(line["marginal"][0]["days_gained"], 0.5)
