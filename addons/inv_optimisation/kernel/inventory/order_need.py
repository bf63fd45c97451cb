"""What to order now: inventory position against the reorder point."""

import numpy as np

from ..validation import as_item_vector
from .rounding import ceil_to_unit, floor_to_unit


def inventory_position(on_hand, on_order, commitments, horizon_days):
    """Return on hand and on order less what is committed within the horizon.

    All that is on order counts, whenever it comes: an order that is postponed past
    the horizon is still on order and must not be placed again. Commitments beyond
    the horizon can wait for the next order.

    Parameters
    ----------
    on_hand : array_like of shape (n,)
        Stock [units]; may be negative.
    on_order : array_like of shape (n,)
        Everything ordered and not received [units].
    commitments : array_like of shape (n, D)
        Booked issues by day, day 0 = today and overdue [units].
    horizon_days : array_like of shape (n,)
        Days that an order placed now has to cover [days].

    Returns
    -------
    ndarray of shape (n,)
        Inventory position [units].

    Raises
    ------
    ValueError
        If shapes differ or a horizon is negative.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition, chapter 6.

    Examples
    --------
    >>> inventory_position([10.0], [5.0], [[2.0, 0.0, 4.0]], [1.0]).tolist()
    [13.0]
    """
    on_hand = as_item_vector("on_hand", on_hand)
    on_order = as_item_vector("on_order", on_order, len(on_hand))
    horizon = as_item_vector("horizon_days", horizon_days, len(on_hand), 0.0)
    table = np.asarray(commitments, dtype=np.float64)
    if table.ndim != 2 or len(table) != len(on_hand):
        raise ValueError("commitments must have one row per item")
    is_within = np.arange(table.shape[1]) <= horizon[:, None]
    return on_hand + on_order - np.where(is_within, table, 0.0).sum(axis=1)


def order_need(
    position,
    reorder_point,
    order_up_to,
    *,
    minimum=0.0,
    multiple=0.0,
    unit=1.0,
    daily_rate=0.0,
    maximum_cover_days=np.nan,
):
    """Return the quantity to order now; 0 above the reorder point.

    At or below the reorder point the order lifts the position to the order-up-to
    level. The cover cap lowers it, down to what lifts the position just above the
    reorder point; the vendor's minimum and multiple then raise it, because nothing
    less can be bought.

    Parameters
    ----------
    position : array_like of shape (n,)
        Inventory position [units].
    reorder_point : array_like of shape (n,)
        Order at or below this position [units].
    order_up_to : array_like of shape (n,)
        Position after the order, at least the reorder point [units].
    minimum : array_like of shape (n,), default 0.0
        Smallest order [units].
    multiple : array_like of shape (n,), default 0.0
        Order multiple [units]; 0 = steps of the unit.
    unit : array_like of shape (n,), default 1.0
        Smallest step of the quantity [units], above 0.
    daily_rate : array_like of shape (n,), default 0.0
        Expected demand [units/day].
    maximum_cover_days : array_like of shape (n,), default NaN
        Days of demand that one order may cover, from a policy or the shelf life;
        NaN = no limit [days].

    Returns
    -------
    ndarray of shape (n,)
        Order quantity [units].

    Raises
    ------
    ValueError
        If a shape is wrong, a number is negative where it must not be, or the
        order-up-to level is below the reorder point.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition, chapter 6: the (s, S) system.

    Examples
    --------
    >>> order_need([8.0, 21.0], [20.0, 20.0], [50.0, 50.0], multiple=12.0).tolist()
    [48.0, 0.0]
    """
    position = as_item_vector("position", position)
    n_items = len(position)
    point = as_item_vector("reorder_point", reorder_point, n_items)
    level = as_item_vector("order_up_to", order_up_to, n_items)
    minimum = as_item_vector("minimum", minimum, n_items, 0.0)
    multiple = as_item_vector("multiple", multiple, n_items, 0.0)
    unit = as_item_vector("unit", unit, n_items, 0.0)
    rate = as_item_vector("daily_rate", daily_rate, n_items, 0.0)
    cover = as_item_vector(
        "maximum_cover_days", maximum_cover_days, n_items, 0.0, allow_nan=True
    )
    if n_items and unit.min() <= 0:
        raise ValueError("unit must be above 0")
    if (level < point).any():
        raise ValueError("order_up_to must not be below reorder_point")
    step = np.maximum(np.where(multiple > 0, multiple, unit), unit)
    # The smallest order that lifts the position above the reorder point.
    least = (np.floor(np.maximum(point - position, 0.0) / step) + 1) * step
    cap = np.maximum(floor_to_unit(np.nan_to_num(cover) * rate, step), least)
    wanted = ceil_to_unit(np.maximum(level - position, unit), step)
    has_cap = ~np.isnan(cover) & (rate > 0)
    wanted = np.where(has_cap, np.minimum(wanted, cap), wanted)
    quantity = ceil_to_unit(np.maximum(wanted, minimum), step)
    return np.where(position <= point, quantity, 0.0)
