"""What sites save that share their safety stock, and where the stock should lie."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector, as_matrix
from .guaranteed_service import GuaranteedServiceTree, optimise_service_times
from .pooling import correlation_matrix, pooling_saving, square_root_law

# Weeks before it that the demand of a week is compared with.
WEEKS_BEFORE = 13
# With fewer weeks before it a week says nothing about the error.
LEAST_WEEKS_BEFORE = 4


@dataclass(frozen=True)
class SharedStock:
    """Safety stock of the sites of one product: apart, shared, and in their tree.

    Attributes
    ----------
    correlation : float
        Mean correlation of the pairs of sites.
    independent : float
        Safety stock of sites that each cover their own spread [units].
    shared : float
        Safety stock of one common stock at the same safety factor [units].
    saving : float
        Difference [units].
    root_law : float
        What the square-root law would say the common stock needs [units].
    service_in : ndarray of shape (J,)
        Days until a site has its goods, as its supplier promises them.
    service_out : ndarray of shape (J,)
        Days that a site promises to those it supplies; 0 = from stock.
    net_days : ndarray of shape (J,)
        Days that its safety stock has to cover.
    sigma_per_day : ndarray of shape (J,)
        Standard deviation of the daily demand that passes the site [units].
    safety_stock : ndarray of shape (J,)
        Safety stock of the tree at each site [units].
    material_out : ndarray of shape (J,)
        Days that components keep the production of a site waiting; NaN = none there.
    material_days : ndarray of shape (J,)
        Days of production that a stock of components has to cover; NaN = none there.
    material_stock : ndarray of shape (J,)
        Safety stock of components, in units of the product; NaN = none there.
    """

    correlation: float
    independent: float
    shared: float
    saving: float
    root_law: float
    service_in: np.ndarray
    service_out: np.ndarray
    net_days: np.ndarray
    sigma_per_day: np.ndarray
    safety_stock: np.ndarray
    material_out: np.ndarray
    material_days: np.ndarray
    material_stock: np.ndarray


def weekly_errors(demand):
    """Return the demand of each week less the mean of the weeks before it.

    Up to 13 observed weeks before a week make its mean, so that neither a trend nor
    a season that two sites share counts as a common surprise.

    Parameters
    ----------
    demand : array_like of shape (J, T)
        Weekly demand of each site [units]; NaN = not observed.

    Returns
    -------
    ndarray of shape (J, T)
        Errors [units]; NaN with fewer than 4 observed weeks before.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition, section 3.4 (moving average).

    Examples
    --------
    >>> weekly_errors([[4, 4, 4, 4, 9, 5]])[0, 4:].tolist()
    [5.0, 0.0]
    """
    demand = as_matrix("demand", demand)
    seen = ~np.isnan(demand)
    total = np.cumsum(np.where(seen, demand, 0.0), axis=1)
    count = np.cumsum(seen, axis=1).astype(np.float64)
    before = [_until_the_week_before(values) for values in (total, count)]
    known = before[1] >= LEAST_WEEKS_BEFORE
    mean = before[0] / np.where(known, before[1], 1.0)
    return np.where(known & seen, demand - mean, np.nan)


def _until_the_week_before(sums):
    """Return the differences of running sums over the weeks before each week."""
    n_sites, n_weeks = sums.shape
    padded = np.hstack([np.zeros((n_sites, WEEKS_BEFORE + 1)), sums])
    return padded[:, WEEKS_BEFORE : WEEKS_BEFORE + n_weeks] - padded[:, :n_weeks]


def error_correlation(demand):
    """Return the correlation between sites that their weekly errors have.

    Parameters
    ----------
    demand : array_like of shape (J, T)
        Weekly demand of each site [units]; NaN = not observed.

    Returns
    -------
    ndarray of shape (J, J)
        Correlation matrix, shrunk towards 0 as far as the history is short.

    References
    ----------
    Schafer, J. & Strimmer, K. (2005), A shrinkage approach to large-scale
    covariance matrix estimation, Statistical Applications in Genetics and Molecular
    Biology 4.

    Examples
    --------
    >>> error_correlation([[5, 5, 5, 5, 5], [2, 2, 2, 2, 9]]).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    return correlation_matrix(weekly_errors(demand))


def shared_stock(
    sigma,
    days,
    correlation,
    factor,
    *,
    edges=(),
    unit_cost=1.0,
    material_lead_days=None,
    material_cost=0.0,
):
    """Return the safety stock of the sites of one product in three ways.

    Apart each site covers factor times its own spread. Shared, one stock covers the
    spread of the sum. In the tree a site that supplies others may hold stock for
    them or make them wait; the service times are those of least cost.

    Parameters
    ----------
    sigma : array_like of shape (J,)
        Standard deviation of the own demand of each site over its days [units].
    days : array_like of shape (J,)
        Days that each site has to bridge when its supplier delivers at once, whole
        numbers.
    correlation : array_like of shape (J, J)
        Correlation between the sites.
    factor : float
        Safety factor of all.
    edges : array_like of shape (m, 2) of int, optional
        Supplying and supplied site; a tree, also when directions are ignored.
    unit_cost : array_like of shape (J,) or scalar
        Value of a unit at each site [currency/unit].
    material_lead_days : array_like of shape (J,), optional
        Days until the components of a site that produces arrive, whole numbers; NaN =
        it does not produce. Components are a stage of the tree in front of it.
    material_cost : array_like of shape (J,) or scalar, default 0.0
        Value of the components of a unit [currency/unit].

    Returns
    -------
    SharedStock
        Safety stocks, saving and service times.

    References
    ----------
    Eppen, G. D. (1979), Effects of centralization on expected costs in a
    multi-location newsboy problem, Management Science 25.
    Graves, S. C. & Willems, S. P. (2000), Optimizing strategic safety stock
    placement in supply chains, Manufacturing & Service Operations Management 2.

    Examples
    --------
    >>> result = shared_stock([6, 8], [4, 4], [[1, 0], [0, 1]], 2.0)
    >>> result.independent, result.shared, result.safety_stock.tolist()
    (28.0, 20.0, [12.0, 16.0])
    """
    sigma = as_item_vector("sigma", sigma, minimum=0.0)
    n_sites = len(sigma)
    days = as_item_vector("days", days, n_sites, 1.0)
    factor = max(float(factor), 0.0)
    correlation = as_matrix("correlation", correlation, n_sites, allow_nan=False)
    pooled = pooling_saving(sigma[None, :], correlation, [factor])
    daily = sigma / np.sqrt(days)
    edges = np.asarray(edges, dtype=np.int64).reshape(-1, 2)
    passing = _passing_sigma(daily, correlation, edges)
    lead = np.full(n_sites, np.nan)
    if material_lead_days is not None:
        lead = np.asarray(material_lead_days, dtype=np.float64)
    made = np.flatnonzero(~np.isnan(lead))
    value = as_item_vector("material_cost", material_cost, n_sites, 0.0)
    sites = np.arange(n_sites)
    tree = GuaranteedServiceTree(
        # Components come before the site that makes something of them.
        edges=np.vstack(
            [edges, np.column_stack([n_sites + np.arange(len(made)), made])]
        ),
        processing_time=np.append(days, lead[made]),
        holding_cost=np.append(
            as_item_vector("unit_cost", unit_cost, n_sites, 0.0), value[made]
        ),
        demand_sigma=np.append(daily, np.zeros(len(made))),
        safety_factor=factor,
        # A site that others do not draw on serves its customers at once.
        maximum_outbound_time=np.append(
            _longest_promise(daily, edges), np.full(len(made), np.nan)
        ),
        sigma=np.append(passing, passing[made]),
    )
    times = optimise_service_times(tree)
    off = ~np.eye(n_sites, dtype=bool)
    decentral = float(pooled.decentral[0])
    return SharedStock(
        correlation=float(correlation[off].mean()) if n_sites > 1 else 1.0,
        independent=decentral,
        shared=float(pooled.central[0]),
        saving=float(pooled.saving[0]),
        root_law=decentral * float(square_root_law([n_sites])[0]),
        service_in=times.inbound_time[sites],
        service_out=times.outbound_time[sites],
        net_days=times.net_replenishment_time[sites],
        sigma_per_day=times.sigma[sites],
        safety_stock=times.safety_stock[sites],
        material_out=_at(made, times.outbound_time, n_sites),
        material_days=_at(made, times.net_replenishment_time, n_sites),
        material_stock=_at(made, times.safety_stock, n_sites),
    )


def _at(made, values, n_sites):
    """Return the values of the stages behind the sites, at their sites."""
    result = np.full(n_sites, np.nan)
    result[made] = values[n_sites:]
    return result


def _longest_promise(daily, edges):
    """Return the longest service time: 0 for sites with customers of their own."""
    supplies = np.zeros(len(daily), dtype=bool)
    supplies[edges[:, 0]] = True
    return np.where((daily > 0) | ~supplies, 0.0, np.nan)


def supplied_rate(rate, edges):
    """Return the demand of all sites that each site supplies, directly or not.

    Parameters
    ----------
    rate : array_like of shape (J,)
        Expected own demand of each site [units/day].
    edges : array_like of shape (m, 2) of int
        Supplying and supplied site; a tree.

    Returns
    -------
    ndarray of shape (J,)
        Demand of others that passes the site [units/day].

    References
    ----------
    Clark, A. J. & Scarf, H. (1960), Optimal policies for a multi-echelon inventory
    problem, Management Science 6 (echelon demand).

    Examples
    --------
    >>> supplied_rate([1, 2, 4], [[0, 1], [1, 2]]).tolist()
    [6.0, 4.0, 0.0]
    """
    rate = as_item_vector("rate", rate, minimum=0.0)
    edges = np.asarray(edges, dtype=np.int64).reshape(-1, 2)
    return np.where(_reach(len(rate), edges), rate, 0.0).sum(axis=1) - rate


def _reach(n_sites, edges):
    """Return which sites each one supplies, directly or not, and itself."""
    reach = np.eye(n_sites, dtype=bool)
    for _ in range(n_sites):
        for source, target in edges.tolist():
            reach[source] |= reach[target]
    return reach


def _passing_sigma(daily, correlation, edges):
    """Return the deviation of own and supplied demand together, as correlated."""
    share = np.where(_reach(len(daily), edges), daily, 0.0)
    variance = ((share @ correlation) * share).sum(axis=1)
    return np.sqrt(np.maximum(variance, 0.0))


def tree_edges(pairs, n_sites):
    """Return the pairs that form a tree, in their order: the others are left out.

    A site with two suppliers keeps the first one; a pair that closes a circle is
    dropped.

    Parameters
    ----------
    pairs : array_like of shape (m, 2) of int
        Supplying and supplied site, the preferred ones first.
    n_sites : int
        Number of sites.

    Returns
    -------
    list of [int, int]
        Pairs without a second supplier and without circles.

    References
    ----------
    Graves, S. C. & Willems, S. P. (2000), Optimizing strategic safety stock
    placement in supply chains, Manufacturing & Service Operations Management 2
    (spanning trees).

    Examples
    --------
    >>> tree_edges([[0, 1], [2, 1], [1, 2], [2, 0]], 3)
    [[0, 1], [1, 2]]
    """
    group = list(range(n_sites))
    has_supplier = [False] * n_sites
    kept = []
    for source, target in np.asarray(pairs, dtype=np.int64).reshape(-1, 2).tolist():
        if has_supplier[target] or group[source] == group[target]:
            continue
        old = group[target]
        group = [group[source] if one == old else one for one in group]
        has_supplier[target] = True
        kept.append([source, target])
    return kept
