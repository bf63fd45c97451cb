"""What a given reorder point and order quantity would achieve."""

import numpy as np

from .policy import policy_demand
from .reorder_point import expected_cycle_service, expected_fill_rate


def expected_service(inputs, recommendation, reorder_point, order_quantity):
    """Return the expected service of parameters that were not recommended.

    Parameters
    ----------
    inputs : RecommendationInputs
        Inputs of n items: demand, lead time, review period, unit.
    recommendation : Recommendation
        What ``recommend`` gave for them; its law of demand is used.
    reorder_point : ndarray of shape (n,)
        Reorder point to judge [units].
    order_quantity : ndarray of shape (n,)
        Order quantity to judge, above 0 [units].

    Returns
    -------
    ndarray of shape (n,)
        Probability of no shortage in a cycle where the service type is
        "cycle_service", else the share of demand filled from stock.

    Examples
    --------
    >>> from .recommendation import RecommendationInputs, recommend
    >>> inputs = RecommendationInputs(
    ...     rate_per_day=2, forecast_total=28, forecast_variance=40,
    ...     forecast_horizon_days=14, lead_time_days=7, lead_time_variance=1,
    ...     review_days=7, service_type=["fill_rate"], service_target=0.95,
    ...     ordering_cost=10, unit_cost=5, holding_rate=0.2)
    >>> result = recommend(inputs)
    >>> service = expected_service(
    ...     inputs, result, result.reorder_point, result.order_quantity)
    >>> bool(service[0] == result.expected_fill_rate[0])
    True
    """
    demand = policy_demand(inputs)
    moments = (demand.mean_protection, demand.variance_protection)
    options = {"distribution": recommendation.distribution, "unit": inputs.unit}
    fill_rate = expected_fill_rate(
        reorder_point,
        *moments,
        demand.mean_lead,
        demand.variance_lead,
        demand.review,
        order_quantity,
        **options,
    )
    cycle_service = expected_cycle_service(reorder_point, *moments, **options)
    is_cycle = inputs.service_type == "cycle_service"
    return np.where(is_cycle, cycle_service, fill_rate)


def expected_average_stock(recommendation, reorder_point, order_quantity):
    """Return the average stock that parameters lead to.

    Parameters
    ----------
    recommendation : Recommendation
        Holds the expected demand over the protection interval of n items.
    reorder_point : ndarray of shape (n,)
        Reorder point to judge [units].
    order_quantity : ndarray of shape (n,)
        Order quantity to judge [units].

    Returns
    -------
    ndarray of shape (n,)
        Safety stock of these parameters, at least 0, plus half an order [units].

    References
    ----------
    Silver, Pyke & Thomas (2017), Inventory and Production Management in Supply
    Chains, 4th edition, chapter 6.
    """
    safety_stock = np.maximum(reorder_point - recommendation.demand_protection, 0.0)
    return safety_stock + order_quantity / 2
