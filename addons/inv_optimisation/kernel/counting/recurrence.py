"""When a record is due again: evenly spread phases, windows and repeats."""

import numpy as np

from ..validation import as_item_vector
from .levelling import GOLDEN_RATIO


def phase_fraction(rank):
    """Return the phase of the items of a class, in the order in which they came.

    Parameters
    ----------
    rank : array_like of shape (n,)
        0, 1, 2, ... within the class; it may go on where an earlier call ended.

    Returns
    -------
    ndarray of shape (n,)
        Share of the interval, from 0 to below 1; any run of ranks is spread evenly.

    References
    ----------
    Knuth, D. E. (1998), The Art of Computer Programming, volume 3, section 6.4
    (Fibonacci hashing).

    Examples
    --------
    >>> phase_fraction([0, 1, 2]).round(3).tolist()
    [0.0, 0.618, 0.236]
    """
    return np.mod(as_item_vector("rank", rank, minimum=0.0) * GOLDEN_RATIO, 1.0)


def next_due_day(last_day, phase, interval, *, window_share=0.0):
    """Return the day on which each record is due after its last count.

    A record keeps its place in the interval whenever it was counted: the next due
    day is the first of its own days that is more than the window after the last
    count. So a count of everything on one day is not followed by a peak, and a
    count at either end of its window leads to the next regular day.

    Parameters
    ----------
    last_day : array_like of shape (n,)
        Day of the last count [days].
    phase : array_like of shape (n,)
        Share of the interval at which the record is due, from 0 to 1.
    interval : array_like of shape (n,)
        Days between two counts [days]; infinite = never due.
    window_share : array_like of shape (n,), default 0.0
        Half width of the window as a share of the interval, from 0 to 0.5.

    Returns
    -------
    ndarray of shape (n,)
        Due day [days]: more than the window, at most the interval and the window
        after the last count; infinite for records that are never due.

    Examples
    --------
    >>> next_due_day([0, 0, 95], [0.25, 0.9, 0.0], [100, 100, 100]).tolist()
    [25.0, 90.0, 100.0]
    >>> next_due_day([95, 80], [0.0, 0.0], [100, 100], window_share=0.2).tolist()
    [200.0, 200.0]
    """
    last = as_item_vector("last_day", last_day)
    n_items = len(last)
    share = as_item_vector("phase", phase, n_items, 0.0, 1.0)
    step, is_counted = _as_interval(interval, n_items)
    slack = as_item_vector("window_share", window_share, n_items, 0.0, 0.5)
    number = np.floor(last / step + slack - share) + 1.0
    return np.where(is_counted, (share + number) * step, np.inf)


def due_window(due_day, interval, *, window_share=0.0, limit=None):
    """Return the first and the last whole day on which a count is in time.

    Parameters
    ----------
    due_day : array_like of shape (n,)
        Day on which the record is due [days].
    interval : array_like of shape (n,)
        Days between two counts [days].
    window_share : array_like of shape (n,), default 0.0
        Half width of the window as a share of the interval, from 0 to 0.5.
    limit : array_like of shape (n,), optional
        Latest day that is promised [days]; infinite = no promise.

    Returns
    -------
    earliest : ndarray of shape (n,)
        First day; not after the last one.
    latest : ndarray of shape (n,)
        Last day; not after the limit.

    Examples
    --------
    >>> earliest, latest = due_window([100.0], [50], window_share=0.2, limit=[104])
    >>> earliest.tolist(), latest.tolist()
    ([90.0], [104.0])
    """
    due = np.asarray(due_day, dtype=np.float64)
    n_items = len(due)
    step, is_counted = _as_interval(interval, n_items)
    slack = as_item_vector("window_share", window_share, n_items, 0.0, 0.5) * step
    slack = np.where(is_counted, slack, 0.0)
    latest = np.floor(due + slack)
    if limit is not None:
        latest = np.minimum(latest, np.asarray(limit, dtype=np.float64))
    earliest = np.minimum(np.ceil(due - slack), latest)
    return earliest, latest


def repeat_windows(first_day, interval, n_days, *, window_share=0.0):
    """Return the windows of the counts that follow the next one within a plan.

    Parameters
    ----------
    first_day : array_like of shape (n,)
        Day of the next count [days]; negative = not planned, nothing follows.
    interval : array_like of shape (n,)
        Days between two counts [days].
    n_days : int
        Days of the plan.
    window_share : array_like of shape (n,), default 0.0
        Half width of the window as a share of the interval, from 0 to 0.5.

    Returns
    -------
    item : ndarray of shape (n_repeats,) of int
        Position of the record in the arguments.
    earliest : ndarray of shape (n_repeats,)
        First day of the window.
    latest : ndarray of shape (n_repeats,)
        Last day of the window, within the plan.

    Examples
    --------
    >>> item, earliest, latest = repeat_windows([1, 5], [4, 9], 10)
    >>> item.tolist(), earliest.tolist(), latest.tolist()
    ([0, 0], [5.0, 9.0], [5.0, 9.0])
    """
    first = as_item_vector("first_day", first_day)
    n_items = len(first)
    step, is_counted = _as_interval(interval, n_items)
    slack = as_item_vector("window_share", window_share, n_items, 0.0, 0.5)
    is_planned = is_counted & (first >= 0) & (first < n_days)
    room = np.where(is_planned, (n_days - 1 - first) / step, 0.0)
    count = np.maximum(np.floor(room), 0.0).astype(np.int64)
    item = np.repeat(np.arange(n_items), count)
    before = np.repeat(np.cumsum(count) - count, count)
    number = np.arange(len(item)) - before + 1
    due = first[item] + number * step[item]
    earliest, latest = due_window(due, step[item], window_share=slack[item])
    latest = np.clip(latest, 0, n_days - 1)
    return item, np.clip(earliest, 0, latest), latest


def _as_interval(interval, n_items):
    """Return intervals with 1 for infinite ones, and which are finite."""
    step = np.broadcast_to(np.asarray(interval, dtype=np.float64), (n_items,))
    if not (step > 0).all():
        raise ValueError("interval must be above 0")
    is_counted = np.isfinite(step)
    return np.where(is_counted, step, 1.0), is_counted
