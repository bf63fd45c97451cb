"""Weights of the methods in a combination, from their back-tested errors."""

import numpy as np

from ..demand.classification import PATTERNS
from .backtest import MINIMUM_ORIGINS

# Weight of the pooled errors of the class, in independent windows. Leaving out one
# of four demand data sets at a time, 10 to 40 is best for the rest (5: +0.1 %).
POOL_WEIGHT = 10.0
# Akaike's final prediction error, (n + k) / (n - k) for k constants fitted to n
# buckets, to this power: constants come from a grid over the buckets that the
# back-test uses, so its errors are too small twice. The result is flat between 1
# and 3, chosen in the same way.
PREDICTION_ERROR_POWER = 2.0
# A class with fewer back-tested items has no pooled errors.
MINIMUM_CLASS_ITEMS = 20
# Smallest mean squared error relative to the mean squared demand.
RELATIVE_ERROR_FLOOR = 1e-9


def method_weights(test, level, window, pattern, allowed, is_fixed, n_parameters):
    """Return Akaike-like weights with the pooled prior of the demand pattern.

    Parameters
    ----------
    test : BackTest
        Errors of the m methods for n items.
    level : ndarray of shape (n, T)
        Demand without season [units/bucket]; NaN = not observed.
    window : ndarray of shape (n,) of int
        Buckets of the total that was back-tested.
    pattern : ndarray of shape (n,) of str
        Demand pattern.
    allowed : ndarray of shape (n, m) of bool
        Which methods an item uses.
    is_fixed : ndarray of shape (n,) of bool
        Items with a method chosen by the user; they do not enter the prior.
    n_parameters : ndarray of shape (m,)
        Constants that each method fits to the history.

    Returns
    -------
    ndarray of shape (n, m)
        Weights; each row adds up to 1.

    References
    ----------
    Akaike, H. (1970), Statistical predictor identification, Annals of the
    Institute of Statistical Mathematics 22 (final prediction error).
    Kolassa, S. (2011), Combining exponential smoothing forecasts using Akaike
    weights, International Journal of Forecasting 27.

    Examples
    --------
    >>> from .backtest import back_test
    >>> from .smoothing import historical_mean, naive
    >>> demand = np.tile([1.0, 5.0], (1, 15))
    >>> both = np.ones((1, 2), dtype=bool)
    >>> one = np.ones(1, dtype=np.int64)
    >>> test = back_test(demand, one, [historical_mean, naive], both)
    >>> weights = method_weights(test, demand, one, np.array(["smooth"]), both,
    ...                          np.array([False]), np.zeros(2))
    >>> weights.round(3).tolist()
    [[1.0, 0.0]]
    """
    known = np.nan_to_num(level)
    mean_square_demand = np.einsum("it,it->i", known, known) / level.shape[1]
    floor = RELATIVE_ERROR_FLOOR * mean_square_demand + np.finfo(np.float64).tiny
    log_error = np.log(np.maximum(test.mean_square, floor[:, None]))
    log_error += _log_prediction_error(level, n_parameters)
    n_allowed = allowed.sum(axis=1)
    used_error = np.where(allowed, log_error, 0.0)
    relative = log_error - (used_error.sum(axis=1) / n_allowed)[:, None]
    # Windows overlap: origins / (2 window) + 1 is the effective sample.
    overlap = test.n_origins / (2.0 * window) + 1
    n_windows = np.where(window > 1, overlap, test.n_origins)
    log_weight = -0.5 * n_windows[:, None] * relative
    tested = (test.n_origins >= MINIMUM_ORIGINS) & ~is_fixed
    for name in PATTERNS:
        members = pattern == name
        voters = members & tested
        if voters.sum() >= MINIMUM_CLASS_ITEMS:
            prior = np.where(allowed, relative, 0.0)[voters].mean(axis=0)
            log_weight[members] -= 0.5 * POOL_WEIGHT * prior
    log_weight = np.where(allowed, log_weight, -np.inf)
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    return weight / weight.sum(axis=1, keepdims=True)


def _log_prediction_error(level, n_parameters):
    """Return the log of what fitted constants hide of the error, shape (n, m)."""
    n_observed = np.maximum((~np.isnan(level)).sum(axis=1), 1.0)[:, None]
    left = np.maximum(n_observed - n_parameters, 1.0)
    return PREDICTION_ERROR_POWER * np.log((n_observed + n_parameters) / left)
