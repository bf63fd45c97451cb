"""Reorder rules: how the demand over the intervals of a policy is estimated.

Which rule holds the least stock for a service differs from one group of items to the
next by more than any rule gains on average, so several are at hand and the choice is
made by replaying the policy (``rule_choice``).
"""

from dataclasses import dataclass

import numpy as np

from ..forecast.smoothing import simple_exponential_smoothing
from ..validation import as_demand_matrix, as_item_vector, as_matrix

# Smallest mean and variance [units, units^2]: keeps logarithms and ratios finite.
SMALLEST = 1e-9


@dataclass(frozen=True)
class IntervalDemand:
    """Expected demand over the intervals of a policy, and its uncertainty.

    Attributes
    ----------
    mean_protection : ndarray of shape (n,)
        Expected demand over lead time plus review period [units].
    variance_protection : ndarray of shape (n,)
        Variance of that demand [units^2].
    mean_lead : ndarray of shape (n,)
        Expected demand over the lead time [units].
    variance_lead : ndarray of shape (n,)
        Variance of that demand [units^2].
    """

    mean_protection: np.ndarray
    variance_protection: np.ndarray
    mean_lead: np.ndarray
    variance_lead: np.ndarray

    @property
    def spread(self):
        """Standard deviation of the demand over the protection interval [units]."""
        return np.sqrt(self.variance_protection)

    def take(self, rows):
        """Return the demand of some items."""
        return IntervalDemand(*(column[rows] for column in self.__dict__.values()))


def combined_demand(forecast, lead_time, lead_time_variance, review, shift=0):
    """Rule "combined": the combined forecast and its back-tested error.

    Parameters
    ----------
    forecast : CombinedForecast
        Forecast of n items with lead time plus review period as its horizon.
    lead_time : array_like of shape (n,)
        Expected lead time [buckets].
    lead_time_variance : array_like of shape (n,)
        Variance of the lead time [buckets^2].
    review : array_like of shape (n,)
        Review period [buckets].
    shift : int, default 0
        Buckets since the forecast was made; its path must reach far enough. The
        season moves on with it.

    Returns
    -------
    IntervalDemand
        Demand over protection interval and lead time.

    References
    ----------
    Johnston, F. R. & Harrison, P. J. (1986), The variance of lead-time demand,
    Journal of the Operational Research Society 37.

    Examples
    --------
    >>> from ..forecast.combination import combine
    >>> forecast = combine([[5.0] * 30], [3.0])
    >>> combined_demand(forecast, [2.0], [0.0], [1.0]).mean_lead.round(6).tolist()
    [10.0]
    """
    lead, lead_variance, protection = _intervals(
        lead_time, lead_time_variance, review, len(forecast.total)
    )
    total, own = forecast.planning_total, forecast.planning_variance
    if shift:
        moved = forecast.planning_total_over(protection, shift)
        growth = moved / np.where(total > 0, total, 1.0)
        total, own = moved, own * growth * growth
    rate = total / protection
    late = rate * rate * lead_variance
    return IntervalDemand(
        mean_protection=np.maximum(total, SMALLEST),
        variance_protection=np.maximum(own + late, SMALLEST),
        mean_lead=forecast.planning_total_over(lead, shift),
        variance_lead=own * lead / protection + late,
    )


def textbook_demand(demand, lead_time, lead_time_variance, review):
    """Rule "textbook": exponential smoothing and its one-step error.

    The variance grows with the square root of the interval, as if the errors of
    successive buckets were independent.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed.
    lead_time : array_like of shape (n,)
        Expected lead time [buckets].
    lead_time_variance : array_like of shape (n,)
        Variance of the lead time [buckets^2].
    review : array_like of shape (n,)
        Review period [buckets].

    Returns
    -------
    IntervalDemand
        Demand over protection interval and lead time.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition, chapter 6.

    Examples
    --------
    >>> demand = textbook_demand([[5.0] * 30], [2.0], [1.0], [1.0])
    >>> demand.mean_protection.tolist(), demand.variance_protection.tolist()
    ([15.0], [25.0])
    """
    fit = simple_exponential_smoothing(demand)
    return _independent_demand(
        np.nan_to_num(fit.rate),
        np.nan_to_num(fit.one_step_mse),
        _intervals(lead_time, lead_time_variance, review, len(fit.rate)),
    )


def history_demand(demand, lead_time, lead_time_variance, review):
    """Rule "history": mean and variance of the whole history.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed.
    lead_time : array_like of shape (n,)
        Expected lead time [buckets].
    lead_time_variance : array_like of shape (n,)
        Variance of the lead time [buckets^2].
    review : array_like of shape (n,)
        Review period [buckets].

    Returns
    -------
    IntervalDemand
        Demand over protection interval and lead time.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition, chapter 6.

    Examples
    --------
    >>> demand = history_demand([[4.0, 6.0] * 15], [2.0], [0.0], [1.0])
    >>> demand.mean_protection.tolist(), demand.variance_protection.round(2).tolist()
    ([15.0], [3.1])
    """
    demand = as_demand_matrix(demand)
    observed = ~np.isnan(demand)
    count = observed.sum(axis=1)
    mean = np.nan_to_num(demand).sum(axis=1) / np.maximum(count, 1)
    deviation = np.where(observed, demand - mean[:, None], 0.0)
    variance = (deviation * deviation).sum(axis=1) / np.maximum(count - 1, 1)
    return _independent_demand(
        mean, variance, _intervals(lead_time, lead_time_variance, review, len(mean))
    )


def blended_demand(parts, weights):
    """Blend the estimates of several rules.

    Means and standard deviations are averaged: the level of a safety factor is then
    the weighted mean of the levels that the rules would set.

    Parameters
    ----------
    parts : sequence of IntervalDemand
        Estimates of r rules for n items.
    weights : array_like of shape (n, r)
        Weight of each rule; rows add up to 1.

    Returns
    -------
    IntervalDemand
        Blended demand.

    Raises
    ------
    ValueError
        If the weights do not fit.

    Examples
    --------
    >>> one = IntervalDemand(*(np.array([x]) for x in (4.0, 4.0, 2.0, 1.0)))
    >>> two = IntervalDemand(*(np.array([x]) for x in (8.0, 16.0, 4.0, 9.0)))
    >>> blend = blended_demand([one, two], [[0.5, 0.5]])
    >>> blend.mean_protection.tolist(), blend.spread.tolist()
    ([6.0], [3.0])
    """
    weights = as_matrix("weights", weights, len(parts[0].mean_protection), 0.0)
    if weights.shape[1] != len(parts) or np.isnan(weights).any():
        raise ValueError("weights must have one column per rule")
    if (np.abs(weights.sum(axis=1) - 1) > 1e-6).any():
        raise ValueError("weights of an item must add up to 1")

    def mean(field, power):
        columns = [getattr(part, field) ** power for part in parts]
        return sum(weights[:, i] * column for i, column in enumerate(columns))

    return IntervalDemand(
        mean_protection=mean("mean_protection", 1),
        variance_protection=mean("variance_protection", 0.5) ** 2,
        mean_lead=mean("mean_lead", 1),
        variance_lead=mean("variance_lead", 0.5) ** 2,
    )


def _intervals(lead_time, lead_time_variance, review, n_items):
    """Return lead time, its variance and the protection interval, checked."""
    lead = as_item_vector("lead_time", lead_time, n_items, 0.0)
    variance = as_item_vector("lead_time_variance", lead_time_variance, n_items, 0.0)
    review = as_item_vector("review", review, n_items, 0.0)
    if not (lead + review > 0).all():
        raise ValueError("lead_time plus review must be above 0")
    return lead, variance, lead + review


def _independent_demand(rate, variance, intervals):
    """Return the demand over the intervals when buckets are independent."""
    lead, lead_variance, protection = intervals
    late = rate * rate * lead_variance
    return IntervalDemand(
        mean_protection=np.maximum(rate * protection, SMALLEST),
        variance_protection=np.maximum(variance * protection + late, SMALLEST),
        mean_lead=rate * lead,
        variance_lead=variance * lead + late,
    )


# Name of each rule; "combined" needs a forecast, the others the demand alone.
RULES = ("combined", "textbook", "history")
