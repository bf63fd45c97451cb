from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def action_open_network_position(self):
        """Show this product at all sites."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "inv_multisite.inv_network_position_action"
        )
        action["params"] = {"product_id": self.id}
        return action
