"""Orders for a demand that changes from period to period.

A lot covers whole periods and comes in at the start of its first one; a unit that
waits j periods costs j times the holding cost. There is no stock at the start.
"""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector, as_matrix

# Two years of weeks. The exact schedule takes the square of the periods in time.
LONGEST_SCHEDULE = 104


@dataclass(frozen=True)
class LotSchedule:
    """Orders of each item.

    Attributes
    ----------
    orders : ndarray of shape (n, t)
        Quantity that comes in at the start of each period [units].
    cost : ndarray of shape (n,)
        Cost of ordering and holding over all periods [currency].
    """

    orders: np.ndarray
    cost: np.ndarray


def silver_meal(demand, setup_cost, holding_cost):
    """Return the schedule of the Silver-Meal heuristic.

    A lot takes in the next period as long as its cost per period does not rise. The
    next period thus never adds more than one setup: the schedule costs at most as
    much as an order in every period with demand.

    Parameters
    ----------
    demand : array_like of shape (n, t)
        Demand of each period [units].
    setup_cost : array_like of shape (n,)
        Fixed cost of an order [currency].
    holding_cost : array_like of shape (n,)
        Cost of holding a unit for one period [currency/unit/period].

    Returns
    -------
    LotSchedule
        Orders and cost.

    References
    ----------
    Silver, E. A. & Meal, H. C. (1973), A heuristic for selecting lot size
    quantities for the case of a deterministic time-varying demand rate and discrete
    opportunities for replenishment, Production and Inventory Management 14.

    Examples
    --------
    >>> schedule = silver_meal([[90, 120, 80, 70]], [500], [2])
    >>> schedule.orders.tolist(), schedule.cost.tolist()
    ([[290.0, 0.0, 0.0, 70.0]], [1560.0])
    """
    demand, setup, holding = _checked(demand, setup_cost, holding_cost)
    n_items, n_periods = demand.shape
    rows = np.arange(n_items)
    orders = np.zeros(demand.shape)
    cost = np.zeros(n_items)
    start = np.full(n_items, -1)  # no lot yet
    lot_cost = np.zeros(n_items)
    for period in range(n_periods):
        wanted = demand[:, period]
        is_open = start >= 0
        covered = np.where(is_open, period - start, 1)
        extended = lot_cost + holding * covered * wanted
        is_cheap = extended * covered <= lot_cost * (covered + 1)
        joins = is_open & (is_cheap | (wanted == 0))
        opens = ~joins & (wanted > 0)
        start[opens] = period
        cost += np.where(joins, extended - lot_cost, np.where(opens, setup, 0.0))
        lot_cost = np.where(joins, extended, np.where(opens, setup, lot_cost))
        served = joins | opens
        orders[rows[served], start[served]] += wanted[served]
    return LotSchedule(orders, cost)


def wagner_whitin(demand, setup_cost, holding_cost):
    """Return the cheapest schedule.

    The best cost up to a period is the least over the first period of its lot; all
    items take the recursion together. Of equally cheap lots the latest is chosen.

    Parameters
    ----------
    demand : array_like of shape (n, t)
        Demand of each period [units]; up to 104 periods.
    setup_cost : array_like of shape (n,)
        Fixed cost of an order [currency].
    holding_cost : array_like of shape (n,)
        Cost of holding a unit for one period [currency/unit/period].

    Returns
    -------
    LotSchedule
        Orders and cost.

    Raises
    ------
    ValueError
        If a number is out of range or there are too many periods.

    References
    ----------
    Wagner, H. M. & Whitin, T. M. (1958), Dynamic version of the economic lot size
    model, Management Science 5.
    Snyder, L. V. & Shen, Z.-J. M., Fundamentals of Supply Chain Theory, 2nd
    edition, example 3.9.

    Examples
    --------
    >>> schedule = wagner_whitin([[90, 120, 80, 70]], [500], [2])
    >>> schedule.orders.tolist(), schedule.cost.tolist()
    ([[210.0, 0.0, 150.0, 0.0]], [1380.0])
    """
    demand, setup, holding = _checked(demand, setup_cost, holding_cost)
    n_items, n_periods = demand.shape
    if n_periods > LONGEST_SCHEDULE:
        raise ValueError(f"demand must have at most {LONGEST_SCHEDULE} periods")
    best = np.zeros((n_items, n_periods + 1))
    lot_cost = np.repeat(setup[:, None], n_periods, axis=1)
    first = np.full((n_items, n_periods), -1)  # no lot
    for period in range(n_periods):
        wanted = demand[:, period]
        waits = np.arange(period, -1.0, -1.0)
        lot_cost[:, : period + 1] += (holding * wanted)[:, None] * waits
        total = best[:, : period + 1] + lot_cost[:, : period + 1]
        latest = period - total[:, ::-1].argmin(axis=1)
        cheapest = np.take_along_axis(total, latest[:, None], axis=1)[:, 0]
        has_demand = wanted > 0
        best[:, period + 1] = np.where(has_demand, cheapest, best[:, period])
        first[has_demand, period] = latest[has_demand]
    return LotSchedule(_orders(demand, first), best[:, -1].copy())


def _orders(demand, first):
    """Return the orders, given the first period of the lot that ends in a period."""
    n_items, n_periods = demand.shape
    rows = np.arange(n_items)
    orders = np.zeros(demand.shape)
    lot = np.full(n_items, -1)
    for period in range(n_periods - 1, -1, -1):
        lot = np.where(lot < 0, first[:, period], lot)
        served = lot >= 0
        orders[rows[served], lot[served]] += demand[served, period]
        lot[lot == period] = -1
    return orders


def _checked(demand, setup_cost, holding_cost):
    """Return the arguments, checked."""
    demand = as_matrix("demand", demand, minimum=0.0, allow_nan=False)
    if demand.shape[1] == 0:
        raise ValueError("demand must have at least one period")
    setup = as_item_vector("setup_cost", setup_cost, len(demand), 0.0)
    holding = as_item_vector("holding_cost", holding_cost, len(demand), 0.0)
    return demand, setup, holding
