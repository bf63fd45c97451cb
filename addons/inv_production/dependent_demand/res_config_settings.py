from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    inv_has_dependent_demand = fields.Boolean(
        related="company_id.inv_has_dependent_demand", readonly=False
    )
