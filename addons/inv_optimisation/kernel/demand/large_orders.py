"""Orders far above the usual size: bought to order, kept out of the demand history."""

import numpy as np

from ..validation import as_demand_matrix, as_item_vector
from .cleaning import MINIMUM_SIZES, row_quantile

# An order line this many times the median size is large (algorithm sheet 1.1).
MEDIAN_MULTIPLE = 5.0
# Tukey's inner fence on the logarithm of the sizes: large orders are genuine, so the
# fence is nearer than that of outliers. On 26 weeks of 2,788 giftware items it cuts
# 1 % of the non-zero buckets and 3.5 % of the units, of 12 % of the items.
FENCE_FACTOR = 1.5
# A single line above this share of its bucket makes the bucket (algorithm sheet 1.1).
BUCKET_SHARE = 0.50


def large_order_limit(
    line_quantity,
    line_item,
    n_items,
    *,
    median_multiple=MEDIAN_MULTIPLE,
    fence_factor=FENCE_FACTOR,
    minimum_lines=MINIMUM_SIZES,
):
    """Return the size above which an order line counts as large.

    The limit is the larger of two: a multiple of the median size, and the inner
    fence of the logarithms of the sizes (upper quartile + 1.5 interquartile ranges).
    Both ignore the large orders themselves, as long as these are less than a quarter
    of the lines.

    Parameters
    ----------
    line_quantity : array_like of shape (m,)
        Quantity of each order line [units]; 0 or NaN is ignored.
    line_item : array_like of shape (m,) of int
        Item of each line, 0 to n_items - 1.
    n_items : int
        Number of items.
    median_multiple : float, default 5.0
        Smallest limit in median sizes, at least 1.
    fence_factor : float, default 1.5
        Distance of the fence in interquartile ranges, at least 0.
    minimum_lines : int, default 4
        Items with fewer lines have no limit.

    Returns
    -------
    ndarray of shape (n_items,)
        Limit [units]; infinite with too few lines.

    Raises
    ------
    ValueError
        If an item or an option is out of range.

    References
    ----------
    Tukey, J. W. (1977), Exploratory Data Analysis (inner fence).

    Examples
    --------
    >>> large_order_limit([2, 3, 2, 4, 3, 200], [0] * 6, 1).round(1).tolist()
    [15.0]
    """
    quantity, items = _lines(line_quantity, line_item, n_items)
    if minimum_lines < 1:
        raise ValueError("minimum_lines must be at least 1")
    used = np.nan_to_num(quantity) > 0
    items, size = items[used], quantity[used]
    order = np.lexsort((size, items))
    items, size = items[order], size[order]
    count = np.bincount(items, minlength=n_items)
    start = np.cumsum(count) - count
    median, lower, upper = (
        _sorted_quantile(size, start, count, p) for p in (0.5, 0.25, 0.75)
    )
    limit = _upper_limit(median, lower, upper, median_multiple, fence_factor)
    return np.where(count >= minimum_lines, limit, np.inf)


def split_large_orders(
    line_item, line_quantity, limit, *, line_bucket=None, bucket_share=BUCKET_SHARE
):
    """Tell which order lines are large enough to be bought to order.

    Parameters
    ----------
    line_item : array_like of shape (m,) of int
        Item of each line.
    line_quantity : array_like of shape (m,)
        Quantity of each line [units]; NaN is not large.
    limit : array_like of shape (n,)
        Limit of each item [units]; infinite or NaN = none.
    line_bucket : array_like of shape (m,) of int, optional
        Bucket of each line, at least 0. A line is then large only if it also makes
        more than ``bucket_share`` of the demand of its item in the bucket.
    bucket_share : float, default 0.50
        Share of the bucket, 0 to 1.

    Returns
    -------
    ndarray of shape (m,) of bool
        True for a large line. Leave it out of the demand and of the fill rate.

    Raises
    ------
    ValueError
        If lengths differ, an index is out of range or the share is not in 0..1.

    References
    ----------
    Algorithm sheet, section 1.1 (large-order cut-off).

    Examples
    --------
    >>> split_large_orders([0, 0, 1], [3, 90, 90], [20, 100]).tolist()
    [False, True, False]
    """
    cut_off = _limits(limit)
    quantity, items = _lines(line_quantity, line_item, len(cut_off))
    if not 0 <= bucket_share <= 1:
        raise ValueError("bucket_share must lie between 0 and 1")
    size = np.nan_to_num(quantity)
    large = size > cut_off[items]
    if line_bucket is None or not len(items):
        return large
    bucket = np.asarray(line_bucket, dtype=np.int64)
    if bucket.shape != items.shape or bucket.min() < 0:
        raise ValueError("line_bucket must hold one bucket from 0 on for each line")
    cell = np.stack((items, bucket), axis=1)
    _, cell_of_line = np.unique(cell, axis=0, return_inverse=True)
    total = np.bincount(cell_of_line.ravel(), size)[cell_of_line.ravel()]
    return large & (size > bucket_share * total)


def bucket_limit(demand, *, median_multiple=MEDIAN_MULTIPLE, fence_factor=FENCE_FACTOR):
    """Return the bucket total above which a large order must be part of it.

    The same rule as for order lines on the non-zero bucket totals. A whole history
    of large and small orders has a wide fence; so only totals that stand apart from
    the rest of their item are cut.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed.
    median_multiple : float, default 5.0
        Smallest limit in median totals, at least 1.
    fence_factor : float, default 1.5
        Distance of the fence in interquartile ranges, at least 0.

    Returns
    -------
    ndarray of shape (n,)
        Limit [units/bucket]; infinite with fewer than four non-zero buckets.

    References
    ----------
    Tukey, J. W. (1977), Exploratory Data Analysis (inner fence).

    Examples
    --------
    >>> bucket_limit([[4, 6, 0, 5, 4, 0, 300, 6]]).round(6).tolist()
    [27.5]
    """
    demand = as_demand_matrix(demand)
    size = np.where(demand > 0, demand, np.nan)
    median, lower, upper = (row_quantile(size, p) for p in (0.5, 0.25, 0.75))
    limit = _upper_limit(median, lower, upper, median_multiple, fence_factor)
    enough = (~np.isnan(size)).sum(axis=1) >= MINIMUM_SIZES
    return np.where(enough, limit, np.inf)


def split_large_demand(demand, limit):
    """Split bucket totals into regular demand and what exceeds the limit.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed.
    limit : array_like of shape (n,)
        Limit of each item [units/bucket]; infinite or NaN = none.

    Returns
    -------
    regular : ndarray of shape (n, T)
        Demand up to the limit [units/bucket].
    large : ndarray of shape (n, T)
        Demand above the limit [units/bucket]; the two add up to the demand.

    Raises
    ------
    ValueError
        If there is not one limit per item, or demand or a limit is negative.

    References
    ----------
    Algorithm sheet, section 1.1 (large-order cut-off).

    Examples
    --------
    >>> regular, large = split_large_demand([[4, 0, 90]], [30])
    >>> regular.tolist(), large.tolist()
    ([[4.0, 0.0, 30.0]], [[0.0, 0.0, 60.0]])
    """
    demand = as_demand_matrix(demand)
    cut_off = _limits(limit)
    if len(cut_off) != len(demand):
        raise ValueError(f"limit must have {len(demand)} items, got {len(cut_off)}")
    regular = np.minimum(demand, cut_off[:, None])
    return regular, demand - regular


def _upper_limit(median, lower, upper, median_multiple, fence_factor):
    """Return the larger of the median multiple and the inner fence of log sizes."""
    if not (1 <= median_multiple < np.inf and 0 <= fence_factor < np.inf):
        raise ValueError("median_multiple must be at least 1, fence_factor at least 0")
    positive = upper > 0  # False for NaN
    ratio = np.where(positive, upper, 1.0) / np.where(positive, lower, 1.0)
    log_fence = np.log(np.where(positive, upper, 1.0)) + fence_factor * np.log(ratio)
    # A fence that overflows is no limit.
    fence = np.where(log_fence < 700, np.exp(np.minimum(log_fence, 700.0)), np.inf)
    return np.where(positive, np.maximum(fence, median_multiple * median), np.inf)


def _sorted_quantile(values, start, count, probability):
    """Return the quantile of each run of sorted values, NaN for an empty run."""
    if not len(values):
        return np.full(len(count), np.nan)
    last = np.maximum(count - 1, 0)
    position = probability * last
    lower = np.floor(position).astype(np.int64)
    upper = np.minimum(lower + 1, last)
    end = len(values) - 1
    low_value = values[np.minimum(start + lower, end)]
    high_value = values[np.minimum(start + upper, end)]
    quantile = low_value + (position - lower) * (high_value - low_value)
    return np.where(count > 0, quantile, np.nan)


def _lines(line_quantity, line_item, n_items):
    """Return quantity and item of the lines, checked."""
    items = np.asarray(line_item, dtype=np.int64)
    if items.ndim != 1:
        raise ValueError("line_item must have one dimension")
    if len(items) and (items.min() < 0 or items.max() >= n_items):
        raise ValueError("line_item must lie between 0 and n_items - 1")
    quantity = as_item_vector(
        "line_quantity", line_quantity, len(items), 0.0, allow_nan=True
    )
    return quantity, items


def _limits(limit):
    """Return the limits with NaN as infinite, checked."""
    cut_off = np.asarray(limit, dtype=np.float64)
    if cut_off.ndim != 1:
        raise ValueError("limit must have one dimension")
    cut_off = np.where(np.isnan(cut_off), np.inf, cut_off)
    if (cut_off < 0).any():
        raise ValueError("limit must not be below 0")
    return cut_off
