"""Input checks: every array is checked once, at the public function that gets it."""

import numpy as np


def as_item_vector(
    name, value, n_items=None, minimum=None, maximum=None, *, allow_nan=False
):
    """Return one float64 number per item, checked.

    Parameters
    ----------
    name : str
        Name of the argument, used in the error message.
    value : array_like of shape (n,) or scalar
        The numbers; a scalar is repeated for every item.
    n_items : int, optional
        Expected number of items; taken from ``value`` when None.
    minimum : float, optional
        Smallest allowed number.
    maximum : float, optional
        Largest allowed number.
    allow_nan : bool, default False
        Whether NaN (not known) is allowed.

    Returns
    -------
    ndarray of shape (n,)
        Contiguous float64 copy or view.

    Raises
    ------
    ValueError
        If the shape is wrong or a number is out of range, infinite or NaN.

    Examples
    --------
    >>> as_item_vector("unit_cost", 2, 3)
    array([2., 2., 2.])
    """
    vector = np.asarray(value, dtype=np.float64)
    if vector.ndim == 0:
        vector = np.full(1 if n_items is None else n_items, float(vector))
    if vector.ndim != 1:
        raise ValueError(f"{name} must have one dimension, got {vector.ndim}")
    if n_items is not None and len(vector) != n_items:
        raise ValueError(f"{name} must have {n_items} items, got {len(vector)}")
    _check_range(name, vector, minimum, maximum, allow_nan)
    return np.ascontiguousarray(vector)


def as_matrix(name, value, n_items=None, minimum=None, *, allow_nan=True):
    """Return a float64 matrix with one row per item, checked.

    Parameters
    ----------
    name : str
        Name of the argument, used in the error message.
    value : array_like of shape (n, T)
        The numbers.
    n_items : int, optional
        Expected number of rows.
    minimum : float, optional
        Smallest allowed number.
    allow_nan : bool, default True
        Whether NaN (not observed) is allowed.

    Returns
    -------
    ndarray of shape (n, T)
        Contiguous float64 copy or view.

    Raises
    ------
    ValueError
        If the shape is wrong or a number is out of range or infinite.

    Examples
    --------
    >>> as_matrix("receipts", [[1, 2]]).shape
    (1, 2)
    """
    matrix = np.asarray(value, dtype=np.float64)
    if matrix.ndim != 2:
        raise ValueError(f"{name} must have two dimensions, got {matrix.ndim}")
    if n_items is not None and len(matrix) != n_items:
        raise ValueError(f"{name} must have {n_items} rows, got {len(matrix)}")
    _check_range(name, matrix, minimum, None, allow_nan)
    return np.ascontiguousarray(matrix)


def as_demand_matrix(demand):
    """Return the demand history as float64 matrix, checked.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket], oldest bucket first; NaN = not observed.

    Returns
    -------
    ndarray of shape (n, T)
        Contiguous float64 copy or view.

    Raises
    ------
    ValueError
        If there is no bucket, or demand is negative or infinite.

    Examples
    --------
    >>> as_demand_matrix([[1, float("nan")]])
    array([[ 1., nan]])
    """
    matrix = as_matrix("demand", demand, minimum=0.0)
    if matrix.shape[1] == 0:
        raise ValueError("demand must have at least one bucket")
    return matrix


def check_choice(name, values, choices):
    """Check that every value is one of the choices.

    Parameters
    ----------
    name : str
        Name of the argument, used in the error message.
    values : array_like of shape (n,) of str
        Chosen values.
    choices : sequence of str
        Allowed values.

    Returns
    -------
    ndarray of shape (n,) of str
        The values as array.

    Raises
    ------
    ValueError
        If a value is not allowed.

    Examples
    --------
    >>> check_choice("law", ["gamma"], ("gamma", "normal")).tolist()
    ['gamma']
    """
    array = np.asarray(values, dtype=np.str_)
    unknown = sorted(set(np.unique(array).tolist()) - set(choices))
    if unknown:
        allowed = ", ".join(choices)
        raise ValueError(f"{name} must be one of {allowed}; got {', '.join(unknown)}")
    return array


def _check_range(name, array, minimum, maximum, allow_nan):
    """Raise ValueError for the first broken rule."""
    if np.isinf(array).any():
        raise ValueError(f"{name} must be finite")
    if not allow_nan and np.isnan(array).any():
        raise ValueError(f"{name} must not be NaN")
    if minimum is not None and (array < minimum).any():
        raise ValueError(f"{name} must not be below {minimum:g}")
    if maximum is not None and (array > maximum).any():
        raise ValueError(f"{name} must not be above {maximum:g}")
