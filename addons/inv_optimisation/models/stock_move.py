from odoo import models


class StockMove(models.Model):
    """Indexes that the ledger needs and core lacks; no behaviour."""

    _inherit = "stock.move"

    _inv_written = models.Index("(write_date) WHERE state IN ('done', 'cancel')")
    _inv_product_date = models.Index("(product_id, date) WHERE state = 'done'")
