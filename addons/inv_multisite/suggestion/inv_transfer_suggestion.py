from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

STATES = [
    ("new", "To Decide"),
    ("blocked", "Blocked"),
    ("accepted", "Accepted"),
    ("done", "Arrived"),
    ("rejected", "Rejected"),
    ("expired", "Expired"),
    ("cancelled", "Cancelled"),
]
ORIGINS = [
    ("run", "Transfer run"),
    ("requisition", "Instead of buying"),
    ("deployment", "Share of a hub"),
]
BLOCKED_REASONS = [
    ("lane_closed", "Lane closed"),
    ("no_route", "No resupply route"),
    ("least_gain", "Gain too small"),
    ("minimum_value", "Shipment below the least value"),
    ("load", "Shipment below the least load"),
    ("shipment_cost", "Vehicle costs more than it gains"),
    ("maximum_moves", "Lane has its most moves"),
    ("expiry", "Lots expire too soon"),
]
LIMITS = [
    ("protection", "Protection of the donor"),
    ("available", "Free stock of the donor"),
    ("maximum", "Need of the receiver"),
    ("lane", "Load of the lane"),
    ("gain", "The next unit would not pay"),
    ("hand", "Set by hand"),
]


class InvTransferSuggestion(models.Model):
    """A move of one product over one lane, with what it costs, gains and risks.

    Written by ``inv.transfer.writer``; a planner accepts, changes or rejects it.
    Amounts are in the currency of the company that sends; quantities in the unit of
    the product. Collaborators: ``inv.transfer.acceptance`` (pickings),
    ``inv.transfer.wording`` (sentences), ``inv.transfer.outcome`` (what it brought).
    """

    _name = "inv.transfer.suggestion"
    _description = "Transfer Suggestion"
    _order = "net_gain desc, id"

    run_id = fields.Many2one(
        "inv.transfer.run", readonly=True, index=True, ondelete="set null"
    )
    origin = fields.Selection(ORIGINS, default="run", required=True, readonly=True)
    state = fields.Selection(
        STATES, default="new", required=True, readonly=True, index=True, copy=False
    )
    lane_id = fields.Many2one(
        "inv.lane", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="lane_id.company_id", store=True, index=True)
    target_company_id = fields.Many2one(
        related="lane_id.target_company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    source_warehouse_id = fields.Many2one(
        related="lane_id.source_warehouse_id", store=True, index=True
    )
    target_warehouse_id = fields.Many2one(
        related="lane_id.target_warehouse_id", store=True, index=True
    )
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, index=True
    )
    categ_id = fields.Many2one(related="product_id.categ_id")
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    source_point_id = fields.Many2one(
        "inv.stocking.point", string="Donor", readonly=True, index="btree_not_null"
    )
    target_point_id = fields.Many2one(
        "inv.stocking.point", string="Receiver", readonly=True, index="btree_not_null"
    )
    abc_xyz = fields.Char(related="target_point_id.abc_xyz", string="Class")

    qty = fields.Float(string="Quantity", digits="Product Unit", readonly=True)
    recommended_qty = fields.Float(
        string="Recommended", digits="Product Unit", readonly=True, copy=False
    )
    load = fields.Float(
        readonly=True, help="In the measure of the lane: units, kg or m³."
    )
    lots = fields.Json(readonly=True, help="Lots to send, the first to expire first.")
    limit_code = fields.Selection(LIMITS, string="Limited By", readonly=True)
    blocked_reason = fields.Selection(BLOCKED_REASONS, readonly=True)

    # Costs and gains
    shortage_saved = fields.Monetary(
        string="Lost Margin Avoided",
        readonly=True,
        help="Expected margin of the units that the receiver is no longer short of.",
    )
    holding_saved = fields.Monetary(
        readonly=True,
        help="Cost of holding stock that is used sooner; below 0 it lies longer.",
    )
    freight_cost = fields.Monetary(
        string="Freight",
        readonly=True,
        help="Freight of the units and their share of the vehicle.",
    )
    handling_cost = fields.Monetary(string="Handling", readonly=True)
    donor_risk = fields.Monetary(
        string="Risk at the Donor",
        readonly=True,
        help="Expected margin of the units that the donor may be short of.",
    )
    net_gain = fields.Monetary(readonly=True)
    goods_value = fields.Monetary(string="Value of Goods", readonly=True)
    avoided_qty = fields.Float(
        string="Shortage Avoided", digits="Product Unit", readonly=True
    )
    excess_qty = fields.Float(
        string="Excess Reduced", digits="Product Unit", readonly=True
    )
    excess_value = fields.Monetary(string="Excess Value Reduced", readonly=True)

    # Time
    cover_before_days = fields.Float(string="Donor Cover Before", readonly=True)
    cover_after_days = fields.Float(string="Donor Cover After", readonly=True)
    days_gained = fields.Float(
        readonly=True, help="Days that the stock of the receiver lasts longer."
    )
    date_stock_out = fields.Date(string="Runs Out", readonly=True)
    date_departure = fields.Date(string="Leaves", readonly=True)
    date_arrival = fields.Date(string="Arrives", readonly=True)
    date_valid = fields.Date(string="Valid Until", readonly=True)

    # Why
    facts = fields.Json(readonly=True, copy=False)
    alternatives = fields.Json(
        readonly=True, copy=False, help="Cost of doing nothing, buying, transferring."
    )
    reason = fields.Char(compute="_compute_reason")
    blocked_text = fields.Char(string="Blocked By", compute="_compute_reason")

    # Decision
    decided_user_id = fields.Many2one(
        "res.users", string="Decided By", readonly=True, copy=False
    )
    decided_datetime = fields.Datetime(string="Decided On", readonly=True, copy=False)
    reject_reason = fields.Char(readonly=True, copy=False)
    date_snooze = fields.Date(string="Not Again Before", readonly=True, copy=False)
    error_message = fields.Char(readonly=True, copy=False)
    reference_id = fields.Many2one(
        "stock.reference",
        string="Shipment",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    move_ids = fields.One2many(
        "stock.move", "inv_transfer_suggestion_id", string="Moves", readonly=True
    )
    promised_gain = fields.Monetary(
        readonly=True, copy=False, help="Net gain when it was accepted."
    )
    realised_gain = fields.Monetary(
        readonly=True,
        copy=False,
        help="What the demand that came made of it; known after the horizon.",
    )
    realised_qty = fields.Float(
        string="Shortage Really Avoided",
        digits="Product Unit",
        readonly=True,
        copy=False,
    )
    date_realised = fields.Date(string="Measured On", readonly=True, copy=False)

    _one_open = models.UniqueIndex(
        "(product_id, lane_id) WHERE state IN ('new', 'blocked')",
        "There is already an open suggestion for this product on this lane.",
    )
    _positive = models.Constraint(
        "CHECK (qty > 0 OR state NOT IN ('new', 'accepted', 'done'))",
        "The quantity must be above 0. Reject the suggestion instead.",
    )

    @api.depends("product_id", "lane_id")
    def _compute_display_name(self):
        for suggestion in self:
            suggestion.display_name = self.env._(
                "%(product)s, %(lane)s",
                product=suggestion.product_id.display_name,
                lane=suggestion.lane_id.display_name,
            )

    @api.depends("facts", "qty", "limit_code", "blocked_reason", "lots")
    @api.depends_context("lang")
    def _compute_reason(self):
        self.env["inv.transfer.wording"]._set_reason(self)

    def write(self, vals):
        """Refuse values that nobody decided; decisions write as superuser."""
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "A suggestion changes by a decision only: accept it, change its "
                    "quantity, or reject it."
                )
            )
        return super().write(vals)

    # ------------------------------------------------------------------------
    # Decisions
    # ------------------------------------------------------------------------

    def action_accept(self):
        """Turn these suggestions into transfers; tell which ones could not."""
        return self.env["inv.transfer.acceptance"]._accept(self)

    def action_reject(self, reason):
        """Reject these suggestions; they do not come again for some days."""
        self._check_decision(("new", "blocked"))
        if not (reason or "").strip():
            raise UserError(self.env._("Say why, so that others can learn from it."))
        for company, group in self.grouped("company_id").items():
            today = company._get_inventory_today()
            group._decide(
                "rejected",
                reject_reason=reason.strip(),
                date_snooze=today + timedelta(days=company.inv_transfer_snooze_days),
            )
        return True

    def action_change_qty(self, quantity):
        """Move another quantity; the figures are computed again."""
        self.ensure_one()
        self._check_decision(("new",))
        self.env["inv.transfer.evaluation"]._change_quantity(self, quantity)
        return True

    def action_cancel(self):
        """Take accepted transfers back, as long as nothing has left."""
        self._check_decision(("accepted",))
        self.env["inv.transfer.acceptance"]._withdraw(self)
        return True

    def action_open_pickings(self):
        """Show the transfers of these suggestions."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.action_picking_tree_all"
        )
        action["domain"] = [("id", "in", self.move_ids.picking_id.ids)]
        action["context"] = {}
        return action

    def _check_decision(self, states):
        """Raise unless this user may decide and nobody decided before."""
        if not self:
            raise UserError(self.env._("Select the suggestions first."))
        if not self.env.user.has_group("inv_optimisation.group_inv_planner"):
            raise AccessError(
                self.env._("Planners decide on transfers. Ask one of them.")
            )
        self.check_access("read")
        self._lock_to_decide()
        self.invalidate_recordset(["state"])
        for suggestion in self:
            if suggestion.state not in states:
                raise UserError(
                    self.env._(
                        "%(suggestion)s is decided already: %(state)s.",
                        suggestion=suggestion.display_name,
                        state=suggestion._get_state_name(),
                    )
                )

    def _lock_to_decide(self):
        """Lock these suggestions, so that of two people only one decides."""
        try:
            # Superuser: a lock needs the right to write, which decisions alone have.
            self.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is deciding on one of these right now. Reload the "
                    "page in a few seconds."
                )
            ) from error

    def _get_state_name(self):
        names = dict(self._fields["state"]._description_selection(self.env))
        return names[self.state]

    def _decide(self, state, **values):
        """Store a decision.

        Superuser, because only decisions, which check rights and stock, may change a
        suggestion: see ``write``.
        """
        self.sudo().write(
            {
                "state": state,
                "decided_user_id": self.env.uid,
                "decided_datetime": fields.Datetime.now(),
                "error_message": False,
                **values,
            }
        )
