from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    inv_has_dependent_demand = fields.Boolean(
        string="Plan Components by Their Products",
        default=True,
        help="Components are planned from the forecast of the products that use them "
        "and from open orders, not from what production took in the past.",
    )
