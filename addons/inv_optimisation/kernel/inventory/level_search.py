"""Search for the smallest whole level that meets a target, all items at once."""

import numpy as np

# Logarithms of shortages below this carry no more information.
SMALLEST_SHORTAGE = 1e-12
# Doubling the enclosure this often covers every level that means anything.
MAXIMUM_DOUBLINGS = 100


def smallest_level(shortage, allowed, lowest, start):
    """Return the smallest whole level with a shortage not above the allowed one.

    The level is first enclosed by doubling, then the enclosure shrinks by turns of
    the secant of the log shortage (fast: it is nearly straight) and of halving
    (safe). Items that are done leave the computation. Every item takes the steps
    that it would take alone. Raises ValueError if no level meets the target.

    Parameters
    ----------
    shortage : callable
        Function of (rows, level) that returns the shortage of these rows; must not
        rise with the level.
    allowed : ndarray of shape (n,)
        Allowed shortage, above 0.
    lowest : ndarray of shape (n,)
        Lowest whole level.
    start : ndarray of shape (n,)
        Whole level near the solution, where the enclosure starts.

    Returns
    -------
    ndarray of shape (n,)
        Smallest level, not below ``lowest``.

    Examples
    --------
    >>> smallest_level(lambda rows, level: np.exp(-level), np.array([0.01]),
    ...                np.array([0.0]), np.array([1.0])).tolist()
    [5.0]
    """
    rows = np.arange(len(allowed))
    log_allowed = np.log(allowed)

    def excess(rows, level):
        floored = np.maximum(shortage(rows, level), SMALLEST_SHORTAGE)
        return np.log(floored) - log_allowed[rows]

    low = lowest.copy()
    low_excess = excess(rows, low)
    high = np.maximum(start, lowest + 1)
    high_excess = np.zeros(len(rows))
    rows = np.flatnonzero(low_excess > 0)
    high[low_excess <= 0] = low[low_excess <= 0]
    rows = _enclose(excess, rows, low, low_excess, high, high_excess)
    use_secant = True
    while len(rows):
        gap = high[rows] - low[rows]
        share = 0.5
        if use_secant:
            share = low_excess[rows] / (low_excess[rows] - high_excess[rows])
        tried = low[rows] + np.clip(np.ceil(share * gap), 1.0, gap - 1)
        found = excess(rows, tried)
        is_high = found <= 0
        high[rows[is_high]] = tried[is_high]
        high_excess[rows[is_high]] = found[is_high]
        low[rows[~is_high]] = tried[~is_high]
        low_excess[rows[~is_high]] = found[~is_high]
        rows = rows[high[rows] - low[rows] > 1]
        use_secant = not use_secant
    return high


def _enclose(excess, rows, low, low_excess, high, high_excess):
    """Move the bounds until each encloses its level; return the rows still open."""
    enclosed = []
    for _ in range(MAXIMUM_DOUBLINGS):
        if not len(rows):
            break
        found = excess(rows, high[rows])
        is_high = found <= 0
        high_excess[rows] = found
        enclosed.append(rows[is_high])
        rows = rows[~is_high]
        gap = high[rows] - low[rows]
        low[rows] = high[rows]
        low_excess[rows] = high_excess[rows]
        high[rows] += 2 * gap
    if len(rows):
        raise ValueError("no level meets the target")
    rows = np.concatenate(enclosed) if enclosed else rows
    return rows[high[rows] - low[rows] > 1]
