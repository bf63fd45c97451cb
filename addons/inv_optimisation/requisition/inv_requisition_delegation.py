from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError


class InvRequisitionDelegation(models.Model):
    """Somebody approves for somebody else who is away."""

    _name = "inv.requisition.delegation"
    _description = "Approval Delegation"
    _order = "date_from desc, id desc"
    _check_company_auto = True

    user_id = fields.Many2one(
        "res.users",
        string="Away",
        required=True,
        index=True,
        default=lambda self: self.env.user,
    )
    delegate_id = fields.Many2one(
        "res.users", string="Approves Instead", required=True, index=True
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date_from = fields.Date(required=True, default=fields.Date.context_today)
    date_to = fields.Date(required=True)

    @api.depends("user_id", "delegate_id")
    def _compute_display_name(self):
        for delegation in self:
            delegation.display_name = self.env._(
                "%(delegate)s for %(user)s",
                delegate=delegation.delegate_id.name,
                user=delegation.user_id.name,
            )

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for delegation in self:
            if delegation.date_to < delegation.date_from:
                raise ValidationError(
                    self.env._("A delegation cannot end before it starts.")
                )

    @api.constrains("user_id", "delegate_id")
    def _check_users(self):
        for delegation in self:
            if delegation.user_id == delegation.delegate_id:
                raise ValidationError(self.env._("Nobody can stand in for themselves."))
            may_set = self.env.user == delegation.user_id or self.env.user.has_group(
                "inv_optimisation.group_inv_manager"
            )
            if not may_set and self.env.uid != SUPERUSER_ID:
                raise ValidationError(
                    self.env._(
                        "Only %(user)s or a manager can hand these approvals over.",
                        user=delegation.user_id.name,
                    )
                )

    @api.model
    def _get_current(self, user, company):
        """Return the delegations to ``user`` that hold today, those of absent users."""
        today = company._get_inventory_today()
        return self.search(
            [
                ("delegate_id", "=", user.id),
                ("company_id", "=", company.id),
                ("date_from", "<=", today),
                ("date_to", ">=", today),
            ]
        )
