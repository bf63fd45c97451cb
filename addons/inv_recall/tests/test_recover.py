from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestRecover(RecallCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lot = cls.new_shipped_lot("VD-5482", 100, 40)
        cls.move(cls.lot, 12, cls.customers, cls.stock, cls.customer)
        cls.case = cls.new_case(cls.lot)
        cls.case.action_start()
        cls.line = cls.case.recall_lot_ids

    def decide(self, decision, qty, **values):
        return self.env["inv.recall.disposition"].create(
            {
                "recall_lot_id": self.line.id,
                "decision": decision,
                "qty": qty,
                "reason": "Cracked",
                **values,
            }
        )

    def test_returns_are_seen_by_their_lot(self):
        self.assertEqual(self.case.recovered_rate, 30.0)
        issue = self.case.get_board()["issues"][-1]
        self.assertIn("12 Units came back", issue["title"])
        action = self.case.action_open_returns()
        back = self.env["inv.recall.delivery"].search(action["domain"])
        self.assertEqual(back.qty_back, 12)
        self.decide("scrap", 12)
        titles = [issue["title"] for issue in self.case.get_board()["issues"]]
        self.assertFalse([title for title in titles if "came back" in title])

    def test_scrap_is_a_draft_until_somebody_does_it(self):
        before = self.lot.product_qty
        decision = self.decide("scrap", 12)
        self.assertEqual(decision.cost, 120)
        self.case._hold_lots(self.lot, "Cracked")
        decision.action_order()
        self.assertEqual(decision.scrap_id.state, "draft")
        self.assertEqual(self.lot.product_qty, before, "A case moves nothing.")
        decision.scrap_id.do_scrap()
        self.assertEqual(decision.state, "ordered")
        self.case.action_trace()
        self.assertEqual(decision.state, "done")
        self.assertEqual(self.line.qty_scrapped, 12)
        with self.assertRaisesRegex(UserError, "cannot be taken back"):
            decision.action_cancel()

    def test_held_lot_goes_back_to_its_vendor(self):
        self.case._hold_lots(self.lot, "Cracked")
        decision = self.decide("return", 20)
        decision.action_order()
        picking = decision.picking_id
        self.assertEqual(picking.partner_id, self.vendor)
        self.assertNotEqual(picking.state, "done")
        picking.move_ids.picked = True
        picking._action_done()
        self.assertEqual(picking.state, "done")
        self.case.action_trace()
        self.assertEqual((self.line.qty_returned, decision.state), (20, "done"))

    def test_rework_and_use_as_it_is(self):
        rework = self.decide("rework", 5, cost=75)
        rework.action_order()
        self.assertIn("Rework 5", self.case.activity_ids.summary)
        with self.assertRaises(UserError):
            self.decide("use", 1).action_done()
        rework.action_done()
        self.assertEqual(self.case.cost, 75)
        use = self.decide("use", 5)
        use.action_order()
        self.assertEqual((use.state, use.cost), ("done", 0))

    def test_not_more_than_there_is(self):
        self.decide("scrap", 50)
        with self.assertRaisesRegex(ValidationError, "only 72"):
            self.decide("return", 30)
        with self.assertRaises(ValidationError):
            self.decide("scrap", 0)

    def test_taken_back(self):
        decision = self.decide("return", 20)
        decision.action_order()
        picking = decision.picking_id
        decision.action_cancel()
        self.assertEqual((decision.state, picking.state), ("cancelled", "cancel"))
        self.assertEqual(self.case.cost, 0)

    def test_mock_recall_decides_nothing(self):
        mock = self.new_case(self.lot, kind="mock")
        mock.action_start()
        with self.assertRaisesRegex(UserError, "decides nothing"):
            self.decide("scrap", 1, recall_lot_id=mock.recall_lot_ids.id)
