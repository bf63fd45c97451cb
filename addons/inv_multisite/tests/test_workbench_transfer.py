"""Transfers on the workbench: suggested ones, and instead of an order."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .transfer_common import TransferCase


@tagged("post_install", "-at_install")
class TestWorkbenchTransfer(TransferCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bench = cls.env["inv.workbench"].with_user(cls.planner)
        cls.receiver = cls.point_of(cls.pump, cls.lyon, "at_risk")
        cls.donor = cls.point_of(cls.pump, cls.rotterdam, "excess")

    @classmethod
    def point_of(cls, product, site, status):
        point = cls.env["inv.stocking.point"].search(
            [("product_id", "=", product.id), ("warehouse_id", "=", site.id)]
        )
        point.write(
            {
                "status": status,
                "supply_type": "buy",
                "planned_datetime": fields.Datetime.now() - timedelta(hours=1),
                "position_qty": 5.0,
                "order_up_to_qty": 20.0,
            }
        )
        return point

    def test_found_transfer_is_suggested_to_receiver_and_donor(self):
        transfer = self.suggest()
        suggestion = self.receiver.suggestion
        self.assertEqual(suggestion["kind"], "transfer")
        self.assertEqual(suggestion["record_id"], transfer.id)
        self.assertIn("Rotterdam", suggestion["detail"])
        self.assertEqual(suggestion["reason"], transfer.reason)
        self.assertIn("Lyon", self.donor.suggestion["detail"])

    def test_transfer_that_brings_a_part_does_not_replace_the_order(self):
        self.suggest()
        self.receiver.order_up_to_qty = 100000.0
        suggestion = self.receiver.suggestion
        self.assertEqual(suggestion["kind"], "order")

    def test_approve_accepts_the_transfer_and_undo_cancels_it(self):
        transfer = self.suggest()
        answer = self.bench.decide_approve([self.receiver.id])
        self.assertEqual(transfer.state, "accepted")
        self.receiver.invalidate_recordset()
        self.assertFalse(self.receiver.decision_kind)
        self.bench.undo(answer["batch"])
        self.assertEqual(transfer.state, "cancelled")
        self.receiver.invalidate_recordset()
        self.assertEqual(self.receiver.decision_kind, "at_risk")

    def test_transfer_instead_of_an_order(self):
        [offer] = self.bench.get_options(self.receiver.id)["transfers"]
        self.assertEqual(offer["name"], "Rotterdam")
        answer = self.bench.decide_transfer(self.receiver.id, offer["id"], 12)
        self.assertIn("12", answer["message"])
        decision = self.receiver.workbench_decision_ids
        self.assertEqual((decision.kind, decision.quantity), ("transfer", 12.0))
        self.bench.undo(answer["batch"])
        self.assertTrue(decision.is_undone)

    def test_bad_quantities_and_lanes_change_nothing(self):
        for quantity in (0, -1, "all"):
            with self.assertRaisesRegex(UserError, "above 0"):
                self.bench.decide_transfer(self.receiver.id, self.to_lyon.id, quantity)
        with self.assertRaisesRegex(UserError, "No lane"):
            self.bench.decide_transfer(self.receiver.id, self.to_leeds.id, 5)
        self.assertFalse(self.receiver.workbench_decision_ids)

    def test_donor_that_gave_its_stock_away_refuses(self):
        self.suggest()
        self.put_stock(self.pump, -280.0, self.rotterdam)
        with self.assertRaises(UserError):
            self.bench.decide_approve([self.receiver.id])
        self.assertFalse(self.receiver.workbench_decision_ids)
