from odoo import models


class StockQuant(models.Model):
    """A count applied in Odoo's own Physical Inventory closes our line."""

    _inherit = "stock.quant"

    def _apply_inventory(self, date=None):
        if self.env.context.get("inv_count_posting"):
            return super()._apply_inventory(date)
        bridge = self.env["inv.count.bridge"]
        counts = bridge._get_native_counts(self)
        result = super()._apply_inventory(date)
        bridge._close_lines(counts)
        return result
