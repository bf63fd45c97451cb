from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.stock.models.stock_orderpoint import (
    StockWarehouseOrderpoint as CoreOrderpoint,
)

from ..models.stock_warehouse_orderpoint import POINT_FIELDS
from .common import InvCase


@tagged("post_install", "-at_install")
class TestOrderpoint(InvCase):
    """The reordering rule shows its point, and core orders what planning says."""

    def new_item(self, name="Item", weekly=(10, 20, 15), rule=True, **seller):
        product = self.new_product(name)
        self.new_seller(product, **{"delay": 7, **seller})
        self.with_history(product, list(weekly) * 12)
        if rule:
            self.new_rule(product)
        return product

    def new_rule(self, product, warehouse=None):
        return self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": product.id,
                "location_id": (warehouse or self.warehouse).lot_stock_id.id,
                "product_min_qty": 1,
                "product_max_qty": 2,
            }
        )

    def rules(self):
        return self.env["stock.warehouse.orderpoint"].search(
            [("company_id", "=", self.company.id)], order="id"
        )

    # Fields -----------------------------------------------------------------

    def test_rule_shows_the_values_of_its_point(self):
        product = self.new_item()
        self.plan()
        rule, point = self.rules(), self.point(product)
        self.assertEqual(rule.inv_point_id, point)
        for name in POINT_FIELDS:
            shown, planned = rule[f"inv_{name}"], point[name]
            if isinstance(planned, float):
                self.assertAlmostEqual(shown, planned, delta=0.006, msg=name)
            else:
                self.assertEqual(shown, planned, name)
        self.assertGreater(rule.inv_min_recommended_qty, 0)
        self.assertTrue(rule.inv_has_change)
        self.assertTrue(rule.inv_reason)
        self.assertEqual(rule.action_open_inv_point()["res_id"], point.id)

    def test_rule_of_a_place_without_point_shows_nothing(self):
        product = self.new_item()
        second = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "SEC", "company_id": self.company.id}
        )
        self.plan()
        rule = self.new_rule(product, second)
        self.assertFalse(rule.inv_point_id)
        self.assertFalse(rule.inv_abc_xyz)
        self.assertEqual(rule.inv_min_recommended_qty, 0)

    def test_rules_are_found_by_conditions_on_their_point(self):
        rising, idle = self.new_item(), self.new_item("Idle", [0, 0, 0])
        self.plan()
        unplanned = self.new_item("Unplanned")
        rules = self.rules()

        def found(*domain):
            return rules.search([("id", "in", rules.ids), *domain]).product_id

        demand = ("inv_point_id", "any", [("forecast_per_day", ">", 0)])
        self.assertEqual(found(demand), rising)
        self.assertEqual(found(("inv_point_id", "in", self.point(idle).ids)), idle)
        self.assertEqual(found(("inv_point_id.status", "=", "stocked_out")), rising)
        self.assertNotIn(unplanned, found(("inv_point_id", "any", [])))

    def test_user_without_rights_sees_empty_values(self):
        self.new_item()
        self.plan()
        user = self.new_user("stock", "stock.group_stock_user")
        self.assertTrue(self.rules().inv_point_id)
        rule = self.rules().with_user(user)
        values = rule.read(["inv_point_id", *(f"inv_{name}" for name in POINT_FIELDS)])
        del values[0]["id"]
        self.assertEqual({bool(value) for value in values[0].values()}, {False})

    def test_two_and_twenty_rules_need_the_same_number_of_queries(self):
        for index in range(20):
            self.new_item(f"Item {index}")
        self.plan()
        rules = self.rules()
        names = ["inv_point_id", *(f"inv_{name}" for name in POINT_FIELDS)]
        counts = [
            self.count_queries(lambda some=some: some.read(names))
            for some in (rules[:2], rules)
        ]
        self.assertEqual(len(rules), 20)
        self.assertEqual(counts[0], counts[1])

    # Scheduler --------------------------------------------------------------

    def confirm(self, **arguments):
        """Return the order of commit and core's work of the scheduler step."""
        calls = []

        def core(rules, **given):
            calls.append(("core", given["use_new_cursor"], given["company_id"]))

        with (
            patch.object(self.env.cr, "commit", lambda: calls.append("commit")),
            patch.object(CoreOrderpoint, "_procure_orderpoint_confirm", core),
        ):
            self.env["stock.warehouse.orderpoint"]._procure_orderpoint_confirm(
                **arguments
            )
        return calls

    def test_scheduled_action_commits_before_core_opens_its_cursor(self):
        self.assertEqual(
            self.confirm(use_new_cursor=True, company_id=7),
            ["commit", ("core", True, 7)],
        )

    def test_confirmation_in_a_request_commits_nothing(self):
        self.assertEqual(self.confirm(), [("core", False, None)])

    def test_scheduler_orders_what_was_applied_and_only_once(self):
        pack = self.env.ref("uom.product_uom_pack_6")
        product = self.new_item(rule=False, product_uom_id=pack.id)
        self.put(product, 3)
        self.plan()
        point = self.point(product)
        self.env["inv.parameter.change.batch"]._propose(point).action_apply()
        self.assertEqual(self.rules().product_max_qty, point.order_up_to_qty)
        self.run_scheduler()
        order = self.orders()
        self.assertEqual(len(order), 1)
        self.assertEqual(order.state, "draft")
        line = order.order_line
        missing = point.order_up_to_qty - 3
        self.assertEqual(len(line), 1)
        self.assertEqual(line.orderpoint_id, self.rules())
        self.assertEqual(line.product_uom_qty, -(-missing // 6) * 6)
        self.run_scheduler()
        self.assertEqual(self.orders(), order)
        self.assertEqual(order.order_line, line)
        self.assertEqual(line.product_uom_qty, -(-missing // 6) * 6)
        self.plan()
        self.assertEqual(point.incoming_qty, line.product_uom_qty)
        self.assertNotIn("below_reorder_point", point.exception_codes or "")

    def run_scheduler(self):
        self.env.invalidate_all()
        self.env["stock.rule"].run_scheduler(company_id=self.company.id)

    def orders(self):
        return self.env["purchase.order"].search([("partner_id", "=", self.vendor.id)])
