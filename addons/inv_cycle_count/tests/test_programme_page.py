from datetime import timedelta

from odoo.tests import tagged

from .programme_common import CountCase


@tagged("post_install", "-at_install")
class TestProgrammePage(CountCase):
    def setUp(self):
        super().setUp()
        self.model = self.env["inv.count.programme"].with_user(self.supervisor)

    def start(self, **values):
        return self.new_programme(
            [{"kind": "cycle", "counts_per_year": 12}, {"kind": "sample"}],
            sample_size=0,
            **values,
        )

    def cell(self, data, day):
        cells = [cell for row in data["heat"]["rows"] for cell in row["cells"]]
        return next(cell for cell in cells if cell["date"] == day.isoformat())

    def test_without_a_programme_the_page_says_how_to_start(self):
        self.fill(42, "A")
        data = self.model.get_programme_data()
        self.assertFalse(data["programme"])
        self.assertEqual(
            data["empty"],
            "No programme yet. Start with class A every 21 working days: "
            "2 counts a day.",
        )
        id_ = self.model.create_default_programme(self.warehouse.id)
        self.assertEqual(self.model.create_default_programme(self.warehouse.id), id_)
        data = self.model.get_programme_data()
        self.assertEqual(data["programme"]["id"], id_)
        self.assertFalse(data["without"])
        self.assertEqual(len(data["rules"]), 8)

    def test_the_load_of_a_day_is_what_is_planned_and_in_sessions(self):
        self.fill(30, "A")
        programme = self.start(days_ahead=0)
        programme.action_plan_now()
        data = self.model.get_programme_data()
        axis = programme._get_day_axis()
        for number in (0, 1, 5, 12):
            day = axis.day(number)
            rows = self.rows(programme, ("date_planned", "=", day))
            repeats = (programme.repeat_load or {}).get(day.isoformat(), [0])[0]
            self.assertEqual(self.cell(data, day)["count"], len(rows) + repeats)
        self.assertEqual(len(data["heat"]["weeks"]), 17)

    def test_past_days_show_what_was_counted(self):
        items = self.fill(3, "A")
        programme = self.start(date_start=self.today - timedelta(days=30))
        programme.action_plan_now()
        for item in items:
            self.count((self.place_a1, item), days=3)
        data = self.model.get_programme_data()
        self.assertEqual(self.cell(data, self.today - timedelta(days=3))["count"], 3)

    def test_a_day_over_capacity_is_flagged(self):
        self.fill(30, "A")
        programme = self.start(minutes_per_counter=15, days_ahead=0)
        axis = programme._get_day_axis()
        self.env["inv.count.planner"]._plan(programme, axis)
        day = axis.day(3)
        rows = self.rows(programme)
        self.env["inv.count.plan.writer"]._update(rows.ids, {"date_planned": day})
        data = self.model.get_programme_data()
        self.assertTrue(self.cell(data, day)["is_over"])
        self.assertEqual(data["heat"]["over_count"], 1)
        self.assertEqual(self.cell(data, day)["level"], 5)

    def test_coverage_against_numbers_by_hand(self):
        items = self.fill(10, "A")
        programme = self.start(date_start=self.today.replace(month=1, day=1))
        axis = programme._get_day_axis()
        self.env["inv.count.planner"]._plan(programme, axis)
        for item in items[:5]:
            self.count((self.place_a1, item), days=1, item_class="A")
        if (self.today - timedelta(days=1)).year != self.today.year:
            self.skipTest("the year has just begun")
        self.env.flush_all()
        (row,) = self.env["inv.count.coverage"]._get_coverage(programme, axis)
        first = self.today.replace(month=1, day=1)
        year = axis.days_between(first, self.today.replace(month=12, day=31))
        interval = self.rows(programme)[0].interval_days
        need = 10 * year / interval
        self.assertEqual(row["items"], 10)
        self.assertEqual(row["counts"], round(need))
        self.assertAlmostEqual(row["done_percent"], 100 * 5 / need, places=1)
        due = 100 * axis.days_between(first, self.today) / year
        self.assertAlmostEqual(row["due_percent"], due, places=1)
        self.assertTrue(row["is_behind"])
        self.assertEqual(
            row["verdict"], f"{max(round(due - 100 * 5 / need), 1)} pts behind"
        )

    def test_the_panel_of_a_day_lists_its_counts_by_zone(self):
        self.fill(5, "A")
        self.fill(5, "A", self.place_b1)
        programme = self.start(days_ahead=0)
        self.env["inv.count.planner"]._plan(programme, programme._get_day_axis())
        day = programme._get_day_axis().day(4)
        rows = self.rows(programme)
        self.env["inv.count.plan.writer"]._update(rows.ids, {"date_planned": day})
        data = programme.with_user(self.supervisor).get_day_data(day.isoformat())
        zones = {zone["name"]: len(zone["counts"]) for zone in data["zones"]}
        self.assertEqual(zones, {"Aisle A": 5, "Aisle B": 5})
        self.assertTrue(data["can_move"])

    def test_overdue_counts_are_counted_and_listed(self):
        items = self.fill(4, "A")
        for item in items[:3]:
            self.count((self.place_a1, item), days=80)
        programme = self.new_programme(
            [{"kind": "cycle", "counts_per_year": 12, "max_interval_days": 45}]
        )
        self.env["inv.count.planner"]._plan(programme, programme._get_day_axis())
        data = self.model.get_programme_data()
        self.assertEqual(data["tiles"]["overdue"]["count"], 3)
        self.assertEqual(data["tiles"]["overdue"]["class_a"], 3)
        listed = programme.get_day_data(self.today.isoformat(), {"overdue": True})
        self.assertEqual(len(listed["zones"][0]["counts"]), 3)

    def test_rules_are_ordered_and_switched_on_the_page(self):
        programme = self.start().with_user(self.supervisor)
        first, second = programme.rule_ids
        programme.set_rule_order([second.id, first.id])
        data = self.model.get_programme_data()
        self.assertEqual([rule["id"] for rule in data["rules"]], [second.id, first.id])
        programme.set_rule_active(first.id, False)
        data = self.model.get_programme_data()
        self.assertFalse(data["rules"][1]["is_active"])

    def test_queries_do_not_grow_with_records(self):
        programme = self.start()
        self.fill(2, "A")
        self.fill(2, "A", self.place_b1)
        programme.action_plan_now()
        self.plan_for_today(programme)
        few = self.count_queries(self.model.get_programme_data)
        self.fill(20, "A", self.place_b1)
        self.env["inv.count.planner"]._plan(programme, programme._get_day_axis())
        self.plan_for_today(programme)
        many = self.count_queries(self.model.get_programme_data)
        # Which companies a user has is read again after new items: not by record.
        self.assertLessEqual(many, few + 1)

    def plan_for_today(self, programme):
        """Give both zones some load; new items clear the caches, so read once."""
        rows = self.rows(programme)
        self.env["inv.count.plan.writer"]._update(
            rows.ids, {"date_planned": self.today, "session_id": None}
        )
        self.model.get_programme_data()
