"""Ordering more now of what will be needed anyway."""

import numpy as np

from ..validation import as_item_vector
from .vendor_choice import DAYS_PER_YEAR


def extension_benefit(
    order_quantity, extra, daily_rate, *, unit_value, ordering_cost, holding_rate
):
    """Return what ``extra`` units on top of an order save, less what holding costs.

    The next order comes later by extra / rate; for that time the cost rate of
    ordering at the economic order quantity is saved. In return the extra units lie
    until the order before them is used up, and then half their own time. At the
    economic order quantity the first extra unit is worth nothing, below it more, above
    it less. A price break that the extra units reach comes on top.

    Parameters
    ----------
    order_quantity : array_like of shape (n,)
        Quantity that is ordered in any case [units].
    extra : array_like of shape (n,)
        Units on top [units].
    daily_rate : array_like of shape (n,)
        Expected demand [units/day].
    unit_value : array_like of shape (n,)
        Value of a unit in stock [currency].
    ordering_cost : array_like of shape (n,)
        Cost of an order line [currency].
    holding_rate : array_like of shape (n,)
        Cost of holding, a share of the value [1/year].

    Returns
    -------
    ndarray of shape (n,)
        Benefit, below 0 where it does not pay [currency]; minus infinity without
        demand, because the units would never be used, and 0 without extra units.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition: one-time opportunity to procure
    (section 5.4); its optimum is reached here for an unchanged price.

    Examples
    --------
    >>> extension_benefit([100.0, 100.0], [10.0, 10.0], 1.0, unit_value=10.0,
    ...                   ordering_cost=[27.397, 100.0], holding_rate=0.2).round(2)
    array([-0.27,  4.72])
    """
    quantity = as_item_vector("order_quantity", order_quantity, None, 0.0)
    n_items = len(quantity)
    extra = as_item_vector("extra", extra, n_items, 0.0)
    rate = as_item_vector("daily_rate", daily_rate, n_items, 0.0)
    value = as_item_vector("unit_value", unit_value, n_items, 0.0)
    order = as_item_vector("ordering_cost", ordering_cost, n_items, 0.0)
    holding = as_item_vector("holding_rate", holding_rate, n_items, 0.0)
    is_used = rate > 0
    yearly = np.where(is_used, rate, 1.0) * DAYS_PER_YEAR
    hold = value * holding
    # A vanishing extra unit brings and costs nothing.
    with np.errstate(under="ignore"):
        saved = np.sqrt(2.0 * order * yearly * hold) * (extra / yearly)
        cost = hold * extra * ((quantity + extra / 2) / yearly)
    benefit = np.where(is_used, saved - cost, -np.inf)
    return np.where(extra > 0, benefit, 0.0)
