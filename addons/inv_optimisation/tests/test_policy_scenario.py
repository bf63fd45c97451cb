from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import InvCase


@tagged("post_install", "-at_install")
class TestPolicyScenario(InvCase):
    """Other policies: what they would do, applied and undone as a batch."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.new_user("manager", "inv_optimisation.group_inv_manager",
                                   "stock.group_stock_manager")  # fmt: skip
        # Small lots: large ones deliver most of the demand by themselves.
        cls.company.inv_ordering_cost = 1.0
        cls.env["inv.stocking.policy"].search([]).active = False
        cls.policy = cls.env["inv.stocking.policy"].create(
            {
                "name": "All items",
                "company_id": cls.company.id,
                "service_type": "group_fill",
                "service_target": 0.90,
                "use_service_control": False,
            }
        )
        for number in range(6):
            product = cls.new_product(f"Item {number}", standard_price=5.0 + number)
            cls.new_seller(product)
            pattern = [8 + number, 14, 5, 20 - number, 11, 3 + 2 * number] * 5
            cls.with_history(product, pattern)
        cls.plan()
        cls.points = cls.env["inv.stocking.point"].search(
            [("company_id", "=", cls.company.id)]
        )
        batch = cls.env["inv.parameter.change.batch"]._propose(cls.points)
        batch.action_apply()
        cls.preview = cls.env["inv.policy.preview"].with_user(cls.manager)

    def rules(self):
        """Return every column of the reordering rules, as the database has them."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT * FROM stock_warehouse_orderpoint WHERE company_id = %s "
            "ORDER BY id",
            (self.company.id,),
        )
        names = [column.name for column in self.env.cr.description]
        rows = [dict(zip(names, row, strict=True)) for row in self.env.cr.fetchall()]
        for row in rows:
            row.pop("write_date"), row.pop("write_uid")
        return rows

    def make_batch(self, values):
        action = self.preview.open_preview(self.policy.id, values)
        return self.env["inv.parameter.change.batch"].browse(action["res_id"])

    def test_the_same_target_moves_nothing(self):
        effect = self.preview.get_effect(self.policy.id, {"service_target": 0.90})
        self.assertEqual(effect["item_count"], 0)
        with self.assertRaisesRegex(UserError, "nothing differs"):
            self.preview.open_preview(self.policy.id, {"service_target": 0.90})

    def test_more_service_costs_more_stock_and_is_reached(self):
        effect = self.preview.get_effect(self.policy.id, {"service_target": 0.98})
        self.assertGreater(effect["item_count"], 0)
        self.assertGreater(effect["stock_change"], 0)
        result = self.env["inv.policy.scenario"]._evaluate(
            self.company, {self.policy: {"service_target": 0.98}}
        )
        self.assertAlmostEqual(result.weighted_service("service"), 0.98, delta=0.015)

    def test_preview_of_a_scenario_is_what_the_next_plan_finds(self):
        batch = self.make_batch({"service_target": 0.97})
        batch.with_user(self.manager).action_apply()
        self.assertEqual(self.policy.service_target, 0.97)
        self.plan()
        for line in batch.line_ids:
            self.assertEqual(line.point_id.min_recommended_qty, line.min_after)
            self.assertEqual(line.point_id.max_recommended_qty, line.max_after)

    def test_undo_restores_rules_and_policy_to_the_last_column(self):
        before = self.rules()
        batch = self.make_batch({"service_target": 0.97, "review_days": 7})
        batch.with_user(self.manager).action_apply()
        self.assertNotEqual(self.rules(), before)
        self.assertEqual(self.policy.review_days, 7)
        batch.with_user(self.manager).action_undo()
        self.assertEqual(self.rules(), before)
        self.assertEqual(
            (self.policy.service_target, self.policy.review_days), (0.90, 0)
        )

    def test_policy_that_somebody_changed_since_is_not_overwritten(self):
        batch = self.make_batch({"service_target": 0.97})
        before = self.rules()
        self.policy.service_target = 0.93
        with self.assertRaisesRegex(UserError, "was changed by"), self.cr.savepoint():
            batch.with_user(self.manager).action_apply()
        self.env.invalidate_all()
        self.assertEqual(self.rules(), before)
        self.assertEqual(self.policy.service_target, 0.93)

    def test_undo_leaves_a_policy_that_somebody_changed_since_and_says_so(self):
        before = self.rules()
        batch = self.make_batch({"service_target": 0.97})
        batch.with_user(self.manager).action_apply()
        self.policy.service_target = 0.93
        batch.with_user(self.manager).action_undo()
        self.assertEqual(self.rules(), before)
        self.assertEqual(self.policy.service_target, 0.93)
        self.assertIn("stays as it is", batch.message_ids[0].body)

    def test_limits_of_days_cap_the_reorder_point(self):
        result = self.env["inv.policy.scenario"]._evaluate(
            self.company, {self.policy: {"max_cover_days": 4}}
        )
        rate = [point.derivation["inputs"]["rate_per_day"] for point in result.points]
        for minimum, daily in zip(result.minimum, rate, strict=True):
            self.assertLessEqual(minimum - 1, daily * 4 + 1)

    def test_values_that_make_no_sense_are_refused(self):
        for values, text in (
            ({"service_target": 1.0}, "below 100"),
            ({"service_target": "high"}, "number"),
            ({"review_days": -1}, "negative"),
            ({"name": "x"}, "Unknown"),
        ):
            with self.assertRaisesRegex(ValidationError, text):
                self.preview.get_effect(self.policy.id, values)

    def test_planner_looks_and_only_a_manager_previews(self):
        looking = self.env["inv.policy.preview"].with_user(self.planner)
        self.assertTrue(looking.get_policy(self.policy.id)["fields"])
        self.assertFalse(looking.get_policy(self.policy.id)["may_edit"])
        looking.get_effect(self.policy.id, {"service_target": 0.98})
        with self.assertRaises(AccessError):
            looking.open_preview(self.policy.id, {"service_target": 0.98})

    def test_effect_says_what_happens(self):
        batch = self.make_batch({"service_target": 0.98})
        self.assertIn("90.0 % → 98.0 %", batch.policy_text)
        self.assertIn("Nothing is ordered", batch.effect_text)

    def test_effect_needs_the_same_queries_for_few_and_many_items(self):
        scenario = self.env["inv.policy.scenario"]
        values = {self.policy: {"service_target": 0.98}}

        def look():
            scenario._evaluate(self.company, values)

        look()
        few = self.count_queries(look)
        for number in range(20):
            product = self.new_product(f"More {number}")
            self.new_seller(product)
            self.with_history(product, [10, 12, 9, 15] * 7)
        self.plan()
        look()
        self.assertEqual(self.count_queries(look), few)


@tagged("post_install", "-at_install")
class TestExchangeCurve(TestPolicyScenario):
    """The curve of the same items."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = cls.env["inv.exchange.curve.page"].with_user(cls.manager)

    def test_curve_rises_and_ends_at_the_same_money(self):
        data = self.page.get_curve()
        steps = data["steps"]
        self.assertGreater(len(steps), 10)
        for name in ("x", "y"):
            values = [step[name] for step in steps]
            self.assertEqual(values, sorted(values))
            self.assertTrue(all(0 <= value <= 1 for value in values))
        self.assertEqual([one["name"] for one in data["choices"]],
                         ["service", "target", "money"])  # fmt: skip

    def test_total_of_the_classes_is_the_chosen_point(self):
        choice = self.page.get_choice(False, 0.95)
        self.assertAlmostEqual(
            sum(row["change"] for row in choice["rows"]),
            choice["total"]["change"],
            places=6,
        )
        self.assertIn("95", choice["total"]["after"])

    def test_budget_buys_what_it_costs(self):
        facts, _policies = self.page._get_segment(self.company, False)
        fill, value = self.env["inv.exchange.curve"]._get_curve(facts)
        middle = float(value[len(value) // 2])
        target = self.page.find_target(False, middle)
        self.assertAlmostEqual(target, fill[len(fill) // 2], places=6)
        for budget in (value[-1] * 10, 0.01, "much"):
            with self.assertRaises(UserError):
                self.page.find_target(False, budget)

    def test_point_is_applied_as_target_of_the_policies(self):
        action = self.page.open_preview_of_target(False, 0.97)
        batch = self.env["inv.parameter.change.batch"].browse(action["res_id"])
        [row] = batch.policy_values
        self.assertEqual(row["policy_id"], self.policy.id)
        self.assertAlmostEqual(row["after"], 0.97, delta=0.01)
        self.assertIn("97.0 %", batch.reason)
        batch.with_user(self.manager).action_apply()
        self.assertEqual(self.policy.service_target, row["after"])

    def test_targets_beyond_the_curve_are_refused(self):
        for target in (0.5, 0.9999, "all", True):
            with self.assertRaisesRegex(UserError, "fill rate between"):
                self.page.get_choice(False, target)

    def test_without_group_targets_the_page_says_what_to_do(self):
        self.policy.service_type = "fill_rate"
        data = self.page.get_curve()
        self.assertIn("group fill rate", data["message"])
