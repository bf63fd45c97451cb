from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ProductionCase


@tagged("post_install", "-at_install")
class TestOrderMessageOfProduction(ProductionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id = False
        cls.approve(cls.requisition)
        cls.order = cls.requisition.production_ids
        cls.put(cls.pump.product_id, 30)

    def find(self):
        """Return the message on the order after a look at everything."""
        self.env["inv.order.message.finder"]._find(self.company)
        return self.env["inv.order.message"].search(
            [("production_id", "=", self.order.id)]
        )

    def due(self, days):
        """Let the order be finished in ``days`` days."""
        shift = timedelta(days=days) - (
            self.order.move_finished_ids.date.date() - self.today
        )
        self.order.date_start += shift

    def test_early_order_is_postponed_and_put_back(self):
        self.pump.orderpoint_id.product_max_qty = 300
        self.put(self.pump.product_id, 60)
        self.due(1)
        start = self.order.date_start
        message = self.find()
        self.assertEqual((message.kind, message.source), ("postpone", "production"))
        self.assertIn(self.order.name, message.sentence)
        message.with_user(self.planner).action_accept()
        self.assertEqual((self.order.date_start - start).days, message.days)
        self.assertFalse(self.find() - message)
        message.with_user(self.planner).action_undo()
        self.assertEqual(self.order.date_start, start)

    def test_order_that_is_too_large_is_made_smaller(self):
        message = self.find()
        self.assertEqual((message.kind, message.quantity_new), ("decrease", 30.0))
        message.with_user(self.planner).action_accept()
        self.assertEqual(self.order.product_qty, 30.0)
        self.assertEqual(self.order.move_raw_ids.product_uom_qty, 60.0)
        message.with_user(self.planner).action_undo()
        self.assertEqual(self.order.product_qty, 60.0)

    def test_order_that_nobody_needs_is_cancelled_for_good(self):
        self.put(self.pump.product_id, 200)
        message = self.find()
        self.assertEqual(message.kind, "cancel")
        message.with_user(self.planner).action_accept()
        self.assertEqual(self.order.state, "cancel")
        self.assertFalse(message.can_undo)
        with self.assertRaises(UserError):
            message.with_user(self.planner).action_undo()

    def test_started_order_is_left_alone(self):
        self.order.qty_producing = 1.0
        self.assertFalse(self.find())
