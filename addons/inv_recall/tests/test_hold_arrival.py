from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .hold_common import HoldCase


@tagged("post_install", "-at_install")
class TestHoldArrival(HoldCase):
    """Receipts of what a case waits for, and numbers that vendors print."""

    def receive_named(self, name, vendor_lot=False, vendor=None, qty=10):
        picking = self.env["stock.picking"].create(
            {
                "partner_id": (vendor or self.vendor).id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.vendors.id,
                "location_dest_id": self.stock.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.seal.id,
                            "product_uom_qty": qty,
                            "location_id": self.vendors.id,
                            "location_dest_id": self.stock.id,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.move_line_ids.write(
            {"lot_name": name, "quantity": qty, "inv_vendor_lot": vendor_lot}
        )
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        return picking.move_line_ids.lot_id

    def test_vendor_lot_is_kept_with_a_new_lot(self):
        self.assertEqual(self.receive_named("L-1", "V-77").inv_vendor_lot, "V-77")

    def test_vendor_lot_is_kept_with_a_known_lot(self):
        self.receive_named("L-1")
        self.assertEqual(self.receive_named("L-1", "V-77").inv_vendor_lot, "V-77")

    def test_more_of_a_held_vendor_lot_is_held_on_arrival(self):
        first = self.receive_named("L-1", "V-77")
        self.hold(first)
        self.assertRecordValues(
            self.case.watch_ids,
            [
                {
                    "product_id": self.seal.id,
                    "vendor_id": self.vendor.id,
                    "vendor_lot": "V-77",
                }
            ],
        )
        worker = self.new_user("worker", "stock.group_stock_user")
        second = self.with_worker(worker).receive_named("L-2", "V-77")
        self.assertTrue(second.sudo().inv_is_held)
        hold = self.case.hold_ids.filtered(lambda hold: hold.lot_id == second.sudo())
        self.assertIn("V-77", hold.reason)
        self.assertEqual(self.case.watch_ids.caught_count, 1)
        self.assertEqual(self.case.activity_ids.user_id, self.case.user_id)
        self.assertIn("L-2", self.case.activity_ids.summary)
        self.assertFalse(self.receive_named("L-3", "V-78").inv_is_held)
        with self.assertRaisesRegex(UserError, "is held"):
            self.ship(second.sudo(), 1)

    def with_worker(self, user):
        """Return this test in the environment of a warehouse worker."""
        self.env = self.env(
            user=user, context={"allowed_company_ids": self.company.ids}
        )
        self.addCleanup(setattr, self, "env", self.env)
        self.warehouse = self.warehouse.with_env(self.env)
        return self

    def test_lot_of_a_vendor_without_number_is_watched_by_its_own(self):
        self.hold()
        self.assertEqual(self.case.watch_ids.vendor_lot, "VD-5482")
        lot = self.receive_named("L-9", "VD-5482")
        self.assertTrue(lot.inv_is_held)

    def test_another_vendor_with_the_same_number_is_not_held(self):
        self.hold(self.receive_named("L-1", "V-77"))
        other = self.env["res.partner"].create({"name": "Other Vendor"})
        self.assertFalse(self.receive_named("L-2", "V-77", other).inv_is_held)

    def test_watch_by_hand_without_vendor_holds_whoever_delivers(self):
        self.env["inv.recall.watch"].create(
            {
                "recall_id": self.case.id,
                "product_id": self.seal.id,
                "vendor_lot": "V-99",
            }
        )
        other = self.env["res.partner"].create({"name": "Other Vendor"})
        self.assertTrue(self.receive_named("L-2", "V-99", other).inv_is_held)

    def test_watch_that_is_off_or_of_a_closed_or_mock_case_holds_nothing(self):
        watch = self.env["inv.recall.watch"].create(
            {
                "recall_id": self.case.id,
                "product_id": self.seal.id,
                "vendor_lot": "V-99",
            }
        )
        watch.active = False
        self.assertFalse(self.receive_named("L-1", "V-99").inv_is_held)
        watch.active = True
        self.case.state = "closed"
        self.assertFalse(self.receive_named("L-2", "V-99").inv_is_held)
        self.case.state = "trigger"
        self.case.kind = "mock"
        self.case.state = "contain"
        self.assertFalse(self.receive_named("L-3", "V-99").inv_is_held)

    def test_lot_that_nobody_delivered_is_not_watched(self):
        lot = self.new_lot("MADE-1")
        self.hold(lot)
        self.assertFalse(self.case.watch_ids)
