"""Transfers of many products that share the cost of their shipments."""

import numpy as np

from ..inventory.rounding import in_units
from ..validation import as_item_vector
from .lane_problem import lane_problem
from .network_stock import Lanes, NetworkStock
from .shipment_bound import share_bound
from .shipment_branch import LaneTree
from .shipment_capacity import open_within_loads, trim_loads
from .shipment_rules import ShipmentRules, apply_rules
from .shipment_search import LaneSearch
from .transfer_plan import DroppedMoves, TransferPlan, dropped_moves, value_plan

__all__ = ["DroppedMoves", "Lanes", "NetworkStock", "TransferPlan", "plan_transfers"]

# Plans of up to so many products times lanes are proven by branching on the lanes.
LARGEST_TREE = 1500
# Rounds of the search for a bound before branching.
TREE_ROUNDS = 40
# Products of a small network that are solved in a second.
WORK_BY_SECOND = 5000


def plan_transfers(stock, lanes, *, least_gain=0.0, time_limit=10.0):
    """Return the transfers of many products whose shipments are shared.

    Without costs of shipments each product has its own best flows. Products without
    any are done; the others choose the lanes together: costs of shipments are first
    shared out over the steps, then lanes are closed, opened and swapped as long as
    that gains. Small networks are searched to the end. At last, moves and shipments
    that break a rule are removed and their products solved anew.

    Parameters
    ----------
    stock : NetworkStock
        Stock, demand and costs of n products at J sites.
    lanes : Lanes
        The m lanes between the sites.
    least_gain : float, default 0.0
        Least gain of a move [currency], before its share of the shipment: to leave it
        out would not save that.
    time_limit : float, default 10.0
        About the longest time for proving a small plan [seconds].

    Returns
    -------
    TransferPlan
        Moves with their gains, and the gap to the best plan without rules.

    Raises
    ------
    ValueError
        If a shape does not fit or a number is out of range.

    References
    ----------
    Magnanti, T. L. & Wong, R. T. (1984), Network design and transportation planning,
    Transportation Science 18 (fixed charges, add and drop).
    Paterson, C., Kiesmuller, G., Teunter, R. & Glazebrook, K. (2011), Inventory
    models with lateral transshipments: a review, European Journal of Operational
    Research 210.

    Examples
    --------
    >>> one = np.ones((1, 2))
    >>> plan = plan_transfers(
    ...     NetworkStock(
    ...         position=[[9, 1]], available=[[9, 1]], mean=[[2, 4]],
    ...         variance=0 * one, keep=[[2, 4]], maximum=np.nan * one,
    ...         rate_per_day=one, unit=[1], unit_value=[5], shortage_cost=9 * one,
    ...         holding_cost=0 * one),
    ...     Lanes([0], [1], [1.0], shipment_cost=4.0))
    >>> plan.quantity.tolist(), plan.gain.tolist(), plan.limit.tolist(), plan.gap
    ([3.0], [20.0], ['gain'], 0.0)
    """
    if not time_limit > 0:
        raise ValueError("time_limit must be above 0")
    problem = lane_problem(stock, lanes)
    n_items, n_lanes = problem.step_cost.shape
    rules = _rules(lanes, n_lanes, least_gain)
    every = np.arange(n_items)
    none = np.zeros((n_items, n_lanes))
    idle = problem.item_cost(every, none)
    relaxed = problem.solve(every, problem.step_cost)
    moved = np.flatnonzero((relaxed > 0).any(axis=1))
    part = problem.part(moved)
    search, bound = _choose_lanes(part, relaxed[moved], time_limit)
    chosen = search.total()
    reason = apply_rules(search, rules)
    if trim_loads(search):
        # Smaller loads may break a rule again.
        _join(reason, apply_rules(search, rules))
    flow, why = none, np.full(none.shape, "", dtype=reason.dtype)
    flow[moved], why[moved] = search.flow, reason
    rest = np.delete(idle, moved).sum()
    # Trimmed loads may be cheaper than what was chosen.
    totals = min(chosen, search.total()), search.total(), bound
    costs = float(idle.sum()), *(float(rest + total) for total in totals)
    unit = as_item_vector("unit", stock.unit, n_items)
    free = in_units(np.maximum(stock.available, 0.0), unit[:, None])
    dropped = dropped_moves(problem, unit, relaxed, flow, why)
    return value_plan(problem, unit, free, flow, costs=costs, dropped=dropped)


def _rules(lanes, n_lanes, least_gain):
    """Return the rules of the lanes, checked."""
    value = 0.0 if lanes.minimum_value is None else lanes.minimum_value
    many = np.full(n_lanes, np.inf)
    if lanes.maximum_moves is not None:
        limits = np.asarray(lanes.maximum_moves, dtype=np.float64)
        many = np.where(np.isposinf(limits), np.nan, limits)
        many = as_item_vector("maximum_moves", many, n_lanes, 0.0, allow_nan=True)
        many = np.where(np.isnan(many), np.inf, many)
    return ShipmentRules(
        float(as_item_vector("least_gain", least_gain, 1, 0.0)[0]),
        as_item_vector("minimum_value", value, n_lanes, 0.0),
        many,
    )


def _choose_lanes(problem, relaxed, time_limit):
    """Return the search at a good plan, and a bound of the cost of all plans."""
    search = LaneSearch(problem, relaxed.copy())
    if relaxed.size == 0 or not (problem.shipments(relaxed) @ problem.shipment_cost):
        return search, search.total()
    search.share_out()
    # A lane that does not pay for two shipments may pay for one.
    trim_loads(search)
    search.improve()
    is_small = relaxed.size <= LARGEST_TREE
    if open_within_loads(search):
        search.improve()
    rounds = {"rounds": TREE_ROUNDS} if is_small else {}
    bound, price = share_bound(problem, relaxed, search.total(), **rounds)
    if is_small and bound < search.total():
        tree = LaneTree(problem, price, search.flow.copy())
        # Where lanes need several shipments, the tree still bounds the cost.
        bound = max(bound, tree.search(int(WORK_BY_SECOND * time_limit)))
        total = search.total()
        kept = search.flow, search.cost, search.is_open
        search.adopt(tree.best_flow)
        search.is_open = (tree.best_flow > 0).any(axis=0) | (problem.shipment_cost == 0)
        if search.total() > total:
            search.flow, search.cost, search.is_open = kept
    return search, min(bound, search.total())


def _join(reason, later):
    """Add the reasons of a second look at the rules."""
    new = (reason == "") & (later != "")
    reason[new] = later[new]
