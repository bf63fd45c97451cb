"""Site costs that remember what they have computed, for repeated solving."""

import numpy as np

# Changes of a site up to this many steps are remembered.
MOST_STEPS = 256
# Costs that are remembered together; sites beyond are computed anew each time.
MOST_COSTS = 16_000_000


class RememberedCost:
    """Costs of sites that are computed once for each whole change.

    It serves in place of a ``SiteCost`` where whole steps move.

    Parameters
    ----------
    cost : SiteCost of m sites
        Costs of the sites.
    give : ndarray of shape (m,)
        Most steps that a site can send.
    take : ndarray of shape (m,)
        Most steps by which a site can grow.
    """

    def __init__(self, cost, give, take):
        self.cost, self.shortage, self.value = cost, cost.shortage, cost.value
        # One exchange more on both sides is looked at.
        self.low = -np.minimum(give, MOST_STEPS)
        width = np.minimum(take, MOST_STEPS) - self.low + 1.0
        self.first = np.cumsum(width) - width
        self.width = np.where(self.first + width <= MOST_COSTS, width, 0.0)
        self.table = np.full(int(self.width.sum()), np.nan)

    def part(self, rows):
        """Return the costs of some of the sites, with what is known of them.

        Parameters
        ----------
        rows : ndarray of shape (k,) of int
            Sites.

        Returns
        -------
        RememberedCost
            Costs of these sites.
        """
        part = object.__new__(RememberedCost)
        part.cost = self.cost.part(rows)
        part.shortage, part.value = part.cost.shortage, part.cost.value
        part.low, part.width = self.low[rows], self.width[rows]
        part.first = np.cumsum(part.width) - part.width
        width = part.width.astype(np.int64)
        shift = np.repeat((self.first[rows] - part.first).astype(np.int64), width)
        part.table = self.table[shift + np.arange(len(shift))]
        return part

    def after(self, rows, change):
        """Return the cost of the sites after a change of stock [currency].

        Parameters
        ----------
        rows : ndarray of shape (k,) of int
            Sites.
        change : ndarray of shape (k,)
            Whole steps that come (above 0) or go (below 0).

        Returns
        -------
        ndarray of shape (k,)
            Cost of shortage and holding [currency].

        Examples
        --------
        >>> from .shortage import SiteCost, SiteShortage
        >>> sites = SiteShortage(np.array([9.0]), np.array([12.0]), np.zeros(1),
        ...                      np.array(["degenerate"]))
        >>> cost = RememberedCost(SiteCost(sites, np.ones(1)), np.ones(1), np.ones(1))
        >>> cost.after(np.array([0, 0]), np.array([-1.0, 5.0])).tolist()
        [4.0, 0.0]
        """
        place = change - self.low[rows]
        is_known = (place >= 0) & (place < self.width[rows])
        place = np.where(is_known, place + self.first[rows], 0.0).astype(np.int64)
        if len(self.table) == 0:
            return self.cost.after(rows, change)
        value = np.where(is_known, self.table[place], np.nan)
        missing = np.flatnonzero(np.isnan(value))
        if len(missing):
            value[missing] = self.cost.after(rows[missing], change[missing])
            new = missing[is_known[missing]]
            self.table[place[new]] = value[new]
        return value

    def held(self, rows, change):
        """Return the holding cost of the sites after a change of stock [currency].

        Parameters
        ----------
        rows : ndarray of shape (k,) of int
            Sites.
        change : ndarray of shape (k,)
            Steps that come (above 0) or go (below 0).

        Returns
        -------
        ndarray of shape (k,)
            Cost of the stock until it is sold [currency].
        """
        return self.cost.held(rows, change)

    def size(self):
        """Return the size of the terms of the cost of each site [currency].

        Returns
        -------
        ndarray of shape (m,)
            Costs are differences of terms of this size.
        """
        return self.cost.size()
