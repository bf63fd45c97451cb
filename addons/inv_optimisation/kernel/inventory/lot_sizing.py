"""Order quantities: economic lot, vendor rules and caps."""

import numpy as np

from ..validation import as_item_vector
from .rounding import in_units


def economic_order_quantity(annual_demand, ordering_cost, holding_cost_per_unit_year):
    """Return the economic order quantity.

    Parameters
    ----------
    annual_demand : array_like of shape (n,)
        Demand [units/year].
    ordering_cost : array_like of shape (n,)
        Fixed cost of an order [currency].
    holding_cost_per_unit_year : array_like of shape (n,)
        Cost of holding a unit for a year [currency/unit/year].

    Returns
    -------
    ndarray of shape (n,)
        Order quantity [units]. 0 without demand or without ordering cost; infinite
        if holding is free: then nothing limits the lot.

    References
    ----------
    Harris, F. W. (1913), How many parts to make at once.
    Snyder, L. V. & Shen, Z.-J. M., Fundamentals of Supply Chain Theory, 2nd
    edition, example 3.1.

    Examples
    --------
    >>> economic_order_quantity([1300], [8], [0.225]).round(3).tolist()
    [304.047]
    """
    demand = as_item_vector("annual_demand", annual_demand, minimum=0.0)
    n_items = len(demand)
    fixed = as_item_vector("ordering_cost", ordering_cost, n_items, minimum=0.0)
    holding = as_item_vector(
        "holding_cost_per_unit_year", holding_cost_per_unit_year, n_items, minimum=0.0
    )
    turnover_cost = 2 * fixed * demand
    finite = np.sqrt(turnover_cost / np.where(holding > 0, holding, 1.0))
    unlimited = np.where(turnover_cost > 0, np.inf, 0.0)
    return np.where(holding > 0, finite, unlimited)


def eoq_with_backorders(
    annual_demand,
    ordering_cost,
    holding_cost_per_unit_year,
    backorder_cost_per_unit_year,
):
    """Return the economic order quantity when backorders are planned.

    Parameters
    ----------
    annual_demand : array_like of shape (n,)
        Demand [units/year].
    ordering_cost : array_like of shape (n,)
        Fixed cost of an order [currency].
    holding_cost_per_unit_year : array_like of shape (n,)
        Cost of holding a unit for a year [currency/unit/year].
    backorder_cost_per_unit_year : array_like of shape (n,)
        Cost of owing a unit for a year [currency/unit/year].

    Returns
    -------
    quantity : ndarray of shape (n,)
        Order quantity [units], 0 or infinite as in ``economic_order_quantity``.
    backorder_fraction : ndarray of shape (n,)
        Share of the demand that is backordered.

    Raises
    ------
    ValueError
        If a backorder cost is not above 0.

    References
    ----------
    Snyder, L. V. & Shen, Z.-J. M., Fundamentals of Supply Chain Theory, 2nd
    edition, example 3.8.

    Examples
    --------
    >>> quantity, fraction = eoq_with_backorders([1300], [8], [0.225], [5])
    >>> quantity.round(3).tolist(), fraction.round(4).tolist()
    ([310.813], [0.0431])
    """
    quantity = economic_order_quantity(
        annual_demand, ordering_cost, holding_cost_per_unit_year
    )
    holding = as_item_vector(
        "holding_cost_per_unit_year", holding_cost_per_unit_year, len(quantity)
    )
    penalty = as_item_vector(
        "backorder_cost_per_unit_year", backorder_cost_per_unit_year, len(quantity)
    )
    if not (penalty > 0).all():
        raise ValueError("backorder_cost_per_unit_year must be above 0")
    factor = np.sqrt((holding + penalty) / penalty)
    return quantity * factor, holding / (holding + penalty)


def round_order_quantity(quantity, *, minimum, multiple, eoq=None, unit=1.0):
    """Return a quantity that the vendor accepts.

    The quantity is raised to the minimum and rounded to a multiple. Of the two
    multiples around it the cheaper one is chosen: n multiples m are optimal when
    n (n - 1) <= (EOQ / m)^2 <= n (n + 1).

    Parameters
    ----------
    quantity : array_like of shape (n,)
        Wanted quantity [units].
    minimum : array_like of shape (n,)
        Minimum order quantity [units]; 0 or NaN = none.
    multiple : array_like of shape (n,)
        Order multiple [units]; 0 or NaN = none.
    eoq : array_like of shape (n,), optional
        Economic order quantity for the cost rule; the wanted quantity when None.
    unit : array_like of shape (n,), default 1.0
        Smallest step of the unit of measure [units], the multiple where there is
        none.

    Returns
    -------
    ndarray of shape (n,)
        Quantity [units], at least one multiple.

    References
    ----------
    Snyder, L. V. & Shen, Z.-J. M., Fundamentals of Supply Chain Theory, 2nd
    edition, chapter 3 (cost of the economic order quantity); the rule follows
    from equal cost of n and n + 1 multiples.

    Examples
    --------
    >>> round_order_quantity([35, 3], minimum=[0, 10], multiple=[12, 4]).tolist()
    [36.0, 12.0]
    """
    wanted = as_item_vector("quantity", quantity, minimum=0.0)
    n_items = len(wanted)
    minimum = as_item_vector("minimum", minimum, n_items, 0.0, allow_nan=True)
    step = order_step(multiple, unit, n_items)
    economic = wanted if eoq is None else as_item_vector("eoq", eoq, n_items)
    least = np.maximum(np.ceil(in_units(np.nan_to_num(minimum), step)), 1.0)
    wanted_count = in_units(wanted, step)
    floor = np.floor(wanted_count)
    squared = (economic / step) ** 2
    round_down = (wanted_count == floor) | (squared <= floor * (floor + 1))
    count = np.where(round_down, floor, floor + 1)
    return np.maximum(count, least) * step


def order_step(multiple, unit, n_items=None):
    """Return the step of order quantities: the multiple, or the unit without one.

    Parameters
    ----------
    multiple : array_like of shape (n,)
        Order multiple [units]; 0 or NaN = none.
    unit : array_like of shape (n,)
        Smallest step of the unit of measure [units].
    n_items : int, optional
        Number of items; taken from ``multiple`` when None.

    Returns
    -------
    ndarray of shape (n,)
        Step [units], above 0.

    Raises
    ------
    ValueError
        If a unit is not above 0.

    Examples
    --------
    >>> order_step([12, 0], [1, 0.01]).tolist()
    [12.0, 0.01]
    """
    multiple = as_item_vector("multiple", multiple, n_items, 0.0, allow_nan=True)
    unit = as_item_vector("unit", unit, len(multiple))
    if not (unit > 0).all():
        raise ValueError("unit must be above 0")
    return np.where(np.nan_to_num(multiple) > 0, multiple, unit)


def cap_order_quantity(quantity, *, daily_rate, max_cover_days):
    """Cap a quantity at a number of days of demand.

    Parameters
    ----------
    quantity : array_like of shape (n,)
        Wanted quantity [units]; may be infinite.
    daily_rate : array_like of shape (n,)
        Demand [units/day].
    max_cover_days : array_like of shape (n,)
        Longest cover of an order [days]; NaN = no cap.

    Returns
    -------
    ndarray of shape (n,)
        Quantity [units].

    Examples
    --------
    >>> cap_order_quantity([50, 50], daily_rate=[1, 1],
    ...                    max_cover_days=[30, float("nan")]).tolist()
    [30.0, 50.0]
    """
    quantity = np.asarray(quantity, dtype=np.float64)
    rate = as_item_vector("daily_rate", daily_rate, len(quantity), minimum=0.0)
    cover = as_item_vector(
        "max_cover_days", max_cover_days, len(quantity), 0.0, allow_nan=True
    )
    return np.fmin(quantity, rate * cover)
