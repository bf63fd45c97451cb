from odoo import fields, models


class ResCompany(models.Model):
    """Limits of approval that hold for everybody in the company."""

    _inherit = "res.company"

    inv_count_approval_limit = fields.Monetary(
        string="Approval Limit",
        currency_field="currency_id",
        help="An approver without a limit of their own may decide up to this absolute "
        "variance value; 0 = no limit.",
    )
    inv_count_small_limit = fields.Monetary(
        string="Small Variances",
        currency_field="currency_id",
        default=50.0,
        help="Up to this absolute variance value lines may be approved in bulk; those "
        "without a cause get “not known”.",
    )
    inv_count_two_person_limit = fields.Monetary(
        string="Two Approvers Above",
        currency_field="currency_id",
        help="Above this absolute variance value two persons approve; 0 = never.",
    )
