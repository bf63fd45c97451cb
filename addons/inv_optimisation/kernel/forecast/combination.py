"""Weighted combination of forecast methods, chosen by the lead-time total."""

from dataclasses import dataclass

import numpy as np

from ..demand.classification import INTERVAL_CUT_OFF, demand_pattern
from ..validation import as_demand_matrix, as_item_vector
from .backtest import MINIMUM_ORIGINS, back_test
from .combined_forecast import CombinedForecast, total_over
from .error_variance import (
    long_run_variance,
    pooled_excess_kurtosis,
    short_history_variance,
    shrink_error_variance,
)
from .method_fit import BLOCK_ROWS
from .registry import method_pool
from .seasonality import seasonal_profile
from .weighting import method_weights

# Intermittent demand is nearly stationary, so stock is set with a share of the
# long-run mean and variance that grows with the interval, from the cut-off of
# intermittent demand on (algorithm sheet 0.4 and 5.4, there up to 1). Measured on
# carparts and retail, half saves most stock at equal service.
LONG_RUN_SHARE = 0.5
LONG_RUN_INTERVAL_RANGE = 4.0


def combine(
    demand,
    horizon,
    *,
    methods=None,
    fixed_method=None,
    season_length=1,
    path_length=None,
    category=None,
):
    """Forecast every item by a weighted combination of methods.

    Every method is back-tested at every origin on the total over the protection
    interval. The weights fall with the mean squared error of that total, like
    Akaike weights, with a prior from the errors of all items of the same demand
    pattern. The variance of the total is the back-tested one of the combination,
    shrunk. The planning moments blend both with the long-run mean and variance, up
    to half as the demand interval grows.

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
    category : array_like of shape (n,), optional
        Category of each item; items without a season of their own borrow that of
        their category.

    Returns
    -------
    CombinedForecast
        Forecast, weights and errors.

    References
    ----------
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
    profile = seasonal_profile(demand, season_length, category)
    level = demand / profile.history_factor(demand.shape[1])
    test = back_test(level, window, [method.fit for method in pool], allowed)
    source = _source(test, pattern)
    names = tuple(method.name for method in pool)
    n_parameters = np.array([method.n_parameters for method in pool])
    weights = method_weights(
        test, level, window, pattern, allowed, is_fixed, n_parameters
    )
    names = tuple(method.name for method in pool)
    weights = _with_mean(weights, names, source, is_fixed, allowed)
    n_steps = max(int(window.max(initial=1)), path_length or 0)
    path = _path(test, weights, n_steps) * profile.future_factor(n_steps)
    path[source == "none"] = 0.0
    # The back-test ran without season: scale its errors to the coming season.
    factor = _season_factor(profile, window, n_steps)
    tested = source == "backtest"
    n_effective = np.where(tested, test.n_origins / window, 0.0)
    kurtosis = pooled_excess_kurtosis(level, pattern)
    scale = _Scale(horizon, window, factor, n_effective, tested, kurtosis)
    step_square = factor * _weighted_mean(weights, test.one_step_mse)
    total = total_over(path, horizon)
    errors = _combined_errors(test, weights)
    variance = _error_variance(level, path, errors[0], step_square, scale)
    share = np.where(tested & ~is_fixed, _long_run_share(kind.adi), 0.0)
    planning_path, planning_variance = path, variance
    if "mean" in names and share.any():
        planning_weights = (1 - share)[:, None] * weights
        planning_weights[:, names.index("mean")] += share
        steady_rate = np.nan_to_num(test.rate[:, [names.index("mean")]])
        planning_path = (1 - share)[:, None] * path + share[:, None] * (
            steady_rate * profile.future_factor(n_steps)
        )
        square, *_ = _combined_errors(test, planning_weights)
        step = factor * _weighted_mean(planning_weights, test.one_step_mse)
        own = _error_variance(level, planning_path, square, step, scale)
        steady = long_run_variance(level) * factor * horizon
        planning_variance = (1 - share) * own + share * steady
    none = source == "none"
    return CombinedForecast(
        methods=names,
        weights=weights,
        rate=total / horizon,
        path=path,
        total=total,
        error_variance=np.where(none, 0.0, variance),
        long_run_share=share,
        planning_path=planning_path,
        planning_total=total_over(planning_path, horizon),
        planning_variance=np.where(none, 0.0, planning_variance),
        error_variance_raw=np.where(
            tested, errors[0] * factor * horizon / window, np.nan
        ),
        one_step_variance=np.where(none, 0.0, step_square),
        n_effective=n_effective,
        **_relative_errors(test, tested, errors),
        error_ratio=np.sqrt(variance) / np.where(total > 0, total, np.nan),
        n_observed=(~np.isnan(level)).sum(axis=1),
        source=source,
    )


@dataclass(frozen=True)
class _Scale:
    """From the errors of a whole window to the variance over the horizon."""

    horizon: np.ndarray
    window: np.ndarray
    season: np.ndarray
    n_effective: np.ndarray
    tested: np.ndarray
    kurtosis: np.ndarray


def _error_variance(level, path, square, step_square, scale):
    """Return the variance of the total over the horizon, by what is known."""
    total = total_over(path, scale.window.astype(np.float64))
    shrunk, law = shrink_error_variance(
        square * scale.season,
        step_square,
        total,
        scale.window,
        scale.n_effective,
        scale.tested,
        scale.kurtosis,
    )
    cautious = short_history_variance(level, total, scale.window, law)
    variance = np.where(scale.tested, shrunk, cautious)
    return variance * scale.horizon / scale.window


def _source(test, pattern):
    """Return where the forecast of each item comes from."""
    source = np.where(test.n_origins >= MINIMUM_ORIGINS, "backtest", "short")
    return np.where(pattern == "none", "none", source)


def _relative_errors(test, tested, errors):
    """Return the errors over the mean actual total, NaN without a back-test."""
    _, absolute, mean_error = errors
    actual = test.actual / np.maximum(test.n_origins, 1)
    base = np.where(tested & (actual > 0), actual, np.nan)
    return {
        "bias": mean_error / base,
        "wape": absolute / base,
        "naive_wape": test.naive_absolute / base,
        "method_wape": test.mean_absolute / base[:, None],
        "method_bias": _method_bias(test, base),
    }


def _method_bias(test, base):
    """Return the mean error of each method over ``base``; NaN where it is unused."""
    count = np.maximum(test.n_origins, 1)
    mean = test.errors.sum(axis=2, dtype=np.float64).T / count[:, None]
    return np.where(np.isnan(test.mean_absolute), np.nan, mean / base[:, None])


def _long_run_share(adi):
    """Return the share of the long-run mean by the average demand interval."""
    excess = (np.nan_to_num(adi) - INTERVAL_CUT_OFF) / LONG_RUN_INTERVAL_RANGE
    return LONG_RUN_SHARE * np.clip(excess, 0.0, 1.0)


def _with_mean(weights, names, source, is_fixed, allowed):
    """Give the mean all weight where there is no back-test."""
    plain = allowed / allowed.sum(axis=1, keepdims=True)
    if "mean" in names:
        plain = np.zeros_like(weights)
        plain[:, names.index("mean")] = 1.0
    untested = (source != "backtest") & ~is_fixed
    return np.where(untested[:, None], plain, weights)


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
