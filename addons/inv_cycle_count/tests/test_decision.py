"""Decisions on variances: limits, two persons, swaps, recounts."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .approval_common import ApprovalCase


@tagged("post_install", "-at_install")
class TestDecision(ApprovalCase):
    """Approvers decide within their limits."""

    def test_cause_is_needed_over_tolerance(self):
        line = self.variance(15)
        result = self.decide(line, "approve")
        self.assertIn("Choose a cause", result["refused"][0]["message"])
        self.assertEqual(line.state, "review")
        self.decide(line, "approve", cause_id=self.cause.id)
        self.assertRecordValues(
            line, [{"state": "approved", "approver_id": self.approver.id}]
        )

    def test_own_limit_holds(self):
        self.env["inv.count.limit"].create(
            {"user_id": self.approver.id, "amount": 40, "company_id": self.company.id}
        )
        line = self.variance(15)
        result = self.decide(line, "approve", cause_id=self.cause.id)
        self.assertIn("You may approve up to", result["refused"][0]["message"])
        self.assertEqual(self.row(line)["decision"]["kind"], "none")
        done = self.decide(line, "approve", self.second, cause_id=self.cause.id)
        self.assertEqual(done["done"], line.ids)

    def test_limit_of_a_group_holds(self):
        self.env["inv.count.limit"].create(
            {
                "group_id": self.env.ref("inv_cycle_count.group_count_approver").id,
                "amount": 40,
                "company_id": self.company.id,
            }
        )
        result = self.decide(self.variance(15), "approve", cause_id=self.cause.id)
        self.assertFalse(result["done"])

    def test_two_persons_above_a_value(self):
        self.company.inv_count_two_person_limit = 40
        line = self.variance(15)
        self.assertEqual(self.row(line)["decision"]["kind"], "first")
        self.decide(line, "approve", cause_id=self.cause.id)
        self.assertEqual(line.state, "review")
        again = self.decide(line, "approve")
        self.assertIn("second person", again["refused"][0]["message"])
        self.decide(line, "approve", self.second)
        self.assertRecordValues(
            line,
            [
                {
                    "state": "approved",
                    "approver_id": self.approver.id,
                    "second_approver_id": self.second.id,
                }
            ],
        )

    def test_counter_never_approves_the_own_count(self):
        session = self.new_session(
            [(self.bin_a, self.bolt)], self.approver, recount_by="none"
        )
        place = self.place_of(session)
        self.count(place, {self.bolt: 15}, self.approver)
        self.submit(place, self.approver)
        result = self.decide(session.line_ids, "approve", cause_id=self.cause.id)
        self.assertIn("You counted this line", result["refused"][0]["message"])

    def test_figures_that_changed_meanwhile_are_refused(self):
        line = self.variance(15)
        decision = self.env["inv.count.decision"].with_user(self.approver)
        result = decision.decide(
            [{"id": line.id, "variance_qty": -4}], "approve", {"cause_id": 1}
        )
        self.assertIn("Stock changed", result["refused"][0]["message"])

    def test_swap_between_bins_is_a_move_without_profit_or_loss(self):
        self.lay(self.bolt, 10, self.bin_b)
        short = self.variance(15)
        extra = self.variance(17, location=self.bin_b)
        result = self.decide(short, "offset", other_line_id=extra.id)
        self.assertEqual(result["done"], short.ids)
        self.post()
        self.assertEqual(
            (self.book(self.bolt), self.book(self.bolt, self.bin_b)), (15, 17)
        )
        swap = short.move_ids.filtered(lambda move: move.location_dest_id == self.bin_b)
        self.assertEqual(swap.quantity, 5)
        rest = extra.move_ids
        self.assertEqual(rest.quantity, 2, "what the swap does not explain")

    def test_only_opposite_variances_of_one_item_are_offset(self):
        nut = self.new_product("Nut")
        self.lay(nut, 10, self.bin_b)
        line, other = self.variance(15), self.variance(15, nut, self.bin_b)
        result = self.decide(line, "offset", other_line_id=other.id)
        self.assertIn("same item", result["refused"][0]["message"])

    def test_swap_is_decided_as_a_whole_or_not_at_all(self):
        self.lay(self.bolt, 10, self.bin_b)
        short = self.variance(15)
        session = self.new_session(
            [(self.bin_b, self.bolt)], self.approver, recount_by="none"
        )
        place = self.place_of(session, self.bin_b)
        self.count(place, {self.bolt: 15}, self.approver)
        self.submit(place, self.approver)
        extra = session.line_ids
        result = self.decide(short, "offset", other_line_id=extra.id)
        self.assertIn("You counted this line", result["refused"][0]["message"])
        self.assertEqual((short | extra).mapped("state"), ["review", "review"])
        self.assertFalse(short.offset_line_id)

    def test_reject_needs_a_reason_and_changes_no_stock(self):
        line = self.variance(15)
        self.assertFalse(self.decide(line, "reject")["done"])
        self.decide(line, "reject", note="Pallet was hidden")
        self.post()
        self.assertEqual(line.state, "rejected")
        self.assertEqual(self.book(self.bolt), 20)

    def test_recount_by_a_colleague(self):
        line = self.variance(15)
        refused = self.decide(line, "recount", user_id=self.ann.id)["refused"]
        self.assertIn("counted this line before", refused[0]["message"])
        self.decide(line, "recount", self.supervisor, user_id=self.bob.id)
        place = self.place_of(line.session_id, number=2)
        self.assertEqual(place.user_id, self.bob)
        self.count_and_submit(line.session_id, 20, number=2, counter=self.bob)
        self.assertEqual(line.state, "approved")

    def test_investigation_is_an_activity(self):
        line = self.variance(15)
        self.decide(line, "investigate", self.supervisor, note="Ask the night shift")
        self.assertEqual(line.session_id.activity_ids.user_id, self.supervisor)
        self.assertEqual(line.state, "review")

    def test_decision_is_taken_back_by_who_made_it(self):
        line = self.variance(15)
        self.decide(line, "approve", cause_id=self.cause.id)
        refused = self.decide(line, "reopen", self.second)["refused"]
        self.assertIn("Only who decided", refused[0]["message"])
        self.decide(line, "reopen")
        self.assertRecordValues(line, [{"state": "review", "approver_id": False}])

    def test_posted_line_is_not_decided_again(self):
        line = self.variance(15)
        self.decide(line, "approve", cause_id=self.cause.id)
        self.post()
        self.assertIn(
            "decided already", self.decide(line, "approve")["refused"][0]["message"]
        )

    def test_supervisor_sees_but_does_not_approve(self):
        line = self.variance(15)
        self.assertEqual(self.row(line, self.supervisor)["decision"]["kind"], "none")
        with self.assertRaises(AccessError):
            self.decide(line, "approve", self.supervisor, cause_id=self.cause.id)

    def test_counter_sees_no_queue(self):
        self.variance(15)
        with self.assertRaises(AccessError):
            self.queue(self.ann)

    def test_unknown_decision(self):
        with self.assertRaises(UserError):
            self.decide(self.variance(15), "unlink")
