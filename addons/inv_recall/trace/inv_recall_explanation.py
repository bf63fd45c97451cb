from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError

CAUSES = [
    ("count", "Count Difference"),
    ("sample", "Sample or Test"),
    ("broken", "Broken, Not Recorded"),
    ("bulk", "Used Without a Number"),
    ("data", "Wrong Record"),
    ("other", "Other"),
]


class InvRecallExplanation(models.Model):
    """Why pieces of a lot are in no figure of the balance, and who says so."""

    _name = "inv.recall.explanation"
    _description = "Explanation in a Recall"
    _order = "date, id"

    recall_lot_id = fields.Many2one(
        "inv.recall.lot", "Lot", required=True, index=True, ondelete="cascade"
    )
    recall_id = fields.Many2one(
        related="recall_lot_id.recall_id", store=True, index=True
    )
    company_id = fields.Many2one(related="recall_lot_id.company_id", store=True)
    qty = fields.Float("Quantity", digits="Product Unit", required=True)
    uom_id = fields.Many2one(related="recall_lot_id.uom_id")
    cause = fields.Selection(CAUSES, required=True, default="count")
    note = fields.Char(required=True, help="What shows it: a document, a witness.")
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, default=lambda self: self.env.user
    )
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)

    @api.constrains("qty")
    def _check_qty(self):
        for explanation in self:
            line = explanation.recall_lot_id
            if not explanation.qty:
                raise ValidationError(self.env._("Say how many pieces are explained."))
            open_qty = line.qty_unexplained - line.qty_explained
            wrong_way = explanation.qty * line.qty_unexplained < 0
            if wrong_way or open_qty * line.qty_unexplained < 0:
                raise ValidationError(
                    self.env._(
                        "Only %(qty)s of %(lot)s are unexplained.",
                        qty=abs(line.qty_unexplained),
                        lot=line.lot_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        explanations = super().create(vals_list)
        for explanation in explanations:
            explanation.recall_id._log(
                "explain",
                self.env._(
                    "%(qty)g of %(lot)s explained: %(note)s",
                    qty=explanation.qty,
                    lot=explanation.recall_lot_id.lot_name,
                    note=explanation.note,
                ),
            )
        return explanations


class InvRecallLot(models.Model):
    _inherit = "inv.recall.lot"

    explanation_ids = fields.One2many("inv.recall.explanation", "recall_lot_id")
    qty_explained = fields.Float(
        "Explained", digits="Product Unit", compute="_compute_qty_explained"
    )
    qty_open = fields.Float(
        "To Explain",
        digits="Product Unit",
        compute="_compute_qty_explained",
        help="Unexplained and not yet accounted for by an explanation.",
    )

    @api.depends("explanation_ids.qty", "qty_unexplained")
    def _compute_qty_explained(self):
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        groups = self.env["inv.recall.explanation"]._read_group(
            [("recall_lot_id", "in", self.ids)], ["recall_lot_id"], ["qty:sum"]
        )
        explained = defaultdict(float, groups)
        for line in self:
            line.qty_explained = explained[line]
            line.qty_open = round(line.qty_unexplained - line.qty_explained, digits)


class InvRecall(models.Model):
    _inherit = "inv.recall"

    def _get_open_lines(self):
        """Return the affected lots of the cases with pieces nobody has explained."""
        lines = self.env["inv.recall.lot"].search(
            [
                ("recall_id", "in", self.ids),
                ("included", "=", True),
                ("qty_unexplained", "!=", 0),
            ]
        )
        return lines.filtered("qty_open")

    def _get_likely_causes(self, lines, limit=3):
        """Return the largest count corrections of these lots, the best guess first.

        Returns
        -------
        recordset of stock.move.line
        """
        domain = [("lot_id", "in", lines.lot_id.ids), ("state", "=", "done")]
        domain += [("move_id.scrap_id", "=", False)]
        domain += [
            "|",
            ("location_id.usage", "=", "inventory"),
            ("location_dest_id.usage", "=", "inventory"),
        ]
        return self.env["stock.move.line"].search(
            domain, order="quantity_product_uom desc, id desc", limit=limit
        )
