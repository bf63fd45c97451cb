from odoo import models

LINE = "inv_requisition_line_id"


class StockRule(models.Model):
    """A requisition line becomes a manufacturing order of its own.

    Core would add it to an open order of the product, which may be under way already.
    """

    _inherit = "stock.rule"

    def _make_mo_get_domain(self, procurement, bom):
        domain = super()._make_mo_get_domain(procurement, bom)
        line_id = procurement.values.get(LINE)
        return (*domain, (LINE, "=", line_id)) if line_id else domain

    def _prepare_mo_vals(
        self,
        product_id,
        product_qty,
        product_uom,
        location_dest_id,
        name,
        origin,
        company_id,
        values,
        bom,
    ):
        result = super()._prepare_mo_vals(
            product_id,
            product_qty,
            product_uom,
            location_dest_id,
            name,
            origin,
            company_id,
            values,
            bom,
        )
        if values.get(LINE):
            result[LINE] = values[LINE]
        return result
