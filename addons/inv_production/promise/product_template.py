from odoo import models
from odoo.exceptions import UserError


class ProductTemplate(models.Model):
    """When a quantity of a product can be delivered."""

    _inherit = "product.template"

    def action_inv_promise(self):
        """Show the earliest date for one of this product."""
        self.ensure_one()
        if len(self.product_variant_ids) != 1:
            raise UserError(
                self.env._("Open one of the variants: each has a date of its own.")
            )
        return self.product_variant_ids.action_inv_promise()
