from odoo import models


class ProductProduct(models.Model):
    """When a quantity of a product can be delivered."""

    _inherit = "product.product"

    def action_inv_promise(self):
        """Show the earliest date for one of this product."""
        self.ensure_one()
        return self.env["inv.promise"]._open(self, 1.0, None)
