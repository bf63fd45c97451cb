"""The safety stock that a network of sites needs, as inputs of a recommendation."""

import dataclasses

import numpy as np

from ..validation import as_item_vector
from .policy import policy_demand
from .recommendation_inputs import TARGET_TYPES


def with_network_stock(inputs, safety_stock, *, net_days, supplied_rate, sigma_per_day):
    """Return inputs whose reorder point covers what the network asks of a site.

    The site bridges its net days: it may wait for its supplier and make those it
    supplies wait. Their demand passes it, so a site that supplies others plans for
    that too. The safety stock is turned into the safety factor that gives it, so
    that a stored derivation says and recomputes it like any other. Items whose
    service is set by hand or by days of cover keep their rule, and so do items
    without any spread.

    Parameters
    ----------
    inputs : RecommendationInputs
        Inputs of n items.
    safety_stock : array_like of shape (n,)
        Safety stock [units]; NaN = leave the item as it is.
    net_days : array_like of shape (n,)
        Days that this stock covers; at least the review period is used.
    supplied_rate : array_like of shape (n,)
        Expected demand of the sites that it supplies [units/day].
    sigma_per_day : array_like of shape (n,)
        Standard deviation of all demand that passes a supplying site [units].

    Returns
    -------
    RecommendationInputs
        Inputs with the service type group_fill and its factor where a stock is
        given.

    References
    ----------
    Graves, S. C. & Willems, S. P. (2000), Optimizing strategic safety stock
    placement in supply chains, Manufacturing & Service Operations Management 2 (base
    stock over the net replenishment time).

    Examples
    --------
    >>> from .recommendation import RecommendationInputs, recommend
    >>> inputs = RecommendationInputs(
    ...     rate_per_day=2, forecast_total=28, forecast_variance=36,
    ...     forecast_horizon_days=14, lead_time_days=7, lead_time_variance=0,
    ...     review_days=7, service_type=["fill_rate"], service_target=0.95)
    >>> changed = with_network_stock(
    ...     inputs, [9], net_days=[20], supplied_rate=[0], sigma_per_day=[2])
    >>> recommend(changed).reorder_point.tolist()
    [49.0]
    """
    n_items = len(inputs.rate_per_day)

    def vector(name, value):
        return as_item_vector(name, value, n_items, 0.0, allow_nan=True)

    wanted = vector("safety_stock", safety_stock)
    is_given = ~np.isnan(wanted) & np.isin(inputs.service_type, TARGET_TYPES)

    def given(name, value):
        """Return a column with 0 where nothing is given."""
        return np.where(is_given, np.nan_to_num(vector(name, value)), 0.0)

    rate = given("supplied_rate", supplied_rate)
    sigma = given("sigma_per_day", sigma_per_day)
    net = given("net_days", net_days)
    horizon = inputs.forecast_horizon_days
    changed = dataclasses.replace(
        inputs,
        rate_per_day=inputs.rate_per_day + rate,
        forecast_total=inputs.forecast_total + rate * horizon,
        forecast_variance=np.where(
            rate > 0, sigma**2 * horizon, inputs.forecast_variance
        ),
        lead_time_days=np.maximum(net - inputs.review_days, 0.0),
        lead_time_variance=0.0,
    )
    spread = np.sqrt(policy_demand(changed).variance_protection)
    is_given &= spread > 0
    factor = np.where(is_given, wanted, 0.0) / np.where(is_given, spread, 1.0)
    changed = dataclasses.replace(
        changed,
        service_type=np.full(n_items, "group_fill"),
        safety_factor=factor,
    )
    return _chosen(inputs, changed, is_given)


def _chosen(inputs, changed, is_changed):
    """Return the changed inputs where they are wanted, the others as they were."""
    return dataclasses.replace(
        inputs,
        **{
            field.name: np.where(
                is_changed, getattr(changed, field.name), getattr(inputs, field.name)
            )
            for field in dataclasses.fields(inputs)
        },
    )
