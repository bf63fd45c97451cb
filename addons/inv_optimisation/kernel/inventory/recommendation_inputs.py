"""Inputs of a recommendation, checked once when they are put together."""

from dataclasses import dataclass, fields

import numpy as np

from ..validation import as_item_vector, check_choice
from .reorder_point import check_target

SERVICE_TYPES = (
    "group_fill",
    "fill_rate",
    "cycle_service",
    "days_of_cover",
    "manual",
)
# Service types whose target is a share of demand or of cycles.
TARGET_TYPES = ("group_fill", "fill_rate", "cycle_service")

# Inputs that must be known and not negative; all others may be NaN.
_REQUIRED = (
    "rate_per_day",
    "forecast_total",
    "forecast_variance",
    "forecast_horizon_days",
    "lead_time_days",
    "lead_time_variance",
    "review_days",
    "ordering_cost",
    "unit_cost",
    "holding_rate",
    "unit",
)
_ABOVE_ZERO = ("forecast_horizon_days", "review_days", "unit")


@dataclass(frozen=True)
class RecommendationInputs:
    """Everything that the recommendation of n items depends on.

    Scalars are repeated for every item, so that each field is an array of shape
    (n,) afterwards; n is the longest field. Creation raises ValueError for a
    wrong shape or range.

    Attributes
    ----------
    rate_per_day : ndarray of shape (n,)
        Long-run demand [units/day]: order quantity and days of demand.
    forecast_total : ndarray of shape (n,)
        Expected demand over the forecast horizon [units].
    forecast_variance : ndarray of shape (n,)
        Variance of the error of that total [units^2].
    forecast_horizon_days : ndarray of shape (n,)
        Forecast horizon [days], above 0.
    lead_time_days : ndarray of shape (n,)
        Expected lead time [days].
    lead_time_variance : ndarray of shape (n,)
        Variance of the lead time [days^2].
    review_days : ndarray of shape (n,)
        Time between two reviews [days], above 0.
    service_type : ndarray of shape (n,) of str
        "group_fill", "fill_rate", "cycle_service", "days_of_cover" or "manual".
    service_target : ndarray of shape (n,)
        Target of cycle service or fill rate, above 0 and below 1.
    safety_factor : ndarray of shape (n,)
        Common factor k of the group, for group_fill; the level is the expected
        demand plus k times its spread.
    cover_days : ndarray of shape (n,)
        Reorder point in days of demand, for days_of_cover [days].
    manual_reorder_point : ndarray of shape (n,)
        Reorder point of the user, for manual [units].
    manual_order_quantity : ndarray of shape (n,)
        Order quantity of the user [units]; NaN = none.
    ordering_cost : ndarray of shape (n,)
        Fixed cost of an order [currency].
    unit_cost : ndarray of shape (n,)
        Value of a unit [currency/unit].
    holding_rate : ndarray of shape (n,)
        Holding cost as a share of the value [1/year].
    price_break_quantity : ndarray of shape (n,)
        Lot that the price breaks of the vendor make cheapest [units]; NaN = one price,
        the economic lot counts.
    minimum_order_quantity : ndarray of shape (n,)
        Minimum of the vendor [units]; 0 or NaN = none.
    order_multiple : ndarray of shape (n,)
        Multiple of the vendor [units]; 0 or NaN = none.
    unit : ndarray of shape (n,)
        Smallest step of the unit of measure [units].
    min_cover_days : ndarray of shape (n,)
        Lowest reorder point in days of demand [days]; NaN = none.
    max_cover_days : ndarray of shape (n,)
        Highest reorder point in days of demand [days]; NaN = none.
    max_order_cover_days : ndarray of shape (n,)
        Largest order in days of demand [days]; NaN = none.
    long_run_rate_per_day : ndarray of shape (n,)
        Mean demand of the history [units/day]; NaN = unknown. A forecast that has
        decayed almost to 0 is not trusted as the demand of a fill rate.
    """

    rate_per_day: np.ndarray
    forecast_total: np.ndarray
    forecast_variance: np.ndarray
    forecast_horizon_days: np.ndarray
    lead_time_days: np.ndarray
    lead_time_variance: np.ndarray
    review_days: np.ndarray
    service_type: np.ndarray
    service_target: np.ndarray = np.nan
    safety_factor: np.ndarray = np.nan
    cover_days: np.ndarray = np.nan
    manual_reorder_point: np.ndarray = np.nan
    manual_order_quantity: np.ndarray = np.nan
    ordering_cost: np.ndarray = 0.0
    unit_cost: np.ndarray = 0.0
    holding_rate: np.ndarray = 0.0
    price_break_quantity: np.ndarray = np.nan
    minimum_order_quantity: np.ndarray = 0.0
    order_multiple: np.ndarray = 0.0
    unit: np.ndarray = 1.0
    min_cover_days: np.ndarray = np.nan
    max_cover_days: np.ndarray = np.nan
    max_order_cover_days: np.ndarray = np.nan
    long_run_rate_per_day: np.ndarray = np.nan

    def __post_init__(self):
        """Check every field and turn it into an array of shape (n,)."""
        names = [field.name for field in fields(self)]
        n_items = max(np.size(getattr(self, name)) for name in names)
        if any(np.size(getattr(self, name)) == 0 for name in names):
            n_items = 0
        for name in names:
            object.__setattr__(self, name, _checked(name, getattr(self, name), n_items))
        for name in _ABOVE_ZERO:
            if not (getattr(self, name) > 0).all():
                raise ValueError(f"{name} must be above 0")
        with_target = np.isin(self.service_type, TARGET_TYPES)
        check_target(self.service_target[with_target], int(with_target.sum()))
        self._check_known("days_of_cover", "cover_days")
        self._check_known("manual", "manual_reorder_point")
        self._check_known("group_fill", "safety_factor")

    def _check_known(self, service_type, name):
        """Raise ValueError if a service type lacks the field it needs."""
        values = getattr(self, name)[self.service_type == service_type]
        if np.isnan(values).any():
            raise ValueError(f"{name} must be known for service type {service_type}")


def _checked(name, value, n_items):
    """Return one field as checked array of shape (n,)."""
    if name == "service_type":
        choices = check_choice(name, value, SERVICE_TYPES)
        if choices.ndim == 0:
            choices = np.full(n_items, str(choices))
        if choices.shape != (n_items,):
            raise ValueError(f"{name} must have {n_items} items")
        return choices
    minimum = None if name in ("service_target", "safety_factor") else 0.0
    is_open = name not in _REQUIRED
    return as_item_vector(name, value, n_items, minimum, allow_nan=is_open)
