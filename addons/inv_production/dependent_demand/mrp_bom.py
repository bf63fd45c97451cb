from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MrpBom(models.Model):
    """Losses of production, for planning."""

    _inherit = "mrp.bom"

    inv_yield_rate = fields.Float(
        string="Yield",
        default=1.0,
        digits=(6, 4),
        help="Good share of what is made, 1 = all. Planning requires more components "
        "for the rest; orders consume what the bill says.",
    )

    @api.constrains("inv_yield_rate")
    def _check_inv_yield_rate(self):
        if any(not 0 < bom.inv_yield_rate <= 1 for bom in self):
            raise ValidationError(
                self.env._("The yield is above 0 % and at most 100 %.")
            )
