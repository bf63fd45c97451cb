"""What each move of a plan brings and costs, so that the parts make up the whole."""

from dataclasses import dataclass

import numpy as np

from ..inventory.distributions import evaluate_by_law

PARTS = ("shortage_saved", "donor_risk", "holding_saved", "unit_cost", "avoided_short")


@dataclass(frozen=True)
class MoveGains:
    """What the moves of a plan gain, without the costs of shipments.

    Attributes
    ----------
    item : ndarray of shape (k,) of int
        Product.
    lane : ndarray of shape (k,) of int
        Lane.
    steps : ndarray of shape (k,)
        Quantity [steps].
    shortage_saved : ndarray of shape (k,)
        Cost of the shortage that the receiver is spared [currency].
    donor_risk : ndarray of shape (k,)
        Cost of the additional shortage of the donor [currency].
    holding_saved : ndarray of shape (k,)
        Holding cost that donor and receiver save together [currency].
    unit_cost : ndarray of shape (k,)
        Freight and handling [currency].
    avoided_short : ndarray of shape (k,)
        Shortage that the receiver is spared [steps].
    """

    item: np.ndarray
    lane: np.ndarray
    steps: np.ndarray
    shortage_saved: np.ndarray
    donor_risk: np.ndarray
    holding_saved: np.ndarray
    unit_cost: np.ndarray
    avoided_short: np.ndarray

    def gain(self):
        """Return the gain of each move before the costs of shipments.

        Returns
        -------
        ndarray of shape (k,)
            Gain [currency].
        """
        saved = self.shortage_saved - self.donor_risk + self.holding_saved
        return saved - self.unit_cost


def move_gains(problem, flow):
    """Return what each move gains.

    The moves of a product are valued one after the other, that of the largest gain on
    its own first, so that their gains add up to that of the product.

    Parameters
    ----------
    problem : LaneProblem of n products and m lanes
        Products and lanes.
    flow : ndarray of shape (n, m)
        Flows [steps].

    Returns
    -------
    MoveGains
        One entry for each product and lane in use, product by product.

    Examples
    --------
    >>> from .lane_problem import lane_problem
    >>> from .network_stock import Lanes, NetworkStock
    >>> one = np.ones((1, 2))
    >>> stock = NetworkStock(
    ...     position=[[9, 1]], available=[[9, 1]], mean=[[2, 4]], variance=0 * one,
    ...     keep=[[2, 4]], maximum=np.nan * one, rate_per_day=one, unit=[1],
    ...     unit_value=[5], shortage_cost=9 * one, holding_cost=0 * one)
    >>> problem = lane_problem(stock, Lanes([0], [1], [1.0]))
    >>> move_gains(problem, np.array([[3.0]])).gain().tolist()
    [24.0]
    """
    item, lane = np.nonzero(flow)
    steps = flow[item, lane]
    change = np.zeros(problem.give.shape)
    alone = _value(problem, item, lane, steps, change)
    order = np.lexsort((-(alone[0] - alone[1] + alone[2] - alone[3]), item))
    item, lane, steps = item[order], lane[order], steps[order]
    first = np.flatnonzero(np.diff(item, prepend=-1))
    rank = np.arange(len(item)) - np.repeat(first, np.diff(first, append=len(item)))
    parts = np.zeros((len(PARTS), len(item)))
    for turn in range(int(rank.max(initial=-1)) + 1):
        now = np.flatnonzero(rank == turn)
        parts[:, now] = _value(problem, item[now], lane[now], steps[now], change)
        # One move of each product in a turn: no site comes twice.
        change[item[now], problem.source[lane[now]]] -= steps[now]
        change[item[now], problem.target[lane[now]]] += steps[now]
    return MoveGains(item, lane, steps, **dict(zip(PARTS, parts, strict=True)))


def _value(problem, item, lane, steps, change):
    """Return the parts of the gain of moves after changes of the sites."""
    n_sites = change.shape[1]
    cost, parts = problem.cost, {}
    for name, ends, sign in (("out", problem.source, -1.0), ("in", problem.target, 1)):
        site = ends[lane]
        rows, now = item * n_sites + site, change[item, site]
        after = now + sign * steps
        parts[name] = (
            cost.shortage.after(rows, after) - cost.shortage.after(rows, now),
            cost.held(rows, after) - cost.held(rows, now),
            cost.value[rows],
        )
    avoided = np.maximum(-parts["in"][0], 0.0)
    return np.array(
        [
            avoided * parts["in"][2],
            np.maximum(parts["out"][0], 0.0) * parts["out"][2],
            -parts["out"][1] - parts["in"][1],
            steps * problem.step_cost[item, lane],
            avoided,
        ]
    )


def stock_out_probability(cost, rows, change):
    """Return the probability that the demand of sites is above their stock.

    Parameters
    ----------
    cost : SiteCost or RememberedCost of m sites
        Demand and stock.
    rows : ndarray of shape (k,) of int
        Sites.
    change : ndarray of shape (k,)
        Steps that come (above 0) or go (below 0).

    Returns
    -------
    ndarray of shape (k,)
        P(demand > stock), 0 to 1.

    Examples
    --------
    >>> from .shortage import SiteCost, SiteShortage
    >>> sites = SiteShortage(np.array([3.0]), np.array([2.0]), np.array([2.0]),
    ...                      np.array(["poisson"]))
    >>> stock_out_probability(SiteCost(sites, np.ones(1)), np.array([0]),
    ...                       np.zeros(1)).round(4).tolist()
    [0.1429]
    """
    sites = cost.shortage
    level = sites.position[rows] + change
    covered = evaluate_by_law(
        "cumulative", level, sites.mean[rows], sites.variance[rows], sites.law[rows]
    )
    # Below nothing in stock, someone is waiting for certain.
    return np.where(level < 0, 1.0, np.clip(1.0 - covered, 0.0, 1.0))


def move_limits(problem, flow, moves, free):
    """Return why each move is not larger.

    Parameters
    ----------
    problem : LaneProblem of n products and m lanes
        Products and lanes.
    flow : ndarray of shape (n, m)
        Flows of the plan [steps].
    moves : MoveGains
        The moves.
    free : ndarray of shape (n, J)
        Stock that can be shipped now [steps].

    Returns
    -------
    ndarray of shape (k,) of str
        "protection" = the donor keeps the rest, "available" = nothing more can be
        shipped now, "maximum" = the receiver is full, "lane" = the shipment is full,
        "gain" = the next step does not pay.

    Examples
    --------
    >>> from .lane_problem import lane_problem
    >>> from .network_stock import Lanes, NetworkStock
    >>> one = np.ones((1, 2))
    >>> stock = NetworkStock(
    ...     position=[[9, 1]], available=[[3, 1]], mean=[[2, 9]], variance=0 * one,
    ...     keep=[[2, 4]], maximum=np.nan * one, rate_per_day=one, unit=[1],
    ...     unit_value=[5], shortage_cost=9 * one, holding_cost=0 * one)
    >>> problem = lane_problem(stock, Lanes([0], [1], [1.0]))
    >>> flow = np.array([[3.0]])
    >>> move_limits(problem, flow, move_gains(problem, flow), np.array([[3.0, 1.0]]))
    array(['available'], dtype='<U10')
    """
    n_sites = problem.give.shape[1]
    item, lane = moves.item, moves.lane
    source, target = problem.source[lane], problem.target[lane]
    sent = np.zeros(problem.give.shape)
    np.add.at(sent, (item, source), moves.steps)
    change = problem.change(flow)
    is_out = sent[item, source] + 1.0 > problem.give[item, source]
    is_shipped = np.floor(free[item, source]) < sent[item, source] + 1.0
    room = problem.take[item, target] - change[item, target]
    load = (problem.step_load * flow).sum(axis=0)
    most = problem.capacity * np.maximum(problem.shipments(flow), 1.0)
    is_full = load[lane] + problem.step_load[item, lane] > most[lane]
    gain = -problem.step_cost[item, lane]
    for site, sign in ((source, -1.0), (target, 1.0)):
        rows, now = item * n_sites + site, change[item, site]
        gain = gain + problem.cost.after(rows, now)
        gain -= problem.cost.after(rows, now + sign)
    return np.select(
        [is_out & is_shipped, is_out, room < 1.0, is_full & (gain > 0)],
        ["available", "protection", "maximum", "lane"],
        default="gain",
    )
