"""Policies that weigh the cost of holding against the cost of being short."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector
from .distributions import DISCRETE_LAWS, evaluate_by_law
from .interval_law import law_of_interval
from .lot_sizing import economic_order_quantity

# The alternation between s and Q only moves one way. It stops below this relative
# step, at the latest after so many steps.
STEP_TOLERANCE = 1e-12
MAXIMUM_STEPS = 1000
# Probabilities from here on are 1 in float64; 1 itself has no quantile.
LARGEST_PROBABILITY = 1 - 2.0**-53
# Neither has 0 under the normal law. No input is known to this precision.
SMALLEST_PROBABILITY = 1e-12


@dataclass(frozen=True)
class CostOptimalPolicy:
    """Reorder point and order quantity of each item.

    Attributes
    ----------
    reorder_point : ndarray of shape (n,)
        Reorder point s [units], at least 0.
    order_quantity : ndarray of shape (n,)
        Order quantity Q [units]; 0 without demand.
    backorders : ndarray of shape (n,)
        Expected units backordered in a cycle [units].
    """

    reorder_point: np.ndarray
    order_quantity: np.ndarray
    backorders: np.ndarray


def cost_optimal_policy(
    annual_demand,
    ordering_cost,
    holding_cost,
    backorder_cost,
    mean_lead,
    variance_lead,
    *,
    distribution="normal",
):
    """Return s and Q of least cost if every backordered unit costs a penalty.

    Continuous review. Q = sqrt(2 D (K + p loss1(s)) / h) and 1 - F(s) = Q h / (p D)
    are taken by turns from the economic order quantity on. Q only rises and s only
    falls on the way, so the turns converge. Where a backorder costs less than
    holding against it, s is 0.

    Parameters
    ----------
    annual_demand : array_like of shape (n,)
        Demand D [units/year].
    ordering_cost : array_like of shape (n,)
        Fixed cost K of an order [currency], above 0.
    holding_cost : array_like of shape (n,)
        Cost h of holding a unit for a year [currency/unit/year], above 0.
    backorder_cost : array_like of shape (n,)
        Cost p of a backordered unit, however long it waits [currency/unit], above 0.
    mean_lead : array_like of shape (n,)
        Expected demand over the lead time [units].
    variance_lead : array_like of shape (n,)
        Variance of that demand [units^2].
    distribution : array_like of shape (n,) of str, default "normal"
        Law of that demand; chosen from the moments when None.

    Returns
    -------
    CostOptimalPolicy
        Reorder point, order quantity and backorders, before rounding.

    References
    ----------
    Hadley, G. & Whitin, T. M. (1963), Analysis of Inventory Systems.
    Snyder, L. V. & Shen, Z.-J. M., Fundamentals of Supply Chain Theory, 2nd
    edition, algorithm 5.1 and example 5.2.

    Examples
    --------
    >>> policy = cost_optimal_policy([1300], [8], [0.225], [7.5], [1300 / 12], [1875])
    >>> policy.reorder_point.round(2).tolist(), policy.order_quantity.round(2).tolist()
    ([213.97], [318.59])
    """
    mean, variance, law = law_of_interval(mean_lead, variance_lead, distribution)
    n_items = len(mean)
    demand = as_item_vector("annual_demand", annual_demand, n_items, 0.0)
    fixed = _above_zero("ordering_cost", ordering_cost, n_items)
    holding = _above_zero("holding_cost", holding_cost, n_items)
    penalty = _above_zero("backorder_cost", backorder_cost, n_items)
    quantity = economic_order_quantity(demand, fixed, holding)
    reorder_point, backorders = np.zeros(n_items), np.zeros(n_items)
    rows = np.flatnonzero(demand > 0)
    for _ in range(MAXIMUM_STEPS):
        if not len(rows):
            break
        lead = (mean[rows], variance[rows], law[rows])
        short = quantity[rows] * holding[rows] / (penalty[rows] * demand[rows])
        level = _quantile(1 - np.minimum(short, 1.0), *lead)
        loss = evaluate_by_law("loss_first_order", level, *lead)
        order = fixed[rows] + penalty[rows] * np.maximum(loss, 0.0)
        raised = np.sqrt(2 * demand[rows] * order / holding[rows])
        step = np.abs(raised - quantity[rows])
        reorder_point[rows], backorders[rows] = level, np.maximum(loss, 0.0)
        quantity[rows] = raised
        rows = rows[step > STEP_TOLERANCE * raised]
    return CostOptimalPolicy(reorder_point, quantity, backorders)


def exact_policy_cost(
    reorder_point,
    order_quantity,
    annual_demand,
    mean_lead,
    variance_lead,
    *,
    ordering_cost,
    holding_cost,
    backorder_cost,
    distribution="normal",
):
    """Return the yearly cost of a policy (s, Q) if waiting customers cost by time.

    The inventory position is uniform on (s, s + Q], on s + 1 .. s + Q for a law of
    whole units: (K D + the cost of a base stock summed over it) / Q.

    Parameters
    ----------
    reorder_point : array_like of shape (n,)
        Reorder point s [units]; whole for a law of whole units.
    order_quantity : array_like of shape (n,)
        Order quantity Q [units], above 0; whole for a law of whole units.
    annual_demand : array_like of shape (n,)
        Demand D [units/year].
    mean_lead : array_like of shape (n,)
        Expected demand over the lead time [units].
    variance_lead : array_like of shape (n,)
        Variance of that demand [units^2].
    ordering_cost : array_like of shape (n,)
        Fixed cost K of an order [currency].
    holding_cost : array_like of shape (n,)
        Cost of holding a unit for a year [currency/unit/year].
    backorder_cost : array_like of shape (n,)
        Cost of owing a unit for a year [currency/unit/year].
    distribution : array_like of shape (n,) of str, default "normal"
        Law of demand over the lead time; chosen from the moments when None.

    Returns
    -------
    ndarray of shape (n,)
        Expected cost of ordering, holding and backorders [currency/year].

    Raises
    ------
    ValueError
        If a number is out of range, or not whole for a law of whole units.

    References
    ----------
    Snyder, L. V. & Shen, Z.-J. M., Fundamentals of Supply Chain Theory, 2nd
    edition, equation 5.7 and example 5.1.

    Examples
    --------
    >>> exact_policy_cost([126.8], [328.5], [1300], [1300 / 12], [1875],
    ...                   ordering_cost=[8], holding_cost=[0.225],
    ...                   backorder_cost=[7.5]).round(4).tolist()
    [78.0712]
    """
    mean, variance, law = law_of_interval(mean_lead, variance_lead, distribution)
    n_items = len(mean)
    low = as_item_vector("reorder_point", reorder_point, n_items)
    lot = _above_zero("order_quantity", order_quantity, n_items)
    demand = as_item_vector("annual_demand", annual_demand, n_items, 0.0)
    fixed = as_item_vector("ordering_cost", ordering_cost, n_items, 0.0)
    holding = as_item_vector("holding_cost", holding_cost, n_items, 0.0)
    penalty = as_item_vector("backorder_cost", backorder_cost, n_items, 0.0)
    whole = np.isin(law, DISCRETE_LAWS)
    if (whole & ((low != np.floor(low)) | (lot != np.floor(lot)))).any():
        raise ValueError(
            "reorder_point and order_quantity must be whole for a law of whole units"
        )
    short = evaluate_by_law("loss_second_order", low, mean, variance, law)
    short -= evaluate_by_law("loss_second_order", low + lot, mean, variance, law)
    net = low - mean + (lot + whole) / 2
    short = np.maximum(short, 0.0) / lot
    return fixed * demand / lot + holding * (net + short) + penalty * short


def newsvendor_quantity(mean, variance, overage, underage, law=None):
    """Return the quantity of least expected cost for one selling period.

    Parameters
    ----------
    mean : array_like of shape (n,)
        Expected demand of the period [units].
    variance : array_like of shape (n,)
        Variance of demand [units^2].
    overage : array_like of shape (n,)
        Cost of a unit left over [currency/unit], above 0.
    underage : array_like of shape (n,)
        Cost of a unit short [currency/unit], above 0.
    law : array_like of shape (n,) of str, optional
        Law of demand; chosen from the moments when None.

    Returns
    -------
    ndarray of shape (n,)
        Smallest quantity that covers demand with probability underage / (underage +
        overage) [units], at least 0.

    References
    ----------
    Snyder, L. V. & Shen, Z.-J. M., Fundamentals of Supply Chain Theory, 2nd
    edition, example 4.3.

    Examples
    --------
    >>> newsvendor_quantity([50], [64], [0.18], [0.7], "normal").round(3).tolist()
    [56.604]
    """
    mean, variance, law = law_of_interval(mean, variance, law)
    over = _above_zero("overage", overage, len(mean))
    under = _above_zero("underage", underage, len(mean))
    return _quantile(under / (under + over), mean, variance, law)


def newsvendor_cost(quantity, mean, variance, overage, underage, law=None):
    """Return the expected cost of a quantity for one selling period.

    Parameters
    ----------
    quantity : array_like of shape (n,)
        Quantity [units].
    mean : array_like of shape (n,)
        Expected demand of the period [units].
    variance : array_like of shape (n,)
        Variance of demand [units^2].
    overage : array_like of shape (n,)
        Cost of a unit left over [currency/unit].
    underage : array_like of shape (n,)
        Cost of a unit short [currency/unit].
    law : array_like of shape (n,) of str, optional
        Law of demand; chosen from the moments when None.

    Returns
    -------
    ndarray of shape (n,)
        Expected cost of units left over and units short [currency].

    References
    ----------
    Snyder, L. V. & Shen, Z.-J. M., Fundamentals of Supply Chain Theory, 2nd
    edition, examples 4.1 and 4.3.

    Examples
    --------
    >>> newsvendor_cost([60], [50], [64], [0.18], [0.7], "normal").round(5).tolist()
    [2.15613]
    """
    mean, variance, law = law_of_interval(mean, variance, law)
    quantity = as_item_vector("quantity", quantity, len(mean), 0.0)
    over = as_item_vector("overage", overage, len(mean), 0.0)
    under = as_item_vector("underage", underage, len(mean), 0.0)
    short = evaluate_by_law("loss_first_order", quantity, mean, variance, law)
    short = np.maximum(short, 0.0)
    return over * np.maximum(quantity - mean + short, 0.0) + under * short


def base_stock_level(mean, variance, holding_cost, backorder_cost, law=None):
    """Return the order-up-to level of least cost if orders cost nothing extra.

    Every unit of demand is reordered at once or at the next review. The level is
    the newsvendor quantity of the demand until the order is in.

    Parameters
    ----------
    mean : array_like of shape (n,)
        Expected demand over the lead time and the review period [units].
    variance : array_like of shape (n,)
        Variance of that demand [units^2].
    holding_cost : array_like of shape (n,)
        Cost of holding a unit for a year [currency/unit/year], above 0.
    backorder_cost : array_like of shape (n,)
        Cost of owing a unit for a year [currency/unit/year], above 0.
    law : array_like of shape (n,) of str, optional
        Law of demand; chosen from the moments when None.

    Returns
    -------
    ndarray of shape (n,)
        Order-up-to level [units], at least 0.

    References
    ----------
    Snyder, L. V. & Shen, Z.-J. M., Fundamentals of Supply Chain Theory, 2nd
    edition, chapter 4 (base-stock policies).

    Examples
    --------
    >>> base_stock_level([6], [6], [1], [4]).tolist()
    [8.0]
    """
    n_items = len(law_of_interval(mean, variance, law)[0])
    holding = _above_zero("holding_cost", holding_cost, n_items)
    penalty = _above_zero("backorder_cost", backorder_cost, n_items)
    return newsvendor_quantity(mean, variance, holding, penalty, law)


def _quantile(probability, mean, variance, law):
    """Return the level that covers demand with a probability, at least 0."""
    probability = np.clip(probability, SMALLEST_PROBABILITY, LARGEST_PROBABILITY)
    level = evaluate_by_law("quantile", probability, mean, variance, law)
    return np.maximum(level, 0.0)


def _above_zero(name, value, n_items):
    """Return one number above 0 per item, checked."""
    vector = as_item_vector(name, value, n_items)
    if not (vector > 0).all():
        raise ValueError(f"{name} must be above 0")
    return vector
