from odoo import api, fields, models

#: No-break spaces, which a browser keeps.
INDENT = "\N{NO-BREAK SPACE}" * 4


class InvPromiseStep(models.TransientModel):
    """One part of a promise: what comes from where, and when."""

    _name = "inv.promise.step"
    _description = "Step of a Promise"
    _order = "sequence, id"

    promise_id = fields.Many2one("inv.promise", required=True, ondelete="cascade")
    sequence = fields.Integer(readonly=True)
    level = fields.Integer(readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    name = fields.Char(string="Item", compute="_compute_name")
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    quantity = fields.Float(digits="Product Unit", readonly=True)
    kind = fields.Selection(
        [
            ("stock", "Stock"),
            ("receipt", "Receipt"),
            ("make", "Make"),
            ("buy", "Buy"),
            ("none", "No source"),
        ],
        string="From",
        readonly=True,
    )
    document = fields.Char(readonly=True)
    date_start = fields.Date(string="Begins", readonly=True)
    date_end = fields.Date(string="There On", readonly=True)
    is_critical = fields.Boolean(string="Critical", readonly=True)

    @api.depends("product_id", "level")
    def _compute_name(self):
        for step in self:
            step.name = f"{INDENT * step.level}{step.product_id.display_name or ''}"
