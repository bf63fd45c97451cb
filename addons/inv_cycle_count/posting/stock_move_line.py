from odoo import models


class StockMoveLine(models.Model):
    """The reversal of a count's correction belongs to the same count line."""

    _inherit = "stock.move.line"

    def _get_revert_inventory_move_values(self):
        vals = super()._get_revert_inventory_move_values()
        if self.move_id.count_line_id:
            vals["count_line_id"] = self.move_id.count_line_id.id
        return vals
