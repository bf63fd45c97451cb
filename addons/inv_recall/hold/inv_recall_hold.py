from odoo import api, fields, models

HOLD_STATES = [("held", "Held"), ("released", "Released")]


class InvRecallHold(models.Model):
    """A case holds a lot, from one moment to another, for a reason.

    Several cases may hold a lot; it is free when the last one has released it. Holds
    are evidence: methods of the case write them, nobody else.
    """

    _name = "inv.recall.hold"
    _description = "Hold of a Lot"
    _order = "date desc, id desc"
    _rec_name = "lot_id"

    recall_id = fields.Many2one(
        "inv.recall", required=True, index=True, ondelete="restrict"
    )
    case_name = fields.Char(
        string="Case",
        related="recall_id.name",
        help="Also for whoever may see the hold, but not the case.",
    )
    lot_id = fields.Many2one(
        "stock.lot", required=True, index=True, ondelete="restrict"
    )
    product_id = fields.Many2one(related="lot_id.product_id", store=True)
    company_id = fields.Many2one("res.company", required=True, index=True)
    state = fields.Selection(HOLD_STATES, required=True, default="held")
    reason = fields.Char(required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Held By",
        required=True,
        default=lambda self: self.env.user,
    )
    date = fields.Datetime("Held On", required=True, default=fields.Datetime.now)
    release_reason = fields.Char()
    release_user_id = fields.Many2one("res.users", string="Released By")
    release_date = fields.Datetime("Released On")

    _open_unique = models.UniqueIndex(
        "(lot_id, recall_id) WHERE state = 'held'",
        "The case holds this lot already.",
    )

    @api.model
    def _get_held(self, domain):
        """Return {lot id: holds} of open holds in ``domain``."""
        groups = self._read_group(
            [("state", "=", "held"), *domain], ["lot_id"], ["id:recordset"]
        )
        return {lot.id: holds for lot, holds in groups}
