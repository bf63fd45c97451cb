"""Yearly cost of an order quantity, and the economic production quantity."""

import numpy as np

from ..validation import as_item_vector


def order_cost(quantity, annual_demand, ordering_cost, holding_cost):
    """Return what ordering and holding cost in a year: K D / Q + h Q / 2.

    Parameters
    ----------
    quantity : array_like of shape (n,)
        Order quantity Q [units].
    annual_demand : array_like of shape (n,)
        Demand D [units/year].
    ordering_cost : array_like of shape (n,)
        Fixed cost K of an order [currency].
    holding_cost : array_like of shape (n,)
        Cost h of holding a unit for a year [currency/unit/year].

    Returns
    -------
    ndarray of shape (n,)
        Cost [currency/year], without the goods themselves.

    Raises
    ------
    ValueError
        If a number is out of range, or a quantity is 0 where orders cost something.

    References
    ----------
    Harris, F. W. (1913), How many parts to make at once.
    Snyder, L. V. & Shen, Z.-J. M., Fundamentals of Supply Chain Theory, 2nd
    edition, example 3.1.

    Examples
    --------
    >>> order_cost([304.047], [1300], [8], [0.225]).round(4).tolist()
    [68.4105]
    """
    quantity = as_item_vector("quantity", quantity, minimum=0.0)
    demand, fixed, holding = _demand_and_costs(
        annual_demand, ordering_cost, holding_cost, len(quantity)
    )
    if ((quantity == 0) & (fixed * demand > 0)).any():
        raise ValueError("quantity must be above 0 where orders cost something")
    orders = demand / np.where(quantity > 0, quantity, 1.0)
    return fixed * orders + holding * quantity / 2


def economic_production_quantity(
    annual_demand, ordering_cost, holding_cost, annual_production
):
    """Return the economic quantity of a lot that comes in while it is made.

    Stock grows by what production makes above demand, so a unit made fills the
    shelf for less time than a unit delivered: h becomes h (1 - D / P).

    Parameters
    ----------
    annual_demand : array_like of shape (n,)
        Demand D [units/year].
    ordering_cost : array_like of shape (n,)
        Fixed cost K of a production run [currency].
    holding_cost : array_like of shape (n,)
        Cost h of holding a unit for a year [currency/unit/year], above 0.
    annual_production : array_like of shape (n,)
        Production P while it runs [units/year], above the demand.

    Returns
    -------
    quantity : ndarray of shape (n,)
        Production quantity [units]; 0 without demand or without ordering cost.
    cost : ndarray of shape (n,)
        Cost of runs and of holding [currency/year].

    Raises
    ------
    ValueError
        If a number is out of range, holding is free or production does not exceed
        the demand: then nothing limits the lot.

    References
    ----------
    Taft, E. W. (1918), The most economical production lot, The Iron Age 101.
    Snyder, L. V. & Shen, Z.-J. M., Fundamentals of Supply Chain Theory, 2nd
    edition, section 3.4.

    Examples
    --------
    >>> quantity, cost = economic_production_quantity([1300], [8], [0.225], [1700])
    >>> quantity.round(3).tolist(), cost.round(3).tolist()
    ([626.808], [33.184])
    """
    demand, fixed, holding = _demand_and_costs(
        annual_demand, ordering_cost, holding_cost
    )
    production = as_item_vector("annual_production", annual_production, len(demand))
    if not (holding > 0).all():
        raise ValueError("holding_cost must be above 0")
    if not (production > demand).all():
        raise ValueError("annual_production must be above annual_demand")
    holding_rate = holding * ((production - demand) / production)
    quantity = np.sqrt(2 * fixed * demand / holding_rate)
    return quantity, np.sqrt(2 * fixed * demand * holding_rate)


def _demand_and_costs(annual_demand, ordering_cost, holding_cost, n_items=None):
    """Return D, K and h, checked."""
    demand = as_item_vector("annual_demand", annual_demand, n_items, minimum=0.0)
    fixed = as_item_vector("ordering_cost", ordering_cost, len(demand), minimum=0.0)
    holding = as_item_vector("holding_cost", holding_cost, len(demand), minimum=0.0)
    return demand, fixed, holding
