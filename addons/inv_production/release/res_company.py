from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .selections import POLICIES


class ResCompany(models.Model):
    _inherit = "res.company"

    inv_release_policy = fields.Selection(
        POLICIES,
        string="Release of Manufacturing Orders",
        default="off",
        required=True,
        help="What happens when somebody starts or produces an order whose material "
        "was not confirmed by a release.",
    )
    inv_is_release_automatic = fields.Boolean(
        string="Release Ready Orders Automatically",
        help="Orders whose material is there are released in the order of the board, "
        "as soon as they become ready.",
    )
    inv_release_horizon_days = fields.Integer(
        string="Release Ahead",
        default=3,
        help="Days before its start that an order may be released automatically, so "
        "that early orders do not hold material that others need now.",
    )

    @api.constrains("inv_release_horizon_days")
    def _check_inv_release_horizon(self):
        if any(company.inv_release_horizon_days < 0 for company in self):
            raise ValidationError(
                self.env._("Release ahead by 0 days or more, not by fewer.")
            )
