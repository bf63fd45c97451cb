"""The order in which stock pools and orders are worked off: what is made first."""

import numpy as np

#: Twice the deepest chain of orders that make for each other. Orders that feed
#: themselves in a circle end here; their output counts as planned.
MAX_LEVEL = 60


def work_levels(orders, outputs, needs, pool_count):
    """Return the level of every pool and order; a level depends on lower ones only.

    A pool comes after the orders that fill it, an order after the pools that it
    takes from and the orders that make for it alone.

    Parameters
    ----------
    orders : Orders
    outputs : Outputs
    needs : Needs
    pool_count : int
        Number of pools.

    Returns
    -------
    pool_level, order_level : ndarray of shape (pools,) and (n,)
        From 0; what is in a circle has the last level.

    Examples
    --------
    Order 0 makes pool 1 from pool 0:

    >>> from .readiness_data import Needs, Orders, Outputs
    >>> one = np.ones(1)
    >>> orders = Orders(np.zeros(1), one, one, one)
    >>> outputs = Outputs(np.array([0]), np.array([1]), one)
    >>> needs = Needs(np.array([0]), np.array([0]), one, one * 0, one * 0, one * 0,
    ...     np.array([-1]), one > 0)
    >>> [level.tolist() for level in work_levels(orders, outputs, needs, 2)]
    [[0, 1], [0]]
    """
    pool_level = np.zeros(pool_count, dtype=np.int64)
    order_level = np.zeros(len(orders.sequence), dtype=np.int64)
    linked = np.flatnonzero(needs.linked_order >= 0)
    for _level in range(MAX_LEVEL):
        before = pool_level.copy(), order_level.copy()
        np.maximum.at(order_level, needs.order, pool_level[needs.pool])
        made_by = needs.linked_order[linked]
        np.maximum.at(order_level, needs.order[linked], order_level[made_by] + 1)
        np.maximum.at(pool_level, outputs.pool, order_level[outputs.order] + 1)
        is_same = np.array_equal(before[0], pool_level)
        if is_same and np.array_equal(before[1], order_level):
            break
    return tuple(
        np.where(level >= MAX_LEVEL // 2, MAX_LEVEL, level)
        for level in (pool_level, order_level)
    )
