from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .programme_common import CountCase


@tagged("post_install", "-at_install")
class TestLevelling(CountCase):
    def setUp(self):
        super().setUp()
        self.fill(40, "A")
        self.programme = self.new_programme(
            [{"kind": "cycle", "counts_per_year": 12, "max_interval_days": 45}],
            days_ahead=0,
        )
        axis = self.programme._get_day_axis()
        self.env["inv.count.planner"]._plan(self.programme, axis)
        self.axis = axis

    def crowd(self):
        """Put ten counts on one day, not by hand."""
        day = self.axis.day(4)
        rows = self.rows(
            self.programme, ("date_earliest", "<=", day), ("date_latest", ">=", day)
        )[:10]
        self.env["inv.count.plan.writer"]._update(rows.ids, {"date_planned": day})
        return rows, day

    def test_several_counts_move_at_once(self):
        day = self.axis.day(5)
        rows = self.rows(self.programme, ("date_latest", ">=", day))[:3]
        answer = self.programme.move_counts(rows.ids, day.isoformat())
        self.assertIn("3 counts moved", answer["message"])
        self.assertEqual(set(rows.mapped("date_planned")), {day})
        self.assertEqual(set(rows.mapped("is_pinned")), {True})

    def test_the_limit_of_the_class_is_told(self):
        row = self.rows(self.programme).sorted("date_latest")[0]
        day = self.axis.day(int(self.axis.last_number([row.date_latest])[0]) + 1)
        with self.assertRaisesRegex(UserError, "must be counted by"):
            self.programme.move_counts(row.ids, day.isoformat())
        self.assertNotEqual(row.date_planned, day)

    def test_the_past_is_refused(self):
        with self.assertRaisesRegex(UserError, "is over"):
            self.programme.move_counts(
                self.rows(self.programme)[:1].ids,
                (self.axis.today - timedelta(days=1)).isoformat(),
            )

    def test_a_moved_count_leaves_its_session(self):
        self.env["inv.count.scheduler"]._schedule(self.programme, self.axis)
        row = self.rows(self.programme).filtered("session_id")[0]
        session, day = row.session_id, self.axis.day(6)
        self.assertIn(row.product_id, session.line_ids.product_id)
        day = min(day, row.date_latest)
        if not self.axis.is_working(day) or day == session.date_planned:
            self.skipTest("the window of the count has no other day")
        self.programme.move_counts(row.ids, day.isoformat())
        self.assertFalse(row.session_id)
        self.assertNotIn(row.product_id, session.exists().line_ids.product_id)

    def test_a_count_that_has_begun_stays(self):
        self.env["inv.count.scheduler"]._schedule(self.programme, self.axis)
        row = self.rows(self.programme).filtered("session_id")[0]
        row.session_id.state = "counting"
        day = self.axis.day(1)
        with self.assertRaisesRegex(UserError, "has begun"):
            self.programme.move_counts(row.ids, day.isoformat())

    def test_levelling_shows_what_it_moves_then_moves_it(self):
        rows, day = self.crowd()
        preview = self.programme.preview_levelling()
        self.assertGreater(preview["count"], 0)
        self.assertLess(preview["peak_after"], preview["peak_before"])
        self.assertEqual(set(rows.mapped("date_planned")), {day})
        self.programme.apply_levelling(preview["token"])
        planned = self.rows(self.programme).mapped("date_planned")
        self.assertLess(planned.count(day), 10)
        moved = {move["id"]: move["to"] for move in preview["moves"]}
        for row in self.rows(self.programme, ("id", "in", list(moved))):
            self.assertEqual(row.date_planned.isoformat(), moved[row.id])
            self.assertLessEqual(row.date_planned, row.date_latest)

    def test_what_is_moved_by_hand_is_not_levelled(self):
        rows, day = self.crowd()
        self.programme.move_counts(rows.ids, day.isoformat())
        preview = self.programme.preview_levelling()
        self.assertFalse({move["id"] for move in preview["moves"]} & set(rows.ids))
        self.programme.apply_levelling(preview["token"])
        self.assertEqual(set(rows.mapped("date_planned")), {day})

    def test_an_old_preview_is_not_applied(self):
        rows, _day = self.crowd()
        preview = self.programme.preview_levelling()
        target = self.axis.day(2)
        free = rows.filtered(lambda row: row.date_latest >= target)[:1]
        self.programme.move_counts(free.ids, target.isoformat())
        with self.assertRaisesRegex(UserError, "has changed since"):
            self.programme.apply_levelling(preview["token"])
