"""Lots of transfers: the first to expire first, and none that expires on the way."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .transfer_common import TransferCase


@tagged("post_install", "-at_install")
class TestTransferLot(TransferCase):
    """A lot moves only when its new site sells it in time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if "expiration_date" not in cls.env["stock.lot"]._fields:
            cls.skipTest(cls, "needs expiry dates")
        cls.glue = cls.new_item(
            {cls.rotterdam: 0.0, cls.lyon: 0.0},
            name="Glue",
            tracking="lot",
            list_price=50.0,
            standard_price=20.0,
            use_expiration_date=True,
        )

    def lay_lot(self, name, quantity, days):
        """Lay a lot in Rotterdam that expires in ``days``."""
        lot = self.env["stock.lot"].create(
            {
                "name": name,
                "product_id": self.glue.id,
                "expiration_date": fields.Datetime.now() + timedelta(days=days),
            }
        )
        self.put_stock(self.glue, quantity, self.rotterdam, lot_id=lot)
        return lot

    def test_first_to_expire_goes_first(self):
        self.lay_lot("LATE", 200.0, 300)
        self.lay_lot("SOON", 10.0, 90)
        suggestion = self.suggest(self.glue)
        self.assertEqual([lot["name"] for lot in suggestion.lots], ["SOON", "LATE"])
        self.assertEqual(suggestion.lots[0]["quantity"], 10.0)
        total = sum(lot["quantity"] for lot in suggestion.lots)
        self.assertEqual(total, suggestion.qty)
        self.assertIn("SOON (10)", suggestion.reason)

    def test_lot_that_expires_too_soon_stays(self):
        self.lay_lot("SHORT", 300.0, 20)
        self.run_transfers()
        self.assertFalse(self.get_open(self.glue))
        blocked = self.get_open(self.glue, states=("blocked",))
        self.assertEqual(blocked.blocked_reason, "expiry")
        self.assertIn("30 days", blocked.blocked_text)

    def test_no_more_moves_than_the_new_site_sells_in_time(self):
        self.company.inv_transfer_shelf_days = 1.0
        self.lay_lot("SIX", 400.0, 6)
        self.run_transfers()
        # 5 a day, 4 days left after 2 on the way.
        self.assertLessEqual(self.get_open(self.glue).qty, 20.0)

    def test_promised_lots_are_reserved(self):
        late = self.lay_lot("LATE", 200.0, 300)
        soon = self.lay_lot("SOON", 10.0, 90)
        suggestion = self.suggest(self.glue)
        suggestion.with_user(self.planner).action_accept()
        outgoing = suggestion.move_ids.filtered(lambda move: move.move_dest_ids)
        reserved = {
            line.lot_id: line.quantity_product_uom for line in outgoing.move_line_ids
        }
        self.assertEqual(reserved, {soon: 10.0, late: suggestion.qty - 10.0})
        self.assertEqual(outgoing.state, "assigned")
