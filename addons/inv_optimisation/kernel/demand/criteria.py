"""Classes by several criteria, and classes that do not flap between runs."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector, as_matrix

# A new class must hold for two runs, or its item must have moved 2 percentage points
# past the limit (algorithm sheet 1.2); else policies flap.
RUNS_TO_CHANGE = 2
SHARE_MARGIN = 0.02


@dataclass(frozen=True)
class StableClass:
    """Class to use and what a run stores until the next one.

    Attributes
    ----------
    current : ndarray of shape (n,) of str
        Class to use.
    pending : ndarray of shape (n,) of str
        Class that waits to be confirmed; empty when none waits.
    pending_runs : ndarray of shape (n,) of int
        Number of runs in a row that proposed the pending class.
    """

    current: np.ndarray
    pending: np.ndarray
    pending_runs: np.ndarray


def multi_criteria_score(criteria):
    """Return one score per item from criteria ranked by importance.

    Each criterion is scaled to 0..1 by its smallest and largest value. The score is
    the best of the averages over the first 1, 2, ... criteria: no weights have to be
    invented. Classes follow by ``abc_class(score)``.

    Parameters
    ----------
    criteria : array_like of shape (n, J)
        One column per criterion, the most important first, larger = more important
        item; NaN counts as 0 of the scaled criterion.

    Returns
    -------
    ndarray of shape (n,)
        Score, 0 to 1. A criterion that is equal for all items adds 0.

    Raises
    ------
    ValueError
        If there is no criterion or a value is infinite.

    References
    ----------
    Ng, W. L. (2007), A simple classifier for multiple criteria ABC analysis,
    European Journal of Operational Research 177.

    Examples
    --------
    >>> multi_criteria_score([[100, 1], [60, 5], [0, 3]]).tolist()
    [1.0, 0.8, 0.25]
    """
    values = as_matrix("criteria", criteria)
    if values.shape[1] == 0:
        raise ValueError("criteria must have at least one column")
    if not len(values):
        return np.zeros(0)
    known = ~np.isnan(values)
    low = np.where(known, values, np.inf).min(axis=0)
    high = np.where(known, values, -np.inf).max(axis=0)
    low = np.where(np.isfinite(low), low, 0.0)
    # Halves: the range of two very large numbers must not overflow.
    width = np.where(high > low, 0.5 * high - 0.5 * low, 1.0)
    height = 0.5 * np.where(known, values, low) - 0.5 * low
    # A share below the smallest double is 0.
    with np.errstate(under="ignore"):
        scaled = np.where(known & (high > low), height / width, 0.0)
    n_criteria = np.arange(1, values.shape[1] + 1)
    return (np.cumsum(scaled, axis=1) / n_criteria).max(axis=1)


def abc_share(value):
    """Return the share of the total value that ranks before each item.

    Parameters
    ----------
    value : array_like of shape (n,)
        Annual usage value or margin, lines, volume; NaN counts as 0.

    Returns
    -------
    ndarray of shape (n,)
        Cumulative share, 0 to 1, ranked as in ``abc_class``: an item with a share
        below 0.80 is "A". Items without a positive value have 1.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Peterson, R. (1998), Inventory Management and
    Production Planning and Scheduling, 3rd edition (distribution by value).

    Examples
    --------
    >>> abc_share([70, 15, 8, 7, 0]).round(2).tolist()
    [0.0, 0.7, 0.85, 0.93, 1.0]
    """
    value = as_item_vector("value", value, allow_nan=True)
    weight = np.maximum(np.nan_to_num(value), 0.0)
    order = np.argsort(-weight, kind="stable")
    total = weight.sum()
    ranked = weight[order]
    share = np.empty_like(weight)
    share[order] = (np.cumsum(ranked) - ranked) / (total if total > 0 else 1.0)
    return np.where(weight > 0, share, 1.0)


def stable_class(
    previous,
    proposed,
    pending,
    *,
    pending_runs=0,
    share=None,
    limit=None,
    runs=RUNS_TO_CHANGE,
    margin=SHARE_MARGIN,
):
    """Return the class to use when classes must not flap between runs.

    The proposal is used at once for an item without a class, and where the share of
    the item lies more than the margin past the limit. Otherwise it waits until the
    same proposal came in the wanted number of runs in a row. Store the three results
    with the item and hand them to the next run.

    Parameters
    ----------
    previous : array_like of shape (n,) of str
        Class in use; empty = none yet.
    proposed : array_like of shape (n,) of str
        Class that this run found; empty = none, which keeps the previous class.
    pending : array_like of shape (n,) of str
        Pending class of the last run; empty = none.
    pending_runs : array_like of shape (n,) of int, default 0
        Number of runs in a row that proposed the pending class, without this one.
    share : array_like of shape (n,), optional
        Cumulative share of the item, as from ``abc_share``; NaN = unknown.
    limit : array_like of shape (n,), optional
        Limit between the previous and the proposed class, on the scale of the share;
        NaN = unknown.
    runs : int, default 2
        Number of runs in a row that confirm a class, at least 1.
    margin : float, default 0.02
        Distance of the share from the limit that confirms a class at once.

    Returns
    -------
    StableClass
        Class to use, pending class and its runs.

    Raises
    ------
    ValueError
        If lengths differ, runs is below 1 or the margin is negative.

    References
    ----------
    Algorithm sheet, section 1.2 (hysteresis of classes).

    Examples
    --------
    >>> first = stable_class(["A", ""], ["B", "C"], ["", ""])
    >>> first.current.tolist(), first.pending.tolist(), first.pending_runs.tolist()
    (['A', 'C'], ['B', ''], [1, 0])
    >>> second = stable_class(first.current, ["B", "C"], first.pending,
    ...                       pending_runs=first.pending_runs)
    >>> second.current.tolist(), second.pending.tolist()
    (['B', 'C'], ['', ''])
    """
    if runs < 1 or not margin >= 0:
        raise ValueError("runs must be at least 1 and margin must not be negative")
    previous = np.asarray(previous, dtype=np.str_)
    proposed = _labels("proposed", proposed, previous.shape)
    pending = _labels("pending", pending, previous.shape)
    count = as_item_vector("pending_runs", pending_runs, len(previous), 0.0)
    count = count.astype(np.int64)
    unknown = np.nan
    share = unknown if share is None else share
    limit = unknown if limit is None else limit
    share = as_item_vector("share", share, len(previous), allow_nan=True)
    limit = as_item_vector("limit", limit, len(previous), allow_nan=True)
    changed = (proposed != previous) & (proposed != "")
    count = np.where(pending == proposed, count, 0) + 1
    far = np.abs(share - limit) > margin  # False for NaN
    taken = changed & ((previous == "") | far | (count >= runs))
    waiting = changed & ~taken
    return StableClass(
        current=np.where(taken, proposed, previous),
        pending=np.where(waiting, proposed, ""),
        pending_runs=np.where(waiting, count, 0),
    )


def _labels(name, values, shape):
    """Return one label per item, checked."""
    labels = np.asarray(values, dtype=np.str_)
    if labels.shape != shape or labels.ndim != 1:
        raise ValueError(f"{name} must have one label per item, like previous")
    return labels
