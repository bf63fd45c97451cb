from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class InvParameterChange(models.Model):
    """A single change is reverted; somebody's later change is asked about."""

    _inherit = "inv.parameter.change"

    def action_revert(self):
        """Put the rule back to what it was before this change, as a change of its own.

        A rule that was changed since is asked about, never overwritten silently.
        """
        self.ensure_one()
        if self.state != "applied":
            raise UserError(self.env._("Only a change in force can be reverted."))
        if self._get_conflicts():
            return self.env["inv.parameter.conflict"]._ask(self.batch_id, change=self)
        self._revert()
        return True

    def _revert(self):
        """Apply a new batch that restores minimum and maximum of before."""
        self.ensure_one()
        if self.is_new_rule:
            self._undo()
            return self.batch_id
        rule = self.orderpoint_id
        if not rule.exists():
            raise UserError(self.env._("The reordering rule does not exist any more."))
        vals = self.env["inv.parameter.change"]._prepare_vals(
            self.point_id, {rule.id: rule.active}
        )
        vals.update(
            {
                "min_before": rule.product_min_qty,
                "max_before": rule.product_max_qty,
                "min_after": self.min_before,
                "max_after": self.max_before,
                "stock_value_after": self.stock_value_before,
                "service_after": self.service_before,
            }
        )
        change = vals["stock_value_after"] - vals["stock_value_before"]
        vals.update(stock_value_change=change, stock_value_move=abs(change))
        batch = self.env["inv.parameter.change.batch"].create(
            {
                "company_id": self.company_id.id,
                "reason": self.env._("Revert of %(batch)s", batch=self.batch_id.name),
                "line_ids": [Command.create(vals)],
            }
        )
        batch.action_apply()
        return batch

    def _get_conflicts(self):
        """Return the lines whose rule is not as this change left it."""
        return self.filtered(
            lambda line: (
                not line.orderpoint_id.exists()
                or not line._has_rule_values(line.min_after, line.max_after)
            )
        )


class InvParameterChangeBatch(models.Model):
    """One planner at a time decides on a batch; an undo asks about later changes."""

    _inherit = "inv.parameter.change.batch"

    def action_apply(self):
        self._lock()
        return super().action_apply()

    def action_undo(self):
        """Put the rules back; ask first when somebody changed one of them since."""
        self._lock()
        for batch in self.filtered(lambda one: one.state == "applied"):
            batch._check_can_undo()
            lines = batch.line_ids.filtered(lambda line: line.state == "applied")
            changed = lines._get_conflicts().filtered(
                lambda line: line.orderpoint_id.exists()
            )
            if changed:
                return self.env["inv.parameter.conflict"]._ask(batch)
        return super().action_undo()

    def _lock(self):
        """Refuse a batch that another planner is deciding on in this moment."""
        locked = self.try_lock_for_update()
        if locked != self:
            raise UserError(
                self.env._(
                    "%(batches)s is being decided by somebody else right now. Open it "
                    "again to see the outcome.",
                    batches=", ".join((self - locked).mapped("name")),
                )
            )
        self.invalidate_recordset(["state", "applied_datetime", "applied_user_id"])
