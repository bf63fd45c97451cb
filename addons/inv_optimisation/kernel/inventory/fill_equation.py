"""The share of demand that waits under the periodic-review policy (R, s, nQ)."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector, check_choice
from .distributions import (
    DISCRETE_LAWS,
    DISTRIBUTIONS,
    demand_law,
    evaluate_by_law,
    has_no_spread,
)

# Inventory positions lie on s + 1 .. s + Q with mean s + Q / 2 + 1 / 2. A continuous
# law sees them as uniform on (s + 1/2, s + Q + 1/2] (algorithm sheet 1.6, hazard ii).
CONTINUOUS_SHIFT = 0.5
# The fill rate divides by the demand of the review period; a forecast that decays
# to 0 would send s to infinity (algorithm sheet 1.6, hazard i).
REVIEW_DEMAND_FLOOR = 0.25


@dataclass(frozen=True)
class FillProblem:
    """The fill equation of n items, counted in steps of the unit of measure.

    Attributes
    ----------
    mean_protection : ndarray of shape (n,)
        Expected demand over the protection interval [steps].
    variance_protection : ndarray of shape (n,)
        Variance of that demand [steps^2].
    law_protection : ndarray of shape (n,) of str
        Law of that demand.
    mean_lead : ndarray of shape (n,)
        Expected demand over the lead time [steps].
    variance_lead : ndarray of shape (n,)
        Variance of that demand [steps^2].
    law_lead : ndarray of shape (n,) of str
        Law of that demand.
    review_demand : ndarray of shape (n,)
        Expected demand over the review period [steps].
    lot : ndarray of shape (n,)
        Lot Q, a whole number [steps].
    shift : ndarray of shape (n,)
        What is added to s before the law is evaluated [steps].
    unit : ndarray of shape (n,)
        Step [units].
    """

    mean_protection: np.ndarray
    variance_protection: np.ndarray
    law_protection: np.ndarray
    mean_lead: np.ndarray
    variance_lead: np.ndarray
    law_lead: np.ndarray
    review_demand: np.ndarray
    lot: np.ndarray
    shift: np.ndarray
    unit: np.ndarray

    def take(self, rows):
        """Return the problem of some rows, in the order of the rows."""
        return FillProblem(*(column[rows] for column in self.__dict__.values()))

    def shortage(self, level):
        """Return the share of demand that waits with reorder point ``level``."""
        low = level + self.shift
        high = low + self.lot
        protection = (
            self.mean_protection,
            self.variance_protection,
            self.law_protection,
        )
        lead = (self.mean_lead, self.variance_lead, self.law_lead)
        short_until_next = _loss_between(low, high, *protection)
        short_before = _loss_between(low, high, *lead)
        has_demand = self.review_demand > 0
        divisor = self.lot * np.where(has_demand, self.review_demand, 1.0)
        shortage = np.maximum(short_until_next - short_before, 0.0) / divisor
        return np.where(has_demand, shortage, 0.0)


def _loss_between(low, high, mean, variance, law):
    """Return the loss summed over the inventory positions."""
    return evaluate_by_law(
        "loss_second_order", low, mean, variance, law
    ) - evaluate_by_law("loss_second_order", high, mean, variance, law)


def fill_problem(
    mean_protection,
    variance_protection,
    mean_lead,
    variance_lead,
    review_demand,
    order_quantity,
    distribution,
    unit,
):
    """Check the arguments of the fill equation and count them in steps of the unit.

    Parameters
    ----------
    mean_protection : array_like of shape (n,)
        Expected demand over the protection interval [units].
    variance_protection : array_like of shape (n,)
        Variance of that demand [units^2].
    mean_lead : array_like of shape (n,)
        Expected demand over the lead time [units].
    variance_lead : array_like of shape (n,)
        Variance of that demand [units^2].
    review_demand : array_like of shape (n,)
        Expected demand over the review period [units].
    order_quantity : array_like of shape (n,)
        Lot Q [units].
    distribution : array_like of shape (n,) of str or None
        Law of demand; chosen from the moments when None.
    unit : array_like of shape (n,)
        Smallest step of the unit of measure [units].

    Returns
    -------
    FillProblem
        The problem of n items.

    Examples
    --------
    >>> problem = fill_problem([6], [9], [4], [6], [2], [5], None, 1)
    >>> problem.shortage(np.array([8.0])).round(4).tolist()
    [0.0611]
    """
    mean_protection, variance_protection, unit, law = law_and_moments(
        mean_protection, variance_protection, distribution, unit
    )
    n_items = len(unit)
    mean_lead = as_item_vector("mean_lead", mean_lead, n_items, 0.0) / unit
    squared_unit = unit * unit
    variance_lead = (
        as_item_vector("variance_lead", variance_lead, n_items, 0.0) / squared_unit
    )
    review = as_item_vector("review_demand", review_demand, n_items, 0.0) / unit
    lot = as_item_vector("order_quantity", order_quantity, n_items, 0.0) / unit
    mean = mean_protection / unit
    floor = REVIEW_DEMAND_FLOOR * np.maximum(mean - mean_lead, 0.0)
    discrete = np.isin(law, DISCRETE_LAWS)
    fixed_lead = has_no_spread(mean_lead, variance_lead)
    poisson_lead = discrete & (fixed_lead | (variance_lead <= mean_lead))
    law_lead = np.select(
        [poisson_lead, fixed_lead], ["poisson", "degenerate"], default=law
    )
    return FillProblem(
        mean_protection=mean,
        variance_protection=variance_protection / squared_unit,
        law_protection=law,
        mean_lead=mean_lead,
        variance_lead=variance_lead,
        law_lead=law_lead,
        review_demand=np.maximum(review, floor),
        lot=np.maximum(np.rint(lot), 1.0),
        shift=np.where(discrete, 0.0, CONTINUOUS_SHIFT),
        unit=unit,
    )


def law_and_moments(mean, variance, distribution, unit):
    """Return the checked moments, the unit and the law of demand.

    Parameters
    ----------
    mean : array_like of shape (n,)
        Expected demand [units].
    variance : array_like of shape (n,)
        Variance of demand [units^2].
    distribution : array_like of shape (n,) of str or None
        Law of demand; chosen from the moments when None.
    unit : array_like of shape (n,)
        Smallest step of the unit of measure [units].

    Returns
    -------
    mean : ndarray of shape (n,)
        Expected demand [units].
    variance : ndarray of shape (n,)
        Variance of demand [units^2].
    unit : ndarray of shape (n,)
        Smallest step of the unit of measure [units].
    distribution : ndarray of shape (n,) of str
        Law of demand; "degenerate" without demand or variance.

    Examples
    --------
    >>> law_and_moments([4], [4], None, 1)[3].tolist()
    ['poisson']
    """
    mean = as_item_vector("mean", mean, minimum=0.0)
    variance = as_item_vector("variance", variance, len(mean), 0.0)
    unit = as_item_vector("unit", unit, len(mean))
    chosen = demand_law(mean, variance, unit)  # checks the unit too
    if distribution is not None:
        named = check_choice("distribution", distribution, DISTRIBUTIONS)
        chosen = np.where(
            has_no_spread(mean, variance),
            "degenerate",
            np.broadcast_to(named, mean.shape),
        )
    return mean, variance, unit, chosen
