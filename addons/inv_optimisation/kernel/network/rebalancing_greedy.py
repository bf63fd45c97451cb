"""Optimal transfers at one cost for all lanes: exchanges of shrinking steps."""

import numpy as np

# The first exchanges are this share of what a product can move.
FIRST_SHARE = 0.25


def exchange_greedily(sites, give, take, step_cost, tolerance):
    """Return the steps that come to or leave each site, at the least cost.

    The cost of a site, and half the transfer cost of what it gives or takes, is
    convex. So no exchange of one step between two sites gains exactly
    when nothing gains. Exchanges of a quarter of the stock come first, then half
    of that, and so on: each scale leaves only a few exchanges for the next, and
    the last, of one step, is exact. All products are exchanged side by side.

    Parameters
    ----------
    sites : SiteCost of n x J sites
        Cost of the sites, product by product.
    give : ndarray of shape (n, J)
        Most steps that a site can give.
    take : ndarray of shape (n, J)
        Most steps that a site can take.
    step_cost : ndarray of shape (n,)
        Cost of moving a step [currency/step].
    tolerance : float
        Least gain of an exchange, as a share of the cost of the sites.

    Returns
    -------
    ndarray of shape (n, J)
        Change of each site [steps]; the changes of a product add up to 0.

    References
    ----------
    Hochbaum, D. S. (1994), Lower and upper bounds for the allocation problem and
    other nonlinear optimization problems, Mathematics of Operations Research 19
    (scaled greedy algorithm).

    Examples
    --------
    >>> from ..inventory.distributions import demand_law
    >>> from .shortage import SiteCost, SiteShortage
    >>> mean = np.array([5.0, 5.0])
    >>> sites = SiteShortage(np.array([9.0, 1.0]), mean, mean, demand_law(mean, mean))
    >>> exchange_greedily(SiteCost(sites, np.ones(2)), np.array([[9.0, 1.0]]),
    ...                   np.array([[1.0, 9.0]]), np.zeros(1), 1e-12).tolist()
    [[-4.0, 4.0]]
    """
    state = _Exchange(sites, give, take, step_cost, tolerance)
    movable = np.minimum(give.sum(axis=1), take.sum(axis=1))
    first = np.where(movable > 0, np.maximum(FIRST_SHARE * movable, 1.0), 0.5)
    scale = np.floor(np.log2(first))
    for power in range(int(scale.max(initial=-1.0)), -1, -1):
        state.run(np.flatnonzero(scale >= power), 2.0**power)
    return state.change


def pair_flows(change):
    """Return flows between the sites that make up the changes.

    The largest givers serve the largest takers in turn, which needs fewer lanes
    than there are sites.

    Parameters
    ----------
    change : ndarray of shape (n, J)
        Change of each site; the changes of a product add up to 0.

    Returns
    -------
    ndarray of shape (n, J, J)
        Flows from row to column.

    References
    ----------
    Dantzig, G. B. (1963), Linear Programming and Extensions (north-west corner
    rule).

    Examples
    --------
    >>> pair_flows(np.array([[-3.0, 2.0, 1.0]]))[0].tolist()
    [[0.0, 2.0, 1.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    ends, starts, orders = [], [], []
    for amount in (np.maximum(-change, 0.0), np.maximum(change, 0.0)):
        order = np.argsort(-amount, axis=1, kind="stable")
        end = np.cumsum(np.take_along_axis(amount, order, axis=1), axis=1)
        orders.append(order)
        ends.append(end)
        starts.append(np.hstack([np.zeros((len(change), 1)), end[:, :-1]]))
    overlap = np.minimum(ends[0][:, :, None], ends[1][:, None, :])
    overlap = overlap - np.maximum(starts[0][:, :, None], starts[1][:, None, :])
    flows = np.zeros(overlap.shape)
    items = np.arange(len(change))[:, None, None]
    index = (items, orders[0][:, :, None], orders[1][:, None, :])
    flows[index] = np.maximum(overlap, 0.0)
    return flows


class _Exchange:
    """Changes of all products and the costs of one more exchange at a scale."""

    def __init__(self, sites, give, take, step_cost, tolerance):
        self.sites, self.give, self.take = sites, give, take
        self.half_cost = 0.5 * step_cost[:, None]
        self.n_sites = give.shape[1]
        self.change = np.zeros(give.shape)
        self.now = self.cost(np.arange(give.size), self.change.ravel())
        self.now = self.now.reshape(give.shape)
        size = sites.size().reshape(give.shape)
        self.least_gain = tolerance * size.max(axis=1, initial=0.0)

    def cost(self, rows, change):
        """Return the cost of the sites after a change."""
        site = self.sites.after(rows, change)
        return site + self.half_cost[rows // self.n_sites, 0] * np.abs(change)

    def run(self, items, step):
        """Exchange steps of one size until none gains."""
        n_sites = self.n_sites
        rows = (items[:, None] * n_sites + np.arange(n_sites)).ravel()
        change = self.change.ravel()[rows]
        shape = (len(items), n_sites)
        more = self.cost(rows, change + step).reshape(shape)
        less = self.cost(rows, change - step).reshape(shape)
        while len(items):
            now = self.now[items]
            change = self.change[items]
            gain_in = np.where(change + step <= self.take[items], more - now, np.inf)
            gain_out = np.where(change - step >= -self.give[items], less - now, np.inf)
            taker, giver = gain_in.argmin(axis=1), gain_out.argmin(axis=1)
            line = np.arange(len(items))
            total = gain_in[line, taker] + gain_out[line, giver]
            goes_on = total < -self.least_gain[items]
            items, line = items[goes_on], line[goes_on]
            taker, giver = taker[goes_on], giver[goes_on]
            more, less = more[goes_on], less[goes_on]
            line = np.arange(len(items))
            for site, sign in ((taker, 1.0), (giver, -1.0)):
                self.change[items, site] += sign * step
                ahead = self.cost(
                    items * n_sites + site, self.change[items, site] + sign * step
                )
                front, back = (more, less) if sign > 0 else (less, more)
                back[line, site] = self.now[items, site]
                self.now[items, site] = front[line, site]
                front[line, site] = ahead
