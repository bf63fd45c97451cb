"""Accepted suggestions: linked pickings, once, for stock that is there."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .transfer_common import TransferCase


@tagged("post_install", "-at_install")
class TestTransferAcceptance(TransferCase):
    """What a planner accepts becomes a transfer, and can be taken back."""

    def accept(self, suggestions):
        return suggestions.with_user(self.planner).action_accept()

    def test_two_linked_pickings_share_a_reference(self):
        suggestion = self.suggest()
        answer = self.accept(suggestion)
        self.assertEqual(answer["accepted"], suggestion.ids)
        self.assertEqual(suggestion.state, "accepted")
        outgoing, incoming = suggestion.move_ids.sorted("id", reverse=True).sorted(
            lambda move: move.location_id.usage != "internal"
        )
        self.assertEqual(outgoing.location_id.warehouse_id, self.rotterdam)
        self.assertEqual(incoming.location_dest_id.warehouse_id, self.lyon)
        self.assertEqual(outgoing.move_dest_ids, incoming)
        self.assertEqual(outgoing.product_uom_qty, suggestion.qty)
        self.assertEqual(
            suggestion.reference_id.picking_ids,
            outgoing.picking_id | incoming.picking_id,
        )
        self.assertAlmostEqual(suggestion.promised_gain, suggestion.net_gain, places=2)
        self.assertEqual(suggestion.decided_user_id, self.planner)

    def test_moves_of_a_lane_and_day_share_a_picking(self):
        self.new_help("Valve")
        self.run_transfers()
        suggestions = self.get_open(lane=self.to_lyon)
        self.assertEqual(len(suggestions), 2)
        self.accept(suggestions)
        self.assertEqual(len(suggestions.move_ids.picking_id), 2)
        self.assertEqual(len(suggestions.reference_id), 1)

    def test_later_acceptance_joins_the_open_shipment(self):
        self.new_help("Valve")
        self.run_transfers()
        first, second = self.get_open(lane=self.to_lyon)
        self.accept(first)
        self.accept(second)
        self.assertEqual(first.reference_id, second.reference_id)
        self.assertEqual(len((first | second).move_ids.picking_id), 2)

    def test_accepted_transfer_counts_at_both_sites(self):
        suggestion = self.suggest()
        donor, receiver = (
            self.pump.with_context(warehouse_id=site.id)
            for site in (self.rotterdam, self.lyon)
        )
        before = donor.virtual_available, receiver.virtual_available
        self.accept(suggestion)
        donor.invalidate_recordset()
        self.assertEqual(donor.virtual_available, before[0] - suggestion.qty)
        self.assertEqual(receiver.virtual_available, before[1] + suggestion.qty)
        self.run_transfers()
        self.assertFalse(self.get_open(self.pump))

    def test_decided_suggestion_is_not_accepted_twice(self):
        suggestion = self.suggest()
        self.accept(suggestion)
        with self.assertRaisesRegex(UserError, "decided already"):
            self.accept(suggestion)
        self.assertEqual(len(suggestion.move_ids), 2)

    def test_stock_that_is_gone_is_refused_with_the_number(self):
        suggestion = self.suggest()
        self.put_stock(self.pump, -280.0, self.rotterdam)
        with self.assertRaisesRegex(UserError, "only 0"):
            self.accept(suggestion)
        self.assertEqual(suggestion.state, "new")

    def test_refused_ones_do_not_stop_the_others(self):
        valve = self.new_help("Valve")
        self.run_transfers()
        suggestions = self.get_open(lane=self.to_lyon)
        self.put_stock(valve, -280.0, self.rotterdam)
        answer = self.accept(suggestions)
        gone = suggestions.filtered(lambda item: item.product_id == valve)
        self.assertEqual([row[0] for row in answer["refused"]], gone.ids)
        self.assertEqual(gone.state, "new")
        self.assertTrue(gone.error_message)
        self.assertEqual((suggestions - gone).state, "accepted")

    def test_two_lanes_do_not_share_the_same_stock(self):
        product = self.new_item(
            {self.rotterdam: 140.0, self.lyon: 0.0, self.leeds: 0.0},
            name="Wanted twice",
            list_price=50.0,
            standard_price=20.0,
        )
        self.run_transfers()
        suggestions = self.get_open(product)
        # 65 of the 140 stay in Rotterdam.
        self.assertLessEqual(sum(suggestions.mapped("qty")), 75.0)
        # Superuser: a hand that knows nothing of the other lane.
        suggestions[0].sudo().qty = 75.0
        answer = self.accept(suggestions)
        self.assertEqual(len(answer["accepted"]), 1)

    def test_closed_lane_takes_nothing(self):
        suggestion = self.suggest()
        self.to_lyon.is_open = False
        with self.assertRaisesRegex(UserError, "closed"):
            self.accept(suggestion)

    def test_viewer_cannot_decide(self):
        suggestion = self.suggest()
        viewer = self.new_network_user("viewer", "inv_optimisation.group_inv_user")
        for call in ("action_accept", "action_cancel"):
            with self.assertRaises(AccessError):
                getattr(suggestion.with_user(viewer), call)()

    def test_nobody_writes_a_suggestion(self):
        suggestion = self.suggest()
        with self.assertRaises(AccessError):
            suggestion.with_user(self.planner).write({"qty": 1.0})

    # ------------------------------------------------------------------------
    # Another quantity
    # ------------------------------------------------------------------------

    def test_changed_quantity_is_evaluated_again(self):
        suggestion = self.suggest()
        recommended, gain = suggestion.qty, suggestion.net_gain
        suggestion.with_user(self.planner).action_change_qty(10.0)
        self.assertEqual(suggestion.qty, 10.0)
        self.assertEqual(suggestion.recommended_qty, recommended)
        self.assertLess(suggestion.net_gain, gain)
        self.assertEqual(suggestion.limit_code, "hand")

    def test_quantity_below_the_protection_is_refused(self):
        suggestion = self.suggest()
        with self.assertRaisesRegex(UserError, "at most 235"):
            suggestion.with_user(self.planner).action_change_qty(290.0)

    def test_part_of_a_unit_is_refused(self):
        suggestion = self.suggest()
        for quantity in (0.0, -1.0, 1.5):
            with self.assertRaisesRegex(UserError, "multiple of 1"):
                suggestion.with_user(self.planner).action_change_qty(quantity)

    # ------------------------------------------------------------------------
    # Taking back, arriving
    # ------------------------------------------------------------------------

    def test_taking_back_leaves_no_open_picking(self):
        suggestion = self.suggest()
        self.accept(suggestion)
        pickings = suggestion.move_ids.picking_id
        suggestion.with_user(self.planner).action_cancel()
        self.assertEqual(suggestion.state, "cancelled")
        self.assertEqual(set(pickings.mapped("state")), {"cancel"})

    def test_taking_one_back_leaves_the_rest_of_the_shipment(self):
        self.new_help("Valve")
        self.run_transfers()
        suggestions = self.get_open(lane=self.to_lyon)
        self.accept(suggestions)
        suggestions[0].with_user(self.planner).action_cancel()
        self.assertEqual(suggestions[1].state, "accepted")
        self.assertNotIn("cancel", suggestions[1].move_ids.mapped("state"))

    def test_goods_that_left_cannot_be_taken_back(self):
        suggestion = self.suggest()
        self.accept(suggestion)
        self.validate(suggestion.move_ids.filtered(lambda move: move.move_dest_ids))
        with self.assertRaisesRegex(UserError, "has left"):
            suggestion.with_user(self.planner).action_cancel()

    def test_cancelled_picking_closes_the_suggestion(self):
        suggestion = self.suggest()
        self.accept(suggestion)
        outgoing = suggestion.move_ids.filtered(lambda move: move.move_dest_ids)
        outgoing.picking_id.action_cancel()
        self.assertEqual(suggestion.state, "cancelled")
        self.assertEqual(set(suggestion.move_ids.mapped("state")), {"cancel"})

    def test_arrival_closes_and_the_outcome_is_measured(self):
        suggestion = self.suggest()
        self.accept(suggestion)
        outgoing = suggestion.move_ids.filtered(lambda move: move.move_dest_ids)
        self.validate(outgoing)
        self.validate(suggestion.move_ids - outgoing)
        outcome = self.env["inv.transfer.outcome"]
        outcome._cron_follow()
        self.assertEqual(suggestion.state, "done")
        self.assertFalse(suggestion.date_realised)
        # The time that it was for has passed; the stock in Lyon was sold.
        today = fields.Date.today()
        old = today - timedelta(days=40)
        suggestion.sudo().write({"date_departure": old, "date_arrival": old})
        self.put_stock(self.pump, -suggestion.qty - 5.0, self.lyon)
        outcome._cron_follow()
        self.assertEqual(suggestion.date_realised, today)

    def test_transfer_to_another_company(self):
        lane = self.new_open_lane(self.rotterdam, self.oslo)
        product = self.new_item(
            {self.rotterdam: 300.0, self.oslo: 0.0},
            name="Abroad",
            list_price=50.0,
            standard_price=20.0,
        )
        self.run_transfers()
        suggestion = self.get_open(product, lane)
        self.assertTrue(suggestion)
        planner = self.planner.with_context(allowed_company_ids=self.companies.ids)
        mine = suggestion.with_user(planner).with_context(
            allowed_company_ids=self.companies.ids
        )
        mine.action_accept()
        moves = suggestion.sudo().move_ids
        self.assertEqual(set(moves.mapped("company_id")), set(self.companies))
        alone = self.env["inv.transfer.suggestion"].with_user(self.planner)
        alone = alone.with_context(allowed_company_ids=self.company.ids)
        found = alone.search([("product_id", "=", product.id)])
        self.assertFalse(found)
