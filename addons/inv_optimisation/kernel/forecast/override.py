"""A planner's forecast for some days in place of the one that was computed."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector

# An override helped or hurt if it moved the error by more than this share of demand.
NO_DIFFERENCE_RATE = 0.05
VERDICTS = ("helped", "hurt", "same")


@dataclass(frozen=True)
class OverriddenForecast:
    """Expected demand over the horizon with the overrides in it.

    Attributes
    ----------
    total : ndarray of shape (n,)
        Expected demand over the horizon [units].
    variance : ndarray of shape (n,)
        Variance of the error of that total [units^2].
    days : ndarray of shape (n,)
        Days of the horizon that are overridden [days].
    """

    total: np.ndarray
    variance: np.ndarray
    days: np.ndarray


def override_forecast(
    total, variance, horizon_days, item, first_day, last_day, is_absolute, value
):
    """Replace or scale the forecast of some days of the horizon.

    The forecast and its variance are spread evenly over the days. A change as a
    share scales the spread of its days in proportion. An absolute quantity keeps at
    least the variance of its days and raises it in proportion to the quantity, so
    that a promise of more is not taken for certainty; where nothing was expected it
    is that of Poisson demand. Later overrides of an item work on what earlier ones
    left.

    Parameters
    ----------
    total : array_like of shape (n,)
        Expected demand over the horizon [units].
    variance : array_like of shape (n,)
        Variance of its error [units^2].
    horizon_days : array_like of shape (n,)
        Horizon from today on [days], above 0.
    item : array_like of shape (o,) of int
        Item of each override, in the order in which they apply.
    first_day : array_like of shape (o,)
        First day from today on; negative = it began before.
    last_day : array_like of shape (o,)
        Last day, included.
    is_absolute : array_like of shape (o,) of bool
        Whether ``value`` is a quantity a day; else a change as a share.
    value : array_like of shape (o,)
        Quantity a day [units/day] or change, 0.2 = 20 % more, at least -1.

    Returns
    -------
    OverriddenForecast
        Demand over the horizon and its variance.

    Raises
    ------
    ValueError
        If a number is out of range.

    Examples
    --------
    >>> result = override_forecast([14], [7], [14], [0], [7], [30], [False], [1])
    >>> result.total.tolist(), result.days.tolist()
    ([21.0], [7.0])
    """
    total = as_item_vector("total", total, minimum=0.0)
    n_items = len(total)
    variance = as_item_vector("variance", variance, n_items, 0.0)
    horizon = as_item_vector("horizon_days", horizon_days, n_items, 0.0)
    if not (horizon > 0).all():
        raise ValueError("horizon_days must be above 0")
    item = np.asarray(item, dtype=np.int64)
    value = as_item_vector("value", value, len(item), -1.0)
    absolute = np.asarray(is_absolute, dtype=bool)
    if (absolute & (value < 0)).any():
        raise ValueError("a quantity a day must not be negative")
    if not len(item):
        return OverriddenForecast(total.copy(), variance.copy(), np.zeros(n_items))
    rows, part = np.unique(item, return_inverse=True)
    days = _Days(total[rows], variance[rows], horizon[rows])
    first, last = np.asarray(first_day), np.asarray(last_day)
    for turn in _turns(part.ravel()):
        days.change(
            part.ravel()[turn], first[turn], last[turn], absolute[turn], value[turn]
        )
    result, error, touched = total.copy(), variance.copy(), np.zeros(n_items)
    touched[rows] = (days.touched * days.weight).sum(axis=1)
    changed = touched[rows] > 0
    result[rows[changed]] = (days.rate * days.weight).sum(axis=1)[changed]
    error[rows[changed]] = (days.spread * days.weight).sum(axis=1)[changed]
    return OverriddenForecast(result, error, touched)


def judge_override(actual, overridden, forecast):
    """Tell whether an override was better than the forecast that it replaced.

    Parameters
    ----------
    actual : array_like of shape (n,)
        Demand that came [units].
    overridden : array_like of shape (n,)
        Demand that the planner expected [units].
    forecast : array_like of shape (n,)
        Demand that had been forecast [units].

    Returns
    -------
    ndarray of shape (n,) of str
        "helped", "hurt", or "same" when the error moved by 5 % of the demand or less.

    Examples
    --------
    >>> judge_override([100, 100, 100], [98, 150, 101], [60, 104, 100]).tolist()
    ['helped', 'hurt', 'same']
    """
    actual = as_item_vector("actual", actual)
    n_items = len(actual)
    overridden = as_item_vector("overridden", overridden, n_items)
    forecast = as_item_vector("forecast", forecast, n_items)
    gain = np.abs(forecast - actual) - np.abs(overridden - actual)
    least = NO_DIFFERENCE_RATE * np.maximum(np.abs(actual), 1.0)
    return np.select([gain > least, gain < -least], VERDICTS[:2], VERDICTS[2])


class _Days:
    """Forecast and variance of every day of some items."""

    def __init__(self, total, variance, horizon):
        self.day = np.arange(int(np.ceil(horizon.max())))
        shape = (len(total), len(self.day))
        # The last day of a fractional horizon counts in part.
        self.weight = np.clip(horizon[:, None] - self.day, 0.0, 1.0)
        self.rate = np.broadcast_to((total / horizon)[:, None], shape).copy()
        self.spread = np.broadcast_to((variance / horizon)[:, None], shape).copy()
        self.touched = np.zeros(shape, dtype=bool)

    def change(self, rows, first, last, is_absolute, value):
        """Apply at most one override to each of the rows."""
        inside = (self.day >= first[:, None]) & (self.day <= last[:, None])
        before, spread = self.rate[rows], self.spread[rows]
        is_fixed, amount = is_absolute[:, None], value[:, None]
        after = np.where(is_fixed, amount, before * (1 + amount))
        ratio = after / np.where(before > 0, before, 1.0)
        absolute = np.where(before > 0, spread * np.maximum(ratio, 1.0), after)
        change = 1 + np.where(is_fixed, 0.0, amount)
        wider = np.where(is_fixed, absolute, spread * change * change)
        self.rate[rows] = np.where(inside, after, before)
        self.spread[rows] = np.where(inside, wider, spread)
        self.touched[rows] |= inside


def _turns(part):
    """Yield positions of overrides so that no item comes twice in one turn."""
    order = np.argsort(part, kind="stable")
    ordered = part[order]
    rank = np.arange(len(part)) - np.searchsorted(ordered, ordered, side="left")
    for turn in range(int(rank.max(initial=-1)) + 1):
        yield order[rank == turn]
