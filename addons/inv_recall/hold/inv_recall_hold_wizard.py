from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

#: Documents named in one line; the rest is counted.
MOST_DOCUMENTS = 3


class InvRecallHoldWizard(models.TransientModel):
    """Asks which lots of a case to hold, and shows what reserves them now."""

    _name = "inv.recall.hold.wizard"
    _description = "Hold Lots of a Recall"

    recall_id = fields.Many2one("inv.recall", required=True, readonly=True)
    reason = fields.Char(help="Kept with every hold; shown to whoever scans the lot.")
    line_ids = fields.One2many("inv.recall.hold.wizard.line", "wizard_id")
    line_count = fields.Integer(compute="_compute_counts")
    reserved_count = fields.Integer(
        compute="_compute_counts",
        help="Chosen lots that open documents have reserved.",
    )

    @api.depends("line_ids.is_chosen")
    def _compute_counts(self):
        for wizard in self:
            chosen = [line for line in wizard.line_ids if line.is_chosen]
            wizard.line_count = len(chosen)
            wizard.reserved_count = len([line for line in chosen if line.reserved_qty])

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        for wizard in wizards:
            wizard.reason = wizard.recall_id.title
            wizard.line_ids = [
                Command.create(vals) for vals in wizard._prepare_line_vals()
            ]
        return wizards

    def _prepare_line_vals(self):
        """Return a line for each included lot that the case does not hold yet."""
        case = self.recall_id
        rows = self.env["inv.recall.lot"].search(
            [
                ("recall_id", "=", case.id),
                ("included", "=", True),
                ("lot_id", "!=", False),
            ]
        )
        lots = case._get_not_held(rows.lot_id or case.lot_ids)
        figures = self._get_quantities(lots)
        documents = self._get_documents(lots)
        return [
            {
                "lot_id": lot.id,
                "on_hand_qty": figures.get(lot.id, (0.0, 0.0))[0],
                "reserved_qty": figures.get(lot.id, (0.0, 0.0))[1],
                "documents": documents.get(lot.id),
            }
            for lot in lots
        ]

    @api.model
    def _get_quantities(self, lots):
        """Return {lot id: (on hand, reserved)} in places of our own."""
        groups = self.env["stock.quant"]._read_group(
            [
                ("lot_id", "in", lots.ids),
                ("location_id.usage", "in", ("internal", "transit")),
            ],
            ["lot_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        return {lot.id: (quantity, reserved) for lot, quantity, reserved in groups}

    @api.model
    def _get_documents(self, lots):
        """Return {lot id: the documents that reserve it, as a text}."""
        groups = self.env["stock.move.line"]._read_group(
            [
                ("lot_id", "in", lots.ids),
                ("state", "not in", ("done", "cancel")),
                ("quantity", ">", 0),
            ],
            ["lot_id"],
            ["move_id:recordset"],
        )
        texts = {}
        for lot, moves in groups:
            names = list(dict.fromkeys(filter(None, moves.mapped("reference"))))
            text = ", ".join(names[:MOST_DOCUMENTS])
            if len(names) > MOST_DOCUMENTS:
                text = self.env._(
                    "%(documents)s and %(count)s more",
                    documents=text,
                    count=len(names) - MOST_DOCUMENTS,
                )
            texts[lot.id] = text
        return texts

    def action_confirm(self):
        """Hold the chosen lots."""
        self.ensure_one()
        lots = self.line_ids.filtered("is_chosen").lot_id
        if not lots:
            raise UserError(self.env._("Choose at least one lot."))
        self.recall_id._hold_lots(lots, self.reason)
        return {"type": "ir.actions.act_window_close"}


class InvRecallHoldWizardLine(models.TransientModel):
    _name = "inv.recall.hold.wizard.line"
    _description = "Lot to Hold"
    _order = "reserved_qty desc, on_hand_qty desc, id"

    wizard_id = fields.Many2one(
        "inv.recall.hold.wizard", required=True, ondelete="cascade"
    )
    is_chosen = fields.Boolean(string="Hold", default=True)
    lot_id = fields.Many2one("stock.lot", required=True, readonly=True)
    product_id = fields.Many2one(related="lot_id.product_id")
    uom_id = fields.Many2one(related="product_id.uom_id")
    on_hand_qty = fields.Float("On Hand", digits="Product Unit", readonly=True)
    reserved_qty = fields.Float("Reserved", digits="Product Unit", readonly=True)
    documents = fields.Char("Reserved For", readonly=True)
