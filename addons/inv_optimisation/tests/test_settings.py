from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .common import InvCase


@tagged("post_install", "-at_install")
class TestSettings(InvCase):
    """Settings of a company are checked, and its days end at its own midnight."""

    def assert_refused(self, **values):
        with self.subTest(values=values), self.assertRaises(ValidationError):
            self.company.write(values)

    def test_shares_of_classes_rise_from_above_zero_to_one(self):
        self.assert_refused(inv_abc_a_share=0)
        self.assert_refused(inv_abc_a_share=0.9, inv_abc_b_share=0.9)
        self.assert_refused(inv_abc_a_share=0.96)
        self.assert_refused(inv_abc_b_share=1.01)
        self.company.write({"inv_abc_a_share": 0.5, "inv_abc_b_share": 1})
        self.assertEqual(self.company.inv_abc_b_share, 1)

    def test_limits_of_classes_rise_from_above_zero(self):
        self.assert_refused(inv_xyz_x_limit=0)
        self.assert_refused(inv_xyz_x_limit=0.5, inv_xyz_y_limit=0.5)
        self.assert_refused(inv_xyz_y_limit=0.1)
        self.company.write({"inv_xyz_x_limit": 0.6, "inv_xyz_y_limit": 1.4})
        self.assertEqual(self.company.inv_xyz_y_limit, 1.4)

    def test_values_that_planning_divides_by_are_above_zero(self):
        for name in (
            "inv_review_days",
            "inv_holding_rate",
            "inv_history_weeks",
            "inv_chunk_size",
            "inv_default_lead_time_days",
        ):
            self.assert_refused(**{name: 0})
            self.assert_refused(**{name: -1})

    def test_costs_and_tolerance_may_be_zero_but_not_negative(self):
        self.assert_refused(inv_ordering_cost=-0.01)
        self.assert_refused(inv_excess_days=-1)
        self.company.write({"inv_ordering_cost": 0, "inv_excess_days": 0})
        self.assertEqual(self.company.inv_ordering_cost, 0)

    def test_settings_screen_writes_the_company_it_shows(self):
        self.env.user.company_id = self.company
        form = Form(self.env["res.config.settings"])
        form.inv_abc_a_share = 0.7
        form.inv_excess_days = 30
        form.save().execute()
        self.assertEqual(self.company.inv_abc_a_share, 0.7)
        self.assertEqual(self.company.inv_excess_days, 30)
        self.assertEqual(self.env.ref("base.main_company").inv_excess_days, 0)

    def test_classes_follow_the_shares_of_the_company(self):
        first, second = self.new_product("First"), self.new_product("Second")
        self.with_history(first, [6] * 20)
        self.with_history(second, [4] * 20)
        self.plan()
        classes = (self.point(first).abc_class, self.point(second).abc_class)
        self.assertEqual(classes, ("A", "A"))
        self.company.inv_abc_a_share = 0.5
        self.plan()
        self.assertEqual(self.point(second).abc_class, "B")

    # Horizon ----------------------------------------------------------------

    def test_horizon_is_set_to_zero_on_request(self):
        self.company.horizon_days = 365
        self.company.action_inv_ignore_horizon()
        self.assertEqual(self.company.horizon_days, 0)
        self.company.horizon_days = 365
        self.env.user.company_id = self.company
        self.env["res.config.settings"].create({}).action_inv_ignore_horizon()
        self.assertEqual(self.company.horizon_days, 0)

    def test_horizon_needs_the_right_to_change_the_company(self):
        self.company.horizon_days = 365
        with self.assertRaises(AccessError):
            self.company.with_user(self.planner).action_inv_ignore_horizon()
        self.assertEqual(self.company.horizon_days, 365)

    def test_manager_of_planning_sets_the_horizon_of_own_companies_only(self):
        manager = self.new_user("horizon", "inv_optimisation.group_inv_manager")
        self.company.horizon_days = 365
        self.company.with_user(manager).action_inv_ignore_horizon()
        self.assertEqual(self.company.horizon_days, 0)
        other = self.env["res.company"].create({"name": "Foreign Company"})
        other.horizon_days = 365
        with self.assertRaises(AccessError):
            other.with_user(manager).action_inv_ignore_horizon()
        self.assertEqual(other.horizon_days, 365)

    def test_preview_warns_of_the_horizon_until_it_is_zero(self):
        self.company.horizon_days = 365
        batch = self.env["inv.parameter.change.batch"].create(
            {"company_id": self.company.id}
        )
        self.assertTrue(batch.show_horizon)
        batch.action_ignore_horizon()
        self.assertFalse(batch.show_horizon)

    # Days -------------------------------------------------------------------

    @freeze_time("2026-03-01 22:30:00")
    def test_today_is_that_of_the_time_zone_of_the_company(self):
        for zone, day in (
            ("Pacific/Auckland", date(2026, 3, 2)),
            ("America/New_York", date(2026, 3, 1)),
            (False, date(2026, 3, 1)),
        ):
            self.company.partner_id.tz = zone
            self.assertEqual(self.company._get_inventory_today(), day, zone)

    def test_unknown_time_zone_falls_back_to_utc(self):
        self.company.partner_id.tz = "Europe/Berlin"
        self.assertEqual(self.company._get_inventory_timezone(), "Europe/Berlin")
        known = {"Europe/Paris"}
        with patch("pytz.all_timezones_set", known):
            self.assertEqual(self.company._get_inventory_timezone(), "UTC")
