"""Methods for frequent demand: exponential smoothing, averages and damped trend."""

import numpy as np

from ..validation import as_demand_matrix
from .method_fit import (
    BURN_IN,
    MethodFit,
    fit_in_blocks,
    level_fit,
    time_major,
)

# Grids of the algorithm sheet, 1.3: dense where the error curve is steep.
SES_CONSTANTS = (
    0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0
)  # fmt: skip
AVERAGE_WINDOWS = (3, 6, 12)
HOLT_LEVEL_CONSTANTS = (0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
HOLT_TREND_CONSTANTS = (0.02, 0.1, 0.2)
HOLT_DAMPING = (0.8, 0.9, 0.98)
# The start trend compares the means of two windows of this many buckets.
HOLT_START_BUCKETS = 6


def simple_exponential_smoothing(demand, *, constants=SES_CONSTANTS):
    """Fit simple exponential smoothing, constant chosen by one-step MSE.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed, the level is carried over.
    constants : sequence of float
        Candidate smoothing constants, 0 to 1.

    Returns
    -------
    MethodFit
        Level; ``parameter`` is the smoothing constant.

    References
    ----------
    Brown, R. G. (1959), Statistical Forecasting for Inventory Control.

    Examples
    --------
    >>> fit = simple_exponential_smoothing([[5, 5, 5, 5, 5, 5]])
    >>> fit.rate.tolist()
    [5.0]
    """
    grid = np.asarray(constants, dtype=np.float64)
    return fit_in_blocks(lambda block: _fit_ses(block, grid), as_demand_matrix(demand))


def _fit_ses(demand, grid):
    series = time_major(demand)
    scored = series.scored(BURN_IN)
    start = series.early_mean(BURN_IN)
    n_items = len(start)
    constant = grid[:, None]
    level = np.repeat(start[None, :], len(grid), axis=0)
    squared_error = np.zeros_like(level)
    error = np.empty_like(level)
    complete = series.is_complete
    for t, value in enumerate(series.value):
        np.subtract(value, level, out=error)
        if not complete:
            error *= series.observed[t]
        if t >= BURN_IN:
            squared_error += error * error if complete else error * error * scored[t]
        error *= constant
        level += error
    best = squared_error.argmin(axis=0)
    chosen = grid[best]
    # Second pass with the chosen constant only: cheaper than keeping the history
    # of the whole grid.
    history = np.empty_like(series.value)
    level = start.copy()
    for t, value in enumerate(series.value):
        level = level + chosen * (value - level) * series.observed[t]
        history[t] = level
    best_error = squared_error[best, np.arange(n_items)]
    return level_fit("ses", series, history, chosen, best_error, scored.sum(axis=0))


def moving_average(demand, *, windows=AVERAGE_WINDOWS):
    """Fit a moving average, window chosen by one-step MSE.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed, left out of the mean.
    windows : sequence of int
        Candidate windows [buckets].

    Returns
    -------
    MethodFit
        Mean of the last window; ``parameter`` is the window.

    Examples
    --------
    >>> moving_average([[1, 2, 3, 4, 5]], windows=(2,)).rate.tolist()
    [4.5]
    """
    windows = tuple(sorted(int(window) for window in windows))
    return fit_in_blocks(
        lambda block: _fit_average(block, windows), as_demand_matrix(demand)
    )


def _fit_average(demand, windows):
    series = time_major(demand)
    # All windows are scored on the same buckets: those after the longest window,
    # or after half of a history that is shorter than two such windows.
    burn_in = np.minimum(windows[-1], series.n_observed // 2)
    scored = series.scored(burn_in)
    value_sum = _cumulative(series.value)
    count_sum = _cumulative(series.observed)
    n_buckets, n_items = series.value.shape
    best_error = np.full(n_items, np.inf)
    best_window = np.zeros(n_items)
    best_history = np.zeros_like(series.value)
    for window in windows:
        before = np.maximum(np.arange(1, n_buckets + 1) - window, 0)
        count = np.maximum(count_sum[1:] - count_sum[before], 1)
        mean = (value_sum[1:] - value_sum[before]) / count
        error = (series.value[1:] - mean[:-1]) * scored[1:]
        squared_error = (error * error).sum(axis=0)
        better = squared_error < best_error
        best_error = np.where(better, squared_error, best_error)
        best_window = np.where(better, window, best_window)
        np.copyto(best_history, mean, where=better)
    n_scored = scored[1:].sum(axis=0)
    return level_fit(
        "moving_average", series, best_history, best_window, best_error, n_scored
    )


def historical_mean(demand):
    """Return the mean of all demand so far.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed, left out of the mean.

    Returns
    -------
    MethodFit
        Mean of the history; ``parameter`` is the number of observed buckets.

    Examples
    --------
    >>> historical_mean([[float("nan"), 2, 4]]).rate.tolist()
    [3.0]
    """
    return fit_in_blocks(_fit_mean, as_demand_matrix(demand))


def _fit_mean(demand):
    series = time_major(demand)
    history = np.cumsum(series.value, axis=0) / np.maximum(series.rank, 1)
    return _fixed_fit("mean", series, history)


def naive(demand):
    """Return the last observed demand as forecast.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed, skipped.

    Returns
    -------
    MethodFit
        Last demand; ``parameter`` is the number of observed buckets.

    Examples
    --------
    >>> naive([[1, 2, float("nan")]]).rate.tolist()
    [2.0]
    """
    return fit_in_blocks(_fit_naive, as_demand_matrix(demand))


def _fit_naive(demand):
    series = time_major(demand)
    row = np.arange(len(series.value))[:, None]
    last_seen = np.maximum.accumulate(np.where(series.observed > 0, row, 0), axis=0)
    history = np.take_along_axis(series.value, last_seen, axis=0)
    return _fixed_fit("naive", series, history)


def damped_holt(demand):
    """Fit Holt's method with a damped trend, constants chosen by one-step MSE.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed, the state is carried over.

    Returns
    -------
    MethodFit
        Level, ``trend`` and ``damping``; the columns of ``parameter`` are the
        constants of the level and of the trend (relative to the level).

    References
    ----------
    Gardner, E. S. & McKenzie, E. (1985), Forecasting trends in time series,
    Management Science 31.

    Examples
    --------
    >>> fit = damped_holt([[5, 5, 5, 5, 5, 5, 5, 5]])
    >>> fit.rate.tolist(), fit.trend[:, -1].tolist()
    ([5.0], [0.0])
    """
    return fit_in_blocks(_fit_holt, as_demand_matrix(demand))


def _fit_holt(demand):
    series = time_major(demand)
    grid = np.array(
        [
            (level, trend, damping)
            for level in HOLT_LEVEL_CONSTANTS
            for trend in HOLT_TREND_CONSTANTS
            for damping in HOLT_DAMPING
        ]
    )
    level, trend = _holt_start(series)
    scored = series.scored(HOLT_START_BUCKETS)
    squared_error = _score_holt(series, grid, level, trend, scored)
    best = squared_error.argmin(axis=0)
    alpha, beta, damping = grid[best].T
    level_history = np.empty_like(series.value)
    trend_history = np.empty_like(series.value)
    for t, value in enumerate(series.value):
        born = series.rank[t] > 0
        trend = np.where(born, trend * damping, trend)
        one_step = np.where(born, level + trend, level)
        error = (value - one_step) * series.observed[t]
        level = one_step + alpha * error
        trend = trend + alpha * beta * error
        level_history[t] = level
        trend_history[t] = trend
    fit = level_fit(
        "damped_holt",
        series,
        level_history,
        grid[best, :2],
        squared_error[best, np.arange(len(best))],
        scored.sum(axis=0),
    )
    known = np.where(series.rank > 0, trend_history, np.nan)
    trend = np.ascontiguousarray(known.T)
    return MethodFit(**{**fit.__dict__, "trend": trend, "damping": damping})


def _holt_start(series):
    """Return start level and trend from the means of the first two windows."""
    window = np.clip(series.n_observed // 2, 1, HOLT_START_BUCKETS)
    first = series.early_mean(window)
    both = series.early_mean(2 * window)
    second = 2 * both - first
    trend = np.where(series.n_observed > 1, (second - first) / window, 0.0)
    # The first mean belongs to the middle of its window; go back to its begin.
    return first - trend * (window + 1) / 2, trend


def _score_holt(series, grid, level, trend, scored):
    """Return the sum of squared one-step errors, shape (grid, n)."""
    alpha, beta, damping = (column[:, None] for column in grid.T)
    alpha_beta = alpha * beta
    level = np.repeat(level[None, :], len(grid), axis=0)
    trend = np.repeat(trend[None, :], len(grid), axis=0)
    squared_error = np.zeros_like(level)
    error = np.empty_like(level)
    complete = series.is_complete
    for t, value in enumerate(series.value):
        # The state of an item that is not yet born must not drift.
        born = series.rank[t] > 0
        trend *= damping if complete else np.where(born, damping, 1.0)
        level += trend if complete else trend * born
        np.subtract(value, level, out=error)
        if not complete:
            error *= series.observed[t]
        if t >= HOLT_START_BUCKETS:
            squared_error += error * error if complete else error * error * scored[t]
        level += alpha * error
        error *= alpha_beta
        trend += error
    return squared_error


def _fixed_fit(name, series, history):
    """Return the fit of a method without parameters."""
    scored = series.scored(BURN_IN)[1:]
    error = (series.value[1:] - history[:-1]) * scored
    squared_error = (error * error).sum(axis=0)
    n_observed = series.n_observed.astype(np.float64)
    return level_fit(
        name, series, history, n_observed, squared_error, scored.sum(axis=0)
    )


def _cumulative(matrix):
    """Return cumulative sums over time with a leading row of zeros."""
    return np.concatenate([np.zeros((1, matrix.shape[1])), matrix.cumsum(axis=0)])
