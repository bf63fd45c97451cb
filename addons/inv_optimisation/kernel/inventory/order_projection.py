"""Projection of stock with the orders that a reorder point will trigger."""

import numpy as np

from ..validation import as_item_vector


def project_orders(
    on_hand, receipts, demand, reorder_point, order_quantity, lead_time_days
):
    """Return the expected stock with future orders, and when those orders arrive.

    Every day the inventory position is compared with the reorder point; at or below
    it an order of the smallest number of order quantities that lifts the position
    above the reorder point is placed, and arrives after the lead time.

    Parameters
    ----------
    on_hand : array_like of shape (n,)
        Stock before the first day [units].
    receipts : array_like of shape (n, D)
        Receipts of open orders by day; all of them count as on order [units].
    demand : array_like of shape (n, D)
        Expected demand by day [units/day].
    reorder_point : array_like of shape (n,)
        Order when the position is at or below it [units].
    order_quantity : array_like of shape (n,)
        Order quantity, above 0 [units].
    lead_time_days : array_like of shape (n,)
        Days from order to receipt, rounded up to whole days [days].

    Returns
    -------
    stock : ndarray of shape (n, D)
        Expected stock at the end of each day; may be negative [units].
    arrivals : ndarray of shape (n, D)
        Future orders by their day of arrival [units].

    Raises
    ------
    ValueError
        If shapes differ or an order quantity is not above 0.

    References
    ----------
    Silver, Pyke & Thomas (2017), Inventory and Production Management in Supply
    Chains, 4th edition, chapter 6: the (s, nQ) system.

    Examples
    --------
    >>> stock, arrivals = project_orders([5.0], [[0, 0, 0, 0]], [[1, 1, 1, 1]],
    ...                                  [4.0], [3.0], [2.0])
    >>> stock
    array([[4., 3., 5., 4.]])
    >>> arrivals
    array([[0., 0., 3., 0.]])
    """
    demand = np.asarray(demand, dtype=np.float64)
    receipts = np.asarray(receipts, dtype=np.float64)
    if demand.ndim != 2 or receipts.shape != demand.shape:
        raise ValueError("receipts and demand must have the same shape (n, D)")
    count, days = demand.shape
    stock_now = as_item_vector("on_hand", on_hand, count).copy()
    point = as_item_vector("reorder_point", reorder_point, count)
    quantity = as_item_vector("order_quantity", order_quantity, count)
    if (quantity <= 0).any():
        raise ValueError("order_quantity must be above 0")
    delay = np.ceil(as_item_vector("lead_time_days", lead_time_days, count))
    position = stock_now + receipts.sum(axis=1)
    arrivals = np.zeros_like(demand)
    stock = np.empty_like(demand)
    items = np.arange(count)
    for day in range(days):
        stock_now += receipts[:, day] + arrivals[:, day] - demand[:, day]
        position -= demand[:, day]
        is_low = position <= point
        number = np.where(is_low, np.floor((point - position) / quantity) + 1.0, 0.0)
        arrival = (day + delay).astype(np.int64)
        is_seen = is_low & (arrival < days)
        ordered = number * quantity
        position += ordered
        # An order without lead time is there the same day.
        is_same_day = is_seen & (arrival == day)
        stock_now += np.where(is_same_day, ordered, 0.0)
        arrivals[items[is_seen], arrival[is_seen]] += ordered[is_seen]
        stock[:, day] = stock_now
    return stock, arrivals
