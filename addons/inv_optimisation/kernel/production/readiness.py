"""Which orders can run: all compete for the same stock in one sequence."""

import numpy as np

from .order_levels import work_levels
from .readiness_data import (
    BY_DATE,
    READY,
    SHORT,
    Needs,
    Orders,
    Outputs,
    Readiness,
    Stock,
    Supplies,
)
from .stock_allocation import TOLERANCE, take_from_stock, wait_for_supply

__all__ = [
    "BY_DATE",
    "READY",
    "SHORT",
    "Needs",
    "Orders",
    "Outputs",
    "Stock",
    "Supplies",
    "compute_readiness",
]


def compute_readiness(orders, outputs, needs, stock, supplies, pool_count):
    """Return which orders are ready, ready by a date, or short.

    A pool is the stock of one product in one warehouse. Strict priority: in each
    pool the lines of the first order are served first, even when that order stays
    short of something else. A line has what is reserved for it and what is made for
    it alone, then takes from stock, then from confirmed supply by date, at last from
    supply that nobody confirmed. What open orders bring is confirmed supply of the day
    on which they finish; an order that never gets its material brings nothing sure.

    Parameters
    ----------
    orders : Orders
        The n orders.
    outputs : Outputs
        What they bring.
    needs : Needs
        Their m component lines.
    stock : Stock
        Free stock.
    supplies : Supplies
        What is on its way, without what the orders bring.
    pool_count : int
        Number of pools.

    Returns
    -------
    Readiness
        State, dates and what is missing, by order and line.

    References
    ----------
    Vollmann, T. E., Berry, W. L., Whybark, D. C. & Jacobs, F. R. (2005),
    Manufacturing Planning and Control for Supply Chain Management, 5th edition,
    chapter 5 (allocation and availability checking in shop-floor release).

    Examples
    --------
    Two orders of 3, a stock of 5 and 4 more in two days:

    >>> two = np.array([0, 1])
    >>> orders = Orders(two, two * 0.0, two * 0.0, np.full(2, 3.0))
    >>> nothing = Outputs(two[:0], two[:0], two[:0] * 1.0)
    >>> needs = Needs(two, two * 0, np.full(2, 3.0), two * 0.0, two * 0.0,
    ...     np.full(2, np.nan), np.full(2, -1), two >= 0)
    >>> stock = Stock(two[:1], np.array([5.0]), np.array([np.inf]))
    >>> supplies = Supplies(two[:1], np.array([2.0]), np.array([4.0]), two[:1] == 0)
    >>> readiness = compute_readiness(orders, nothing, needs, stock, supplies, 1)
    >>> readiness.state.tolist(), readiness.ready_day.tolist()
    ([0, 1], [0.0, 2.0])
    """
    work = _Work(orders, outputs, needs, stock, supplies, pool_count)
    pool_level, order_level = work_levels(orders, outputs, needs, pool_count)
    need_level = pool_level[needs.pool]
    deepest = max(need_level.max(initial=0), order_level.max(initial=0))
    for level in range(int(deepest) + 1):
        work.serve(np.flatnonzero(need_level == level), pool_level == level)
        work.close(np.flatnonzero(order_level == level))
    return work.get_result()


class _Work:
    """The state of a computation: what is known of needs and orders so far."""

    def __init__(self, orders, outputs, needs, stock, supplies, pool_count):
        self.orders, self.outputs, self.needs = orders, outputs, needs
        self.stock, self.supplies, self.pool_count = stock, supplies, pool_count
        lines, count = len(needs.order), len(orders.sequence)
        # An order that gives back what it takes, a tool, does not wait for itself.
        own = outputs.order * pool_count + outputs.pool
        self.is_returned = np.isin(own, needs.order * pool_count + needs.pool)
        self.start = np.maximum(orders.start_day, 0.0)
        # A circle of orders is served as planned.
        self.finish_day = self.start + orders.duration
        self.covered = np.minimum(needs.reserved, needs.quantity)
        rest = needs.quantity - self.covered
        self.linked = np.minimum(needs.linked_quantity, rest)
        self.need_day = np.zeros(lines)
        self.supply = np.full(lines, -1)
        self.supply_order = np.full(lines, -1)
        self.uncovered = np.zeros(lines)
        self.ready_day = np.zeros(count)
        self.first_day = np.zeros(count)

    # Pools

    def serve(self, rows, is_pool):
        """Serve the needs ``rows`` from the pools of one level."""
        if not len(rows):
            return
        needs = self.needs
        sequence = self.orders.sequence[needs.order[rows]]
        rows = rows[np.lexsort((rows, sequence))]
        pool = needs.pool[rows]
        wanted = needs.quantity[rows] - self.covered[rows] - self.linked[rows]
        wanted = _clear(wanted, needs.quantity[rows])
        start = self.start[needs.order[rows]]
        taken, debt = take_from_stock(pool, wanted, start, self.stock, self.pool_count)
        self.covered[rows] += taken
        wanted = _clear(wanted - taken, needs.quantity[rows])
        layers = self._get_layers(is_pool)
        layer, self.uncovered[rows] = wait_for_supply(
            pool, wanted, debt, layers["pool"], layers["quantity"]
        )
        is_waiting = wanted > 0
        day = np.where(is_waiting, np.nan, 0.0)
        found = layer >= 0
        at = layer[found]
        day[found] = np.where(layers["is_firm"][at], layers["day"][at], np.nan)
        self.supply[rows[found]] = layers["supply"][at]
        self.supply_order[rows[found]] = layers["order"][at]
        self.need_day[rows] = day

    def _get_layers(self, is_pool):
        """Return the supply of some pools in the order in which it is used up."""
        supplies, outputs = self.supplies, self.outputs
        bought = np.flatnonzero(is_pool[supplies.pool])
        made = np.flatnonzero(is_pool[outputs.pool])
        finish = self.finish_day[outputs.order[made]]
        columns = {
            "pool": [supplies.pool[bought], outputs.pool[made]],
            "quantity": [supplies.quantity[bought], outputs.quantity[made]],
            "day": [np.maximum(supplies.day[bought], 0.0), finish],
            "is_firm": [
                supplies.is_firm[bought].astype(bool),
                ~np.isnan(finish) & ~self.is_returned[made],
            ],
            "supply": [bought, np.full(len(made), -1)],
            "order": [np.full(len(bought), -1), outputs.order[made]],
        }
        table = {name: np.concatenate(parts) for name, parts in columns.items()}
        order = np.lexsort((table["day"], ~table["is_firm"]))
        return {name: column[order] for name, column in table.items()}

    # Orders

    def close(self, rows):
        """Find out when the orders ``rows``, whose needs are all served, are ready."""
        needs = self.needs
        is_own = np.zeros(len(self.ready_day), dtype=bool)
        is_own[rows] = True
        lines = np.flatnonzero(is_own[needs.order])
        self._add_links(lines[self.linked[lines] > 0])
        day = np.where(np.isnan(self.need_day), np.inf, self.need_day)
        np.maximum.at(self.ready_day, needs.order[lines], day[lines])
        first = lines[needs.is_first_operation[lines].astype(bool)]
        np.maximum.at(self.first_day, needs.order[first], day[first])
        ready = self.ready_day[rows]
        begin = np.maximum(self.start[rows], np.where(np.isinf(ready), np.nan, ready))
        self.finish_day[rows] = begin + self.orders.duration[rows]

    def _add_links(self, lines):
        """Add when what is made for one line alone comes."""
        needs = self.needs
        makers = needs.linked_order[lines]
        day = np.where(
            makers >= 0,
            self.finish_day[makers],
            np.maximum(needs.linked_day[lines], 0.0),
        )
        is_last = ~(self.need_day[lines] > day)
        self.need_day[lines] = np.maximum(self.need_day[lines], day)
        is_made = is_last & (makers >= 0) & (self.uncovered[lines] == 0)
        self.supply_order[lines[is_made]] = makers[is_made]
        self.supply[lines[is_last & (self.uncovered[lines] == 0)]] = -1

    # Result

    def get_result(self):
        """Return what was found."""
        needs, count = self.needs, len(self.ready_day)
        missing = _clear(needs.quantity - self.covered, needs.quantity)
        share = np.ones(count)
        covered = np.ones(len(missing))
        is_short = missing > 0
        covered[is_short] = self.covered[is_short] / needs.quantity[is_short]
        np.minimum.at(share, needs.order, covered)
        is_now = np.ones(count, dtype=bool)
        np.logical_and.at(is_now, needs.order, ~is_short)
        never = np.isinf(self.ready_day)
        state = np.where(is_now, READY, np.where(never, SHORT, BY_DATE))
        return Readiness(
            state=state,
            ready_day=np.where(never, np.nan, self.ready_day),
            finish_day=self.finish_day,
            buildable_now=share * self.orders.quantity,
            share_now=share,
            worst_need=self._get_worst(covered, is_short),
            first_operation_ready_day=np.where(
                np.isinf(self.first_day), np.nan, self.first_day
            ),
            covered_now=self.covered,
            missing_now=missing,
            need_ready_day=self.need_day,
            supply=self.supply,
            supply_order=self.supply_order,
            uncovered=self.uncovered,
        )

    def _get_worst(self, covered, is_short):
        """Return the line of each order that is ready last, then least covered."""
        day = np.where(np.isnan(self.need_day), np.inf, self.need_day)
        worst = np.full(len(self.ready_day), -1)
        lines = np.flatnonzero(is_short)
        order = np.lexsort((-lines, -covered[lines], day[lines]))
        # The last assignment wins: the latest day, then the least share.
        worst[self.needs.order[lines[order]]] = lines[order]
        return worst


def _clear(values, scale):
    """Return ``values`` with sums of floats that mean nothing set to 0."""
    return np.where(values > TOLERANCE * scale, values, 0.0)
