from odoo import models


class InvStockingPoint(models.Model):
    _inherit = "inv.stocking.point"

    def action_open_network_position(self):
        """Show the product of this point at all sites."""
        return self.product_id[:1].action_open_network_position()
