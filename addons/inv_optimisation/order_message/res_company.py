from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """How large a difference must be before an open order is worth a message."""

    _inherit = "res.company"

    inv_expedite_margin_days = fields.Integer(
        string="Expedite After",
        default=2,
        help="Days that an open order may come after it is needed before a message "
        "asks to expedite it.",
    )
    inv_postpone_margin_days = fields.Integer(
        string="Postpone After",
        default=7,
        help="Days that an open order may come before it is needed before a message "
        "asks to postpone it.",
    )
    inv_quantity_margin_share = fields.Float(
        string="Surplus That May Stay",
        default=0.2,
        help="Surplus of an item as a share of its open order, up to which the order "
        "is neither decreased nor cancelled. 0.2 means 20 %.",
    )

    @api.constrains(
        "inv_expedite_margin_days",
        "inv_postpone_margin_days",
        "inv_quantity_margin_share",
    )
    def _check_inv_order_margins(self):
        names = self._check_inv_order_margins._constrains
        for company in self:
            if any(company[name] < 0 for name in names):
                raise ValidationError(
                    self.env._(
                        "The margins of order changes of %(company)s must not be "
                        "negative.",
                        company=company.name,
                    )
                )
