"""Orders of several items from one vendor.

An order costs the vendor's major cost once and a minor cost for each item in it. Items
carry the number of their group (vendor), 0 to g - 1; all groups are solved at once.
"""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector
from .lot_sizing import order_step

# Items whose stock falls this part of a joint cycle before their reorder point come
# along: half the cycle (algorithm sheet 1.8).
CAN_ORDER_SHARE = 0.5
# Halvings that bring any bracket of float64 numbers of one size to its last bit.
BISECTION_STEPS = 64
# An order value this close (relative) to the minimum meets it: it is a sum of products.
VALUE_TOLERANCE = 1e-12


@dataclass(frozen=True)
class JointCycle:
    """Joint ordering of n items in g groups.

    Attributes
    ----------
    multiple : ndarray of shape (n,) of int
        The item is in every m-th order of its group; 0 without demand.
    order_quantity : ndarray of shape (n,)
        Quantity per order of the item [units]; 0 without demand.
    cycle_years : ndarray of shape (g,)
        Time between orders of the group [years]; 0 without demand.
    cost : ndarray of shape (g,)
        Cost of ordering and holding [currency/year]; 0 without demand.
    """

    multiple: np.ndarray
    order_quantity: np.ndarray
    cycle_years: np.ndarray
    cost: np.ndarray


def joint_cycle(demand, holding_cost, minor_cost, major_cost, group):
    """Return how often each group orders and which items are in each order.

    Item 1 of a group is the one with the least k / (h D); it is in every order. With
    it, m_i = round(sqrt(k_i / (h_i D_i) * h_1 D_1 / (K + k_1))), at least 1, and
    T = sqrt(2 (K + sum k_i / m_i) / sum m_i h_i D_i).

    Parameters
    ----------
    demand : array_like of shape (n,)
        Demand D [units/year]; items without demand are left out.
    holding_cost : array_like of shape (n,)
        Cost h of holding a unit for a year [currency/unit/year], above 0 with
        demand.
    minor_cost : array_like of shape (n,)
        Cost k of one more item in an order [currency].
    major_cost : array_like of shape (g,)
        Cost K of an order of the group [currency], above 0.
    group : array_like of shape (n,) of int
        Group of the item, 0 to g - 1; a scalar ``major_cost`` holds for every group.

    Returns
    -------
    JointCycle
        Multiples, quantities, cycles and costs.

    Raises
    ------
    ValueError
        If a number is out of range.

    References
    ----------
    Silver, E. A. (1976), A simple method of determining order quantities in joint
    replenishments under deterministic demand, Management Science 22.

    Examples
    --------
    >>> joint = joint_cycle([1, 1, 1], [160, 20, 50], [120, 840, 300], [600], [0, 0, 0])
    >>> joint.multiple.tolist(), joint.cycle_years.round(3), joint.cost.round(2)
    ([1, 3, 1], array([3.103]), array([837.85]))
    """
    demand = as_item_vector("demand", demand, minimum=0.0)
    n_items = len(demand)
    holding = as_item_vector("holding_cost", holding_cost, n_items, 0.0)
    minor = as_item_vector("minor_cost", minor_cost, n_items, 0.0)
    group, n_groups = _group_index(group, n_items, np.size(major_cost))
    major = as_item_vector("major_cost", major_cost, n_groups)
    if not (major > 0).all():
        raise ValueError("major_cost must be above 0")
    if ((holding == 0) & (demand > 0)).any():
        raise ValueError("holding_cost must be above 0 for items with demand")
    rows = np.flatnonzero(demand > 0)
    group, cost_rate = group[rows], holding[rows] * demand[rows]
    ratio = minor[rows] / cost_rate
    in_order = np.lexsort((ratio, group))
    _, position = np.unique(group[in_order], return_index=True)
    base = in_order[position]
    base_rate = np.zeros(n_groups)
    base_rate[group[base]] = cost_rate[base] / (major[group[base]] + minor[rows][base])
    count = np.maximum(np.rint(np.sqrt(ratio * base_rate[group])), 1.0)
    count[base] = 1.0
    fixed = major + np.bincount(group, minor[rows] / count, n_groups)
    stock = np.bincount(group, count * cost_rate, n_groups)
    is_active = stock > 0
    cycle = np.sqrt(2 * fixed / np.where(is_active, stock, 1.0)) * is_active
    multiple = np.zeros(n_items, dtype=np.int64)
    # Far beyond any plan; keeps the count a whole number of int64.
    multiple[rows] = np.minimum(count, 2.0**53)
    quantity = np.zeros(n_items)
    quantity[rows] = count * demand[rows] * cycle[group]
    return JointCycle(multiple, quantity, cycle, np.sqrt(2 * fixed * stock))


def can_order_level(reorder_point, daily_rate, joint_cycle_days):
    """Return the stock position up to which an item joins an order of its group.

    The level is the reorder point plus the demand of half a joint cycle: an item that
    would ask for an order of its own before the middle of the next cycle joins now.

    Parameters
    ----------
    reorder_point : array_like of shape (n,)
        Reorder point [units].
    daily_rate : array_like of shape (n,)
        Demand [units/day].
    joint_cycle_days : array_like of shape (n,)
        Time between orders of the item's group [days].

    Returns
    -------
    ndarray of shape (n,)
        Can-order level [units], not below the reorder point.

    References
    ----------
    Balintfy, J. L. (1964), On a basic class of multi-item inventory problems,
    Management Science 10 (can-order policies); half a cycle is a rule of thumb.

    Examples
    --------
    >>> can_order_level([20], [3], [10]).tolist()
    [35.0]
    """
    level = as_item_vector("reorder_point", reorder_point)
    rate = as_item_vector("daily_rate", daily_rate, len(level), 0.0)
    days = as_item_vector("joint_cycle_days", joint_cycle_days, len(level), 0.0)
    return level + rate * (CAN_ORDER_SHARE * days)


def can_order_lines(inventory_position, reorder_point, can_order, group):
    """Return the items to order: all at their can-order level, once one must order.

    Parameters
    ----------
    inventory_position : array_like of shape (n,)
        On hand and on order less backorders [units].
    reorder_point : array_like of shape (n,)
        Position at which the item must order [units].
    can_order : array_like of shape (n,)
        Position at which the item may come along [units].
    group : array_like of shape (n,) of int
        Group of the item, from 0.

    Returns
    -------
    ndarray of shape (n,) of bool
        True for the items to order.

    References
    ----------
    Balintfy, J. L. (1964), On a basic class of multi-item inventory problems,
    Management Science 10.

    Examples
    --------
    >>> can_order_lines([5, 30, 90, 30], [10, 20, 20, 20], [25, 35, 35, 35],
    ...                 [0, 0, 0, 1]).tolist()
    [True, True, False, False]
    """
    position = as_item_vector("inventory_position", inventory_position)
    must_level = as_item_vector("reorder_point", reorder_point, len(position))
    can_level = as_item_vector("can_order", can_order, len(position))
    group, n_groups = _group_index(group, len(position))
    must = position <= must_level
    is_triggered = np.bincount(group[must], minlength=n_groups) > 0
    return must | (is_triggered[group] & (position <= can_level))


def top_up_order(
    position, order, daily_rate, unit_value, *, minimum, group, multiple=0.0
):
    """Raise the orders of a group until the vendor's minimum is met.

    Multiples are added one by one to the item that runs out first, orders included.
    Then those that turn out not to be needed are taken off again, longest cover
    first: without any one of the multiples left the minimum would be missed.

    Parameters
    ----------
    position : array_like of shape (n,)
        On hand and on order less backorders, without the new order [units].
    order : array_like of shape (n,)
        Proposed order [units]; it is never lowered.
    daily_rate : array_like of shape (n,)
        Demand [units/day]; nothing is added without demand.
    unit_value : array_like of shape (n,)
        What a unit adds to the minimum: its price [currency], volume or weight.
    minimum : array_like of shape (g,)
        Smallest order of the group, in the same unit; 0 or NaN = none.
    group : array_like of shape (n,) of int
        Group of the item, 0 to g - 1; a scalar ``minimum`` holds for every group.
    multiple : array_like of shape (n,), default 0.0
        Order multiple [units]; 0 or NaN = one unit.

    Returns
    -------
    ndarray of shape (n,)
        Order [units]. A group that orders nothing, or in which no item with demand
        has a value, stays as it is.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition (coordinated replenishment).

    Examples
    --------
    >>> top_up_order([0, 40], [10, 0], [1, 2], [5, 1], minimum=[100], group=[0, 0],
    ...              multiple=[5, 5]).tolist()
    [20.0, 0.0]
    """
    position = as_item_vector("position", position)
    n_items = len(position)
    order = as_item_vector("order", order, n_items, 0.0)
    rate = as_item_vector("daily_rate", daily_rate, n_items, 0.0)
    value = as_item_vector("unit_value", unit_value, n_items, 0.0)
    group, n_groups = _group_index(group, n_items, np.size(minimum))
    minimum = as_item_vector("minimum", minimum, n_groups, 0.0, allow_nan=True)
    step = order_step(multiple, 1.0, n_items)
    ordered = np.bincount(group, order * value, n_groups)
    missing = np.nan_to_num(minimum) * (1 - VALUE_TOLERANCE) - ordered
    has_order = np.bincount(group[order > 0], minlength=n_groups) > 0
    is_useful = (rate > 0) & (value > 0)
    result = order.copy()
    for number in np.flatnonzero(has_order & (missing > 0)):
        rows = np.flatnonzero((group == number) & is_useful)
        if len(rows):
            stock = (position[rows] + order[rows]) / step[rows]
            steps = _steps_added(
                stock,
                rate[rows] / step[rows],
                value[rows] * step[rows],
                missing[number],
            )
            result[rows] += steps * step[rows]
    return result


def _steps_added(stock, rate, value, missing):
    """Return the multiples to add to each item of one group, all in multiples."""

    def counts(days):
        # An item gets a multiple each time its stock would be used up.
        return np.maximum(np.floor(days * rate - stock) + 1, 0.0)

    alone = (stock + np.ceil(missing / value)) / rate
    low, high = (stock / rate).min(), alone.min()
    enough = np.ceil(missing / value)
    for _ in range(BISECTION_STEPS):
        middle = low + (high - low) / 2
        is_enough = counts(middle) @ value >= missing
        low, high = (low, middle) if is_enough else (middle, high)
    added = np.minimum(counts(low), enough)
    last = np.minimum(counts(high), enough) - added
    for item in np.argsort((stock + added) / rate, kind="stable"):
        still = missing - added @ value
        if still <= 0:
            break
        added[item] += np.minimum(last[item], np.ceil(still / value[item]))
    for item in np.argsort(-(stock + added) / rate, kind="stable"):
        spare = np.floor(np.maximum(added @ value - missing, 0.0) / value[item])
        added[item] -= np.minimum(spare, added[item])
    return added


def _group_index(group, n_items, n_groups=1):
    """Return the group of every item and the number of groups."""
    index = np.asarray(group)
    if index.shape != (n_items,) or (n_items and index.dtype.kind not in "iu"):
        raise ValueError(f"group must hold {n_items} whole numbers")
    index = index.astype(np.int64)
    if n_items and index.min() < 0:
        raise ValueError("group must not be below 0")
    highest = int(index.max()) + 1 if n_items else 0
    if n_groups == 1:
        return index, max(highest, 1)
    if highest > n_groups:
        raise ValueError(f"group must be below {n_groups}, the number of groups")
    return index, n_groups
