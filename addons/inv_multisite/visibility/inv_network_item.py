from odoo import models
from odoo.fields import Domain

from .inv_network_position import SHORT_STATUSES

PAGE_SIZE = 40


class InvNetworkItem(models.AbstractModel):
    """The list of items of the page: those with short sites first, then excess.

    Ordered by what the last planning run found, so that a page of it is one query
    however many items there are.
    """

    _name = "inv.network.item"
    _description = "Items of the Network"

    def _get_items(self, search="", offset=0):
        """Return a page of items and their number."""
        Point = self.env["inv.stocking.point"]
        domain = self._get_item_domain(search)
        total = Point._read_group(domain, [], ["product_id:count_distinct"])[0][0]
        groups = Point._read_group(
            domain,
            ["product_id"],
            ["urgency:min", "value_at_stake:sum"],
            order="urgency:min, value_at_stake:sum desc, product_id",
            offset=offset,
            limit=PAGE_SIZE,
        )
        products = self.env["product.product"].browse(
            [product.id for product, _urgency, _stake in groups]
        )
        counts = self._get_counts(products)
        return {
            "items": [
                self._prepare_item(product, counts.get(product, {}))
                for product in products
            ],
            "offset": offset,
            "count": total,
            "page_size": PAGE_SIZE,
        }

    def _get_item_domain(self, search):
        """Return the domain of the stocking points that the list is made of."""
        domain = Domain("company_id", "in", self.env.companies.ids)
        if words := (search or "").strip():
            domain &= Domain("product_id", "ilike", words)
        return domain

    def _get_counts(self, products):
        """Return {product: {status: number of sites}}."""
        groups = self.env["inv.stocking.point"]._read_group(
            self._get_item_domain("") & Domain("product_id", "in", products.ids),
            ["product_id", "status"],
            ["__count"],
        )
        counts = {}
        for product, status, count in groups:
            counts.setdefault(product, {})[status] = count
        return counts

    def _prepare_item(self, product, counts):
        """Return one row of the list."""
        short = sum(counts.get(status, 0) for status in SHORT_STATUSES)
        excess = counts.get("excess", 0)
        sites = sum(counts.values())
        return {
            "id": product.id,
            "name": product.with_context(display_default_code=False).display_name,
            "code": product.default_code or "",
            "tone": "bad" if short else "info" if excess else "good",
            "text": self._get_item_text(short, excess, sites),
        }

    def _get_item_text(self, short, excess, sites):
        if short and excess:
            return self.env._(
                "%(short)s short, %(excess)s excess", short=short, excess=excess
            )
        if short:
            return self.env._("%(short)s of %(sites)s short", short=short, sites=sites)
        if excess:
            return self.env._(
                "%(excess)s of %(sites)s excess", excess=excess, sites=sites
            )
        return (
            self.env._("1 site")
            if sites == 1
            else self.env._("%(sites)s sites", sites=sites)
        )
