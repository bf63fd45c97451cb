"""The recommendation for an item: how much is ordered, when, and what it gives.

The planning run calls ``recommend`` for many items; a stored derivation of one item
is computed again by ``recompute`` with the same code, to the same bits.
"""

from dataclasses import MISSING, dataclass, fields

import numpy as np

from .policy import (
    STEPS,
    limit_reorder_point,
    lot_size,
    policy_demand,
    service_level,
)
from .recommendation_inputs import RecommendationInputs
from .reorder_point import expected_cycle_service, expected_fill_rate

__all__ = [
    "STEPS",
    "Recommendation",
    "RecommendationInputs",
    "recommend",
    "recompute",
    "stored_inputs",
    "to_derivation",
]


@dataclass(frozen=True)
class Recommendation:
    """Order quantity, reorder point and what to expect of them.

    Attributes
    ----------
    protection_days : ndarray of shape (n,)
        Lead time plus review period [days].
    demand_lead_time : ndarray of shape (n,)
        Expected demand over the lead time [units].
    variance_lead_time : ndarray of shape (n,)
        Variance of that demand [units^2].
    demand_protection : ndarray of shape (n,)
        Expected demand over the protection interval [units].
    variance_protection : ndarray of shape (n,)
        Variance of that demand [units^2].
    distribution : ndarray of shape (n,) of str
        Law of the demand over the protection interval.
    eoq : ndarray of shape (n,)
        Economic order quantity [units]; NaN where holding is free.
    order_quantity_unrounded : ndarray of shape (n,)
        Order quantity before minimum and multiple [units].
    order_quantity : ndarray of shape (n,)
        Order quantity Q [units].
    reorder_point_unrounded : ndarray of shape (n,)
        Reorder point before cover limits and rounding [units].
    reorder_point : ndarray of shape (n,)
        Reorder point s [units]: order when the inventory position is at or below.
    safety_stock : ndarray of shape (n,)
        Reorder point minus demand_protection, at least 0 [units]. It is 0 for an
        item whose target is met without a margin.
    order_up_to : ndarray of shape (n,)
        s + Q [units].
    expected_cycle_service : ndarray of shape (n,)
        Probability of no shortage in a replenishment cycle.
    expected_fill_rate : ndarray of shape (n,)
        Share of demand filled from stock.
    average_stock : ndarray of shape (n,)
        Safety stock + Q / 2 [units].
    steps : ndarray of shape (n,) of int
        Sum of the bits of ``STEPS`` whose rule changed the result.
    """

    protection_days: np.ndarray
    demand_lead_time: np.ndarray
    variance_lead_time: np.ndarray
    demand_protection: np.ndarray
    variance_protection: np.ndarray
    distribution: np.ndarray
    eoq: np.ndarray
    order_quantity_unrounded: np.ndarray
    order_quantity: np.ndarray
    reorder_point_unrounded: np.ndarray
    reorder_point: np.ndarray
    safety_stock: np.ndarray
    order_up_to: np.ndarray
    expected_cycle_service: np.ndarray
    expected_fill_rate: np.ndarray
    average_stock: np.ndarray
    steps: np.ndarray


def recommend(inputs):
    """Recommend order quantity and reorder point of every item.

    The variance of the forecast is scaled in proportion to time to the lead time
    and to the protection interval; the variance of the lead time adds rate^2 times
    it. Then follow the order quantity (economic or manual, cover cap, minimum,
    multiple) and the reorder point for the service target, limited to the given
    days of demand.

    Without demand the reorder point is 0 (or the manual one), the order quantity
    the smallest that the vendor accepts and the expected services are 1. Free
    holding would make the economic lot infinite; the lot is then the demand of the
    review period. A manual order quantity is not capped and a manual reorder point
    has no cover limits; both keep the unit, a quantity also minimum and multiple.

    Parameters
    ----------
    inputs : RecommendationInputs
        Checked inputs of n items.

    Returns
    -------
    Recommendation
        Results of n items; each item is computed as if it were alone.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition.
    Axsaeter, S. (2015), Inventory Control, 3rd edition.

    Examples
    --------
    >>> inputs = RecommendationInputs(
    ...     rate_per_day=2, forecast_total=28, forecast_variance=40,
    ...     forecast_horizon_days=14, lead_time_days=7, lead_time_variance=1,
    ...     review_days=7, service_type=["fill_rate"], service_target=0.95,
    ...     ordering_cost=10, unit_cost=5, holding_rate=0.2, order_multiple=12)
    >>> result = recommend(inputs)
    >>> result.reorder_point.tolist(), result.order_quantity.tolist()
    ([17.0], [120.0])
    """
    demand = policy_demand(inputs)
    lot = lot_size(inputs)
    level = service_level(inputs, demand, lot.quantity)
    reorder_point, level_steps = limit_reorder_point(inputs, level)
    moments = (demand.mean_protection, demand.variance_protection)
    options = {"distribution": demand.law, "unit": inputs.unit}
    safety_stock = np.maximum(reorder_point - demand.mean_protection, 0.0)
    return Recommendation(
        protection_days=demand.protection_days,
        demand_lead_time=demand.mean_lead,
        variance_lead_time=demand.variance_lead,
        demand_protection=demand.mean_protection,
        variance_protection=demand.variance_protection,
        distribution=demand.law,
        eoq=lot.eoq,
        order_quantity_unrounded=lot.unrounded,
        order_quantity=lot.quantity,
        reorder_point_unrounded=level,
        reorder_point=reorder_point,
        safety_stock=safety_stock,
        order_up_to=reorder_point + lot.quantity,
        expected_cycle_service=expected_cycle_service(
            reorder_point, *moments, **options
        ),
        expected_fill_rate=expected_fill_rate(
            reorder_point,
            *moments,
            demand.mean_lead,
            demand.variance_lead,
            demand.review,
            lot.quantity,
            **options,
        ),
        average_stock=safety_stock + lot.quantity / 2,
        steps=lot.steps + level_steps + demand.steps,
    )


def to_derivation(inputs, recommendation):
    """Return inputs and results of every item as plain values for JSON.

    Parameters
    ----------
    inputs : RecommendationInputs
        Inputs of n items.
    recommendation : Recommendation
        What ``recommend`` gave for them.

    Returns
    -------
    list of dict
        One dict per item with the keys "inputs" and "results", each a dict of
        scalars by field name; NaN is None.

    Examples
    --------
    >>> inputs = RecommendationInputs(
    ...     rate_per_day=0, forecast_total=0, forecast_variance=0,
    ...     forecast_horizon_days=7, lead_time_days=7, lead_time_variance=0,
    ...     review_days=7, service_type=["cycle_service"], service_target=0.9)
    >>> derivation = to_derivation(inputs, recommend(inputs))[0]
    >>> derivation["inputs"]["cover_days"], derivation["results"]["order_quantity"]
    (None, 1.0)
    """
    return [
        {"inputs": item_inputs, "results": item_results}
        for item_inputs, item_results in zip(
            _as_records(inputs), _as_records(recommendation), strict=True
        )
    ]


def recompute(derivation):
    """Compute the results of a stored derivation again.

    Parameters
    ----------
    derivation : dict
        Derivation of one item with a dict "inputs" as in ``to_derivation``. An
        input that is not required may be absent; it then has its default.

    Returns
    -------
    dict
        Results by field name, equal to the bit to those of ``recommend`` for the
        item in any batch; NaN is None.

    Examples
    --------
    >>> inputs = RecommendationInputs(
    ...     rate_per_day=1, forecast_total=7, forecast_variance=9,
    ...     forecast_horizon_days=7, lead_time_days=7, lead_time_variance=0,
    ...     review_days=7, service_type=["cycle_service"], service_target=0.9)
    >>> derivation = to_derivation(inputs, recommend(inputs))[0]
    >>> recompute(derivation) == derivation["results"]
    True
    """
    return _as_records(recommend(stored_inputs([derivation])))[0]


def stored_inputs(derivations):
    """Return the inputs that stored derivations hold.

    Parameters
    ----------
    derivations : sequence of dict
        Derivations of n items, each with a dict "inputs" as in ``to_derivation``. An
        input that is not required may be absent; it then has its default.

    Returns
    -------
    RecommendationInputs
        Inputs of the n items, equal to the bit to those that were stored.

    Raises
    ------
    ValueError
        If a required input is missing or an input is unknown.

    Examples
    --------
    >>> inputs = RecommendationInputs(
    ...     rate_per_day=[1, 2], forecast_total=7, forecast_variance=9,
    ...     forecast_horizon_days=7, lead_time_days=7, lead_time_variance=0,
    ...     review_days=7, service_type=["cycle_service"] * 2, service_target=0.9)
    >>> stored = to_derivation(inputs, recommend(inputs))
    >>> stored_inputs(stored).rate_per_day.tolist()
    [1.0, 2.0]
    """
    known = fields(RecommendationInputs)
    names = {field.name for field in known}
    required = {field.name for field in known if field.default is MISSING}
    for derivation in derivations:
        given = set(derivation["inputs"])
        wrong = (given - names) | (required - given)
        if wrong:
            listed = ", ".join(sorted(wrong))
            raise ValueError(f"missing or unknown inputs: {listed}")
    columns = {}
    for field in known:
        default = None if field.default is MISSING else field.default
        values = [item["inputs"].get(field.name, default) for item in derivations]
        columns[field.name] = [np.nan if value is None else value for value in values]
    return RecommendationInputs(**columns)


def _as_records(columns):
    """Return one dict per item of a dataclass of arrays, NaN as None."""
    names = list(columns.__dataclass_fields__)
    values = []
    for name in names:
        column = getattr(columns, name)
        plain = column.tolist()
        if column.dtype.kind == "f" and np.isnan(column).any():
            plain = [None if value != value else value for value in plain]
        values.append(plain)
    return [dict(zip(names, item, strict=True)) for item in zip(*values, strict=True)]
