from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

DECISIONS = [
    ("scrap", "Scrap"),
    ("rework", "Rework"),
    ("return", "Return to Vendor"),
    ("use", "Use as It Is"),
]
DISPOSITION_STATES = [
    ("draft", "Decided"),
    ("ordered", "Ordered"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
]


class InvRecallDisposition(models.Model):
    """What becomes of stock of an affected lot. It moves nothing itself.

    It makes the document – a draft scrap, a transfer to the vendor – and follows it.
    """

    _name = "inv.recall.disposition"
    _description = "Disposition of a Recall"
    _order = "recall_id desc, date desc, id desc"

    recall_lot_id = fields.Many2one(
        "inv.recall.lot",
        "Lot",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('included', '=', True), ('lot_id', '!=', False)]",
    )
    recall_id = fields.Many2one(
        related="recall_lot_id.recall_id", store=True, index=True
    )
    company_id = fields.Many2one(related="recall_lot_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    lot_id = fields.Many2one(string="Lot/Serial", related="recall_lot_id.lot_id")
    product_id = fields.Many2one(related="recall_lot_id.product_id", store=True)
    uom_id = fields.Many2one(related="recall_lot_id.uom_id")
    location_id = fields.Many2one(
        "stock.location",
        "Place",
        domain="[('usage', '=', 'internal')]",
        help="Where the goods are.",
    )
    qty = fields.Float("Quantity", digits="Product Unit", required=True)
    decision = fields.Selection(DECISIONS, required=True, default="scrap")
    reason = fields.Char(required=True)
    state = fields.Selection(
        DISPOSITION_STATES, required=True, default="draft", readonly=True
    )
    user_id = fields.Many2one(
        "res.users", readonly=True, required=True, default=lambda self: self.env.user
    )
    date = fields.Datetime(readonly=True, required=True, default=fields.Datetime.now)
    cost = fields.Monetary(
        compute="_compute_cost",
        store=True,
        readonly=False,
        help="Value of what is lost; for rework what it costs.",
    )
    scrap_id = fields.Many2one("stock.scrap", readonly=True)
    picking_id = fields.Many2one("stock.picking", "Transfer", readonly=True)

    @api.depends("qty", "decision", "recall_lot_id")
    def _compute_cost(self):
        for disposition in self:
            if disposition.decision == "rework":
                disposition.cost = disposition.cost or 0.0
                continue
            lost = disposition.decision in ("scrap", "return")
            product = disposition.product_id.with_company(disposition.company_id)
            disposition.cost = disposition.qty * product.standard_price * lost

    @api.constrains("qty", "recall_lot_id", "state")
    def _check_qty(self):
        """Refuse to decide on more than lies there, all open decisions together."""
        groups = dict(
            self._read_group(
                [
                    ("recall_lot_id", "in", self.recall_lot_id.ids),
                    ("state", "in", ["draft", "ordered"]),
                ],
                ["recall_lot_id"],
                ["qty:sum"],
            )
        )
        for disposition in self:
            line = disposition.recall_lot_id
            if disposition.qty <= 0:
                raise ValidationError(self.env._("The quantity must be above zero."))
            decided = groups.get(line, 0.0)
            if line.uom_id.compare(decided, line.qty_on_hand) > 0:
                raise ValidationError(
                    self.env._(
                        "%(decided)s %(unit)s of %(lot)s are decided on, only %(there)s"
                        " are on hand.",
                        decided=line.recall_id._qty(decided),
                        unit=line.uom_id.name,
                        lot=line.lot_name,
                        there=line.recall_id._qty(line.qty_on_hand),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        dispositions = super().create(vals_list)
        labels = dict(self._fields["decision"]._description_selection(self.env))
        for disposition in dispositions:
            case = disposition.recall_id
            if case.kind == "mock":
                raise UserError(self.env._("A mock recall decides nothing."))
            if not case._is_open():
                raise UserError(self.env._("%(case)s is not open.", case=case.name))
            case._log(
                "recover",
                self.env._(
                    "%(decision)s: %(qty)s %(unit)s of %(lot)s. %(reason)s",
                    decision=labels[disposition.decision],
                    qty=case._qty(disposition.qty),
                    unit=disposition.uom_id.name,
                    lot=disposition.recall_lot_id.lot_name,
                    reason=disposition.reason,
                ),
            )
        return dispositions

    def action_cancel(self):
        """Take decisions back whose document is not done."""
        self.recall_id.check_access("write")
        self._follow()
        if any(disposition.state == "done" for disposition in self):
            raise UserError(self.env._("What is done cannot be taken back."))
        self.picking_id.filtered(lambda one: one.state != "done").action_cancel()
        self.scrap_id.filtered(lambda one: one.state == "draft").unlink()
        self.state = "cancelled"
        return True
