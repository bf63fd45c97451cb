from odoo import fields, models


class InvKpiSnapshot(models.Model):
    _inherit = "inv.kpi.snapshot"

    blocked_hours = fields.Float(
        readonly=True,
        help="Hours that orders waited past their start for material, in 7 days.",
    )
    blocked_order_count = fields.Integer(string="Orders Not Ready", readonly=True)
    missing_component_count = fields.Integer(string="Missing Components", readonly=True)
