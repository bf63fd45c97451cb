from odoo import api, models
from odoo.fields import Command

LINE = "inv_requisition_line_id"


class StockRule(models.Model):
    """Orders remember the requisition line that asked for them."""

    _inherit = "stock.rule"

    def _get_custom_move_fields(self):
        return [*super()._get_custom_move_fields(), LINE]

    @api.model
    def _get_procurements_to_merge_groupby(self, procurement):
        key = super()._get_procurements_to_merge_groupby(procurement)
        line = procurement.values.get(LINE)
        return (*key, line) if line else key

    def _update_purchase_order_line(
        self, product_id, product_qty, product_uom, company_id, values, line
    ):
        result = super()._update_purchase_order_line(
            product_id, product_qty, product_uom, company_id, values, line
        )
        if values.get(LINE):
            result["inv_requisition_line_ids"] = [Command.link(values[LINE])]
        return result
