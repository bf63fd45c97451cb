"""Reorder points of the periodic-review policy (R, s, nQ).

Every R days the inventory position is looked at; when it is at or below s, the
smallest number of lots Q is ordered that lifts it above s. The order protects the
time until the next one can arrive: the protection interval, lead time plus R.

Levels are whole multiples of ``unit``, the smallest step of the unit of measure.
Laws of whole units count in steps of ``unit`` if it is at least 1; a finer unit
(0.01 kg) has a continuous law.
"""

import numpy as np

from ..validation import as_item_vector
from .distributions import DISCRETE_LAWS, evaluate_by_law
from .fill_equation import CONTINUOUS_SHIFT, fill_problem, law_and_moments
from .level_search import smallest_level
from .rounding import ceil_to_unit, in_units


def reorder_point_cycle_service(mean, variance, target, *, distribution=None, unit=1.0):
    """Return the smallest s that covers the protection interval with a probability.

    Parameters
    ----------
    mean : array_like of shape (n,)
        Expected demand over the protection interval [units].
    variance : array_like of shape (n,)
        Variance of that demand [units^2].
    target : array_like of shape (n,)
        Probability of no shortage in a replenishment cycle, above 0 and below 1.
    distribution : array_like of shape (n,) of str, optional
        Law of demand; chosen from the moments when None.
    unit : array_like of shape (n,), default 1.0
        Smallest step of the unit of measure [units].

    Returns
    -------
    ndarray of shape (n,)
        Reorder point [units], at least 0.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition (periodic review).

    Examples
    --------
    >>> reorder_point_cycle_service([6], [6], [0.8]).tolist()
    [8.0]
    """
    mean, variance, unit, law = law_and_moments(mean, variance, distribution, unit)
    target = check_target(target, len(mean))
    level = cycle_service_level(mean, variance, target, law, unit)
    return np.maximum(ceil_to_unit(level, unit), 0.0)


def cycle_service_level(mean, variance, target, distribution, unit):
    """Return the quantile of demand before rounding to the unit.

    Parameters
    ----------
    mean : ndarray of shape (n,)
        Expected demand over the protection interval [units].
    variance : ndarray of shape (n,)
        Variance of that demand [units^2].
    target : ndarray of shape (n,)
        Probability of no shortage in a replenishment cycle.
    distribution : ndarray of shape (n,) of str
        Law of demand.
    unit : ndarray of shape (n,)
        Smallest step of the unit of measure [units].

    Returns
    -------
    ndarray of shape (n,)
        Level [units].

    Examples
    --------
    >>> one = np.ones(1)
    >>> cycle_service_level(one, one, 0.5 * one, np.array(["normal"]), one).tolist()
    [1.0]
    """
    scaled = (mean / unit, variance / (unit * unit))
    return evaluate_by_law("quantile", target, *scaled, distribution) * unit


def reorder_point_fill_rate(
    mean_protection,
    variance_protection,
    mean_lead,
    variance_lead,
    review_demand,
    order_quantity,
    target,
    *,
    distribution=None,
    unit=1.0,
    minimum=0.0,
):
    """Return the smallest s that fills a share of the demand from stock.

    With loss2 the second-order loss function, P the protection interval and L the
    lead time, the share of the demand that waits is

    {[loss2_P(s) - loss2_P(s + Q)] - [loss2_L(s) - loss2_L(s + Q)]} / (Q * E[D_R]).

    The second bracket takes off what was already short before the order came in.
    Exact for whole units; a continuous law is evaluated half a unit above s.

    Parameters
    ----------
    mean_protection : array_like of shape (n,)
        Expected demand over the protection interval [units].
    variance_protection : array_like of shape (n,)
        Variance of that demand [units^2].
    mean_lead : array_like of shape (n,)
        Expected demand over the lead time [units].
    variance_lead : array_like of shape (n,)
        Variance of that demand [units^2].
    review_demand : array_like of shape (n,)
        Expected demand over the review period [units]; at least a quarter of
        mean_protection - mean_lead is used.
    order_quantity : array_like of shape (n,)
        Lot Q [units]; at least one unit is used.
    target : array_like of shape (n,)
        Share of demand filled from stock, above 0 and below 1.
    distribution : array_like of shape (n,) of str, optional
        Law of demand; chosen from the moments of the protection interval when
        None.
    unit : array_like of shape (n,), default 1.0
        Smallest step of the unit of measure [units].
    minimum : float, default 0.0
        Lowest s. Slow movers may meet the target with s below 0 (order once so
        much is owed), which users do not accept; -inf allows down to -Q.

    Returns
    -------
    ndarray of shape (n,)
        Reorder point [units]; the minimum without demand.

    References
    ----------
    Axsaeter, S. (2015), Inventory Control, 3rd edition (periodic review of an
    (R, nQ) policy).
    Hadley, G. & Whitin, T. M. (1963), Analysis of Inventory Systems.

    Examples
    --------
    >>> reorder_point_fill_rate([6], [9], [4], [6], [2], [5], [0.95]).tolist()
    [9.0]
    """
    problem = fill_problem(
        mean_protection,
        variance_protection,
        mean_lead,
        variance_lead,
        review_demand,
        order_quantity,
        distribution,
        unit,
    )
    allowed_short = 1 - check_target(target, len(problem.unit))
    unit = problem.unit
    lowest = np.maximum(-problem.lot, np.ceil(minimum / unit))
    spread = np.sqrt(problem.variance_protection)
    level = smallest_level(
        lambda rows, levels: problem.take(rows).shortage(levels),
        allowed_short,
        lowest,
        np.ceil(problem.mean_protection + 2 * spread),
    )
    return level * unit


def expected_cycle_service(s, mean, variance, *, distribution=None, unit=1.0):
    """Return the probability of no shortage in a replenishment cycle.

    Parameters
    ----------
    s : array_like of shape (n,)
        Reorder point [units].
    mean : array_like of shape (n,)
        Expected demand over the protection interval [units].
    variance : array_like of shape (n,)
        Variance of that demand [units^2].
    distribution : array_like of shape (n,) of str, optional
        Law of demand; chosen from the moments when None.
    unit : array_like of shape (n,), default 1.0
        Smallest step of the unit of measure [units].

    Returns
    -------
    ndarray of shape (n,)
        Probability that demand does not exceed s; 1 without demand.

    Examples
    --------
    >>> expected_cycle_service([8], [6], [6]).round(4).tolist()
    [0.8472]
    """
    mean, variance, unit, law = law_and_moments(mean, variance, distribution, unit)
    s = as_item_vector("s", s, len(mean))
    scaled = (mean / unit, variance / (unit * unit))
    # Demand below half a step is none: what a continuous law puts there is covered
    # by an empty shelf.
    level = in_units(s, unit)
    is_empty = (level == 0) & ~np.isin(law, DISCRETE_LAWS)
    level = np.where(is_empty, CONTINUOUS_SHIFT, level)
    service = evaluate_by_law("cumulative", level, *scaled, law)
    return np.where(mean > 0, service, 1.0)


def expected_fill_rate(
    s,
    mean_protection,
    variance_protection,
    mean_lead,
    variance_lead,
    review_demand,
    order_quantity,
    *,
    distribution=None,
    unit=1.0,
):
    """Return the share of demand that a reorder point fills from stock.

    Parameters
    ----------
    s : array_like of shape (n,)
        Reorder point [units].
    mean_protection : array_like of shape (n,)
        Expected demand over the protection interval [units].
    variance_protection : array_like of shape (n,)
        Variance of that demand [units^2].
    mean_lead : array_like of shape (n,)
        Expected demand over the lead time [units].
    variance_lead : array_like of shape (n,)
        Variance of that demand [units^2].
    review_demand : array_like of shape (n,)
        Expected demand over the review period [units].
    order_quantity : array_like of shape (n,)
        Lot Q [units].
    distribution : array_like of shape (n,) of str, optional
        Law of demand; chosen from the moments of the protection interval when
        None.
    unit : array_like of shape (n,), default 1.0
        Smallest step of the unit of measure [units].

    Returns
    -------
    ndarray of shape (n,)
        Fill rate, 0 to 1, as in ``reorder_point_fill_rate``; 1 without demand.

    Examples
    --------
    >>> expected_fill_rate([8], [6], [9], [4], [6], [2], [5]).round(4).tolist()
    [0.9389]
    """
    problem = fill_problem(
        mean_protection,
        variance_protection,
        mean_lead,
        variance_lead,
        review_demand,
        order_quantity,
        distribution,
        unit,
    )
    s = as_item_vector("s", s, len(problem.unit))
    shortage = problem.shortage(in_units(s, problem.unit))
    return np.clip(1 - shortage, 0.0, 1.0)


def check_target(target, n_items):
    """Return the service targets, checked.

    Parameters
    ----------
    target : array_like of shape (n,)
        Service targets.
    n_items : int
        Number of items.

    Returns
    -------
    ndarray of shape (n,)
        The targets.

    Raises
    ------
    ValueError
        If a target is not above 0 and below 1.

    Examples
    --------
    >>> check_target(0.95, 1).tolist()
    [0.95]
    """
    target = as_item_vector("service_target", target, n_items, allow_nan=True)
    if not ((target > 0) & (target < 1)).all():
        raise ValueError("service_target must be above 0 and below 1")
    return target
