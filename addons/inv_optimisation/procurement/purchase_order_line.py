from odoo import api, models

from .inv_procurement_batch import ANSWERS


class PurchaseOrderLine(models.Model):
    """Computes in a procurement batch with the answers of the batch."""

    _inherit = "purchase.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if self.env.context.get(ANSWERS):
            # Left to the next flush, it would compute without the context.
            lines._recompute_recordset(["analytic_distribution"])
        return lines
