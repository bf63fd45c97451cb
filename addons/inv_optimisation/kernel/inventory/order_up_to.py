"""Order-up-to levels of the periodic-review policy (R, S)."""

import numpy as np

from ..validation import as_item_vector
from .reorder_point import reorder_point_fill_rate


def order_up_to_fill_rate(
    mean_protection,
    variance_protection,
    mean_lead,
    variance_lead,
    review_demand,
    target,
    *,
    distribution=None,
    unit=1.0,
):
    """Return the smallest S that fills a share of the demand from stock.

    Every review orders what was sold. With loss1 the loss function, P the protection
    interval and L the lead time, [loss1_P(S) - loss1_L(S)] / E[D_R] of the demand
    waits. It is the policy (R, s, nQ) with a lot of one unit: its position after a
    review is always s + 1. Exact for whole units; a continuous law is averaged over
    the unit around S.

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
    target : array_like of shape (n,)
        Share of demand filled from stock, above 0 and below 1.
    distribution : array_like of shape (n,) of str, optional
        Law of demand; chosen from the moments of the protection interval when None.
    unit : array_like of shape (n,), default 1.0
        Smallest step of the unit of measure [units].

    Returns
    -------
    ndarray of shape (n,)
        Order-up-to level [units], at least 0; 0 without demand.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition (periodic review).
    Axsaeter, S. (2015), Inventory Control, 3rd edition (periodic review of an
    (R, nQ) policy).

    Examples
    --------
    >>> order_up_to_fill_rate([6], [6], [4], [4], [2], [0.95]).tolist()
    [10.0]
    """
    mean_protection = as_item_vector("mean_protection", mean_protection, minimum=0.0)
    unit = as_item_vector("unit", unit, len(mean_protection))
    level = reorder_point_fill_rate(
        mean_protection,
        variance_protection,
        mean_lead,
        variance_lead,
        review_demand,
        unit,
        target,
        distribution=distribution,
        unit=unit,
        minimum=-np.inf,
    )
    return level + unit
