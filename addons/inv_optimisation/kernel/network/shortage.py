"""Expected shortage of sites as a function of the steps that come or go."""

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
