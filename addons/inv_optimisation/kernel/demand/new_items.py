"""Demand of items with little history, from their category or from an analog."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_demand_matrix, as_item_vector

# An item with fewer demands or fewer periods is new (algorithm sheet 1.1).
MINIMUM_DEMANDS = 4
MINIMUM_PERIODS = 6
# A category with fewer established items borrows the prior of all items: moments of
# fewer rates say nothing about their spread.
MINIMUM_CATEGORY_ITEMS = 5
# Rates of a category vary at least by this squared coefficient of variation, and the
# prior is worth at least a thousandth of a demand: both keep it finite.
MINIMUM_RATE_CV2 = 1e-3
MAXIMUM_RATE_CV2 = 1e3


@dataclass(frozen=True)
class NewItemDemand:
    """Predicted demand over the horizon.

    Attributes
    ----------
    is_new : ndarray of shape (n,) of bool
        True for an item with too little history of its own.
    rate : ndarray of shape (n,)
        Posterior mean of demand [units/period]; NaN when nothing is known.
    mean : ndarray of shape (n,)
        Expected demand over the horizon [units]; NaN when nothing is known.
    variance : ndarray of shape (n,)
        Predictive variance over the horizon [units^2]; NaN when nothing is known.
    size : ndarray of shape (n,)
        Typical size of a demand that the counts are scaled with [units].
    """

    is_new: np.ndarray
    rate: np.ndarray
    mean: np.ndarray
    variance: np.ndarray
    size: np.ndarray


def new_item_demand(
    demand,
    category,
    *,
    horizon,
    minimum_demands=MINIMUM_DEMANDS,
    minimum_periods=MINIMUM_PERIODS,
):
    """Predict the demand of every item from its history and its category.

    Demand counts of an item are Poisson with a rate of prior Gamma(a, b), fitted by
    moments to the rates of the established items of the category. After n periods
    with y demands the rate is (a + y) / (b + n) and demand over the horizon H is
    negative binomial with r = a + y and p = (b + n) / (b + n + H).

    Demand in lumps is counted in units of the typical size: the variance-to-mean
    ratio of the buckets of the category (at least 1), which is what makes the scaled
    counts as variable as Poisson counts.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/period]; NaN = not observed (before the item was sold).
    category : array_like of shape (n,)
        Category of each item.
    horizon : array_like of shape (n,)
        Length of the horizon [periods].
    minimum_demands : int, default 4
        Items with fewer non-zero periods are new.
    minimum_periods : int, default 6
        Items with fewer observed periods are new.

    Returns
    -------
    NewItemDemand
        Mask of new items, rate, mean and variance. A category with fewer than five
        established items uses the prior of all; without any established item only
        the item's own mean is used.

    Raises
    ------
    ValueError
        If an argument has a wrong shape or is negative.

    References
    ----------
    Popović, J. B. (1987), Decision making on stock levels in cases of uncertain
    demand rate, European Journal of Operational Research 32.
    Robbins, H. (1956), An empirical Bayes approach to statistics.

    Examples
    --------
    >>> nan = float("nan")
    >>> old = [[1, 0, 1, 1, 0, 1]] * 3 + [[3, 2, 4, 2, 3, 4]] * 3
    >>> result = new_item_demand(old + [[nan] * 5 + [1]], ["a"] * 7, horizon=2)
    >>> result.is_new.tolist()[-2:], float(result.rate[-1].round(2))
    ([False, True], 1.53)
    """
    demand = as_demand_matrix(demand)
    n_items = len(demand)
    labels = np.asarray(category)
    if labels.shape != (n_items,):
        raise ValueError(f"category must have {n_items} items")
    length = as_item_vector("horizon", horizon, n_items, minimum=0.0)
    periods = (~np.isnan(demand)).sum(axis=1).astype(np.float64)
    total = np.nansum(demand, axis=1)
    count = (np.nan_to_num(demand) > 0).sum(axis=1)
    is_new = (count < minimum_demands) | (periods < minimum_periods)
    group = np.unique(labels, return_inverse=True)[1].ravel()
    ratio = _variance_ratio(demand, periods, total)
    size, shape, inverse_scale = _priors(group, ~is_new, total, periods, ratio)
    exposure = inverse_scale + periods
    r = shape + total / size
    known = exposure > 0
    exposure = np.where(known, exposure, 1.0)
    rate = r / exposure * size
    mean = rate * length
    # Negative binomial variance m (1 + H / (b + n)) of the counts, times size^2.
    variance = mean * size * (1 + length / exposure)
    unknown = np.where(known, 0.0, np.nan)
    return NewItemDemand(
        is_new=is_new,
        rate=rate + unknown,
        mean=mean + unknown,
        variance=variance + unknown,
        size=size,
    )


def analog_demand(demand, analog_row, factor=1.0):
    """Give items the history of an analog product.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/period]; NaN = not observed.
    analog_row : array_like of shape (n,) of int
        Row of the analog of each item; -1 = none, the item keeps its own history.
    factor : array_like of shape (n,), default 1.0
        Expected demand of the item relative to its analog.

    Returns
    -------
    ndarray of shape (n, T)
        Own demand where it was observed, else demand of the analog times the factor
        [units/period].

    Raises
    ------
    ValueError
        If a row is out of range or a factor is negative.

    References
    ----------
    Kahn, K. B. (2006), New Product Forecasting: An Applied Approach (forecast by
    analogy).

    Examples
    --------
    >>> nan = float("nan")
    >>> analog_demand([[4, 6, 8], [nan, nan, 3]], [-1, 0], 0.5).tolist()
    [[4.0, 6.0, 8.0], [2.0, 3.0, 3.0]]
    """
    demand = as_demand_matrix(demand)
    rows = np.asarray(analog_row, dtype=np.int64)
    if rows.shape != (len(demand),):
        raise ValueError(f"analog_row must have {len(demand)} items")
    if len(rows) and (rows.min() < -1 or rows.max() >= len(demand)):
        raise ValueError("analog_row must be -1 or a row of demand")
    scale = as_item_vector("factor", factor, len(demand), minimum=0.0)
    borrowed = np.where(rows[:, None] >= 0, demand[rows] * scale[:, None], np.nan)
    return np.where(np.isnan(demand), borrowed, demand)


def _variance_ratio(demand, periods, total):
    """Return variance / mean of the observed periods, NaN without demand."""
    mean = total / np.maximum(periods, 1)
    deviation = np.nan_to_num(demand - mean[:, None])
    # A deviation below 1e-150 has no square; relative to the mean it has.
    relative = deviation / np.where(mean > 0, mean, 1.0)[:, None]
    relative = np.where(np.abs(relative) > 1e-100, relative, 0.0)
    cv2 = (relative**2).sum(axis=1) / np.maximum(periods - 1, 1)
    return np.where((mean > 0) & (periods > 1), cv2 * mean, np.nan)


def _priors(group, established, total, periods, ratio):
    """Return typical size, a and b per item; a = b = 0 without established items."""
    rows = np.flatnonzero(established)
    n_groups = int(group.max()) + 1 if len(group) else 0
    n_items = np.bincount(group[rows], minlength=n_groups)
    # One more group holds all items, for the categories that are too small.
    own = np.where(n_items >= MINIMUM_CATEGORY_ITEMS, np.arange(n_groups), n_groups)
    member = np.concatenate((group[rows], np.full(len(rows), n_groups)))
    twice = np.concatenate((rows, rows))

    def group_mean(values):
        counted = np.bincount(member, minlength=n_groups + 1)
        summed = np.bincount(member, values, minlength=n_groups + 1)
        return summed / np.maximum(counted, 1)

    size = np.maximum(group_mean(ratio[twice]), 1.0)
    rate = total[twice] / periods[twice] / size[member]
    mean = group_mean(rate)
    spread = group_mean((rate - mean[member]) ** 2)
    noise = group_mean(mean[member] / periods[twice])
    positive = mean > 0
    safe = np.where(positive, mean, 1.0)
    cv2 = (spread - noise) / safe / safe
    cv2 = np.clip(cv2, MINIMUM_RATE_CV2, MAXIMUM_RATE_CV2)
    shape = np.where(positive, 1 / cv2, 0.0)
    inverse_scale = np.where(positive, 1 / cv2 / safe, 0.0)
    chosen = own[group]
    return size[chosen], shape[chosen], inverse_scale[chosen]
