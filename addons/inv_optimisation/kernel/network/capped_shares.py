"""Shares of a supply that no branch exceeds: a level that is raised up to caps."""

import numpy as np

from ..inventory.rounding import floor_to_unit, in_units
from ..validation import as_item_vector, as_matrix

# A branch whose level rises slower than this share of the quickest gets nothing.
LEAST_RELATIVE_SLOPE = 1e-12


def push_with_limit(surplus, rate, room, unit):
    """Push a surplus to the branches by demand share, none beyond its room.

    What a full branch cannot take goes to the others by the same shares.

    Parameters
    ----------
    surplus : array_like of shape (n,)
        Quantity that may be pushed [units].
    rate : array_like of shape (n, J)
        Expected demand of each branch [units/day].
    room : array_like of shape (n, J)
        Most that each branch takes [units].
    unit : array_like of shape (n,)
        Step of the transfers [units], above 0.

    Returns
    -------
    ndarray of shape (n, J)
        Quantity for each branch in whole steps [units].

    References
    ----------
    Martin, A. J. (1995), Distribution Resource Planning (push allocation).

    Examples
    --------
    >>> push_with_limit([20], [[3, 1, 0]], [[6, 9, 9]], [1]).tolist()
    [[6.0, 9.0, 0.0]]
    """
    rate = as_matrix("rate", rate, minimum=0.0, allow_nan=False)
    room = as_matrix("room", room, len(rate), 0.0, allow_nan=False)
    unit = as_item_vector("unit", unit, len(rate))
    surplus = as_item_vector("surplus", surplus, len(rate), minimum=0.0)
    quantity, _ = fill_to_caps(np.zeros_like(rate), rate, room, surplus)
    return in_whole_steps(quantity, room, surplus, unit)


def fill_to_caps(start, slope, cap, supply):
    """Raise a common level until the supply is used: the sum of clipped lines.

    Solves sum over j of min(cap, max(0, start + t slope)) = supply for t. The left
    side is piecewise linear in t, so its corners and one interpolation give t.

    Parameters
    ----------
    start : ndarray of shape (n, J)
        What each branch would get at level 0 [units]; may be negative.
    slope : ndarray of shape (n, J)
        What one step of the level adds [units], at least 0; 0 = gets nothing.
    cap : ndarray of shape (n, J)
        Most of each branch [units].
    supply : ndarray of shape (n,)
        Quantity to share [units].

    Returns
    -------
    tuple of (ndarray of shape (n, J), ndarray of shape (n,))
        Quantities, which add up to the supply or to the caps if these are less, and
        the level t; NaN where nothing can be given.

    Examples
    --------
    >>> quantity, level = fill_to_caps(
    ...     np.zeros((1, 2)), np.array([[1.0, 3.0]]), np.full((1, 2), 6.0),
    ...     np.array([7.0]))
    >>> quantity.tolist(), level.tolist()
    ([[1.75, 5.25]], [1.75])
    """
    largest = slope.max(axis=1, keepdims=True, initial=0.0)
    is_open = (slope > LEAST_RELATIVE_SLOPE * largest) & (cap > 0)
    divisor = np.where(is_open, slope, 1.0)
    begins = np.where(is_open, -start / divisor, np.nan)
    ends = np.where(is_open, (cap - start) / divisor, np.nan)
    corners = np.sort(np.hstack([begins, ends]), axis=1)  # NaN last
    known = ~np.isnan(corners)
    at_corner = np.where(known, corners, 0.0)

    def given(level):
        """Return the quantities at levels of shape (n, k), of shape (n, k, J)."""
        line = start[:, None, :] + level[:, :, None] * slope[:, None, :]
        part = np.clip(line, 0.0, cap[:, None, :])
        return np.where(is_open[:, None, :], part, 0.0)

    total = np.where(known, given(at_corner).sum(axis=2), np.inf)
    supply = np.minimum(supply, np.where(is_open, cap, 0.0).sum(axis=1))
    n_corners = corners.shape[1]
    after = np.clip((total < supply[:, None]).sum(axis=1), 0, max(n_corners - 1, 0))
    rows = np.arange(len(start))
    if not n_corners:
        return np.zeros_like(start), np.full(len(start), np.nan)
    before = np.maximum(after - 1, 0)
    left, right = at_corner[rows, before], at_corner[rows, after]
    low, high = total[rows, before], total[rows, after]
    rises = np.isfinite(high) & (high > low)
    share = np.where(
        rises, (supply - low) / np.where(rises, np.where(rises, high, 1) - low, 1), 0.0
    )
    level = left + np.clip(share, 0.0, 1.0) * (right - left)
    quantity = given(level[:, None])[:, 0, :]
    level = np.where(is_open.any(axis=1) & (supply > 0), level, np.nan)
    return quantity, level


def in_whole_steps(quantity, cap, supply, unit):
    """Return quantities in whole steps by largest remainders, none above its cap.

    Parameters
    ----------
    quantity : ndarray of shape (n, J)
        Quantities [units].
    cap : ndarray of shape (n, J)
        Most of each branch [units].
    supply : ndarray of shape (n,)
        What they may add up to [units]; the part below a step is kept.
    unit : ndarray of shape (n,)
        Step [units], above 0.

    Returns
    -------
    ndarray of shape (n, J)
        Quantities in whole steps [units].

    Examples
    --------
    >>> in_whole_steps(
    ...     np.array([[2.6, 2.4]]), np.array([[9.0, 9.0]]), np.array([5.0]),
    ...     np.array([1.0])).tolist()
    [[3.0, 2.0]]
    """
    steps = in_units(quantity, unit[:, None])
    whole = np.floor(steps)
    used = np.minimum(quantity.sum(axis=1), supply)
    # Rounding of the sum must not lose the last step.
    wanted = np.floor(in_units(used * (1.0 + 1e-12), unit))
    missing = wanted - whole.sum(axis=1)
    has_room = whole + 1.0 <= np.floor(in_units(cap, unit[:, None]))
    key = np.where(has_room & (steps > 0), whole - steps, np.inf)
    rank = np.argsort(np.argsort(key, axis=1, kind="stable"), axis=1, kind="stable")
    extra = (rank < missing[:, None]) & np.isfinite(key)
    return floor_to_unit((whole + extra) * unit[:, None], unit[:, None])
