"""Values of the selection fields of a count session."""

SESSION_KINDS = [
    ("cycle", "Cycle Count"),
    ("trigger", "Triggered"),
    ("sample", "Random Sample"),
    ("control", "Control Group"),
    ("spot", "Spot Count"),
]

SESSION_STATES = [
    ("planned", "To Count"),
    ("counting", "Counting"),
    ("review", "In Review"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
]

PLACE_STATES = [
    ("todo", "To Count"),
    ("counting", "Counting"),
    ("submitted", "Submitted"),
    ("cancelled", "Cancelled"),
]

# What is to be done with a line, in the order of its life.
LINE_STATES = [
    ("todo", "To Count"),
    ("recount", "To Recount"),
    ("review", "To Approve"),
    ("approved", "To Post"),
    ("waiting", "Stock Locked"),
    ("failed", "Not Posted"),
    ("posted", "Posted"),
    ("reversed", "Reversed"),
    ("rejected", "Rejected"),
    ("cancelled", "Cancelled"),
]

OPEN_LINE_STATES = ("todo", "recount", "review", "approved", "waiting", "failed")
POSTING_LINE_STATES = ("approved", "waiting")
REVIEWED_LINE_STATES = ("posted", "reversed", "rejected")

ENTRY_STATES = [
    ("counted", "Counted"),
    ("void", "Undone"),
    ("late", "After Posting"),
]

ENTRY_KINDS = [
    ("scan", "Scanned"),
    ("typed", "Typed"),
    ("none", "None Here"),
    ("rfid", "RFID"),
    ("native", "Physical Inventory"),
]

CONDITIONS = [
    ("good", "Good"),
    ("damaged", "Damaged"),
]

RECOUNT_POLICIES = [
    ("same", "Same counter, then a colleague"),
    ("other", "A colleague"),
    ("none", "No recount"),
]

MOVED_POLICIES = [
    ("continue", "Go on; the moves are replayed"),
    ("choose", "Ask the counter"),
    ("force", "Count again"),
]
