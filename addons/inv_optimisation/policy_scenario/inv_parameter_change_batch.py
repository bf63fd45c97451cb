from odoo import api, fields, models
from odoo.exceptions import UserError


class InvParameterChangeBatch(models.Model):
    """A batch that came from other policies changes them when it is applied."""

    _inherit = "inv.parameter.change.batch"

    policy_values = fields.Json(
        readonly=True,
        copy=False,
        help="Values of policies: policy, field, before and after.",
    )
    policy_text = fields.Char(string="Policies", compute="_compute_effect_text")
    effect_text = fields.Char(string="What This Does", compute="_compute_effect_text")

    @api.depends(
        "policy_values",
        "line_ids.is_selected",
        "line_ids.stock_value_change",
        "line_ids.state",
    )
    @api.depends_context("lang")
    def _compute_effect_text(self):
        for batch in self:
            batch.policy_text = batch._get_policy_text()
            batch.effect_text = batch._get_effect_text()

    def _get_policy_text(self):
        preview = self.env["inv.policy.preview"]
        texts = []
        for row in self.policy_values or []:
            policy = self.env["inv.stocking.policy"].browse(row["policy_id"]).exists()
            if policy:
                change = preview._get_change_text(
                    policy, row["field"], row["before"], row["after"]
                )
                texts.append(
                    self.env._(
                        "%(policy)s: %(change)s", policy=policy.name, change=change
                    )
                )
        return "; ".join(texts)

    def _get_effect_text(self):
        """Return what happens, in two sentences."""
        lines = self.line_ids.filtered("is_selected")
        if not lines:
            return False
        less = lines.filtered(lambda line: line.stock_value_change < 0)
        more = lines.filtered(lambda line: line.stock_value_change > 0)
        preview = self.env["inv.policy.preview"]
        return self.env._(
            "%(less)s of average stock leave %(less_count)s items, %(more)s go to "
            "%(more_count)s items. Nothing is ordered or cancelled now: only the "
            "reordering rules change, and the next plan uses them.",
            less=preview._signed_money(
                sum(less.mapped("stock_value_change")), self.company_id
            ),
            less_count=len(less),
            more=preview._signed_money(
                sum(more.mapped("stock_value_change")), self.company_id
            ),
            more_count=len(more),
        )

    # ------------------------------------------------------------------------
    # Apply and undo
    # ------------------------------------------------------------------------

    def action_apply(self):
        result = super().action_apply()
        for batch in self.filtered("policy_values"):
            changed = batch._get_changed_policies("before")
            if changed:
                raise UserError(
                    self.env._(
                        "%(policy)s was changed by %(user)s since %(batch)s was made. "
                        "Open the policy board and preview again; nothing was changed.",
                        policy=changed[0].name or self.env._("The policy"),
                        user=changed[0].write_uid.name or "",
                        batch=batch.name,
                    )
                )
            batch._write_policies("after", changed)
        return result

    def _undo_applied(self):
        """Put policies back too; one that was changed since stays and is named."""
        result = super()._undo_applied()
        for batch in self.filtered("policy_values"):
            changed = batch._get_changed_policies("after")
            batch._write_policies("before", changed)
            for policy in changed:
                batch.message_post(
                    body=self.env._(
                        "%(policy)s was changed by %(user)s since and stays as it is.",
                        policy=policy.name or self.env._("The policy"),
                        user=policy.write_uid.name or "",
                    )
                )
        return result

    def _get_changed_policies(self, side):
        """Return the policies that are not as the batch knows them; gone ones too."""
        changed = self.env["inv.stocking.policy"]
        for row in self.policy_values:
            policy = self.env["inv.stocking.policy"].browse(row["policy_id"])
            if not policy.exists() or policy[row["field"]] != row[side]:
                changed |= policy
        return changed

    def _write_policies(self, side, left_out):
        values = {}
        for row in self.policy_values:
            policy = self.env["inv.stocking.policy"].browse(row["policy_id"])
            values.setdefault(policy, {})[row["field"]] = row[side]
        for policy, vals in values.items():
            if policy not in left_out:
                policy.write(vals)
