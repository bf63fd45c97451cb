"""Repairable and spare parts over two echelons: METRIC, VARI-METRIC, allocation."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector, as_matrix, check_choice
from .metric_curve import lower_hull, pipeline_backorders, site_pipeline, spares_curve

APPROXIMATIONS = ("metric", "vari_metric")

# Budgets and targets are met up to this share, against rounding of sums.
SUM_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Backorders:
    """Expected backorders of a depot and its sites.

    Attributes
    ----------
    depot : ndarray of shape (n,)
        Expected units that the depot owes to its sites [units].
    site : ndarray of shape (n, J)
        Expected units that each site owes to its users [units].
    """

    depot: np.ndarray
    site: np.ndarray


@dataclass(frozen=True)
class SparesAllocation:
    """Stock levels chosen by marginal analysis.

    Attributes
    ----------
    depot_stock : ndarray of shape (n,)
        Stock of the depot [units].
    site_stock : ndarray of shape (n, J)
        Stock of each site [units].
    backorders : ndarray of shape (n,)
        Expected backorders of all sites of each item [units].
    cost : float
        Money in the stock [currency].
    total_backorders : float
        Expected backorders of all items [units].
    """

    depot_stock: np.ndarray
    site_stock: np.ndarray
    backorders: np.ndarray
    cost: float
    total_backorders: float


def metric_backorders(
    depot_stock,
    site_stock,
    site_demand_rate,
    depot_lead_time,
    site_lead_time,
    *,
    approximation="metric",
):
    """Return the expected backorders of a depot that resupplies several sites.

    Every unit used is ordered at once, one for one, from the depot, which orders it
    at once from its own source; demands are Poisson. The depot delays an order by
    its backorders over the demand rate. METRIC takes the units on order of a site
    as Poisson; VARI-METRIC fits a negative binomial law to their mean and variance,
    which rises with the depot's backorders.

    Parameters
    ----------
    depot_stock : array_like of shape (n,)
        Stock level of the depot [units], whole numbers.
    site_stock : array_like of shape (n, J)
        Stock level of each site [units], whole numbers.
    site_demand_rate : array_like of shape (n, J)
        Demand of each site [units/day].
    depot_lead_time : array_like of shape (n,)
        Mean resupply or repair time of the depot [days].
    site_lead_time : array_like of shape (n, J)
        Time from the depot to each site [days].
    approximation : {"metric", "vari_metric"}, default "metric"
        How the units on order of the sites are distributed.

    Returns
    -------
    Backorders
        Of the depot and of each site.

    Raises
    ------
    ValueError
        If a stock level is not a whole number.

    References
    ----------
    Sherbrooke, C. C. (1968), METRIC: a multi-echelon technique for recoverable
    item control, Operations Research 16.
    Graves, S. C. (1985), A multi-echelon inventory model for a repairable item with
    one-for-one replenishment, Management Science 31.

    Examples
    --------
    >>> result = metric_backorders([0], [[0]], [[0.5]], [4], [[2]])
    >>> result.depot.round(9).tolist(), result.site.round(9).tolist()
    ([2.0], [[3.0]])
    """
    rate, depot_time, site_time = _as_network(
        site_demand_rate, depot_lead_time, site_lead_time
    )
    n_items, n_sites = rate.shape
    depot_stock = as_item_vector("depot_stock", depot_stock, n_items, minimum=0.0)
    site_stock = _like_rate("site_stock", site_stock, rate)
    for name, stock in (("depot_stock", depot_stock), ("site_stock", site_stock)):
        if (stock != np.rint(stock)).any():
            raise ValueError(f"{name} must be whole numbers")
    approximation = str(check_choice("approximation", approximation, APPROXIMATIONS))
    depot, mean, variance = site_pipeline(
        depot_stock, rate, depot_time, site_time, approximation
    )
    flat = pipeline_backorders(site_stock.ravel(), mean.ravel(), variance.ravel())
    return Backorders(depot=depot, site=flat.reshape(n_items, n_sites))


def allocate_spares(
    unit_cost,
    site_demand_rate,
    depot_lead_time,
    site_lead_time,
    *,
    budget=None,
    target_backorders=None,
    approximation="vari_metric",
):
    """Return the stock levels with the fewest backorders for the money.

    For each item, one after the other, the best split of every total between depot
    and sites is found. The totals on the lower convex hull of backorders by stock
    compete with those of the other items by the backorders they save for a unit of
    money, until the target is met or the budget is spent. Up to there no other
    allocation has fewer backorders at the same cost; what is left of a budget goes
    to the next steps that it can pay.

    Parameters
    ----------
    unit_cost : array_like of shape (n,)
        Price of a unit [currency/unit], above 0.
    site_demand_rate : array_like of shape (n, J)
        Demand of each site [units/day].
    depot_lead_time : array_like of shape (n,)
        Mean resupply or repair time of the depot [days].
    site_lead_time : array_like of shape (n, J)
        Time from the depot to each site [days].
    budget : float, optional
        Money to spend [currency].
    target_backorders : float, optional
        Expected backorders of all items that are good enough [units].
    approximation : {"metric", "vari_metric"}, default "vari_metric"
        As in ``metric_backorders``.

    Returns
    -------
    SparesAllocation
        Stock levels, backorders and cost. Levels that cover practically all of the
        demand are the most that is bought, also for a larger budget.

    Raises
    ------
    ValueError
        If not exactly one of budget and target is given, a cost is not above 0, or
        an item has so much demand that its levels cannot be tried one by one.

    References
    ----------
    Sherbrooke, C. C. (2004), Optimal Inventory Modeling of Systems, 2nd edition,
    chapter 3.
    Fox, B. (1966), Discrete optimization via marginal analysis, Management Science
    13.

    Examples
    --------
    >>> result = allocate_spares([10], [[0.1, 0.1]], [5], [[5, 5]], budget=25)
    >>> result.depot_stock.tolist(), result.site_stock.tolist(), result.cost
    ([0.0], [[1.0, 1.0]], 20.0)
    """
    rate, depot_time, site_time = _as_network(
        site_demand_rate, depot_lead_time, site_lead_time
    )
    unit_cost = as_item_vector("unit_cost", unit_cost, len(rate))
    if not (unit_cost > 0).all():
        raise ValueError("unit_cost must be above 0")
    if (budget is None) == (target_backorders is None):
        raise ValueError("budget or target_backorders must be given, and only one")
    name = "target_backorders" if budget is None else "budget"
    limit = target_backorders if budget is None else budget
    limit = float(as_item_vector(name, [limit], minimum=0.0)[0])
    approximation = str(check_choice("approximation", approximation, APPROXIMATIONS))
    curves = [
        spares_curve(rate[i], depot_time[i], site_time[i], approximation)
        for i in range(len(rate))
    ]
    hulls = [lower_hull(curve.backorders) for curve in curves]
    item, step_cost, saving = _steps(curves, hulls, unit_cost)
    start = float(sum(curve.backorders[0] for curve in curves))
    if budget is None:
        remaining = start - np.cumsum(saving)
        enough = np.append(start, remaining) <= limit + SUM_TOLERANCE * start
        n_taken = int(np.argmax(enough)) if enough.any() else len(item)
        taken = np.arange(len(item)) < n_taken
    else:
        taken = _affordable(item, step_cost, limit)
    counts = np.bincount(item[taken], minlength=len(rate))
    total = [hull[count] for hull, count in zip(hulls, counts.tolist(), strict=True)]
    return _allocation(curves, total, unit_cost, rate.shape)


def _as_network(rate, depot_time, site_time):
    """Return rates and times, checked."""
    rate = as_matrix("site_demand_rate", rate, minimum=0.0, allow_nan=False)
    depot = as_item_vector("depot_lead_time", depot_time, len(rate), minimum=0.0)
    return rate, depot, _like_rate("site_lead_time", site_time, rate)


def _like_rate(name, value, rate):
    """Return a matrix of the shape of the rates, checked."""
    matrix = as_matrix(name, value, len(rate), 0.0, allow_nan=False)
    if matrix.shape != rate.shape:
        raise ValueError(f"{name} must have {rate.shape[1]} columns")
    return matrix


def _steps(curves, hulls, unit_cost):
    """Return item, cost and saving of all hull steps, the best for the money first."""
    item, cost, saving = [], [], []
    for index, (curve, hull) in enumerate(zip(curves, hulls, strict=True)):
        item.append(np.full(len(hull) - 1, index))
        cost.append(np.diff(hull) * unit_cost[index])
        saving.append(-np.diff(curve.backorders[hull]))
    if not item:
        return np.empty(0, dtype=np.int64), np.empty(0), np.empty(0)
    item, cost, saving = map(np.concatenate, (item, cost, saving))
    order = np.argsort(-saving / cost, kind="stable")
    return item[order], cost[order], saving[order]


def _affordable(item, step_cost, budget):
    """Return which steps a budget pays: no step without the ones before it."""
    left = budget * (1.0 + SUM_TOLERANCE)
    taken = np.zeros(len(item), dtype=bool)
    stopped = set()
    steps = zip(item.tolist(), step_cost.tolist(), strict=True)
    for position, (index, cost) in enumerate(steps):
        if index in stopped:
            continue
        if cost <= left:
            left -= cost
            taken[position] = True
        else:
            stopped.add(index)
    return taken


def _allocation(curves, total, unit_cost, shape):
    """Return the stock levels of the chosen totals."""
    depot_stock, site_stock = np.zeros(shape[0]), np.zeros(shape)
    backorders = np.zeros(shape[0])
    for index, (curve, stock) in enumerate(zip(curves, total, strict=True)):
        depot_stock[index] = curve.depot_stock[stock]
        site_stock[index] = curve.site_stock(stock, shape[1])
        backorders[index] = curve.backorders[stock]
    cost = (depot_stock + site_stock.sum(axis=1)) @ unit_cost
    return SparesAllocation(
        depot_stock, site_stock, backorders, float(cost), float(backorders.sum())
    )
