"""Outliers in the demand history: found by the pattern of the item, capped."""

import numpy as np

from ..validation import as_demand_matrix
from .classification import demand_pattern

# Hampel identifier: limit in robust standard deviations (algorithm sheet 1.1).
HAMPEL_LIMIT = 4.0
# Makes the median absolute deviation of normal data equal to its sigma.
MAD_TO_SIGMA = 1.4826
# Smallest robust sigma relative to the median: a bucket up to twice the median
# (1 + 4 * 0.25) is never an outlier, so a constant series flags no small step.
MINIMUM_RELATIVE_SIGMA = 0.25
# Tukey's "far out" fence on the logarithm of the sizes (algorithm sheet 1.1).
FENCE_FACTOR = 3.0
# Smallest interquartile range of log sizes: the fence is at least five times the
# upper quartile, which keeps series of equal sizes from flagging every other size.
MINIMUM_LOG_RANGE = np.log(5.0) / FENCE_FACTOR
# Quartiles of fewer sizes say nothing.
MINIMUM_SIZES = 4


def cap_outliers(demand):
    """Cap demand that is far above the rest of the history of its item.

    Smooth and erratic items use the Hampel identifier (median and median absolute
    deviation of all observed buckets), intermittent and lumpy items the outer
    fence of the logarithms of the non-zero sizes. Only high outliers count, and
    they are lowered to the limit, never deleted.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed.

    Returns
    -------
    capped : ndarray of shape (n, T)
        Demand with outliers lowered to the limit [units/bucket].
    mask : ndarray of shape (n, T) of bool
        True where demand was capped.

    References
    ----------
    Hampel, F. R. (1974), The influence curve and its role in robust estimation,
    Journal of the American Statistical Association 69.
    Tukey, J. W. (1977), Exploratory Data Analysis.

    Examples
    --------
    >>> capped, mask = cap_outliers([[10, 11, 9, 10, 12, 10, 9, 90]])
    >>> capped[0, -1], int(mask.sum())
    (np.float64(20.0), 1)
    """
    demand = as_demand_matrix(demand)
    pattern = demand_pattern(demand).pattern
    frequent = np.isin(pattern, ("smooth", "erratic"))
    sparse = np.isin(pattern, ("intermittent", "lumpy"))
    limit = np.full(len(demand), np.inf)
    limit[frequent] = _hampel_limit(demand[frequent])
    limit[sparse] = _size_limit(demand[sparse])
    mask = demand > limit[:, None]
    return np.where(mask, limit[:, None], demand), mask


def _hampel_limit(demand):
    """Return median + 4 robust sigmas of the observed buckets."""
    median = row_quantile(demand, 0.5)
    deviation = row_quantile(np.abs(demand - median[:, None]), 0.5)
    sigma = np.maximum(MAD_TO_SIGMA * deviation, MINIMUM_RELATIVE_SIGMA * median)
    return median + HAMPEL_LIMIT * sigma


def _size_limit(demand):
    """Return the outer fence of the non-zero sizes."""
    size = np.where(demand > 0, demand, np.nan)
    log_size = np.log(size)
    upper = row_quantile(log_size, 0.75)
    log_range = np.maximum(upper - row_quantile(log_size, 0.25), MINIMUM_LOG_RANGE)
    enough = (~np.isnan(size)).sum(axis=1) >= MINIMUM_SIZES
    return np.where(enough, np.exp(upper + FENCE_FACTOR * log_range), np.inf)


def row_quantile(matrix, probability):
    """Return the quantile of the observed values of each row.

    Same as ``numpy.nanquantile`` with linear interpolation, which loops over rows.

    Parameters
    ----------
    matrix : ndarray of shape (n, T)
        Values; NaN = not observed.
    probability : float
        Probability, 0 to 1.

    Returns
    -------
    ndarray of shape (n,)
        Quantile; NaN for a row without a value.

    Examples
    --------
    >>> row_quantile(np.array([[3.0, np.nan, 1.0, 2.0]]), 0.5).tolist()
    [2.0]
    """
    ordered = np.sort(matrix, axis=1)  # NaN last
    last = np.maximum((~np.isnan(matrix)).sum(axis=1) - 1, 0)
    position = probability * last
    lower = np.floor(position).astype(np.int64)
    upper = np.minimum(lower + 1, last)
    rows = np.arange(len(matrix))
    low_value = ordered[rows, lower]
    return low_value + (position - lower) * (ordered[rows, upper] - low_value)
