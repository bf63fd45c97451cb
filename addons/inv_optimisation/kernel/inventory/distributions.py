"""Laws of demand over an interval: distribution, quantile and loss functions.

A law is given by its mean, its variance and its name. Poisson and negative binomial
demand is whole units; normal and gamma demand is continuous; degenerate demand is
the mean itself. The formulas are those of the algorithm sheet, section 1.6; the
tests check them against sums and integrals.
"""

import numpy as np

from ..validation import as_item_vector, check_choice
from . import laws

DISTRIBUTIONS = tuple(laws.LAWS)

# Demand of whole units is modelled as such below this mean (algorithm sheet 0.8).
DISCRETE_MEAN_LIMIT = 15.0
DISCRETE_LAWS = ("poisson", "negative_binomial")
# Variance and mean count as equal (Poisson) within this share (algorithm sheet 1.6).
POISSON_TOLERANCE = 0.05
# A standard deviation below this part of the mean is none: demand is its mean.
SMALLEST_CV = 1e-6


def choose_distribution(mean, variance):
    """Choose the law of the demand of an interval from its moments.

    Parameters
    ----------
    mean : array_like of shape (n,)
        Expected demand [units].
    variance : array_like of shape (n,)
        Variance of demand [units^2].

    Returns
    -------
    ndarray of shape (n,) of str
        "degenerate" without demand or without variance; below a mean of 15
        "poisson" up to a variance of 1.05 times the mean, else
        "negative_binomial"; from a mean of 15 on "poisson" if the variance lies
        within 5 % of the mean, else "gamma". A large steady demand with a variance
        far below its mean thus keeps its own variance.

    References
    ----------
    Syntetos, A. A., Boylan, J. E. & Croston, J. D. (2005), On the categorization
    of demand patterns, Journal of the Operational Research Society 56.

    Examples
    --------
    >>> choose_distribution([0, 4, 4, 50, 50], [1, 4, 9, 50, 400]).tolist()
    ['degenerate', 'poisson', 'negative_binomial', 'poisson', 'gamma']
    """
    mean = as_item_vector("mean", mean)
    variance = as_item_vector("variance", variance, len(mean))
    slow = mean < DISCRETE_MEAN_LIMIT
    not_above = variance <= (1 + POISSON_TOLERANCE) * mean
    not_below = variance >= (1 - POISSON_TOLERANCE) * mean
    return np.select(
        [has_no_spread(mean, variance), not_above & (slow | not_below), slow],
        ["degenerate", "poisson", "negative_binomial"],
        default="gamma",
    )


def has_no_spread(mean, variance):
    """Return where demand is always its mean, to all digits that matter.

    Parameters
    ----------
    mean : ndarray of shape (n,)
        Expected demand [units].
    variance : ndarray of shape (n,)
        Variance of demand [units^2].

    Returns
    -------
    ndarray of shape (n,) of bool
        True without demand or with next to no variance.

    Examples
    --------
    >>> has_no_spread(np.array([0.0, 4.0, 4.0]), np.array([1.0, 1e-30, 1.0])).tolist()
    [True, True, False]
    """
    spread = np.sqrt(np.maximum(variance, 0.0))
    return (mean <= 0) | (spread <= SMALLEST_CV * mean)


def demand_law(mean, variance, unit=1.0):
    """Choose the law of the demand of an interval, counted in steps of the unit.

    Parameters
    ----------
    mean : array_like of shape (n,)
        Expected demand [units].
    variance : array_like of shape (n,)
        Variance of demand [units^2].
    unit : array_like of shape (n,), default 1.0
        Smallest step of the unit of measure [units].

    Returns
    -------
    ndarray of shape (n,) of str
        Name of the law as in ``choose_distribution``; never a law of whole units
        for a unit below 1.

    Raises
    ------
    ValueError
        If a unit is not above 0.

    Examples
    --------
    >>> demand_law([4, 4, 240], [9, 9, 2880], [1, 0.01, 12]).tolist()
    ['negative_binomial', 'gamma', 'poisson']
    """
    mean = as_item_vector("mean", mean)
    variance = as_item_vector("variance", variance, len(mean))
    unit = as_item_vector("unit", unit, len(mean))
    if not (unit > 0).all():
        raise ValueError("unit must be above 0")
    law = choose_distribution(mean / unit, variance / (unit * unit))
    return np.where((unit < 1) & np.isin(law, DISCRETE_LAWS), "gamma", law)


def cumulative(x, mean, variance, distribution):
    """Return the probability of demand up to x.

    Parameters
    ----------
    x : array_like of shape (n,)
        Level [units].
    mean : array_like of shape (n,)
        Expected demand [units].
    variance : array_like of shape (n,)
        Variance of demand [units^2].
    distribution : array_like of shape (n,) of str
        Name of the law.

    Returns
    -------
    ndarray of shape (n,)
        P(demand <= x).

    Examples
    --------
    >>> cumulative([2], [2], [2], ["poisson"]).round(4).tolist()
    [0.6767]
    """
    return _by_law("cumulative", x, mean, variance, distribution)


def quantile(p, mean, variance, distribution):
    """Return the smallest level that covers demand with probability p.

    Parameters
    ----------
    p : array_like of shape (n,)
        Probability, above 0 and below 1.
    mean : array_like of shape (n,)
        Expected demand [units].
    variance : array_like of shape (n,)
        Variance of demand [units^2].
    distribution : array_like of shape (n,) of str
        Name of the law.

    Returns
    -------
    ndarray of shape (n,)
        Level [units], a whole number for a law of whole units.

    Raises
    ------
    ValueError
        If a probability is not above 0 and below 1.

    Examples
    --------
    >>> quantile([0.8], [6], [6], ["poisson"]).tolist()
    [8.0]
    """
    p = np.asarray(p, dtype=np.float64)
    if not ((p > 0) & (p < 1)).all():
        raise ValueError("p must be above 0 and below 1")
    return _by_law("quantile", p, mean, variance, distribution)


def loss_first_order(x, mean, variance, distribution):
    """Return the expected demand above x.

    Parameters
    ----------
    x : array_like of shape (n,)
        Level [units]; below 0 the loss is mean - x.
    mean : array_like of shape (n,)
        Expected demand [units].
    variance : array_like of shape (n,)
        Variance of demand [units^2].
    distribution : array_like of shape (n,) of str
        Name of the law.

    Returns
    -------
    ndarray of shape (n,)
        E[max(demand - x, 0)] [units].

    References
    ----------
    Zipkin, P. H. (2000), Foundations of Inventory Management, appendix C.

    Examples
    --------
    >>> loss_first_order([0.0], [0.0], [1.0], ["normal"]).round(4).tolist()
    [0.3989]
    """
    return _by_law("loss_first_order", x, mean, variance, distribution)


def loss_second_order(x, mean, variance, distribution):
    """Return the loss function summed over all levels above x.

    Parameters
    ----------
    x : array_like of shape (n,)
        Level [units]; rounded down for a law of whole units; may be below 0.
    mean : array_like of shape (n,)
        Expected demand [units].
    variance : array_like of shape (n,)
        Variance of demand [units^2].
    distribution : array_like of shape (n,) of str
        Name of the law.

    Returns
    -------
    ndarray of shape (n,)
        Integral of the loss function from x to infinity [units^2]; for a law of
        whole units its sum over the levels x + 1, x + 2, ...

    References
    ----------
    Hadley, G. & Whitin, T. M. (1963), Analysis of Inventory Systems.

    Examples
    --------
    >>> loss_second_order([0.0], [0.0], [1.0], ["normal"]).tolist()
    [0.25]
    """
    return _by_law("loss_second_order", x, mean, variance, distribution)


def _by_law(function_name, x, mean, variance, distribution):
    """Evaluate one function of every item's own law."""
    mean = as_item_vector("mean", mean)
    variance = as_item_vector("variance", variance, len(mean))
    x = as_item_vector("x", x, len(mean))
    distribution = check_choice("distribution", distribution, DISTRIBUTIONS)
    return evaluate_by_law(
        function_name, x, mean, variance, np.broadcast_to(distribution, mean.shape)
    )


def evaluate_by_law(function_name, x, mean, variance, distribution):
    """Evaluate one function of every item's own law, without input checks.

    Parameters
    ----------
    function_name : str
        Name of a function of a law.
    x : ndarray of shape (n,)
        Level [units] or probability.
    mean : ndarray of shape (n,)
        Expected demand [units].
    variance : ndarray of shape (n,)
        Variance of demand [units^2].
    distribution : ndarray of shape (n,) of str
        Name of the law.

    Returns
    -------
    ndarray of shape (n,)
        The value of the function, item by item.

    Examples
    --------
    >>> one = np.ones(1)
    >>> evaluate_by_law("cumulative", one, one, one, np.array(["degenerate"])).tolist()
    [1.0]
    """
    result = np.empty(len(mean))
    for name, law in laws.LAWS.items():
        rows = np.flatnonzero(distribution == name)
        if len(rows):
            function = getattr(law, function_name)
            # Tails far out are 0, which is what they underflow to.
            with np.errstate(under="ignore"):
                result[rows] = function(x[rows], mean[rows], variance[rows])
    return result
