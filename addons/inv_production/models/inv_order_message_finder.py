from odoo import models

from .inv_order_message import SOURCE


class InvOrderMessageFinder(models.AbstractModel):
    """Finds what should change about manufacturing orders too."""

    _inherit = "inv.order.message.finder"

    def _get_source_model(self, source):
        if source == SOURCE:
            return self.env["mrp.production"]
        return super()._get_source_model(source)

    def _prepare_document(self, source, document, point):
        if source != SOURCE:
            return {
                **super()._prepare_document(source, document, point),
                "production_id": False,
            }
        return {
            "point_id": point.id,
            "source": SOURCE,
            "production_id": document.id,
            "purchase_line_id": False,
            "move_id": False,
            "document": document.name,
            "vendor_id": False,
        }
