"""Sharing the stock and supply of pools among needs that are served in sequence."""

import numpy as np

#: Quantities closer than this share are the same: sums of floats.
TOLERANCE = 1e-9


def take_from_stock(pool, wanted, start_day, stock, pool_count):
    """Return what each need takes from free stock, first come first served.

    Parameters
    ----------
    pool : ndarray of shape (m,)
        Pool of each need; needs are in the sequence in which they are served.
    wanted : ndarray of shape (m,)
        What each need still wants [units].
    start_day : ndarray of shape (m,)
        Day of use; lots that expire before are left, the earliest of the others go
        first [days].
    stock : Stock
        Free stock.
    pool_count : int
        Number of pools.

    Returns
    -------
    taken : ndarray of shape (m,)
        Quantity from stock [units].
    debt : ndarray of shape (pools,)
        What supply has to make good before anybody gets of it: negative stock [units].

    Examples
    --------
    >>> from .readiness_data import Stock
    >>> stock = Stock(np.array([0]), np.array([5.0]), np.array([np.inf]))
    >>> pool, wanted = np.array([0, 0]), np.array([3.0, 4.0])
    >>> take_from_stock(pool, wanted, wanted * 0, stock, 1)[0].tolist()
    [3.0, 2.0]
    """
    total = np.bincount(stock.pool, stock.quantity, pool_count)
    before = _sum_before(pool, wanted)
    taken = np.clip(total[pool] - before, 0.0, wanted)
    limited = stock.pool[np.isfinite(stock.usable_until)]
    is_limited = np.zeros(pool_count, dtype=bool)
    is_limited[limited] = True
    for number in np.unique(pool[is_limited[pool]]).tolist():
        rows = np.flatnonzero(pool == number)
        lots = np.flatnonzero(stock.pool == number)
        lots = lots[np.argsort(stock.usable_until[lots], kind="stable")]
        taken[rows] = _take_first_expired(
            wanted[rows],
            start_day[rows],
            stock.quantity[lots],
            stock.usable_until[lots],
        )
    return taken, np.maximum(-total, 0.0)


def wait_for_supply(pool, wanted, debt, layer_pool, layer_quantity):
    """Return which layer of supply completes each need, served in sequence.

    Parameters
    ----------
    pool : ndarray of shape (m,)
        Pool of each need, in the sequence in which they are served.
    wanted : ndarray of shape (m,)
        What each need lacks after stock [units].
    debt : ndarray of shape (pools,)
        What each pool owes first [units].
    layer_pool : ndarray of shape (s,)
        Pool of each layer of supply, in the order in which layers are used up.
    layer_quantity : ndarray of shape (s,)
        What each layer brings [units].

    Returns
    -------
    layer : ndarray of shape (m,)
        Index of the layer that completes the need; -1 = nothing wanted or too little.
    uncovered : ndarray of shape (m,)
        What no layer brings [units].

    Examples
    --------
    >>> pool, zero = np.zeros(2, dtype=int), np.zeros(1)
    >>> layers = np.array([4.0, 2.0])
    >>> wait_for_supply(pool, np.array([3.0, 4.0]), zero, pool, layers)
    (array([ 0, -1]), array([0., 1.]))
    """
    end = _sum_before(pool, wanted) + wanted + debt[pool]
    layer_end = _sum_before(layer_pool, layer_quantity) + layer_quantity
    total = np.bincount(layer_pool, layer_quantity, len(debt))
    uncovered = np.clip(end - total[pool], 0.0, wanted)
    uncovered[uncovered <= TOLERANCE * wanted] = 0.0
    count = _count_smaller(pool, end * (1.0 - TOLERANCE), layer_pool, layer_end)
    sizes = np.bincount(layer_pool, minlength=len(debt))
    first, by_pool = np.cumsum(sizes) - sizes, np.argsort(layer_pool, kind="stable")
    rows = np.flatnonzero((wanted > 0) & (uncovered == 0) & (sizes[pool] > 0))
    layer = np.full(len(pool), -1)
    last = sizes[pool[rows]] - 1
    layer[rows] = by_pool[first[pool[rows]] + np.minimum(count[rows], last)]
    return layer, uncovered


def _take_first_expired(wanted, start_day, quantity, usable_until):
    """Return what each need takes from the lots of one pool, earliest expiry first."""
    left = np.maximum(quantity, 0.0).tolist()
    # What went below zero is owed by the lots that last longest.
    owed = -np.minimum(quantity, 0.0).sum()
    for lot in range(len(left) - 1, -1, -1):
        paid = min(left[lot], owed)
        left[lot] -= paid
        owed -= paid
    taken = np.zeros(len(wanted))
    for need, amount in enumerate(wanted.tolist()):
        for lot, until in enumerate(usable_until.tolist()):
            if until >= start_day[need] and left[lot] > 0 and amount > 0:
                part = min(left[lot], amount)
                left[lot] -= part
                amount -= part
                taken[need] += part
    return taken


def _sum_before(group, values):
    """Return the sum of earlier values of the same group, entry by entry."""
    order = np.argsort(group, kind="stable")
    sums = np.cumsum(values[order]) - values[order]
    grouped = group[order]
    is_new = np.ones(len(group), dtype=bool)
    is_new[1:] = grouped[1:] != grouped[:-1]
    start = np.flatnonzero(is_new)
    number = np.cumsum(is_new) - 1
    result = np.empty(len(values))
    result[order] = np.maximum(sums - sums[start][number], 0.0)
    return result


def _count_smaller(group, values, other_group, other_values):
    """Return how many other values of the same group are below each value."""
    groups = np.concatenate([group, other_group])
    both = np.concatenate([values, other_values])
    is_other = np.concatenate([np.zeros(len(group)), np.ones(len(other_group))])
    order = np.lexsort((is_other, both, groups))
    counted = np.cumsum(is_other[order])
    result = np.empty(len(both))
    result[order] = counted
    before = np.concatenate([[0], np.cumsum(np.bincount(other_group, minlength=1))])
    known = np.minimum(group, len(before) - 1)
    return (result[: len(group)] - before[known]).astype(np.int64)
