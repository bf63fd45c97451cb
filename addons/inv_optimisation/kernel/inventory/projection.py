"""Projected stock and what follows from it: first shortage, excess and cover."""

import numpy as np

from ..validation import as_item_vector, as_matrix


def project_stock(on_hand, receipts, demand):
    """Return the expected stock at the end of every day.

    Parameters
    ----------
    on_hand : array_like of shape (n,)
        Stock at the start of the first day [units]; below 0 = backorders.
    receipts : array_like of shape (n, D)
        Expected receipts [units/day].
    demand : array_like of shape (n, D)
        Expected demand [units/day].

    Returns
    -------
    ndarray of shape (n, D)
        Stock at the end of the day [units]; below 0 = backorders.

    Raises
    ------
    ValueError
        If receipts and demand cover different days.

    Examples
    --------
    >>> project_stock([5], [[0, 4]], [[3, 3]]).tolist()
    [[2.0, 3.0]]
    """
    on_hand = as_item_vector("on_hand", on_hand)
    receipts = as_matrix("receipts", receipts, len(on_hand), allow_nan=False)
    demand = as_matrix("demand", demand, len(on_hand), allow_nan=False)
    if receipts.shape != demand.shape:
        raise ValueError("receipts and demand must cover the same days")
    return on_hand[:, None] + np.cumsum(receipts - demand, axis=1)


def first_below(projected, level):
    """Return the first day on which the projected stock is below a level.

    Parameters
    ----------
    projected : array_like of shape (n, D)
        Stock at the end of the day [units].
    level : array_like of shape (n,)
        Level [units].

    Returns
    -------
    ndarray of shape (n,) of int
        Day offset; 0 = first day, -1 = never.

    Examples
    --------
    >>> first_below([[2, 0, -1], [2, 2, 2]], [0, 1]).tolist()
    [2, -1]
    """
    projected = as_matrix("projected", projected, allow_nan=False)
    level = as_item_vector("level", level, len(projected))
    below = projected < level[:, None]
    if not below.shape[1]:
        return np.full(len(below), -1)
    return np.where(below.any(axis=1), below.argmax(axis=1), -1)


def excess_quantity(inventory_position, order_up_to):
    """Return the stock above what the policy would ever hold.

    Parameters
    ----------
    inventory_position : array_like of shape (n,)
        On hand plus on order minus backorders [units].
    order_up_to : array_like of shape (n,)
        Order-up-to level [units].

    Returns
    -------
    ndarray of shape (n,)
        Excess [units], at least 0.

    Examples
    --------
    >>> excess_quantity([12, 5], [10, 10]).tolist()
    [2.0, 0.0]
    """
    position = as_item_vector("inventory_position", inventory_position)
    level = as_item_vector("order_up_to", order_up_to, len(position))
    return np.maximum(position - level, 0.0)


def days_of_cover(stock, daily_rate):
    """Return how many days of demand the stock covers.

    Parameters
    ----------
    stock : array_like of shape (n,)
        Stock [units]; below 0 covers 0 days.
    daily_rate : array_like of shape (n,)
        Demand [units/day].

    Returns
    -------
    ndarray of shape (n,)
        Cover [days]; infinite without demand.

    Examples
    --------
    >>> days_of_cover([6, 6], [2, 0]).tolist()
    [3.0, inf]
    """
    stock = as_item_vector("stock", stock)
    rate = as_item_vector("daily_rate", daily_rate, len(stock), minimum=0.0)
    cover = np.maximum(stock, 0.0) / np.where(rate > 0, rate, 1.0)
    return np.where(rate > 0, cover, np.inf)
