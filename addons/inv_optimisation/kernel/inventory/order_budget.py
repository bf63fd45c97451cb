"""Order quantities of many items that share a budget or a storage space."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector

# Halvings of the bracket of the multiplier; it stops earlier at its last bit.
BISECTION_STEPS = 200


@dataclass(frozen=True)
class BudgetLots:
    """Order quantities under a budget.

    Attributes
    ----------
    quantity : ndarray of shape (n,)
        Order quantity [units].
    multiplier : float
        Lagrange multiplier [1/year]: a budget higher by 1 saves twice the multiplier
        of ordering and holding cost in a year; 0 if the budget does not bind.
    investment : float
        Average investment in the lots, not above the budget [currency].
    """

    quantity: np.ndarray
    multiplier: float
    investment: float


def budget_order_quantities(
    annual_demand, ordering_cost, holding_cost, unit_cost, budget
):
    """Return the order quantities of least cost within an average investment.

    The investment is sum c Q / 2. Q = sqrt(2 K D / (h + 2 lambda c)) with the
    smallest multiplier lambda that keeps it within the budget, found by bisection.
    Where h is the same share of c for every item, all economic order quantities
    shrink by the same factor.

    Parameters
    ----------
    annual_demand : array_like of shape (n,)
        Demand D [units/year].
    ordering_cost : array_like of shape (n,)
        Fixed cost K of an order [currency].
    holding_cost : array_like of shape (n,)
        Cost h of holding a unit for a year [currency/unit/year].
    unit_cost : array_like of shape (n,)
        Cost c of a unit [currency], or the space that it takes.
    budget : float
        Largest average investment [currency], or average space, above 0.

    Returns
    -------
    BudgetLots
        Quantities, multiplier and investment.

    Raises
    ------
    ValueError
        If a number is out of range, or an item with demand costs nothing to hold and
        nothing to buy.

    References
    ----------
    Hadley, G. & Whitin, T. M. (1963), Analysis of Inventory Systems (constraints on
    several items).

    Examples
    --------
    >>> lots = budget_order_quantities([1000, 4000], [50, 50], [2, 2], [10, 10], 1000)
    >>> lots.quantity.round(2).tolist(), round(lots.investment, 6)
    ([66.67, 133.33], 1000.0)
    """
    demand = as_item_vector("annual_demand", annual_demand, minimum=0.0)
    n_items = len(demand)
    fixed = as_item_vector("ordering_cost", ordering_cost, n_items, 0.0)
    holding = as_item_vector("holding_cost", holding_cost, n_items, 0.0)
    cost = as_item_vector("unit_cost", unit_cost, n_items, 0.0)
    if np.ndim(budget) != 0 or not 0 < budget < np.inf:
        raise ValueError("budget must be one finite number above 0")
    turnover = 2 * fixed * demand
    if ((turnover > 0) & (holding == 0) & (cost == 0)).any():
        raise ValueError("holding_cost or unit_cost must be above 0")

    def lots(multiplier):
        price = holding + 2 * multiplier * cost
        return np.sqrt(turnover / np.where(price > 0, price, 1.0))

    is_unlimited = (turnover > 0) & (holding == 0)
    free = lots(0.0)
    if not is_unlimited.any() and cost @ free / 2 <= budget:
        return BudgetLots(free, 0.0, float(cost @ free / 2))
    # Without holding cost the multiplier has this closed form; holding lowers it.
    low, high = 0.0, (np.sqrt(cost * turnover).sum() / budget) ** 2 / 8
    while cost @ lots(high) / 2 > budget:  # by rounding only
        high *= 1 + 1e-12
    for _ in range(BISECTION_STEPS):
        middle = low + (high - low) / 2
        if middle in (low, high):
            break
        if cost @ lots(middle) / 2 <= budget:
            high = middle
        else:
            low = middle
    quantity = lots(high)
    return BudgetLots(quantity, float(high), float(cost @ quantity / 2))
