"""Cycle counts: how often, on which day, which item first, and how good the records."""
