from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    inv_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Planning Currency"
    )
    inv_review_days = fields.Float(related="company_id.inv_review_days", readonly=False)
    inv_ordering_cost = fields.Monetary(
        related="company_id.inv_ordering_cost",
        readonly=False,
        currency_field="inv_currency_id",
    )
    inv_holding_rate = fields.Float(
        related="company_id.inv_holding_rate", readonly=False
    )
    inv_abc_criterion = fields.Selection(
        related="company_id.inv_abc_criterion", readonly=False
    )
    inv_has_lost_sales = fields.Boolean(
        related="company_id.inv_has_lost_sales", readonly=False
    )
    inv_abc_a_share = fields.Float(related="company_id.inv_abc_a_share", readonly=False)
    inv_abc_b_share = fields.Float(related="company_id.inv_abc_b_share", readonly=False)
    inv_xyz_x_limit = fields.Float(related="company_id.inv_xyz_x_limit", readonly=False)
    inv_xyz_y_limit = fields.Float(related="company_id.inv_xyz_y_limit", readonly=False)
    inv_history_weeks = fields.Integer(
        related="company_id.inv_history_weeks", readonly=False
    )
    inv_excess_days = fields.Float(related="company_id.inv_excess_days", readonly=False)
    inv_default_lead_time_days = fields.Float(
        related="company_id.inv_default_lead_time_days", readonly=False
    )
    inv_chunk_size = fields.Integer(related="company_id.inv_chunk_size", readonly=False)

    inv_requisition_mode = fields.Selection(
        related="company_id.inv_requisition_mode", readonly=False
    )
    inv_requisition_gather_sites = fields.Boolean(
        related="company_id.inv_requisition_gather_sites", readonly=False
    )
    inv_vendor_choice = fields.Selection(
        related="company_id.inv_vendor_choice", readonly=False
    )

    def action_inv_ignore_horizon(self):
        """Set core's replenishment horizon of the company to 0."""
        self.ensure_one()
        self.company_id.action_inv_ignore_horizon()
        return {"type": "ir.actions.client", "tag": "reload"}
