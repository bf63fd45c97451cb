"""Classes of items: demand pattern (SBC), ABC by value and XYZ by forecast error."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_demand_matrix, as_item_vector

# Syntetos, Boylan & Croston (2005): cut-offs of the demand categorisation scheme.
INTERVAL_CUT_OFF = 1.32
SIZE_CV2_CUT_OFF = 0.49

PATTERNS = ("smooth", "erratic", "intermittent", "lumpy", "none")

# Guards a share such as 0.8 against rounding of the cumulative sum.
_SHARE_TOLERANCE = 1e-12


@dataclass(frozen=True)
class DemandPattern:
    """Demand pattern of each item.

    Attributes
    ----------
    pattern : ndarray of shape (n,) of str
        "smooth", "erratic", "intermittent", "lumpy", or "none" without demand.
    adi : ndarray of shape (n,)
        Average demand interval [buckets]; NaN without demand.
    cv2 : ndarray of shape (n,)
        Squared coefficient of variation of the demand sizes; NaN without demand,
        0 with a single demand.
    """

    pattern: np.ndarray
    adi: np.ndarray
    cv2: np.ndarray


def demand_pattern(demand):
    """Classify items by the interval and the size variation of their demand.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed.

    Returns
    -------
    DemandPattern
        Pattern, average demand interval and squared variation of the sizes. The
        interval counts the observed buckets from the first observed one.

    References
    ----------
    Syntetos, A. A., Boylan, J. E. & Croston, J. D. (2005), On the categorization
    of demand patterns, Journal of the Operational Research Society 56.

    Examples
    --------
    >>> result = demand_pattern([[4, 5, 4, 5], [0, 0, 0, 6], [0, 0, 0, 0]])
    >>> result.pattern.tolist()
    ['smooth', 'intermittent', 'none']
    >>> result.adi.tolist()
    [1.0, 4.0, nan]
    """
    demand = as_demand_matrix(demand)
    size = np.nan_to_num(demand)
    positive = size > 0
    count = positive.sum(axis=1)
    n_observed = (~np.isnan(demand)).sum(axis=1)
    has_demand = count > 0
    divisor = np.maximum(count, 1)
    mean_size = size.sum(axis=1) / divisor
    deviation = np.where(positive, size - mean_size[:, None], 0.0)
    variance = (deviation**2).sum(axis=1) / np.maximum(count - 1, 1)
    adi = np.where(has_demand, n_observed / divisor, np.nan)
    squared_mean = np.where(has_demand, mean_size, 1.0) ** 2
    cv2 = np.where(has_demand, variance / squared_mean, np.nan)
    frequent = adi < INTERVAL_CUT_OFF
    regular = cv2 < SIZE_CV2_CUT_OFF
    pattern = np.select(
        [~has_demand, frequent & regular, frequent, regular],
        ["none", "smooth", "erratic", "intermittent"],
        default="lumpy",
    )
    return DemandPattern(pattern=pattern, adi=adi, cv2=cv2)


def abc_class(value, *, a_share=0.80, b_share=0.95):
    """Classify items by their share of the total value (Pareto).

    Parameters
    ----------
    value : array_like of shape (n,)
        Annual usage value or margin, lines, volume; NaN counts as 0.
    a_share : float, default 0.80
        Cumulative share of the value that class A covers.
    b_share : float, default 0.95
        Cumulative share of the value that classes A and B cover.

    Returns
    -------
    ndarray of shape (n,) of str
        "A", "B" or "C". The item that crosses a limit belongs to the higher
        class; items without a positive value are "C"; equal values are ranked
        by their position.

    Raises
    ------
    ValueError
        If the shares are not 0 < a_share <= b_share <= 1.

    Examples
    --------
    >>> abc_class([70, 15, 8, 7, 0]).tolist()
    ['A', 'A', 'B', 'B', 'C']
    """
    if not 0 < a_share <= b_share <= 1:
        raise ValueError("shares must satisfy 0 < a_share <= b_share <= 1")
    value = as_item_vector("value", value, allow_nan=True)
    weight = np.maximum(np.nan_to_num(value), 0.0)
    order = np.argsort(-weight, kind="stable")
    total = weight.sum()
    ranked = weight[order]
    share_before = (np.cumsum(ranked) - ranked) / (total if total > 0 else 1.0)
    ranked_class = np.select(
        [
            ranked <= 0,
            share_before < a_share - _SHARE_TOLERANCE,
            share_before < b_share - _SHARE_TOLERANCE,
        ],
        ["C", "A", "B"],
        default="C",
    )
    result = np.empty_like(ranked_class)
    result[order] = ranked_class
    return result


def xyz_class(error_ratio, *, x_limit=0.25, y_limit=0.5):
    """Classify items by how well their demand can be forecast.

    The ratio is the error of the back-tested lead-time total over its forecast,
    not the raw variation of demand: a season is predictable.

    Parameters
    ----------
    error_ratio : array_like of shape (n,)
        Standard error of the lead-time total / expected total; NaN = unknown.
    x_limit : float, default 0.25
        Largest ratio of class X.
    y_limit : float, default 0.5
        Largest ratio of class Y.

    Returns
    -------
    ndarray of shape (n,) of str
        "X", "Y" or "Z"; unknown is "Z".

    Raises
    ------
    ValueError
        If the limits are not 0 < x_limit <= y_limit.

    Examples
    --------
    >>> xyz_class([0.1, 0.25, 0.4, 0.9, float("nan")]).tolist()
    ['X', 'X', 'Y', 'Z', 'Z']
    """
    if not 0 < x_limit <= y_limit:
        raise ValueError("limits must satisfy 0 < x_limit <= y_limit")
    ratio = np.asarray(error_ratio, dtype=np.float64)
    return np.select([ratio <= x_limit, ratio <= y_limit], ["X", "Y"], default="Z")
