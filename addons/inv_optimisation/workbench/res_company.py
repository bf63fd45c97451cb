from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """Settings of the workbench."""

    _inherit = "res.company"

    inv_safe_order_value = fields.Monetary(
        string="Safe Order Value",
        default=250.0,
        help="Orders up to this value, of items whose forecast is back-tested, can be "
        "approved together on the workbench.",
    )
    inv_stale_hours = fields.Integer(
        string="Plan Is Old After",
        default=26,
        help="Hours after which the workbench warns that the plan is old.",
    )
    inv_benchmark_date = fields.Date(
        string="Benchmark Day",
        help="The cards of the workbench compare with the exceptions of this day; "
        "without it with the first day that was measured.",
    )

    @api.constrains("inv_safe_order_value", "inv_stale_hours")
    def _check_inv_workbench(self):
        for company in self:
            if company.inv_safe_order_value < 0 or company.inv_stale_hours <= 0:
                raise ValidationError(
                    self.env._(
                        "The safe order value of %(company)s must not be negative, and "
                        "a plan is old after 1 hour or more.",
                        company=company.name,
                    )
                )
