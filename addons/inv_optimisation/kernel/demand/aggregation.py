"""Turn demand lines into a matrix of demand per item and bucket."""

import numpy as np

from ..validation import as_demand_matrix, as_item_vector


def bucket_demand(
    item_index,
    day_offset,
    quantity,
    *,
    n_items,
    n_days,
    bucket_days=7,
    first_day=None,
):
    """Sum demand lines into buckets that end on the newest day.

    Buckets are aligned to the end of the history, so the last bucket is always
    complete; the oldest days that do not fill a bucket are dropped.

    Parameters
    ----------
    item_index : array_like of shape (k,) of int
        Item of each line, 0 to n_items - 1.
    day_offset : array_like of shape (k,) of int
        Day of each line; 0 = oldest day, n_days - 1 = newest day.
    quantity : array_like of shape (k,)
        Demand of each line [units]; returns are negative.
    n_items : int
        Number of items (rows of the result).
    n_days : int
        Length of the history [days].
    bucket_days : int, default 7
        Length of a bucket [days].
    first_day : array_like of shape (n_items,), optional
        Day offset at which the history of an item begins. Buckets that start
        before it are NaN (not observed): the item was not yet born. NaN means
        that the item has no history: all its buckets are NaN. None means that
        all items are observed over all days.

    Returns
    -------
    ndarray of shape (n_items, n_buckets)
        Demand [units/bucket], oldest bucket first. A bucket with more returns
        than issues is 0: a return is not a negative demand.

    Raises
    ------
    ValueError
        If a line lies outside of the items or days, or no bucket fits.

    Examples
    --------
    >>> bucket_demand([0, 0, 1], [1, 8, 8], [5, 2, 3], n_items=2, n_days=9)
    array([[2.],
           [3.]])
    >>> bucket_demand([0], [3], [4], n_items=1, n_days=4, bucket_days=2,
    ...               first_day=[2])
    array([[nan,  4.]])
    """
    items = np.asarray(item_index, dtype=np.int64)
    days = np.asarray(day_offset, dtype=np.int64)
    quantities = as_item_vector("quantity", quantity, len(items))
    if bucket_days < 1 or n_days < bucket_days:
        raise ValueError("n_days must hold at least one bucket of bucket_days")
    if items.shape != days.shape:
        raise ValueError("item_index and day_offset must have the same length")
    if len(items) and (items.min() < 0 or items.max() >= n_items):
        raise ValueError("item_index must lie between 0 and n_items - 1")
    if len(days) and (days.min() < 0 or days.max() >= n_days):
        raise ValueError("day_offset must lie between 0 and n_days - 1")
    n_buckets = n_days // bucket_days
    surplus_days = n_days - n_buckets * bucket_days
    bucket = (days - surplus_days) // bucket_days
    kept = bucket >= 0
    cell = items[kept] * n_buckets + bucket[kept]
    summed = np.bincount(cell, quantities[kept], minlength=n_items * n_buckets)
    demand = np.maximum(summed.reshape(n_items, n_buckets), 0.0)
    if first_day is not None:
        born = as_item_vector("first_day", first_day, n_items, allow_nan=True)
        bucket_start = surplus_days + bucket_days * np.arange(n_buckets)
        observed = bucket_start[None, :] >= born[:, None]  # False for NaN
        demand = np.where(observed, demand, np.nan)
    return demand


def mean_rate(demand):
    """Return the mean demand of the observed buckets.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand per bucket [units]; NaN = not observed.

    Returns
    -------
    ndarray of shape (n,)
        Mean demand [units/bucket]; NaN for an item that was never observed.

    Examples
    --------
    >>> mean_rate([[float("nan"), 2.0, 4.0]]).tolist()
    [3.0]
    """
    demand = as_demand_matrix(demand)
    observed = (~np.isnan(demand)).sum(axis=1)
    total = np.nansum(demand, axis=1)
    return np.where(observed > 0, total / np.maximum(observed, 1), np.nan)
