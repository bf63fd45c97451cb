"""Forecasts of demand that is added up over several buckets first."""

import numpy as np

from .method_fit import BURN_IN, fit_in_blocks, level_fit

# Aggregated demand is smooth: small constants do (algorithm sheet, 1.3).
AGGREGATE_CONSTANTS = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)
# Demand less than once in so many buckets is not aggregated any further.
MAXIMUM_AGGREGATION = 12
# A level of aggregation needs this many blocks in the history.
MINIMUM_BLOCKS = 4


def imapa(demand, *, constants=AGGREGATE_CONSTANTS):
    """Fit the intermittent multiple aggregation prediction algorithm.

    Demand is added up over 1, 2, ... K buckets, K being the mean demand interval;
    every level is forecast by exponential smoothing and the rates are averaged.
    Blocks end at the bucket in which the forecast is made, so every bucket is an
    origin without a second pass.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed, its block is scaled up.
    constants : sequence of float
        Candidate smoothing constants, chosen per level by the mean squared error.

    Returns
    -------
    MethodFit
        Mean rate; ``parameter`` is the highest level of aggregation.

    References
    ----------
    Petropoulos, F. & Kourentzes, N. (2015), Forecast combinations for intermittent
    demand, Journal of the Operational Research Society 66.

    Examples
    --------
    >>> imapa([[0, 4, 0, 4, 0, 4, 0, 4, 0, 4, 0, 4]]).rate.round(2).tolist()
    [2.0]
    """
    grid = np.asarray(constants, dtype=np.float64)
    return fit_in_blocks(lambda series: _fit_imapa(series, grid), demand)


def _fit_imapa(series, grid):
    highest = _highest_level(series)
    rate_sum = np.zeros_like(series.value)
    for level in range(1, int(highest.max(initial=1)) + 1):
        columns = np.flatnonzero(highest >= level)
        rate_sum[:, columns] += _aggregate_rate(series.take(columns), level, grid)
    history = rate_sum / highest
    scored = series.scored(BURN_IN)[1:]
    error = (series.value[1:] - history[:-1]) * scored
    return level_fit(
        "imapa",
        series,
        history,
        highest.astype(np.float64),
        (error * error).sum(axis=0),
        scored.sum(axis=0),
    )


def _highest_level(series):
    """Return the mean demand interval in whole buckets, bounded by the history."""
    demands = np.maximum((series.value > 0).sum(axis=0), 1)
    interval = np.rint(series.n_observed / demands)
    longest = np.minimum(MAXIMUM_AGGREGATION, series.n_observed // MINIMUM_BLOCKS)
    return np.clip(interval, 1, np.maximum(longest, 1)).astype(np.int64)


def _aggregate_rate(series, level, grid):
    """Return the smoothed rate of blocks of ``level`` buckets, shape (T, n)."""
    block_mean, is_seen = _block_means(series, level)
    burn_in = max(BURN_IN, level)
    scored = is_seen * (series.rank > burn_in)
    start = series.early_mean(burn_in)
    constant = grid[:, None]
    # One state per phase: the block that ends now follows the one ``level`` ago.
    states = [np.repeat(start[None, :], len(grid), axis=0) for _ in range(level)]
    squared_error = np.zeros((len(grid), len(start)))
    for t, mean in enumerate(block_mean):
        error = (mean - states[t % level]) * is_seen[t]
        if t >= burn_in:
            squared_error += error * error * scored[t]
        states[t % level] += constant * error
    chosen = grid[squared_error.argmin(axis=0)]
    rate = np.empty_like(series.value)
    for t, mean in enumerate(block_mean):
        before = rate[t - level] if t >= level else start
        rate[t] = before + chosen * (mean - before) * is_seen[t]
    return rate


def _block_means(series, level):
    """Return the mean of the last ``level`` buckets and whether any was observed."""
    count = _moving_sum(series.observed, level)
    total = _moving_sum(series.value, level)
    whole = series.rank >= level
    return total / np.maximum(count, 1), ((count > 0) & whole).astype(np.float64)


def _moving_sum(matrix, level):
    """Return the sums over the last ``level`` rows."""
    total = matrix.cumsum(axis=0)
    total[level:] -= total[:-level].copy()
    return total
