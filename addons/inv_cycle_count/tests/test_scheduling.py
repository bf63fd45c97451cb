from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .programme_common import CountCase


@tagged("post_install", "-at_install")
class TestScheduling(CountCase):
    def setUp(self):
        super().setUp()
        self.items = self.fill(20, "A")
        self.fill(10, "C", self.place_b1)
        self.second = self.new_user("second", "inv_cycle_count.group_counter")
        self.programme = self.new_programme(
            [{"kind": "cycle", "counts_per_year": 250}],
            minutes_per_counter=20,
            minutes_per_session=2,
            counters_per_day=2,
            counter_ids=[(6, 0, [self.counter.id, self.second.id])],
        )
        self.programme.action_plan_now()
        self.sessions = self.env["inv.count.session"].search(
            [("programme_id", "=", self.programme.id)], order="id"
        )

    def test_a_session_has_one_zone_one_counter_and_fits(self):
        self.assertTrue(self.sessions)
        for session in self.sessions:
            self.assertEqual(set(session.line_ids.zone_id.ids), {session.zone_id.id})
            self.assertLessEqual(session.minutes, 20 + 1e-6)
            self.assertIn(session.user_id, self.counter | self.second)
            self.assertTrue(session.reason)
            self.assertGreaterEqual(session.date_due, session.date_planned)
        self.assertEqual(self.sessions.user_id, self.counter | self.second)

    def test_rows_know_their_session_and_have_one_only(self):
        rows = self.rows(self.programme).filtered("session_id")
        pairs = [(line.location_id, line.product_id) for line in self.sessions.line_ids]
        self.assertEqual(len(pairs), len(set(pairs)))
        self.assertEqual(len(pairs), len(rows))

    def test_sessions_take_over_the_policy(self):
        self.programme.is_blind = False
        self.sessions.action_cancel()
        self.programme.action_plan_now()
        again = self.rows(self.programme).session_id
        self.assertTrue(again)
        self.assertFalse(again & self.sessions)
        self.assertEqual(set(again.mapped("is_blind")), {False})

    def test_without_counters_sessions_wait_to_be_assigned(self):
        self.sessions.action_cancel()
        self.programme.counter_ids = False
        self.programme.action_plan_now()
        sessions = self.rows(self.programme).session_id
        self.assertFalse(sessions.user_id)
        sessions[:1].assign_counter(self.second.id)
        self.assertEqual(sessions[:1].place_ids.user_id, self.second)
        with self.assertRaisesRegex(UserError, "not a counter"):
            sessions[:1].assign_counter(self.planner.id)

    def test_a_session_is_split_by_places_and_merged_again(self):
        session = self.new_session()
        session._add_positions([(self.place_a1.id, item.id) for item in self.items[:3]])
        other = self.new_item("Other", self.place_a2)
        session._add_positions([(self.place_a2.id, other.id)])
        action = session.action_split()
        new = self.env["inv.count.session"].browse(action["res_id"])
        self.assertEqual(session.place_ids.location_id, self.place_a1)
        self.assertEqual(new.line_ids.product_id, other)
        (session | new).action_merge()
        self.assertFalse(new.exists())
        self.assertEqual(len(session.line_ids), 4)
        self.assertEqual(session.place_ids.location_id, self.place_a1 | self.place_a2)
        chosen = session.place_ids.filtered(lambda p: p.location_id == self.place_a2)
        id_ = session.split_places(chosen.ids)
        self.assertEqual(session.browse(id_).place_ids, chosen)

    def test_one_place_cannot_be_split(self):
        session = self.new_session()
        session._add_positions([(self.place_a1.id, self.items[0].id)])
        with self.assertRaisesRegex(UserError, "fewer than two places"):
            session.action_split()

    def test_a_sample_does_not_merge_with_others(self):
        sample = self.new_session("sample")
        with self.assertRaisesRegex(UserError, "one kind"):
            (sample | self.new_session("cycle")).action_merge()

    def test_a_spot_count_takes_everything_below(self):
        self.sessions.action_cancel()
        action = self.aisle_a.action_inv_spot_count()
        session = self.env["inv.count.session"].browse(action["res_id"])
        self.assertEqual(session.kind, "spot")
        self.assertEqual(len(session.line_ids), 20)
        empty = session.place_ids.filtered("is_empty_check").location_id
        self.assertEqual(empty, self.place_a2)
        with self.assertRaisesRegex(UserError, "in no warehouse"):
            self.customers.action_inv_spot_count()

    def test_a_counter_plans_nothing(self):
        session = self.sessions[:1].with_user(self.counter)
        for call in (
            session.action_split,
            session.action_merge,
            lambda: session.assign_counter(self.counter.id),
            lambda: session.create_spot_count(self.place_a1.id),
        ):
            with self.assertRaises(AccessError):
                call()
