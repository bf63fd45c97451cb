"""Transfers of very many products: in blocks, vehicles at the price of their load."""

from dataclasses import fields, replace

import numpy as np

from .network_stock import Lanes
from .shipments import plan_transfers
from .transfer_plan import DroppedMoves, TransferPlan

# Up to so many products times lanes one search decides on all together.
LARGEST_SEARCH = 400_000
# Products of a block; memory grows with it, time does not.
BLOCK_ITEMS = 2000
# Rounds in which lanes are closed and the blocks that used them planned again.
MOST_ROUNDS = 8
# Arrays that have an entry for each product.
BY_ITEM = (
    "position",
    "available",
    "mean",
    "variance",
    "keep",
    "maximum",
    "rate_per_day",
    "unit",
    "unit_value",
    "shortage_cost",
    "holding_cost",
    "law",
)


def plan_in_blocks(stock, lanes, *, least_gain=0.0, time_limit=10.0):
    """Return the transfers of many products, as ``plan_transfers`` does for fewer.

    With thousands of products on a lane its vehicles are nearly full, so their cost is
    nearly that of the load: each unit pays its part of a full vehicle, and products no
    longer depend on each other. A lane whose moves do not pay its vehicles, or that
    breaks a rule, is closed and the blocks that used it are planned again. What units
    pay for loads is less than what vehicles cost, so the first round is a bound.

    Parameters
    ----------
    stock : NetworkStock
        Stock, demand and costs of n products at J sites.
    lanes : Lanes
        The m lanes between the sites.
    least_gain : float, default 0.0
        Least gain of a move [currency], before its share of the shipment.
    time_limit : float, default 10.0
        As in ``plan_transfers``, which plans networks that are small enough.

    Returns
    -------
    TransferPlan
        Moves with their gains, and the gap to the best plan.

    References
    ----------
    Magnanti, T. L. & Wong, R. T. (1984), Network design and transportation planning,
    Transportation Science 18 (linear relaxation of fixed charges).

    Examples
    --------
    >>> from .network_stock import Lanes, NetworkStock
    >>> one = np.ones((1, 2))
    >>> plan = plan_in_blocks(
    ...     NetworkStock(
    ...         position=[[9, 1]], available=[[9, 1]], mean=[[2, 4]],
    ...         variance=0 * one, keep=[[2, 4]], maximum=np.nan * one,
    ...         rate_per_day=one, unit=[1], unit_value=[5], shortage_cost=9 * one,
    ...         holding_cost=0 * one),
    ...     Lanes([0], [1], [1.0], shipment_cost=4.0))
    >>> plan.quantity.tolist(), plan.gain.tolist()
    ([3.0], [20.0])
    """
    n_items, n_lanes = len(np.asarray(stock.position)), len(np.asarray(lanes.source))
    if n_items * n_lanes <= LARGEST_SEARCH:
        return plan_transfers(
            stock, lanes, least_gain=least_gain, time_limit=time_limit
        )
    return _Blocks(stock, lanes, least_gain).plan()


class _Blocks:
    """Blocks of products, the lanes that are open, and their plans."""

    def __init__(self, stock, lanes, least_gain):
        self.stock, self.lanes, self.least_gain = stock, lanes, least_gain
        self.n_items = len(np.asarray(stock.position))
        self.n_lanes = len(np.asarray(lanes.source))
        shape = (self.n_items, self.n_lanes)
        self.unit_cost = np.broadcast_to(
            np.asarray(lanes.unit_cost, dtype=np.float64), shape
        )
        load = 0.0 if lanes.load is None else lanes.load
        self.load = np.broadcast_to(np.asarray(load, dtype=np.float64), shape)
        self.fixed = np.broadcast_to(
            np.asarray(lanes.shipment_cost, dtype=np.float64), (self.n_lanes,)
        )
        self.capacity = self._by_lane(lanes.capacity, np.inf)
        self.minimum_value = self._by_lane(lanes.minimum_value, 0.0)
        self.maximum_moves = self._by_lane(lanes.maximum_moves, np.inf)
        self.value = np.asarray(stock.unit_value, dtype=np.float64)
        self.is_barred = np.zeros(shape, dtype=bool)
        self.removed = []
        starts = range(0, self.n_items, BLOCK_ITEMS)
        self.rows = [
            np.arange(start, min(start + BLOCK_ITEMS, self.n_items)) for start in starts
        ]
        self.plans = [None] * len(self.rows)

    def _by_lane(self, values, default):
        """Return one number for each lane; the default where there is none."""
        if values is None:
            return np.full(self.n_lanes, default)
        values = np.asarray(values, dtype=np.float64)
        return np.where(np.isnan(values), default, values)

    def plan(self):
        """Return the plan of all blocks together."""
        stale = range(len(self.rows))
        bound = None
        for _ in range(MOST_ROUNDS):
            for block in stale:
                self.plans[block] = self._plan_block(block)
            if bound is None:
                bound = sum(plan.bound for plan in self.plans)
            barred = self._find_barred()
            stale = [
                block for block, rows in enumerate(self.rows) if barred[rows].any()
            ]
            if not stale:
                break
            self.is_barred |= barred
        return self._join(bound)

    def _plan_block(self, block):
        rows = self.rows[block]
        parts = {}
        for name in BY_ITEM:
            values = getattr(self.stock, name)
            parts[name] = None if values is None else np.asarray(values)[rows]
        longest = np.asarray(self.stock.longest_hold_days)
        if longest.ndim:
            parts["longest_hold_days"] = longest[rows]
        cost = self.unit_cost[rows] + self._load_price() * self.load[rows]
        lanes = Lanes(
            source=self.lanes.source,
            target=self.lanes.target,
            unit_cost=np.where(self.is_barred[rows], np.nan, cost),
        )
        return plan_transfers(
            replace(self.stock, **parts), lanes, least_gain=self.least_gain
        )

    def _load_price(self):
        """Return what a unit of load pays for its part of a full vehicle."""
        return np.where(np.isfinite(self.capacity), self.fixed / self.capacity, 0.0)

    # Rules

    def _moves(self):
        """Return item, lane, quantity and gain without vehicles of all moves."""
        items = [
            rows[plan.item] for rows, plan in zip(self.rows, self.plans, strict=True)
        ]
        lane, quantity, gain = (
            np.concatenate([getattr(plan, name) for plan in self.plans])
            for name in ("lane", "quantity", "gain")
        )
        item = np.concatenate(items)
        paid = self._load_price()[lane] * self.load[item, lane] * quantity
        return item, lane, quantity, gain + paid

    def _totals(self, moves):
        """Return load, value, gain and number of the moves of each lane."""
        item, lane, quantity, gain = moves
        size = self.n_lanes
        load = np.bincount(lane, self.load[item, lane] * quantity, size)
        value = np.bincount(lane, self.value[item] * quantity, size)
        return load, value, np.bincount(lane, gain, size), np.bincount(lane, None, size)

    def _vehicles(self, load, count):
        """Return the shipments of each lane."""
        full = np.where(np.isfinite(self.capacity), self.capacity, np.inf)
        many = np.maximum(np.ceil(load / full * (1.0 - 1e-12)), 1.0)
        return np.where(count > 0, many, 0.0)

    def _find_barred(self):
        """Return which products may not use which lane any more, of shape (n, m)."""
        moves = self._moves()
        _item, lane, _quantity, gain = moves
        load, value, total, count = self._totals(moves)
        cost = self.fixed * self._vehicles(load, count)
        barred = np.zeros(self.is_barred.shape, dtype=bool)
        for word, is_bad in (
            ("minimum_value", value < self.minimum_value * (1.0 - 1e-12)),
            ("shipment_cost", total < cost),
        ):
            for bad in np.flatnonzero(is_bad & (count > 0)).tolist():
                self._bar(barred, moves, np.flatnonzero(lane == bad), word)
                barred[:, bad] = True
        for full in np.flatnonzero(count > self.maximum_moves).tolist():
            own = np.flatnonzero(lane == full)
            order = own[np.argsort(-gain[own], kind="stable")]
            out = order[int(self.maximum_moves[full]) :]
            self._bar(barred, moves, out, "maximum_moves")
        return barred

    def _bar(self, barred, moves, out, word):
        """Bar moves and remember what they would have brought."""
        item, lane, quantity, gain = (values[out] for values in moves)
        barred[item, lane] = True
        reason = np.full(len(out), word, dtype="<U13")
        self.removed.append((item, lane, quantity, gain, reason))

    # The result

    def _join(self, bound):
        """Return the plans as one, vehicles paid in full."""
        moves = self._moves()
        item, lane, quantity, gain = moves
        load, value, _total, count = self._totals(moves)
        shipments = self._vehicles(load, count)
        paid = self.fixed * shipments
        own = self.load[item, lane] * quantity
        part = np.where(own > 0, own / np.where(load > 0, load, 1.0)[lane], 0.0)
        part = np.where(load[lane] > 0, part, 1.0 / np.maximum(count[lane], 1))
        share = paid[lane] * part
        names = [field.name for field in fields(TransferPlan)]
        joined = {
            name: np.concatenate([getattr(plan, name) for plan in self.plans])
            for name in names
            if isinstance(getattr(self.plans[0], name), np.ndarray)
            and len(getattr(self.plans[0], name)) == len(self.plans[0].item)
            and name not in ("shipments", "lane_load", "lane_value")
        }
        price = self._load_price()[lane] * own
        joined["unit_cost"] = joined["unit_cost"] - price
        joined.update(item=item, shipment_share=share, gain=gain - share)
        order = np.argsort(-joined["gain"], kind="stable")
        before = sum(plan.objective_before for plan in self.plans)
        objective = before - float(joined["gain"].sum())
        rules = sum(plan.rules_cost for plan in self.plans)
        possible = before - bound
        choice = max(objective - rules, bound)
        return TransferPlan(
            **{name: values[order] for name, values in joined.items()},
            shipments=shipments,
            lane_load=load,
            lane_value=value,
            objective_before=before,
            objective=objective,
            bound=bound,
            gap=(objective - bound) / objective if objective > 0 else 0.0,
            gain_gap=(choice - bound) / possible if possible > 0 else 0.0,
            rules_cost=rules,
            dropped=self._dropped(),
        )

    def _dropped(self):
        """Return the moves that were removed, by single products or by lanes."""
        columns = [[], [], [], [], []]
        for rows, plan in zip(self.rows, self.plans, strict=True):
            dropped = plan.dropped
            found = (
                rows[dropped.item],
                dropped.lane,
                dropped.quantity,
                dropped.gain,
                dropped.reason,
            )
            for column, values in zip(columns, found, strict=True):
                column.append(values)
        for found in self.removed:
            for column, values in zip(columns, found, strict=True):
                column.append(values)
        return DroppedMoves(*(np.concatenate(column) for column in columns))
