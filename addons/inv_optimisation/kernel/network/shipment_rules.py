"""Rules that moves and shipments must meet, and what they remove from a plan."""

from dataclasses import dataclass

import numpy as np

from .transfer_moves import move_gains

# Each round bars a move or a lane for good; so many are never needed.
MOST_ROUNDS = 200


@dataclass(frozen=True)
class ShipmentRules:
    """What a move and a shipment must bring to be worth the trouble.

    Attributes
    ----------
    least_gain : float
        Least gain of a move before its share of the shipment [currency].
    minimum_value : ndarray of shape (m,)
        Least value of the goods of a lane [currency].
    maximum_moves : ndarray of shape (m,)
        Most products on a lane.
    """

    least_gain: float
    minimum_value: np.ndarray
    maximum_moves: np.ndarray


def apply_rules(search, rules):
    """Remove what breaks a rule and solve the products anew, until nothing does.

    Parameters
    ----------
    search : LaneSearch of n products and m lanes
        Plan, changed in place.
    rules : ShipmentRules
        Rules.

    Returns
    -------
    ndarray of shape (n, m) of str
        Rule that has barred a product from a lane, "" = none.

    Examples
    --------
    >>> import numpy as np
    >>> from .lane_problem import lane_problem
    >>> from .network_stock import Lanes, NetworkStock
    >>> from .shipment_search import LaneSearch
    >>> one = np.ones((1, 2))
    >>> stock = NetworkStock(
    ...     position=[[9, 1]], available=[[9, 1]], mean=[[2, 4]], variance=0 * one,
    ...     keep=[[2, 4]], maximum=np.nan * one, rate_per_day=one, unit=[1],
    ...     unit_value=[5], shortage_cost=9 * one, holding_cost=0 * one)
    >>> problem = lane_problem(stock, Lanes([0], [1], [1.0]))
    >>> search = LaneSearch(problem, np.array([[3.0]]))
    >>> rules = ShipmentRules(0.0, np.array([20.0]), np.array([np.inf]))
    >>> apply_rules(search, rules).tolist(), search.flow.tolist()
    ([['minimum_value']], [[0.0]])
    """
    reason = np.full(search.flow.shape, "", dtype="<U13")
    for _ in range(MOST_ROUNDS):
        changed = _bar_surplus(search, rules, reason)
        changed |= _bar_small_gains(search, rules, reason)
        changed |= _bar_small_shipments(search, rules, reason)
        if not changed:
            break
        search.close_idle()
    return reason


def _bar(search, reason, barred, word):
    """Bar products from lanes and solve these products anew."""
    if not barred.any():
        return False
    reason[barred & (reason == "")] = word
    search.is_barred |= barred
    search.resolve(np.flatnonzero((barred & (search.flow > 0)).any(axis=1)))
    return True


def _bar_surplus(search, rules, reason):
    """Keep the best moves of a lane with too many products."""
    many = (search.flow > 0).sum(axis=0)
    if not (many > rules.maximum_moves).any():
        return False
    moves = move_gains(search.problem, search.flow)
    order = np.lexsort((-moves.gain(), moves.lane))
    lane = moves.lane[order]
    first = np.flatnonzero(np.diff(lane, prepend=-1))
    rank = np.arange(len(lane)) - np.repeat(first, np.diff(first, append=len(lane)))
    out = order[rank >= rules.maximum_moves[lane]]
    barred = np.zeros(reason.shape, dtype=bool)
    barred[moves.item[out], moves.lane[out]] = True
    return _bar(search, reason, barred, "maximum_moves")


def _bar_small_gains(search, rules, reason):
    """Bar moves that gain too little: hopeless receivers, and the worst move of others.

    A receiver whose moves together gain too little has none that gains enough. Of
    another one the worst move goes, so that the rest may grow. A site that passes
    goods on is valued with those it serves, so only one move of its product goes.
    """
    barred = np.zeros(reason.shape, dtype=bool)
    if rules.least_gain <= 0:
        return False
    problem = search.problem
    moves = move_gains(problem, search.flow)
    item, lane, gain = moves.item, moves.lane, moves.gain()
    n_sites = problem.give.shape[1]
    place = item * n_sites + problem.target[lane]
    is_small = gain < rules.least_gain
    # Else new lanes with too little gain would come as fast as old ones go.
    offending = np.unique(item[is_small])
    search.is_barred[offending] |= search.flow[offending] <= 0
    passes_on = _passing_items(problem, item, lane, len(reason))[item]
    total = np.bincount(place, gain, len(reason) * n_sites)
    hopeless = np.unique(place[~passes_on & (total[place] < rules.least_gain)])
    rows, sites = hopeless // n_sites, hopeless % n_sites
    for site in np.unique(sites).tolist():
        into = np.flatnonzero(problem.target == site)
        barred[np.ix_(rows[sites == site], into)] = True
    # The worst of each receiver; of a product that passes goods on, one in all.
    group = np.where(passes_on, -1 - item, place)
    order = np.lexsort((gain, group))
    worst = order[
        np.flatnonzero(np.diff(group[order], prepend=group.min(initial=0) - 1))
    ]
    out = worst[is_small[worst]]
    barred[item[out], lane[out]] = True
    return _bar(search, reason, barred, "least_gain")


def _passing_items(problem, item, lane, n_items):
    """Return which products have a site that both receives and sends."""
    n_sites = problem.give.shape[1]
    ends = [
        np.bincount(item * n_sites + side[lane], None, n_items * n_sites) > 0
        for side in (problem.source, problem.target)
    ]
    return (ends[0] & ends[1]).reshape(n_items, n_sites).any(axis=1)


def _bar_small_shipments(search, rules, reason):
    """Bar lanes with goods of too little value, the poorest of each product first."""
    worth = search.problem.step_value @ search.flow
    used = (search.flow > 0).any(axis=0)
    poor = np.flatnonzero(used & (worth < rules.minimum_value * (1.0 - 1e-12)))
    share = worth[poor] / rules.minimum_value[poor]
    barred = np.zeros(reason.shape, dtype=bool)
    touched = np.zeros(len(reason), dtype=bool)
    for lane in poor[np.argsort(share, kind="stable")]:
        users = search.flow[:, lane] > 0
        if not (touched & users).any():
            touched |= users
            barred[:, lane] = True
    search.is_open &= ~barred.any(axis=0)
    return _bar(search, reason, barred, "minimum_value")
