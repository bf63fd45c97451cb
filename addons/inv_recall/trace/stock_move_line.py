from odoo import models


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    # Every question of a recall starts from lots; core has no index for it.
    _inv_lot_idx = models.Index("(lot_id, state) WHERE lot_id IS NOT NULL")
