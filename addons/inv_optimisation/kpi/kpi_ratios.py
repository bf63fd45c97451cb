"""From stored numerators and denominators to the value of a KPI.

Sums are stored and ratios are computed here only, so that two sites or three classes
add up to their common ratio and not to a mean of ratios.
"""

from .kpi_scope import YEAR_DAYS


def get_value(kpi, sums):
    """Return the value of ``kpi`` from ``sums``; None when nothing was measured.

    ``kpi`` has ``numerator`` (name, or names that are added), ``denominator`` or None,
    and ``scale``: ``year`` for a figure a year, ``days`` for days, else as it is.
    """
    found = get_terms(kpi, sums)
    if found is None:
        return None
    numerator, denominator = found
    if denominator is None:
        return numerator
    return numerator / denominator * get_scale(kpi, sums)


def get_terms(kpi, sums):
    """Return (numerator, denominator or None); None when nothing was measured."""
    numerator = get_sum(kpi["numerator"], sums)
    if numerator is None or not kpi["denominator"]:
        return None if numerator is None else (numerator, None)
    denominator = get_sum(kpi["denominator"], sums)
    return (numerator, denominator) if denominator else None


def get_sum(names, sums):
    """Return the sum of the columns ``names``, one with a minus taken off.

    None when the first of them was not measured.
    """
    names = get_names(names)
    if sums.get(names[0]) is None:
        return None
    return sum(
        -(sums.get(name[1:]) or 0.0) if name[0] == "-" else sums.get(name) or 0.0
        for name in names
    )


def get_names(names):
    """Return ``names`` as a list, whether it is one name or several."""
    return [names] if isinstance(names, str) else list(names or ())


def get_scale(kpi, sums):
    """Return the factor of the ratio: the window may be shorter than a year."""
    days = sums.get("history_days") or YEAR_DAYS
    return {"year": YEAR_DAYS / days, "days": days}.get(kpi["scale"], 1.0)


def is_reached(kpi, value, target):
    """Return whether ``value`` is at ``target`` or on its better side."""
    return value <= target if kpi["is_lower_better"] else value >= target
