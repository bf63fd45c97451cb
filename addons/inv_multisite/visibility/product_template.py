from odoo import models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def action_open_network_position(self):
        """Show the first variant at all sites; the page lists the others."""
        self.ensure_one()
        return self.product_variant_id.action_open_network_position()
