"""Requirements of components: explosion through all levels of the products."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ..validation import as_item_vector, as_matrix
from .bill_of_materials import low_level_codes


@dataclass(frozen=True)
class Requirements:
    """What items require in each period.

    Attributes
    ----------
    gross : ndarray of shape (items, T), independent and dependent together [units]
    dependent : ndarray of shape (items, T), what other items take [units]
    net : ndarray of shape (items, T), what stock and receipts do not cover [units]
    low_level_code : ndarray of shape (items,)
    """

    gross: np.ndarray
    dependent: np.ndarray
    net: np.ndarray
    low_level_code: np.ndarray


def explode(
    independent, lines, *, yield_share=None, offset=None, on_hand=None, receipts=None
):
    """Return the requirements of all items, level by level.

    What an item requires in a period has to be started ``offset`` periods earlier;
    its components are required then. What should have started in the past is
    required in the first period. With ``on_hand`` or ``receipts`` only what these do
    not cover is made.

    Parameters
    ----------
    independent : array_like of shape (items, T)
        Demand from outside by period [units].
    lines : BomLines
        The bills of material.
    yield_share : array_like of shape (items,), optional
        Good share of what is made of each item, above 0 to 1.
    offset : array_like of shape (items,), optional
        Periods from start to availability.
    on_hand : array_like of shape (items,), optional
        Stock that may be used [units].
    receipts : array_like of shape (items, T), optional
        What comes by period [units].

    Returns
    -------
    Requirements
        Gross, dependent and net requirements.

    Raises
    ------
    ValueError
        If shapes or ranges are wrong or products contain themselves.

    References
    ----------
    Orlicky, J. (1975), Material Requirements Planning.

    Examples
    --------
    A lamp takes 2 bulbs a period before it is ready:

    >>> from .bill_of_materials import BomLines
    >>> one = np.array([0])
    >>> lines = BomLines(one, one + 1, np.array([2.0]), np.zeros(1))
    >>> need = [[0.0, 0.0, 5.0], [0.0, 1.0, 0.0]]
    >>> explode(need, lines, offset=[1, 0]).gross.tolist()
    [[0.0, 0.0, 5.0], [0.0, 11.0, 0.0]]
    """
    independent = as_matrix("independent", independent, minimum=0.0, allow_nan=False)
    count, periods = independent.shape
    shares = as_item_vector(
        "yield_share", 1.0 if yield_share is None else yield_share, count, 0.0, 1.0
    )
    if (shares <= 0).any():
        raise ValueError("yield_share must be above 0")
    shifts = as_item_vector("offset", 0.0 if offset is None else offset, count, 0.0)
    stock = as_item_vector("on_hand", 0.0 if on_hand is None else on_hand, count)
    coming = np.zeros((count, periods)) if receipts is None else receipts
    coming = as_matrix("receipts", coming, count, 0.0, allow_nan=False)
    code = low_level_codes(lines.parent, lines.component, count)
    usage = lines.get_usage(shares)
    dependent, net = np.zeros((count, periods)), np.zeros((count, periods))
    line_code = code[lines.parent]
    for level in range(int(code.max(initial=0)) + 1):
        items = np.flatnonzero(code == level)
        gross = independent[items] + dependent[items]
        net[items] = _net(gross, stock[items], coming[items])
        rows = np.flatnonzero(line_code == level)
        started = _shift(net[lines.parent[rows]], shifts[lines.parent[rows]])
        spread = sparse.csr_array(
            (usage[rows], (lines.component[rows], np.arange(len(rows)))),
            (count, len(rows)),
        )
        dependent += spread @ started
    return Requirements(independent + dependent, dependent, net, code)


def _net(gross, stock, receipts):
    """Return by period what stock and receipts so far do not cover."""
    need = np.cumsum(gross, axis=1)
    there = stock[:, None] + np.cumsum(receipts, axis=1)
    lack = np.maximum.accumulate(np.maximum(need - there, 0.0), axis=1)
    return np.diff(lack, axis=1, prepend=0.0)


def _shift(table, periods):
    """Return rows moved to earlier periods; what falls before the first adds to it."""
    rows, columns = np.nonzero(table)
    moved = np.maximum(columns - periods[rows].astype(np.int64), 0)
    result = np.zeros(table.shape)
    np.add.at(result, (rows, moved), table[rows, columns])
    return result
