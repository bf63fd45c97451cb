"""From a delivery to a received order, through every pair of hands."""

from odoo.tests import tagged

from .requisition_common import RequisitionCase


@tagged("post_install", "-at_install")
class TestRequisitionScenario(RequisitionCase):
    def test_from_a_delivery_to_a_received_order(self):
        picker = self.new_user("picker", "stock.group_stock_user")
        buyer = self.new_user("buyer", "purchase.group_purchase_user")
        self.vendor.buyer_id = buyer
        point = self.new_item()
        self.put(point.product_id, 40)

        # Monday: a delivery leaves 15 pieces, below the minimum of 21.
        picking = self.new_delivery(point, 25, picker)
        picking.action_confirm()
        picking.button_validate()
        self.signal._work_off()
        line = self.line(point)
        requisition = line.requisition_id
        self.assertEqual(line.qty, 45.0)
        self.assertEqual(requisition.buyer_id, buyer)
        self.assertTrue(requisition.activity_ids)

        # The planner asks for more, the manager approves.
        requisition.with_user(self.planner).decide_change(
            requisition.id, {line.id: 50.0}, "Fair in spring"
        )
        answer = self.approve(requisition)
        self.assertTrue(answer["undo"])
        self.assertFalse(requisition.activity_ids)
        order = requisition.purchase_order_ids
        self.assertEqual(order.user_id, buyer)

        # The buyer confirms; a part arrives, then the rest.
        order.with_user(buyer).button_confirm()
        receipt = order.picking_ids
        receipt.move_ids.quantity = 20
        receipt.move_ids.picked = True
        receipt.with_context(skip_backorder=True).button_validate()
        self.signal._work_off()
        self.env["inv.requisition.line"]._close_received()
        self.assertEqual(line.state, "ordered")
        self.assertEqual(self.line(point), line)
        rest = order.picking_ids - receipt
        rest.button_validate()
        self.env["inv.requisition.line"]._close_received()
        self.assertEqual(requisition.state, "received")
        self.assertEqual(point.product_id.qty_available, 65.0)
