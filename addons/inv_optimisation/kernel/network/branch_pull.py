"""What branches pull from their hub: the inventory position over the lane."""

from dataclasses import dataclass

import numpy as np

from ..inventory.rounding import STEP_TOLERANCE, ceil_to_unit
from ..validation import as_item_vector


@dataclass(frozen=True)
class BranchPull:
    """Demand that a branch has to bridge, its levels and what it asks for.

    Attributes
    ----------
    mean : ndarray of shape (n,)
        Expected demand over the lane and the review period [units].
    sigma : ndarray of shape (n,)
        Standard deviation of that demand [units].
    reorder_point : ndarray of shape (n,)
        The branch asks at or below this position [units].
    order_up_to : ndarray of shape (n,)
        Position that it asks for [units].
    asked : ndarray of shape (n,)
        Quantity that it asks for [units]; 0 above the reorder point.
    """

    mean: np.ndarray
    sigma: np.ndarray
    reorder_point: np.ndarray
    order_up_to: np.ndarray
    asked: np.ndarray


def branch_pull(
    position,
    *,
    rate_per_day,
    daily_sd,
    lane_days,
    lane_sd_days,
    review_days,
    safety_stock,
    planned_days,
    planned_sd_days,
    order_quantity,
    unit,
):
    """Return what each branch asks its hub for.

    The branch keeps the safety factor that its plan has: the planned safety stock
    over the spread of the planned interval. Over the lane that factor gives its
    reorder point, mean + k sigma; one order quantity above is its order-up-to level.

    Parameters
    ----------
    position : array_like of shape (n,)
        Inventory position [units].
    rate_per_day : array_like of shape (n,)
        Expected demand [units/day].
    daily_sd : array_like of shape (n,)
        Standard deviation of the demand of a day [units]; NaN or 0 = that of a
        Poisson law.
    lane_days : array_like of shape (n,)
        Expected days from the decision at the hub to the receipt.
    lane_sd_days : array_like of shape (n,)
        Standard deviation of those days.
    review_days : array_like of shape (n,)
        Days between two decisions.
    safety_stock : array_like of shape (n,)
        Safety stock of the plan [units].
    planned_days : array_like of shape (n,)
        Days that this safety stock was computed for.
    planned_sd_days : array_like of shape (n,)
        Standard deviation of the lead time in them [days].
    order_quantity : array_like of shape (n,)
        Order quantity of the plan [units].
    unit : array_like of shape (n,)
        Step of the transfers [units], above 0.

    Returns
    -------
    BranchPull
        Demand, levels and quantities, the latter in whole steps.

    Raises
    ------
    ValueError
        If a shape does not fit, a number is negative, or a unit is not above 0.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition, chapter 6 ((s, S) by the position).

    Examples
    --------
    >>> pull = branch_pull(
    ...     [10], rate_per_day=[4], daily_sd=[2], lane_days=[2], lane_sd_days=[0],
    ...     review_days=[7], safety_stock=[8], planned_days=[16],
    ...     planned_sd_days=[0], order_quantity=[20], unit=[1])
    >>> pull.reorder_point.tolist(), pull.asked.tolist()
    ([42.0], [52.0])
    """
    position = as_item_vector("position", position)
    n_items = len(position)

    def vector(name, value):
        return as_item_vector(name, value, n_items, 0.0)

    rate = vector("rate_per_day", rate_per_day)
    unit = vector("unit", unit)
    if not (unit > 0).all():
        raise ValueError("unit must be above 0")
    safety = vector("safety_stock", safety_stock)
    planned = interval_sigma(rate, daily_sd, planned_days, planned_sd_days)
    days = vector("lane_days", lane_days) + vector("review_days", review_days)
    sigma = interval_sigma(rate, daily_sd, days, lane_sd_days)
    scale = np.where(planned > 0, sigma / np.where(planned > 0, planned, 1.0), 1.0)
    mean = rate * days
    point = mean + safety * scale
    lot = np.maximum(vector("order_quantity", order_quantity), unit)
    level = point + lot
    is_below = position <= point + STEP_TOLERANCE * np.maximum(np.abs(point), 1.0)
    asked = ceil_to_unit(np.maximum(level - position, 0.0), unit)
    return BranchPull(mean, sigma, point, level, np.where(is_below, asked, 0.0))


def interval_sigma(rate_per_day, daily_sd, days, sd_days):
    """Return the deviation of the demand over days of uncertain number.

    Parameters
    ----------
    rate_per_day : array_like of shape (n,)
        Expected demand [units/day].
    daily_sd : array_like of shape (n,)
        Standard deviation of the demand of a day [units]; NaN or 0 = that of a
        Poisson law.
    days : array_like of shape (n,)
        Expected number of days.
    sd_days : array_like of shape (n,)
        Standard deviation of that number [days].

    Returns
    -------
    ndarray of shape (n,)
        Standard deviation [units].

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition, section 6.10 (variable lead times).

    Examples
    --------
    >>> interval_sigma([3, 4], [2, float("nan")], [4, 4], [1, 0]).tolist()
    [5.0, 4.0]
    """
    rate = as_item_vector("rate_per_day", rate_per_day, minimum=0.0)
    n_items = len(rate)
    sd = as_item_vector("daily_sd", daily_sd, n_items, 0.0, allow_nan=True)
    variance = np.where(np.nan_to_num(sd) > 0, sd * sd, rate)
    days = as_item_vector("days", days, n_items, 0.0)
    spread = rate * as_item_vector("sd_days", sd_days, n_items, 0.0)
    return np.sqrt(variance * days + spread**2)


@dataclass(frozen=True)
class HubSupply:
    """What a hub may give away, and what is more than it needs.

    Attributes
    ----------
    supply : ndarray of shape (n,)
        Stock above the own protection that can be picked [units].
    surplus : ndarray of shape (n,)
        Part of it above the own order-up-to level and the given days of demand,
        once the branches have what they ask for [units].
    """

    supply: np.ndarray
    surplus: np.ndarray


def hub_supply(
    on_hand,
    free,
    issues,
    *,
    on_order,
    rate_per_day,
    safety_stock,
    supply_days,
    keep_days,
    order_up_to,
    excess_days,
    branch_rate,
    asked,
):
    """Return what a hub can give to its branches and what it could push.

    The hub keeps its safety stock and, for its own customers, the larger of some
    days of demand and what is booked until its own next supply could arrive.

    Parameters
    ----------
    on_hand : array_like of shape (n,)
        Stock at the hub [units].
    free : array_like of shape (n,)
        Stock that can be picked and is not reserved [units].
    issues : array_like of shape (n, D)
        Booked issues of each day, day 0 = today and overdue [units].
    on_order : array_like of shape (n,)
        Everything ordered and not received [units].
    rate_per_day : array_like of shape (n,)
        Expected own demand of the hub [units/day].
    safety_stock : array_like of shape (n,)
        Safety stock of the hub [units].
    supply_days : array_like of shape (n,)
        Days until an order of today arrives at the hub.
    keep_days : float
        Days of own demand that the hub keeps.
    order_up_to : array_like of shape (n,)
        Order-up-to level of the hub [units].
    excess_days : float
        Days of the demand of hub and branches that are no surplus yet.
    branch_rate : array_like of shape (n,)
        Expected demand of all branches [units/day].
    asked : array_like of shape (n,)
        What all branches ask for [units].

    Returns
    -------
    HubSupply
        Supply and surplus of each product.

    References
    ----------
    Martin, A. J. (1995), Distribution Resource Planning (push allocation).

    Examples
    --------
    >>> result = hub_supply(
    ...     [100], [90], [[5, 5]], on_order=[0], rate_per_day=[1], safety_stock=[10],
    ...     supply_days=[4], keep_days=7, order_up_to=[30], excess_days=10,
    ...     branch_rate=[2], asked=[20])
    >>> result.supply.tolist(), result.surplus.tolist()
    ([80.0], [10.0])
    """
    on_hand = as_item_vector("on_hand", on_hand)
    n_items = len(on_hand)

    def vector(name, value):
        return as_item_vector(name, value, n_items, 0.0)

    rate = vector("rate_per_day", rate_per_day)
    table = np.asarray(issues, dtype=np.float64).reshape(n_items, -1)
    days = vector("supply_days", supply_days)[:, None]
    booked = np.where(np.arange(table.shape[1]) <= days, table, 0.0).sum(axis=1)
    kept = vector("safety_stock", safety_stock) + np.maximum(rate * keep_days, booked)
    free = as_item_vector("free", free, n_items)
    supply = np.maximum(np.minimum(free, on_hand - kept), 0.0)
    asked = vector("asked", asked)
    need = excess_days * (rate + vector("branch_rate", branch_rate))
    position = on_hand + vector("on_order", on_order) - booked
    above = position - asked - vector("order_up_to", order_up_to) - need
    surplus = np.maximum(np.minimum(supply - asked, above), 0.0)
    return HubSupply(supply, surplus)
