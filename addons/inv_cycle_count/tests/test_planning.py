from datetime import datetime, timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .programme_common import CountCase

A_RULE = {"kind": "cycle", "item_class": "A", "counts_per_year": 12}
C_RULE = {"kind": "cycle", "item_class": "C", "counts_per_year": 1}


@tagged("post_install", "-at_install")
class TestPlanning(CountCase):
    def planned(self, programme, *domain):
        rows = self.rows(programme, *domain)
        return rows.filtered("date_planned")

    def plan_only(self, programme):
        """Plan without making sessions."""
        axis = programme._get_day_axis()
        self.env["inv.count.trigger"]._detect(programme, axis)
        return self.env["inv.count.planner"]._plan(programme, axis)

    # ------------------------------------------------------------------------
    # Rules
    # ------------------------------------------------------------------------

    def test_the_first_rule_that_matches_gives_the_interval(self):
        item = self.new_item("Item", self.place_a1, item_class="A")
        other = self.new_item("Other", self.place_b1, item_class="A")
        zone = {"kind": "cycle", "location_id": self.aisle_a.id, "counts_per_year": 50}
        programme = self.new_programme([{**zone, "sequence": 1}, A_RULE])
        programme.action_plan_now()
        rule_of = {row.product_id: row.rule_id for row in self.rows(programme)}
        self.assertEqual(rule_of[item].location_id, self.aisle_a)
        self.assertEqual(rule_of[other].item_class, "A")
        programme.rule_ids[0].sequence = 99
        programme.invalidate_recordset()
        programme.action_plan_now()
        self.assertEqual(
            self.rows(programme, ("product_id", "=", item.id)).rule_id.item_class, "A"
        )

    def test_a_category_matches_with_those_below_it(self):
        parent = self.env["product.category"].create({"name": "Metal"})
        child = self.env["product.category"].create(
            {"name": "Screws", "parent_id": parent.id}
        )
        inside = self.new_item("Screw", self.place_a1, categ_id=child.id)
        self.new_item("Wood", self.place_a1)
        programme = self.new_programme([{"kind": "cycle", "categ_id": parent.id}])
        programme.action_plan_now()
        self.assertEqual(self.planned(programme).product_id, inside)
        left = self.rows(programme, ("left_out", "=", "rule"))
        self.assertEqual(left.product_id.name, "Wood")

    def test_a_rule_that_is_off_or_counts_never_matches_nothing(self):
        self.new_item("Item", self.place_a1, item_class="A")
        programme = self.new_programme(
            [{**A_RULE, "active": False}, {**A_RULE, "counts_per_year": 0}]
        )
        programme.action_plan_now()
        self.assertFalse(self.planned(programme))

    def test_the_control_group_is_counted_every_week_in_sessions_of_its_own(self):
        item = self.new_item("Control", self.place_a1)
        self.new_item("Other", self.place_a1)
        programme = self.new_programme(
            [{"kind": "control", "sequence": 1}, C_RULE],
            control_product_ids=[(6, 0, item.ids)],
            days_ahead=7,
        )
        programme.action_plan_now()
        row = self.rows(programme, ("product_id", "=", item.id))
        self.assertAlmostEqual(row.interval_days, 7, delta=0.2)
        self.assertEqual(row.session_id.kind, "control")

    def test_empty_places_are_checked(self):
        self.new_item("Item", self.place_a1)
        programme = self.new_programme(
            [{"kind": "empty", "counts_per_year": 250}], days_ahead=3
        )
        programme.action_plan_now()
        rows = self.rows(programme, ("product_id", "=", False))
        self.assertEqual(
            rows.location_id & (self.place_a1 | self.place_a2 | self.place_b1),
            self.place_a2 | self.place_b1,
        )
        row = rows.filtered(lambda one: one.location_id == self.place_a2)
        self.assertTrue(row.session_id.place_ids.is_empty_check)
        self.assertFalse(row.session_id.line_ids)

    def test_excluded_and_hot_places_are_left_out_and_named(self):
        self.new_item("Excluded", self.place_a1)
        hot = self.new_item("Hot", self.place_b1, 500)
        for _pick in range(29):
            self.move(hot, 1, self.place_b1, self.customers)
        programme = self.new_programme(
            [{"kind": "cycle"}],
            excluded_location_ids=[(6, 0, self.aisle_a.ids)],
            hot_pick_limit=1,
        )
        programme.action_plan_now()
        reasons = {row.product_id.name: row.left_out for row in self.rows(programme)}
        self.assertEqual(reasons, {"Excluded": "excluded", "Hot": "hot"})
        programme.hot_pick_limit = 2
        programme.action_plan_now()
        self.assertTrue(self.rows(programme, ("product_id", "=", hot.id)).date_planned)

    def test_a_promise_that_the_counts_cannot_keep_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "promise more days"):
            self.new_programme([{**C_RULE, "max_interval_days": 100}])

    # ------------------------------------------------------------------------
    # Days
    # ------------------------------------------------------------------------

    def test_a_second_run_changes_nothing(self):
        self.fill(30, "A")
        self.fill(10, "C", self.place_b1)
        programme = self.new_programme([A_RULE, C_RULE, {"kind": "sample"}])
        programme.action_plan_now()
        rows = self.rows(programme)
        before, load = rows.read(), programme.repeat_load
        sessions = self.env["inv.count.session"].search_count([("id", "!=", False)])
        self.assertTrue(sessions)
        programme.action_plan_now()
        rows.invalidate_recordset()
        self.assertEqual(rows.read(), before)
        self.assertEqual(self.rows(programme), rows)
        self.assertEqual(programme.repeat_load, load)
        again = self.env["inv.count.session"].search_count([("id", "!=", False)])
        self.assertEqual(again, sessions)

    def test_new_positions_are_spread_over_the_interval(self):
        self.fill(63, "A")
        programme = self.new_programme([A_RULE])
        self.plan_only(programme)
        days = self.planned(programme).mapped("date_planned")
        self.assertEqual(len(days), 63)
        most = max(days.count(day) for day in set(days))
        self.assertLessEqual(most, 4)
        self.assertGreaterEqual(len(set(days)), 18)

    def test_a_count_of_everything_makes_no_peak(self):
        items = self.fill(63, "A")
        session = self.new_session(state="done")
        for item in items:
            self.count((self.place_a1, item), days=1, session=session)
        programme = self.new_programme([A_RULE])
        self.plan_only(programme)
        days = self.planned(programme).mapped("date_planned")
        self.assertLessEqual(max(days.count(day) for day in set(days)), 6)

    def test_a_count_moves_the_last_count_and_the_next_day(self):
        (item,) = self.fill(1, "A")
        programme = self.new_programme([A_RULE])
        self.plan_only(programme)
        line = self.count((self.place_a1, item))
        self.plan_only(programme)
        row = self.rows(programme)
        self.assertEqual(row.last_count_datetime, line.counted_datetime)
        self.assertGreater(row.date_earliest, self.today)
        line.state = "rejected"
        self.plan_only(programme)
        self.assertFalse(row.last_count_datetime)

    def test_the_promised_interval_is_kept(self):
        items = self.fill(40, "A")
        for number, item in enumerate(items):
            self.count((self.place_a1, item), days=number)
        rule = {**A_RULE, "max_interval_days": 45}
        programme = self.new_programme([rule], minutes_per_counter=30)
        self.plan_only(programme)
        for row in self.planned(programme):
            last = row.last_count_datetime.date()
            self.assertLessEqual(row.date_planned, last + timedelta(days=45))
        self.assertEqual(len(self.planned(programme)), 40)

    def test_promised_counts_come_before_dearer_ones_without_a_promise(self):
        promised = self.fill(6, "A")
        dear = [
            self.new_item(
                f"Dear {n}", self.place_b1, item_class="C", standard_price=9e5
            )
            for n in range(20)
        ]
        for place, items in ((self.place_a1, promised), (self.place_b1, dear)):
            for item in items:
                self.count((place, item), days=44)
        daily = {**C_RULE, "counts_per_year": 12}
        programme = self.new_programme(
            [{**A_RULE, "max_interval_days": 45}, daily], minutes_per_counter=16
        )
        self.plan_only(programme)
        first = programme._get_day_axis().day(0)
        rows = self.rows(programme, ("item_class", "=", "A"))
        self.assertEqual(rows.mapped("date_planned"), [first] * 6)
        self.assertEqual(set(rows.mapped("left_out")), {False})
        self.assertTrue(
            self.rows(programme, ("item_class", "=", "C"), ("left_out", "!=", False))
        )

    def test_days_keep_their_capacity_and_the_rest_is_listed(self):
        self.fill(300, "A")
        programme = self.new_programme(
            [A_RULE], minutes_per_counter=13, minutes_per_session=3, horizon_weeks=2
        )
        self.plan_only(programme)
        rows = self.rows(programme)
        load = {}
        for row in rows.filtered("date_planned"):
            load[row.date_planned] = load.get(row.date_planned, 0) + row.minutes
        near = {day for day in load if day <= programme._get_day_axis().day(9)}
        self.assertTrue(near)
        for day in near:
            self.assertLessEqual(load[day], 10 + 1e-6)
        unplaced = rows.filtered(lambda row: row.left_out == "capacity")
        self.assertTrue(unplaced)
        self.assertEqual(set(unplaced.mapped("date_planned")), {False})
        late = rows.filtered(lambda row: row.left_out == "late")
        self.assertEqual(
            late.filtered(lambda row: row.date_planned <= row.date_latest), late[:0]
        )
        self.assertEqual(len(rows), 300)

    def test_what_is_overdue_comes_as_soon_as_there_is_room(self):
        items = self.fill(15, "A")
        for item in items:
            self.count((self.place_a1, item), days=90)
        programme = self.new_programme(
            [A_RULE], minutes_per_counter=13, minutes_per_session=3
        )
        self.plan_only(programme)
        axis = programme._get_day_axis()
        days = self.rows(programme).mapped("date_planned")
        # Ten minutes a day are five counts of two minutes.
        self.assertEqual(
            sorted(days), [axis.day(n) for n in (0, 1, 2) for _ in range(5)]
        )

    def test_a_day_that_was_moved_by_hand_stays(self):
        self.fill(20, "A")
        programme = self.new_programme([A_RULE])
        self.plan_only(programme)
        row = self.planned(programme)[0]
        axis = programme._get_day_axis()
        day = next(
            axis.day(n)
            for n in range(60)
            if row.date_earliest <= axis.day(n) <= row.date_latest
            and axis.day(n) != row.date_planned
        )
        programme.move_counts(row.ids, day.isoformat())
        self.plan_only(programme)
        self.assertEqual(row.date_planned, day)
        self.assertTrue(row.is_pinned)

    def test_a_position_without_stock_is_forgotten(self):
        (item,) = self.fill(1)
        programme = self.new_programme([C_RULE])
        self.plan_only(programme)
        self.assertTrue(self.rows(programme))
        self.env["stock.quant"]._update_available_quantity(item, self.place_a1, -10)
        self.plan_only(programme)
        self.assertFalse(self.rows(programme))

    def test_nobody_counts_on_holidays(self):
        self.fill(60, "A")
        calendar = self.env["resource.calendar"].create(
            {"name": "Plant", "company_id": self.company.id, "tz": "UTC"}
        )
        programme = self.new_programme([A_RULE], calendar_id=calendar.id)
        holiday = programme._get_day_axis().day(3)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "company_id": self.company.id,
                "date_from": datetime(holiday.year, holiday.month, holiday.day, 0),
                "date_to": datetime(holiday.year, holiday.month, holiday.day, 23, 59),
            }
        )
        self.plan_only(programme)
        days = self.planned(programme).mapped("date_planned")
        self.assertNotIn(holiday, days)
        self.assertFalse([day for day in days if day.weekday() > 4])
        axis = programme._get_day_axis()
        self.assertFalse(axis.is_working(holiday))
        with self.assertRaisesRegex(UserError, "Choose a working day"):
            programme.move_counts(self.rows(programme)[:1].ids, holiday.isoformat())

    def test_days_are_cut_in_the_time_zone_of_the_warehouse(self):
        self.warehouse.partner_id.tz = "Pacific/Auckland"
        (item,) = self.fill(1)
        programme = self.new_programme([C_RULE])
        line = self.count((self.place_a1, item))
        line.counted_datetime = datetime(2026, 3, 9, 23, 0)
        facts = self.plan_only(programme)
        self.assertEqual(str(facts["last_day"][0]), "2026-03-10")

    def test_a_planning_keeps_a_second_one_out(self):
        programme = self.new_programme([C_RULE])
        self.patch(
            type(programme),
            "try_lock_for_update",
            lambda self, **_options: self.browse(),
        )
        with self.assertRaisesRegex(UserError, "Try again"):
            programme.action_plan_now()

    @mute_logger("odoo.addons.base.models.ir_cron")
    def test_the_scheduled_action_plans_every_programme(self):
        self.fill(3, "A")
        programme = self.new_programme([A_RULE])
        with self.enter_registry_test_mode():
            self.env.ref(
                "inv_cycle_count.ir_cron_count_programme"
            ).method_direct_trigger()
        programme.invalidate_recordset()
        self.assertTrue(programme.planned_datetime)
        self.assertEqual(len(self.rows(programme)), 3)

    def test_queries_do_not_grow_with_positions(self):
        programme = self.new_programme([A_RULE])
        self.fill(2, "A")
        few = self.count_queries(lambda: self.plan_only(programme))
        self.fill(18, "A", self.place_b1)
        many = self.count_queries(lambda: self.plan_only(programme))
        self.assertLessEqual(many, few)
