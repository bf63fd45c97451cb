from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    inv_release_policy = fields.Selection(
        related="company_id.inv_release_policy", readonly=False
    )
    inv_is_release_automatic = fields.Boolean(
        related="company_id.inv_is_release_automatic", readonly=False
    )
    inv_release_horizon_days = fields.Integer(
        related="company_id.inv_release_horizon_days", readonly=False
    )
