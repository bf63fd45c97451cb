from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class InvRequisitionBudget(models.Model):
    """What may be bought in a period, in total, from a vendor or by a buyer."""

    _name = "inv.requisition.budget"
    _description = "Purchase Budget"
    _order = "sequence, date_from desc, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=50, help="The first budget that fits counts.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    vendor_id = fields.Many2one("res.partner", help="Empty: all vendors.")
    buyer_id = fields.Many2one("res.users", help="Empty: all buyers.")
    date_from = fields.Date(required=True)
    date_to = fields.Date(required=True)
    amount = fields.Monetary(required=True)
    used_amount = fields.Monetary(
        compute="_compute_used_amount",
        help="Requests for quotation and orders of the period, without taxes.",
    )

    _positive = models.Constraint(
        "CHECK (amount > 0)", "A budget must be above 0. Archive it to drop it."
    )

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for budget in self:
            if budget.date_to < budget.date_from:
                raise ValidationError(
                    self.env._("A budget cannot end before it starts.")
                )

    @api.depends("vendor_id", "buyer_id", "date_from", "date_to", "company_id")
    def _compute_used_amount(self):
        self.env["purchase.order"].flush_model()
        used = {}
        if self.ids:
            used = dict(self.env.execute_query(self._get_used_sql()))
        for budget in self:
            budget.used_amount = used.get(budget.id, 0.0)

    def _get_used_sql(self):
        return SQL(
            """
            SELECT budget.id,
                   SUM(purchase.amount_untaxed / COALESCE(purchase.currency_rate, 1))
              FROM inv_requisition_budget budget
              JOIN purchase_order purchase
                ON purchase.company_id = budget.company_id
               AND purchase.state != 'cancel'
               AND purchase.date_order >= budget.date_from
               AND purchase.date_order < budget.date_to + 1
               AND (budget.vendor_id IS NULL
                    OR purchase.partner_id = budget.vendor_id)
               AND (budget.buyer_id IS NULL OR purchase.user_id = budget.buyer_id)
             WHERE budget.id = ANY(%s)
          GROUP BY budget.id
            """,
            list(self.ids),
        )

    @api.model
    def _get_by_requisition(self, requisitions):
        """Return {requisition: budget}; the first that fits, for those that buy."""
        result = {}
        for company, group in requisitions.grouped("company_id").items():
            today = company._get_inventory_today()
            budgets = self.search(
                [
                    ("company_id", "=", company.id),
                    ("date_from", "<=", today),
                    ("date_to", ">=", today),
                ]
            )
            for requisition in group:
                result[requisition] = budgets.filtered(
                    lambda budget, one=requisition: budget._fits(one)
                )[:1]
        return result

    def _fits(self, requisition):
        return (
            requisition.supply_type == "buy"
            and (not self.vendor_id or self.vendor_id == requisition.vendor_id)
            and (not self.buyer_id or self.buyer_id == requisition.buyer_id)
        )
