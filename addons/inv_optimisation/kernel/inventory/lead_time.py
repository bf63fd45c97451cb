"""Lead times from receipts, shrunk to the vendor because samples are small."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector

# Weight of the vendor, in receipts (algorithm sheet, 1.5).
VENDOR_STRENGTH = 5.0
# Coefficient of variation of a promised lead time without receipts (sheet 1.5).
PROMISED_CV = 0.25


@dataclass(frozen=True)
class LeadTimeEstimate:
    """Lead time of each item.

    Attributes
    ----------
    mean : ndarray of shape (n,)
        Expected lead time [days]; NaN when nothing is known.
    variance : ndarray of shape (n,)
        Variance of the lead time [days^2]; NaN when nothing is known.
    source : ndarray of shape (n,) of str
        "item" with own receipts, else "vendor", "promised" or "none".
    """

    mean: np.ndarray
    variance: np.ndarray
    source: np.ndarray


def shrink_lead_time(
    item_n,
    item_mean,
    item_variance,
    vendor_n,
    vendor_mean,
    vendor_variance,
    promised,
    *,
    strength=VENDOR_STRENGTH,
    promised_cv=PROMISED_CV,
):
    """Estimate the lead time of every item from itself, its vendor or the promise.

    With n own receipts the mean is (n * own + k * prior) / (n + k), and so is the
    variance. The prior is the vendor, or the promised lead time without receipts
    of the vendor, or the item alone without either. One receipt has no variance;
    it then comes from the prior.

    Parameters
    ----------
    item_n : array_like of shape (n,)
        Receipts of the item; 0 or NaN = none.
    item_mean : array_like of shape (n,)
        Mean lead time of the item [days]; NaN = unknown.
    item_variance : array_like of shape (n,)
        Variance of the lead time of the item [days^2]; NaN = unknown.
    vendor_n : array_like of shape (n,)
        Receipts of the vendor; 0 or NaN = none.
    vendor_mean : array_like of shape (n,)
        Mean lead time of the vendor [days]; NaN = unknown.
    vendor_variance : array_like of shape (n,)
        Variance of the lead time within the vendor [days^2]; NaN = unknown.
    promised : array_like of shape (n,)
        Promised lead time [days]; NaN = unknown.
    strength : float, default 5.0
        Weight k of the prior [receipts].
    promised_cv : float, default 0.25
        Coefficient of variation where no variance was ever observed.

    Returns
    -------
    LeadTimeEstimate
        Mean, variance and source.

    Raises
    ------
    ValueError
        If strength or promised_cv is negative.

    References
    ----------
    Johnston, F. R. & Harrison, P. J. (1986), The variance of lead-time demand,
    Journal of the Operational Research Society 37.

    Examples
    --------
    >>> nan = float("nan")
    >>> lead = shrink_lead_time([5, 0], [10, nan], [4, nan], [50, 0], [20, nan],
    ...                         [16, nan], [14, 8])
    >>> lead.mean.tolist(), lead.variance.tolist(), lead.source.tolist()
    ([15.0, 8.0], [10.0, 4.0], ['item', 'promised'])
    """
    if strength < 0 or promised_cv < 0:
        raise ValueError("strength and promised_cv must not be negative")
    item_n = np.nan_to_num(_known("item_n", item_n))
    n_items = len(item_n)
    item_mean = _known("item_mean", item_mean, n_items)
    item_variance = _known("item_variance", item_variance, n_items)
    vendor_n = np.nan_to_num(_known("vendor_n", vendor_n, n_items))
    vendor_mean = _known("vendor_mean", vendor_mean, n_items)
    vendor_variance = _known("vendor_variance", vendor_variance, n_items)
    promised = _known("promised", promised, n_items)
    has_item = (item_n > 0) & ~np.isnan(item_mean)
    has_vendor = (vendor_n > 0) & ~np.isnan(vendor_mean)
    prior_mean = np.where(has_vendor, vendor_mean, promised)
    guessed = (promised_cv * prior_mean) ** 2
    observed = has_vendor & ~np.isnan(vendor_variance)
    prior_variance = np.where(observed, vendor_variance, guessed)
    weight = np.where(has_item, item_n, 0.0)
    mean = _blend(np.where(has_item, item_mean, np.nan), prior_mean, weight, strength)
    own_variance = np.where(has_item, item_variance, np.nan)
    variance = _blend(own_variance, prior_variance, weight, strength)
    variance = np.where(np.isnan(variance), (promised_cv * mean) ** 2, variance)
    source = np.select(
        [has_item, has_vendor, ~np.isnan(promised)],
        ["item", "vendor", "promised"],
        default="none",
    )
    return LeadTimeEstimate(mean=mean, variance=variance, source=source)


def _known(name, value, n_items=None):
    """Return a non-negative vector that may hold NaN."""
    return as_item_vector(name, value, n_items, minimum=0.0, allow_nan=True)


def _blend(own, prior, weight, strength):
    """Return the weighted mean of own and prior, or the one that is known."""
    total = weight + strength
    blended = (weight * own + strength * prior) / np.where(total > 0, total, 1.0)
    return np.where(np.isnan(own), prior, np.where(np.isnan(prior), own, blended))
