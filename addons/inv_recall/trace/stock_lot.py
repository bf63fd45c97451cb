from odoo import models


class StockLot(models.Model):
    _inherit = "stock.lot"

    _inv_product_name_idx = models.Index("(product_id, name)")
