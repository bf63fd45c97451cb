"""Back-test of the policy: plan in the past, replay what came, measure the service.

The rules and parameters of today plan at several points of the history, each time
from what was known then; ``replay`` does the rest.
"""

import numpy as np

from ..forecast.combination import combine
from ..forecast.seasonality import MINIMUM_SEASONS
from ..validation import as_demand_matrix, as_item_vector, check_choice
from .reorder_rules import (
    RULES,
    blended_demand,
    combined_demand,
    history_demand,
    textbook_demand,
)
from .replay import replay_policy
from .replay_plan import draw_lead_times, first_measured, replay_origins

# Safety factors that the replay tries: from little to far too much stock.
REPLAY_FACTORS = (
    -2.0, -1.2, -0.7, -0.3, 0.0, 0.3, 0.6, 0.9, 1.2, 1.6, 2.0, 2.5, 3.1, 4.0, 5.5, 8.0,
    12.0,
)  # fmt: skip


def interval_demand(
    rule, demand, lead_time, lead_time_variance, review, season_length=1
):
    """Return the demand over the intervals of a policy by the name of a rule.

    Parameters
    ----------
    rule : {"combined", "textbook", "history"}
        Name of the rule.
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed.
    lead_time : array_like of shape (n,)
        Expected lead time [buckets].
    lead_time_variance : array_like of shape (n,)
        Variance of the lead time [buckets^2].
    review : array_like of shape (n,)
        Review period [buckets].
    season_length : int, default 1
        Buckets per season; 1 = no season. Only the combined rule knows seasons.

    Returns
    -------
    IntervalDemand
        Demand over protection interval and lead time.

    Examples
    --------
    >>> interval_demand("history", [[5.0] * 30], [2], [0], [1]).mean_protection
    array([15.])
    """
    check_choice("rule", [rule], RULES)
    intervals = (lead_time, lead_time_variance, review)
    if rule == "textbook":
        return textbook_demand(demand, *intervals)
    if rule == "history":
        return history_demand(demand, *intervals)
    horizon = np.maximum(np.add(lead_time, review), 1.0)
    forecast = combine(demand, horizon, season_length=season_length)
    return combined_demand(forecast, *intervals)


def back_test_rule(
    rule,
    demand,
    lead_time,
    lead_time_variance,
    review,
    order_quantity,
    *,
    factors=REPLAY_FACTORS,
    unit=1.0,
    season_length=1,
    policy="reorder_point",
    drawn=None,
):
    """Plan the past by a rule with several safety factors and replay it.

    Parameters
    ----------
    rule : {"combined", "textbook", "history"}
        Name of the rule.
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed.
    lead_time : array_like of shape (n,)
        Expected lead time [buckets].
    lead_time_variance : array_like of shape (n,)
        Variance of the lead time [buckets^2].
    review : array_like of shape (n,)
        Review period [buckets].
    order_quantity : array_like of shape (n,)
        Lot Q [units], above 0.
    factors : sequence of float or ndarray of shape (g, n)
        Safety factors k of the levels mean + k * spread.
    unit : array_like of shape (n,), default 1.0
        Smallest step of the unit of measure [units].
    season_length : int, default 1
        Buckets per season.
    policy : {"reorder_point", "order_up_to"}, default "reorder_point"
        What the levels are.
    drawn : ndarray of shape (n, T) of int, optional
        Lead times of the orders [buckets]; drawn from a gamma law when None.

    Returns
    -------
    Replay or None
        Result per factor and item; None when the history is too short.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> demand = rng.poisson(5, (20, 52)).astype(float)
    >>> replay = back_test_rule("textbook", demand, [2.0] * 20, [0.0] * 20, [1.0] * 20,
    ...                         [10.0] * 20, factors=(0.0, 2.0))
    >>> bool(np.diff(replay.short_share(np.ones(20)))[0] < 0)
    True
    """
    demand = as_demand_matrix(demand)
    n_items, n_buckets = demand.shape
    intervals = _checked(lead_time, lead_time_variance, review, n_items)
    lead, variance, review = intervals
    unit = as_item_vector("unit", unit, n_items)
    protection = float(np.median(lead + review)) if n_items else 1.0
    origins, warm_up = replay_origins(n_buckets, protection)
    if not len(origins) or not n_items:
        return None
    factors = np.asarray(factors, dtype=np.float64)
    factors = factors[:, None] if factors.ndim == 1 else factors
    plans, moments = _plan_past(rule, demand, origins, intervals, season_length)
    levels = [_level(one, factors, unit) for one in moments]
    if drawn is None:
        drawn = draw_lead_times(lead, variance, n_buckets, review=review)
    return replay_policy(
        demand,
        levels,
        plans,
        order_quantity,
        drawn,
        warm_up=warm_up,
        policy=policy,
        measured_from=first_measured(demand, origins, warm_up),
    )


def back_test_policy(
    demand,
    lead_time,
    lead_time_variance,
    review,
    order_quantity,
    factor,
    weights,
    *,
    unit=1.0,
    season_length=1,
    actual=None,
):
    """Replay the policy as it is: blended rules and one safety factor per item.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed.
    lead_time : array_like of shape (n,)
        Expected lead time [buckets].
    lead_time_variance : array_like of shape (n,)
        Variance of the lead time [buckets^2].
    review : array_like of shape (n,)
        Review period [buckets].
    order_quantity : array_like of shape (n,)
        Lot Q [units], above 0.
    factor : array_like of shape (n,)
        Safety factor k of the level mean + k * spread.
    weights : array_like of shape (n, 3)
        Weights of the rules in the order of ``RULES``.
    unit : array_like of shape (n,), default 1.0
        Smallest step of the unit of measure [units].
    season_length : int, default 1
        Buckets per season.
    actual : array_like of shape (n, T), optional
        Demand that is replayed, when the plan is made from a corrected history.

    Returns
    -------
    Replay or None
        Result with one setting; None when the history is too short.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> demand = rng.poisson(5, (20, 52)).astype(float)
    >>> replay = back_test_policy(demand, [2.0] * 20, [0.0] * 20, [1.0] * 20,
    ...                           [10.0] * 20, [2.0] * 20, [[0.5, 0.5, 0.0]] * 20)
    >>> bool(replay.short_share(np.ones(20))[0] < 0.05)
    True
    """
    demand = as_demand_matrix(demand)
    n_items, n_buckets = demand.shape
    intervals = _checked(lead_time, lead_time_variance, review, n_items)
    lead, variance, review = intervals
    unit = as_item_vector("unit", unit, n_items)
    factor = as_item_vector("factor", factor, n_items)
    protection = float(np.median(lead + review)) if n_items else 1.0
    origins, warm_up = replay_origins(n_buckets, protection)
    if not len(origins) or not n_items:
        return None
    plans, combined = _plan_past("combined", demand, origins, intervals, season_length)
    others = {
        rule: _plan_past(rule, demand, origins, intervals, 1)[1] for rule in RULES[1:]
    }
    levels = []
    for plan, moments in zip(plans.tolist(), combined, strict=True):
        fit = int(np.searchsorted(origins, plan, side="right")) - 1
        parts = [moments, *(others[rule][fit] for rule in RULES[1:])]
        level = _level(blended_demand(parts, weights), factor[None, :], unit)
        levels.append(level)
    drawn = draw_lead_times(lead, variance, n_buckets, review=review)
    replayed = demand if actual is None else actual
    return replay_policy(
        replayed,
        levels,
        plans,
        order_quantity,
        drawn,
        warm_up=warm_up,
        measured_from=first_measured(demand, origins, warm_up),
    )


def _checked(lead_time, lead_time_variance, review, n_items):
    """Return lead time, its variance and the review period, checked."""
    return (
        as_item_vector("lead_time", lead_time, n_items, 0.0),
        as_item_vector("lead_time_variance", lead_time_variance, n_items, 0.0),
        as_item_vector("review", review, n_items, 0.0),
    )


def _level(moments, factors, unit):
    """Return the whole levels of safety factors, at least 0."""
    level = moments.mean_protection + factors * moments.spread
    return np.maximum(np.rint(level / unit), 0.0) * unit


def _plan_past(rule, demand, origins, intervals, season_length):
    """Return the buckets at which levels change, and the expected demand at each.

    Fits are made at the origins; a season moves the levels in between too.
    """
    has_season = demand.shape[1] >= MINIMUM_SEASONS * season_length > MINIMUM_SEASONS
    if rule != "combined" or not has_season:
        known = [demand[:, : origin + 1] for origin in origins.tolist()]
        return origins, [interval_demand(rule, part, *intervals) for part in known]
    lead, _, review = intervals
    plans, moments = [], []
    ends = [*origins[1:].tolist(), demand.shape[1] - 1]
    horizon = np.maximum(lead + review, 1.0)
    for origin, end in zip(origins.tolist(), ends, strict=True):
        forecast = combine(
            demand[:, : origin + 1],
            horizon,
            season_length=season_length,
            path_length=int(np.ceil(horizon.max(initial=1.0))) + end - origin,
        )
        for shift in range(end - origin):
            plans.append(origin + shift)
            moments.append(combined_demand(forecast, *intervals, shift))
    return np.array(plans), moments
