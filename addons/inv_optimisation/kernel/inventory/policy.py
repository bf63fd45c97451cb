"""The steps of a recommendation: demand, lot, service level and cover limits."""

from dataclasses import dataclass

import numpy as np

from .distributions import demand_law
from .fill_equation import REVIEW_DEMAND_FLOOR
from .lot_sizing import (
    cap_order_quantity,
    economic_order_quantity,
    order_step,
    round_order_quantity,
)
from .reorder_point import cycle_service_level, reorder_point_fill_rate
from .rounding import STEP_TOLERANCE, ceil_to_unit, floor_to_unit

DAYS_PER_YEAR = 365.0

# Bits of ``Recommendation.steps``: which rule changed the plain result.
STEPS = {
    "minimum_order_quantity": 1,
    "order_multiple": 2,
    "order_cover_cap": 4,
    "minimum_cover": 8,
    "maximum_cover": 16,
    "manual_order_quantity": 32,
    "no_holding_cost": 64,
    "demand_floor": 128,
    "price_break": 256,
}


@dataclass(frozen=True)
class PolicyDemand:
    """Demand over the intervals of the policy.

    Attributes
    ----------
    protection_days : ndarray of shape (n,)
        Lead time plus review period [days].
    mean_lead : ndarray of shape (n,)
        Expected demand over the lead time [units].
    variance_lead : ndarray of shape (n,)
        Variance of that demand [units^2].
    mean_protection : ndarray of shape (n,)
        Expected demand over the protection interval [units].
    variance_protection : ndarray of shape (n,)
        Variance of that demand [units^2].
    review : ndarray of shape (n,)
        Demand over the review period for the fill rate [units], with its floor.
    law : ndarray of shape (n,) of str
        Law of the demand over the protection interval.
    steps : ndarray of shape (n,) of int
        Bits of ``STEPS``.
    """

    protection_days: np.ndarray
    mean_lead: np.ndarray
    variance_lead: np.ndarray
    mean_protection: np.ndarray
    variance_protection: np.ndarray
    review: np.ndarray
    law: np.ndarray
    steps: np.ndarray


@dataclass(frozen=True)
class Lot:
    """Order quantity and how it came about.

    Attributes
    ----------
    quantity : ndarray of shape (n,)
        Order quantity [units].
    unrounded : ndarray of shape (n,)
        Order quantity before minimum and multiple [units].
    eoq : ndarray of shape (n,)
        Economic order quantity [units]; NaN where holding is free.
    steps : ndarray of shape (n,) of int
        Bits of ``STEPS``.
    """

    quantity: np.ndarray
    unrounded: np.ndarray
    eoq: np.ndarray
    steps: np.ndarray


def policy_demand(inputs):
    """Scale the forecast to the lead time and to the protection interval.

    Parameters
    ----------
    inputs : RecommendationInputs
        Inputs of n items.

    Returns
    -------
    PolicyDemand
        Moments and law of demand.

    References
    ----------
    Johnston, F. R. & Harrison, P. J. (1986), The variance of lead-time demand,
    Journal of the Operational Research Society 37.
    """
    rate = inputs.forecast_total / inputs.forecast_horizon_days
    variance_per_day = inputs.forecast_variance / inputs.forecast_horizon_days
    protection_days = inputs.lead_time_days + inputs.review_days
    lead_time_part = rate * rate * inputs.lead_time_variance
    mean_protection = rate * protection_days
    variance_protection = variance_per_day * protection_days + lead_time_part
    # The floor is for forecasts that decay, not for those that are 0.
    usual_rate = np.fmax(inputs.rate_per_day, inputs.long_run_rate_per_day)
    floor = np.where(rate > 0, REVIEW_DEMAND_FLOOR * usual_rate, 0.0)
    fills = np.isin(inputs.service_type, ("fill_rate", "group_fill"))
    is_floored = fills & (rate < floor)
    return PolicyDemand(
        protection_days=protection_days,
        mean_lead=rate * inputs.lead_time_days,
        variance_lead=variance_per_day * inputs.lead_time_days + lead_time_part,
        mean_protection=mean_protection,
        variance_protection=variance_protection,
        review=np.maximum(rate, floor) * inputs.review_days,
        law=demand_law(mean_protection, variance_protection, inputs.unit),
        steps=STEPS["demand_floor"] * is_floored,
    )


def lot_size(inputs):
    """Return the economic or manual lot as the vendor accepts it.

    Parameters
    ----------
    inputs : RecommendationInputs
        Inputs of n items.

    Returns
    -------
    Lot
        Order quantity. Only a lot that is not manual is capped; minimum and
        multiple of the vendor are stronger than the cap.
    """
    rate = inputs.rate_per_day
    holding_cost = inputs.holding_rate * inputs.unit_cost
    eoq = economic_order_quantity(
        rate * DAYS_PER_YEAR, inputs.ordering_cost, holding_cost
    )
    is_manual = ~np.isnan(inputs.manual_order_quantity)
    is_free = np.isinf(eoq)
    # Nothing limits the lot of an item that costs nothing to hold, in most cases
    # because its cost was never entered: order what a review period uses.
    wanted = np.where(is_free, rate * inputs.review_days, eoq)
    has_breaks = ~np.isnan(inputs.price_break_quantity) & ~is_free
    wanted = np.where(has_breaks, inputs.price_break_quantity, wanted)
    limit = cap_order_quantity(
        np.full(len(rate), np.inf),
        daily_rate=rate,
        max_cover_days=inputs.max_order_cover_days,
    )
    limit = np.where(is_manual, np.inf, limit)
    wanted = np.where(is_manual, inputs.manual_order_quantity, wanted)
    unrounded = np.minimum(wanted, limit)
    minimum = np.nan_to_num(inputs.minimum_order_quantity)
    multiple = np.nan_to_num(inputs.order_multiple)
    rounded = round_order_quantity(
        unrounded, minimum=minimum, multiple=multiple, unit=inputs.unit
    )
    # Rounding must not undo the cap where one multiple less is allowed.
    step = order_step(multiple, inputs.unit)
    lower = np.rint(rounded / step - 1) * step
    is_allowed = (lower > 0) & (lower >= minimum * (1 - STEP_TOLERANCE))
    is_above = rounded > limit * (1 + STEP_TOLERANCE)
    quantity = np.where(is_above & is_allowed, lower, rounded)
    steps = (
        STEPS["minimum_order_quantity"] * (unrounded < minimum)
        + STEPS["order_multiple"] * ((multiple > 0) & (quantity != unrounded))
        + STEPS["order_cover_cap"] * (unrounded < wanted)
        + STEPS["manual_order_quantity"] * is_manual
        + STEPS["no_holding_cost"] * (is_free & ~is_manual)
        + STEPS["price_break"] * (has_breaks & ~is_manual & (wanted != eoq))
    )
    return Lot(quantity, unrounded, np.where(is_free, np.nan, eoq), steps)


def service_level(inputs, demand, order_quantity):
    """Return the reorder point for the service of each item, before limits.

    Parameters
    ----------
    inputs : RecommendationInputs
        Inputs of n items.
    demand : PolicyDemand
        Their demand over the intervals of the policy.
    order_quantity : ndarray of shape (n,)
        Their order quantities [units].

    Returns
    -------
    ndarray of shape (n,)
        Reorder point [units], at least 0. It is rounded for the fill rates only,
        which are solved in whole steps of the unit.
    """
    level = np.zeros(len(order_quantity))
    moments = (demand.mean_protection, demand.variance_protection)

    rows = np.flatnonzero(inputs.service_type == "cycle_service")
    columns = (*moments, inputs.service_target, demand.law, inputs.unit)
    level[rows] = cycle_service_level(*(column[rows] for column in columns))

    rows = np.flatnonzero(inputs.service_type == "fill_rate")
    columns = (
        *moments,
        demand.mean_lead,
        demand.variance_lead,
        demand.review,
        order_quantity,
        inputs.service_target,
    )
    level[rows] = reorder_point_fill_rate(
        *(column[rows] for column in columns),
        distribution=demand.law[rows],
        unit=inputs.unit[rows],
    )

    rows = np.flatnonzero(inputs.service_type == "group_fill")
    unit = inputs.unit[rows]
    spread = np.sqrt(demand.variance_protection[rows])
    group_level = demand.mean_protection[rows] + inputs.safety_factor[rows] * spread
    # Rounded to the nearest unit, as the group's solver does.
    level[rows] = np.rint(group_level / unit) * unit

    rows = np.flatnonzero(inputs.service_type == "days_of_cover")
    level[rows] = inputs.cover_days[rows] * inputs.rate_per_day[rows]

    rows = np.flatnonzero(inputs.service_type == "manual")
    level[rows] = inputs.manual_reorder_point[rows]
    return np.maximum(level, 0.0)


def limit_reorder_point(inputs, level):
    """Round the reorder point up to the unit and keep it within the cover limits.

    Parameters
    ----------
    inputs : RecommendationInputs
        Inputs of n items.
    level : ndarray of shape (n,)
        Reorder point for the service [units].

    Returns
    -------
    reorder_point : ndarray of shape (n,)
        Reorder point [units]. The upper limit is rounded down, the lower one up;
        the lower one wins where they cross. A manual level has no limits.
    steps : ndarray of shape (n,) of int
        Bits of ``STEPS``.
    """
    unit = inputs.unit
    rounded = ceil_to_unit(level, unit)
    is_automatic = inputs.service_type != "manual"
    longest = floor_to_unit(inputs.rate_per_day * inputs.max_cover_days, unit)
    shortest = ceil_to_unit(inputs.rate_per_day * inputs.min_cover_days, unit)
    is_capped = is_automatic & (rounded > longest)  # False for NaN = no limit
    limited = np.where(is_capped, longest, rounded)
    is_raised = is_automatic & (limited < shortest)
    limited = np.where(is_raised, shortest, limited)
    steps = STEPS["maximum_cover"] * (is_capped & ~is_raised)
    return limited, steps + STEPS["minimum_cover"] * is_raised
