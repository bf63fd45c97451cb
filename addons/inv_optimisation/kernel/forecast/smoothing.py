"""Methods without trend: exponential smoothing, averages and the naive forecast."""

import numpy as np

from .method_fit import (
    BURN_IN,
    fit_in_blocks,
    level_fit,
)

# Grids of the algorithm sheet, 1.3: dense where the error curve is steep.
SES_CONSTANTS = (
    0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0
)  # fmt: skip
AVERAGE_WINDOWS = (3, 6, 12)


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
    return fit_in_blocks(lambda series: fit_ses(series, grid), demand)


def fit_ses(series, grid):
    """Fit simple exponential smoothing to one block.

    Parameters
    ----------
    series : TimeMajor
        Demand of the block.
    grid : ndarray of shape (k,)
        Candidate smoothing constants.

    Returns
    -------
    MethodFit
        Level; ``parameter`` is the smoothing constant.

    Examples
    --------
    >>> from .method_fit import time_major
    >>> fit_ses(time_major(np.full((1, 6), 5.0)), np.array([0.1])).rate.tolist()
    [5.0]
    """
    scored = series.scored(BURN_IN)
    start = series.early_mean(BURN_IN)
    n_items = len(start)
    constant = grid[:, None]
    level = np.repeat(start[None, :], len(grid), axis=0)
    squared_error = np.zeros_like(level)
    error, square = np.empty_like(level), np.empty_like(level)
    complete = series.is_complete
    for t, value in enumerate(series.value):
        np.subtract(value, level, out=error)
        if not complete:
            error *= series.observed[t]
        if t >= BURN_IN:
            np.multiply(error, error, out=square)
            if not complete:
                square *= scored[t]
            squared_error += square
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
    return fit_in_blocks(lambda series: _fit_average(series, windows), demand)


def _fit_average(series, windows):
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
    return fit_in_blocks(_fit_mean, demand)


def _fit_mean(series):
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
    return fit_in_blocks(_fit_naive, demand)


def _fit_naive(series):
    row = np.arange(len(series.value))[:, None]
    last_seen = np.maximum.accumulate(np.where(series.observed > 0, row, 0), axis=0)
    history = np.take_along_axis(series.value, last_seen, axis=0)
    return _fixed_fit("naive", series, history)


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
