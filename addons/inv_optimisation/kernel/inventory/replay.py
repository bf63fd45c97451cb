"""Replay of the demand history under given reorder points: what would have happened.

The proof of a policy that needs no model of demand: stock is simulated bucket by
bucket over demand that really was, with levels that were known at the time.
"""

from dataclasses import dataclass

import numpy as np

from ..validation import as_demand_matrix, as_item_vector, check_choice

POLICIES = ("reorder_point", "order_up_to")


@dataclass(frozen=True)
class Replay:
    """What a policy would have done, for g settings and n items.

    Attributes
    ----------
    demand : ndarray of shape (n,)
        Demand of the measured buckets [units].
    filled : ndarray of shape (g, n)
        Part of it that was delivered from stock at once [units].
    stock : ndarray of shape (g, n)
        Mean stock at the end of a bucket [units].
    backorders : ndarray of shape (g, n)
        Mean backorders at the end of a bucket [units].
    orders : ndarray of shape (g, n)
        Number of orders.
    cycles : ndarray of shape (g, n)
        Number of receipts that closed a replenishment cycle.
    cycles_short : ndarray of shape (g, n)
        Cycles in which demand had to wait.
    n_buckets : int
        Measured buckets of the items that were known first.
    """

    demand: np.ndarray
    filled: np.ndarray
    stock: np.ndarray
    backorders: np.ndarray
    orders: np.ndarray
    cycles: np.ndarray
    cycles_short: np.ndarray
    n_buckets: int

    def short_share(self, weight):
        """Return the weighted share of demand that had to wait, shape (g,)."""
        wanted = (weight * self.demand).sum()
        if wanted <= 0:
            return np.zeros(len(self.filled))
        return ((self.demand - self.filled) * weight).sum(axis=1) / wanted


def replay_policy(
    demand,
    levels,
    origins,
    order_quantity,
    lead_time,
    *,
    warm_up=0,
    policy="reorder_point",
    measured_from=0,
):
    """Replay demand under levels that are planned anew at the origins.

    At the end of every bucket the inventory position is reviewed. An order placed
    at the end of bucket t with lead time l arrives at the start of bucket t + l + 1,
    so it protects l + 1 buckets. Orders of an item do not overtake each other, and
    demand that cannot be delivered waits.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed, counts as none.
    levels : array_like of shape (o, g, n)
        Reorder points, or order-up-to levels, for g settings at each origin [units].
    origins : array_like of shape (o,) of int
        Bucket at whose end the levels become valid, rising; the replay starts after
        the first one.
    order_quantity : array_like of shape (n,)
        Lot Q [units], above 0; orders are whole lots. Not used with order-up-to.
    lead_time : array_like of shape (n, T) of int
        Buckets between an order at the end of a bucket and its receipt, at least 0.
    warm_up : int, default 0
        Buckets after the first origin that are not measured.
    policy : {"reorder_point", "order_up_to"}, default "reorder_point"
        What the levels are.
    measured_from : array_like of shape (n,), default 0
        First bucket that is measured for the item, if that is later: nobody could plan
        an item that was not yet known.

    Returns
    -------
    Replay
        Totals over the measured buckets.

    Raises
    ------
    ValueError
        If shapes or numbers do not fit, or no bucket is left to measure.

    Examples
    --------
    >>> result = replay_policy([[2.0] * 8], [[[3.0]]], [1], [4.0], [[1] * 8],
    ...                        warm_up=2)
    >>> result.filled.tolist(), result.stock.tolist()
    ([[8.0]], [[2.0]])
    """
    demand = np.nan_to_num(as_demand_matrix(demand))
    n_items, n_buckets = demand.shape
    levels = np.asarray(levels, dtype=np.float64)
    origins = np.asarray(origins, dtype=np.int64)
    if levels.ndim != 3 or levels.shape[::2] != (len(origins), n_items):
        raise ValueError("levels must have one matrix (g, n) per origin")
    if not np.isfinite(levels).all():
        raise ValueError("levels must be finite")
    if (np.diff(origins) <= 0).any() or origins[0] < 0:
        raise ValueError("origins must rise from 0 or more")
    first = int(origins[0]) + 1
    if first + warm_up >= n_buckets:
        raise ValueError("warm_up leaves no bucket to measure")
    lot = as_item_vector("order_quantity", order_quantity, n_items)
    if not (lot > 0).all():
        raise ValueError("order_quantity must be above 0")
    check_choice("policy", [policy], POLICIES)
    lead_time = np.asarray(lead_time, dtype=np.int64)
    if lead_time.shape != demand.shape or (lead_time < 0).any():
        raise ValueError("lead_time must have the shape of demand and not be negative")
    lots = lot if policy == "reorder_point" else None
    usual_demand = demand[:, :first].mean(axis=1)
    state = _State(levels[0], lots, lead_time, usual_demand, n_buckets)
    start = as_item_vector("measured_from", measured_from, n_items, 0.0)
    start = np.maximum(start, first + warm_up)
    plan = dict(zip(origins.tolist(), range(len(origins)), strict=True))
    level = levels[0]
    state.order(first - 1, level, start)
    for t in range(first, n_buckets):
        state.receive(t, start)
        state.deliver(t, demand[:, t], start)
        if t in plan:
            level = levels[plan[t]]
        if t < n_buckets - 1:
            state.order(t, level, start)
    return state.result(np.maximum(n_buckets - start, 0.0))


class _State:
    """Stock, backorders and open orders of g settings and n items.

    They start with the stock that a steady demand would leave in mid-cycle.
    """

    def __init__(self, level, lot, lead_time, usual_demand, n_buckets):
        n_settings, n_items = level.shape
        self.lot = lot
        self.lead_time = lead_time
        half_lot = 0.0 if lot is None else lot / 2
        under_way = np.rint(lead_time.mean(axis=1)) * usual_demand
        self.stock = np.maximum(np.ceil(level + half_lot - under_way), 0.0)
        shape = (n_settings, n_items)
        self.last = n_buckets + int(lead_time.max(initial=0)) + 1
        # Receipts per bucket; bucket first, so that a bucket is one block.
        self.receipts = np.zeros((self.last + 1, *shape))
        self.last_arrival = np.zeros(shape, dtype=np.int64)
        self.columns = np.arange(n_settings)[:, None], np.arange(n_items)[None, :]
        self.waiting, self.on_order = np.zeros(shape), np.zeros(shape)
        self.is_short = np.zeros(shape, dtype=bool)
        self.demand = np.zeros(n_items)
        names = ("filled", "stock", "backorders", "orders", "cycles", "cycles_short")
        self.sums = {name: np.zeros(shape) for name in names}

    def receive(self, t, start):
        """Book what arrives at the start of a bucket; it closes a cycle."""
        arrived = self.receipts[t]
        self.on_order -= arrived
        late = np.minimum(self.waiting, arrived)
        self.waiting -= late
        self.stock += arrived - late
        closed = arrived > 0
        counted = closed & (t >= start)
        self.sums["cycles"] += counted
        self.sums["cycles_short"] += counted & self.is_short
        self.is_short &= ~closed

    def deliver(self, t, demand, start):
        """Serve the demand of a bucket."""
        filled = np.minimum(self.stock, demand)
        self.stock -= filled
        self.waiting += demand - filled
        self.is_short |= filled < demand
        measured = t >= start
        if measured.any():
            self.demand += demand * measured
            self.sums["filled"] += filled * measured
            self.sums["stock"] += self.stock * measured
            self.sums["backorders"] += self.waiting * measured

    def order(self, t, level, start):
        """Order at the end of a bucket what the policy wants."""
        position = self.stock - self.waiting + self.on_order
        if self.lot is None:
            quantity = np.maximum(level - position, 0.0)
        else:
            lots = np.floor((level - position) / self.lot) + 1
            quantity = np.where(position <= level, lots * self.lot, 0.0)
        ordered = quantity > 0
        arrival = np.maximum(t + 1 + self.lead_time[:, t], self.last_arrival)
        self.last_arrival = np.where(ordered, arrival, self.last_arrival)
        self.receipts[(np.minimum(arrival, self.last), *self.columns)] += quantity
        self.on_order += quantity
        self.sums["orders"] += ordered & (t >= start)

    def result(self, n_buckets):
        """Return the totals, stock and backorders as means."""
        for name in ("stock", "backorders"):
            self.sums[name] /= np.maximum(n_buckets, 1.0)
        longest = int(n_buckets.max(initial=0.0))
        return Replay(demand=self.demand, n_buckets=longest, **self.sums)
