"""The methods that a combination may use; extend it here or by an argument."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..demand.classification import PATTERNS
from ..validation import check_choice
from .intermittent import croston, sba, tsb
from .smoothing import (
    historical_mean,
    moving_average,
    naive,
    simple_exponential_smoothing,
)
from .temporal_aggregation import imapa
from .trend import damped_holt, theta

AUTOMATIC = "automatic"


@dataclass(frozen=True)
class ForecastMethod:
    """A method that the combination may use.

    Attributes
    ----------
    name : str
        Name, unique in a combination.
    fit : callable
        Function of a demand matrix or TimeMajor that returns a MethodFit.
    patterns : tuple of str
        Demand patterns for which it is used unless it is fixed by the user.
    n_parameters : int
        Constants that are fitted to the history of an item; each makes the
        back-test look better than the future will be.
    """

    name: str
    fit: Callable
    patterns: tuple = PATTERNS
    n_parameters: int = 1


# A trend is never allowed for intermittent demand: it over-forecasts (sheet 1.3).
FREQUENT_PATTERNS = ("smooth", "erratic")
# For frequent demand the aggregation is no more than exponential smoothing.
RARE_PATTERNS = ("intermittent", "lumpy", "none")
AVAILABLE_METHODS = {
    method.name: method
    for method in (
        ForecastMethod("ses", simple_exponential_smoothing),
        ForecastMethod("moving_average", moving_average),
        ForecastMethod("sba", sba),
        ForecastMethod("tsb", tsb, n_parameters=2),
        ForecastMethod("mean", historical_mean, n_parameters=0),
        ForecastMethod("damped_holt", damped_holt, FREQUENT_PATTERNS, 3),
        ForecastMethod("theta", theta, FREQUENT_PATTERNS, 2),
        ForecastMethod("imapa", imapa, RARE_PATTERNS),
        ForecastMethod("croston", croston),
        ForecastMethod("naive", naive, n_parameters=0),
    )
}
# IMAPA adds nothing to these on four demand data sets (RMSSE -0.01 %) and takes a
# fifth of the time; Croston is SBA with more bias, naive the one to be beaten.
DEFAULT_METHODS = (
    "ses",
    "moving_average",
    "sba",
    "tsb",
    "mean",
    "damped_holt",
    "theta",
)


def method_pool(pattern, methods=None, fixed_method=None):
    """Return the methods of a combination and which item may use which.

    Parameters
    ----------
    pattern : ndarray of shape (n,) of str
        Demand pattern of each item.
    methods : sequence of str or ForecastMethod, optional
        Methods to combine; the default ones when None.
    fixed_method : array_like of shape (n,) of str, optional
        Method chosen by the user; "automatic" where free. It may be any available
        method, also for a pattern that would not use it by itself.

    Returns
    -------
    pool : list of ForecastMethod
        The m methods.
    allowed : ndarray of shape (n, m) of bool
        Which methods an item uses.
    is_fixed : ndarray of shape (n,) of bool
        Whether the user chose the method.

    Raises
    ------
    ValueError
        If a method is unknown or an item is left without a method.

    Examples
    --------
    >>> pool, allowed, _ = method_pool(np.array(["lumpy"]), ("mean", "damped_holt"))
    >>> [method.name for method in pool], allowed.tolist()
    (['mean', 'damped_holt'], [[True, False]])
    """
    chosen = DEFAULT_METHODS if methods is None else methods
    pool = [_as_method(method) for method in chosen]
    is_fixed = np.zeros(len(pattern), dtype=bool)
    fixed = np.full(len(pattern), AUTOMATIC)
    if fixed_method is not None:
        known = {method.name for method in pool} | set(AVAILABLE_METHODS)
        fixed = check_choice("fixed_method", fixed_method, [AUTOMATIC, *sorted(known)])
        if fixed.shape != pattern.shape:
            raise ValueError(f"fixed_method must have {len(pattern)} items")
        is_fixed = fixed != AUTOMATIC
    automatic = len(pool)
    names = [method.name for method in pool]
    pool += [
        AVAILABLE_METHODS[name]
        for name in np.unique(fixed[is_fixed]).tolist()
        if name not in names
    ]
    allowed = np.zeros((len(pattern), len(pool)), dtype=bool)
    for column, method in enumerate(pool):
        if column < automatic:
            allowed[:, column] = np.isin(pattern, method.patterns)
        allowed[is_fixed, column] = (fixed == method.name)[is_fixed]
    if not allowed.any(axis=1).all():
        raise ValueError("methods must hold at least one method for every pattern")
    return pool, allowed, is_fixed


def _as_method(method):
    """Return a ForecastMethod for a method or its name."""
    if isinstance(method, ForecastMethod):
        return method
    check_choice("methods", [method], sorted(AVAILABLE_METHODS))
    return AVAILABLE_METHODS[method]
