from odoo import models


class StockQuant(models.Model):
    """Adjustments made for count lines carry their reference and reason."""

    _inherit = "stock.quant"

    def _get_inventory_move_values(
        self,
        qty,
        location_id,
        location_dest_id,
        package_id=False,
        package_dest_id=False,
    ):
        vals = super()._get_inventory_move_values(
            qty, location_id, location_dest_id, package_id, package_dest_id
        )
        # core hands the reason over in the context too (inventory_name)
        reasons = self.env.context.get("inv_count_reasons", {})
        if self.id in reasons:
            vals.update(reasons[self.id])
        return vals
