"""Rolling-origin back-test of the total over the protection interval.

The forecasts of every method are known at the end of every bucket, so each bucket
is an origin: the error is the forecast total of the next H buckets minus what was
then demanded.
"""

from dataclasses import dataclass

import numpy as np

from .method_fit import BLOCK_ROWS, START_BUCKETS, start_buckets, time_major
from .smoothing import naive

# Fewer origins than this are no back-test; the item counts as short.
MINIMUM_ORIGINS = 8
# No origin may know fewer observed buckets than this.
MINIMUM_KNOWN = 4
# A window counts when at least this share of its buckets was observed; its total
# is then scaled up to the full window.
MINIMUM_OBSERVED_SHARE = 0.5


@dataclass(frozen=True)
class BackTest:
    """Errors and final states of m methods for n items.

    Entries of methods that an item does not use are 0 (errors) or NaN.

    Attributes
    ----------
    errors : ndarray of shape (m, n, O) of float32
        Forecast minus actual total at every origin [units]; 0 outside of the
        origins of the item.
    n_origins : ndarray of shape (n,) of int
        Number of origins.
    actual : ndarray of shape (n,)
        Sum of the actual totals over the origins [units].
    mean_square : ndarray of shape (n, m)
        Mean squared error of the total [units^2].
    mean_absolute : ndarray of shape (n, m)
        Mean absolute error of the total [units].
    naive_absolute : ndarray of shape (n,)
        Mean absolute error of the naive forecast [units].
    rate : ndarray of shape (n, m)
        Level at the end of the history [units/bucket].
    trend : ndarray of shape (n, m)
        Trend at the end of the history; 0 for a flat method.
    damping : ndarray of shape (n, m)
        Damping of the trend; 0 for a flat method.
    one_step_mse : ndarray of shape (n, m)
        Mean squared one-step error [units^2/bucket^2].
    """

    errors: np.ndarray
    n_origins: np.ndarray
    actual: np.ndarray
    mean_square: np.ndarray
    mean_absolute: np.ndarray
    naive_absolute: np.ndarray
    rate: np.ndarray
    trend: np.ndarray
    damping: np.ndarray
    one_step_mse: np.ndarray


def back_test(demand, window, fit_functions, allowed):
    """Fit every method where it is allowed and back-test its lead-time total.

    Parameters
    ----------
    demand : ndarray of shape (n, T)
        Demand [units/bucket]; NaN = not observed.
    window : ndarray of shape (n,) of int
        Buckets of the lead-time total, at least 1.
    fit_functions : sequence of callable
        One function per method, of a TimeMajor, returning a MethodFit.
    allowed : ndarray of shape (n, m) of bool
        Which methods an item uses.

    Returns
    -------
    BackTest
        Errors, their summary and the final states.

    Examples
    --------
    >>> result = back_test(np.ones((1, 20)), np.array([2]), [naive], np.ones((1, 1)))
    >>> int(result.n_origins[0]), float(result.mean_square[0, 0])
    (10, 0.0)
    """
    n_items, n_buckets = demand.shape
    n_methods = len(fit_functions)
    shape = (n_items, n_methods)
    test = BackTest(
        errors=np.zeros((n_methods, n_items, n_buckets), dtype=np.float32),
        n_origins=np.zeros(n_items, dtype=np.int64),
        actual=np.zeros(n_items),
        mean_square=np.full(shape, np.nan),
        mean_absolute=np.full(shape, np.nan),
        naive_absolute=np.zeros(n_items),
        rate=np.zeros(shape),
        trend=np.zeros(shape),
        damping=np.zeros(shape),
        one_step_mse=np.full(shape, np.nan),
    )
    for start in range(0, n_items, BLOCK_ROWS):
        rows = slice(start, start + BLOCK_ROWS)
        totals = _WindowTotals(demand[rows], window[rows])
        test.n_origins[rows] = totals.n_origins
        test.actual[rows] = totals.actual.sum(axis=1)
        series = time_major(demand[rows])
        naive_error = totals.errors(naive(series))
        test.naive_absolute[rows] = totals.mean(np.abs(naive_error))
        for method, fit_function in enumerate(fit_functions):
            used = np.flatnonzero(allowed[rows, method])
            if len(used):
                fit = fit_function(series.take(used))
                _store(test, method, fit, totals.take(used), start + used)
    return test


def _store(test, method, fit, totals, used):
    """Store the errors and the final state of one method for the rows that use it."""
    error = totals.errors(fit)
    test.errors[method, used] = error
    count = np.maximum(totals.n_origins, 1)
    test.mean_square[used, method] = np.einsum("ij,ij->i", error, error) / count
    test.mean_absolute[used, method] = totals.mean(np.abs(error, out=error))
    test.rate[used, method] = fit.rate
    test.one_step_mse[used, method] = fit.one_step_mse
    if fit.trend is not None:
        test.trend[used, method] = fit.trend[:, -1]
        test.damping[used, method] = fit.damping


class _WindowTotals:
    """Actual totals of the windows that follow every origin.

    Parameters
    ----------
    demand : ndarray of shape (n, T)
        Demand [units/bucket]; NaN = not observed.
    window : ndarray of shape (n,) of int
        Buckets of a window.
    """

    def __init__(self, demand, window):
        n_buckets = demand.shape[1]
        observed = ~np.isnan(demand)
        known = np.cumsum(observed, axis=1)
        end = np.arange(n_buckets)[None, :] + window[:, None]  # last bucket in window
        inside = end < n_buckets
        end = np.minimum(end, n_buckets - 1)
        demand_sum = np.cumsum(np.where(observed, demand, 0.0), axis=1)
        seen = np.take_along_axis(known, end, axis=1) - known
        total = np.take_along_axis(demand_sum, end, axis=1) - demand_sum
        enough = seen >= MINIMUM_OBSERVED_SHARE * window[:, None]
        first_origin = _known_at_first_origin(known[:, -1], window)
        self.window = window
        self.valid = inside & enough & (known >= first_origin[:, None])
        scale = window[:, None] / np.maximum(seen, 1)
        self.actual = np.where(self.valid, total * scale, 0.0)
        self.n_origins = self.valid.sum(axis=1)

    def take(self, rows):
        """Return the totals of some rows."""
        if len(rows) == len(self.window):
            return self
        part = object.__new__(_WindowTotals)
        for field in ("window", "valid", "actual", "n_origins"):
            setattr(part, field, getattr(self, field)[rows])
        return part

    def errors(self, fit):
        """Return forecast minus actual total, 0 where there is no origin."""
        return np.where(self.valid, fit.totals(self.window) - self.actual, 0.0)

    def mean(self, values):
        """Return the mean over the origins."""
        return values.sum(axis=1) / np.maximum(self.n_origins, 1)


def _known_at_first_origin(n_observed, window):
    """Return how many observed buckets the first origin knows.

    A quarter of the history (at least 8 buckets), but fewer, down to 4, when that
    is what it takes to get enough origins.
    """
    latest = n_observed - window - MINIMUM_ORIGINS
    wanted = np.maximum(start_buckets(n_observed), START_BUCKETS)
    return np.clip(latest, MINIMUM_KNOWN, wanted) + 1
