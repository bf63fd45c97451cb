from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    inv_recall_hours = fields.Float(
        related="company_id.inv_recall_hours", readonly=False
    )
    inv_recall_target_traced = fields.Float(
        related="company_id.inv_recall_target_traced", readonly=False
    )
    inv_recall_target_balanced = fields.Float(
        related="company_id.inv_recall_target_balanced", readonly=False
    )
    inv_recall_target_contacts = fields.Float(
        related="company_id.inv_recall_target_contacts", readonly=False
    )
    inv_recall_target_answered = fields.Float(
        related="company_id.inv_recall_target_answered", readonly=False
    )
    inv_recall_mock_months = fields.Integer(
        related="company_id.inv_recall_mock_months", readonly=False
    )
