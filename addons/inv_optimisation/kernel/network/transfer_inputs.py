"""Sites, lanes and limits of transfers, checked and counted in steps."""

import numpy as np

from ..inventory.distributions import DISTRIBUTIONS, demand_law
from ..inventory.rounding import in_units
from ..validation import as_item_vector, as_matrix, check_choice
from .shortage import SiteCost, SiteShortage, stable_law


def like_sites(name, value, position):
    """Return a non-negative matrix of the shape of the positions, checked.

    Parameters
    ----------
    name : str
        Name of the argument, used in the error message.
    value : array_like of shape (n, J)
        The numbers.
    position : ndarray of shape (n, J)
        Stock position of each site.

    Returns
    -------
    ndarray of shape (n, J)
        The numbers.

    Raises
    ------
    ValueError
        If the shape is another one, or a number is negative or NaN.

    Examples
    --------
    >>> like_sites("mean", [[1, 2]], np.zeros((1, 2))).tolist()
    [[1.0, 2.0]]
    """
    matrix = as_matrix(name, value, len(position), 0.0, allow_nan=False)
    if matrix.shape != position.shape:
        raise ValueError(f"{name} must have {position.shape[1]} columns")
    return matrix


def by_site(name, value, position):
    """Return one number per product and site of a number, vector or matrix.

    Parameters
    ----------
    name : str
        Name of the argument, used in the error message.
    value : array_like of shape (n, J), (n,) or scalar
        The numbers, not negative.
    position : ndarray of shape (n, J)
        Stock position of each site.

    Returns
    -------
    ndarray of shape (n, J)
        The numbers.

    Examples
    --------
    >>> by_site("shortage_cost", [3], np.zeros((1, 2))).tolist()
    [[3.0, 3.0]]
    """
    value = np.asarray(value, dtype=np.float64)
    if value.ndim < 2:
        vector = as_item_vector(name, value, len(position))
        value = np.repeat(vector[:, None], position.shape[1], axis=1)
    return like_sites(name, value, position)


def lane_costs(name, value, n_items, n_sites):
    """Return one cost per product and lane, NaN where there is no lane.

    Parameters
    ----------
    name : str
        Name of the argument, used in the error message.
    value : array_like of shape (n, J, J), (J, J), (n,) or scalar
        The costs.
    n_items : int
        Number of products.
    n_sites : int
        Number of sites.

    Returns
    -------
    ndarray of shape (n, J, J)
        Costs from row to column, NaN on the diagonal.

    Raises
    ------
    ValueError
        If the shape does not fit, or a cost is negative or infinite.

    Examples
    --------
    >>> lane_costs("transfer_cost", 2, 1, 2).tolist()
    [[[nan, 2.0], [2.0, nan]]]
    """
    lanes = np.asarray(value, dtype=np.float64)
    shape = (n_items, n_sites, n_sites)
    if lanes.ndim < 2:
        lanes = as_item_vector(name, lanes, n_items, 0.0)[:, None, None]
    elif lanes.shape not in (shape, shape[1:]):
        raise ValueError(f"{name} must have one number, or one per product or lane")
    as_matrix(name, lanes.reshape(1, -1), minimum=0.0)
    lanes = np.broadcast_to(lanes, shape).copy()
    lanes[:, np.arange(n_sites), np.arange(n_sites)] = np.nan
    return lanes


def step_limits(position, unit, keep, maximum=None, available=None):
    """Return the steps that each site can send, and by which it can grow.

    Parameters
    ----------
    position : ndarray of shape (n, J)
        Stock position [units].
    unit : ndarray of shape (n,)
        Step of the transfers [units].
    keep : ndarray of shape (n, J)
        Stock below which a site gives nothing away [units].
    maximum : array_like of shape (n, J), optional
        Stock position up to which a site takes transfers [units]; NaN = no limit.
    available : array_like of shape (n, J), optional
        Stock that can be shipped now [units]; the position when None.

    Returns
    -------
    give : ndarray of shape (n, J)
        Most steps that a site can send.
    take : ndarray of shape (n, J)
        Most steps by which a site can grow.

    Raises
    ------
    ValueError
        If the shape of the maximum does not fit.

    Examples
    --------
    >>> give, take = step_limits(np.array([[9.0, 1.0]]), np.array([2.0]),
    ...                          np.array([[4.0, 4.0]]))
    >>> give.tolist(), take.tolist()
    ([[2.0, 0.0]], [[0.0, 2.0]])
    """
    free = position
    if available is not None:
        free = like_sites("available", available, position)
    step = unit[:, None]
    spare = np.minimum(free, position - keep)
    give = np.floor(in_units(np.maximum(spare, 0.0), step))
    room = np.full(position.shape, np.nan)
    if maximum is not None:
        limit = as_matrix("maximum", maximum, len(position))
        if limit.shape != position.shape:
            raise ValueError(f"maximum must have {position.shape[1]} columns")
        room = np.maximum(limit - position, 0.0)
    others = give.sum(axis=1, keepdims=True) - give
    return give, np.fmin(np.floor(in_units(room, step)), np.maximum(others, 0.0))


def site_costs(position, mean, variance, unit, *, price, law=None, holding=None):
    """Return the costs of the sites of all products in one list, counted in steps.

    Parameters
    ----------
    position : ndarray of shape (n, J)
        Stock position [units].
    mean : ndarray of shape (n, J)
        Expected demand [units].
    variance : ndarray of shape (n, J)
        Variance of the demand [units^2].
    unit : ndarray of shape (n,)
        Step of the transfers [units].
    price : ndarray of shape (n, J)
        Cost of a unit short [currency/unit].
    law : array_like of shape (n, J) of str, optional
        Law of the demand; chosen from its moments when None.
    holding : tuple of ndarray, optional
        Holding cost of shape (n, J) [currency/unit/day], sales of shape (n, J)
        [units/day], and of shape (n,) the days after which a unit counts as sold.

    Returns
    -------
    SiteCost
        Costs of n x J sites.

    Raises
    ------
    ValueError
        If a law is unknown or their shape does not fit.

    Examples
    --------
    >>> one = np.ones((1, 1))
    >>> sites = site_costs(4 * one, 6 * one, 0 * one, np.array([2.0]), price=3 * one)
    >>> sites.after(np.array([0]), np.array([0.0])).tolist()
    [6.0]
    """
    n_sites = position.shape[1]
    step = np.repeat(unit, n_sites)
    mean, variance = mean.ravel(), variance.ravel()
    if law is None:
        law = demand_law(mean, variance, step)
    else:
        law = check_choice("law", law, DISTRIBUTIONS)
        if law.shape != position.shape:
            raise ValueError("law must have one name per product and site")
        law = law.ravel()
    mean, variance = mean / step, variance / (step * step)
    shortage = SiteShortage(
        position=position.ravel() / step,
        mean=mean,
        variance=variance,
        law=stable_law(law, mean, variance),
    )
    value = price.ravel() * step
    if holding is None:
        return SiteCost(shortage, value)
    cost, rate, longest = holding
    return SiteCost(
        shortage,
        value,
        holding=cost.ravel() * step,
        rate=rate.ravel() / step,
        longest=np.repeat(longest, n_sites),
    )
