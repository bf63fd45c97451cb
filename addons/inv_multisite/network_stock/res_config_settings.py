from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    inv_use_network_stock = fields.Boolean(
        related="company_id.inv_use_network_stock", readonly=False
    )
