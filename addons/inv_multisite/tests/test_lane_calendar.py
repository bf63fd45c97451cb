"""Departures on working days, arrivals after the lead time."""

from datetime import date

from odoo.tests import tagged

from .common import MultisiteCase

FRIDAY, SATURDAY = date(2026, 3, 6), date(2026, 3, 7)
MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)


@tagged("post_install", "-at_install")
class TestLaneCalendar(MultisiteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.weekdays = cls.new_calendar("0", "1", "2", "3", "4")
        cls.lane = cls.new_lane(cls.leeds, cls.lyon, calendar_id=cls.weekdays.id)

    @classmethod
    def new_calendar(cls, *weekdays):
        attendances = [
            (
                0,
                0,
                {
                    "name": "Day",
                    "dayofweek": day,
                    "hour_from": 8,
                    "hour_to": 16,
                    "day_period": "morning",
                },
            )
            for day in weekdays
        ]
        return cls.env["resource.calendar"].create(
            {
                "name": "Departures",
                "company_id": cls.company.id,
                "attendance_ids": [(5, 0, 0), *attendances],
            }
        )

    def test_goods_leave_on_the_next_working_day(self):
        self.assertEqual(self.lane._get_departure(FRIDAY), FRIDAY)
        self.assertEqual(self.lane._get_departure(SATURDAY), MONDAY)

    def test_without_a_calendar_goods_leave_on_any_day(self):
        self.lane.calendar_id = False
        self.assertEqual(self.lane._get_departure(SATURDAY), SATURDAY)

    def test_goods_do_not_leave_on_a_holiday(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.weekdays.id,
                "company_id": self.company.id,
                "date_from": "2026-03-09 00:00:00",
                "date_to": "2026-03-09 23:59:59",
            }
        )
        self.assertEqual(self.lane._get_departure(SATURDAY), TUESDAY)

    def test_a_lane_that_is_closed_leaves_after_it(self):
        self.lane.write({"is_open": False, "date_closed_until": FRIDAY})
        self.assertEqual(self.lane._get_departure(FRIDAY), MONDAY)

    def test_goods_arrive_the_lead_time_after_the_departure(self):
        self.lane.lead_time_manual_days = 2.2
        other = self.new_lane(self.lyon, self.leeds, lead_time_manual_days=1)
        arrival = self.env["inv.lane"]._get_arrival(self.lane + other, SATURDAY)
        self.assertEqual(
            arrival, {self.lane: date(2026, 3, 12), other: date(2026, 3, 8)}
        )

    def test_many_lanes_need_no_more_queries_than_two(self):
        targets = [self.new_site(f"Site {n}", f"S{n}") for n in range(6)]
        lanes = self.env["inv.lane"].browse()
        for number, site in enumerate(targets):
            calendar = self.new_calendar(str(number % 5))
            lanes += self.new_lane(self.leeds, site, calendar_id=calendar.id)
        Lane = self.env["inv.lane"]
        Lane._get_arrival(lanes, FRIDAY)
        two = self.count_queries(lambda: Lane._get_arrival(lanes[:2], FRIDAY))
        many = self.count_queries(lambda: Lane._get_arrival(lanes, FRIDAY))
        self.assertEqual(two, many)
