"""Order quantities under quantity discounts.

Prices fall with the quantity. So the cost of a quantity is the lowest over the price
breaks it reaches, each a smooth curve with one minimum, and the best quantity is the
best of the breaks: no break needs an upper end.
"""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector, as_matrix
from .lot_sizing import round_order_quantity
from .policy import DAYS_PER_YEAR
from .rounding import ceil_to_unit, floor_to_unit


@dataclass(frozen=True)
class DiscountLot:
    """Best order quantity of each item.

    Attributes
    ----------
    quantity : ndarray of shape (n,)
        Order quantity [units]; 0 without demand.
    cost : ndarray of shape (n,)
        Cost of the goods, of ordering and of holding [currency/year].
    price_break : ndarray of shape (n,) of int
        Column of the price break that the quantity reaches; -1 without demand.
    """

    quantity: np.ndarray
    cost: np.ndarray
    price_break: np.ndarray


def all_units_discount(
    annual_demand,
    ordering_cost,
    holding_rate,
    minimum_quantity,
    unit_cost,
    *,
    minimum=0.0,
    multiple=0.0,
    maximum_cover_days=np.nan,
):
    """Return the best quantity if a price break lowers the price of every unit.

    Parameters
    ----------
    annual_demand : array_like of shape (n,)
        Demand [units/year].
    ordering_cost : array_like of shape (n,)
        Fixed cost of an order [currency].
    holding_rate : array_like of shape (n,)
        Cost of holding stock worth 1 for a year [1/year], above 0.
    minimum_quantity : array_like of shape (n, b)
        Smallest quantity of each price break [units], rising; NaN after the last.
        The first is the smallest quantity that can be ordered.
    unit_cost : array_like of shape (n, b)
        Price in each break [currency/unit], above 0, not rising; NaN after the last.
    minimum : array_like of shape (n,), default 0.0
        Minimum order quantity [units]; 0 or NaN = none.
    multiple : array_like of shape (n,), default 0.0
        Order multiple [units]; 0 or NaN = none.
    maximum_cover_days : array_like of shape (n,), default NaN
        Longest cover of an order [days]; NaN = no cap. The vendor's smallest
        quantity goes before the cap.

    Returns
    -------
    DiscountLot
        Quantity, cost and price break of each item.

    References
    ----------
    Hadley, G. & Whitin, T. M. (1963), Analysis of Inventory Systems.
    Snyder, L. V. & Shen, Z.-J. M., Fundamentals of Supply Chain Theory, 2nd
    edition, example 3.5.

    Examples
    --------
    >>> lot = all_units_discount([1300], [8], [0.3], [[0, 400, 800]],
    ...                          [[0.75, 0.72, 0.68]])
    >>> lot.quantity.tolist(), lot.cost.round(1).tolist(), lot.price_break.tolist()
    ([800.0], [978.6], [2])
    """
    demand, fixed, rate, known, start, price = _checked(
        annual_demand, ordering_cost, holding_rate, minimum_quantity, unit_cost
    )
    rules = _vendor_rules(demand, start, minimum, multiple, maximum_cover_days)
    return _best_break(demand, fixed[:, None], rate, price, 0.0, known, start, rules)


def incremental_discount(
    annual_demand,
    ordering_cost,
    holding_rate,
    minimum_quantity,
    unit_cost,
    *,
    minimum=0.0,
    multiple=0.0,
    maximum_cover_days=np.nan,
):
    """Return the best quantity if a price break lowers the price of further units.

    Parameters
    ----------
    annual_demand : array_like of shape (n,)
        Demand [units/year].
    ordering_cost : array_like of shape (n,)
        Fixed cost of an order [currency].
    holding_rate : array_like of shape (n,)
        Cost of holding stock worth 1 for a year [1/year], above 0.
    minimum_quantity : array_like of shape (n, b)
        Quantity from which each price holds [units], rising; NaN after the last.
        The first is the smallest quantity that can be ordered; its price holds for
        the units below it too.
    unit_cost : array_like of shape (n, b)
        Price of a unit above that quantity [currency/unit], above 0, not rising;
        NaN after the last.
    minimum : array_like of shape (n,), default 0.0
        Minimum order quantity [units]; 0 or NaN = none.
    multiple : array_like of shape (n,), default 0.0
        Order multiple [units]; 0 or NaN = none.
    maximum_cover_days : array_like of shape (n,), default NaN
        Longest cover of an order [days]; NaN = no cap. The vendor's smallest
        quantity goes before the cap.

    Returns
    -------
    DiscountLot
        Quantity, cost and price break of each item.

    References
    ----------
    Hadley, G. & Whitin, T. M. (1963), Analysis of Inventory Systems.
    Snyder, L. V. & Shen, Z.-J. M., Fundamentals of Supply Chain Theory, 2nd
    edition, equations 3.20 to 3.22.

    Examples
    --------
    >>> lot = incremental_discount([2400], [150], [0.25], [[0, 300, 600]],
    ...                            [[100, 90, 80]])
    >>> lot.quantity.round(2).tolist(), lot.cost.round().tolist()
    ([1481.89], [222763.0])
    """
    demand, fixed, rate, known, start, price = _checked(
        annual_demand, ordering_cost, holding_rate, minimum_quantity, unit_cost
    )
    rules = _vendor_rules(demand, start, minimum, multiple, maximum_cover_days)
    # What the units below a break cost more than its own price.
    saving = (price[:, :-1] - price[:, 1:]) * start[:, 1:]
    surcharge = np.zeros(price.shape)
    np.cumsum(saving, axis=1, out=surcharge[:, 1:])
    order = fixed[:, None] + surcharge
    return _best_break(demand, order, rate, price, surcharge, known, start, rules)


def _checked(annual_demand, ordering_cost, holding_rate, minimum_quantity, unit_cost):
    """Return the arguments, checked; padding repeats the last break."""
    demand = as_item_vector("annual_demand", annual_demand, minimum=0.0)
    n_items = len(demand)
    fixed = as_item_vector("ordering_cost", ordering_cost, n_items, 0.0)
    rate = as_item_vector("holding_rate", holding_rate, n_items)
    if not (rate > 0).all():
        raise ValueError("holding_rate must be above 0")
    start = as_matrix("minimum_quantity", minimum_quantity, n_items, 0.0)
    price = as_matrix("unit_cost", unit_cost, n_items)
    known = ~np.isnan(start)
    if price.shape != start.shape or (np.isnan(price) == known).any():
        raise ValueError("unit_cost must have the price breaks of minimum_quantity")
    if start.shape[1] == 0 or not known[:, 0].all():
        raise ValueError("minimum_quantity must have at least one price break")
    if (known[:, 1:] & ~known[:, :-1]).any():
        raise ValueError("minimum_quantity must have NaN only after the last break")
    last = np.maximum.accumulate(np.where(known, np.arange(start.shape[1]), 0), axis=1)
    start = np.take_along_axis(start, last, axis=1)
    price = np.take_along_axis(price, last, axis=1)
    if ((np.diff(start, axis=1) <= 0) & known[:, 1:]).any():
        raise ValueError("minimum_quantity must rise from break to break")
    if not (price > 0).all():
        raise ValueError("unit_cost must be above 0")
    if (np.diff(price, axis=1) > 0).any():
        raise ValueError("unit_cost must not rise from break to break")
    return demand, fixed, rate, known, start, price


def _vendor_rules(demand, start, minimum, multiple, maximum_cover_days):
    """Return the smallest quantity, the multiple (0 = none) and the largest one."""
    n_items = len(demand)
    minimum = as_item_vector("minimum", minimum, n_items, 0.0, allow_nan=True)
    multiple = as_item_vector("multiple", multiple, n_items, 0.0, allow_nan=True)
    days = as_item_vector(
        "maximum_cover_days", maximum_cover_days, n_items, 0.0, allow_nan=True
    )
    multiple = np.nan_to_num(multiple)
    step = np.where(multiple > 0, multiple, 1.0)
    least = np.fmax(start[:, 0], minimum)
    whole = np.maximum(ceil_to_unit(least, step), step)
    least = np.where(multiple > 0, whole, least)
    cap = np.where(np.isnan(days), np.inf, demand * days / DAYS_PER_YEAR)
    cap = np.where(multiple > 0, floor_to_unit(cap, step), cap)
    return least, multiple, np.maximum(cap, least)


def _best_break(demand, order, rate, price, surcharge, known, start, rules):
    """Return the best quantity over the price breaks of every item.

    ``order`` is what an order costs beside the price of its units; ``surcharge`` is
    the part of it that is value of the goods, which is held as stock too.
    """
    least, multiple, largest = (column[:, None] for column in rules)
    order, demand = np.broadcast_to(order, price.shape), demand[:, None]
    holding = rate[:, None] * price
    economic = np.sqrt(2 * order * demand / holding)
    least = np.maximum(np.broadcast_to(least, price.shape), start)
    whole = round_order_quantity(
        economic.ravel(),
        minimum=least.ravel(),
        multiple=np.broadcast_to(multiple, price.shape).ravel(),
    ).reshape(price.shape)
    quantity = np.where(multiple > 0, whole, np.maximum(economic, least))
    # The least quantity of a break, in whole multiples, decides if the cap allows it.
    step = np.where(multiple > 0, multiple, 1.0)
    smallest = np.where(multiple > 0, ceil_to_unit(least, step), least)
    allowed = known & (smallest <= largest)
    quantity = np.minimum(quantity, largest)
    orders = demand / np.where(quantity > 0, quantity, 1.0)
    goods = price * demand + rate[:, None] * surcharge / 2
    cost = goods + order * orders + holding * quantity / 2
    best = np.where(allowed, cost, np.inf).argmin(axis=1)
    column = best[:, None]
    has_demand = demand[:, 0] > 0
    quantity = np.take_along_axis(quantity, column, axis=1)[:, 0]
    cost = np.take_along_axis(cost, column, axis=1)[:, 0]
    return DiscountLot(
        quantity=np.where(has_demand, quantity, 0.0),
        cost=np.where(has_demand, cost, 0.0),
        price_break=np.where(has_demand, best, -1),
    )
