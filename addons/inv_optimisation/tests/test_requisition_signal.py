"""Signals in the transactions of moves, the scheduler, and the nightly run."""

from odoo.tests import tagged

from .requisition_common import RequisitionCase


@tagged("post_install", "-at_install")
class TestRequisitionSignal(RequisitionCase):
    def deliver_open(self, point, quantity):
        """Confirm a delivery through a picking, as a stock user without our rights."""
        user = self.new_user("stock", "stock.group_stock_user")
        picking = self.new_delivery(point, quantity, user)
        picking.action_confirm()
        return picking

    def test_delivery_adds_a_signal_only_and_the_action_raises_the_line(self):
        point = self.new_item()
        self.put(point.product_id, 30)
        self.deliver_open(point, 10)
        self.assertFalse(self.line(point))
        self.assertEqual(self.signal.search([]).point_id, point)
        self.signal._work_off()
        self.assertEqual(self.line(point).qty, 40.0)
        self.assertFalse(self.signal.search([]))
        self.assertFalse(
            self.env["purchase.order.line"].search(
                [("product_id", "=", point.product_id.id)]
            )
        )

    def test_delivery_that_leaves_enough_raises_nothing(self):
        point = self.new_item()
        self.put(point.product_id, 60)
        self.deliver_open(point, 10)
        self.signal._work_off()
        self.assertFalse(self.line(point))

    def test_direct_mode_orders_as_core_does(self):
        self.company.inv_requisition_mode = "direct"
        point = self.new_item()
        point.product_id.route_ids = self.buy_route
        self.deliver_open(point, 10)
        self.assertFalse(self.signal.search([]))
        bought = self.env["purchase.order.line"].search(
            [("product_id", "=", point.product_id.id)]
        )
        self.assertEqual(bought.product_qty, 70.0)

    def test_scheduler_raises_once_and_orders_nothing_itself(self):
        point = self.new_item()
        for _ in range(2):
            self.env["stock.rule"].run_scheduler(company_id=self.company.id)
        line = self.line(point)
        self.assertEqual(line.qty, 60.0)
        self.assertFalse(line.purchase_line_ids)

    def test_mode_none_orders_nothing_by_itself(self):
        self.company.inv_requisition_mode = "none"
        point = self.new_item()
        point.product_id.route_ids = self.buy_route
        self.env["stock.rule"].run_scheduler(company_id=self.company.id)
        self.assertFalse(
            self.env["purchase.order.line"].search(
                [("product_id", "=", point.product_id.id)]
            )
        )

    def test_ordering_by_hand_raises_the_quantity_of_the_screen(self):
        point = self.new_item()
        rule = point.orderpoint_id
        rule.trigger = "manual"
        self.put(point.product_id, 50)
        rule.qty_to_order = 12.0
        notification = rule.action_replenish()
        line = self.line(point)
        self.assertEqual(line.qty, 12.0)
        self.assertIn("by hand", line.reason)
        [link] = notification["params"]["links"]
        self.assertEqual(link["label"], line.requisition_id.name)
        self.assertEqual(point.requisition_count, 1)
        self.assertEqual(
            point.action_open_requisitions()["res_id"], line.requisition_id.id
        )

    def test_nightly_run_signals_every_point_with_a_rule(self):
        point = self.new_item()
        self.with_history(point.product_id, [14.0] * 40)
        self.plan()
        self.assertIn(point, self.signal.search([]).point_id)
        self.signal._work_off()
        self.assertTrue(self.line(point))

    def test_delivery_costs_one_query_more(self):
        point = self.new_item()
        self.put(point.product_id, 500)
        move = {
            "product_id": point.product_id.id,
            "product_uom_qty": 1,
            "location_id": self.stock.id,
            "location_dest_id": self.customers.id,
            "company_id": self.company.id,
        }
        moves = self.env["stock.move"].create([move] * 20)
        queries = self.count_queries(
            lambda: self.signal._send_places(
                (one.product_id.id, one.location_id.warehouse_id.id) for one in moves
            )
        )
        self.assertLessEqual(queries, 8)
