"""Distribution of the next lead time, learned from received and from open orders."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from ..validation import as_item_vector, check_choice
from .lead_time import VENDOR_STRENGTH
from .lead_time_fit import OrderLines, fit_transformed

# Measures of the same orders, offered with the distribution.
from .lead_time_measures import lead_time_autocorrelation as lead_time_autocorrelation
from .lead_time_measures import reversal_share as reversal_share

FAMILIES = ("gamma", "lognormal", "best")
# Whole days hide half a day: a receipt on the day of the order took half a day.
HALF_DAY = 0.5
# A higher correlation leaves less than one independent order in nine; the law then
# becomes so wide that it says nothing.
MAXIMUM_AUTOCORRELATION = 0.8
# Largest logarithm of a number of days or squared days that is still finite.
LARGEST_LOG = 690.0


@dataclass(frozen=True)
class LeadTimeDistribution:
    """Predictive distribution of the lead time of each group.

    Attributes
    ----------
    mean : ndarray of shape (n,)
        Expected lead time [days]; NaN when nothing is known.
    variance : ndarray of shape (n,)
        Predictive variance, with the doubt about the mean [days^2].
    location : ndarray of shape (n,)
        Expected logarithm (lognormal) or cube root (gamma) of lead time / reference.
    sigma : ndarray of shape (n,)
        Standard deviation on the same scale.
    scale : ndarray of shape (n,)
        Scale of the Student t law of the next lead time, on the same scale.
    degrees : ndarray of shape (n,)
        Degrees of freedom of that law.
    reference : ndarray of shape (n,)
        Lead time that the scale refers to [days].
    family : ndarray of shape (n,) of str
        "gamma" or "lognormal".
    n_received : ndarray of shape (n,) of int
        Received order lines.
    n_open : ndarray of shape (n,) of int
        Open order lines.
    source : ndarray of shape (n,) of str
        "item" with own receipts, else "vendor" or "none".
    """

    mean: np.ndarray
    variance: np.ndarray
    location: np.ndarray
    sigma: np.ndarray
    scale: np.ndarray
    degrees: np.ndarray
    reference: np.ndarray
    family: np.ndarray
    n_received: np.ndarray
    n_open: np.ndarray
    source: np.ndarray

    def quantile(self, p):
        """Return the lead time that the next order keeps with probability p.

        Parameters
        ----------
        p : array_like of shape (n,) or scalar
            Probability, above 0 and below 1.

        Returns
        -------
        ndarray of shape (n,)
            Lead time [days]; NaN when nothing is known.

        Raises
        ------
        ValueError
            If a probability is not above 0 and below 1.

        References
        ----------
        Gelman, A. et al. (2013), Bayesian Data Analysis, 3rd edition, section 3.3
        (the predictive law of normal data is a Student t law).

        Examples
        --------
        >>> lead = fit_lead_times([10, 12, 9, 14, 11], [True] * 5, [0] * 5)
        >>> lead.quantile(0.5).round(1).tolist()
        [11.1]
        """
        p = as_item_vector("p", p, len(self.mean))
        if not ((p > 0) & (p < 1)).all():
            raise ValueError("p must be above 0 and below 1")
        known = ~np.isnan(self.mean)
        degrees = np.where(known, self.degrees, 1.0)
        z = self.location + self.scale * special.stdtrit(degrees, p)
        exponent = np.minimum(np.where(known, z, 0.0), LARGEST_LOG)
        exponent = np.minimum(exponent + np.log(self.reference), LARGEST_LOG)
        lognormal = np.exp(np.maximum(exponent, -LARGEST_LOG))
        root = np.clip(np.where(known, z, 0.0), 0.0, 1e90)
        gamma = self.reference * root**3
        days = np.where(self.family == "lognormal", lognormal, gamma)
        return np.where(known, days, np.nan)


def fit_lead_times(
    age,
    received,
    group,
    *,
    family="best",
    vendor=None,
    group_vendor=None,
    quantity=None,
    n_groups=None,
    strength=VENDOR_STRENGTH,
    autocorrelation=0.0,
):
    """Fit the lead times of every group from its received and open orders.

    An open order has a lead time above its age. Received orders alone understate
    lead times, because the long ones are still open. Each group is fitted by
    censored maximum likelihood and shrunk to its vendor with the weight of
    ``strength`` orders, both its location and its variance. The quantile is that of
    the next order: few orders make it wider.

    Parameters
    ----------
    age : array_like of shape (m,)
        Days from order to receipt; of an open order the days until now. Less than
        half a day counts as half a day.
    received : array_like of shape (m,) of bool
        True for a received order line, False for an open one.
    group : array_like of shape (m,) of int
        Group of each line, 0 to n - 1: the item, or the item and vendor.
    family : str, default "best"
        "lognormal", "gamma" (its cube root taken as normal) or "best": the one of
        the higher likelihood for the lines of the vendor.
    vendor : array_like of shape (m,) of int, optional
        Vendor of each line, at least 0; one vendor per group. None = groups share
        their variance only.
    group_vendor : array_like of shape (n,) of int, optional
        Vendor of each group, instead of ``vendor``: it also serves groups without
        any order.
    quantity : array_like of shape (m,), optional
        Weight of each line, such as its quantity; relative to the mean of its group.
    n_groups : int, optional
        Number of groups n; the largest group + 1 when None.
    strength : float, default 5.0
        Weight of the vendor [orders]; 0 = every group by itself, by maximum
        likelihood.
    autocorrelation : array_like of shape (n_groups,) or scalar, default 0.0
        Correlation r of successive lead times of the vendor, such as the mean of
        ``lead_time_autocorrelation``; below 0 counts as 0. The orders then tell as
        much as (1 - r) / (1 + r) times as many independent ones.

    Returns
    -------
    LeadTimeDistribution
        Predictive law. Groups without receipts of their own or of their vendor have
        NaN.

    Raises
    ------
    ValueError
        If lengths differ, a group has two vendors or an argument is out of range.

    References
    ----------
    Nelson, W. (1982), Applied Life Data Analysis (censored lognormal lives).
    Wilson, E. B. & Hilferty, M. M. (1931), The distribution of chi-square,
    Proceedings of the National Academy of Sciences 17.

    Examples
    --------
    >>> lead = fit_lead_times(
    ...     [10, 12, 9, 14, 20], [True, True, True, True, False], [0] * 5)
    >>> lead.n_open.tolist(), bool(lead.mean[0] > 13)
    ([1], True)
    """
    check_choice("family", [family], FAMILIES)
    if not 0 <= strength < np.inf:
        raise ValueError("strength must be finite and not negative")
    days = np.maximum(as_item_vector("age", age, minimum=0.0), HALF_DAY)
    is_received, groups = _line_columns(len(days), received, group)
    least = int(groups.max()) + 1 if len(groups) else 0
    if n_groups is None:
        n_groups = least if group_vendor is None else len(group_vendor)
    n = int(n_groups)
    if n < least:
        raise ValueError("group must lie between 0 and the number of groups - 1")
    pool = _vendor_of_group(vendor, group_vendor, groups, n)
    r = as_item_vector("autocorrelation", autocorrelation, n, -1.0, 1.0)
    r = np.clip(r, 0.0, MAXIMUM_AUTOCORRELATION)
    weight = _weights(quantity, groups, n)
    n_received = np.bincount(groups[is_received], minlength=n)
    n_open = np.bincount(groups[~is_received], minlength=n)
    n_pools = int(pool.max()) + 1 if n else 0
    pool_received = np.bincount(pool, n_received, minlength=n_pools)
    source = np.select(
        [n_received > 0, pool_received[pool] > 0], ["item", "vendor"], default="none"
    )
    if strength == 0:
        source = np.where(n_received > 0, "item", "none")
    rows = np.flatnonzero(source != "none")
    result = {
        name: np.full(n, np.nan)
        for name in ("mean", "variance", "location", "sigma", "scale", "degrees")
    }
    reference = np.ones(n)
    chosen = np.full(n, "lognormal")
    if len(rows):
        new_row = np.full(n, -1)
        new_row[rows] = np.arange(len(rows))
        kept = new_row[groups] >= 0
        pools = np.unique(pool[rows], return_inverse=True)[1].ravel()
        lines = OrderLines(
            age=days[kept],
            is_open=~is_received[kept],
            group=new_row[groups[kept]],
            weight=weight[kept],
            vendor=pools,
            thinning=((1 - r) / (1 + r))[rows],
        )
        fitted, chosen[rows], reference[rows] = _fit_family(lines, family, strength)
        for name, values in fitted.items():
            result[name][rows] = values
    return LeadTimeDistribution(
        **result,
        reference=reference,
        family=chosen,
        n_received=n_received,
        n_open=n_open,
        source=source,
    )


def _fit_family(lines, family, strength):
    """Return the fitted columns, the family and the reference of every group."""
    reference = _references(lines)
    relative = OrderLines(
        age=lines.age / reference[lines.group],
        is_open=lines.is_open,
        group=lines.group,
        weight=lines.weight,
        vendor=lines.vendor,
        thinning=lines.thinning,
    )
    names = ("lognormal", "gamma") if family == "best" else (family,)
    fits = {name: fit_transformed(relative, name, strength) for name in names}
    use_gamma = np.full(len(lines.vendor), family == "gamma")
    if family == "best":
        better = fits["gamma"].likelihood > fits["lognormal"].likelihood
        use_gamma = better[lines.vendor]
    columns = {}
    for name, fit in fits.items():
        moments = _lognormal_moments if name == "lognormal" else _gamma_moments
        # The doubt about the location widens the law; in the mean it cancels.
        mean = moments(fit.location, fit.sigma, reference)[0]
        variance = moments(fit.location, fit.scale, reference)[1]
        columns[name] = {
            "mean": mean,
            "variance": variance,
            "location": fit.location,
            "sigma": fit.sigma,
            "scale": fit.scale,
            "degrees": fit.degrees,
        }
    first, last = columns[names[0]], columns[names[-1]]
    chosen = {key: np.where(use_gamma, last[key], first[key]) for key in first}
    return chosen, np.where(use_gamma, "gamma", "lognormal"), reference


def _references(lines):
    """Return the geometric mean of the received lead times of each vendor."""
    got = ~lines.is_open
    vendor_of_line = lines.vendor[lines.group[got]]
    count = np.bincount(vendor_of_line, minlength=int(lines.vendor.max()) + 1)
    logs = np.bincount(vendor_of_line, np.log(lines.age[got]), minlength=len(count))
    return np.exp(logs / np.maximum(count, 1))[lines.vendor]


def _lognormal_moments(location, scale, reference):
    """Return mean and variance of a lognormal lead time."""
    log_reference = np.log(reference)
    variance = scale * scale
    log_mean = np.minimum(log_reference + location + variance / 2, LARGEST_LOG)
    growth = np.log(np.expm1(np.minimum(variance, LARGEST_LOG)))
    log_variance = np.clip(2 * log_mean + growth, -LARGEST_LOG, LARGEST_LOG)
    return np.exp(log_mean), np.exp(log_variance)


def _gamma_moments(location, scale, reference):
    """Return mean and variance of the cube of a normal number."""
    m, v = location, scale * scale
    mean = m**3 + 3 * m * v
    variance = 9 * m**4 * v + 36 * m**2 * v**2 + 15 * v**3
    return reference * mean, reference * reference * variance


def _line_columns(n_lines, received, group):
    """Return the received mask and the group of every line, checked."""
    is_received = np.asarray(received, dtype=bool)
    groups = np.asarray(group, dtype=np.int64)
    if is_received.shape != (n_lines,) or groups.shape != (n_lines,):
        raise ValueError(f"received and group must have {n_lines} lines, like age")
    if len(groups) and groups.min() < 0:
        raise ValueError("group must not be below 0")
    return is_received, groups


def _vendor_of_group(vendor, group_vendor, groups, n_groups):
    """Return a pool number for every group: its vendor, or itself without vendors."""
    if vendor is None and group_vendor is None:
        return np.arange(n_groups)
    per_group = group_vendor is not None
    vendors = np.asarray(group_vendor if per_group else vendor, dtype=np.int64)
    if vendors.shape != ((n_groups,) if per_group else groups.shape):
        raise ValueError("vendor must have one entry per line, group_vendor per group")
    if len(vendors) and vendors.min() < 0:
        raise ValueError("vendor must not be below 0")
    if per_group:
        return vendors
    # Groups without orders keep a pool of their own, behind all vendors.
    start = int(vendors.max()) + 1 if len(vendors) else 0
    pool = start + np.arange(n_groups)
    pool[groups] = vendors
    if (pool[groups] != vendors).any():
        raise ValueError("vendor must be the same for all lines of a group")
    return pool


def _weights(quantity, groups, n_groups):
    """Return the weight of every line, 1 on average over its group."""
    if quantity is None:
        return np.ones(len(groups))
    weight = as_item_vector("quantity", quantity, len(groups), minimum=0.0)
    if not (weight > 0).all():
        raise ValueError("quantity must be above 0")
    total = np.bincount(groups, weight, minlength=n_groups)
    count = np.bincount(groups, minlength=n_groups)
    return weight / (total / np.maximum(count, 1))[groups]
