"""From scans to counted quantities: entries, lines and the book at the scan."""

from odoo.exceptions import ConcurrencyError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import NUMBERS, CountCase


@tagged("post_install", "-at_install")
class TestCounting(CountCase):
    """What counters scan is kept, added up and compared with the right book."""

    def test_session_has_a_line_for_each_lot_package_and_owner(self):
        product = self.new_product("Valve", tracking="lot")
        lot_1, lot_2 = self.new_lot(product, "L1"), self.new_lot(product, "L2")
        self.lay(product, 3, self.bin_a, lot_1)
        self.lay(product, 4, self.bin_a, lot_2)
        session = self.new_session([(self.bin_a, product)])
        self.assertEqual(session.line_ids.lot_id, lot_1 | lot_2)
        self.assertEqual(session.place_ids.location_id, self.bin_a)

    def test_position_without_stock_is_counted_too(self):
        product = self.new_product("Nothing there")
        session = self.new_session([(self.bin_a, product)])
        self.assertRecordValues(
            session.line_ids, [{"product_id": product.id, "state": "todo"}]
        )

    def test_building_takes_the_same_queries_for_two_and_for_twenty(self):
        products = [self.new_product(f"Item {index}") for index in range(22)]
        for product in products:
            self.lay(product, 1, self.bin_a)
        self.env.flush_all()

        def count_queries(items):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.new_session([(self.bin_a, item) for item in items])
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self.new_session([(self.bin_b, products[0])])
        self.assertLessEqual(
            count_queries(products[2:]), count_queries(products[:2]) + 2
        )

    def test_scans_of_several_counters_add_up(self):
        session = self.new_session([(self.bin_a, self.bolt)])
        place = self.place_of(session)
        self.count(place, {self.bolt: 12})
        self.count(place, {self.bolt: 8}, self.bob)
        self.assertEqual(self.submit(place)["status"], "done")
        line = session.line_ids
        self.assertEqual(line.counted_qty, 20)
        self.assertEqual(line.entry_ids.user_id, self.ann | self.bob)

    def test_same_batch_counts_once(self):
        session = self.new_session([(self.bin_a, self.bolt)])
        place = self.place_of(session)
        entries = [
            {
                "uuid": f"again-{next(NUMBERS)}",
                "product_id": self.bolt.id,
                "quantity": 10,
                "scan_datetime": self.before(1),
            }
            for _index in range(2)
        ]
        first = self.record(place, entries)
        for _attempt in range(2):
            self.assertEqual(self.record(place, entries), first)
        self.submit(place)
        self.assertEqual(session.line_ids.counted_qty, 20)

    def test_undone_scan_does_not_count(self):
        session = self.new_session([(self.bin_a, self.bolt)])
        place = self.place_of(session)
        self.count(place, {self.bolt: 20})
        (outcome,) = self.count(place, {self.bolt: 5})
        recording = self.env["inv.count.recording"].with_user(self.ann).sudo()
        recording._void_entries(place, [outcome["uuid"]], self.ann)
        self.submit(place)
        self.assertEqual(session.line_ids.counted_qty, 20)
        self.assertEqual(len(session.line_ids.entry_ids), 2, "the log keeps both")

    def test_only_own_scans_are_undone(self):
        session = self.new_session([(self.bin_a, self.bolt)])
        place = self.place_of(session)
        (outcome,) = self.count(place, {self.bolt: 20})
        recording = self.env["inv.count.recording"].with_user(self.bob).sudo()
        self.assertFalse(recording._void_entries(place, [outcome["uuid"]], self.bob))
        self.assertEqual(session.line_ids.entry_ids.state, "counted")

    def test_item_that_is_not_on_the_list_gets_a_line(self):
        nut = self.new_product("Nut")
        session = self.new_session([(self.bin_a, self.bolt)])
        self.count(self.place_of(session), {nut: 3, self.bolt: 20})
        extra = session.line_ids.filtered("is_extra")
        self.assertEqual(extra.product_id, nut)
        self.assertEqual(extra.round, 1)

    def test_line_that_somebody_else_added_meanwhile_repeats_the_request(self):
        """Odoo's own loop must recognise the conflict, else the scan is refused."""
        session = self.new_session([(self.bin_a, self.new_product("Listed"))])
        recording = self.env["inv.count.recording"]
        keys = [(self.new_product("Found").id, False, False, False)]
        recording._create_extra_lines(session.place_ids, keys)
        with mute_logger("odoo.sql_db"), self.assertRaises(ConcurrencyError):
            recording._create_extra_lines(session.place_ids, keys)

    def test_silence_is_not_zero(self):
        nut = self.new_product("Nut")
        session = self.new_session([(self.bin_a, self.bolt), (self.bin_a, nut)])
        place = self.place_of(session)
        self.count(place, {self.bolt: 20})
        with self.assertRaisesRegex(UserError, "None Here: Nut"):
            self.submit(place)
        self.count(place, {nut: 0})
        self.assertEqual(self.submit(place)["status"], "done")

    def test_empty_place_has_to_be_answered(self):
        session = self.new_session([])
        session._add_empty_places(self.bin_b)
        place = self.place_of(session, self.bin_b)
        with self.assertRaisesRegex(UserError, "Is A-02 empty"):
            self.submit(place)
        self.assertEqual(self.submit(place, found_empty=True)["status"], "done")

    def test_serial_number_counts_once(self):
        pump = self.new_product("Pump", tracking="serial")
        serial = self.new_lot(pump, "60417")
        self.lay(pump, 1, self.bin_a, serial)
        session = self.new_session([(self.bin_a, pump)])
        place = self.place_of(session)
        self.count(place, {(pump, serial): 1})
        (outcome,) = self.count(place, {(pump, serial): 1}, self.bob)
        self.assertEqual(outcome["status"], "duplicate")
        self.assertIn("60417 is already counted", outcome["message"])
        self.submit(place)
        self.assertEqual(session.line_ids.counted_qty, 1)

    def test_serial_number_twice_in_one_batch_counts_once(self):
        pump = self.new_product("Pump", tracking="serial")
        serial = self.new_lot(pump, "60418")
        session = self.new_session([(self.bin_a, pump)])
        entry = {
            "product_id": pump.id,
            "lot_id": serial.id,
            "quantity": 1,
            "scan_datetime": self.before(0),
        }
        outcomes = self.record(
            self.place_of(session),
            [{**entry, "uuid": f"s-{next(NUMBERS)}"} for _index in range(3)],
        )
        self.assertEqual(
            [outcome["status"] for outcome in outcomes],
            ["counted", "duplicate", "duplicate"],
        )

    def test_wrong_quantities_are_refused_with_the_reason(self):
        session = self.new_session([(self.bin_a, self.bolt)])
        place = self.place_of(session)
        for quantity, reason in (
            (-1, "from 0"),
            (float("nan"), "must be a number"),
            (1e12, "1,000,000,000"),
            (1.23456, "too many decimals"),
        ):
            (outcome,) = self.count(place, {self.bolt: quantity})
            self.assertEqual(outcome["status"], "refused")
            self.assertIn(reason, outcome["message"])
        self.assertFalse(session.line_ids.entry_ids)

    def test_one_refused_scan_leaves_the_others(self):
        pump = self.new_product("Pump", tracking="serial")
        session = self.new_session([(self.bin_a, self.bolt)])
        outcomes = self.count(self.place_of(session), {pump: 1, self.bolt: 20})
        self.assertEqual(
            [outcome["status"] for outcome in outcomes], ["refused", "counted"]
        )
        self.assertIn("Scan the lot", outcomes[0]["message"])

    def test_cancelled_session_takes_no_scan(self):
        session = self.new_session([(self.bin_a, self.bolt)])
        session.action_cancel()
        with self.assertRaisesRegex(UserError, "was cancelled"):
            self.count(self.place_of(session), {self.bolt: 20})

    # ------------------------------------------------------------------------
    # The book at the moment of the scan
    # ------------------------------------------------------------------------

    def test_delivery_after_the_scan_is_not_a_variance(self):
        session = self.new_session([(self.bin_a, self.bolt)])
        place = self.place_of(session)
        self.count(place, {self.bolt: 20}, when=self.before(10))
        self.move(self.bolt, 6, self.bin_a, self.customers)
        self.assertEqual(self.submit(place)["status"], "done")
        self.assertRecordValues(
            session.line_ids,
            [{"expected_qty": 20, "variance_qty": 0, "move_count": 0, "is_hit": True}],
        )

    def test_delivery_before_the_scan_is_in_the_book(self):
        session = self.new_session([(self.bin_a, self.bolt)])
        self.move(self.bolt, 6, self.bin_a, self.customers, when=self.before(30))
        place = self.place_of(session)
        self.count(place, {self.bolt: 14}, when=self.before(10))
        self.submit(place)
        self.assertEqual(session.line_ids.expected_qty, 14)

    def test_lots_and_packages_are_replayed_apart(self):
        valve = self.new_product("Valve", tracking="lot")
        lot_1, lot_2 = self.new_lot(valve, "L1"), self.new_lot(valve, "L2")
        self.lay(valve, 5, self.bin_a, lot_1)
        self.lay(valve, 5, self.bin_a, lot_2)
        session = self.new_session([(self.bin_a, valve)])
        place = self.place_of(session)
        self.count(place, {(valve, lot_1): 5, (valve, lot_2): 5}, when=self.before(9))
        move = self.move(valve, 2, self.bin_a, self.customers)
        self.assertEqual(move.move_line_ids.lot_id, lot_1)
        self.submit(place)
        self.assertEqual(session.line_ids.mapped("expected_qty"), [5, 5])

    def test_correction_by_somebody_else_is_not_made_twice(self):
        first = self.new_session([(self.bin_a, self.bolt)])
        second = self.new_session([(self.bin_a, self.bolt)], self.bob)
        for session, counter in ((first, self.ann), (second, self.bob)):
            self.miss_as(session, 25, counter)
        self.decide(first.line_ids, "approve", cause_id=self.cause.id)
        self.post()
        self.assertEqual(self.book(self.bolt), 25)
        self.decide(second.line_ids, "approve", cause_id=self.cause.id)
        self.post()
        self.assertEqual(self.book(self.bolt), 25)
        self.assertIn("Another correction", second.line_ids.message)

    def miss_as(self, session, quantity, counter):
        for number in (1, 2):
            self.count_and_submit(session, quantity, number=number, counter=counter)

    def test_move_between_first_and_last_scan_is_reported(self):
        session = self.new_session([(self.bin_a, self.bolt)], moved_policy="choose")
        place = self.place_of(session)
        self.count(place, {self.bolt: 10}, when=self.before(10))
        self.move(self.bolt, 4, self.bin_a, self.customers, when=self.before(5))
        self.count(place, {self.bolt: 6}, when=self.before(1))
        result = self.submit(place)
        self.assertEqual(result, {"status": "moved", "move_count": 1})
        self.assertEqual(place.state, "counting", "nothing is decided yet")
        self.assertEqual(self.submit(place, answer="keep")["status"], "done")

    def test_forced_recount_after_a_move(self):
        session = self.new_session([(self.bin_a, self.bolt)], moved_policy="force")
        place = self.place_of(session)
        self.count(place, {self.bolt: 10}, when=self.before(10))
        self.move(self.bolt, 4, self.bin_a, self.customers, when=self.before(5))
        self.count(place, {self.bolt: 10}, when=self.before(1))
        self.assertEqual(self.submit(place)["status"], "recount")
        self.assertEqual(session.line_ids.state, "recount")
