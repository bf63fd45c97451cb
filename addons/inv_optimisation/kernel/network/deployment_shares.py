"""Three ways to share what a hub has among branches that ask for more."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from ..validation import as_item_vector, as_matrix
from .allocation import LEAST_RELATIVE_SIGMA
from .capped_shares import fill_to_caps, in_whole_steps

METHODS = ("equal_risk", "proportional", "by_priority")
_ROOT_TWO_PI = np.sqrt(2.0 * np.pi)


@dataclass(frozen=True)
class DeploymentShares:
    """Shares of each branch by three methods, none above what it asks for.

    Attributes
    ----------
    equal_risk : ndarray of shape (n, J)
        Every branch gets the same safety factor [units].
    proportional : ndarray of shape (n, J)
        Every branch gets the same share of what it asks for [units].
    by_priority : ndarray of shape (n, J)
        Branches of a better priority are served in full first [units].
    factor : ndarray of shape (n,)
        Common safety factor k of equal risk; NaN where every branch gets all it
        asks for, or nothing is left after the backorders.
    share : ndarray of shape (n,)
        Common share of proportional, from 0 to 1.
    """

    equal_risk: np.ndarray
    proportional: np.ndarray
    by_priority: np.ndarray
    factor: np.ndarray
    share: np.ndarray


@dataclass(frozen=True)
class ShareFairness:
    """How evenly a share treats the branches that ask.

    Attributes
    ----------
    stockout : ndarray of shape (n, J)
        Probability that a branch runs out before its next supply; NaN for a branch
        that does not ask.
    fill : ndarray of shape (n, J)
        Share of its demand until then that it can serve; NaN as above.
    worst_stockout : ndarray of shape (n,)
        Largest of the probabilities.
    least_fill : ndarray of shape (n,)
        Smallest share of demand served.
    spread : ndarray of shape (n,)
        Largest less smallest probability.
    jain : ndarray of shape (n,)
        Index of Jain of the shares served, 1 = all the same, 1/J = one has all.
    """

    stockout: np.ndarray
    fill: np.ndarray
    worst_stockout: np.ndarray
    least_fill: np.ndarray
    spread: np.ndarray
    jain: np.ndarray


def deployment_shares(position, mean, sigma, *, asked, supply, rank, unit):
    """Return the shares of the supply of each product by three methods.

    Equal risk serves backorders first, then raises the branches with the lowest
    cover to a common level mean + k sigma. By priority serves the ranks in their
    order and shares in proportion within one. A branch that asks for nothing gets
    nothing, and none gets more than it asks for.

    Parameters
    ----------
    position : array_like of shape (n, J)
        Inventory position of each branch [units]; negative = backorders.
    mean : array_like of shape (n, J)
        Expected demand until the next supply [units].
    sigma : array_like of shape (n, J)
        Standard deviation of that demand [units].
    asked : array_like of shape (n, J)
        What each branch asks for [units], in whole steps.
    supply : array_like of shape (n,)
        What the hub can give [units].
    rank : array_like of shape (n, J)
        Priority, the smallest is served first.
    unit : array_like of shape (n,)
        Step of the transfers [units], above 0; quantities are rounded to it by
        largest remainders.

    Returns
    -------
    DeploymentShares
        Quantities of each method; each adds up to the supply in whole steps, or to
        what is asked if that is less.

    Raises
    ------
    ValueError
        If a shape does not fit, a number is negative, or a unit is not above 0.

    References
    ----------
    Clark, A. J. & Scarf, H. (1960), Optimal policies for a multi-echelon inventory
    problem, Management Science 6 (myopic allocation).
    Eppen, G. & Schrage, L. (1981), Centralized ordering policies in a
    multi-warehouse system with lead times and random demand.

    Examples
    --------
    >>> shares = deployment_shares(
    ...     [[10, 0]], [[20, 10]], [[4, 2]], asked=[[30, 20]], supply=[26],
    ...     rank=[[2, 1]], unit=[1])
    >>> shares.equal_risk.tolist(), shares.factor.round(9).tolist()
    ([[14.0, 12.0]], [1.0])
    >>> shares.proportional.tolist(), shares.by_priority.tolist()
    ([[16.0, 10.0]], [[6.0, 20.0]])
    """
    position = as_matrix("position", position, allow_nan=False)
    n_items = len(position)
    mean = _like("mean", mean, position)
    sigma = _like("sigma", sigma, position)
    asked = _like("asked", asked, position)
    rank = as_matrix("rank", rank, n_items, allow_nan=False)
    supply = as_item_vector("supply", supply, n_items, 0.0)
    unit = as_item_vector("unit", unit, n_items)
    if not (unit > 0).all():
        raise ValueError("unit must be above 0")
    total = asked.sum(axis=1)
    supply = np.minimum(supply, total)
    equal, factor = _equal_risk(position, mean, sigma, asked, supply)
    factor = np.where(supply < total, factor, np.nan)
    share = np.where(total > 0, supply / np.where(total > 0, total, 1.0), 1.0)
    steps = (
        in_whole_steps(quantity, asked, supply, unit)
        for quantity in (
            equal,
            asked * share[:, None],
            _by_rank(asked, rank, supply),
        )
    )
    return DeploymentShares(*steps, factor=factor, share=share)


def share_fairness(position, mean, sigma, *, asked, quantity):
    """Return how evenly quantities treat the branches that ask.

    Parameters
    ----------
    position : array_like of shape (n, J)
        Inventory position of each branch [units].
    mean : array_like of shape (n, J)
        Expected demand until the next supply [units].
    sigma : array_like of shape (n, J)
        Standard deviation of that demand [units].
    asked : array_like of shape (n, J)
        What each branch asks for [units]; 0 = left out.
    quantity : array_like of shape (n, J)
        What each branch gets [units].

    Returns
    -------
    ShareFairness
        Service of each branch and figures over all that ask; of a product that
        nobody asks for, no risk and all the same.

    References
    ----------
    Jain, R., Chiu, D. & Hawe, W. (1984), A quantitative measure of fairness and
    discrimination for resource allocation in shared computer systems, DEC Research
    Report TR-301.
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition, section 6.7 (normal loss).

    Examples
    --------
    >>> fair = share_fairness(
    ...     [[0, 0]], [[10, 10]], [[0, 0]], asked=[[20, 20]], quantity=[[10, 5]])
    >>> fair.fill.tolist(), fair.jain.tolist()
    ([[1.0, 0.5]], [0.9])
    """
    position = as_matrix("position", position, allow_nan=False)
    mean = _like("mean", mean, position)
    sigma = _like("sigma", sigma, position)
    is_asking = _like("asked", asked, position) > 0
    level = position + _like("quantity", quantity, position)
    has_spread = sigma > 0
    z = np.where(has_spread, (level - mean) / np.where(has_spread, sigma, 1.0), 0.0)
    stockout = np.where(has_spread, special.ndtr(-z), level < mean)
    with np.errstate(under="ignore", over="ignore"):
        density = np.exp(-0.5 * np.minimum(z * z, 1400.0)) / _ROOT_TWO_PI
        loss = np.where(
            has_spread,
            sigma * (density - z * special.ndtr(-z)),
            np.maximum(mean - level, 0.0),
        )
    served = 1.0 - np.maximum(loss, 0.0) / np.where(mean > 0, mean, 1.0)
    fill = np.where(mean > 0, np.clip(served, 0.0, 1.0), 1.0)
    worst = np.where(is_asking, stockout, 0.0).max(axis=1, initial=0.0)
    best = np.where(is_asking, stockout, 1.0).min(axis=1, initial=1.0)
    count = is_asking.sum(axis=1)
    total = np.where(is_asking, fill, 0.0).sum(axis=1)
    square = np.where(is_asking, fill**2, 0.0).sum(axis=1)
    has_share = square > 0
    jain = total**2 / np.where(has_share, np.maximum(count, 1) * square, 1.0)
    return ShareFairness(
        stockout=np.where(is_asking, stockout, np.nan),
        fill=np.where(is_asking, fill, np.nan),
        worst_stockout=worst,
        least_fill=np.where(is_asking, fill, 1.0).min(axis=1, initial=1.0),
        spread=np.where(count > 0, worst - np.minimum(best, worst), 0.0),
        # All get nothing: nobody is treated worse than another.
        jain=np.where(has_share, jain, 1.0),
    )


def _like(name, value, position):
    """Return a non-negative matrix of the shape of the positions, checked."""
    matrix = as_matrix(name, value, len(position), 0.0, allow_nan=False)
    if matrix.shape != position.shape:
        raise ValueError(f"{name} must have {position.shape[1]} columns")
    return matrix


def _equal_risk(position, mean, sigma, asked, supply):
    """Return shares at a common safety factor, and the factor."""
    owed = np.minimum(np.maximum(-position, 0.0), asked)
    total = owed.sum(axis=1)
    is_short = total > supply
    part = np.where(is_short, supply / np.where(is_short, total, 1.0), 1.0)
    first = owed * part[:, None]
    left = np.maximum(supply - first.sum(axis=1), 0.0)
    largest = np.where(asked > 0, sigma, 0.0).max(axis=1, keepdims=True, initial=0.0)
    slope = np.maximum(sigma, LEAST_RELATIVE_SIGMA * largest)
    # Without any spread the branches get equal shares of their means.
    slope = np.where(largest > 0, slope, np.where(mean > 0, mean, 1.0))
    rest, factor = fill_to_caps(
        mean - np.maximum(position, 0.0), slope, np.maximum(asked - first, 0.0), left
    )
    return first + rest, np.where(largest[:, 0] > 0, factor, np.nan)


def _by_rank(asked, rank, supply):
    """Return shares that serve one rank after the other, in proportion within it."""
    is_before = rank[:, None, :] < rank[:, :, None]
    is_same = rank[:, None, :] == rank[:, :, None]
    before = np.where(is_before, asked[:, None, :], 0.0).sum(axis=2)
    same = np.where(is_same, asked[:, None, :], 0.0).sum(axis=2)
    left = np.clip(supply[:, None] - before, 0.0, same)
    return asked * left / np.where(same > 0, same, 1.0)
