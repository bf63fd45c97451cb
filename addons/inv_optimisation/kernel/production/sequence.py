"""The sequence in which orders are served, partly ranked by hand."""

import numpy as np

from ..validation import as_item_vector


def sequence_orders(rank, position):
    """Return the place of each order when some were ranked by hand.

    Ranked orders keep the order of their ranks. An order without a rank comes after
    as many ranked ones as precede it by default, so that one order dragged from far
    away shifts the others by one place at most.

    Parameters
    ----------
    rank : array_like of shape (n,)
        Rank by hand, NaN = none.
    position : array_like of shape (n,)
        Place in the default sequence, a permutation of 0 to n - 1.

    Returns
    -------
    ndarray of shape (n,)
        Place of each order, 0 = first.

    Raises
    ------
    ValueError
        If ``position`` is not a permutation or the shapes differ.

    Examples
    --------
    The fourth of four orders was dragged to the front; a fifth came later:

    >>> sequence_orders([2.0, 3.0, 4.0, 1.0], [0, 1, 2, 3]).tolist()
    [1, 2, 3, 0]
    >>> sequence_orders([2.0, 3.0, 4.0, 1.0, float("nan")], [0, 1, 2, 3, 4]).tolist()
    [1, 2, 3, 0, 4]
    """
    rank = as_item_vector("rank", rank, allow_nan=True)
    position = as_item_vector("position", position, len(rank), 0.0)
    if not np.array_equal(np.sort(position), np.arange(len(rank))):
        raise ValueError("position must be a permutation of 0 to n - 1")
    is_ranked = ~np.isnan(rank)
    ranked = np.flatnonzero(is_ranked)
    number = np.empty(len(ranked))
    number[np.lexsort((position[ranked], rank[ranked]))] = np.arange(len(ranked))
    key = np.searchsorted(np.sort(position[ranked]), position).astype(np.float64)
    key[ranked] = number + 0.5
    places = np.empty(len(rank), dtype=np.int64)
    places[np.lexsort((position, key))] = np.arange(len(rank))
    return places
