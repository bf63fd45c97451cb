from odoo import fields, models


class InvKpiSnapshot(models.Model):
    _inherit = "inv.kpi.snapshot"

    sample_count = fields.Integer(
        string="Random Counts", readonly=True, help="Of the random sample, 90 days."
    )
    sample_right_count = fields.Integer(string="Random Counts Right", readonly=True)
    count_need = fields.Float(
        string="Counts a Year", readonly=True, help="What the programme promises."
    )
    count_done = fields.Float(string="Counts Done", readonly=True)
    count_due = fields.Float(
        string="Counts by Today", readonly=True, help="Share of the year that is over."
    )
