from odoo import api, fields, models
from odoo.exceptions import ValidationError

METHODS = [
    ("equal_risk", "Equal risk"),
    ("proportional", "Proportional"),
    ("priority", "By priority"),
]


class ResCompany(models.Model):
    """How a hub shares what it has, and when it pushes what it does not need."""

    _inherit = "res.company"

    inv_deployment_method = fields.Selection(
        METHODS,
        string="Share of a Short Hub",
        default="equal_risk",
        required=True,
        help="How a hub shares what it has among branches that ask for more. Every "
        "plan can use another one.",
    )
    inv_deployment_keep_days = fields.Float(
        string="Hub Keeps",
        default=7.0,
        help="Days of demand of its own customers that a hub keeps on top of its "
        "safety stock.",
    )
    inv_deployment_excess_days = fields.Float(
        string="No Surplus Before",
        default=30.0,
        help="Days of the demand of hub and branches above the order-up-to level of "
        "the hub that are no surplus yet.",
    )
    inv_deployment_push_days = fields.Float(
        string="Push At Most",
        default=45.0,
        help="A branch gets no surplus beyond what it sells within these days.",
    )
    inv_deployment_valid_days = fields.Integer(
        string="Plans Last",
        default=3,
        help="Days after which an allocation that nobody decided on no longer counts.",
    )

    @api.constrains(
        "inv_deployment_keep_days",
        "inv_deployment_excess_days",
        "inv_deployment_push_days",
        "inv_deployment_valid_days",
    )
    def _check_inv_deployment_parameters(self):
        for company in self:
            limits = (
                company.inv_deployment_keep_days,
                company.inv_deployment_excess_days,
                company.inv_deployment_push_days,
            )
            if min(limits) < 0 or company.inv_deployment_valid_days <= 0:
                raise ValidationError(
                    self.env._(
                        "Hubs of %(company)s: the days that plans last must be above "
                        "0, the other settings must not be negative.",
                        company=company.name,
                    )
                )
