from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Margins of messages on open orders."""

    _inherit = "res.config.settings"

    inv_expedite_margin_days = fields.Integer(
        related="company_id.inv_expedite_margin_days", readonly=False
    )
    inv_postpone_margin_days = fields.Integer(
        related="company_id.inv_postpone_margin_days", readonly=False
    )
    inv_quantity_margin_share = fields.Float(
        related="company_id.inv_quantity_margin_share", readonly=False
    )
