"""Units on order over two echelons, and the best stock of an item by its total."""

from dataclasses import dataclass

import numpy as np

from ..inventory.distributions import evaluate_by_law
from ..inventory.laws import MINIMUM_OVERDISPERSION

# Stock levels are tried up to this probability of covering the whole pipeline.
COVERED_PROBABILITY = 0.99999
# Largest number of stock levels tried for one item (depot levels x sites x levels).
LARGEST_TABLE = 5_000_000


@dataclass(frozen=True)
class SparesCurve:
    """Fewest backorders of an item by its total stock 0, 1, 2, ...

    Attributes
    ----------
    backorders : ndarray of shape (n_totals,)
        Expected backorders of all sites [units].
    depot_stock : ndarray of shape (n_totals,) of int
        Part of the total that the depot holds [units].
    site_order : ndarray of shape (n_depot_levels, n_site_units) of int
        Sites that get the first, second, ... unit, by stock of the depot.
    """

    backorders: np.ndarray
    depot_stock: np.ndarray
    site_order: np.ndarray

    def site_stock(self, total, n_sites):
        """Return the site stocks of a total [units]."""
        depot = int(self.depot_stock[total])
        chosen = self.site_order[depot, : total - depot]
        return np.bincount(chosen, minlength=n_sites).astype(np.float64)


def _laws(mean, variance):
    """Return the law of the units on order."""
    is_poisson = variance <= (1.0 + MINIMUM_OVERDISPERSION) * mean
    law = np.where(is_poisson, "poisson", "negative_binomial")
    return np.where(mean > 0, law, "degenerate")


def pipeline_backorders(stock, mean, variance):
    """Return the expected units on order above the stock.

    Parameters
    ----------
    stock : ndarray of shape (n,)
        Stock level [units], whole numbers.
    mean : ndarray of shape (n,)
        Expected units on order [units].
    variance : ndarray of shape (n,)
        Variance of the units on order [units^2]; Poisson up to the mean.

    Returns
    -------
    ndarray of shape (n,)
        Expected backorders [units].

    References
    ----------
    Graves, S. C. (1985), A multi-echelon inventory model for a repairable item with
    one-for-one replenishment, Management Science 31.

    Examples
    --------
    >>> one = np.ones(2)
    >>> pipeline_backorders(np.array([0.0, 1.0]), one, one).round(4).tolist()
    [1.0, 0.3679]
    """
    # Far tails underflow to the 0 that is meant.
    with np.errstate(under="ignore"):
        loss = evaluate_by_law(
            "loss_first_order", stock, mean, variance, _laws(mean, variance)
        )
    return np.clip(loss, np.maximum(mean - stock, 0.0), mean)


def site_pipeline(depot_stock, rate, depot_time, site_time, approximation):
    """Return the backorders of the depot and the moments of the sites' orders.

    A depot backorder belongs to a site with the share f of its demand: of B
    backorders it has f E[B], of variance f^2 Var[B] + f (1 - f) E[B].

    Parameters
    ----------
    depot_stock : ndarray of shape (n,)
        Stock level of the depot [units], whole numbers.
    rate : ndarray of shape (n, J)
        Demand of each site [units/day].
    depot_time : ndarray of shape (n,)
        Resupply time of the depot [days].
    site_time : ndarray of shape (n, J)
        Time from the depot to each site [days].
    approximation : {"metric", "vari_metric"}
        Whether the variance is the mean or fitted.

    Returns
    -------
    depot : ndarray of shape (n,)
        Expected backorders of the depot [units].
    mean : ndarray of shape (n, J)
        Expected units on order of each site [units].
    variance : ndarray of shape (n, J)
        Their variance [units^2].

    References
    ----------
    Graves, S. C. (1985), A multi-echelon inventory model for a repairable item with
    one-for-one replenishment, Management Science 31.

    Examples
    --------
    >>> one = np.ones((1, 1))
    >>> depot, mean, _ = site_pipeline(one[0], one, one[0], one, "metric")
    >>> depot.round(4).tolist(), mean.round(4).tolist()
    ([0.3679], [[1.3679]])
    """
    total = rate.sum(axis=1)
    pipeline = total * depot_time
    depot = pipeline_backorders(depot_stock, pipeline, pipeline)
    has_demand = total > 0
    share = rate / np.where(has_demand, total, 1.0)[:, None]
    own = rate * site_time
    mean = own + share * depot[:, None]
    if approximation == "metric":
        return depot, mean, mean
    # The second-order loss of whole units is E[B (B - 1)] / 2.
    with np.errstate(under="ignore"):
        second = evaluate_by_law(
            "loss_second_order", depot_stock, pipeline, pipeline,
            _laws(pipeline, pipeline),
        )  # fmt: skip
    factorial = 2.0 * np.maximum(second, 0.0)
    excess = np.maximum(factorial - depot * depot, -depot)
    # f^2 Var + f (1 - f) E = f E + f^2 (E[B (B - 1)] - E[B]^2).
    return depot, mean, np.maximum(mean + share**2 * excess[:, None], 0.0)


def _highest_level(mean, variance):
    """Return the levels that practically cover the units on order."""
    with np.errstate(under="ignore"):
        level = evaluate_by_law(
            "quantile", np.full(len(mean), COVERED_PROBABILITY), mean, variance,
            _laws(mean, variance),
        )  # fmt: skip
    return int(np.max(np.ceil(level), initial=0.0))


def spares_curve(rate, depot_time, site_time, approximation):
    """Return the fewest backorders of one item by its total stock.

    For each depot stock the site stocks follow by marginal analysis, which is
    exact because the backorders of a site are convex in its stock.

    Parameters
    ----------
    rate : ndarray of shape (J,)
        Demand of each site [units/day].
    depot_time : float
        Resupply time of the depot [days].
    site_time : ndarray of shape (J,)
        Time from the depot to each site [days].
    approximation : {"metric", "vari_metric"}
        As in ``site_pipeline``.

    Returns
    -------
    SparesCurve
        Backorders and stocks by total.

    Raises
    ------
    ValueError
        If there is so much demand that the levels cannot be tried one by one.

    References
    ----------
    Sherbrooke, C. C. (2004), Optimal Inventory Modeling of Systems, 2nd edition,
    chapter 3.

    Examples
    --------
    >>> curve = spares_curve(np.array([0.5]), 1.0, np.array([1.0]), "metric")
    >>> curve.backorders[:2].round(4).tolist(), curve.depot_stock[:2].tolist()
    ([1.0, 0.3679], [0, 0])
    """
    n_sites = len(rate)
    pipeline = np.full(1, rate.sum() * depot_time)
    whole = pipeline.sum() + (rate * site_time).sum()
    if whole * (n_sites + 1) > LARGEST_TABLE:
        raise ValueError("site_demand_rate must be that of slow-moving items")
    n_depot = _highest_level(pipeline, pipeline) + 1
    depot_stock = np.arange(n_depot, dtype=np.float64)
    _, mean, variance = site_pipeline(
        depot_stock,
        np.tile(rate, (n_depot, 1)),
        np.full(n_depot, depot_time),
        np.tile(site_time, (n_depot, 1)),
        approximation,
    )
    n_levels = _highest_level(mean[0], variance[0])
    size = n_depot * n_sites * (n_levels + 1)
    if size > LARGEST_TABLE:
        raise ValueError("site_demand_rate must be that of slow-moving items")
    level = np.tile(np.arange(n_levels + 1.0), n_depot * n_sites)
    table = pipeline_backorders(
        level,
        np.repeat(mean.ravel(), n_levels + 1),
        np.repeat(variance.ravel(), n_levels + 1),
    ).reshape(n_depot, n_sites, n_levels + 1)
    saving = -np.diff(table, axis=2).reshape(n_depot, n_sites * n_levels)
    order = np.argsort(-saving, axis=1, kind="stable")
    ranked = np.take_along_axis(saving, order, axis=1)
    after = table[:, :, 0].sum(axis=1)[:, None] - np.cumsum(ranked, axis=1)
    by_site = np.hstack([table[:, :, 0].sum(axis=1)[:, None], after])
    n_total = n_depot + n_sites * n_levels
    best = np.full(n_total, np.inf)
    depot = np.zeros(n_total, dtype=np.int64)
    for stock in range(n_depot):
        part = slice(stock, stock + by_site.shape[1])
        is_better = by_site[stock] < best[part]
        best[part] = np.where(is_better, by_site[stock], best[part])
        depot[part] = np.where(is_better, stock, depot[part])
    site_order = order // max(n_levels, 1)
    return SparesCurve(np.maximum(best, 0.0), depot, site_order)


def lower_hull(value):
    """Return the positions of the lower convex hull of a curve, where it falls.

    Parameters
    ----------
    value : ndarray of shape (n,)
        Values at 0, 1, 2, ...

    Returns
    -------
    list of int
        Positions, beginning with 0; the slopes between them rise.

    References
    ----------
    Andrew, A. M. (1979), Another efficient algorithm for convex hulls in two
    dimensions, Information Processing Letters 9.

    Examples
    --------
    >>> lower_hull(np.array([10.0, 9.0, 4.0, 3.0, 3.0]))
    [0, 2, 3]
    """
    hull = [0]
    for position in range(1, len(value)):
        if value[position] >= value[hull[-1]]:
            continue
        while len(hull) > 1:
            left, middle = hull[-2], hull[-1]
            chord = (value[position] - value[left]) * (middle - left)
            if (value[middle] - value[left]) * (position - left) < chord:
                break
            hull.pop()
        hull.append(position)
    return hull
