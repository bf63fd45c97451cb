from odoo import fields, models

from .selections import REORDER_RULES


class InvStockingPoint(models.Model):
    """The reorder rule of a point and what its policy would have achieved."""

    _inherit = "inv.stocking.point"

    reorder_rule = fields.Selection(
        REORDER_RULES,
        readonly=True,
        help="Estimate of demand that counts most for this demand pattern.",
    )
    safety_factor = fields.Float(
        string="Common Factor",
        readonly=True,
        digits=(8, 4),
        help="Reorder point = expected demand + factor × its spread, the same factor "
        "for every product of the policy.",
    )
    replayed_fill_rate = fields.Float(
        string="Back-Tested Fill Rate",
        readonly=True,
        digits=(6, 4),
        help="Share of the demand of the replayed weeks that this policy would have "
        "delivered from stock.",
    )
    replayed_fill_low = fields.Float(
        string="Fill Rate at Least", readonly=True, digits=(6, 4)
    )
    replayed_fill_high = fields.Float(
        string="Fill Rate at Most", readonly=True, digits=(6, 4)
    )
    replayed_cycle_service = fields.Float(
        string="Back-Tested Cycle Service",
        readonly=True,
        digits=(6, 4),
        help="Share of the replayed order cycles without a shortage.",
    )
    replayed_n_cycles = fields.Integer(string="Replayed Cycles", readonly=True)
    replayed_date = fields.Date(string="Replayed On", readonly=True)
