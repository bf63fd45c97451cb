"""Methods with a trend: damped Holt and Theta."""

import numpy as np

from .method_fit import MethodFit, fit_in_blocks, level_fit
from .smoothing import SES_CONSTANTS, fit_ses

# Grids of the algorithm sheet, 1.3: dense where the error curve is steep.
HOLT_LEVEL_CONSTANTS = (0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
HOLT_TREND_CONSTANTS = (0.02, 0.1, 0.2)
HOLT_DAMPING = (0.8, 0.9, 0.98)
# The start trend compares the means of two windows of this many buckets.
HOLT_START_BUCKETS = 6
# A regression over fewer observed buckets says nothing about the trend.
THETA_MINIMUM_BUCKETS = 8


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
    return fit_in_blocks(_fit_holt, demand)


def _fit_holt(series):
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
    error, square = np.empty_like(level), np.empty_like(level)
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
            np.multiply(error, error, out=square)
            if not complete:
                square *= scored[t]
            squared_error += square
        np.multiply(alpha, error, out=square)
        level += square
        error *= alpha_beta
        trend += error
    return squared_error


def theta(demand, *, constants=SES_CONSTANTS):
    """Fit the Theta method: exponential smoothing plus half of the linear trend.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed, left out of the regression.
    constants : sequence of float
        Candidate smoothing constants, above 0 and at most 1.

    Returns
    -------
    MethodFit
        Level and ``trend`` (half the slope of the regression over the history known
        at the end of the bucket); ``parameter`` is the smoothing constant and
        ``damping`` is 1.

    References
    ----------
    Assimakopoulos, V. & Nikolopoulos, K. (2000), The theta model: a decomposition
    approach to forecasting, International Journal of Forecasting 16.
    Hyndman, R. J. & Billah, B. (2003), Unmasking the Theta method, International
    Journal of Forecasting 19.

    Examples
    --------
    >>> fit = theta([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]], constants=(1.0,))
    >>> fit.rate.round(3).tolist(), fit.trend[:, -1].round(3).tolist()
    ([10.0], [0.5])
    """
    grid = np.asarray(constants, dtype=np.float64)
    return fit_in_blocks(lambda series: _fit_theta(series, grid), demand)


def _fit_theta(series, grid):
    smoothed = fit_ses(series, grid)
    slope = _regression_slope(series)
    constant = smoothed.parameter[None, :]
    # Share of the drift that the smoothed level lags behind (Hyndman & Billah).
    lag = (1 - (1 - constant) ** series.rank) / constant
    half = slope / 2
    known = series.rank > 0
    level = np.where(known, smoothed.history.T + half * (lag - 1), np.nan)
    trend = np.where(known, half, np.nan)
    return MethodFit(
        name="theta",
        rate=level[-1].copy(),
        history=np.ascontiguousarray(level.T),
        parameter=smoothed.parameter,
        one_step_mse=smoothed.one_step_mse,
        trend=np.ascontiguousarray(trend.T),
        damping=np.ones(len(smoothed.rate)),
    )


def _regression_slope(series):
    """Return the slope of the regression on time over the buckets so far."""
    time = np.arange(1.0, len(series.value) + 1)[:, None] * series.observed
    count = np.maximum(series.rank, 1)
    time_sum = np.cumsum(time, axis=0)
    value_sum = np.cumsum(series.value, axis=0)
    spread = np.cumsum(time * time, axis=0) - time_sum * time_sum / count
    product = np.cumsum(time * series.value, axis=0) - time_sum * value_sum / count
    enough = series.rank >= THETA_MINIMUM_BUCKETS
    return np.where(enough, product / np.where(enough, spread, 1.0), 0.0)
