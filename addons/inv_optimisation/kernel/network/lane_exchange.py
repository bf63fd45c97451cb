"""Optimal transfers with a cost for each lane, for many products side by side."""

import numpy as np

from .lane_cycles import LaneNetworks

# The first exchanges are this share of what a product can move.
FIRST_SHARE = 0.25
# Products are solved in blocks whose lanes fit into the cache of a processor.
BLOCK_LANES = 1_000_000
# An exchange must gain more than this share of the cost of the sites, or it is
# rounding.
GAIN_TOLERANCE = 1e-12
# More exchanges of one size than this for each site are a sign of rounding.
MOST_EXCHANGES = 400


def exchange_on_lanes(
    cost, give, take, step_cost, *, product=None, start=None, reach=None
):
    """Return the flows of least cost on the lanes of each product.

    Sites have convex costs, so flows are best exactly when no cycle of single steps
    through the lanes, back on lanes in use, and through the stock of two sites
    gains. Cycles of many steps come first, then those of half as many, and so on;
    the last, of one step, make the flows exact. Each size starts with exchanges on
    single lanes, as they are found fastest; shortest paths find all others and
    prove that none is left.

    Parameters
    ----------
    cost : SiteCost of p x J sites
        Cost of the sites, product by product.
    give : ndarray of shape (n, J)
        Most steps that a site can send.
    take : ndarray of shape (n, J)
        Most steps by which a site can grow.
    step_cost : ndarray of shape (n, J, J)
        Cost of a step from row to column [currency/step]; NaN = no lane.
    product : ndarray of shape (n,) of int, optional
        Product of each problem; the problems are the products when None.
    start : ndarray of shape (n, J, J), optional
        Allowed flows to start from [steps]; none when None.
    reach : ndarray of shape (n,), optional
        Steps that are likely to move, to start with exchanges of that size.

    Returns
    -------
    flows : ndarray of shape (n, J, J)
        Flows from row to column, whole steps.
    is_exact : ndarray of shape (n,) of bool
        Whether no cycle that gains is left.

    References
    ----------
    Ahuja, R. K., Magnanti, T. L. & Orlin, J. B. (1993), Network Flows, chapters 9
    (negative cycles) and 14 (convex cost flows, capacity scaling).
    Karzanov, A. V. & McCormick, S. T. (1997), Polynomial methods for separable
    convex optimization in unimodular linear spaces, SIAM Journal on Computing 26.

    Examples
    --------
    >>> from .shortage import SiteCost, SiteShortage
    >>> sites = SiteShortage(np.array([9.0, 1.0]), np.array([5.0, 5.0]),
    ...                      np.zeros(2), np.array(["degenerate"] * 2))
    >>> lanes = np.array([[[np.nan, 0.5], [0.5, np.nan]]])
    >>> flows, is_exact = exchange_on_lanes(
    ...     SiteCost(sites, np.ones(2)), np.array([[9.0, 1.0]]),
    ...     np.array([[1.0, 9.0]]), lanes)
    >>> flows[0].tolist(), is_exact.tolist()
    ([[0.0, 4.0], [0.0, 0.0]], [True])
    """
    n_items, n_sites = give.shape
    product = np.arange(n_items) if product is None else product
    flows = np.zeros(step_cost.shape) if start is None else start.copy()
    is_exact = np.ones(n_items, dtype=bool)
    movable = np.minimum(give.sum(axis=1), take.sum(axis=1))
    if reach is not None:
        movable = np.minimum(movable, reach)
    width = max(1, BLOCK_LANES // max(n_sites * n_sites, 1))
    for first in range(0, n_items, width):
        block = slice(first, first + width)
        networks = LaneNetworks(
            cost, product[block], give[block], take[block], step_cost[block],
            flows[block], GAIN_TOLERANCE,
        )  # fmt: skip
        is_exact[block] = _solve(networks, movable[block])
        flows[block] = networks.flow
    return flows, is_exact


def _solve(networks, movable):
    """Improve the flows of a block to the best; return where that is proven."""
    every = np.arange(len(movable))
    # Nothing gains by a single step in most products: they are done.
    is_open = networks.run(every, 1.0, most=0)
    first = np.where(movable > 0, np.maximum(FIRST_SHARE * movable, 1.0), 1.0)
    scale = np.where(is_open, np.floor(np.log2(first)), -1.0)
    for power in range(int(scale.max(initial=-1.0)), -1, -1):
        items = np.flatnonzero(scale >= power)
        is_open[items] = networks.run(items, 2.0**power, most=MOST_EXCHANGES)
    return ~is_open
