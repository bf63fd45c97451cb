"""Products and lanes between sites in steps, and their least-cost flows."""

from dataclasses import dataclass, replace

import numpy as np

from ..validation import as_item_vector, as_matrix
from .cost_memory import RememberedCost
from .lane_exchange import exchange_on_lanes
from .transfer_inputs import by_site, like_sites, site_costs, step_limits


@dataclass(frozen=True)
class LaneProblem:
    """Products and lanes, checked and counted in steps.

    Attributes
    ----------
    cost : RememberedCost of n x J sites
        Cost of the sites.
    give : ndarray of shape (n, J)
        Most steps that a site can send.
    take : ndarray of shape (n, J)
        Most steps by which a site can grow.
    source : ndarray of shape (m,) of int
        Site that sends.
    target : ndarray of shape (m,) of int
        Site that receives.
    step_cost : ndarray of shape (n, m)
        Cost of a step on a lane [currency/step]; NaN = not allowed.
    step_load : ndarray of shape (n, m)
        Load of a step.
    step_value : ndarray of shape (n,)
        Value of a step [currency/step].
    shipment_cost : ndarray of shape (m,)
        Cost of a shipment [currency].
    capacity : ndarray of shape (m,)
        Load of a shipment; inf = no limit.
    """

    cost: RememberedCost
    give: np.ndarray
    take: np.ndarray
    source: np.ndarray
    target: np.ndarray
    step_cost: np.ndarray
    step_load: np.ndarray
    step_value: np.ndarray
    shipment_cost: np.ndarray
    capacity: np.ndarray

    def part(self, items):
        """Return the problem of some of the products.

        Parameters
        ----------
        items : ndarray of shape (k,) of int
            Products.

        Returns
        -------
        LaneProblem
            The same lanes with these products only.
        """
        n_sites = self.give.shape[1]
        rows = (items[:, None] * n_sites + np.arange(n_sites)).ravel()
        names = ("give", "take", "step_cost", "step_load", "step_value")
        mine = {name: getattr(self, name)[items] for name in names}
        return replace(self, cost=self.cost.part(rows), **mine)

    def solve(self, items, step_cost, *, start=None, reach=None):
        """Return the flows of least cost of products, each with its own lane costs.

        Parameters
        ----------
        items : ndarray of shape (k,) of int
            Products; one may come several times.
        step_cost : ndarray of shape (k, m)
            Cost of a step [currency/step]; NaN = not allowed.
        start : ndarray of shape (k, m), optional
            Allowed flows to start from [steps].
        reach : ndarray of shape (k,), optional
            Steps that are likely to move.

        Returns
        -------
        ndarray of shape (k, m)
            Flows [steps].
        """
        shape = (len(items), self.give.shape[1], self.give.shape[1])
        lanes = np.full(shape, np.nan)
        lanes[:, self.source, self.target] = step_cost
        flows = None
        if start is not None:
            flows = np.zeros(shape)
            flows[:, self.source, self.target] = start
        flows, _ = exchange_on_lanes(
            self.cost, self.give[items], self.take[items], lanes,
            product=items, start=flows, reach=reach,
        )  # fmt: skip
        return flows[:, self.source, self.target]

    def change(self, flow):
        """Return the change of each site by flows.

        Parameters
        ----------
        flow : ndarray of shape (k, m)
            Flows [steps].

        Returns
        -------
        ndarray of shape (k, J)
            Steps that come (above 0) or go (below 0).
        """
        change = np.zeros((len(flow), self.give.shape[1]))
        row, lane = np.nonzero(flow)
        np.add.at(change, (row, self.target[lane]), flow[row, lane])
        np.subtract.at(change, (row, self.source[lane]), flow[row, lane])
        return change

    def item_cost(self, items, flow):
        """Return the cost of products without that of shipments.

        Parameters
        ----------
        items : ndarray of shape (k,) of int
            Products.
        flow : ndarray of shape (k, m)
            Flows [steps].

        Returns
        -------
        ndarray of shape (k,)
            Cost of the sites and of the steps on lanes [currency].
        """
        n_sites = self.give.shape[1]
        rows = (items[:, None] * n_sites + np.arange(n_sites)).ravel()
        sites = self.cost.after(rows, self.change(flow).ravel())
        lanes = np.where(flow > 0, self.step_cost[items], 0.0) * flow
        return sites.reshape(-1, n_sites).sum(axis=1) + lanes.sum(axis=1)

    def shipments(self, flow):
        """Return the number of shipments on each lane.

        Parameters
        ----------
        flow : ndarray of shape (n, m)
            Flows of all products [steps].

        Returns
        -------
        ndarray of shape (m,)
            Shipments; 0 = the lane is not used.
        """
        load = (self.step_load * flow).sum(axis=0)
        full = np.where(np.isfinite(self.capacity), self.capacity, 1.0)
        # A load that is full to the last digit needs no further shipment.
        many = np.ceil(load / full * (1.0 - 1e-12))
        many = np.where(np.isfinite(self.capacity), np.maximum(many, 1.0), 1.0)
        return np.where((flow > 0).any(axis=0), many, 0.0)


def share_weight(problem):
    """Return by what a step takes part in the cost of the shipments of a lane.

    Parameters
    ----------
    problem : LaneProblem of n products and m lanes
        Products and lanes.

    Returns
    -------
    ndarray of shape (n, m)
        Load of a step; its value on lanes without loads; 1 without values.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> share_weight(SimpleNamespace(step_load=np.array([[2.0, 0.0], [1.0, 0.0]]),
    ...                              step_value=np.array([7.0, 9.0]))).tolist()
    [[2.0, 7.0], [1.0, 9.0]]
    """
    has_load = (problem.step_load > 0).any(axis=0)
    value = problem.step_value if (problem.step_value > 0).any() else 1.0
    value = np.broadcast_to(value, problem.step_value.shape)[:, None]
    return np.where(has_load, problem.step_load, value)


def lane_problem(stock, lanes):
    """Return the problem of a network, checked and counted in steps.

    Parameters
    ----------
    stock : NetworkStock
        Stock of n products at J sites.
    lanes : Lanes
        The m lanes between the sites.

    Returns
    -------
    LaneProblem
        Sites and lanes in steps.

    Raises
    ------
    ValueError
        If a shape does not fit, a number is out of range, a lane leads to its own
        source, or two lanes lead from and to the same sites.

    Examples
    --------
    >>> from .network_stock import Lanes, NetworkStock
    >>> one = np.ones((1, 2))
    >>> stock = NetworkStock(
    ...     position=8 * one, available=8 * one, mean=one, variance=one, keep=2 * one,
    ...     maximum=np.nan * one, rate_per_day=one, unit=[2], unit_value=[5],
    ...     shortage_cost=one, holding_cost=0 * one)
    >>> problem = lane_problem(stock, Lanes([0], [1], [3.0]))
    >>> problem.give.tolist(), problem.step_cost.tolist(), problem.step_value.tolist()
    ([[3.0, 3.0]], [[6.0]], [10.0])
    """
    position = as_matrix("position", stock.position, allow_nan=False)
    n_items, n_sites = position.shape
    unit = as_item_vector("unit", stock.unit, n_items)
    if not (unit > 0).all():
        raise ValueError("unit must be above 0")
    keep = by_site("keep", stock.keep, position)
    available = np.maximum(stock.available, 0.0)
    give, take = step_limits(position, unit, keep, stock.maximum, available)
    sites = site_costs(
        position,
        like_sites("mean", stock.mean, position),
        like_sites("variance", stock.variance, position),
        unit,
        price=by_site("shortage_cost", stock.shortage_cost, position),
        law=stock.law,
        holding=(
            by_site("holding_cost", stock.holding_cost, position),
            by_site("rate_per_day", stock.rate_per_day, position),
            as_item_vector("longest_hold_days", stock.longest_hold_days, n_items, 0.0),
        ),
    )
    source, target = _ends(lanes, n_sites)
    n_lanes = len(source)
    capacity = np.full(n_lanes, np.nan) if lanes.capacity is None else lanes.capacity
    capacity = as_item_vector("capacity", capacity, n_lanes, allow_nan=True)
    if (capacity <= 0).any():
        raise ValueError("capacity must be above 0")
    value = as_item_vector("unit_value", stock.unit_value, n_items, 0.0)
    load = 0.0 if lanes.load is None else lanes.load
    return LaneProblem(
        cost=RememberedCost(sites, give.ravel(), take.ravel()),
        give=give,
        take=take,
        source=source,
        target=target,
        step_cost=_by_lane("unit_cost", lanes.unit_cost, n_items, n_lanes, True)
        * unit[:, None],
        step_load=_by_lane("load", load, n_items, n_lanes) * unit[:, None],
        step_value=value * unit,
        shipment_cost=as_item_vector(
            "shipment_cost", lanes.shipment_cost, n_lanes, 0.0
        ),
        capacity=np.where(np.isnan(capacity), np.inf, capacity),
    )


def _ends(lanes, n_sites):
    """Return source and target of the lanes, checked."""
    source = np.asarray(lanes.source, dtype=np.int64).ravel()
    target = np.asarray(lanes.target, dtype=np.int64).ravel()
    if len(source) != len(target):
        raise ValueError("source and target must have the same length")
    ends = np.concatenate([source, target])
    if ((ends < 0) | (ends >= n_sites)).any():
        raise ValueError(f"source and target must be sites below {n_sites}")
    if (source == target).any():
        raise ValueError("a lane must lead to another site")
    if len(np.unique(source * n_sites + target)) < len(source):
        raise ValueError("two lanes must not lead from and to the same sites")
    return source, target


def _by_lane(name, value, n_items, n_lanes, allow_nan=False):
    """Return one non-negative number per product and lane, checked."""
    value = np.asarray(value, dtype=np.float64)
    if value.ndim < 2:
        value = np.broadcast_to(value, (n_items, n_lanes))
    matrix = as_matrix(name, value, n_items, 0.0, allow_nan=allow_nan)
    if matrix.shape != (n_items, n_lanes):
        raise ValueError(f"{name} must have {n_lanes} columns")
    return matrix
