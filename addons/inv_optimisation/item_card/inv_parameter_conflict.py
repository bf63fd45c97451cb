from odoo import api, fields, models
from odoo.fields import Command


class InvParameterConflict(models.TransientModel):
    """Asks what to do with rules that somebody changed after they were applied."""

    _name = "inv.parameter.conflict"
    _description = "Rules That Were Changed Since"

    batch_id = fields.Many2one(
        "inv.parameter.change.batch", required=True, readonly=True
    )
    company_id = fields.Many2one(related="batch_id.company_id")
    change_id = fields.Many2one("inv.parameter.change", readonly=True)
    line_ids = fields.One2many(
        "inv.parameter.conflict.line", "conflict_id", string="Rules", readonly=True
    )
    other_count = fields.Integer(string="Other Rules", readonly=True)

    @api.model
    def _ask(self, batch, change=None):
        """Return the action that shows the conflicts of a batch, or of one change."""
        lines = change or batch.line_ids.filtered(lambda one: one.state == "applied")
        conflicts = lines._get_conflicts()
        wizard = self.create(
            {
                "batch_id": batch.id,
                "change_id": change.id if change else False,
                "other_count": len(lines - conflicts),
                "line_ids": [
                    Command.create(self.line_ids._prepare_vals(line))
                    for line in conflicts
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Changed Since"),
            "res_model": self._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_keep(self):
        """Undo the other rules; what was changed since stays."""
        self.ensure_one()
        if not self.change_id:
            self.batch_id._lock()
            self.batch_id._undo_applied()
        return {"type": "ir.actions.act_window_close"}

    def action_overwrite(self):
        """Put all rules back, also those that were changed since."""
        self.ensure_one()
        self.batch_id._lock()
        if self.change_id:
            self.change_id._revert()
        else:
            self.batch_id._check_can_undo()
            self._restore_values()
            self.batch_id._undo_applied()
        return {"type": "ir.actions.act_window_close"}

    def _restore_values(self):
        """Let the rules look as the batch left them, so that undo recognises them."""
        lines = self.batch_id.line_ids.filtered(lambda line: line.state == "applied")
        changed = lines._get_conflicts().filtered(
            lambda line: line.orderpoint_id.exists()
        )
        changed._write_rules("min_after", "max_after")


class InvParameterConflictLine(models.TransientModel):
    """A rule that is not as the batch left it: who changed it, when, to what."""

    _name = "inv.parameter.conflict.line"
    _description = "Rule That Was Changed Since"

    conflict_id = fields.Many2one(
        "inv.parameter.conflict", required=True, ondelete="cascade"
    )
    point_id = fields.Many2one("inv.stocking.point", string="Item", readonly=True)
    min_after = fields.Float(string="Min Applied", digits="Product Unit", readonly=True)
    max_after = fields.Float(string="Max Applied", digits="Product Unit", readonly=True)
    min_now = fields.Float(digits="Product Unit", readonly=True)
    max_now = fields.Float(digits="Product Unit", readonly=True)
    user_id = fields.Many2one("res.users", string="Changed By", readonly=True)
    changed_datetime = fields.Datetime(string="Changed On", readonly=True)

    @api.model
    def _prepare_vals(self, line):
        rule = line.orderpoint_id.exists()
        return {
            "point_id": line.point_id.id,
            "min_after": line.min_after,
            "max_after": line.max_after,
            "min_now": rule.product_min_qty,
            "max_now": rule.product_max_qty,
            "user_id": rule.write_uid.id,
            "changed_datetime": rule.write_date,
        }
