from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    inv_transfer_keep_days = fields.Float(
        related="company_id.inv_transfer_keep_days", readonly=False
    )
    inv_transfer_horizon_days = fields.Float(
        related="company_id.inv_transfer_horizon_days", readonly=False
    )
    inv_transfer_least_gain = fields.Monetary(
        related="company_id.inv_transfer_least_gain",
        readonly=False,
        currency_field="inv_currency_id",
    )
    inv_transfer_shortage_rate = fields.Float(
        related="company_id.inv_transfer_shortage_rate", readonly=False
    )
    inv_transfer_shelf_days = fields.Float(
        related="company_id.inv_transfer_shelf_days", readonly=False
    )
    inv_transfer_whole_packs = fields.Boolean(
        related="company_id.inv_transfer_whole_packs", readonly=False
    )
    inv_transfer_snooze_days = fields.Integer(
        related="company_id.inv_transfer_snooze_days", readonly=False
    )
    inv_transfer_valid_days = fields.Integer(
        related="company_id.inv_transfer_valid_days", readonly=False
    )
