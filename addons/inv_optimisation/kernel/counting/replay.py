"""What the book said when an item was counted: today's book less the moves since."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector


@dataclass(frozen=True)
class CountReplay:
    """The book at the moment of each count.

    Attributes
    ----------
    expected : ndarray of shape (n,)
        Quantity on the books when the last scan was made [units].
    moved_since : ndarray of shape (n,)
        Net quantity moved after the last scan [units]; arrivals are positive.
    moves_during : ndarray of shape (n,)
        Moves from the first to the last scan, both moments included: the count may
        or may not have seen them.
    """

    expected: np.ndarray
    moved_since: np.ndarray
    moves_during: np.ndarray


def replay_count(
    book_now, first_scan, last_scan, *, move_item, move_time, move_quantity
):
    """Return what the book said at the last scan, by taking back later moves.

    The variance of a count is the counted quantity less this. Posting the variance,
    instead of the counted quantity, keeps whatever was moved after the scan.

    Parameters
    ----------
    book_now : array_like of shape (n,)
        Quantity on the books now [units].
    first_scan : array_like of shape (n,)
        Moment of the first scan [seconds].
    last_scan : array_like of shape (n,)
        Moment of the last scan [seconds], not before the first.
    move_item : array_like of shape (n_moves,) of int
        Item of each move, an index from 0 to n - 1.
    move_time : array_like of shape (n_moves,)
        Moment of the move, on the same clock [seconds].
    move_quantity : array_like of shape (n_moves,)
        Moved quantity [units]; arrivals are positive, departures negative.

    Returns
    -------
    CountReplay
        Expected quantity, quantity moved since, moves during the count.

    Raises
    ------
    ValueError
        If the last scan is before the first, an index is out of range, or the shapes
        differ.

    Examples
    --------
    Ten are on the books, two left after the scan, one arrived before it:

    >>> result = replay_count(
    ...     [10], [100], [160],
    ...     move_item=[0, 0], move_time=[200, 50], move_quantity=[-2, 1],
    ... )
    >>> result.expected.tolist(), result.moves_during.tolist()
    ([12.0], [0])
    """
    book = as_item_vector("book_now", book_now)
    first = as_item_vector("first_scan", first_scan, len(book))
    last = as_item_vector("last_scan", last_scan, len(book))
    if (last < first).any():
        raise ValueError("last_scan must not be before first_scan")
    item = np.atleast_1d(np.asarray(move_item, dtype=np.int64))
    time = as_item_vector("move_time", move_time, len(item))
    quantity = as_item_vector("move_quantity", move_quantity, len(item))
    if len(item) and not (item.min() >= 0 and item.max() < len(book)):
        raise ValueError("move_item must be an index of an item")
    is_later = time > last[item]
    since = np.bincount(
        item[is_later], weights=quantity[is_later], minlength=len(book)
    ).astype(np.float64)
    is_during = (time >= first[item]) & ~is_later
    during = np.bincount(item[is_during], minlength=len(book))
    return CountReplay(book - since, since, during)
