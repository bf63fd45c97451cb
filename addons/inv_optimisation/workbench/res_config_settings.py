from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    inv_safe_order_value = fields.Monetary(
        related="company_id.inv_safe_order_value",
        readonly=False,
        currency_field="inv_currency_id",
    )
    inv_stale_hours = fields.Integer(
        related="company_id.inv_stale_hours", readonly=False
    )
    inv_benchmark_date = fields.Date(
        related="company_id.inv_benchmark_date", readonly=False
    )
