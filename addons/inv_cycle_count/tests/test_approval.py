"""The queue of variances: likely causes, limits, two persons, decisions."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CountCase


@tagged("post_install", "-at_install")
class TestApproval(CountCase):
    """Approvers decide with the evidence in sight, within their limits."""

    def variance(self, quantity, product=None, location=None, lot=None):
        product, location = product or self.bolt, location or self.bin_a
        session = self.new_session([(location, product)], recount_by="none")
        place = self.place_of(session, location)
        self.count(place, {(product, lot): quantity})
        self.submit(place)
        line = session.line_ids.filtered(lambda one: one.lot_id == (lot or one.lot_id))
        self.assertEqual(line.state, "review")
        return line

    def queue(self, user=None, **filters):
        review = self.env["inv.count.review"].with_user(user or self.approver)
        return review.get_variance_queue(filters)

    def row(self, line, user=None):
        rows = self.queue(user)["lines"]
        return next(row for row in rows if row["id"] == line.id)

    # ------------------------------------------------------------------------
    # The queue
    # ------------------------------------------------------------------------

    def test_largest_value_comes_first_and_totals_cover_all(self):
        nut = self.new_product("Nut", standard_price=1.0)
        self.lay(nut, 5, self.bin_b)
        small = self.variance(9, nut, self.bin_b)
        large = self.variance(15)
        data = self.queue()
        self.assertEqual([row["id"] for row in data["lines"]], [large.id, small.id])
        self.assertEqual(data["totals"]["net_value"], -46)
        self.assertEqual(data["totals"]["absolute_value"], 54)

    def test_queue_costs_the_same_queries_for_more_lines(self):
        def count_queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.queue()
            return self.env.cr.sql_log_count - before

        self.variance(15)
        count_queries()
        few = count_queries()
        for index in range(8):
            item = self.new_product(f"Item {index}")
            self.lay(item, 10, self.bin_b)
            self.variance(3, item, self.bin_b)
        count_queries()  # new products empty the cache of access rules
        self.assertLessEqual(count_queries(), few)

    def test_opposite_variance_in_another_bin_is_a_likely_cause(self):
        self.lay(self.bolt, 10, self.bin_b)
        short = self.variance(15)
        extra = self.variance(15, location=self.bin_b)
        review = self.env["inv.count.review"].with_user(self.approver)
        proposal = review.get_variance_detail(short.id)["proposal"]
        self.assertEqual(
            (proposal["decision"], proposal["other_line_id"]), ("offset", extra.id)
        )
        self.assertIn("from A-01 to A-02", proposal["text"])
        (cause,) = self.row(short)["causes"]
        self.assertEqual((cause["code"], cause["line_id"]), ("neighbour", extra.id))
        self.assertIn("A-02 has +5", cause["text"])

    def test_lots_swapped_are_a_likely_cause(self):
        valve = self.new_product("Valve", tracking="lot")
        lots = [self.new_lot(valve, name) for name in ("L1", "L2")]
        for lot in lots:
            self.lay(valve, 10, self.bin_a, lot)
        session = self.new_session([(self.bin_a, valve)], recount_by="none")
        place = self.place_of(session)
        self.count(place, {(valve, lots[0]): 4, (valve, lots[1]): 16})
        self.submit(place)
        (cause,) = self.row(session.line_ids[0])["causes"]
        self.assertEqual(cause["code"], "lot")

    def test_open_pick_is_a_likely_cause(self):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.bin_a.id,
                "location_dest_id": self.customers.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.bolt.id,
                            "product_uom_qty": 5,
                            "location_id": self.bin_a.id,
                            "location_dest_id": self.customers.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        line = self.variance(15)
        (cause,) = self.row(line)["causes"]
        self.assertEqual((cause["code"], cause["res_id"]), ("pick", picking.id))

    def test_receipt_that_is_not_posted_is_a_likely_cause(self):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.suppliers.id,
                "location_dest_id": self.stock.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.bolt.id,
                            "product_uom_qty": 7,
                            "location_id": self.suppliers.id,
                            "location_dest_id": self.stock.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        line = self.variance(27)
        self.assertEqual(self.row(line)["causes"][0]["code"], "receipt")

    def test_unit_mixed_up_is_a_likely_cause(self):
        dozen = self.env["uom.uom"].create(
            {
                "name": "Dozen of the test",
                "relative_factor": 12,
                "relative_uom_id": self.bolt.uom_id.id,
            }
        )
        item = self.new_product("Screw")
        item.product_tmpl_id.uom_ids = dozen
        self.lay(item, 24, self.bin_a)
        line = self.variance(2, item)
        self.assertEqual(self.row(line)["causes"][0]["code"], "uom")

    def test_detail_shows_the_replay(self):
        line = self.variance(15)
        line.sudo().write(
            {
                "counted_datetime": self.before(5),
                "first_scan_datetime": self.before(5),
            }
        )
        self.move(self.bolt, 6, self.bin_a, self.customers)
        review = self.env["inv.count.review"].with_user(self.approver)
        detail = review.get_variance_detail(line.id)
        self.assertEqual(
            [(row["kind"], row["quantity"]) for row in detail["timeline"]],
            [("opening", 20), ("scan", 15), ("after", -6)],
        )
        self.assertEqual(len(detail["entries"]), 1)
        self.assertEqual(detail["proposal"]["decision"], "approve")

    def test_timeline_adds_up_from_the_last_count(self):
        first = self.new_session([(self.bin_a, self.bolt)])
        place = self.place_of(first)
        self.count(place, {self.bolt: 20}, when=self.before(90))
        self.submit(place)
        self.post()
        self.move(self.bolt, 8, self.bin_a, self.customers, when=self.before(60))
        line = self.variance(9)
        review = self.env["inv.count.review"].with_user(self.approver)
        timeline = review.get_variance_detail(line.id)["timeline"]
        self.assertEqual(
            [(row["kind"], row["quantity"]) for row in timeline],
            [("opening", 20), ("move", -8), ("scan", 9)],
        )
        self.assertEqual(timeline[0]["text"], "Last count, in tolerance")
        self.assertEqual(line.expected_qty, 12)

    def test_small_variances_are_approved_in_bulk(self):
        nut = self.new_product("Nut", standard_price=1.0)
        self.lay(nut, 5, self.bin_b)
        small = self.variance(9, nut, self.bin_b)
        large = self.variance(14)
        decision = self.env["inv.count.decision"].with_user(self.approver)
        self.assertEqual(self.queue()["totals"]["small_count"], 1)
        self.assertEqual(decision.approve_small()["done"], small.ids)
        self.assertTrue(small.cause_id.is_unknown)
        self.assertEqual(large.state, "review")

    # ------------------------------------------------------------------------
    # Decisions
    # ------------------------------------------------------------------------

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
