from odoo import fields, models

from .selections import CONDITIONS, ENTRY_KINDS, ENTRY_STATES


class InvCountEntry(models.Model):
    """One scan or typed quantity of a counter. Entries are never changed or lost.

    The unique identifier comes from the device, so that the same batch sent again
    counts once. An undo marks the entry; a scan that arrives after the line was
    posted is kept for the supervisor.
    """

    _name = "inv.count.entry"
    _description = "Count Entry"
    _order = "scan_datetime, id"
    _rec_name = "uuid"

    uuid = fields.Char(required=True, index=True)
    line_id = fields.Many2one(
        "inv.count.line", required=True, index=True, ondelete="cascade"
    )
    place_id = fields.Many2one(
        "inv.count.place", required=True, index=True, ondelete="cascade"
    )
    session_id = fields.Many2one(related="line_id.session_id", store=True, index=True)
    company_id = fields.Many2one(related="line_id.company_id", store=True)
    user_id = fields.Many2one("res.users", string="Counter", required=True, index=True)
    round = fields.Integer(required=True, default=1)
    quantity = fields.Float(digits="Product Unit", required=True)
    scan_datetime = fields.Datetime(string="Scanned On", required=True)
    kind = fields.Selection(ENTRY_KINDS, required=True, default="scan")
    condition = fields.Selection(CONDITIONS, required=True, default="good")
    state = fields.Selection(ENTRY_STATES, required=True, default="counted")
    raw = fields.Char(string="Code", help="What the reader sent.")
    expression = fields.Char(help="What was typed, for example 12×3+5.")
    note = fields.Char()

    _unique_uuid = models.UniqueIndex("(uuid)")
    _of_place = models.Index("(place_id, user_id) WHERE state = 'counted'")
