"""Who counts what: bundles of counts by zone, shared among counters."""

import numpy as np

from ..validation import as_item_vector


def bundle_by_zone(zone, minutes, limit):
    """Return the bundle of each count: one zone, at most so many minutes.

    The counts of a zone are cut where the limit is reached, in the given order, so
    that a walk through the zone stays a walk.

    Parameters
    ----------
    zone : array_like of shape (n,) of int
        Zone of each count.
    minutes : array_like of shape (n,)
        Work of each count [minutes].
    limit : float
        Most work of a bundle [minutes]; a longer count is a bundle of its own.

    Returns
    -------
    ndarray of shape (n,) of int
        Number of the bundle, 0, 1, 2, ... by zone and order.

    Raises
    ------
    ValueError
        If the limit is not above 0 or the shapes differ.

    Examples
    --------
    >>> bundle_by_zone([7, 3, 7, 7], [4, 1, 4, 4], 8).tolist()
    [1, 0, 1, 2]
    """
    work = as_item_vector("minutes", minutes, minimum=0.0)
    place = np.asarray(zone)
    if place.shape != work.shape:
        raise ValueError(f"zone must have {len(work)} items")
    if not limit > 0:
        raise ValueError("limit must be above 0")
    order = np.argsort(place, kind="stable")
    bundle = np.empty(len(work), dtype=np.int64)
    number, used, last = -1, 0.0, None
    for item in order.tolist():
        if place[item] != last or used + work[item] > limit:
            number, used, last = number + 1, 0.0, place[item]
        used += work[item]
        bundle[item] = number
    return bundle


def share_among_counters(minutes, n_counters, *, load=None):
    """Return the counter of each bundle: the longest first to the least loaded.

    Parameters
    ----------
    minutes : array_like of shape (n_bundles,)
        Work of each bundle [minutes].
    n_counters : int
        Counters of the day, at least 1.
    load : array_like of shape (n_counters,), optional
        Work that they have already [minutes].

    Returns
    -------
    ndarray of shape (n_bundles,) of int
        Number of the counter.

    Raises
    ------
    ValueError
        If there is no counter.

    References
    ----------
    Graham, R. L. (1969), Bounds on multiprocessing timing anomalies, SIAM Journal
    on Applied Mathematics 17 (longest work first to the least loaded machine).

    Examples
    --------
    >>> share_among_counters([5, 9, 4], 2).tolist()
    [1, 0, 1]
    """
    work = as_item_vector("minutes", minutes, minimum=0.0)
    if not n_counters >= 1:
        raise ValueError("n_counters must be at least 1")
    used = np.zeros(int(n_counters)) if load is None else load
    used = as_item_vector("load", used, int(n_counters), minimum=0.0).copy()
    counter = np.empty(len(work), dtype=np.int64)
    for bundle in np.argsort(-work, kind="stable").tolist():
        counter[bundle] = used.argmin()
        used[counter[bundle]] += work[bundle]
    return counter
