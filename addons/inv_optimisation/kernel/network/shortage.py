"""Expected shortage and cost of sites as functions of the steps that come or go."""

from dataclasses import dataclass

import numpy as np

from ..inventory.distributions import evaluate_by_law

# Above this shape a gamma law is a normal law to all digits that matter, and its
# own formula would lose them.
NORMAL_SHAPE = 1e6
# A shortage of fewer steps is none: its products with prices would underflow.
NEGLIGIBLE_SHORTAGE = 1e-150


@dataclass(frozen=True)
class SiteShortage:
    """Demand and stock of sites, counted in steps; one entry per site.

    Attributes
    ----------
    position : ndarray of shape (m,)
        Stock before any transfer [steps].
    mean : ndarray of shape (m,)
        Expected demand [steps].
    variance : ndarray of shape (m,)
        Variance of the demand [steps^2].
    law : ndarray of shape (m,) of str
        Law of the demand.
    """

    position: np.ndarray
    mean: np.ndarray
    variance: np.ndarray
    law: np.ndarray

    def after(self, rows, change):
        """Return the expected shortage of the sites after a change of stock [steps].

        Parameters
        ----------
        rows : ndarray of shape (k,) of int
            Sites.
        change : ndarray of shape (k,)
            Steps that come (above 0) or go (below 0).

        Returns
        -------
        ndarray of shape (k,)
            Expected demand above the stock [steps].
        """
        level = self.position[rows] + change
        mean = self.mean[rows]
        # Far tails underflow to the 0 that is meant.
        with np.errstate(under="ignore"):
            loss = evaluate_by_law(
                "loss_first_order", level, mean, self.variance[rows], self.law[rows]
            )
        # A shortage is at least that of the mean and at most that of no stock.
        highest = np.maximum(mean, 0.0) + np.maximum(-level, 0.0)
        loss = np.clip(loss, np.maximum(mean - level, 0.0), highest)
        return np.where(loss > NEGLIGIBLE_SHORTAGE, loss, 0.0)


@dataclass(frozen=True)
class SiteCost:
    """Cost of sites, counted in steps: shortage and the days until stock is sold.

    Attributes
    ----------
    shortage : SiteShortage of m sites
        Demand and stock.
    value : ndarray of shape (m,)
        Cost of a step short [currency/step].
    holding : ndarray of shape (m,), optional
        Cost of a step in stock [currency/step/day]; None = stock costs nothing.
    rate : ndarray of shape (m,), optional
        Expected sales [steps/day]; needed with a holding cost.
    longest : ndarray of shape (m,), optional
        Days after which a step counts as sold; needed with a holding cost.
    """

    shortage: SiteShortage
    value: np.ndarray
    holding: np.ndarray | None = None
    rate: np.ndarray | None = None
    longest: np.ndarray | None = None

    def after(self, rows, change):
        """Return the cost of the sites after a change of stock [currency].

        The stock of x steps is sold one by one: the last of them after x / rate
        days, so all of them are held for x^2 / (2 rate) step-days. The cost is
        convex in the change.

        Parameters
        ----------
        rows : ndarray of shape (k,) of int
            Sites.
        change : ndarray of shape (k,)
            Steps that come (above 0) or go (below 0).

        Returns
        -------
        ndarray of shape (k,)
            Cost of shortage and holding [currency].
        """
        short = self.value[rows] * self.shortage.after(rows, change)
        if self.holding is None:
            return short
        return short + self.held(rows, change)

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
            Cost of the stock until it is sold, each step for the longest days at
            most [currency].
        """
        if self.holding is None:
            return np.zeros(len(rows))
        stock = self.shortage.position[rows] + change
        days = step_days(stock, self.rate[rows], self.longest[rows])
        with np.errstate(under="ignore"):
            return self.holding[rows] * days

    def part(self, rows):
        """Return the costs of some of the sites.

        Parameters
        ----------
        rows : ndarray of shape (k,) of int
            Sites.

        Returns
        -------
        SiteCost
            Costs of these sites.
        """
        names = ("position", "mean", "variance", "law")
        stock = (getattr(self.shortage, name)[rows] for name in names)
        costs = (self.value, self.holding, self.rate, self.longest)
        mine = (None if part is None else part[rows] for part in costs)
        return SiteCost(SiteShortage(*stock), *mine)

    def size(self):
        """Return the size of the terms of the cost of each site [currency].

        Returns
        -------
        ndarray of shape (m,)
            Costs are differences of terms of this size, which limits their digits.
        """
        steps = self.shortage.mean + np.abs(self.shortage.position)
        if self.holding is None:
            return self.value * steps
        return (self.value + self.holding * self.longest) * steps


def step_days(stock, rate, longest):
    """Return the days that the steps of a stock are held, added up.

    Parameters
    ----------
    stock : ndarray of shape (k,)
        Stock [units]; below 0 nothing is held.
    rate : ndarray of shape (k,)
        Expected sales [units/day].
    longest : ndarray of shape (k,)
        Days after which a unit counts as sold.

    Returns
    -------
    ndarray of shape (k,)
        Integral of min(x / rate, longest) from 0 to the stock [units * days].

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition (disposal of excess stock).

    Examples
    --------
    >>> step_days(np.array([10.0, 10.0, -3.0]), np.array([2.0, 0.0, 1.0]),
    ...           np.array([4.0, 4.0, 4.0])).tolist()
    [24.0, 40.0, 0.0]
    """
    held = np.maximum(stock, 0.0)
    # Next to no sales underflow to the 0 that is meant.
    with np.errstate(under="ignore"):
        timely = np.minimum(held, rate * longest)
        # No sales: nothing is timely, all is held for the longest time.
        sold = timely * (timely / np.where(rate > 0, rate, 1.0))
        return 0.5 * sold + longest * (held - timely)


def stable_law(law, mean, variance):
    """Return the laws, normal where a gamma law is practically normal.

    Parameters
    ----------
    law : ndarray of str
        Law of the demand.
    mean : ndarray
        Expected demand [units].
    variance : ndarray
        Variance of the demand [units^2].

    Returns
    -------
    ndarray of str
        Laws, "degenerate" without a variance or a mean.

    References
    ----------
    Johnson, N. L., Kotz, S. & Balakrishnan, N. (1994), Continuous Univariate
    Distributions 1, 2nd edition, chapter 17 (the normal limit of the gamma law).

    Examples
    --------
    >>> law = np.array(["gamma", "gamma"])
    >>> stable_law(law, np.array([10.0, 1e6]), np.array([9.0, 9.0])).tolist()
    ['gamma', 'normal']
    """
    is_normal = (law == "gamma") & (mean * mean > NORMAL_SHAPE * variance)
    is_fixed = (variance <= 0) | ((mean <= 0) & (law != "normal"))
    return np.select([is_fixed, is_normal], ["degenerate", "normal"], default=law)
