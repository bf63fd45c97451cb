from odoo import models

from .inv_procurement_batch import ANSWERS


class ProductProduct(models.Model):
    """Names products for one price list line without a search in a batch."""

    _inherit = "product.product"

    def _compute_display_name(self):
        """@override to skip core's search for other lines of the vendor.

        With a price list line in the context core searches the vendor's lines all the
        same, and uses none of them.
        """
        context = self.env.context
        if not (context.get(ANSWERS) and context.get("seller_id")):
            return super()._compute_display_name()
        if not context.get("partner_id"):
            return super()._compute_display_name()
        plain = self.with_context(partner_id=False)
        super(ProductProduct, plain)._compute_display_name()
        for product, named in zip(self, plain, strict=True):
            product.display_name = named.display_name
        return None
