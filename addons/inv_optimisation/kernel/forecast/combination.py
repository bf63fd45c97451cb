"""Weighted combination of forecast methods, chosen by the lead-time total."""

from dataclasses import dataclass

import numpy as np

from ..demand.classification import INTERVAL_CUT_OFF, PATTERNS, demand_pattern
from ..validation import as_demand_matrix, as_item_vector
from .backtest import MINIMUM_ORIGINS, back_test
from .error_variance import (
    long_run_variance,
    short_history_variance,
    shrink_error_variance,
)
from .method_fit import BLOCK_ROWS
from .registry import method_pool
from .seasonality import seasonal_profile

# Weight of the pooled errors of the class, in independent windows (sheet 1.4).
POOL_WEIGHT = 5.0
# A class with fewer back-tested items has no pooled errors.
MINIMUM_CLASS_ITEMS = 20
# Smallest mean squared error relative to the mean squared demand.
RELATIVE_ERROR_FLOOR = 1e-9
# Intermittent demand is nearly stationary, so its long-run mean and variance get a
# share that grows with the interval, from the cut-off of intermittent demand on
# (algorithm sheet 0.4 and 5.4, there up to 1). Measured on carparts and retail, half
# keeps all of the saving in stock and loses less accuracy of the forecast.
LONG_RUN_SHARE = 0.5
LONG_RUN_INTERVAL_RANGE = 4.0


@dataclass(frozen=True)
class CombinedForecast:
    """Combined forecast and the error of its total over the protection interval.

    Attributes
    ----------
    methods : tuple of str
        Names of the m methods.
    weights : ndarray of shape (n, m)
        Weight of each method; each row adds up to 1.
    rate : ndarray of shape (n,)
        Mean expected demand over the horizon [units/bucket].
    path : ndarray of shape (n, H)
        Expected demand of the next buckets [units/bucket].
    total : ndarray of shape (n,)
        Expected demand over the horizon [units].
    error_variance : ndarray of shape (n,)
        Variance of the error of the total [units^2], shrunk.
    error_variance_raw : ndarray of shape (n,)
        Back-tested mean squared error of the total [units^2]; NaN without one.
    one_step_variance : ndarray of shape (n,)
        Weighted mean squared one-step error [units^2/bucket^2]; NaN if unknown.
    n_effective : ndarray of shape (n,)
        Independent windows of the back-test (origins / buckets of a window).
    bias : ndarray of shape (n,)
        Sum of errors / sum of actual totals; above 0 = forecast too high.
    wape : ndarray of shape (n,)
        Sum of absolute errors / sum of actual totals.
    naive_wape : ndarray of shape (n,)
        The same of the naive forecast.
    method_wape : ndarray of shape (n, m)
        The same of each method; NaN where the method was not used.
    error_ratio : ndarray of shape (n,)
        sqrt(error_variance) / total; NaN without demand.
    n_observed : ndarray of shape (n,) of int
        Observed buckets.
    source : ndarray of shape (n,) of str
        "backtest" with at least 8 origins, "short" with less, "none" when no
        demand was ever seen.
    """

    methods: tuple
    weights: np.ndarray
    rate: np.ndarray
    path: np.ndarray
    total: np.ndarray
    error_variance: np.ndarray
    error_variance_raw: np.ndarray
    one_step_variance: np.ndarray
    n_effective: np.ndarray
    bias: np.ndarray
    wape: np.ndarray
    naive_wape: np.ndarray
    method_wape: np.ndarray
    error_ratio: np.ndarray
    n_observed: np.ndarray
    source: np.ndarray


def combine(
    demand,
    horizon,
    *,
    methods=None,
    fixed_method=None,
    season_length=1,
    path_length=None,
):
    """Forecast every item by a weighted combination of methods.

    Every method is back-tested at every origin on the total over the protection
    interval. The weights fall with the mean squared error of that total, like
    Akaike weights, with a prior from the errors of all items of the same demand
    pattern. The variance of the total is the back-tested one of the combination,
    shrunk. For intermittent demand both are blended with the long-run mean and
    variance, up to half as the demand interval grows.

    An item with too little history for a back-test gets the mean of its history
    and a cautious variance. The result of an item depends on the other items only
    through the pooled prior of the weights and the power law of the variances, so
    plan all items of a company in one call, or in blocks of thousands.

    Errors are measured after removing the season, if there is one.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed.
    horizon : array_like of shape (n,)
        Protection interval [buckets], at least 1. The back-test uses it rounded
        up, totals are scaled to the fractional value.
    methods : sequence of str or ForecastMethod, optional
        Methods to combine; the default ones when None.
    fixed_method : array_like of shape (n,) of str, optional
        Method chosen by the user; "automatic" where free.
    season_length : int, default 1
        Buckets per season; 1 = no season.
    path_length : int, optional
        Buckets of ``path``; the longest horizon when None or shorter.

    Returns
    -------
    CombinedForecast
        Forecast, weights and errors.

    References
    ----------
    Kolassa, S. (2011), Combining exponential smoothing forecasts using Akaike
    weights, International Journal of Forecasting 27.
    Prak, D., Teunter, R. & Syntetos, A. (2017), On the calculation of safety
    stocks when demand is forecasted, European Journal of Operational Research 256.

    Examples
    --------
    >>> forecast = combine([[5.0] * 30], [2.5])
    >>> forecast.total.round(6).tolist(), forecast.source.tolist()
    ([12.5], ['backtest'])
    """
    demand = as_demand_matrix(demand)
    n_items = len(demand)
    horizon = as_item_vector("horizon", horizon, n_items, minimum=1.0)
    window = np.ceil(horizon).astype(np.int64)
    kind = demand_pattern(demand)
    pattern = kind.pattern
    pool, allowed, is_fixed = method_pool(pattern, methods, fixed_method)
    profile = seasonal_profile(demand, season_length)
    level = demand / profile.history_factor(demand.shape[1])
    test = back_test(level, window, [method.fit for method in pool], allowed)
    source = _source(test, pattern)
    names = tuple(method.name for method in pool)
    weights = _weights(test, level, window, pattern, allowed, is_fixed)
    long_run = np.where(is_fixed, 0.0, _long_run_share(kind.adi))
    weights = _with_mean(weights, names, long_run, source, is_fixed, allowed)
    n_steps = max(int(window.max(initial=1)), path_length or 0)
    path = _path(test, weights, n_steps) * profile.future_factor(n_steps)
    path[source == "none"] = 0.0
    total = _total(path, horizon)
    # The back-test ran without season: scale its errors to the coming season.
    factor = _season_factor(profile, window, n_steps)
    square, absolute, mean_error = _combined_errors(test, weights)
    square = square * factor
    step_square = factor * _weighted_mean(weights, test.one_step_mse)
    tested = source == "backtest"
    n_effective = np.where(tested, test.n_origins / window, 0.0)
    window_total = _total(path, window.astype(np.float64))
    errors = (square, step_square, window_total, window, n_effective, tested)
    scale = horizon / window
    variance = _variance(level, errors, long_run, factor) * scale
    variance = np.where(source == "none", 0.0, variance)
    return CombinedForecast(
        methods=names,
        weights=weights,
        rate=total / horizon,
        path=path,
        total=total,
        error_variance=variance,
        error_variance_raw=np.where(tested, square * scale, np.nan),
        one_step_variance=np.where(source == "none", 0.0, step_square),
        n_effective=n_effective,
        **_relative_errors(test, tested, mean_error, absolute),
        error_ratio=np.sqrt(variance) / np.where(total > 0, total, np.nan),
        n_observed=(~np.isnan(level)).sum(axis=1),
        source=source,
    )


def _source(test, pattern):
    """Return where the forecast of each item comes from."""
    source = np.where(test.n_origins >= MINIMUM_ORIGINS, "backtest", "short")
    return np.where(pattern == "none", "none", source)


def _relative_errors(test, tested, mean_error, absolute):
    """Return the errors over the mean actual total, NaN without a back-test."""
    actual = test.actual / np.maximum(test.n_origins, 1)
    base = np.where(tested & (actual > 0), actual, np.nan)
    return {
        "bias": mean_error / base,
        "wape": absolute / base,
        "naive_wape": test.naive_absolute / base,
        "method_wape": test.mean_absolute / base[:, None],
    }


def _variance(level, errors, long_run, factor):
    """Return the variance of the total over the window, by what is known."""
    _, _, total, window, _, tested = errors
    shrunk, law = shrink_error_variance(*errors)
    steady = long_run_variance(level) * factor * window
    blended = (1 - long_run) * shrunk + long_run * steady
    return np.where(tested, blended, short_history_variance(level, total, window, law))


def _weights(test, level, window, pattern, allowed, is_fixed):
    """Return Akaike-like weights with the pooled prior of the demand pattern."""
    mean_square_demand = np.nan_to_num(level * level).mean(axis=1)
    floor = RELATIVE_ERROR_FLOOR * mean_square_demand + np.finfo(np.float64).tiny
    log_error = np.log(np.maximum(test.mean_square, floor[:, None]))
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


def _long_run_share(adi):
    """Return the share of the long-run mean by the average demand interval."""
    excess = (np.nan_to_num(adi) - INTERVAL_CUT_OFF) / LONG_RUN_INTERVAL_RANGE
    return LONG_RUN_SHARE * np.clip(excess, 0.0, 1.0)


def _with_mean(weights, names, long_run, source, is_fixed, allowed):
    """Give the mean its long-run share, or all weight where there is no back-test."""
    plain = allowed / allowed.sum(axis=1, keepdims=True)
    share = long_run
    if "mean" in names:
        plain = np.zeros_like(weights)
        plain[:, names.index("mean")] = 1.0
    else:
        share = np.zeros_like(long_run)
    share = np.where((source != "backtest") & ~is_fixed, 1.0, share)[:, None]
    return (1 - share) * weights + share * plain


def _path(test, weights, n_steps):
    """Return the weighted forecast per bucket, without season."""
    path = np.repeat((weights * test.rate).sum(axis=1)[:, None], n_steps, axis=1)
    for method in np.flatnonzero((test.trend != 0).any(axis=0)):
        damping = test.damping[:, method]
        trend = weights[:, method] * test.trend[:, method] * damping
        for step in range(n_steps):
            path[:, step:] += trend[:, None]
            trend = trend * damping
    return np.maximum(path, 0.0)


def _total(path, horizon):
    """Return the sum of the path over a fractional horizon."""
    share = np.clip(horizon[:, None] - np.arange(path.shape[1])[None, :], 0.0, 1.0)
    return (path * share).sum(axis=1)


def _combined_errors(test, weights):
    """Return mean square, mean absolute and mean error of the combination."""
    n_items = len(weights)
    square, absolute, mean = (np.zeros(n_items) for _ in range(3))
    for start in range(0, n_items, BLOCK_ROWS):
        rows = slice(start, start + BLOCK_ROWS)
        error = np.zeros(test.errors[0, rows].shape)
        for method, method_error in enumerate(test.errors):
            error += weights[rows, method, None] * method_error[rows]
        square[rows] = (error * error).sum(axis=1)
        absolute[rows] = np.abs(error).sum(axis=1)
        mean[rows] = error.sum(axis=1)
    count = np.maximum(test.n_origins, 1)
    return square / count, absolute / count, mean / count


def _weighted_mean(weights, values):
    """Return the weighted mean over the methods that have a weight."""
    return np.where(weights > 0, weights * values, 0.0).sum(axis=1)


def _season_factor(profile, window, n_steps):
    """Return the squared mean season over the window."""
    in_window = np.arange(n_steps)[None, :] < window[:, None]
    season = profile.future_factor(n_steps) * in_window
    return (season.sum(axis=1) / window) ** 2
