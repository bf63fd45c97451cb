"""Choices that several models offer, with their words."""

ABC_CLASSES = [("A", "A"), ("B", "B"), ("C", "C")]
XYZ_CLASSES = [("X", "X"), ("Y", "Y"), ("Z", "Z")]
FSN_CLASSES = [("F", "Fast"), ("S", "Slow"), ("N", "Not moving")]
DEMAND_PATTERNS = [
    ("smooth", "Smooth"),
    ("erratic", "Erratic"),
    ("intermittent", "Intermittent"),
    ("lumpy", "Lumpy"),
    ("none", "No demand"),
]
SUPPLY_TYPES = [
    ("buy", "Buy"),
    ("manufacture", "Manufacture"),
    ("transfer", "Transfer"),
    ("none", "No supply"),
]
SERVICE_TYPES = [
    ("group_fill", "Group fill rate"),
    ("fill_rate", "Fill rate"),
    ("cycle_service", "Cycle service"),
    ("days_of_cover", "Days of cover"),
    ("manual", "Manual"),
]
#: Most urgent first: the first that applies is the status of the point.
STATUSES = [
    ("negative_stock", "Negative stock"),
    ("stocked_out", "Stocked out"),
    ("at_risk", "At risk"),
    ("below_reorder_point", "Below reorder point"),
    ("no_vendor", "No vendor"),
    ("no_lead_time", "No lead time"),
    ("excess", "Excess"),
    ("healthy", "Healthy"),
]
LEAD_TIME_SOURCES = [
    ("item", "Measured on the item"),
    ("vendor", "Measured on the vendor"),
    ("promised", "Promised by the vendor"),
    ("none", "Unknown"),
]
FORECAST_SOURCES = [
    ("backtest", "Back-tested"),
    ("short", "Short history"),
    ("category", "New, with its category"),
    ("none", "No history"),
]
#: Names of the kernel's methods (kernel/forecast/registry.py).
FORECAST_METHODS = [
    ("automatic", "Automatic"),
    ("ses", "Exponential smoothing"),
    ("moving_average", "Moving average"),
    ("sba", "Syntetos–Boylan (intermittent)"),
    ("tsb", "Teunter–Syntetos–Babai (intermittent, fading)"),
    ("mean", "Mean of the history"),
    ("damped_holt", "Damped trend"),
    ("theta", "Theta (trend)"),
    ("imapa", "Multiple aggregation (intermittent)"),
    ("croston", "Croston (intermittent)"),
    ("naive", "Last week"),
]
#: Names of the kernel's rules (kernel/inventory/reorder_rules.py).
REORDER_RULES = [
    ("combined", "Combined forecast"),
    ("textbook", "Exponential smoothing"),
    ("history", "Whole history"),
]
