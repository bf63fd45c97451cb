from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_what_if import ItemCase


@tagged("post_install", "-at_install")
class TestParameterConflict(ItemCase):
    """A rule that somebody changed since is asked about, never overwritten silently."""

    def batch(self):
        points = self.env["inv.stocking.point"]
        for product in self.products:
            points |= self.point(product)
        points = points.with_user(self.planner)
        batch = points.env["inv.parameter.change.batch"]._propose(points)
        batch.action_apply()
        return batch

    def values(self, product=None):
        rule = self.env["stock.warehouse.orderpoint"].search(
            [("product_id", "=", (product or self.products[0]).id)]
        )
        return (rule.product_min_qty, rule.product_max_qty)

    def ask(self, action):
        self.assertEqual(action["res_model"], "inv.parameter.conflict")
        return (
            self.env["inv.parameter.conflict"]
            .with_user(self.planner)
            .browse(action["res_id"])
        )

    def change_by_manager(self):
        manager = self.new_user(
            "stock_manager", "stock.group_stock_manager", "base.group_user"
        )
        self.rule.with_user(manager).write({"product_max_qty": 999})
        return manager

    def line(self, batch):
        return batch.line_ids.filtered(lambda line: line.point_id == self.item)

    # Undo of a batch ------------------------------------------------------------

    def test_undo_asks_and_names_who_changed_the_rule(self):
        batch = self.batch()
        manager = self.change_by_manager()
        wizard = self.ask(batch.action_undo())
        self.assertEqual(batch.state, "applied")
        self.assertEqual(self.values()[1], 999)
        self.assertRecordValues(
            wizard.line_ids,
            [
                {
                    "point_id": self.item.id,
                    "max_now": 999.0,
                    "user_id": manager.id,
                    "max_after": self.line(batch).max_after,
                }
            ],
        )
        self.assertEqual(wizard.other_count, 2)

    def test_undo_the_others_leaves_that_rule(self):
        batch = self.batch()
        self.change_by_manager()
        self.ask(batch.action_undo()).action_keep()
        self.assertEqual(self.values()[1], 999)
        self.assertEqual(batch.state, "undone")
        self.assertEqual(self.line(batch).state, "skipped")
        self.assertIn("changed after", self.line(batch).message)
        self.assertEqual(self.values(self.products[1]), (0, 0))

    def test_overwrite_puts_all_rules_back(self):
        batch = self.batch()
        self.change_by_manager()
        self.ask(batch.action_undo()).action_overwrite()
        self.assertEqual(self.values(), (2, 4))
        self.assertEqual(batch.state, "undone")
        self.assertEqual(set(batch.line_ids.mapped("state")), {"undone"})

    def test_without_a_conflict_nobody_is_asked(self):
        batch = self.batch()
        self.assertIs(batch.action_undo(), True)
        self.assertEqual(self.values(), (2, 4))

    def test_only_who_may_undo_may_overwrite(self):
        batch = self.batch()
        self.change_by_manager()
        wizard = self.ask(batch.action_undo())
        second = self.new_user("second", "inv_optimisation.group_inv_planner")
        for name in ("action_keep", "action_overwrite"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                getattr(wizard.with_user(second), name)()
        self.assertEqual(self.values()[1], 999)

    # Revert of one change -------------------------------------------------------

    def test_revert_is_a_change_of_its_own(self):
        batch = self.batch()
        others = self.values(self.products[1])
        self.assertTrue(self.line(batch).action_revert())
        self.assertEqual(self.values(), (2, 4))
        self.assertEqual(self.values(self.products[1]), others)
        revert = self.item.change_ids.batch_id - batch
        self.assertEqual(revert.state, "applied")
        self.assertIn(batch.name, revert.reason)
        self.assertEqual(revert.applied_user_id, self.planner)
        self.assertEqual(self.item.min_current_qty, 2)
        revert.action_undo()
        self.assertEqual(self.values()[0], self.line(batch).min_after)

    def test_revert_asks_when_the_rule_was_changed_since(self):
        batch = self.batch()
        self.change_by_manager()
        wizard = self.ask(self.line(batch).action_revert())
        self.assertEqual(self.values()[1], 999)
        self.assertEqual(wizard.change_id, self.line(batch))
        wizard.action_overwrite()
        self.assertEqual(self.values(), (2, 4))

    def test_revert_of_a_created_rule_removes_it(self):
        batch = self.batch()
        line = batch.line_ids.filtered("is_new_rule")[0]
        line.action_revert()
        self.assertFalse(line.orderpoint_id.exists().active)
        self.assertEqual(line.state, "undone")
        with self.assertRaisesRegex(UserError, "in force"):
            line.action_revert()

    # Two planners ---------------------------------------------------------------

    def test_the_second_planner_gets_a_clear_message(self):
        points = self.item.with_user(self.planner)
        batch = points.env["inv.parameter.change.batch"]._propose(points)
        model = type(batch)
        with (
            patch.object(model, "try_lock_for_update", lambda self, **_: self[:0]),
            self.assertRaisesRegex(UserError, "somebody else right now"),
        ):
            batch.action_apply()
        self.assertEqual(self.values(), (2, 4))
        batch.action_apply()
        with self.assertRaisesRegex(UserError, "no preview any more"):
            batch.action_apply()
