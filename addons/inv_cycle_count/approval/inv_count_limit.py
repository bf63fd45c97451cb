from odoo import api, fields, models


class InvCountLimit(models.Model):
    """Up to which variance value a user, or the members of a group, may decide."""

    _name = "inv.count.limit"
    _description = "Approval Limit of Counts"
    _order = "company_id, amount"
    _rec_name = "amount"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    user_id = fields.Many2one("res.users", string="Approver", index="btree_not_null")
    group_id = fields.Many2one(
        "res.groups", string="Members Of", index="btree_not_null"
    )
    amount = fields.Monetary(
        required=True,
        currency_field="currency_id",
        help="Largest absolute variance value of a line.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    _one_target = models.Constraint(
        "CHECK ((user_id IS NULL) <> (group_id IS NULL))",
        "A limit is either for one approver or for a group.",
    )
    _not_negative = models.Constraint(
        "CHECK (amount >= 0)", "A limit cannot be negative."
    )

    @api.model
    def _get_amount(self, company, user):
        """Return what a user may decide in a company; None = without limit.

        An own limit comes before those of groups, of which the highest counts.
        """
        # sudo: everybody is told the own limit
        limits = self.sudo().search([("company_id", "=", company.id)])
        own = limits.filtered(lambda limit: limit.user_id == user)
        if own:
            return max(own.mapped("amount"))
        groups = limits.filtered(lambda limit: limit.group_id in user.all_group_ids)
        if groups:
            return max(groups.mapped("amount"))
        return company.sudo().inv_count_approval_limit or None
