from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..models.selections import ABC_CLASSES

#: Above every amount.
NO_LIMIT = float("inf")


class InvRequisitionLimit(models.Model):
    """Up to which amount somebody may approve, by category, class and requester.

    For each line the first limit that fits counts; the smallest over the lines is what
    the requisition as a whole may cost. Somebody whom no limit names approves nothing.
    """

    _name = "inv.requisition.limit"
    _description = "Approval Limit"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    sequence = fields.Integer(default=50, help="The first limit that fits counts.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: the limit is for every company."
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    is_automatic = fields.Boolean(
        string="Without a Person",
        help="Requisitions of policies that allow it are approved by themselves.",
    )
    approver_id = fields.Many2one("res.users", help="The person who may approve.")
    group_id = fields.Many2one(
        "res.groups", string="Approver Group", help="Everybody in it may approve."
    )
    categ_id = fields.Many2one(
        "product.category", string="Product Category", help="With its sub-categories."
    )
    abc_class = fields.Selection(ABC_CLASSES, string="ABC Class")
    requester_id = fields.Many2one(
        "res.users", help="Only requisitions that this person raised."
    )
    is_unlimited = fields.Boolean(string="No Limit")
    amount_max = fields.Monetary(
        string="Up To", help="Value of a requisition that may be approved alone."
    )
    two_person_amount = fields.Monetary(
        string="Two Persons Above",
        help="Above this value a second person has to approve too; 0: never.",
    )

    @api.depends("approver_id", "group_id", "is_automatic")
    def _compute_name(self):
        for limit in self:
            who = limit.approver_id.name or limit.group_id.name
            limit.name = self.env._("Automatic") if limit.is_automatic else who

    def _compute_currency_id(self):
        for limit in self:
            company = limit.company_id or self.env.company
            limit.currency_id = company.currency_id

    @api.constrains("is_automatic", "approver_id", "group_id")
    def _check_approver(self):
        for limit in self:
            who = (limit.is_automatic, bool(limit.approver_id), bool(limit.group_id))
            if sum(who) != 1:
                raise ValidationError(
                    self.env._(
                        "A limit is for one person, for one group, or for approval "
                        "without a person. Set exactly one of the three."
                    )
                )

    @api.constrains("amount_max", "two_person_amount", "is_automatic", "is_unlimited")
    def _check_amounts(self):
        for limit in self:
            if limit.amount_max < 0 or limit.two_person_amount < 0:
                raise ValidationError(self.env._("A limit must not be negative."))
            if limit.is_automatic and limit.is_unlimited:
                raise ValidationError(
                    self.env._(
                        "Approval without a person needs an amount, so that no "
                        "mistake in the data can order without end."
                    )
                )

    # ------------------------------------------------------------------------
    # Matching
    # ------------------------------------------------------------------------

    @api.model
    def _get_for(self, company):
        return self.search([("company_id", "in", [False, company.id])])

    def _get_authority(self, requisition, user=None):
        """Return (largest amount, amount above which two persons must approve).

        ``self`` are the limits of the company; ``user`` None asks for approval
        without a person. Both amounts in the company's currency, inf = none.
        """
        own = self.filtered(lambda limit: limit._is_for(user))
        amount, two_person = NO_LIMIT, NO_LIMIT
        for line in requisition._get_counting_lines():
            limit = next((one for one in own if one._fits(line, requisition)), None)
            if limit is None:
                return 0.0, NO_LIMIT
            if not limit.is_unlimited:
                amount = min(amount, limit.amount_max)
            if limit.two_person_amount:
                two_person = min(two_person, limit.two_person_amount)
        return (amount, two_person) if requisition.line_ids else (0.0, NO_LIMIT)

    def _is_for(self, user):
        if user is None:
            return self.is_automatic
        # Superuser: groups and their users are no secret that decides anything here.
        return self.approver_id == user or self.group_id in user.sudo().all_group_ids

    def _fits(self, line, requisition):
        category = line.product_id.categ_id
        return (
            (not self.abc_class or line.point_id.abc_class == self.abc_class)
            and (not self.requester_id or requisition.requester_id == self.requester_id)
            and (
                not self.categ_id
                or (category.parent_path or "").startswith(self.categ_id.parent_path)
            )
        )

    def _get_people(self, company):
        """Return everybody whom these limits name, with access to ``company``."""
        # Superuser: an approver need not be allowed to read other users.
        limits = self.sudo().filtered(lambda limit: not limit.is_automatic)
        people = limits.approver_id | limits.group_id.all_user_ids
        return people.filtered(
            lambda user: (
                user.active
                and company in user.company_ids
                and user.has_group("inv_optimisation.group_inv_planner")
                and user.id != self.env.ref("base.user_root").id
            )
        )
