from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestRecallTours(RecallCase, HttpCase):
    """From a lot of a component to customers who know, in the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.new_user("recaller", "inv_recall.group_recall_releaser")
        pump = cls.new_product("Tour Pump")
        cls.lot = cls.new_lot("VD-5482")
        cls.made = cls.new_lot("CP-0211", pump)
        cls.receive(cls.lot, 100)
        cls.make({cls.lot: 60}, {cls.made: 30}, "TOUR/MO/0871")
        cls.ship(cls.made, 20)

    def test_from_a_lot_to_customers_who_know(self):
        self.start_tour(
            "/odoo/recalls/new", "inv_recall_to_customers", login=self.user.login
        )
        case = self.env["inv.recall"].search([("title", "=", "Seal cracks")])
        self.assertEqual(case.state, "notify")
        self.assertEqual(case.held_lot_ids, self.lot + self.made)
        self.assertEqual(case.notice_ids.state, "sent")
        mail = self.env["mail.mail"].search(
            [("model", "=", "inv.recall.notice"), ("res_id", "=", case.notice_ids.id)]
        )
        self.assertIn("CP-0211", mail.body_html)

    def test_mock_recall_with_stopwatch(self):
        self.company.inv_recall_test_email = "test@company.example"
        self.start_tour(
            "/odoo/mock-recalls/new", "inv_recall_mock", login=self.user.login
        )
        case = self.env["inv.recall"].search([("title", "=", "Yearly trace test")])
        self.assertEqual(case.kind, "mock")
        self.assertTrue(case.clock_stopped_at)
        self.assertEqual(case.state, "closed")
        self.assertFalse(case.held_lot_ids)
        self.assertTrue(case.evidence_ids)

    def test_held_lot_is_refused_at_delivery(self):
        case = self.new_case(self.lot)
        case.action_start()
        picking = self.env["stock.picking"].create(
            {
                "name": "TOUR/OUT/1",
                "partner_id": self.customer.id,
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.lot.product_id.id,
                            "product_uom_qty": 5,
                            "location_id": self.stock.id,
                            "location_dest_id": self.customers.id,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        case._hold_lots(self.lot, "Seal cracks")
        self.assertFalse(picking.move_line_ids, "The hold took the reservation.")
        self.start_tour(
            f"/odoo/action-stock.stock_picking_action_picking_type/{picking.id}",
            "inv_recall_held_delivery",
            login=self.user.login,
        )
        self.assertNotEqual(picking.state, "done")
        self.assertEqual(self.lot.product_qty, 40)


@tagged("post_install", "-at_install")
class TestRecallPortalTour(RecallCase, HttpCase):
    """What a customer sees who opens the link of the mail on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_customer_answers_on_a_phone(self):
        case = self.new_case(self.new_shipped_lot("CP-0211", 100, 20))
        case.action_start()
        notice = case.notice_ids
        notice._portal_ensure_token_batch()
        notice._mark_sent("mail")
        self.start_tour(notice.get_portal_url(), "inv_recall_portal_answer", login=None)
        self.assertEqual(notice.state, "answered")
        self.assertEqual(notice.answer_ids.qty_stock, 12)
        self.assertEqual(notice.answer_name, "A. Buyer")
