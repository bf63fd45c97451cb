from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import InvCase


@tagged("post_install", "-at_install")
class TestParameterChange(InvCase):
    """Rules are previewed, changed and put back; nothing is overwritten silently."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.products = cls.env["product.product"]
        for index in range(4):
            product = cls.new_product(f"Item {index}", standard_price=10 + index)
            cls.new_seller(product, delay=7)
            cls.with_history(product, [10 + index, 20, 15] * 12)
            cls.products |= product
        cls.ruled, cls.archived, cls.bare, cls.other = cls.products
        cls.rule = cls.new_rule(cls.ruled, 2, 4)
        cls.archived_rule = cls.new_rule(cls.archived, 1, 3)
        cls.archived_rule.active = False
        cls.plan()
        cls.env.flush_all()

    @classmethod
    def new_rule(cls, product, minimum, maximum):
        return cls.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": product.id,
                "location_id": cls.stock.id,
                "product_min_qty": minimum,
                "product_max_qty": maximum,
            }
        )

    def points(self, products=None):
        points = self.env["inv.stocking.point"]
        for product in products if products is not None else self.products:
            points |= self.point(product)
        return points

    def propose(self, products=None, user=None):
        points = self.points(products).with_user(user or self.planner)
        return (
            self.env["inv.parameter.change.batch"].with_env(points.env)._propose(points)
        )

    def apply(self, products=None, user=None):
        batch = self.propose(products, user)
        batch.action_apply()
        return batch

    def rules(self):
        rules = self.env["stock.warehouse.orderpoint"].with_context(active_test=False)
        return rules.search([("product_id", "in", self.products.ids)], order="id")

    def snapshot(self):
        self.env.invalidate_all()
        return self.rules().read(
            ["product_id", "product_min_qty", "product_max_qty", "active"]
        )

    def line_of(self, batch, product):
        return batch.line_ids.filtered(lambda line: line.product_id == product)

    def assert_follows_point(self, product):
        point = self.point(product)
        rule = self.rules().filtered(lambda rule: rule.product_id == product)
        self.assertTrue(rule.active)
        self.assertGreater(rule.product_min_qty, 0)
        self.assertEqual(rule.product_min_qty, point.reorder_point_qty + 1)
        self.assertEqual(
            rule.product_max_qty,
            max(point.reorder_point_qty + point.order_qty, rule.product_min_qty),
        )

    # Preview ----------------------------------------------------------------

    def test_preview_has_one_line_for_each_differing_point(self):
        point = self.point(self.ruled)
        self.rule.write(
            {
                "product_min_qty": point.min_recommended_qty,
                "product_max_qty": point.max_recommended_qty,
            }
        )
        self.plan()
        batch = self.propose()
        self.assertEqual(batch.line_ids.product_id, self.products - self.ruled)
        self.assertEqual(len(batch.line_ids), 3)
        self.assertEqual(batch.state, "draft")
        self.assertRecordValues(
            self.line_of(batch, self.bare) | self.line_of(batch, self.archived),
            [
                {"is_new_rule": True, "was_archived": False, "min_before": 0},
                {"is_new_rule": False, "was_archived": True, "min_before": 1},
            ],
        )

    def test_preview_changes_no_rule(self):
        before = self.snapshot()
        self.propose()
        self.assertEqual(self.snapshot(), before)

    def test_totals_are_those_of_the_selected_lines(self):
        batch = self.propose()
        self.line_of(batch, self.ruled).is_selected = False
        chosen = batch.line_ids.filtered("is_selected")
        self.assertEqual((batch.line_count, batch.selected_count), (4, 3))
        self.assertEqual(batch.new_rule_count, 2)
        for name in ("stock_value_before", "stock_value_after", "stock_value_change"):
            self.assertAlmostEqual(batch[name], sum(chosen.mapped(name)), msg=name)
        self.assertGreater(batch.stock_value_after, 0)
        weight = sum(chosen.mapped("usage_value"))
        service = sum(line.service_after * line.usage_value for line in chosen) / weight
        self.assertAlmostEqual(batch.service_after, service, places=4)

    def test_nothing_to_change_is_said(self):
        self.apply()
        with self.assertRaisesRegex(UserError, "already follow"):
            self.propose()

    # Apply ------------------------------------------------------------------

    def test_apply_writes_the_recommendation_into_every_rule(self):
        batch = self.apply()
        for product in self.products:
            self.assert_follows_point(product)
        self.assertEqual(set(batch.line_ids.mapped("state")), {"applied"})
        self.assertEqual(batch.applied_user_id, self.planner)
        self.assertFalse(any(self.points().mapped("has_change")))
        self.plan()
        self.assertFalse(any(self.points().mapped("has_change")))

    def test_missing_rules_are_created_at_once_by_the_planner(self):
        model = type(self.rule)
        create, calls = model.create, []

        def counting(records, vals_list):
            calls.append(len(vals_list))
            return create(records, vals_list)

        with patch.object(model, "create", counting):
            batch = self.apply()
        self.assertEqual(calls, [2])
        new = batch.line_ids.filtered("is_new_rule").orderpoint_id
        self.assertEqual(new.product_id, self.bare | self.other)
        self.assertEqual(new.create_uid, self.planner)
        self.assertEqual(set(new.mapped("trigger")), {"auto"})
        self.assertEqual(new.location_id, self.stock)
        self.assertEqual(self.point(self.bare).orderpoint_id.product_id, self.bare)

    def test_lines_that_are_not_selected_stay(self):
        batch = self.propose()
        (self.line_of(batch, self.ruled) | self.line_of(batch, self.bare)).write(
            {"is_selected": False}
        )
        batch.action_apply()
        self.assertEqual((self.rule.product_min_qty, self.rule.product_max_qty), (2, 4))
        self.assertNotIn(self.bare, self.rules().product_id)
        self.assertEqual(self.line_of(batch, self.ruled).state, "draft")
        self.assert_follows_point(self.other)

    def test_nothing_selected_is_refused(self):
        batch = self.propose()
        batch.action_select_none()
        with self.assertRaisesRegex(UserError, batch.name):
            batch.action_apply()
        batch.action_select_all()
        self.assertEqual(batch.selected_count, 4)

    def test_batch_is_applied_and_undone_once(self):
        batch = self.apply()
        with self.assertRaisesRegex(UserError, batch.name):
            batch.action_apply()
        batch.action_undo()
        with self.assertRaisesRegex(UserError, batch.name):
            batch.action_undo()

    def test_rule_that_changed_since_the_preview_is_left_out(self):
        batch = self.propose()
        self.rule.product_max_qty = 77
        batch.action_apply()
        line = self.line_of(batch, self.ruled)
        self.assertEqual(
            (self.rule.product_min_qty, self.rule.product_max_qty), (2, 77)
        )
        self.assertEqual((line.state, batch.skipped_count), ("skipped", 1))
        self.assertIn("changed since the preview", line.message)
        self.assert_follows_point(self.other)

    def test_rule_that_was_created_since_the_preview_is_left_out(self):
        batch = self.propose()
        rule = self.new_rule(self.bare, 5, 6)
        batch.action_apply()
        line = self.line_of(batch, self.bare)
        self.assertEqual((rule.product_min_qty, rule.product_max_qty), (5, 6))
        self.assertEqual(line.state, "skipped")
        self.assertIn("created since the preview", line.message)

    # Undo -------------------------------------------------------------------

    def test_undo_puts_everything_back(self):
        before = self.snapshot()
        batch = self.apply()
        self.assertEqual(len(self.rules()), 4)
        self.assertNotEqual(self.snapshot(), before)
        batch.action_undo()
        self.assertEqual(self.snapshot(), before)
        self.assertEqual((batch.state, batch.undone_user_id), ("undone", self.planner))
        self.assertEqual(set(batch.line_ids.mapped("state")), {"undone"})
        self.assertTrue(all(self.points().mapped("has_change")))
        self.assertFalse(self.point(self.bare).orderpoint_id)

    def test_archived_rule_comes_back_and_goes_again(self):
        batch = self.apply(self.archived)
        self.assert_follows_point(self.archived)
        batch.action_undo()
        self.assertFalse(self.archived_rule.active)
        self.assertEqual(self.archived_rule.product_min_qty, 1)

    def test_created_rule_in_use_is_archived_and_not_deleted(self):
        batch = self.apply(self.bare | self.other)
        used = self.line_of(batch, self.bare).orderpoint_id
        free = self.line_of(batch, self.other).orderpoint_id
        self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "company_id": self.company.id,
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.bare.id,
                            "product_qty": 5,
                            "orderpoint_id": used.id,
                        },
                    )
                ],
            }
        )
        batch.action_undo()
        self.assertTrue(used.exists())
        self.assertFalse(used.active)
        self.assertFalse(free.exists())

    def test_created_rule_that_somebody_deleted_does_not_stop_undo(self):
        batch = self.apply()
        self.line_of(batch, self.bare).orderpoint_id.unlink()
        batch.action_undo()
        self.assertEqual(self.line_of(batch, self.bare).state, "skipped")
        self.assertEqual(self.rule.product_min_qty, 2)

    def test_only_the_planner_who_applied_and_managers_undo(self):
        batch = self.apply()
        second = self.new_user("second", "inv_optimisation.group_inv_planner")
        manager = self.new_user("manager", "inv_optimisation.group_inv_manager")
        applied = self.snapshot()
        with self.assertRaisesRegex(AccessError, self.planner.login):
            batch.with_user(second).action_undo()
        self.assertEqual(self.snapshot(), applied)
        batch.with_user(manager).action_undo()
        self.assertEqual((batch.state, batch.undone_user_id), ("undone", manager))

    def test_history_cannot_be_deleted_and_previews_can(self):
        draft, batch = self.propose(), self.apply(self.ruled)
        with self.assertRaises(UserError):
            batch.unlink()
        batch.action_undo()
        with self.assertRaises(UserError):
            batch.unlink()
        draft.unlink()
        self.assertFalse(draft.exists())

    # Automatic --------------------------------------------------------------

    def automatic_policy(self, **values):
        return self.env["inv.stocking.policy"].create(
            {
                "name": "Automatic",
                "sequence": 1,
                "apply_mode": "automatic",
                "automatic_change_rate": 0.3,
                "automatic_change_value": 1000,
                **values,
            }
        )

    def prepare_near(self, **values):
        """Give ``ruled`` a rule slightly off its recommendation; return the policy."""
        policy = self.automatic_policy(**values)
        policy.apply_mode = "review"
        self.plan()
        point = self.point(self.ruled)
        self.rule.write(
            {
                "product_min_qty": point.min_recommended_qty + 1,
                "product_max_qty": point.max_recommended_qty + 10,
            }
        )
        policy.apply_mode = "automatic"
        return policy

    def test_automatic_mode_applies_small_changes_of_existing_rules_only(self):
        self.prepare_near()
        run = self.plan()
        batch = run.change_batch_ids
        self.assertEqual(batch.line_ids.product_id, self.ruled)
        self.assertTrue(batch.is_automatic)
        self.assertEqual(batch.state, "applied")
        self.assert_follows_point(self.ruled)
        self.assertFalse(self.archived_rule.active)
        self.assertNotIn(self.bare, self.rules().product_id)

    def test_change_above_the_limits_waits_for_a_planner(self):
        for values in ({"automatic_change_rate": 0.001}, {"automatic_change_value": 0}):
            with self.subTest(values=values):
                policy = self.prepare_near(**values)
                self.assertFalse(self.plan().change_batch_ids)
                self.assertTrue(self.point(self.ruled).has_change)
                policy.unlink()

    def test_review_mode_applies_nothing(self):
        self.prepare_near().apply_mode = "review"
        self.assertFalse(self.plan().change_batch_ids)
