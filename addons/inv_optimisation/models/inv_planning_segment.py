from odoo import fields, models

from .selections import DEMAND_PATTERNS


class InvPlanningSegment(models.Model):
    """How much each reorder rule counts for a demand pattern, and the evidence.

    Written by ``inv.planning.calibrator`` once a run; the newest of a company counts.
    """

    _name = "inv.planning.segment"
    _description = "Reorder Rules of a Segment"
    _order = "id desc"
    _rec_name = "demand_pattern"
    _check_company_auto = True

    run_id = fields.Many2one(
        "inv.planning.run",
        string="Planning Run",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    demand_pattern = fields.Selection(DEMAND_PATTERNS, required=True, readonly=True)
    point_count = fields.Integer(
        string="Points", readonly=True, help="Points whose history was replayed."
    )
    combined_weight = fields.Float(
        string="Combined",
        readonly=True,
        digits=(6, 4),
        help="Weight of the combined forecast and its back-tested error.",
    )
    textbook_weight = fields.Float(
        string="Textbook",
        readonly=True,
        digits=(6, 4),
        help="Weight of exponential smoothing with the square-root law.",
    )
    history_weight = fields.Float(
        string="History",
        readonly=True,
        digits=(6, 4),
        help="Weight of mean and spread of the whole history.",
    )
    combined_difference = fields.Float(
        string="Stock, Combined",
        readonly=True,
        digits=(6, 4),
        help="Stock at equal replayed service against the textbook rule: -0.1 is a "
        "tenth less.",
    )
    combined_error = fields.Float(
        string="± Combined", readonly=True, digits=(6, 4), help="Standard error."
    )
    history_difference = fields.Float(
        string="Stock, History",
        readonly=True,
        digits=(6, 4),
        help="Stock at equal replayed service against the textbook rule.",
    )
    history_error = fields.Float(
        string="± History", readonly=True, digits=(6, 4), help="Standard error."
    )
