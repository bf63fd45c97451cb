"""Browser tours of the transfer board; test_tours.py runs them."""

from odoo.tests import HttpCase, tagged

from .transfer_common import TransferCase


class TransferTourCase(TransferCase, HttpCase):
    """Two moves for Lyon, and a requisition that a transfer can replace."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_help("Tour valve", list_price=80.0)
        cls.new_help("Tour seal", donor=75.0, receiver=0.0)
        cls.run_transfers()

    def check_board(self):
        self.start_tour(
            "/odoo/transfer-suggestions", "inv_transfer_board", login=self.planner.login
        )
        accepted = self.get_open(lane=self.to_lyon, states=("accepted",))
        self.assertEqual(len(accepted), 2)
        self.assertEqual(len(accepted.reference_id), 1)
        rejected = self.get_open(states=("rejected",))
        self.assertEqual(rejected.product_id.name, "Tour seal")
        self.assertEqual(rejected.reject_reason, "Seals are being replaced")

    def check_compare(self):
        self.start_tour(
            "/odoo/transfer-suggestions",
            "inv_transfer_compare",
            login=self.manager.login,
        )
        changed = self.get_open(self.pump)
        self.assertEqual(changed.qty, 12.0)
        self.assertTrue(self.to_lyon.is_open)


@tagged("post_install", "-at_install")
class TestTransferTours(TransferTourCase):
    browser_size = "1440x900"

    def test_a_lane_is_accepted(self):
        self.check_board()

    def test_nothing_buy_and_transfer_are_compared(self):
        self.check_compare()

    def test_a_move_is_accepted_on_its_form(self):
        suggestion = self.get_open(self.pump)
        action = "inv_multisite.inv_transfer_suggestion_action"
        self.start_tour(
            f"/odoo/action-{action}/{suggestion.id}",
            "inv_transfer_form",
            login=self.planner.login,
        )
        self.assertEqual(suggestion.state, "accepted")

    def test_a_site_is_helped_from_stock_by_site(self):
        self.start_tour(
            f"/odoo/stock-by-site/{self.pump.id}",
            "inv_stock_by_site_transfer",
            login=self.planner.login,
        )
        suggestion = self.get_open(self.pump, states=("accepted",))
        self.assertEqual(suggestion.target_warehouse_id, self.lyon)

    def test_a_requisition_line_comes_from_another_site(self):
        point = self.env["inv.stocking.point"].search(
            [("product_id", "=", self.pump.id), ("warehouse_id", "=", self.lyon.id)]
        )
        requisition = self.env["inv.requisition"].create(
            {"company_id": self.company.id, "supply_type": "buy"}
        )
        line = self.env["inv.requisition.line"].create(
            {
                "requisition_id": requisition.id,
                "product_id": self.pump.id,
                "warehouse_id": self.lyon.id,
                "point_id": point.id,
                "qty": 40.0,
                "price_unit": 20.0,
            }
        )
        line._set_state("to_approve")
        self.start_tour(
            "/odoo/requisition-queue",
            "inv_transfer_instead",
            login=self.manager.login,
        )
        self.assertEqual(line.state, "cancelled")
        suggestion = requisition.log_ids[:1].transfer_suggestion_id
        self.assertEqual(suggestion.state, "accepted")


@tagged("post_install", "-at_install")
class TestTransferPhoneTours(TransferTourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_lane_is_accepted_on_a_phone(self):
        self.check_board()
