"""Classes by movement (fast, slow, non-moving) and by unit cost (high, medium, low)."""

import numpy as np

from ..validation import as_item_vector
from .criteria import abc_share

# Cumulative share of the pick lines of fast movers and of fast and slow movers
# (algorithm sheet 1.2: F 70 %, S the next 20 to 25 %).
FAST_SHARE = 0.70
SLOW_SHARE = 0.90
# No issue for a year is no movement, whatever the lines before (weekly buckets).
DEAD_PERIODS = 52.0
# Cumulative share of the unit costs (algorithm sheet 1.2: Pareto 70 / 20 / 10).
HIGH_SHARE = 0.70
MEDIUM_SHARE = 0.90

# Guards a share such as 0.7 against rounding of the cumulative sum.
_SHARE_TOLERANCE = 1e-12


def fsn_class(
    lines,
    *,
    periods_since_issue=None,
    fast_share=FAST_SHARE,
    slow_share=SLOW_SHARE,
    dead_periods=DEAD_PERIODS,
):
    """Classify items by how often they are picked.

    Parameters
    ----------
    lines : array_like of shape (n,)
        Pick lines per period [1/period]; NaN counts as 0.
    periods_since_issue : array_like of shape (n,), optional
        Periods since the last issue [periods]; NaN = no issue known, judged by the
        lines alone.
    fast_share : float, default 0.70
        Cumulative share of the lines that class F covers.
    slow_share : float, default 0.90
        Cumulative share of the lines that classes F and S cover.
    dead_periods : float, default 52.0
        From this many periods without an issue on an item is N [periods].

    Returns
    -------
    ndarray of shape (n,) of str
        "F", "S" or "N". The item that crosses a limit belongs to the faster class;
        items without lines are "N".

    Raises
    ------
    ValueError
        If the shares are not 0 < fast_share <= slow_share <= 1, or dead_periods is
        not above 0.

    References
    ----------
    Algorithm sheet, section 1.2 (fast, slow and non-moving items).

    Examples
    --------
    >>> fsn_class([60, 25, 10, 5, 0]).tolist()
    ['F', 'F', 'S', 'N', 'N']
    >>> fsn_class([60, 25], periods_since_issue=[1, 60]).tolist()
    ['F', 'N']
    """
    if not 0 < fast_share <= slow_share <= 1:
        raise ValueError("shares must satisfy 0 < fast_share <= slow_share <= 1")
    if not dead_periods > 0:
        raise ValueError("dead_periods must be above 0")
    lines = as_item_vector("lines", lines, minimum=0.0, allow_nan=True)
    result = _pareto(lines, (fast_share, slow_share), ("F", "S", "N"))
    if periods_since_issue is None:
        return result
    idle = as_item_vector(
        "periods_since_issue", periods_since_issue, len(lines), 0.0, allow_nan=True
    )
    return np.where(idle >= dead_periods, "N", result)  # False for NaN


def cost_class(
    unit_cost,
    *,
    high_share=HIGH_SHARE,
    medium_share=MEDIUM_SHARE,
    high_limit=None,
    medium_limit=None,
):
    """Classify items by unit cost: high, medium, low.

    Parameters
    ----------
    unit_cost : array_like of shape (n,)
        Cost of a unit [currency/unit]; NaN counts as 0.
    high_share : float, default 0.70
        Cumulative share of the sum of the unit costs that class H covers.
    medium_share : float, default 0.90
        Cumulative share that classes H and M cover.
    high_limit : float, optional
        Smallest unit cost of class H; with ``medium_limit`` instead of the shares.
    medium_limit : float, optional
        Smallest unit cost of class M.

    Returns
    -------
    ndarray of shape (n,) of str
        "H", "M" or "L"; items without a cost are "L".

    Raises
    ------
    ValueError
        If shares or limits are not in order, or only one limit is given.

    References
    ----------
    Algorithm sheet, section 1.2 (high, medium and low cost).

    Examples
    --------
    >>> cost_class([700, 200, 60, 40, 0]).tolist()
    ['H', 'M', 'L', 'L', 'L']
    >>> cost_class([700, 200, 60], high_limit=500, medium_limit=100).tolist()
    ['H', 'M', 'L']
    """
    cost = as_item_vector("unit_cost", unit_cost, minimum=0.0, allow_nan=True)
    if (high_limit is None) != (medium_limit is None):
        raise ValueError("high_limit and medium_limit must be given together")
    if high_limit is not None:
        if not 0 < medium_limit <= high_limit:
            raise ValueError("limits must satisfy 0 < medium_limit <= high_limit")
        above = [cost >= high_limit, cost >= medium_limit]
        return np.select(above, ["H", "M"], default="L")
    if not 0 < high_share <= medium_share <= 1:
        raise ValueError("shares must satisfy 0 < high_share <= medium_share <= 1")
    return _pareto(cost, (high_share, medium_share), ("H", "M", "L"))


def _pareto(value, limits, labels):
    """Return the label of each item by the share of the total that ranks before it."""
    share = abc_share(value)
    positive = np.nan_to_num(value) > 0
    first = positive & (share < limits[0] - _SHARE_TOLERANCE)
    second = positive & (share < limits[1] - _SHARE_TOLERANCE)
    return np.select([first, second], labels[:2], default=labels[2])
