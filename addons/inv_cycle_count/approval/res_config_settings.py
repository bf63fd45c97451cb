from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Limits of approval."""

    _inherit = "res.config.settings"

    inv_count_approval_limit = fields.Monetary(
        related="company_id.inv_count_approval_limit",
        readonly=False,
        currency_field="inv_currency_id",
    )
    inv_count_small_limit = fields.Monetary(
        related="company_id.inv_count_small_limit",
        readonly=False,
        currency_field="inv_currency_id",
    )
    inv_count_two_person_limit = fields.Monetary(
        related="company_id.inv_count_two_person_limit",
        readonly=False,
        currency_field="inv_currency_id",
    )
