"""Rounding of quantities to the steps of the unit of measure."""

import numpy as np

# A quantity this close (relative) to a whole number of steps is that number:
# 0.3 / 0.1 is three steps.
STEP_TOLERANCE = 1e-9


def in_units(quantity, unit):
    """Return the quantity counted in steps of the unit.

    Parameters
    ----------
    quantity : ndarray of shape (n,)
        Quantity [units]; may be NaN or infinite.
    unit : ndarray of shape (n,)
        Step [units], above 0.

    Returns
    -------
    ndarray of shape (n,)
        Number of steps; a whole number if it is one up to rounding.

    Examples
    --------
    >>> in_units(np.array([0.3, 0.25]), np.array([0.1, 0.1])).tolist()
    [3.0, 2.5]
    """
    count = quantity / unit
    whole = np.rint(count)
    distance = np.abs(count - np.where(np.isfinite(count), whole, 0.0))
    return np.where(distance <= STEP_TOLERANCE * np.abs(whole), whole, count)


def ceil_to_unit(quantity, unit):
    """Return the quantity rounded up to whole steps of the unit.

    Parameters
    ----------
    quantity : ndarray of shape (n,)
        Quantity [units]; may be NaN or infinite.
    unit : ndarray of shape (n,)
        Step [units], above 0.

    Returns
    -------
    ndarray of shape (n,)
        Quantity [units].

    Examples
    --------
    >>> ceil_to_unit(np.array([25.0]), np.array([12.0])).tolist()
    [36.0]
    """
    return np.ceil(in_units(quantity, unit)) * unit


def floor_to_unit(quantity, unit):
    """Return the quantity rounded down to whole steps of the unit.

    Parameters
    ----------
    quantity : ndarray of shape (n,)
        Quantity [units]; may be NaN or infinite.
    unit : ndarray of shape (n,)
        Step [units], above 0.

    Returns
    -------
    ndarray of shape (n,)
        Quantity [units].

    Examples
    --------
    >>> floor_to_unit(np.array([25.0]), np.array([12.0])).tolist()
    [24.0]
    """
    return np.floor(in_units(quantity, unit)) * unit
