"""The undershoot: how far below the reorder point lumpy demand takes the stock.

A transaction of several units does not stop at the reorder point. What it takes below
is demand that the order does not cover, on top of the demand over the lead time. Only
continuous review needs it; the demand over a review period contains it.
"""

import numpy as np

from ..validation import as_item_vector

# The least third moment is met up to this relative rounding error.
MOMENT_TOLERANCE = 1e-9


def expected_undershoot(transaction_mean, transaction_variance, *, whole_units=False):
    """Return the expected undershoot of the reorder point.

    With X the size of a transaction, E[X^2] / (2 E[X]), which is
    (mean^2 + variance) / (2 mean). With whole units and an order at or below the
    reorder point, E[X (X - 1)] / (2 E[X]): half a unit less, and none for
    transactions of one unit.

    Parameters
    ----------
    transaction_mean : array_like of shape (n,)
        Expected size of a transaction [units].
    transaction_variance : array_like of shape (n,)
        Variance of the size [units^2].
    whole_units : array_like of shape (n,) of bool, default False
        Whether the sizes are whole units.

    Returns
    -------
    ndarray of shape (n,)
        Expected undershoot [units]; 0 without transactions.

    References
    ----------
    Cox, D. R. (1962), Renewal Theory (forward recurrence time).
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition ((s, S) systems).

    Examples
    --------
    >>> expected_undershoot([4, 4], [4, 4], whole_units=[False, True]).tolist()
    [2.5, 2.0]
    """
    mean, variance, whole = _transactions(
        transaction_mean, transaction_variance, whole_units
    )
    divisor = np.where(mean > 0, mean, 1.0)
    undershoot = (mean + variance / divisor - whole) / 2
    return np.where(mean > 0, np.maximum(undershoot, 0.0), 0.0)


def undershoot_variance(
    transaction_mean, transaction_variance, third_moment=np.nan, *, whole_units=False
):
    """Return the variance of the undershoot of the reorder point.

    The second moment of the undershoot is E[X^3] / (3 E[X]), with whole units
    E[X (X - 1) (2 X - 1)] / (6 E[X]).

    Parameters
    ----------
    transaction_mean : array_like of shape (n,)
        Expected size of a transaction [units].
    transaction_variance : array_like of shape (n,)
        Variance of the size [units^2].
    third_moment : array_like of shape (n,), default NaN
        E[X^3] [units^3]; NaN = that of the gamma law with this mean and variance.
    whole_units : array_like of shape (n,) of bool, default False
        Whether the sizes are whole units.

    Returns
    -------
    ndarray of shape (n,)
        Variance of the undershoot [units^2]; 0 without transactions.

    Raises
    ------
    ValueError
        If no size that is never negative has these moments.

    References
    ----------
    Cox, D. R. (1962), Renewal Theory (forward recurrence time).

    Examples
    --------
    >>> undershoot_variance([4], [0]).round(4).tolist()  # uniform on 0 to 4
    [1.3333]
    """
    mean, variance, whole = _transactions(
        transaction_mean, transaction_variance, whole_units
    )
    third = as_item_vector("third_moment", third_moment, len(mean), 0.0, allow_nan=True)
    divisor = np.where(mean > 0, mean, 1.0)
    # Moments divided by the mean, so that no power of a large size is needed.
    second = np.where(mean > 0, mean + variance / divisor, 0.0)
    spread = variance / divisor
    gamma = second * (mean + 2 * spread)
    third = np.where(np.isnan(third), gamma, third / divisor)
    if ((mean > 0) & (third < second * second * (1 - MOMENT_TOLERANCE))).any():
        raise ValueError("third_moment must not be below E[X^2]^2 / E[X]")
    continuous = third / 3 - (second / 2) ** 2
    in_units = (2 * third - 3 * second + 1) / 6 - ((second - 1) / 2) ** 2
    return np.where(mean > 0, np.maximum(np.where(whole, in_units, continuous), 0), 0.0)


def add_undershoot(mean, variance, undershoot_mean, undershoot_variance):
    """Return the moments of the demand that the reorder point must cover.

    The undershoot is independent of the demand over the lead time.

    Parameters
    ----------
    mean : array_like of shape (n,)
        Expected demand over the lead time [units].
    variance : array_like of shape (n,)
        Variance of that demand [units^2].
    undershoot_mean : array_like of shape (n,)
        Expected undershoot [units].
    undershoot_variance : array_like of shape (n,)
        Variance of the undershoot [units^2].

    Returns
    -------
    mean : ndarray of shape (n,)
        Expected demand from the reorder point on [units].
    variance : ndarray of shape (n,)
        Variance of that demand [units^2].

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition ((s, S) systems).

    Examples
    --------
    >>> mean, variance = add_undershoot([20], [60], [2.5], [3])
    >>> mean.tolist(), variance.tolist()
    ([22.5], [63.0])
    """
    mean = as_item_vector("mean", mean, minimum=0.0)
    n_items = len(mean)
    variance = as_item_vector("variance", variance, n_items, 0.0)
    extra = as_item_vector("undershoot_mean", undershoot_mean, n_items, 0.0)
    spread = as_item_vector("undershoot_variance", undershoot_variance, n_items, 0.0)
    return mean + extra, variance + spread


def _transactions(transaction_mean, transaction_variance, whole_units):
    """Return the moments, checked, and where sizes are whole units."""
    mean = as_item_vector("transaction_mean", transaction_mean, minimum=0.0)
    variance = as_item_vector(
        "transaction_variance", transaction_variance, len(mean), 0.0
    )
    return mean, variance, np.broadcast_to(np.asarray(whole_units, bool), mean.shape)
