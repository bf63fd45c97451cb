"""Share a scarce supply among sites, or push a surplus to them."""

from dataclasses import dataclass

import numpy as np

from ..inventory.rounding import in_units
from ..validation import as_item_vector, as_matrix

# A site without uncertainty counts as one with this share of the largest
# deviation: it is filled to its mean before the others run low.
LEAST_RELATIVE_SIGMA = 1e-6


@dataclass(frozen=True)
class FairShare:
    """Shares of a supply that give all served sites the same safety factor.

    Attributes
    ----------
    quantity : ndarray of shape (n, J)
        Quantity for each site [units].
    factor : ndarray of shape (n,)
        Common safety factor k of the served sites: mean + k sigma is their level;
        NaN without supply beyond the backorders.
    """

    quantity: np.ndarray
    factor: np.ndarray


def fair_share(position, mean, sigma, supply, *, unit=None):
    """Share the supply of each product so that the sites run equal risks.

    Backorders are served first, in proportion if they exceed the supply. The rest
    raises the sites with the lowest cover to a common level mean + k sigma:
    sum of max(0, mean + k sigma - position) = supply. Nothing is taken from a site.

    Parameters
    ----------
    position : array_like of shape (n, J)
        Stock position of each site [units]; negative = backorders.
    mean : array_like of shape (n, J)
        Expected demand until the next supply [units].
    sigma : array_like of shape (n, J)
        Standard deviation of that demand [units]. Without any, the sites get equal
        shares of their means instead.
    supply : array_like of shape (n,)
        Quantity to share [units].
    unit : array_like of shape (n,), optional
        Smallest step of the unit of measure [units]: quantities are rounded by
        largest remainders and the part of the supply below a step is kept.

    Returns
    -------
    FairShare
        Quantities, which add up to the supply, and the common factor.

    References
    ----------
    Clark, A. J. & Scarf, H. (1960), Optimal policies for a multi-echelon inventory
    problem, Management Science 6 (myopic allocation).
    Eppen, G. & Schrage, L. (1981), Centralized ordering policies in a
    multi-warehouse system with lead times and random demand.

    Examples
    --------
    >>> result = fair_share([[10, 0]], [[20, 10]], [[4, 2]], [26])
    >>> result.quantity.round(9).tolist(), result.factor.round(9).tolist()
    ([[14.0, 12.0]], [1.0])
    """
    position, supply = _as_stock(position, supply)
    mean = _like("mean", mean, position)
    sigma = _like("sigma", sigma, position)
    largest = sigma.max(axis=1, keepdims=True, initial=0.0)
    slope = np.maximum(sigma, LEAST_RELATIVE_SIGMA * largest)
    all_means = mean.max(axis=1, keepdims=True, initial=0.0)
    equal = np.where(all_means > 0, mean, 1.0)
    slope = np.where(largest > 0, slope, equal)
    first = _backorder_share(position, supply)
    left = np.maximum(supply - first.sum(axis=1), 0.0)
    rest, factor = _water_fill(np.maximum(position, 0.0), mean, slope, left)
    factor = np.where(left > 0, factor, np.nan)
    return FairShare(_in_whole_units(first + rest, supply, unit), factor)


def equal_cover(position, rate, supply, *, unit=None):
    """Share the supply of each product so that the sites last equally long.

    Backorders are served first, in proportion if they exceed the supply. The rest
    raises the sites that run out first to a common number of days.

    Parameters
    ----------
    position : array_like of shape (n, J)
        Stock position of each site [units]; negative = backorders.
    rate : array_like of shape (n, J)
        Expected demand [units/day].
    supply : array_like of shape (n,)
        Quantity to share [units].
    unit : array_like of shape (n,), optional
        Smallest step of the unit of measure [units], as in ``fair_share``.

    Returns
    -------
    ndarray of shape (n, J)
        Quantity for each site [units]. A site without demand gets nothing beyond
        its backorders; without any demand the rest of the supply is kept.

    References
    ----------
    Martin, A. J. (1995), Distribution Resource Planning (fair shares).

    Examples
    --------
    >>> equal_cover([[10, 0, 5]], [[2, 1, 0]], [20]).tolist()
    [[10.0, 10.0, 0.0]]
    """
    position, supply = _as_stock(position, supply)
    rate = _like("rate", rate, position)
    first = _backorder_share(position, supply)
    has_demand = (rate > 0).any(axis=1)
    left = np.maximum(supply - first.sum(axis=1), 0.0) * has_demand
    # Sites without demand are filled to no level at all.
    held = np.where(rate > 0, np.maximum(position, 0.0), 0.0)
    rest, _ = _water_fill(held, np.zeros_like(rate), rate, left)
    shared = first.sum(axis=1) + left
    return _in_whole_units(first + rest, np.minimum(shared, supply), unit)


def push_surplus(surplus, rate, *, unit=None):
    """Push a surplus to the sites in proportion to their demand.

    Parameters
    ----------
    surplus : array_like of shape (n,)
        Quantity to push [units].
    rate : array_like of shape (n, J)
        Expected demand of each site [units/day].
    unit : array_like of shape (n,), optional
        Smallest step of the unit of measure [units], as in ``fair_share``.

    Returns
    -------
    ndarray of shape (n, J)
        Quantity for each site [units]; nothing is pushed without demand.

    References
    ----------
    Martin, A. J. (1995), Distribution Resource Planning (push allocation).

    Examples
    --------
    >>> push_surplus([10], [[3, 1, 0]], unit=1).tolist()
    [[8.0, 2.0, 0.0]]
    """
    rate = as_matrix("rate", rate, minimum=0.0, allow_nan=False)
    surplus = as_item_vector("surplus", surplus, len(rate), minimum=0.0)
    total = rate.sum(axis=1)
    has_demand = total > 0
    share = rate / np.where(has_demand, total, 1.0)[:, None]
    return _in_whole_units(surplus[:, None] * share, surplus * has_demand, unit)


def _as_stock(position, supply):
    """Return position and supply, checked."""
    position = as_matrix("position", position, allow_nan=False)
    if position.shape[1] == 0:
        raise ValueError("position must have at least one site")
    return position, as_item_vector("supply", supply, len(position), minimum=0.0)


def _like(name, value, position):
    """Return a non-negative matrix of the shape of the positions, checked."""
    matrix = as_matrix(name, value, len(position), 0.0, allow_nan=False)
    if matrix.shape != position.shape:
        raise ValueError(f"{name} must have {position.shape[1]} columns")
    return matrix


def _backorder_share(position, supply):
    """Return the part of the supply that serves backorders."""
    owed = np.maximum(-position, 0.0)
    total = owed.sum(axis=1)
    is_short = total > supply
    share = np.where(is_short, supply / np.where(is_short, total, 1.0), 1.0)
    return owed * share[:, None]


def _water_fill(held, mean, slope, supply):
    """Return max(0, mean + k slope - held) that add up to the supply, and k.

    A site is served from k = (held - mean) / slope on. Sorted by that, the served
    sites are the first ones, and k follows from their sums.
    """
    n_rows, n_sites = held.shape
    is_active = slope > 0
    divisor = np.where(is_active, slope, 1.0)
    start = np.where(is_active, (held - mean) / divisor, np.inf)
    order = np.argsort(start, axis=1, kind="stable")
    sorted_start = np.take_along_axis(start, order, axis=1)
    sorted_slope = np.take_along_axis(slope, order, axis=1)
    # The water above the level where each next site begins: sums of differences,
    # so that large stocks do not drown small supplies.
    finite = np.where(np.isfinite(sorted_start), sorted_start, 0.0)
    rise = np.diff(finite, axis=1) * np.isfinite(sorted_start[:, 1:])
    area = np.cumsum(np.cumsum(sorted_slope, axis=1)[:, :-1] * rise, axis=1)
    area = np.where(np.isfinite(sorted_start[:, 1:]), area, np.inf)
    served = (area < supply[:, None]).sum(axis=1)
    rows = np.arange(n_rows)
    before = np.where(served > 0, area[rows, served - 1], 0.0) if n_sites > 1 else 0.0
    width = np.cumsum(sorted_slope, axis=1)[rows, served]
    above = np.where(width > 0, (supply - before) / np.where(width > 0, width, 1), 0.0)
    factor = finite[rows, served] + above
    lift = np.where(is_active, factor[:, None] - np.where(is_active, start, 0.0), 0.0)
    quantity = np.maximum(lift, 0.0) * slope
    # Settle the rounding on the supply.
    total = quantity.sum(axis=1)
    scale = np.where(total > 0, supply / np.where(total > 0, total, 1.0), 0.0)
    return quantity * scale[:, None], factor


def _in_whole_units(quantity, supply, unit):
    """Return the quantities in whole units by largest remainders."""
    if unit is None:
        return quantity
    unit = as_item_vector("unit", unit, len(quantity))
    if not (unit > 0).all():
        raise ValueError("unit must be above 0")
    steps = in_units(quantity, unit[:, None])
    whole = np.floor(steps)
    wanted = np.floor(in_units(supply, unit))
    missing = wanted - whole.sum(axis=1)
    order = np.argsort(whole - steps, axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    # Only sites with a share of their own are rounded up.
    extra = (rank < missing[:, None]) & (steps > 0)
    return (whole + extra) * unit[:, None]
