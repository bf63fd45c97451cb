"""Order quantities of goods that expire.

Issues follow "first expired, first out": a batch starts to sell when the stock it
found is gone. What demand does not take within its life is wasted.
"""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector
from .distributions import DISCRETE_LAWS, evaluate_by_law
from .interval_law import law_of_interval

# Largest accepted probability that some of a batch expires (algorithm sheet 1.8).
WASTE_PROBABILITY = 0.02


@dataclass(frozen=True)
class BatchWaste:
    """What of a batch is expected to expire.

    Attributes
    ----------
    probability : ndarray of shape (n,)
        Probability that some of the batch expires.
    quantity : ndarray of shape (n,)
        Expected waste of a batch [units].
    share : ndarray of shape (n,)
        Expected waste as share of the batch; 0 for an empty batch.
    """

    probability: np.ndarray
    quantity: np.ndarray
    share: np.ndarray


def cap_by_shelf_life(
    order_quantity,
    daily_rate,
    shelf_life_days,
    *,
    reserve_days=0.0,
    safety_stock=0.0,
    minimum=0.0,
):
    """Cap a quantity at what expected demand takes within the shelf life.

    The batch and the safety stock in front of it must sell in time:
    Q <= rate (shelf life - reserve) - safety stock.

    Parameters
    ----------
    order_quantity : array_like of shape (n,)
        Wanted quantity [units]; may be infinite.
    daily_rate : array_like of shape (n,)
        Demand [units/day].
    shelf_life_days : array_like of shape (n,)
        Life left at receipt [days]; NaN = does not expire.
    reserve_days : array_like of shape (n,), default 0.0
        Life that the customer must still get [days].
    safety_stock : array_like of shape (n,), default 0.0
        Stock in front of the batch [units].
    minimum : array_like of shape (n,), default 0.0
        Quantity below which the cap does not go [units].

    Returns
    -------
    ndarray of shape (n,)
        Quantity [units], at least 0 and not above the wanted one.

    Raises
    ------
    ValueError
        If a number is out of range, or a quantity is NaN.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition (order quantities of perishable items).

    Examples
    --------
    >>> cap_by_shelf_life([500, 500], [10, 10], [30, float("nan")], reserve_days=5,
    ...                   safety_stock=20).tolist()
    [230.0, 500.0]
    """
    wanted = np.atleast_1d(np.asarray(order_quantity, dtype=np.float64))
    if wanted.ndim != 1 or not (wanted >= 0).all():
        raise ValueError("order_quantity must be a vector of numbers not below 0")
    n_items = len(wanted)
    rate = as_item_vector("daily_rate", daily_rate, n_items, 0.0)
    life = as_item_vector(
        "shelf_life_days", shelf_life_days, n_items, 0.0, allow_nan=True
    )
    reserve = as_item_vector("reserve_days", reserve_days, n_items, 0.0)
    safety = as_item_vector("safety_stock", safety_stock, n_items, 0.0)
    minimum = as_item_vector("minimum", minimum, n_items, 0.0)
    saleable = rate * np.maximum(life - reserve, 0.0) - safety
    return np.fmin(wanted, np.maximum(saleable, minimum))


def expected_waste(
    order_quantity, safety_stock, mean_over_life, variance_over_life, law=None
):
    """Return what of a batch is expected to expire.

    With D the demand over the life of the batch, units of the batch are left when D
    is below the safety stock SS plus the batch Q; min(Q, (SS + Q - D)+) of them.
    Their mean is Q - loss1(SS) + loss1(SS + Q).

    Parameters
    ----------
    order_quantity : array_like of shape (n,)
        Batch Q [units].
    safety_stock : array_like of shape (n,)
        Stock in front of the batch when it comes in [units].
    mean_over_life : array_like of shape (n,)
        Expected demand over the life left at receipt [units].
    variance_over_life : array_like of shape (n,)
        Variance of that demand [units^2].
    law : array_like of shape (n,) of str, optional
        Law of demand; chosen from the moments when None.

    Returns
    -------
    BatchWaste
        Probability, quantity and share of waste.

    References
    ----------
    Zipkin, P. H. (2000), Foundations of Inventory Management, appendix C (loss
    functions).

    Examples
    --------
    >>> waste = expected_waste([10], [2], [10], [10])
    >>> waste.probability.round(4).tolist(), waste.quantity.round(4).tolist()
    ([0.6968], [2.5304])
    """
    mean, variance, law = law_of_interval(mean_over_life, variance_over_life, law)
    n_items = len(mean)
    batch = as_item_vector("order_quantity", order_quantity, n_items, 0.0)
    front = as_item_vector("safety_stock", safety_stock, n_items, 0.0)
    whole = np.isin(law, DISCRETE_LAWS)
    stock = front + batch
    below = np.where(whole, np.ceil(stock) - 1, stock)
    probability = evaluate_by_law("cumulative", below, mean, variance, law)
    # The incomplete gamma function exceeds 1 by a rounding error.
    probability = np.minimum(probability, 1.0)
    probability = np.where(law == "degenerate", mean < stock, probability)
    short_before, short_after = (
        evaluate_by_law("loss_first_order", level, mean, variance, law)
        for level in (front, stock)
    )
    quantity = np.clip(batch - (short_before - short_after), 0.0, batch)
    return BatchWaste(
        probability=np.where(batch > 0, probability, 0.0),
        quantity=quantity,
        share=quantity / np.where(batch > 0, batch, 1.0),
    )


def largest_order_for_waste(
    safety_stock,
    mean_over_life,
    variance_over_life,
    law=None,
    *,
    probability=WASTE_PROBABILITY,
):
    """Return the largest batch of which something expires with a small probability.

    Parameters
    ----------
    safety_stock : array_like of shape (n,)
        Stock in front of the batch when it comes in [units].
    mean_over_life : array_like of shape (n,)
        Expected demand over the life left at receipt [units].
    variance_over_life : array_like of shape (n,)
        Variance of that demand [units^2].
    law : array_like of shape (n,) of str, optional
        Law of demand; chosen from the moments when None.
    probability : array_like of shape (n,), default 0.02
        Accepted probability of waste, above 0 and below 1.

    Returns
    -------
    ndarray of shape (n,)
        Largest Q with P(D < SS + Q) not above the probability [units]; 0 if there
        is none.

    Raises
    ------
    ValueError
        If a probability is not above 0 and below 1, or a number is out of range.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition (order quantities of perishable items).

    Examples
    --------
    >>> largest_order_for_waste([2], [20], [20]).tolist()
    [9.0]
    """
    mean, variance, law = law_of_interval(mean_over_life, variance_over_life, law)
    front = as_item_vector("safety_stock", safety_stock, len(mean), 0.0)
    accepted = as_item_vector("probability", probability, len(mean))
    if not ((accepted > 0) & (accepted < 1)).all():
        raise ValueError("probability must be above 0 and below 1")
    stock = evaluate_by_law("quantile", accepted, mean, variance, law)
    # Demand is below a whole level if it is at most one unit less.
    covered = evaluate_by_law("cumulative", stock, mean, variance, law)
    exact = np.isin(law, DISCRETE_LAWS) & (covered <= accepted)
    return np.maximum(np.where(exact, stock + 1, stock) - front, 0.0)
