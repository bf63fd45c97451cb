from datetime import timedelta

import numpy as np

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import InvCase


@tagged("post_install", "-at_install")
class TestCalibration(InvCase):
    """Group targets, weights of the reorder rules and service control."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env["inv.stocking.policy"].create(
            {
                "name": "Test group",
                "sequence": 1,
                "company_id": cls.company.id,
                "service_type": "group_fill",
                "service_target": 0.95,
                "group_weight": "units",
            }
        )
        random = np.random.default_rng(7)
        cls.products = cls.env["product.product"]
        for index in range(30):
            product = cls.new_product(f"Item {index:02}")
            cls.new_seller(product, delay=10)
            cls.with_history(product, random.poisson(2 + index % 9, 80).tolist())
            cls.products += product

    def plan_on(self, days):
        """Plan as if ``days`` had passed."""
        today = self.today + timedelta(days=days)
        self.patch(
            type(self.env["res.company"]), "_get_inventory_today", lambda _self: today
        )
        return self.plan()

    def newest(self):
        return self.env["inv.planning.group"].search(
            [("policy_id", "=", self.policy.id)], limit=1
        )

    def points(self):
        return self.env["inv.stocking.point"].search(
            [("product_id", "in", self.products.ids)]
        )

    # Group targets ----------------------------------------------------------

    def test_points_of_a_group_share_one_factor_and_meet_the_target_together(self):
        self.plan()
        group, points = self.newest(), self.points()
        self.assertEqual(group.point_count, 30)
        self.assertEqual(set(points.mapped("service_type")), {"group_fill"})
        self.assertAlmostEqual(min(points.mapped("safety_factor")), group.safety_factor)
        self.assertAlmostEqual(max(points.mapped("safety_factor")), group.safety_factor)
        demand = np.array(points.mapped("forecast_per_day"))
        fill = np.array(
            [point.derivation["results"]["expected_fill_rate"] for point in points]
        )
        self.assertGreaterEqual((demand * fill).sum() / demand.sum(), 0.949)
        for point in points:
            results = point.derivation["results"]
            spread = results["variance_protection"] ** 0.5
            level = results["demand_protection"] + group.safety_factor * spread
            self.assertEqual(point.reorder_point_qty, round(level))

    def test_higher_target_needs_a_higher_factor(self):
        self.plan()
        before = self.newest().safety_factor
        self.policy.service_target = 0.99
        self.plan()
        self.assertGreater(self.newest().safety_factor, before)

    def test_group_without_a_factor_is_served_item_by_item(self):
        points = self.env["inv.stocking.point"]
        self.refresh()
        self.plan()
        self.env["inv.planning.group"].search([]).unlink()
        points = self.points()
        points.action_plan()
        self.assertEqual(set(points.mapped("service_type")), {"group_fill"})
        self.assertEqual(points[0].derivation["inputs"]["service_type"], "fill_rate")

    def test_selected_points_use_the_factor_of_the_last_run(self):
        self.plan()
        group = self.newest()
        self.points()[:3].action_plan()
        self.assertEqual(self.newest(), group)
        self.assertAlmostEqual(self.points()[0].safety_factor, group.safety_factor)

    def test_point_that_cannot_be_planned_does_not_stop_the_calibration(self):
        self.plan()
        group = self.newest()
        self.patch(
            type(self.env["inv.planning.calibrator"]),
            "_weigh_rules",
            lambda *args: 1 / 0,
        )
        self.env["inv.planning.segment"].search([]).unlink()
        with self.assertLogs("odoo.addons.inv_optimisation", "WARNING") as logs:
            run = self.plan()
        self.assertIn("last calibration", logs.output[0])
        self.assertEqual((run.state, run.error_count), ("done", 0))
        self.assertEqual(self.newest(), group)
        self.assertAlmostEqual(self.points()[0].safety_factor, group.safety_factor)

    def test_explanation_names_the_factor_the_rules_and_the_back_test(self):
        self.plan()
        text = str(self.points()[0].explanation)
        self.assertIn("common factor", text)
        self.assertIn("Back-test of this policy", text)
        self.assertIn("replaying the last year", text)

    # Rules and back-test ------------------------------------------------------

    def test_weights_of_a_segment_add_up_and_come_with_evidence(self):
        run = self.plan()
        self.assertTrue(run.segment_ids)
        for segment in run.segment_ids:
            total = (
                segment.combined_weight
                + segment.textbook_weight
                + segment.history_weight
            )
            self.assertAlmostEqual(total, 1, places=3)
        self.assertEqual(sum(run.segment_ids.mapped("point_count")), 30)
        rules = self.points()[0].derivation["rules"]
        self.assertAlmostEqual(sum(rule["weight"] for rule in rules.values()), 1)

    def test_rules_are_weighed_once_a_week(self):
        self.assertTrue(self.plan().segment_ids)
        self.assertFalse(self.plan_on(3).segment_ids)
        self.assertTrue(self.plan_on(8).segment_ids)

    def test_fixed_method_is_not_mixed_with_other_rules(self):
        self.policy.forecast_method = "moving_average"
        self.plan()
        rules = self.points()[0].derivation["rules"]
        self.assertEqual(rules["combined"]["weight"], 1)

    def test_policy_can_fix_the_reorder_rule(self):
        self.policy.reorder_rule = "textbook"
        self.plan()
        rules = self.points()[0].derivation["rules"]
        self.assertEqual(rules["textbook"]["weight"], 1)
        self.assertEqual(self.points()[0].reorder_rule, "textbook")

    def test_back_test_stores_service_with_an_interval(self):
        self.plan()
        for point in self.points():
            self.assertGreater(point.replayed_n_cycles, 0)
            self.assertLessEqual(point.replayed_fill_low, point.replayed_fill_rate)
            self.assertLessEqual(point.replayed_fill_rate, point.replayed_fill_high)
        mean = np.mean(self.points().mapped("replayed_fill_rate"))
        self.assertAlmostEqual(mean, 0.95, delta=0.05)

    # Service control --------------------------------------------------------

    def deliver_late(self, weeks):
        """Deliver ten pieces a week, each three days after its deadline."""
        product = self.products[0]
        for week in range(weeks):
            day = -(7 * week + 10)
            move = self.deliver(product, 10, self.days_ago(day - 3 + 7))
            move.date_deadline = self.days_ago(day + 7)

    def test_late_deliveries_raise_the_internal_target_once_a_week(self):
        self.plan()
        self.assertFalse(self.newest().has_realised)
        self.deliver_late(6)
        self.plan_on(50)
        group = self.newest()
        self.assertTrue(group.has_realised)
        self.assertLess(group.service_realised, 0.5)
        self.assertGreater(group.internal_target, 0.95)
        asked = group.internal_target
        self.plan_on(53)
        self.assertEqual(self.newest().internal_target, asked)
        self.plan_on(58)
        self.assertGreater(self.newest().internal_target, asked)

    def test_nothing_is_corrected_without_service_control(self):
        self.policy.use_service_control = False
        self.plan()
        self.deliver_late(6)
        self.plan_on(50)
        self.assertEqual(self.newest().internal_target, 0.95)

    def test_new_target_starts_without_old_corrections(self):
        self.plan()
        self.deliver_late(6)
        self.plan_on(50)
        self.policy.service_target = 0.9
        self.plan_on(60)
        self.assertEqual(self.newest().internal_target, 0.9)

    # Rights -----------------------------------------------------------------

    def test_results_are_read_by_users_of_the_company_only(self):
        self.plan()
        group, segments = self.newest(), self.env["inv.planning.segment"].search([])
        user = self.new_user("reader", "inv_optimisation.group_inv_user")
        self.assertEqual(group.with_user(user).service_target, 0.95)
        for records in (group, segments[:1]):
            with self.assertRaises(AccessError):
                records.with_user(user).write({"point_count": 1})
            with self.assertRaises(AccessError):
                records.with_user(self.planner).unlink()
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.new_user("stranger", "inv_optimisation.group_inv_user")
        stranger.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        found = self.env["inv.planning.group"].with_user(stranger)
        found = found.with_context(allowed_company_ids=other.ids)
        self.assertFalse(found.search([]))
        with self.assertRaises(AccessError):
            group.with_user(stranger).with_context(allowed_company_ids=other.ids).read(
                ["service_target"]
            )

    # New products -----------------------------------------------------------

    def test_new_product_learns_from_its_category(self):
        category = self.env["product.category"].create({"name": "Screws"})
        self.products.categ_id = category
        new = self.new_product("New", categ_id=category.id)
        self.new_seller(new, delay=10)
        self.with_history(new, [4, 6])
        self.plan()
        point = self.point(new)
        self.assertEqual(point.forecast_source, "category")
        usual = np.mean(self.points().mapped("forecast_per_day"))
        self.assertTrue(
            5 / 7 < point.forecast_per_day < usual or point.safety_stock_qty
        )
        self.assertIn("Screws", str(point.explanation))
