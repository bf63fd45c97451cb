from functools import partial

from odoo import api, models

from .inv_procurement_batch import ANSWERS


class StockRule(models.Model):
    """Answers the same search for rules once in a procurement batch."""

    _inherit = "stock.rule"

    @api.model
    @api.readonly
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        search = partial(
            super().search_fetch, domain, field_names, offset, limit, order
        )
        answers = self.env.context.get(ANSWERS)
        if not answers:
            return search()
        key = ("search", self.env, repr(domain), offset, limit, order)
        return answers.get(key, search)

    @api.model
    def _search_rule_for_warehouses(
        self, route_ids, packaging_uom_id, product_id, warehouse_ids, domain
    ):
        search = partial(
            super()._search_rule_for_warehouses,
            route_ids,
            packaging_uom_id,
            product_id,
            warehouse_ids,
            domain,
        )
        answers = self.env.context.get(ANSWERS)
        if not answers:
            return search()
        # Which routes of the warehouse serve the product is asked again each time:
        # other modules decide it by the vendors or bills of materials of the product.
        serves = partial(self._filter_warehouse_routes, product_id, warehouse_ids)
        offered = warehouse_ids.route_ids.filtered(serves) if warehouse_ids else ()
        key = (
            "rules",
            self.env,
            tuple(route_ids.ids) if route_ids else (),
            packaging_uom_id.id if packaging_uom_id else False,
            tuple(product_id.route_ids.ids),
            product_id.categ_id.id,
            tuple(warehouse_ids.ids) if warehouse_ids else (),
            tuple(offered.ids) if offered else (),
            repr(domain),
        )
        return answers.get(key, search)
