from odoo import api, fields, models
from odoo.exceptions import UserError

from .selections import (
    MOVED_POLICIES,
    OPEN_LINE_STATES,
    RECOUNT_POLICIES,
    SESSION_KINDS,
    SESSION_STATES,
)


class InvCountSession(models.Model):
    """A piece of counting work: places to go to, lines to count, who does it.

    The programme creates sessions and a supervisor moves, splits and assigns them.
    Counters work on its places (``inv.count.place``); what they scan are entries
    (``inv.count.entry``) of its lines (``inv.count.line``).
    """

    _name = "inv.count.session"
    _description = "Count Session"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_planned, id"
    _check_company_auto = True

    name = fields.Char(
        string="Reference", required=True, readonly=True, copy=False, default="/"
    )
    company_id = fields.Many2one(related="warehouse_id.company_id", store=True)
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, index=True, check_company=True
    )
    zone_id = fields.Many2one(
        "stock.location",
        index="btree_not_null",
        check_company=True,
        help="Part of the warehouse that this session covers.",
    )
    kind = fields.Selection(SESSION_KINDS, required=True, default="cycle")
    state = fields.Selection(
        SESSION_STATES, required=True, default="planned", index=True, tracking=True
    )
    date_planned = fields.Date(
        string="Planned For",
        required=True,
        index=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    date_due = fields.Date(
        string="Latest Day",
        help="Counted later than this day, a promised interval is missed.",
    )
    user_id = fields.Many2one(
        "res.users", string="Counter", index="btree_not_null", tracking=True
    )
    counter_ids = fields.Many2many(
        "res.users",
        "inv_count_session_counter_rel",
        string="Counters",
        help="All who may count in this session.",
    )
    is_blind = fields.Boolean(
        string="Blind",
        default=True,
        help="The counter sees no expected quantity. It never leaves the server.",
    )
    recount_by = fields.Selection(
        RECOUNT_POLICIES,
        string="Recount",
        required=True,
        default="same",
        help="Who counts again what missed its tolerance.",
    )
    moved_policy = fields.Selection(
        MOVED_POLICIES,
        string="Stock Moved Meanwhile",
        required=True,
        default="continue",
        help="What to do when stock moved between the first and the last scan.",
    )
    minutes = fields.Float(
        string="Planned Minutes", help="Work by the minutes model of the programme."
    )
    place_ids = fields.One2many("inv.count.place", "session_id", string="Places")
    line_ids = fields.One2many("inv.count.line", "session_id", string="Lines")
    note = fields.Text()
    start_datetime = fields.Datetime(string="Started", readonly=True, copy=False)
    end_datetime = fields.Datetime(string="Finished", readonly=True, copy=False)

    _by_day = models.Index("(company_id, date_planned) WHERE state = 'planned'")

    # ------------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        sequence = self.env["ir.sequence"]
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                vals["name"] = sequence.next_by_code("inv.count.session") or "/"
        sessions = super().create(vals_list)
        for session in sessions:
            session._add_counter(session.user_id)
        return sessions

    def write(self, vals):
        result = super().write(vals)
        if vals.get("user_id"):
            for session in self:
                session._add_counter(session.user_id)
        return result

    def _add_counter(self, user):
        """Let a user count in this session."""
        if user - self.counter_ids:
            self.counter_ids = [(4, user.id)]

    @api.ondelete(at_uninstall=False)
    def _unlink_if_not_counted(self):
        for session in self:
            if session.state not in ("planned", "cancelled"):
                raise UserError(
                    self.env._(
                        "%(session)s holds counts. Cancel it instead of deleting it.",
                        session=session.name,
                    )
                )

    # ------------------------------------------------------------------------
    # Building a session
    # ------------------------------------------------------------------------

    def _add_positions(self, positions):
        """Add what is to be counted; return the new lines.

        ``positions`` are (location id, product id) pairs. Every lot, package and
        owner with stock there gets a line; a pair without stock gets one, because
        "nothing here" is a count as well.
        """
        self.ensure_one()
        return self.env["inv.count.line.builder"]._add_positions(self, positions)

    def _add_empty_places(self, locations):
        """Add places that should be empty; return the new places."""
        self.ensure_one()
        return self.env["inv.count.line.builder"]._add_places(
            self, locations.ids, is_empty_check=True
        )

    # ------------------------------------------------------------------------
    # State
    # ------------------------------------------------------------------------

    def _refresh_state(self):
        """Set the state by what is left to do."""
        Line = self.env["inv.count.line"]
        Place = self.env["inv.count.place"]
        open_lines = {
            (session.id, state)
            for session, state in Line._read_group(
                [("session_id", "in", self.ids)], ["session_id", "state"]
            )
        }
        open_places = {
            session.id
            for (session,) in Place._read_group(
                [("session_id", "in", self.ids), ("state", "in", ("todo", "counting"))],
                ["session_id"],
            )
        }
        for session in self:
            if session.state in ("cancelled", "planned"):
                continue
            is_open = any(
                (session.id, state) in open_lines for state in OPEN_LINE_STATES
            )
            if session.id in open_places:
                session._set_state("counting")
            else:
                session._set_state("review" if is_open else "done")

    def _set_state(self, state):
        if self.state == state:
            return
        vals = {"state": state}
        if state == "done":
            vals["end_datetime"] = fields.Datetime.now()
        self.write(vals)

    def action_cancel(self):
        """Stop counting; what is posted stays posted."""
        self.check_access("write")
        for session in self:
            if session.state == "done":
                raise UserError(
                    self.env._(
                        "%(session)s is done. Reverse it to take its counts back.",
                        session=session.name,
                    )
                )
        lines = self.line_ids.filtered(lambda line: line.state in OPEN_LINE_STATES)
        # sudo: lines have no write access; who may write the session may cancel it
        lines.sudo().write({"state": "cancelled"})
        self.place_ids.filtered(lambda place: place.state != "submitted").write(
            {"state": "cancelled"}
        )
        self.write({"state": "cancelled", "end_datetime": fields.Datetime.now()})
        return True
