from odoo import fields, models

from .selections import PLACE_STATES


class InvCountPlace(models.Model):
    """A place that a counter goes to: one location in one round of a session.

    Round 1 is the count, rounds 2 and 3 are recounts of what missed its tolerance.
    Several counters may work on one place; their entries add up.
    """

    _name = "inv.count.place"
    _description = "Place to Count"
    _order = "session_id, sequence, round, id"
    _rec_name = "location_id"

    session_id = fields.Many2one(
        "inv.count.session", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="session_id.company_id", store=True)
    location_id = fields.Many2one("stock.location", required=True, index=True)
    sequence = fields.Integer(help="Order of the walk through the warehouse.")
    round = fields.Integer(default=1, required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Counter",
        index="btree_not_null",
        help="Empty: any counter of the session.",
    )
    excluded_user_ids = fields.Many2many(
        "res.users",
        "inv_count_place_excluded_rel",
        string="Not Counted By",
        help="Those who counted it before, so that a colleague recounts.",
    )
    state = fields.Selection(PLACE_STATES, required=True, default="todo", index=True)
    is_empty_check = fields.Boolean(
        string="Should Be Empty", help="Nothing is expected here."
    )
    start_datetime = fields.Datetime(string="Started")
    submit_datetime = fields.Datetime(string="Submitted")
    _one_per_round = models.UniqueIndex("(session_id, location_id, round)")
