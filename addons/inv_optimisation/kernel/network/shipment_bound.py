"""A cost that no plan with shared shipments can undercut."""

import numpy as np

# Rounds that improve the shares; the first ones bring the most.
SHARE_ROUNDS = 3
# Steps of the search, as a share of the distance to the plan, and how much of the
# direction of the last step is kept.
STEP_SHARE, MOMENTUM = 0.5, 0.5
# Searches for the largest useful growth halve the range this often at most.
MOST_HALVINGS = 60


def useful_flow(problem):
    """Return the most steps that a best plan sends on each lane.

    Steps end at a site as long as its cost falls by more than the cheapest step
    costs that can get there; beyond that, a site only passes on what it could send.

    Parameters
    ----------
    problem : LaneProblem of n products and m lanes
        Products and lanes.

    Returns
    -------
    ndarray of shape (n, m)
        Steps; 0 where a product cannot use a lane.

    Examples
    --------
    >>> from .lane_problem import lane_problem
    >>> from .network_stock import Lanes, NetworkStock
    >>> one = np.ones((1, 2))
    >>> stock = NetworkStock(
    ...     position=[[9, 1]], available=[[9, 1]], mean=[[2, 4]], variance=0 * one,
    ...     keep=[[2, 4]], maximum=np.nan * one, rate_per_day=one, unit=[1],
    ...     unit_value=[5], shortage_cost=9 * one, holding_cost=0 * one)
    >>> useful_flow(lane_problem(stock, Lanes([0, 1], [1, 0], [1.0, 1.0]))).tolist()
    [[3.0, 0.0]]
    """
    n_items, n_sites = problem.give.shape
    rows = np.arange(n_items * n_sites)
    now = problem.cost.after(rows, np.zeros(len(rows))).reshape(n_items, n_sites)
    less = problem.cost.after(rows, np.full(len(rows), -1.0)).reshape(now.shape)
    leave = np.where(problem.give > 0, less - now, np.inf).min(axis=1)
    arrive = np.full((n_sites, n_items), np.inf)
    can_send = problem.give[:, problem.source] > 0
    cost = np.where(np.isnan(problem.step_cost) | ~can_send, np.inf, problem.step_cost)
    np.minimum.at(arrive, problem.target, cost.T)
    price = arrive.T + leave[:, None]
    low, high = np.zeros(now.shape), problem.take.copy()
    high = np.where(np.isfinite(price), high, 0.0)
    for _ in range(MOST_HALVINGS):
        open_rows = np.flatnonzero((low < high).ravel())
        if len(open_rows) == 0:
            break
        middle = np.ceil(0.5 * (low + high)).ravel()[open_rows]
        last = problem.cost.after(open_rows, middle - 1.0)
        pays = last - problem.cost.after(open_rows, middle) >= price.ravel()[open_rows]
        low.ravel()[open_rows] = np.where(pays, middle, low.ravel()[open_rows])
        high.ravel()[open_rows] = np.where(pays, high.ravel()[open_rows], middle - 1)
    most = np.minimum(
        problem.give[:, problem.source], (high + problem.give)[:, problem.target]
    )
    return np.where(np.isnan(problem.step_cost), 0.0, most)


def share_bound(problem, flow, upper, *, rounds=SHARE_ROUNDS):
    """Return a lower bound of the cost of all plans.

    Each product that uses a lane in part pays that part of its share of the shipment,
    and the shares of a lane add up to one shipment. So no plan costs less than the
    products do on their own with these shares; a subgradient search makes them high.
    A lane with more than one shipment is paid by its load instead.

    Parameters
    ----------
    problem : LaneProblem of n products and m lanes
        Products and lanes.
    flow : ndarray of shape (n, m)
        Best flows without costs of shipments [steps].
    upper : float
        Cost of a plan [currency].
    rounds : int, default 3
        Rounds of the search.

    Returns
    -------
    bound : float
        No plan costs less [currency].
    share : ndarray of shape (n, m)
        Best cost found of a step on a lane as its share in a shipment
        [currency/step].

    References
    ----------
    Crainic, T. G., Frangioni, A. & Gendron, B. (2001), Bundle-based relaxation
    methods for multicommodity capacitated fixed charge network design, Discrete
    Applied Mathematics 112.
    Held, M., Wolfe, P. & Crowder, H. P. (1974), Validation of subgradient
    optimization, Mathematical Programming 6.
    """
    every = np.arange(len(flow))
    most = useful_flow(problem)
    can_use = (most > 0) & (problem.shipment_cost > 0)
    whole = np.where(can_use, most, 1.0)
    load = (problem.step_load * flow).sum(axis=0)
    is_full = load > problem.capacity
    by_load = np.where(
        is_full, problem.shipment_cost / np.where(is_full, problem.capacity, 1.0), 0.0
    )
    budget = np.where(is_full, 0.0, problem.shipment_cost)
    # Users pay by their quantity first, which deters them alike.
    users = (flow * can_use).sum(axis=0)
    share = np.where(users > 0, flow * can_use / np.where(users > 0, users, 1.0), 0.0)
    share = share * budget
    best, best_price, slope = -np.inf, np.zeros(flow.shape), 0.0
    for _ in range(rounds):
        price = by_load * problem.step_load + share / whole
        flow = problem.solve(
            every, problem.step_cost + price, start=flow,
            reach=np.maximum(2.0 * flow.max(axis=1, initial=0.0), 1.0),
        )  # fmt: skip
        value = float(problem.item_cost(every, flow).sum() + (price * flow).sum())
        if value > best:
            best, best_price = value, price
        slope = np.where(can_use, flow / whole, 0.0) + MOMENTUM * slope
        n_users = np.maximum(can_use.sum(axis=0), 1)
        tilt = np.where(can_use, slope - slope.sum(axis=0) / n_users, 0.0)
        steep = (tilt * tilt).sum()
        if steep <= 0 or value >= upper:
            break
        step = STEP_SHARE * (upper - value) / steep
        share = _to_budget(share + step * tilt, can_use, budget)
    return min(best, upper), best_price


def _to_budget(share, can_use, budget):
    """Return the nearest non-negative shares that add up to the budget of each lane."""
    high = np.where(can_use, share, -np.inf)
    order = -np.sort(-high, axis=0)
    finite = np.where(np.isfinite(order), order, 0.0)
    count = np.arange(1, len(share) + 1)[:, None]
    level = (np.cumsum(finite, axis=0) - budget) / count
    fits = np.isfinite(order) & (order > level)
    last = np.maximum(fits.sum(axis=0) - 1, 0)
    level = level[last, np.arange(share.shape[1])] if len(share) else budget
    return np.where(can_use, np.maximum(share - level, 0.0), 0.0)
