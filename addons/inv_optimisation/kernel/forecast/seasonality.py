"""Seasonality: test, shrunk multiplicative indices, and their removal."""

from dataclasses import dataclass

import numpy as np

from .method_fit import time_major

# One-sided 95 % point of the normal law: the seasonality test of the M4
# competition (Makridakis, Spiliotis & Assimakopoulos 2020).
TEST_QUANTILE = 1.645
# The test and the indices need this many seasons.
MINIMUM_SEASONS = 3
# A mean of fewer ratios per phase has no known noise: the index stays 1.
MINIMUM_RATIOS = 2
# Fewer items have no common season.
MINIMUM_CATEGORY_ITEMS = 10
# An index near zero would blow up the deseasonalised demand.
MINIMUM_INDEX = 0.05


@dataclass(frozen=True)
class SeasonalProfile:
    """Multiplicative season of each item.

    Attributes
    ----------
    indices : ndarray of shape (n, m)
        Index per phase; phase 0 is the first bucket after the history. All 1 for
        an item without a season.
    is_seasonal : ndarray of shape (n,) of bool
        Whether the item passed the test.
    """

    indices: np.ndarray
    is_seasonal: np.ndarray

    def history_factor(self, n_buckets):
        """Return the indices of the history buckets, shape (n, T)."""
        return self.indices[:, _history_phase(n_buckets, self.indices.shape[1])]

    def future_factor(self, length):
        """Return the indices of the next buckets, shape (n, length)."""
        return self.indices[:, np.arange(length) % self.indices.shape[1]]


def seasonal_profile(demand, season_length, category=None):
    """Test every item for a season and estimate its indices.

    An item that has no season of its own, or too little history for one, borrows the
    season of its category: the indices of the pooled demand of all its items, if
    that passes the test.

    Parameters
    ----------
    demand : ndarray of shape (n, T)
        Demand [units/bucket]; NaN = not observed.
    season_length : int
        Buckets per season; 1 = no season.
    category : array_like of shape (n,), optional
        Category of each item; None = no borrowing.

    Returns
    -------
    SeasonalProfile
        Shrunk indices; items with less than three seasons or with less than one
        demand per phase get none.

    References
    ----------
    Makridakis, S., Spiliotis, E. & Assimakopoulos, V. (2020), The M4 Competition,
    International Journal of Forecasting 36.
    Miller, D. M. & Williams, D. (2003), Shrinkage estimators of time series
    seasonal factors and their effect on forecasting accuracy, International
    Journal of Forecasting 19.

    Examples
    --------
    >>> profile = seasonal_profile(np.tile([1.0, 3.0, 2.0, 2.0], (1, 5)), 4)
    >>> profile.indices.round(2).tolist()
    [[0.5, 1.5, 1.0, 1.0]]
    """
    n_items, n_buckets = demand.shape
    indices = np.ones((n_items, max(season_length, 1)))
    is_seasonal = np.zeros(n_items, dtype=bool)
    if season_length > 1 and n_buckets >= MINIMUM_SEASONS * season_length:
        is_seasonal = _has_season(demand, season_length)
        if is_seasonal.any():
            indices[is_seasonal] = _indices(demand[is_seasonal], season_length)
        if category is not None:
            _borrow(demand, season_length, category, indices, is_seasonal)
    return SeasonalProfile(indices, is_seasonal)


def _borrow(demand, season_length, category, indices, is_seasonal):
    """Give items without a season that of their category, in place."""
    names, member = np.unique(np.asarray(category), return_inverse=True)
    count = np.maximum((~np.isnan(demand)).sum(axis=1), 1)
    mean = np.nan_to_num(demand).sum(axis=1) / count
    # Every item counts alike: a big seller must not be the season of all.
    relative = demand / np.where(mean > 0, mean, 1.0)[:, None]
    relative[mean <= 0] = np.nan
    seen = ~np.isnan(relative)
    total, observed = np.zeros((2, len(names), demand.shape[1]))
    np.add.at(total, member, np.nan_to_num(relative))
    np.add.at(observed, member, seen)
    pooled = np.where(observed > 0, total / np.maximum(observed, 1), np.nan)
    size = np.bincount(member, minlength=len(names))
    has_season = (size >= MINIMUM_CATEGORY_ITEMS) & _has_season(pooled, season_length)
    if has_season.any():
        common = np.ones((len(names), season_length))
        common[has_season] = _indices(pooled[has_season], season_length)
        borrows = ~is_seasonal & has_season[member]
        indices[borrows] = common[member[borrows]]
        is_seasonal |= borrows


def _history_phase(n_buckets, season_length):
    """Phase counted from the end, so that unborn buckets do not shift it."""
    return (np.arange(n_buckets) - n_buckets) % season_length


def _has_season(demand, season_length):
    """Compare the autocorrelation at the season with its standard error."""
    n_observed = (~np.isnan(demand)).sum(axis=1)
    mean = np.nan_to_num(demand).sum(axis=1) / np.maximum(n_observed, 1)
    deviation = np.nan_to_num(demand - mean[:, None])
    variation = (deviation * deviation).sum(axis=1)
    scale = np.where(variation > 0, variation, 1.0)
    squared_sum = np.zeros(len(demand))
    for lag in range(1, season_length + 1):
        product = (deviation[:, lag:] * deviation[:, :-lag]).sum(axis=1)
        correlation = product / scale
        if lag < season_length:
            squared_sum += correlation * correlation
    error = np.sqrt((1 + 2 * squared_sum) / np.maximum(n_observed, 1))
    # With less than one demand per phase, a season is a coincidence.
    n_demands = (np.nan_to_num(demand) > 0).sum(axis=1)
    enough = (n_observed >= MINIMUM_SEASONS * season_length) & (
        n_demands >= season_length
    )
    return enough & (np.abs(correlation) > TEST_QUANTILE * error)


def _indices(demand, season_length):
    """Classical decomposition, shrunk towards 1 by the noise of the indices."""
    ratio = _ratio_to_average(demand, season_length)
    phase = _history_phase(demand.shape[1], season_length)
    index = np.ones((len(demand), season_length))
    noise = np.zeros_like(index)
    for season in range(season_length):
        values = ratio[:, phase == season]
        valid = ~np.isnan(values)
        count = np.maximum(valid.sum(axis=1), 1)
        mean = np.nan_to_num(values).sum(axis=1) / count
        deviation = np.where(valid, values - mean[:, None], 0.0)
        variance = (deviation**2).sum(axis=1) / np.maximum(count - 1, 1)
        index[:, season] = np.where(count >= MINIMUM_RATIOS, mean, 1.0)
        noise[:, season] = variance / count
    index /= index.mean(axis=1, keepdims=True)
    spread = index.var(axis=1)
    ratio = noise.mean(axis=1) / np.where(spread > 0, spread, 1.0)
    weight = np.where(spread > 0, np.clip(ratio, 0.0, 1.0), 1.0)[:, None]
    return np.maximum(weight + (1 - weight) * index, MINIMUM_INDEX)


def _ratio_to_average(demand, season_length):
    """Return demand over its centred moving average, NaN where there is none."""
    series = time_major(demand)
    mean = series.value.sum(axis=0) / np.maximum(series.n_observed, 1)
    filled = np.where(series.observed > 0, series.value, mean)
    born = (series.rank > 0).astype(np.float64)
    weights = np.ones(season_length)
    if season_length % 2 == 0:
        weights = np.r_[0.5, np.ones(season_length - 1), 0.5]
    weights /= weights.sum()
    half = len(weights) // 2
    n_centres = len(filled) - 2 * half
    average = sum(
        weight * filled[shift : shift + n_centres]
        for shift, weight in enumerate(weights)
    )
    centre = slice(half, half + n_centres)
    valid = (series.observed[centre] > 0) & (born[:n_centres] > 0) & (average > 0)
    ratio = np.full_like(filled, np.nan)
    ratio[centre] = np.where(
        valid, filled[centre] / np.where(valid, average, 1.0), np.nan
    )
    return ratio.T
