"""On which day to count: even phases and a level workload."""

import numpy as np

from ..validation import as_item_vector

# Fractional parts of multiples of this number fill [0, 1) more evenly than those of
# any other: Knuth, The Art of Computer Programming 3, section 6.4, theorem S.
GOLDEN_RATIO = (np.sqrt(5.0) - 1.0) / 2.0
# Plans reach this far [days]; a later day is an input error, not a plan.
LONGEST_PLAN = 36525
# A day takes work up to its capacity plus this share, against rounding of sums.
CAPACITY_TOLERANCE = 1e-9


def golden_ratio_phase(interval_days, *, item_class=None, start=None):
    """Return the day of the first count, spread evenly over the interval.

    Counts that start together stay together: a count of everything on one day is
    followed by a peak one interval later. Here item number r of a group starts at
    the fractional part of r times the golden ratio, so that any run of items, and
    any day, gets its fair share.

    Parameters
    ----------
    interval_days : array_like of shape (n,)
        Days between two counts [days]; infinite = never counted.
    item_class : array_like of shape (n,) of str, optional
        Class; items of the same class and interval are spread together. All items
        are one class when None.
    start : array_like of shape (n,), optional
        First day of the plan [days]; 0 when None.

    Returns
    -------
    ndarray of shape (n,)
        Day of the first count [days], at least the start and less than an interval
        later; infinite for items that are never counted.

    Raises
    ------
    ValueError
        If an interval is not above 0, or the shapes differ.

    References
    ----------
    Knuth, D. E. (1998), The Art of Computer Programming, volume 3, section 6.4
    (Fibonacci hashing).

    Examples
    --------
    >>> golden_ratio_phase([100, 100, 100, 10]).round(1).tolist()
    [0.0, 61.8, 23.6, 0.0]
    """
    interval = np.atleast_1d(np.asarray(interval_days, dtype=np.float64))
    if interval.ndim != 1:
        raise ValueError("interval_days must have one dimension")
    if not (interval > 0).all():
        raise ValueError("interval_days must be above 0")
    n_items = len(interval)
    first = np.zeros(n_items) if start is None else start
    first = as_item_vector("start", first, n_items)
    _, group = np.unique(interval, return_inverse=True)
    if item_class is not None:
        names, class_index = np.unique(
            np.asarray(item_class, dtype=np.str_), return_inverse=True
        )
        if class_index.shape != (n_items,):
            raise ValueError(f"item_class must have {n_items} items")
        group = group * len(names) + class_index
    is_counted = np.isfinite(interval)
    phase = np.mod(_rank_in_group(group) * GOLDEN_RATIO, 1.0)
    offset = phase * np.where(is_counted, interval, 0.0)
    return np.where(is_counted, first + offset, np.inf)


def level_workload(earliest, latest, minutes, *, capacity=None, priority=None):
    """Return the day of each count so that the days are evenly loaded.

    Counts are placed one by one, the most important first and, among equals, the
    one with the shortest window and the most work. Each goes to the day of its
    window with the most room. When no day of the window has room, the count is not
    placed; so the least important counts are left over.

    Parameters
    ----------
    earliest : array_like of shape (n,)
        First day of the window [days], a whole number; 0 is the first day of the
        plan, and an earlier window is cut there.
    latest : array_like of shape (n,)
        Last day of the window [days], a whole number; an overdue count has to be
        placed on day 0.
    minutes : array_like of shape (n,)
        Work of the count [minutes].
    capacity : array_like of shape (n_days,) or scalar, optional
        Work that a day can take [minutes/day]; no limit when None. Days without a
        number have no capacity.
    priority : array_like of shape (n,), optional
        Importance, higher first; equal when None.

    Returns
    -------
    ndarray of shape (n,) of int
        Day of each count; -1 = not placed because the capacity is exhausted.

    Raises
    ------
    ValueError
        If a day is not a whole number or lies beyond a century, or a window ends
        before it begins.

    References
    ----------
    Graham, R. L. (1969), Bounds on multiprocessing timing anomalies, SIAM Journal
    on Applied Mathematics 17 (longest work first to the least loaded machine).

    Examples
    --------
    >>> level_workload([0, 0, 0], [2, 2, 0], [5, 5, 5]).tolist()
    [1, 2, 0]
    >>> level_workload([0, 0], [0, 0], [5, 5], capacity=8, priority=[1, 2]).tolist()
    [-1, 0]
    """
    first = _as_day("earliest", earliest)
    n_items = len(first)
    last = _as_day("latest", latest, n_items)
    work = as_item_vector("minutes", minutes, n_items, minimum=0.0)
    if (last < first).any():
        raise ValueError("latest must not be before earliest")
    rank = np.zeros(n_items) if priority is None else priority
    rank = as_item_vector("priority", rank, n_items)
    first, last = np.maximum(first, 0), np.maximum(last, 0)
    n_days = int(last.max()) + 1 if n_items else 0
    room, floor = _day_room(capacity, n_days)
    order = np.lexsort((-work, last - first, -rank))
    day = np.full(n_items, -1, dtype=np.int64)
    windows = zip(
        order.tolist(),
        first[order].tolist(),
        (last[order] + 1).tolist(),
        work[order].tolist(),
        strict=True,
    )
    for item, begin, end, amount in windows:
        best = begin + int(room[begin:end].argmax())
        if room[best] - amount >= floor[best]:
            room[best] -= amount
            day[item] = best
    return day


def workload(day, minutes, n_days):
    """Return the work of each day of a plan.

    Parameters
    ----------
    day : array_like of shape (n,) of int
        Day of each count; counts outside the plan, such as -1, are left out.
    minutes : array_like of shape (n,)
        Work of each count [minutes].
    n_days : int
        Days of the plan.

    Returns
    -------
    ndarray of shape (n_days,)
        Work [minutes/day].

    Raises
    ------
    ValueError
        If a day is not a whole number or n_days is not above 0.

    Examples
    --------
    >>> workload([0, 2, 2, -1], [5, 5, 1, 9], 3).tolist()
    [5.0, 0.0, 6.0]
    """
    if n_days != int(n_days) or not 0 < n_days <= LONGEST_PLAN:
        raise ValueError(f"n_days must be a whole number from 1 to {LONGEST_PLAN}")
    day = _as_day("day", day)
    work = as_item_vector("minutes", minutes, len(day), minimum=0.0)
    inside = (day >= 0) & (day < n_days)
    return np.bincount(day[inside], weights=work[inside], minlength=int(n_days))


def peak_ratio(load):
    """Return the work of the busiest day as a multiple of the mean.

    Parameters
    ----------
    load : array_like of shape (n_days,)
        Work of each day [minutes/day].

    Returns
    -------
    float
        Ratio, at least 1; 1 = perfectly level, also without any work.

    Raises
    ------
    ValueError
        If there is no day.

    Examples
    --------
    >>> peak_ratio([1, 1, 4])
    2.0
    """
    load = as_item_vector("load", load, minimum=0.0)
    if len(load) == 0:
        raise ValueError("load must have at least one day")
    peak = load.max()
    return float(1.0 / np.mean(load / peak)) if peak > 0 else 1.0


def _rank_in_group(group):
    """Return 0, 1, 2, ... within each group, in the order of the items."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    position = np.arange(len(group))
    is_first = np.ones(len(group), dtype=bool)
    is_first[1:] = ordered[1:] != ordered[:-1]
    begin = np.maximum.accumulate(np.where(is_first, position, 0))
    rank = np.empty(len(group), dtype=np.float64)
    rank[order] = position - begin
    return rank


def _as_day(name, value, n_items=None):
    """Return whole days as integers, checked."""
    day = as_item_vector(name, value, n_items, maximum=LONGEST_PLAN)
    if (day != np.rint(day)).any():
        raise ValueError(f"{name} must be whole days")
    return np.maximum(day, -LONGEST_PLAN).astype(np.int64)


def _day_room(capacity, n_days):
    """Return the room of each day and the level it must not fall below."""
    if capacity is None:
        return np.zeros(n_days), np.full(n_days, -np.inf)
    limit = np.asarray(capacity, dtype=np.float64)
    if limit.ndim == 0:
        limit = as_item_vector("capacity", limit, n_days, minimum=0.0)
    else:
        limit = as_item_vector("capacity", limit, minimum=0.0)
    room = np.zeros(n_days)
    n_known = min(n_days, len(limit))
    room[:n_known] = limit[:n_known]
    return room, -CAPACITY_TOLERANCE * room
