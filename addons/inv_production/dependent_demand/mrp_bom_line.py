from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MrpBomLine(models.Model):
    """Losses of a component, for planning."""

    _inherit = "mrp.bom.line"

    inv_scrap_rate = fields.Float(
        string="Scrap",
        digits=(6, 4),
        help="Share of the component that is lost, 0 = nothing. Planning requires more "
        "of it; orders consume what the bill says.",
    )

    @api.constrains("inv_scrap_rate")
    def _check_inv_scrap_rate(self):
        if any(not 0 <= line.inv_scrap_rate < 1 for line in self):
            raise ValidationError(
                self.env._("The scrap is at least 0 % and below 100 %.")
            )
