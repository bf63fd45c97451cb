"""What one computation of readiness found, for boards, lists and stored figures."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from odoo.addons.inv_optimisation.kernel.production.readiness import BY_DATE, READY

READY_KEY, BY_DATE_KEY, SHORT_KEY, RELEASED_KEY = (
    "ready",
    "by_date",
    "short",
    "released",
)
#: Where supply comes from, by the number that the provider gives it.
SOURCES = ("purchase", "request", "requisition", "production", "transfer")
#: Sources that somebody promised.
FIRM_SOURCES = (0, 4)


def round_buildable(order, share, pieces):
    """Return a share of an order [its unit], whole ``pieces`` rounded down.

    Odoo rounds every unit to the same decimals; nobody makes half a pump.
    """
    # A hair below a whole piece is that piece.
    quantity = order.product_qty * share * (1.0 + 1e-9)
    if order.product_uom_id._has_common_reference(pieces):
        quantity = float(np.floor(quantity))
    return order.product_uom_id.round(quantity, rounding_method="DOWN")


@dataclass(frozen=True, eq=False)
class ReadinessPicture:
    """Readiness of all open orders of a company at one moment.

    Attributes
    ----------
    orders : recordset of the N orders, row by row
    table : dict of arrays (N,): product, warehouse, quantity, start, duration
    place : array (N,), place in which the orders are served, 0 = first
    is_going : array (N,), released or started
    needs, outputs, supplies, stock : dicts of arrays, see ``inv.provider.production``
    pools : array (pools, 2), product and warehouse of each pool
    result : Readiness of the kernel
    today : date of day 0
    moment : when it was computed (UTC)
    """

    company: Any
    orders: Any
    table: dict
    place: np.ndarray
    is_going: np.ndarray
    needs: dict
    outputs: dict
    supplies: dict
    stock: dict
    pools: np.ndarray
    result: Any
    today: date
    moment: datetime

    @cached_property
    def pieces(self):
        """Return the unit that is counted, not measured."""
        return self.orders.env.ref("uom.product_uom_unit")

    @cached_property
    def _short_products(self):
        ids = np.unique(self.needs["product"][self.get_short_needs()])
        return self.orders.env["product.product"].browse(ids.astype(np.int64).tolist())

    def get_product(self, need):
        """Return the component of a line; those of short lines are read together."""
        products = self._short_products
        product = products.browse(int(self.needs["product"][need]))
        return product.with_prefetch(products._prefetch_ids)

    @cached_property
    def _records(self):
        # Taken by iteration: records picked by index would be read one by one.
        return list(self.orders)

    def get_order(self, row):
        """Return the order in ``row``; fields of all orders are read together."""
        return self._records[int(row)]

    def get_key(self, row):
        """Return the column of the order in ``row``."""
        return RELEASED_KEY if self.is_going[row] else self.get_state(row)

    def get_state(self, row):
        """Return how ready the order in ``row`` is, released or not."""
        state = self.result.state[row]
        if state == READY:
            return READY_KEY
        return BY_DATE_KEY if state == BY_DATE else SHORT_KEY

    def get_rows_in_sequence(self):
        """Return the rows of orders that wait, in the order they are served."""
        rows = np.argsort(self.place, kind="stable")
        return rows[~self.is_going[rows]]

    def get_rank(self, row):
        """Return the number of a waiting order in the sequence, from 1; else None."""
        if self.is_going[row]:
            return None
        return int(self.place[row] - self.is_going.sum() + 1)

    def get_day(self, offset):
        """Return the date of a day offset; None where it is unknown."""
        if offset is None or not np.isfinite(offset):
            return None
        return self.today + timedelta(days=int(np.floor(offset)))

    def get_short_needs(self):
        """Return the indices of component lines that lack something now."""
        return np.flatnonzero(self.result.missing_now > 0)

    def get_needs_of(self, row):
        """Return the indices of the component lines of the order in ``row``."""
        return np.flatnonzero(self.needs["row"] == row)

    def get_missing_needs(self, row):
        """Return the component lines that an order lacks now, worst first."""
        lines = self.get_needs_of(row)
        lines = lines[self.result.missing_now[lines] > 0]
        share = self.result.covered_now[lines] / self.needs["quantity"][lines]
        return lines[np.argsort(share, kind="stable")].tolist()

    def get_worst_need(self, row):
        """Return the component line that is ready last; None if nothing lacks now."""
        worst = int(self.result.worst_need[row])
        return worst if worst >= 0 else None

    def get_gaps(self, order):
        """Return [(product, missing quantity)] of one order, worst first."""
        row = list(self.orders.ids).index(order.id)
        return [
            (self.get_product(need), float(self.result.missing_now[need]))
            for need in self.get_missing_needs(row)
        ]

    def get_buildable(self, row):
        """Return how many can be built now [unit of the order], rounded down."""
        share = float(self.result.share_now[row])
        return round_buildable(self.get_order(row), share, self.pieces)

    def get_late_days(self, need, day):
        """Return the days by which a supply comes after the start of its order."""
        if not np.isfinite(day):
            return 0
        start = max(self.table["start"][int(self.needs["row"][need])], 0)
        return max(int(np.floor(day) - start), 0)

    def get_supply(self, need):
        """Return (source, record id, quantity, day, is firm) that completes a line.

        None where no supply is planned.
        """
        index, maker = self.result.supply[need], self.result.supply_order[need]
        if index >= 0:
            source = int(self.supplies["source"][index])
            return (
                SOURCES[source],
                int(self.supplies["record"][index]),
                float(self.supplies["quantity"][index]),
                float(self.supplies["day"][index]),
                source in FIRM_SOURCES,
            )
        if maker >= 0:
            return (
                "production",
                self.get_order(maker).id,
                float(self.table["quantity"][maker]),
                float(self.result.finish_day[maker]),
                bool(np.isfinite(self.result.finish_day[maker])),
            )
        if self.needs["link_supply"][need] and np.isfinite(
            self.needs["link_day"][need]
        ):
            return (
                "transfer",
                int(self.needs["link_supply"][need]),
                float(self.needs["link_quantity"][need]),
                float(self.needs["link_day"][need]),
                True,
            )
        return None
