"""Minimum and maximum of a reordering rule, and what the old and new one give."""

from dataclasses import dataclass, fields, replace

import numpy as np

from ..validation import as_item_vector
from .evaluation import expected_average_stock, expected_service
from .recommendation import RecommendationInputs, recommend

# Service targets at which the curve of one item is drawn.
ITEM_CURVE_TARGETS = (0.80, 0.85, 0.90, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995)
DAYS_PER_YEAR = 365.0
# Types whose target is read by the recommendation of one item alone.
_OWN_TARGETS = ("fill_rate", "cycle_service")


@dataclass(frozen=True)
class RuleEvaluation:
    """The recommended rule, and what it and the rule in force lead to.

    Attributes
    ----------
    minimum : ndarray of shape (n,)
        Recommended minimum [units]: Odoo orders below it, so it is one unit above
        the reorder point.
    maximum : ndarray of shape (n,)
        Recommended maximum [units].
    service_current : ndarray of shape (n,)
        Expected service of the rule in force; 0 without a rule.
    service_recommended : ndarray of shape (n,)
        Expected service of the recommendation.
    average_stock_current : ndarray of shape (n,)
        Average stock of the rule in force [units]; 0 without a rule.
    average_stock_recommended : ndarray of shape (n,)
        Average stock of the recommendation [units].
    """

    minimum: np.ndarray
    maximum: np.ndarray
    service_current: np.ndarray
    service_recommended: np.ndarray
    average_stock_current: np.ndarray
    average_stock_recommended: np.ndarray


@dataclass(frozen=True)
class YearlyFigures:
    """What a planner reads of a recommendation.

    Attributes
    ----------
    orders : ndarray of shape (n,)
        Orders a year; at most one in a review period.
    stock_outs : ndarray of shape (n,)
        Order cycles a year that end with a shortage.
    stock_value : ndarray of shape (n,)
        Average stock at cost [currency].
    """

    orders: np.ndarray
    stock_outs: np.ndarray
    stock_value: np.ndarray


def evaluate_rules(inputs, recommendation, has_rule, current_min, current_max):
    """Return the recommended rule beside the one in force.

    Parameters
    ----------
    inputs : RecommendationInputs
        Inputs of n items.
    recommendation : Recommendation
        What ``recommend`` gave for them.
    has_rule : array_like of shape (n,) of bool
        Whether a rule is in force.
    current_min : array_like of shape (n,)
        Its minimum [units].
    current_max : array_like of shape (n,)
        Its maximum [units].

    Returns
    -------
    RuleEvaluation
        Rule, service and average stock. A manual rule keeps its two numbers.

    Examples
    --------
    >>> inputs = RecommendationInputs(
    ...     rate_per_day=1, forecast_total=7, forecast_variance=9,
    ...     forecast_horizon_days=7, lead_time_days=7, lead_time_variance=0,
    ...     review_days=7, service_type=["cycle_service"], service_target=0.9)
    >>> result = recommend(inputs)
    >>> rule = evaluate_rules(inputs, result, [False], [0], [0])
    >>> bool(rule.minimum[0] == result.reorder_point[0] + 1)
    True
    """
    n_items = len(inputs.unit)
    has_rule = np.asarray(has_rule, dtype=bool)
    lowest = as_item_vector("current_min", current_min, n_items)
    highest = as_item_vector("current_max", current_max, n_items)
    point = np.where(has_rule, np.maximum(lowest - inputs.unit, 0.0), -inputs.unit)
    order = np.where(
        has_rule,
        np.maximum(highest - np.maximum(lowest - inputs.unit, 0.0), inputs.unit),
        recommendation.order_quantity,
    )
    is_manual = inputs.service_type == "manual"
    minimum = np.where(is_manual, lowest, recommendation.reorder_point + inputs.unit)
    maximum = np.where(is_manual, highest, recommendation.order_up_to)
    service = expected_service(inputs, recommendation, point, order)
    stock = expected_average_stock(recommendation, point, order)
    return RuleEvaluation(
        minimum=minimum,
        maximum=np.maximum(minimum, maximum),
        service_current=np.where(has_rule, service, 0.0),
        service_recommended=expected_service(
            inputs,
            recommendation,
            recommendation.reorder_point,
            recommendation.order_quantity,
        ),
        average_stock_current=np.where(has_rule, stock, 0.0),
        average_stock_recommended=recommendation.average_stock,
    )


def yearly_figures(inputs, recommendation):
    """Return orders, stock-outs and stock value of a year.

    Parameters
    ----------
    inputs : RecommendationInputs
        Inputs of n items.
    recommendation : Recommendation
        What ``recommend`` gave for them.

    Returns
    -------
    YearlyFigures
        Orders are yearly demand over the order quantity; each cycle runs short with
        one less the expected cycle service.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition, section 6.7.

    Examples
    --------
    >>> inputs = RecommendationInputs(
    ...     rate_per_day=1, forecast_total=7, forecast_variance=9,
    ...     forecast_horizon_days=7, lead_time_days=7, lead_time_variance=0,
    ...     review_days=7, service_type=["cycle_service"], service_target=0.9,
    ...     ordering_cost=10, unit_cost=2, holding_rate=0.2)
    >>> figures = yearly_figures(inputs, recommend(inputs))
    >>> bool(0 < figures.stock_outs[0] < figures.orders[0] < 365 / 7)
    True
    """
    demand = inputs.rate_per_day * DAYS_PER_YEAR
    lot = np.where(recommendation.order_quantity > 0, recommendation.order_quantity, 1)
    orders = np.minimum(demand / lot, DAYS_PER_YEAR / inputs.review_days)
    return YearlyFigures(
        orders=orders,
        stock_outs=orders * (1 - recommendation.expected_cycle_service),
        stock_value=recommendation.average_stock * inputs.unit_cost,
    )


def changed_inputs(inputs, *, demand_change_rate=0.0, **values):
    """Return inputs with some of them changed, as a planner would ask "what if".

    Parameters
    ----------
    inputs : RecommendationInputs
        Inputs of n items.
    demand_change_rate : array_like of shape (n,), default 0.0
        Change of the demand as a share; the spread changes in proportion.
    **values : array_like of shape (n,)
        New values of the fields of ``RecommendationInputs``. A new service target
        of a group is served item by item.

    Returns
    -------
    RecommendationInputs
        Changed inputs; all others as they were.

    Examples
    --------
    >>> inputs = RecommendationInputs(
    ...     rate_per_day=1, forecast_total=7, forecast_variance=9,
    ...     forecast_horizon_days=7, lead_time_days=7, lead_time_variance=0,
    ...     review_days=7, service_type=["cycle_service"], service_target=0.9)
    >>> more = changed_inputs(inputs, demand_change_rate=0.5, lead_time_days=14)
    >>> more.forecast_total.tolist(), more.lead_time_days.tolist()
    ([10.5], [14.0])
    """
    n_items = len(inputs.unit)
    change = as_item_vector("demand_change_rate", demand_change_rate, n_items, -1.0)
    factor = 1 + change
    scaled = {
        "rate_per_day": inputs.rate_per_day * factor,
        "forecast_total": inputs.forecast_total * factor,
        "forecast_variance": inputs.forecast_variance * factor * factor,
        "long_run_rate_per_day": inputs.long_run_rate_per_day * factor,
    }
    if "service_target" in values and "service_type" not in values:
        is_group = inputs.service_type == "group_fill"
        values["service_type"] = np.where(is_group, "fill_rate", inputs.service_type)
    if "lead_time_days" in values or "review_days" in values:
        # Days of cover come on top of the time until an order arrives.
        new_lead = values.get("lead_time_days", inputs.lead_time_days)
        new_review = values.get("review_days", inputs.review_days)
        lead_move = np.asarray(new_lead, dtype=np.float64) - inputs.lead_time_days
        review_move = np.asarray(new_review, dtype=np.float64) - inputs.review_days
        cover = inputs.cover_days + lead_move + review_move
        values["cover_days"] = np.maximum(cover, 0.0)
    return replace(inputs, **{**scaled, **values})


def item_curve(inputs, targets=ITEM_CURVE_TARGETS):
    """Return average stock value against service of one item.

    Parameters
    ----------
    inputs : RecommendationInputs
        Inputs of one item.
    targets : sequence of float
        Service targets, each above 0 and below 1.

    Returns
    -------
    service : ndarray of shape (p,)
        Expected service: of cycles for a cycle service, else of demand.
    stock_value : ndarray of shape (p,)
        Average stock at cost [currency].

    Raises
    ------
    ValueError
        If there is not exactly one item.

    Examples
    --------
    >>> inputs = RecommendationInputs(
    ...     rate_per_day=1, forecast_total=7, forecast_variance=9,
    ...     forecast_horizon_days=7, lead_time_days=7, lead_time_variance=0,
    ...     review_days=7, service_type=["cycle_service"], service_target=0.9,
    ...     unit_cost=2)
    >>> service, value = item_curve(inputs)
    >>> bool((np.diff(service) >= 0).all() and (np.diff(value) >= 0).all())
    True
    """
    if len(inputs.unit) != 1:
        raise ValueError("the curve is that of one item")
    count = len(targets)
    columns = {
        field.name: np.repeat(getattr(inputs, field.name), count)
        for field in fields(inputs)
    }
    kind = str(inputs.service_type[0])
    columns["service_type"] = np.full(
        count, kind if kind in _OWN_TARGETS else "fill_rate"
    )
    columns["service_target"] = np.sort(np.asarray(targets, dtype=np.float64))
    result = recommend(RecommendationInputs(**columns))
    is_cycle = kind == "cycle_service"
    service = result.expected_cycle_service if is_cycle else result.expected_fill_rate
    return service, result.average_stock * columns["unit_cost"]
