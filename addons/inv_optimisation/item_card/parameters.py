"""Parameters of an item that a planner may set by hand, and their ranges."""

PARAMETERS = [
    ("lead_time_days", "Lead time"),
    ("lead_time_sd_days", "Lead time spread"),
    ("service_target", "Service level"),
    ("demand_change_rate", "Demand"),
    ("order_multiple", "Order multiple"),
    ("review_days", "Review period"),
    ("forecast_method", "Forecast method"),
]
#: Lowest and highest value, in the unit of the parameter; shares where it is one.
RANGES = {
    "service_target": (0.5, 0.999),
    "lead_time_days": (0.0, 365.0),
    "lead_time_sd_days": (0.0, 180.0),
    "review_days": (1.0, 180.0),
    "order_multiple": (0.0, 1_000_000.0),
    "demand_change_rate": (-0.9, 3.0),
}
#: Parameters that are shares, shown in percent.
SHARES = ("service_target", "demand_change_rate")
#: Parameters in days.
DAYS = ("lead_time_days", "lead_time_sd_days", "review_days")
