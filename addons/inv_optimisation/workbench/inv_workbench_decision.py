from odoo import api, fields, models
from odoo.exceptions import UserError

#: The decision is on its way through orders; the row comes back with the next plan
#: if it is still needed.
ACTING_KINDS = ("approve", "vendor", "transfer", "message")
#: The row stays away until a day.
QUIET_KINDS = ("defer", "ignore")
KINDS = [
    ("approve", "Ordered"),
    ("vendor", "Ordered from another vendor"),
    ("transfer", "Transferred instead"),
    ("message", "Order changed"),
    ("defer", "Deferred"),
    ("ignore", "Ignored"),
]


class InvWorkbenchDecision(models.Model):
    """What a planner decided about one stocking point, and how to take it back.

    Written by the workbench only; the decisions of one click share ``batch``.
    """

    _name = "inv.workbench.decision"
    _description = "Workbench Decision"
    _order = "id desc"
    _rec_name = "point_id"

    point_id = fields.Many2one(
        "inv.stocking.point",
        string="Item and Site",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    product_id = fields.Many2one(
        related="point_id.product_id", string="Item", store=True
    )
    warehouse_id = fields.Many2one(
        related="point_id.warehouse_id", string="Site", store=True
    )
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    kind = fields.Selection(KINDS, string="Decision", required=True, readonly=True)
    status = fields.Char(
        readonly=True, help="Card of the workbench that the item was on."
    )
    suggested_qty = fields.Float(
        string="Suggested", readonly=True, digits="Product Unit"
    )
    quantity = fields.Float(readonly=True, digits="Product Unit")
    is_changed = fields.Boolean(
        string="Quantity Changed",
        readonly=True,
        help="The planner ordered another quantity than the plan suggested.",
    )
    reason = fields.Char(readonly=True)
    date_until = fields.Date(string="Until", readonly=True)
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, default=lambda self: self.env.uid
    )
    decided_datetime = fields.Datetime(
        string="Decided On",
        required=True,
        readonly=True,
        default=fields.Datetime.now,
    )
    batch = fields.Char(readonly=True, required=True, index=True)
    undo_data = fields.Json(readonly=True)
    is_undone = fields.Boolean(string="Undone", readonly=True, default=False)

    _by_point = models.Index("(point_id, decided_datetime) WHERE is_undone IS NOT TRUE")

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Decisions are history and cannot be deleted. Undo them.")
        )

    def action_undo(self):
        """Take back the decisions of the clicks that made these."""
        for batch in dict.fromkeys(self.mapped("batch")):
            self.env["inv.workbench"].undo(batch)
        return True

    def action_open_point(self):
        """Open the item card."""
        self.ensure_one()
        return self.point_id._get_card_action()
