from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ProductionCase


@tagged("post_install", "-at_install")
class TestRequisitionOfProduction(ProductionCase):
    def test_requisition_becomes_one_manufacturing_order(self):
        self.assertEqual(self.requisition.supply_type, "manufacture")
        answer = self.approve(self.requisition)
        order = self.requisition.production_ids
        self.assertRecordValues(order, [{"product_qty": 60.0, "state": "confirmed"}])
        self.assertIn(order.name, answer["message"])
        self.assertEqual(order.inv_requisition_id, self.requisition)
        self.assertFalse(self.raise_lines(self.pump))

    def test_second_requisition_gets_an_order_of_its_own(self):
        self.approve(self.requisition)
        self.env["stock.move"].create(
            {
                "product_id": self.pump.product_id.id,
                "product_uom_qty": 60,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
                "company_id": self.company.id,
            }
        )._action_confirm()
        second = self.raise_lines(self.pump)
        self.approve(second.requisition_id)
        self.assertEqual(second.production_ids.product_qty, 60.0)
        self.assertNotEqual(second.production_ids, self.line_of_pump.production_ids)

    def test_cancelled_order_reopens_the_need(self):
        self.approve(self.requisition)
        self.requisition.production_ids.action_cancel()
        self.assertEqual(self.line_of_pump.state, "cancelled")
        self.signal._work_off()
        fresh = self.line(self.pump) - self.line_of_pump
        self.assertEqual(fresh.qty, 60.0)

    def test_undo_cancels_the_order_until_it_has_started(self):
        self.approve(self.requisition)
        order = self.requisition.production_ids
        self.requisition.with_user(self.manager).decide_undo()
        self.assertEqual(order.state, "cancel")
        self.assertEqual(self.line_of_pump.state, "to_approve")
        self.approve(self.requisition)
        order = self.requisition.production_ids
        order.qty_producing = 1.0
        self.assertEqual(order.state, "progress")
        with self.assertRaisesRegex(UserError, "under way"):
            self.requisition.with_user(self.manager).decide_undo()

    def test_finished_order_closes_the_line(self):
        self.put(self.component, 500)
        self.approve(self.requisition)
        order = self.requisition.production_ids
        order.qty_producing = 60.0
        order._set_qty_producing()
        order.button_mark_done()
        self.env["inv.requisition.line"]._close_received()
        self.assertEqual(self.line_of_pump.state, "received")
