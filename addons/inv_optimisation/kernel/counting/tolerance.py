"""Is a count close enough to the book, and what do the differences add up to."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector

# A difference this close (relative) to a limit is within it: 0.3 - 0.2 is 0.1.
LIMIT_TOLERANCE = 1e-9


@dataclass(frozen=True)
class VarianceSummary:
    """Differences between counts and books, added up.

    Gains and losses hide each other in the net numbers; the absolute numbers show
    how wrong the records are. A share is NaN where there is nothing to divide by.

    Attributes
    ----------
    n_counted : int
        Counted items.
    hit_rate : float
        Share of the counts within tolerance.
    net_quantity : float
        Sum of the differences, counted less book [units].
    absolute_quantity : float
        Sum of the absolute differences [units].
    net_value : float
        Value of the differences [currency].
    absolute_value : float
        Value of the absolute differences [currency].
    book_value : float
        Value of the books, negative stock counted as positive [currency].
    net_value_share : float
        Net value over the book value.
    absolute_value_share : float
        Absolute value over the book value.
    """

    n_counted: int
    hit_rate: float
    net_quantity: float
    absolute_quantity: float
    net_value: float
    absolute_value: float
    book_value: float
    net_value_share: float
    absolute_value_share: float


def within_tolerance(
    book, counted, unit_cost, *, percent, absolute=0.0, value_limit=np.nan
):
    """Return whether each count is close enough to the book.

    Parameters
    ----------
    book : array_like of shape (n,)
        Quantity of the record [units]; may be negative.
    counted : array_like of shape (n,)
        Counted quantity [units].
    unit_cost : array_like of shape (n,)
        Value of a unit [currency/unit].
    percent : array_like of shape (n,)
        Allowed difference [percent of the book]: 0.5 for half a percent.
    absolute : array_like of shape (n,), default 0.0
        Allowed difference [units]; the larger of the two limits counts.
    value_limit : array_like of shape (n,), default NaN
        Allowed value of the difference [currency]; NaN = no limit.

    Returns
    -------
    ndarray of shape (n,) of bool
        True where both the quantity and the value are within their limits.

    References
    ----------
    Brooks, R. B. & Wilson, L. W. (2007), Inventory Record Accuracy, 2nd edition
    (tolerances).

    Examples
    --------
    >>> within_tolerance([200, 200, 0], [201, 202, 1], [3, 3, 3],
    ...                  percent=0.5, absolute=[0, 0, 2]).tolist()
    [True, False, True]
    """
    book = as_item_vector("book", book)
    n_items = len(book)
    counted = as_item_vector("counted", counted, n_items, minimum=0.0)
    cost = as_item_vector("unit_cost", unit_cost, n_items, minimum=0.0)
    percent = as_item_vector("percent", percent, n_items, minimum=0.0)
    absolute = as_item_vector("absolute", absolute, n_items, minimum=0.0)
    value_limit = as_item_vector(
        "value_limit", value_limit, n_items, 0.0, allow_nan=True
    )
    difference = np.abs(counted - book)
    limit = np.maximum(percent / 100.0 * np.abs(book), absolute)
    # Rounding of the difference grows with the quantities, not with the limit.
    rounding = np.finfo(np.float64).eps * np.abs(book)
    slack = np.maximum(LIMIT_TOLERANCE * limit, rounding)
    is_close = difference <= limit + slack
    has_limit = ~np.isnan(value_limit)
    ceiling = np.where(has_limit, value_limit, 0.0) * (1.0 + LIMIT_TOLERANCE)
    return is_close & (~has_limit | (difference * cost <= ceiling))


def variance_summary(book, counted, unit_cost, ok):
    """Add up the differences between counts and books.

    Parameters
    ----------
    book : array_like of shape (n,)
        Quantity of the record [units]; may be negative.
    counted : array_like of shape (n,)
        Counted quantity [units].
    unit_cost : array_like of shape (n,)
        Value of a unit [currency/unit].
    ok : array_like of shape (n,) of bool
        Whether the count is within tolerance.

    Returns
    -------
    VarianceSummary
        Hit rate, net and absolute differences, and their shares of the book value.

    Raises
    ------
    ValueError
        If ``ok`` is not one boolean per item.

    References
    ----------
    Piasecki, D. J. (2003), Inventory Accuracy: People, Processes, & Technology
    (net and absolute variance).

    Examples
    --------
    >>> result = variance_summary([10, 10], [8, 12], [5, 5], [False, False])
    >>> result.net_value, result.absolute_value, result.absolute_value_share
    (0.0, 20.0, 0.2)
    """
    book = as_item_vector("book", book)
    n_items = len(book)
    counted = as_item_vector("counted", counted, n_items, minimum=0.0)
    cost = as_item_vector("unit_cost", unit_cost, n_items, minimum=0.0)
    ok = np.asarray(ok)
    if ok.shape != (n_items,) or (n_items and ok.dtype != np.bool_):
        raise ValueError(f"ok must be {n_items} booleans")
    difference = counted - book
    net_value = float((difference * cost).sum())
    absolute_value = float((np.abs(difference) * cost).sum())
    book_value = float((np.abs(book) * cost).sum())
    return VarianceSummary(
        n_counted=n_items,
        hit_rate=_share(float(ok.sum()), float(n_items)),
        net_quantity=float(difference.sum()),
        absolute_quantity=float(np.abs(difference).sum()),
        net_value=net_value,
        absolute_value=absolute_value,
        book_value=book_value,
        net_value_share=_share(net_value, book_value),
        absolute_value_share=_share(absolute_value, book_value),
    )


def _share(part, whole):
    """Return the quotient, NaN without a whole."""
    return part / whole if whole > 0 else float("nan")
