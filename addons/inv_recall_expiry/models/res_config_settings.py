from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    inv_recall_late_days = fields.Integer(
        related="company_id.inv_recall_late_days", readonly=False
    )
    inv_recall_expiry_user_id = fields.Many2one(
        related="company_id.inv_recall_expiry_user_id", readonly=False
    )
