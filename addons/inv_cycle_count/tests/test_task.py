"""The count task of the scan station, through the station's protocol."""

from uuid import uuid4

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .task_common import TaskCase

NEUTRAL_KEYS = ("key", "image", "uuid", "done_count")


def neutral(value, names):
    """Return an answer without record ids and the names of its own records."""
    if isinstance(value, dict):
        return {
            "code" if key in names else key: "#"
            if key.endswith("_id") or key in NEUTRAL_KEYS
            else neutral(part, names)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [neutral(part, names) for part in value]
    return "code" if value in names else value


@tagged("post_install", "-at_install")
class TestTask(TaskCase):
    """From the home card to a submitted place."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bolt.barcode = "4006381333931"
        cls.session = cls.new_session([(cls.bin_a, cls.bolt)])
        cls.place = cls.place_of(cls.session)

    def test_home_shows_what_is_due(self):
        self.new_session([(self.bin_b, self.bolt)], date_planned="2020-01-02")
        self.new_session([(self.bin_b, self.bolt)], date_planned="2099-01-02")
        work = self.work()
        self.assertEqual((work["bin_count"], work["overdue_count"]), (2, 1))
        self.assertEqual(work["next"]["location"], "A-02", "overdue comes first")
        self.assertEqual(self.work(self.bob)["bin_count"], 0)

    def test_empty_home_says_when_the_next_is_due(self):
        self.new_session([(self.bin_b, self.bolt)], self.bob, date_planned="2099-01-02")
        work = self.work(self.bob)
        self.assertEqual(work["next_due"]["date"], "2099-01-02")
        self.assertEqual(work["next_due"]["count"], 1)

    def test_whole_count(self):
        answer = self.send("open", scan=self.bin_a.barcode, place_id=self.place.id)
        self.assertEqual(answer["next_state"], "place")
        self.count_item(self.place, self.bolt, 20, expression="12×1+8")
        answer = self.send("submit", place_id=self.place.id)
        self.assertEqual(answer["next_state"], "done")
        self.assertEqual(answer["data"]["work"]["bin_count"], 0)
        self.assertEqual(answer["data"]["work"]["done_count"], 1)
        self.assertEqual(self.session.line_ids.state, "approved")
        entry = self.session.line_ids.entry_ids
        self.assertEqual((entry.kind, entry.expression), ("typed", "12×1+8"))

    def test_nothing_that_a_blind_counter_gets_depends_on_the_book(self):
        def talk(quantity, counted):
            place = self.new_bin(f"Blind {quantity}")
            place.name = "Same"
            item = self.new_product("Same", barcode=f"X{quantity}")
            if quantity:
                self.lay(item, quantity, place)
            session = self.new_session([(place, item)])
            row = self.place_row(location=place)
            spot = self.place_of(session, place)
            answers = [
                row,
                self.send("open", place_id=spot.id),
                self.send("scan", scan=item.barcode, place_id=spot.id),
                self.count_item(spot, item, counted),
                self.send("submit", place_id=spot.id),
            ]
            again = self.place_row(location=place)
            session.action_cancel()
            names = {place.barcode, item.barcode, session.name}
            return neutral([*answers, again], names)

        few, many, none = talk(20, 7), talk(20000, 7), talk(0, 7)
        self.assertEqual(few, many)
        self.assertEqual(few, none)

    def test_expected_quantity_is_shown_where_a_supervisor_allows_it(self):
        self.session.is_blind = False
        (item,) = self.place_row()["items"]
        self.assertEqual(item["expected"], 20)

    def test_recount_is_offered_without_a_number(self):
        self.count_item(self.place, self.bolt, 11)
        answer = self.send("submit", place_id=self.place.id)
        self.assertEqual(answer["next_state"], "recount")
        row = self.place_row()
        self.assertEqual((row["round"], row["own"]), (2, []))
        self.assertNotIn("expected", row["items"][0])

    def test_recount_for_a_colleague_is_taken_by_one(self):
        self.session.recount_by = "other"
        self.count_item(self.place, self.bolt, 11)
        answer = self.send("submit", place_id=self.place.id)
        self.assertEqual(answer["next_state"], "colleague")
        self.assertEqual(self.work()["bin_count"], 0, "not for the same counter")
        again = self.place_of(self.session, number=2)
        answer = self.send("open", place_id=again.id)
        self.assertEqual(answer["state"], "refused")
        self.assertEqual(self.work(self.bob)["bin_count"], 1)
        self.assertEqual(
            self.send("open", self.bob, place_id=again.id)["state"], "done"
        )
        self.assertEqual(again.user_id, self.bob)

    def test_recount_is_left_to_a_colleague(self):
        self.count_item(self.place, self.bolt, 11)
        self.send("submit", place_id=self.place.id)
        again = self.place_of(self.session, number=2)
        answer = self.send("leave", place_id=again.id)
        self.assertEqual(answer["data"]["work"]["bin_count"], 0)
        self.assertEqual(self.work(self.bob)["bin_count"], 1)
        refused = self.send("open", place_id=again.id)
        self.assertIn("You counted", refused["message"])

    def test_second_counter_is_told_who_counts_here(self):
        self.session._add_counter(self.bob)
        self.count_item(self.place, self.bolt, 5)
        answer = self.send("open", self.bob, place_id=self.place.id)
        self.assertIn("counts here too, since", answer["message"])
        self.count_item(self.place, self.bolt, 15, self.bob)
        self.send("submit", place_id=self.place.id)
        self.assertEqual(self.session.line_ids.counted_qty, 20)

    def test_place_of_somebody_else_is_refused(self):
        answer = self.send("open", self.bob, place_id=self.place.id)
        self.assertEqual(answer["state"], "refused")
        self.assertIn("somebody else", answer["message"])

    def test_pack_and_lot_of_a_scan(self):
        seal = self.new_product("Seal", tracking="lot", barcode="4006381333948")
        answer = self.send(
            "scan", scan="0104006381333948" + "10VD-5510", place_id=self.place.id
        )
        item = answer["data"]["item"]
        self.assertEqual((item["product_id"], item["lot"]), (seal.id, "VD-5510"))
        self.count_item(self.place, seal, 18, lot="VD-5510")
        line = self.session.line_ids.filtered("is_extra")
        self.assertEqual(line.lot_id.name, "VD-5510")

    def test_code_scanned_offline_is_understood_on_arrival(self):
        answer = self.send(
            "count", scan="4006381333931", place_id=self.place.id, quantity=20
        )
        self.assertEqual(answer["state"], "done")
        self.assertEqual(self.session.line_ids.entry_ids.quantity, 20)
        answer = self.send("count", scan="no such", place_id=self.place.id, quantity=1)
        self.assertEqual(answer["state"], "refused")
        self.assertIn("Unknown code", answer["message"])

    def test_batch_sent_three_times_counts_once(self):
        events = [
            (
                "count",
                None,
                {
                    "place_id": self.place.id,
                    "product_id": self.bolt.id,
                    "quantity": 5,
                },
                str(uuid4()),
            )
            for _index in range(4)
        ]
        first = self.send_events(events)
        for _attempt in range(2):
            self.assertEqual(self.send_events(events), first)
        self.assertEqual(self.send("submit", place_id=self.place.id)["state"], "done")
        self.assertEqual(self.session.line_ids.counted_qty, 20)

    def test_undo_takes_back_one_event(self):
        key = str(uuid4())
        self.send(
            "count",
            uuid=key,
            place_id=self.place.id,
            product_id=self.bolt.id,
            quantity=9,
        )
        self.count_item(self.place, self.bolt, 20)
        self.assertEqual(self.send("undo", undo=key)["message"], "Taken back.")
        self.send("submit", place_id=self.place.id)
        self.assertEqual(self.session.line_ids.counted_qty, 20)

    def test_none_here(self):
        key = self.place_row()["items"][0]["key"]
        self.send("none", place_id=self.place.id, key=key)
        self.assertEqual(
            self.send("submit", place_id=self.place.id)["next_state"], "recount"
        )
        self.assertEqual(self.session.line_ids.first_counted_qty, 0)

    def test_silence_is_refused(self):
        answer = self.send("submit", place_id=self.place.id)
        self.assertEqual(answer["state"], "refused")
        self.assertIn("None Here: Bolt", answer["message"])

    def test_spot_count_of_a_place_that_was_not_planned(self):
        nut = self.new_product("Nut")
        self.lay(nut, 5, self.bin_b)
        answer = self.send("spot", self.bob, location_id=self.bin_b.id)
        place = self.env["inv.count.place"].browse(answer["data"]["place_id"])
        self.assertEqual(place.session_id.kind, "spot")
        self.assertEqual(place.session_id.line_ids.product_id, nut)
        again = self.send("spot", self.bob, location_id=self.bin_b.id)
        self.assertEqual(again["data"]["place_id"], place.id, "one session is enough")
        refused = self.send("spot", location_id=self.customers.id)
        self.assertEqual(refused["state"], "refused")

    def test_look_up_offers_a_spot_count_and_hides_the_own_place(self):
        station = self.env["inv.scan.station"].with_user(self.ann)
        hidden = station._get_hidden_locations(self.ann)
        self.assertEqual(hidden, self.bin_a)
        self.assertFalse(station._get_hidden_locations(self.bob))
        scan = {
            "kind": "location",
            "location_id": self.bin_b.id,
            "location": "A-02",
        }
        self.assertEqual(station._get_offer(scan)[0]["state"], "spot")

    def test_note_and_photo_are_kept_with_the_line(self):
        self.count_item(self.place, self.bolt, 20)
        key, item = str(uuid4()), self.place_row()["items"][0]["key"]
        answer = self.send_events(
            [
                (
                    "note",
                    None,
                    {"place_id": self.place.id, "key": item, "note": "Box is wet"},
                    key,
                )
            ]
        )[0]
        self.assertEqual(answer["state"], "done")
        self.assertEqual(self.session.line_ids.note, "Box is wet")
        png = bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
            "1f15c4890000000d49444154789c6360000002000001000518d84e0000"
            "000049454e44ae426082"
        )
        station = self.env["inv.scan.station"].with_user(self.ann)
        attachment_id = station._attach_photo(key, str(uuid4()), png)
        self.assertEqual(self.session.line_ids.photo_ids.ids, [attachment_id])

    def test_nonsense_is_refused_without_a_traceback(self):
        for state, payload in (
            ("count", {"place_id": True}),
            ("count", {"place_id": 10**9}),
            ("count", {"place_id": self.place.id, "product_id": "x", "quantity": "y"}),
            ("count", {"place_id": self.place.id, "product_id": 10**9}),
            ("none", {"place_id": self.place.id, "key": ["a"]}),
            ("tags", {"place_id": self.place.id, "reads": "abc"}),
            ("spot", {"location_id": None}),
            ("dance", {}),
        ):
            answer = self.send_events([(state, None, payload, None)])[0]
            self.assertEqual(answer["state"], "refused", (state, payload))
            self.assertNotIn("office finds", answer["message"], (state, payload))

    def test_task_is_for_counters_only(self):
        user = self.new_user("worker", "stock.group_stock_user")
        answer = self.send("open", user, place_id=self.place.id)
        self.assertEqual(answer["state"], "refused")
        with self.assertRaises(AccessError):
            self.env["inv.count.access"].with_user(user)._get_place(self.place.id)

    def test_home_costs_the_same_queries_for_more_places(self):
        def count_queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.work()
            return self.env.cr.sql_log_count - before

        count_queries()
        few = count_queries()
        for index in range(8):
            place, item = self.new_bin(f"B-{index}"), self.new_product(f"I-{index}")
            self.lay(item, 2, place)
            self.new_session([(place, item)])
        count_queries()
        self.assertLessEqual(count_queries(), few + 1)
