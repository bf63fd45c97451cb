"""How orderly the lead times of a vendor are: overtaking orders and runs."""

import numpy as np

from ..validation import as_item_vector


def reversal_share(order_day, receipt_day, vendor, *, n_vendors=None):
    """Return the share of successive orders of a vendor that arrive in reverse order.

    Parameters
    ----------
    order_day : array_like of shape (m,)
        Day of each order [days].
    receipt_day : array_like of shape (m,)
        Day of its receipt [days]; NaN = open.
    vendor : array_like of shape (m,) of int
        Vendor of each order, at least 0.
    n_vendors : int, optional
        Number of vendors; the largest vendor + 1 when None.

    Returns
    -------
    ndarray of shape (n_vendors,)
        Share of the pairs of successive orders, on different days, of which the
        later one arrived first; NaN without such a pair. An open order arrives after
        a received one; pairs of open orders do not count.

    References
    ----------
    Riezebos, J. (2006), Inventory order crossovers, International Journal of
    Production Economics 104.

    Examples
    --------
    >>> reversal_share([0, 5, 9], [20, 15, 30], [0, 0, 0]).tolist()
    [0.5]
    """
    day = as_item_vector("order_day", order_day)
    receipt = as_item_vector("receipt_day", receipt_day, len(day), allow_nan=True)
    vendors, n = _vendors(vendor, len(day), n_vendors)
    order = np.lexsort((day, vendors))
    day, vendors = day[order], vendors[order]
    receipt = np.where(np.isnan(receipt), np.inf, receipt)[order]
    first, second = receipt[:-1], receipt[1:]
    pair = (vendors[:-1] == vendors[1:]) & (day[:-1] < day[1:])
    pair &= np.isfinite(first) | np.isfinite(second)
    count = np.bincount(vendors[:-1][pair], minlength=n)
    reversed_count = np.bincount(vendors[:-1][pair & (second < first)], minlength=n)
    return np.where(count > 0, reversed_count / np.maximum(count, 1), np.nan)


def lead_time_autocorrelation(
    lead_time, order_day, vendor, *, group=None, n_vendors=None
):
    """Return the correlation of the lead times of successive orders of a vendor.

    Parameters
    ----------
    lead_time : array_like of shape (m,)
        Lead time of each order [days]; NaN (open) is left out; less than half a day
        counts as half a day.
    order_day : array_like of shape (m,)
        Day of each order [days]; orders of one day keep their sequence.
    vendor : array_like of shape (m,) of int
        Vendor of each order, at least 0. Hand over the items instead to get the
        correlation within each item.
    group : array_like of shape (m,) of int, optional
        Item of each order, at least 0: lead times are then compared with the mean of
        the item, not of the vendor.
    n_vendors : int, optional
        Number of vendors; the largest vendor + 1 when None.

    Returns
    -------
    ndarray of shape (n_vendors,)
        First autocorrelation of the logarithms, -1 to 1; NaN with fewer than three
        received orders or without variation. Corrected for the (1 + 3 r) / m by
        which m orders understate it.

    References
    ----------
    Kendall, M. G. (1954), Note on bias in the estimation of autocorrelation,
    Biometrika 41.

    Examples
    --------
    >>> lead_time_autocorrelation([8, 8, 8, 16, 16, 16], range(6), [0] * 6).round(
    ...     3).tolist()
    [0.917]
    """
    days = as_item_vector("lead_time", lead_time, minimum=0.0, allow_nan=True)
    day = as_item_vector("order_day", order_day, len(days))
    vendors, n = _vendors(vendor, len(days), n_vendors)
    items = vendors if group is None else _vendors(group, len(days), None)[0]
    order = np.lexsort((day, vendors))
    order = order[~np.isnan(days[order])]
    logs = np.log(np.maximum(days[order], 0.5))
    vendors, items = vendors[order], items[order]
    count = np.bincount(items)
    mean = np.bincount(items, logs) / np.maximum(count, 1)
    deviation = logs - mean[items]
    # Rounding noise is not variation.
    deviation = np.where(np.abs(deviation) > 1e-12, deviation, 0.0)
    same = vendors[:-1] == vendors[1:]
    product = np.where(same, deviation[:-1] * deviation[1:], 0.0)
    total = np.bincount(vendors, deviation * deviation, minlength=n)
    shared = np.bincount(vendors[:-1], product, minlength=n)
    n_orders = np.bincount(vendors, minlength=n)
    usable = (n_orders > 2) & (total > 0)
    raw = shared / np.where(usable, total, 1.0)
    bias = (1 + 3 * raw) / np.maximum(n_orders, 1)
    return np.where(usable, np.clip(raw + bias, -1.0, 1.0), np.nan)


def _vendors(vendor, n_lines, n_vendors):
    """Return the index of every line and the number of indices, checked."""
    vendors = np.asarray(vendor, dtype=np.int64)
    if vendors.shape != (n_lines,):
        raise ValueError(f"vendor and group must have {n_lines} lines")
    least = int(vendors.max()) + 1 if n_lines else 0
    n = least if n_vendors is None else int(n_vendors)
    if n < least or (n_lines and vendors.min() < 0):
        raise ValueError("vendor and group must lie between 0 and their number - 1")
    return vendors, n
