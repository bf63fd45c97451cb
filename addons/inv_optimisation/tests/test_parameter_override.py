from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_what_if import ItemCase


@tagged("post_install", "-at_install")
class TestParameterOverride(ItemCase):
    """A value set by hand is used, shown, and gone after its day."""

    def override(self, parameter="lead_time_days", value=30.0, days=10, **values):
        return (
            self.env["inv.parameter.override"]
            .with_user(self.planner)
            .create(
                {
                    "point_id": self.item.id,
                    "parameter": parameter,
                    "value": value,
                    "reason": "Plant moves",
                    "date_until": self.today + timedelta(days=days),
                    **values,
                }
            )
        )

    def plan_alone(self):
        self.mine.action_plan()
        self.env.invalidate_all()

    def nodes(self):
        def flat(nodes):
            for node in nodes:
                yield node
                yield from flat(node["children"])

        return {node["label"]: node for node in flat(self.item.explanation)}

    def test_every_parameter_is_used_by_planning(self):
        before = self.item.derivation["inputs"]
        cases = [
            ("lead_time_days", 30.0, "lead_time_days", 30.0),
            ("lead_time_sd_days", 4.0, "lead_time_variance", 16.0),
            ("service_target", 0.91, "service_target", 0.91),
            ("review_days", 11.0, "review_days", 11.0),
            ("order_multiple", 6.0, "order_multiple", 6.0),
        ]
        for parameter, value, name, expected in cases:
            with self.subTest(parameter=parameter):
                override = self.override(parameter, value)
                self.replan()
                self.assertAlmostEqual(self.item.derivation["inputs"][name], expected)
                override.active = False
        self.replan()
        self.assertEqual(self.item.derivation["inputs"], before)

    def test_demand_is_scaled_with_its_spread(self):
        before = self.item.derivation["inputs"]
        self.override("demand_change_rate", 0.5)
        self.replan()
        after = self.item.derivation["inputs"]
        for name, factor in (
            ("rate_per_day", 1.5),
            ("forecast_total", 1.5),
            ("forecast_variance", 2.25),
            ("long_run_rate_per_day", 1.5),
        ):
            self.assertAlmostEqual(after[name], before[name] * factor, msg=name)

    def test_a_fixed_method_is_the_only_one_that_counts(self):
        self.item.with_user(self.planner).action_use_method(
            "naive", self.today.isoformat(), "Only last week counts"
        )
        self.env.invalidate_all()
        answer = self.item.get_forecast_methods()
        used = [row["name"] for row in answer["rows"] if row["is_used"]]
        self.assertEqual(used, ["naive"])
        self.assertIn("Only last week counts", answer["fixed_text"])
        other = self.point(self.products[1])
        self.assertNotIn("overrides", other.derivation)

    def test_the_tree_tells_who_until_why_and_what_it_would_be(self):
        self.plan_alone()
        reorder_point = self.item.reorder_point_qty
        override = self.override(value=30.0)
        self.plan_alone()
        node = self.nodes()["Lead time"]
        self.assertEqual((node["origin"], node["highlighted"]), ("manual", True))
        self.assertEqual(node["override_id"], override.id)
        self.assertIn("engine would use 7", node["formula"])
        self.assertIn(self.planner.name, node["note"])
        self.assertIn("“Plant moves”", node["note"])
        self.assertGreater(self.item.reorder_point_qty, reorder_point)
        self.assertIn(f"{reorder_point:.0f}.", node["note"])

    def test_clear_gives_the_number_back_and_keeps_the_history(self):
        self.plan_alone()
        before = self.item.reorder_point_qty
        override = self.override()
        self.plan_alone()
        self.assertNotEqual(self.item.reorder_point_qty, before)
        override.action_clear()
        self.env.invalidate_all()
        self.assertEqual(self.item.reorder_point_qty, before)
        self.assertEqual(override.cleared_user_id, self.planner)
        self.assertFalse(self.nodes()["Lead time"]["highlighted"])

    def test_an_expired_value_is_ignored_and_makes_room(self):
        override = self.override()
        self.env.cr.execute(
            "UPDATE inv_parameter_override SET date_until = %s WHERE id = %s",
            [self.today - timedelta(days=1), override.id],
        )
        self.env.invalidate_all()
        self.replan()
        self.assertEqual(self.item.lead_time_days, 7)
        again = self.override(value=20.0)
        self.assertFalse(override.active)
        self.assertTrue(again.active)

    def test_without_a_last_day_it_is_refused_with_a_sentence(self):
        for missing in (False, None):
            with self.assertRaisesRegex(ValidationError, "needs a last day"):
                self.override(date_until=missing)
        with self.assertRaisesRegex(ValidationError, "is over"):
            self.override(days=-1)

    def test_a_value_out_of_range_names_the_range(self):
        with self.assertRaisesRegex(ValidationError, "50.0 % and 99.9 %"):
            self.override("service_target", 1.2)
        with self.assertRaisesRegex(ValidationError, "Choose a forecast method"):
            self.override("forecast_method", 0.0)

    @mute_logger("odoo.sql_db")
    def test_one_value_for_each_parameter(self):
        self.override()
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.override(value=12.0)

    def test_planners_set_and_readers_see(self):
        override = self.override()
        theirs = override.with_user(self.reader)
        self.assertEqual(theirs.value_text, "30.0 days")
        with self.assertRaises(AccessError):
            theirs.action_clear()
        with self.assertRaises(AccessError):
            override.unlink()

    def test_other_companies_see_nothing(self):
        override = self.override()
        other = self.env["res.company"].create({"name": "Other"})
        user = self.new_user("other", "inv_optimisation.group_inv_manager")
        user.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        seen = (
            self.env["inv.parameter.override"]
            .with_user(user)
            .with_context(allowed_company_ids=other.ids)
            .search([("id", "=", override.id)])
        )
        self.assertFalse(seen)

    def test_one_and_three_items_need_the_same_queries(self):
        self.override()

        def count(points):
            return self.count_queries(
                lambda: self.env["inv.planning.override"]._add_overrides(
                    {
                        "points": points,
                        "lead_time_days": points.mapped("lead_time_days"),
                        "lead_time_variance": points.mapped("lead_time_sd_days"),
                    },
                    self.today,
                )
            )

        count(self.item)
        one, three = self.item, self.item
        for product in self.products[1:]:
            three |= self.point(product)
        self.assertEqual(count(one), count(three))
