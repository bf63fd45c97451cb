"""A lane: its days and where they come from, its checks, open and closed."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MultisiteCase


@tagged("post_install", "-at_install")
class TestLane(MultisiteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lane = cls.new_lane(cls.leeds, cls.lyon)

    def test_days_come_from_the_best_source(self):
        lane = self.lane
        self.assertEqual(lane.lead_time_source, "manual")
        lane.lead_time_manual_days = 0
        self.assertEqual((lane.lead_time_source, lane.lead_time_days), ("default", 3.0))
        lane.route_id = self.new_route(self.leeds, self.lyon)
        lane.route_id.rule_ids[0].delay = 5
        self.assertEqual((lane.lead_time_source, lane.lead_time_days), ("route", 5.0))
        lane.write({"lead_time_measured_days": 4.4, "lead_time_count": 7})
        self.assertEqual(
            (lane.lead_time_source, lane.lead_time_days), ("measured", 4.4)
        )

    def test_there_is_one_lane_a_direction(self):
        self.assertTrue(self.new_lane(self.lyon, self.leeds))
        with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as raised:
            self.new_lane(self.leeds, self.lyon)
        self.assertIn("inv_lane", str(raised.exception))

    def test_a_lane_leads_to_another_site(self):
        with self.assertRaises(ValidationError):
            self.new_lane(self.leeds, self.leeds)

    def test_the_least_load_fits_into_a_full_one(self):
        with self.assertRaises(ValidationError):
            self.lane.write({"full_load": 100, "minimum_load": 101})
        self.lane.write({"full_load": 0, "minimum_load": 101})

    def test_a_lane_between_companies_says_so(self):
        self.assertFalse(self.lane.is_intercompany)
        self.assertTrue(self.new_lane(self.leeds, self.oslo).is_intercompany)

    def test_a_closed_lane_opens_after_its_last_day(self):
        lane, day = self.lane, fields.Date.to_date("2026-03-31")
        self.assertTrue(lane._is_open_on(day))
        lane.write({"is_open": False, "date_closed_until": day})
        self.assertFalse(lane._is_open_on(day))
        self.assertTrue(lane._is_open_on(day + timedelta(days=1)))
        lane.date_closed_until = False
        self.assertFalse(lane._is_open_on(day + timedelta(days=1000)))

    def test_the_night_opens_lanes_whose_day_has_passed(self):
        lane, other = self.lane, self.new_lane(self.leeds, self.rotterdam)
        yesterday = self.today - timedelta(days=1)
        lane.write({"is_open": False, "date_closed_until": yesterday})
        other.write({"is_open": False, "date_closed_until": self.today})
        self.env["inv.lane"]._cron_refresh_lanes()
        self.assertTrue(lane.is_open)
        self.assertFalse(other.is_open)

    def test_opening_forgets_the_old_date(self):
        self.lane.write(
            {
                "is_open": False,
                "date_closed_until": self.today,
                "closed_reason": "Bridge",
            }
        )
        self.lane.is_open = True
        self.lane.is_open = False
        self.assertFalse(self.lane.date_closed_until)
        self.assertFalse(self.lane.closed_reason)
        self.assertFalse(self.lane._is_open_on(self.today + timedelta(days=9)))

    def test_lanes_of_archived_sites_are_not_offered(self):
        Lane = self.env["inv.lane"]
        domain = Lane._get_lanes_domain(self.company)
        self.assertIn(self.lane, Lane.search(domain))
        self.lyon.active = False
        self.assertNotIn(self.lane, Lane.search(domain))
