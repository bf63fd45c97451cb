"""The words of a recall case."""

KINDS = [("real", "Recall"), ("mock", "Mock Recall")]
STATES = [
    ("trigger", "Trigger"),
    ("scope", "Scope"),
    ("balance", "Balance"),
    ("contain", "Contain"),
    ("notify", "Notify"),
    ("recover", "Recover"),
    ("closed", "Closed"),
    ("cancelled", "Cancelled"),
]
ENDED_STATES = ("closed", "cancelled")
NOT_OPEN_STATES = ("trigger", *ENDED_STATES)
#: Domain of the cases that are worked on.
OPEN = [("state", "not in", NOT_OPEN_STATES)]
SEVERITIES = [
    ("1", "Class I: danger to health or life"),
    ("2", "Class II: harm is possible, unlikely or temporary"),
    ("3", "Class III: no harm expected"),
]
TRIGGERS = [
    ("lot", "Lots or Serial Numbers"),
    ("serial_range", "Serial Number Range"),
    ("vendor_lot", "Vendor Lot"),
    ("receipt", "Receipt"),
    ("component", "Component in a Date Window"),
    ("vendor", "Vendor in a Date Window"),
]
EVENT_KINDS = [
    ("open", "Opened"),
    ("trace", "Traced"),
    ("scope", "Scope changed"),
    ("hold", "Held"),
    ("release", "Released"),
    ("notify", "Notified"),
    ("answer", "Answered"),
    ("recover", "Recovered"),
    ("explain", "Explained"),
    ("remark", "Remark"),
    ("step", "Step"),
    ("close", "Closed"),
]
# What a lot has to do with the case.
ROLES = [
    ("seed", "Trigger"),
    ("made", "Made with It"),
    ("component", "Went into It"),
    ("sibling", "Same Component Lots"),
    ("vendor_lot", "Same Vendor Lot"),
    ("same_day", "Same Day"),
]
OPTIONAL_ROLES = {
    "sibling": "include_siblings",
    "vendor_lot": "include_vendor_lot",
    "same_day": "include_same_day",
}
