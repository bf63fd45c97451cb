"""Values of the selection fields of the count programme."""

ITEM_CLASSES = [("A", "Class A"), ("B", "Class B"), ("C", "Class C")]

# Rules that come again and again.
CALENDAR_KINDS = [
    ("cycle", "Every So Often"),
    ("control", "Control Group"),
    ("empty", "Empty Place Check"),
]

# Rules that something has to happen for.
TRIGGER_KINDS = [
    ("zero", "Stock at Zero"),
    ("negative", "Negative Stock"),
    ("short", "Short Pick"),
    ("emptied", "Place Emptied"),
    ("receipt", "Before a Receipt"),
    ("discrepancy", "After Discrepancies"),
    ("idle", "No Move for Long"),
]
CONSUMPTION_KIND = ("consumption", "Consumption Mismatch")

SAMPLE_KINDS = [("sample", "Random Audit Sample")]

# Why a position has no day; "late" has one, after its window.
LEFT_OUT_REASONS = [
    ("hot", "Too Many Picks"),
    ("excluded", "Excluded Place"),
    ("rule", "No Rule Matches"),
    ("capacity", "Does Not Fit"),
    ("late", "Fits Only Late"),
]

OPEN_SESSION_STATES = ("planned", "counting", "review")

# Lines whose first count says something about the record.
MEASURED_LINE_STATES = (
    "review",
    "approved",
    "waiting",
    "failed",
    "posted",
    "reversed",
    "rejected",
)
