from odoo import fields, models


class StockMove(models.Model):
    """A correction of stock knows the count line that it comes from."""

    _inherit = "stock.move"

    count_line_id = fields.Many2one(
        "inv.count.line",
        index="btree_not_null",
        copy=False,
        readonly=True,
    )
