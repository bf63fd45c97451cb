import ast

import numpy as np

from odoo import models
from odoo.fields import Domain


class InvStockingPolicy(models.Model):
    """Which stocking points follow which policy."""

    _inherit = "inv.stocking.policy"

    def _match(self, facts):
        """Return the index in ``self`` of each point's policy; -1 without a match.

        Parameters
        ----------
        facts : dict of arrays of shape (points,): ``abc_class``, ``xyz_class``,
            ``demand_pattern`` (text), ``product_id``, ``warehouse_id``,
            ``vendor_id`` (integers)
        """
        matched = np.full(len(facts["product_id"]), -1)
        for position, policy in enumerate(self):
            is_free = matched < 0
            if is_free.any():
                matched[is_free & policy._get_mask(facts)] = position
        return matched

    def _get_mask(self, facts):
        """Return which points meet all conditions; extend for a new condition."""
        self.ensure_one()
        mask = np.ones(len(facts["product_id"]), dtype=bool)
        for name in ("abc_class", "xyz_class", "demand_pattern"):
            if self[name]:
                mask &= facts[name] == self[name]
        for name in ("warehouse_id", "vendor_id"):
            if self[name]:
                mask &= facts[name] == self[name].id
        domain = self._get_product_domain()
        if not domain.is_true():
            domain &= Domain("id", "in", np.unique(facts["product_id"][mask]).tolist())
            mask &= np.isin(facts["product_id"], self._search_product_ids(domain))
        return mask

    def _search_product_ids(self, domain):
        products = self.env["product.product"].with_context(active_test=False)
        return products.search(domain).ids

    def _get_product_domain(self):
        """Return the conditions on the product itself as a domain."""
        self.ensure_one()
        domain = Domain(ast.literal_eval(self.product_domain or "[]"))
        if self.categ_id:
            domain &= Domain("categ_id", "child_of", self.categ_id.id)
        if self.route_id:
            domain &= Domain("route_ids", "in", self.route_id.ids) | Domain(
                "categ_id.total_route_ids", "in", self.route_id.ids
            )
        return domain
