"""Posting through core's adjustment: in the background, each line by itself."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CountCase


@tagged("post_install", "-at_install")
class TestPosting(CountCase):
    """A posted line corrects stock once; what cannot be posted says why."""

    def approved(self, quantity, product=None, location=None):
        product, location = product or self.bolt, location or self.bin_a
        session = self.new_session([(location, product)], recount_by="none")
        self.count_and_submit(session, quantity, location)
        line = session.line_ids
        if line.state == "review":
            self.decide(line, "approve", cause_id=self.cause.id)
        return line

    def test_variance_is_posted_with_reference_and_reason(self):
        line = self.approved(15)
        self.post()
        self.assertEqual(self.book(self.bolt), 15)
        self.assertEqual(line.state, "posted")
        self.assertEqual(
            line.move_ids.inventory_name,
            f"{line.session_id.name} · Wrong quantity picked",
        )
        self.assertTrue(line.move_ids.is_inventory)
        self.assertEqual(line.session_id.state, "done")

    def test_delivery_between_count_and_posting_stays(self):
        line = self.approved(15)
        line.sudo().write(
            {
                "counted_datetime": self.before(5),
                "first_scan_datetime": self.before(5),
            }
        )
        self.move(self.bolt, 6, self.bin_a, self.customers)
        self.post()
        self.assertEqual(self.book(self.bolt), 9)
        self.assertEqual(line.variance_qty, -5)

    def test_posting_twice_changes_nothing(self):
        self.approved(15)
        self.post()
        self.assertFalse(self.post())
        self.assertEqual(self.book(self.bolt), 15)

    def test_count_that_agrees_leaves_a_trace(self):
        line = self.approved(20)
        self.post()
        self.assertEqual(line.move_ids.mapped("quantity"), [0])
        quant = self.env["stock.quant"]._gather(self.bolt, self.bin_a)
        self.assertEqual(quant.last_count_date, self.today)

    def test_nothing_expected_and_nothing_found_needs_no_move(self):
        line = self.approved(0, self.new_product("Nut"))
        self.post()
        self.assertEqual(line.state, "posted")
        self.assertFalse(line.move_ids)

    def test_found_item_gets_stock(self):
        nut = self.new_product("Nut")
        self.approved(7, nut)
        self.post()
        self.assertEqual(self.book(nut), 7)

    def test_negative_stock_is_corrected(self):
        nut = self.new_product("Nut")
        self.lay(nut, -3, self.bin_a)
        self.approved(2, nut)
        self.post()
        self.assertEqual(self.book(nut), 2)

    def test_serial_in_two_places_fails_alone(self):
        pump = self.new_product("Pump", tracking="serial")
        serial = self.new_lot(pump, "60417")
        self.lay(pump, 1, self.bin_b, serial)
        session = self.new_session(
            [(self.bin_a, pump), (self.bin_a, self.bolt)], recount_by="none"
        )
        place = self.place_of(session)
        self.count(place, {(pump, serial): 1, self.bolt: 15, pump: 0})
        self.submit(place)
        review = session.line_ids.filtered(lambda line: line.state == "review")
        self.decide(review, "approve", cause_id=self.cause.id)
        self.post()
        failed = session.line_ids.filtered(lambda line: line.state == "failed")
        self.assertEqual(failed.lot_id, serial)
        self.assertIn("60417 is already in", failed.message)
        self.assertEqual(self.book(self.bolt), 15, "the rest went on")
        self.assertEqual(session.state, "review")

    def test_failed_line_is_posted_after_its_cause_is_gone(self):
        line = self.approved(15)
        poster = type(self.env["inv.count.poster"])
        with patch.object(poster, "_check_serials", side_effect=UserError("Not now")):
            self.post()
        self.assertEqual((line.state, line.message), ("failed", "Not now"))
        self.assertEqual(self.book(self.bolt), 20)
        line.session_id.with_user(self.approver).action_post()
        self.post()
        self.assertEqual(line.state, "posted")
        self.assertEqual(self.book(self.bolt), 15)

    def test_locked_stock_waits_and_says_so(self):
        nut = self.new_product("Nut")
        self.lay(nut, 5, self.bin_b)
        line, other = self.approved(15), self.approved(5, nut, self.bin_b)
        locked = self.env["stock.quant"]._gather(self.bolt, self.bin_a)
        Quant = type(self.env["stock.quant"])
        lock = Quant.try_lock_for_update

        def without_locked(records, **values):
            return lock(records - locked.with_env(records.env), **values)

        with patch.object(Quant, "try_lock_for_update", without_locked):
            self.post()
        self.assertEqual(line.state, "waiting")
        self.assertIn("locked", line.message)
        self.assertEqual(other.state, "posted")
        self.post()
        self.assertEqual(line.state, "posted")

    def test_session_is_reversed_whole(self):
        nut = self.new_product("Nut")
        self.lay(nut, 5, self.bin_b)
        session = self.new_session(
            [(self.bin_a, self.bolt), (self.bin_b, nut)], recount_by="none"
        )
        self.count_and_submit(session, 15)
        self.count_and_submit(session, 8, self.bin_b)
        self.decide(session.line_ids, "approve", cause_id=self.cause.id)
        self.post()
        self.assertEqual((self.book(self.bolt), self.book(nut, self.bin_b)), (15, 8))
        session.with_user(self.approver).action_reverse()
        self.assertEqual((self.book(self.bolt), self.book(nut, self.bin_b)), (20, 5))
        self.assertEqual(set(session.line_ids.mapped("state")), {"reversed"})
        with self.assertRaisesRegex(UserError, "Nothing is posted"):
            session.with_user(self.approver).action_reverse()

    def test_only_approvers_post_and_reverse(self):
        line = self.approved(20)
        self.post()
        for action in ("action_reverse", "action_post"):
            with self.assertRaises(AccessError):
                getattr(line.session_id.with_user(self.supervisor), action)()

    def test_posting_costs_the_same_queries_for_more_lines(self):
        def session_of(number):
            place = self.new_bin(f"Q-{number}")
            items = [self.new_product(f"Q{number}-{index}") for index in range(number)]
            for item in items:
                self.lay(item, 20, place)
            session = self.new_session([(place, item) for item in items])
            self.count(self.place_of(session, place), dict.fromkeys(items, 20))
            self.submit(self.place_of(session, place))
            return session.line_ids

        def count_queries(lines):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["inv.count.poster"]._post(lines)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few, many = session_of(2), session_of(20)
        count_queries(session_of(1))
        in_few, in_many = count_queries(few), count_queries(many)
        # core's own adjustment grows with the moves; ours must not
        self.assertLess(in_many - in_few, 18 * 12)
