"""When a history is planned anew in a replay, and which lead times its orders have."""

import numpy as np
from scipy import special

from ..validation import as_item_vector

# Half of the history is replayed, planned anew at so many points of it.
REPLAYED_SHARE = 0.5
N_ORIGINS = 4
# No plan knows fewer buckets than this, and no replay measures fewer.
MINIMUM_KNOWN = 8
MINIMUM_MEASURED = 4
# The same lead times are drawn every time.
SEED = 20170417


def draw_lead_times(mean, variance, n_buckets, *, review=1.0, seed=SEED):
    """Draw a lead time for an order at the end of every bucket.

    Parameters
    ----------
    mean : array_like of shape (n,)
        Expected lead time [buckets].
    variance : array_like of shape (n,)
        Variance of the lead time [buckets^2].
    n_buckets : int
        Buckets T of the replay.
    review : array_like of shape (n,), default 1.0
        Review period [buckets]. The replay reviews at the end of every bucket, so
        what differs from one bucket is added to the lead time.
    seed : int
        Seed of the draw.

    Returns
    -------
    ndarray of shape (n, T) of int
        Whole lead times [buckets] of a gamma law, rounded at random so that the
        mean is kept.

    Examples
    --------
    >>> draw_lead_times([2.0], [0.0], 3).tolist()
    [[2, 2, 2]]
    """
    mean = as_item_vector("mean", mean, minimum=0.0)
    variance = as_item_vector("variance", variance, len(mean), 0.0)
    review = as_item_vector("review", review, len(mean), 0.0)
    generator = np.random.default_rng(seed)
    uniform = generator.random((len(mean), n_buckets))
    rounding = generator.random((len(mean), n_buckets))
    drawn = np.repeat(mean[:, None], n_buckets, axis=1)
    rows = np.flatnonzero((variance > 0) & (mean > 0))
    if len(rows):
        scale = (variance[rows] / mean[rows])[:, None]
        drawn[rows] = (
            special.gammaincinv(mean[rows, None] / scale, uniform[rows]) * scale
        )
    drawn = np.maximum(drawn + review[:, None] - 1, 0.0)
    return np.floor(drawn + rounding).astype(np.int64)


def replay_origins(n_buckets, protection):
    """Return where a history is planned anew, and the buckets left to warm up.

    Parameters
    ----------
    n_buckets : int
        Buckets of the history.
    protection : float
        Usual protection interval [buckets].

    Returns
    -------
    origins : ndarray of shape (o,) of int
        Buckets at whose end is planned; empty when the history is too short.
    warm_up : int
        Buckets that are not measured: the first orders must have arrived.

    Examples
    --------
    >>> origins, warm_up = replay_origins(52, 3.0)
    >>> origins.tolist(), warm_up
    ([22, 30, 39, 48], 3)
    """
    warm_up = int(np.ceil(protection))
    first = n_buckets - int(n_buckets * REPLAYED_SHARE) - warm_up - 1
    first = max(first, MINIMUM_KNOWN)
    last = n_buckets - MINIMUM_MEASURED
    room = n_buckets - 1 - first
    if room < MINIMUM_MEASURED + 1:
        return np.zeros(0, dtype=np.int64), 0
    warm_up = min(warm_up, room - MINIMUM_MEASURED)
    spread = np.linspace(first, max(last, first), N_ORIGINS)
    return np.unique(spread.astype(np.int64)), warm_up


def first_measured(demand, origins, warm_up):
    """Return the bucket from which each item is measured; the end if never.

    An item counts after the first plan that knew enough of its history.

    Parameters
    ----------
    demand : ndarray of shape (n, T)
        Demand [units/bucket]; NaN = not observed.
    origins : ndarray of shape (o,) of int
        Buckets at whose end is planned.
    warm_up : int
        Buckets after the plan that are not measured.

    Returns
    -------
    ndarray of shape (n,)
        First measured bucket; T where no plan knew the item.

    Examples
    --------
    >>> born_late = np.array([[np.nan] * 10 + [1.0] * 20])
    >>> first_measured(born_late, np.array([9, 18, 24]), 2).tolist()
    [21.0]
    """
    known = np.cumsum(~np.isnan(demand), axis=1)[:, origins] >= MINIMUM_KNOWN
    first = origins[known.argmax(axis=1)] + 1 + warm_up
    return np.where(known.any(axis=1), first, demand.shape[1]).astype(np.float64)
