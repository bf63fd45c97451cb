POLICIES = [
    ("off", "Start freely"),
    ("warn", "Warn and record"),
    ("block", "Refuse unreleased orders"),
]

WAITING, RELEASED, FIRST_OPERATION, OVERRIDE = (
    "waiting",
    "released",
    "first_operation",
    "override",
)
RELEASE_STATES = [
    (WAITING, "Not Released"),
    (RELEASED, "Released"),
    (FIRST_OPERATION, "First Operation Released"),
    (OVERRIDE, "Released Without Material"),
]
