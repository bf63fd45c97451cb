"""Products at sites, as the rows of arrays."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class NetworkPairs:
    """Every product with every site: row = product position * sites + site position.

    Attributes
    ----------
    products : product.product recordset
        Products, in their order.
    sites : stock.warehouse recordset
        Warehouses, in their order.
    """

    products: object
    sites: object

    def __len__(self):
        return len(self.products) * len(self.sites)

    @property
    def product_ids(self):
        return np.repeat(self.products.ids, len(self.sites)).tolist()

    @property
    def site_ids(self):
        return self.sites.ids * len(self.products)

    @property
    def index(self):
        """Return {(product id, site id): row}."""
        keys = zip(self.product_ids, self.site_ids, strict=True)
        return {key: row for row, key in enumerate(keys)}

    def table(self, column):
        """Return a column of shape (rows,) as one of shape (products, sites)."""
        return np.asarray(column).reshape(len(self.products), len(self.sites))
