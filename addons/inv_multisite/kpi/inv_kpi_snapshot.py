from odoo import fields, models


class InvKpiSnapshot(models.Model):
    _inherit = "inv.kpi.snapshot"

    transfer_count = fields.Integer(
        string="Transfers", readonly=True, help="Arrived in 91 days, by sending site."
    )
    transfer_cost = fields.Monetary(
        readonly=True, help="Freight and handling of the transfers of 91 days."
    )
    promised_gain = fields.Monetary(
        readonly=True, help="Of the transfers that were measured in the last year."
    )
    realised_gain = fields.Monetary(
        readonly=True, help="What the same transfers really brought."
    )
