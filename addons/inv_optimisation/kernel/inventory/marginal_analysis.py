"""Service targets of a group of items, met at the least cost of stock."""

import numpy as np

from ..validation import as_item_vector
from .portfolio import (
    MAXIMUM_ITERATIONS,
    SMALLEST_SHARE,
    check_group_target,
    common_factor,
)


def marginal_levels(portfolio, target, unit_cost, *, n_levels=96):
    """Return the cheapest levels that meet the group target.

    Every item minimises cost + price * short share; the price of a short share is
    found by halving. That buys service where it is cheapest. It amplifies errors of
    the forecast: on intermittent demand the common factor is as good or better.

    Parameters
    ----------
    portfolio : Portfolio
        The items.
    target : float
        Share of the demand of the group filled from stock, above 0 and below 1.
    unit_cost : array_like of shape (n,)
        Cost of a unit in stock, above 0.
    n_levels : int, default 96
        Candidate levels per item, between the levels of two extreme factors; all
        whole levels when there are fewer.

    Returns
    -------
    GroupLevels
        The levels; ``factor`` is the price of serving the whole demand.

    Raises
    ------
    ValueError
        If the target or a cost is out of range, or no candidate meets the target.

    References
    ----------
    Everett, H. (1963), Generalized Lagrange multiplier method for solving problems
    of optimum allocation of resources, Operations Research 11.
    Fox, B. (1966), Discrete optimization via marginal analysis, Management Science
    13.

    Examples
    --------
    >>> from .portfolio import Portfolio
    >>> from .reorder_rules import IntervalDemand
    >>> ten = np.full(2, 10.0)
    >>> demand = IntervalDemand(ten, np.array([20.0, 60.0]), ten / 2, ten)
    >>> portfolio = Portfolio(demand, [5, 5], [10, 10])
    >>> marginal_levels(portfolio, 0.95, [1, 4]).reorder_point.tolist()
    [17.0, 18.0]
    """
    allowed = 1 - check_group_target(target)
    cost = as_item_vector("unit_cost", unit_cost, len(portfolio.unit))
    if not (cost > 0).all():
        raise ValueError("unit_cost must be above 0")
    level, short = _candidates(portfolio, allowed, n_levels)
    expense = cost * level
    items = np.arange(len(cost))

    def choose(log_price):
        choice = np.argmin(
            expense + np.exp(log_price) * portfolio.share * short, axis=0
        )
        return choice, (portfolio.share * short[choice, items]).sum()

    scale = np.log(max(expense.max(), SMALLEST_SHARE))
    low, high = scale - 40.0, scale + 40.0
    choice, group = choose(high)
    if group > allowed:
        raise ValueError("no stock meets the service target of the group")
    for _ in range(MAXIMUM_ITERATIONS):
        middle = (low + high) / 2
        tried, group = choose(middle)
        if group <= allowed:
            high, choice = middle, tried
        else:
            low = middle
    return portfolio.result(level[choice, items], np.exp(high))


def _candidates(portfolio, allowed, n_levels):
    """Return levels (c, n) from an empty shelf far beyond the target, and shortages."""
    common = common_factor(portfolio, 1 - allowed / 20)
    top = portfolio.levels(max(common.factor, 0.0) * 1.5 + 1) / portfolio.unit
    fraction = np.linspace(0.0, 1.0, n_levels)[:, None] ** 1.5
    step = np.arange(n_levels, dtype=np.float64)[:, None]
    spread = np.maximum(np.rint(fraction * top), np.minimum(step, top))
    level = np.where(top < n_levels, np.minimum(step, top), spread) * portfolio.unit
    short = np.stack([portfolio.short(row) for row in level])
    return level, np.minimum.accumulate(short, axis=0)
