"""The forecast of the coming weeks, one by one, with a planner's overrides in it."""

import numpy as np

from ..inventory.distributions import choose_distribution, quantile
from ..validation import as_item_vector
from .override import override_forecast

DAYS_PER_WEEK = 7.0
#: Probabilities that the bands around a forecast hold demand with.
BANDS = (0.5, 0.8, 0.95)


def override_weeks(
    mean, variance, n_weeks, item, first_day, last_day, is_absolute, value
):
    """Return the forecast of each coming week with the overrides in it.

    The forecast is the same in every week; ``override_forecast`` changes the days of
    each week on their own.

    Parameters
    ----------
    mean : array_like of shape (n,)
        Expected demand a week [units].
    variance : array_like of shape (n,)
        Variance of the demand of a week [units^2].
    n_weeks : int
        Number of weeks, the first one begins today.
    item : array_like of shape (o,) of int
        Item of each override, in the order in which they apply.
    first_day : array_like of shape (o,)
        First day from today on; negative = it began before.
    last_day : array_like of shape (o,)
        Last day, included.
    is_absolute : array_like of shape (o,) of bool
        Whether ``value`` is a quantity a day; else a change as a share.
    value : array_like of shape (o,)
        Quantity a day [units/day] or change, 0.2 = 20 % more.

    Returns
    -------
    tuple of ndarray
        Mean, variance and overridden days, each of shape (n, n_weeks).

    Examples
    --------
    >>> mean, _, days = override_weeks([14], [7], 3, [0], [7], [10], [False], [1])
    >>> mean.tolist(), days.tolist()
    ([[14.0, 22.0, 14.0]], [[0.0, 4.0, 0.0]])
    """
    mean = as_item_vector("mean", mean, minimum=0.0)
    variance = as_item_vector("variance", variance, len(mean), 0.0)
    weeks = np.arange(n_weeks)
    start = DAYS_PER_WEEK * weeks
    item = np.asarray(item, dtype=np.int64)
    first, last = np.asarray(first_day), np.asarray(last_day)
    result = override_forecast(
        np.repeat(mean, n_weeks),
        np.repeat(variance, n_weeks),
        np.full(len(mean) * n_weeks, DAYS_PER_WEEK),
        (item[:, None] * n_weeks + weeks).ravel(),
        (first[:, None] - start).ravel(),
        (last[:, None] - start).ravel(),
        np.repeat(np.asarray(is_absolute, dtype=bool), n_weeks),
        np.repeat(np.asarray(value, dtype=np.float64), n_weeks),
    )
    shape = (len(mean), n_weeks)
    return tuple(
        table.reshape(shape) for table in (result.total, result.variance, result.days)
    )


def forecast_bands(mean, variance):
    """Return the limits that demand stays within with 50, 80 and 95 %.

    Parameters
    ----------
    mean : array_like of shape (n,)
        Expected demand [units]; of a sum, the sum of the means.
    variance : array_like of shape (n,)
        Its variance [units^2]; of a sum of independent items, the sum of theirs.

    Returns
    -------
    list of tuple of ndarray
        Low and high limit of shape (n,) for each of ``BANDS``, the narrowest first.

    Examples
    --------
    >>> [[low.tolist(), high.tolist()] for low, high in forecast_bands([6], [6])]
    [[[4.0], [8.0]], [[3.0], [9.0]], [[2.0], [11.0]]]
    """
    mean = as_item_vector("mean", mean, minimum=0.0)
    variance = as_item_vector("variance", variance, len(mean), 0.0)
    law = choose_distribution(mean, variance)
    limits = []
    for share in BANDS:
        tail = (1 - share) / 2
        limits.append(
            tuple(
                quantile(np.full(len(mean), p), mean, variance, law)
                for p in (tail, 1 - tail)
            )
        )
    return limits
