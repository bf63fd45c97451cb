from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    inv_deployment_method = fields.Selection(
        related="company_id.inv_deployment_method", readonly=False
    )
    inv_deployment_keep_days = fields.Float(
        related="company_id.inv_deployment_keep_days", readonly=False
    )
    inv_deployment_excess_days = fields.Float(
        related="company_id.inv_deployment_excess_days", readonly=False
    )
    inv_deployment_push_days = fields.Float(
        related="company_id.inv_deployment_push_days", readonly=False
    )
    inv_deployment_valid_days = fields.Integer(
        related="company_id.inv_deployment_valid_days", readonly=False
    )
