from odoo import models

from .inv_stock_position import OPEN_STATES


class InvStockPosition(models.Model):
    """From a row to what is behind it: item card, quants, open moves."""

    _inherit = "inv.stock.position"

    def action_open_point(self):
        """Open the item card, or the product where nothing is planned yet."""
        self.ensure_one()
        if self.point_id:
            return self.point_id._get_card_action()
        return {
            "type": "ir.actions.act_window",
            "res_model": "product.product",
            "res_id": self.product_id.id,
            "views": [(False, "form")],
        }

    def action_open_stock(self):
        """Show the quants of the row: places, lots, owners, reservations."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Stock of %s", self.product_id.display_name),
            "res_model": "stock.quant",
            "domain": [
                ("product_id", "=", self.product_id.id),
                ("location_id.usage", "=", "internal"),
                ("location_id.warehouse_id", "=", self.warehouse_id.id),
            ],
            "views": [(False, "list")],
        }

    def action_open_moves(self):
        """Show the open moves of the row: what is due in and out, with its document."""
        self.ensure_one()
        site = self.warehouse_id.id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Due of %s", self.product_id.display_name),
            "res_model": "stock.move",
            "domain": [
                ("product_id", "=", self.product_id.id),
                ("state", "in", OPEN_STATES),
                "|",
                ("location_id.warehouse_id", "=", site),
                ("location_dest_id.warehouse_id", "=", site),
            ],
            "views": [(False, "list"), (False, "form")],
        }
