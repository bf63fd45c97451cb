from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    inv_recall_test_email = fields.Char(
        related="company_id.inv_recall_test_email", readonly=False
    )
    inv_recall_reminder_days = fields.Integer(
        related="company_id.inv_recall_reminder_days", readonly=False
    )
    inv_recall_reminder_max = fields.Integer(
        related="company_id.inv_recall_reminder_max", readonly=False
    )
