"""Censored lead times fitted as normal after a transformation, shrunk to the vendor.

The logarithm of a lognormal lead time is normal; the cube root of a gamma lead time
is normal to good accuracy (Wilson & Hilferty 1931). On that scale one algorithm serves
both: expectation-maximisation for the open orders, a normal-inverse-gamma prior from
the vendor, a Student t law for the next lead time.
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

LOG_SQRT_TWO_PI = 0.5 * np.log(2 * np.pi)
# Steps of expectation-maximisation. The error shrinks by the share of the information
# that is hidden in open orders, 0.9^200 < 1e-9.
N_STEPS = 200
# Weight of the variance of all vendors in that of one, in orders (as the vendor's).
POOL_STRENGTH = 5.0
# The variation of a promised lead time stands for two orders in the pool: it matters
# only if next to nothing was received (algorithm sheet 1.5).
PROMISED_CV = 0.25
PROMISED_STRENGTH = 2.0
# Constant lead times still vary by a thousandth; a law needs some width.
MINIMUM_SIGMA = 1e-3


@dataclass(frozen=True)
class OrderLines:
    """Order lines of groups (items) that belong to vendors.

    Attributes
    ----------
    age : ndarray of shape (m,)
        Lead time, or age of an open order, relative to the vendor; above 0.
    is_open : ndarray of shape (m,) of bool
        True for an order that has not arrived.
    group : ndarray of shape (m,) of int
        Group of each line.
    weight : ndarray of shape (m,)
        Weight of each line, 1 on average.
    vendor : ndarray of shape (n,) of int
        Vendor of each group.
    thinning : ndarray of shape (n,)
        Independent orders per order of each group, above 0 and up to 1.
    """

    age: np.ndarray
    is_open: np.ndarray
    group: np.ndarray
    weight: np.ndarray
    vendor: np.ndarray
    thinning: np.ndarray


@dataclass(frozen=True)
class NormalFit:
    """Law of the transformed lead time of each group.

    Attributes
    ----------
    location : ndarray of shape (n,)
        Expected transformed lead time.
    sigma : ndarray of shape (n,)
        Standard deviation of the transformed lead time.
    scale : ndarray of shape (n,)
        Scale of the predictive Student t law: sigma and the doubt about the location.
    degrees : ndarray of shape (n,)
        Degrees of freedom of the predictive law.
    likelihood : ndarray of shape (v,)
        Log-likelihood of the lines of each vendor.
    """

    location: np.ndarray
    sigma: np.ndarray
    scale: np.ndarray
    degrees: np.ndarray
    likelihood: np.ndarray


def fit_transformed(lines, family, strength):
    """Fit the transformed lead times of all groups.

    Parameters
    ----------
    lines : OrderLines
        Order lines; each vendor has at least one received line.
    family : str
        "lognormal" or "gamma".
    strength : float
        Weight of the vendor [orders]; 0 = every group by maximum likelihood alone.

    Returns
    -------
    NormalFit
        Law of the transformed lead time.

    References
    ----------
    Wilson, E. B. & Hilferty, M. M. (1931), The distribution of chi-square,
    Proceedings of the National Academy of Sciences 17.
    Gelman, A. et al. (2013), Bayesian Data Analysis, 3rd edition, section 3.3.

    Examples
    --------
    >>> lines = OrderLines(
    ...     np.array([0.5, 2.0]), np.zeros(2, bool), np.zeros(2, int), np.ones(2),
    ...     np.zeros(1, int), np.ones(1))
    >>> fit_transformed(lines, "lognormal", 0.0).sigma.round(4).tolist()
    [0.6931]
    """
    z = np.log(lines.age) if family == "lognormal" else np.cbrt(lines.age)
    default = PROMISED_CV if family == "lognormal" else PROMISED_CV / 3
    n_groups, n_vendors = len(lines.vendor), int(lines.vendor.max()) + 1
    is_open = np.flatnonzero(lines.is_open)
    group_open = lines.group[is_open]
    floor = default * MINIMUM_SIGMA
    n_lines = np.bincount(lines.group, lines.weight, minlength=n_groups)
    location = np.bincount(lines.group, lines.weight * z, minlength=n_groups)
    location = np.where(n_lines > 0, location / np.maximum(n_lines, 1e-9), z.mean())
    sigma = np.full(n_groups, max(float(z.std()), default))
    expected, hidden = z.copy(), np.zeros(len(z))
    # The last step alone counts the degrees of freedom that the means have used up:
    # repeated, it would feed on the guessed variance of the open orders.
    for step in range(N_STEPS):
        mean, width = location[group_open], sigma[group_open]
        hazard, distance = _hazard(z[is_open], mean, width)
        expected[is_open] = mean + width * hazard
        hidden[is_open] = width**2 * (1 - _information(hazard, distance))
        location, sigma, precision, lost = _update(
            lines,
            expected,
            hidden,
            strength,
            (n_lines, n_vendors, default, step == N_STEPS - 1),
        )
        sigma = np.maximum(sigma, floor)
    mean, width = location[lines.group], sigma[lines.group]
    hazard, distance = _hazard(z, mean, width)
    gained = np.where(lines.is_open, _information(hazard, distance), 1.0)
    n_known = np.bincount(lines.group, lines.weight * gained, minlength=n_groups)
    n_known = n_known * lines.thinning
    total = np.maximum(n_known + strength, 1e-9)
    doubt = 1 / total + (strength / total) ** 2 / precision[lines.vendor]
    degrees = n_known + strength - lost
    log_tail = special.log_ndtr(-distance)
    log_density = -0.5 * distance**2 - LOG_SQRT_TWO_PI - np.log(width)
    log_density = log_density + _log_slope(lines.age, family)
    log_line = lines.weight * np.where(lines.is_open, log_tail, log_density)
    vendor_of_line = lines.vendor[lines.group]
    return NormalFit(
        location=location,
        sigma=sigma,
        scale=sigma * np.sqrt(1 + doubt),
        degrees=np.maximum(degrees, 1.0),
        likelihood=np.bincount(vendor_of_line, log_line, minlength=n_vendors),
    )


def _update(lines, expected, hidden, strength, sizes):
    """Return location, sigma, vendor precision and lost degrees of freedom."""
    n_lines, n_vendors, default, is_last = sizes
    weight, vendor = lines.weight, lines.vendor
    n_groups = len(vendor)
    divisor = np.maximum(n_lines, 1e-9)
    mean = np.bincount(lines.group, weight * expected, minlength=n_groups) / divisor
    deviation = expected - mean[lines.group]
    squares = weight * (deviation * deviation + hidden)
    within = np.bincount(lines.group, squares, minlength=n_groups)
    if strength == 0:
        sigma = np.sqrt(within / divisor)
        return mean, sigma, np.ones(n_vendors), np.ones(n_groups)
    shrunk = n_lines * strength / (n_lines + strength)
    precision = np.bincount(vendor, shrunk, minlength=n_vendors)
    divisor = np.maximum(precision, 1e-9)
    vendor_mean = np.bincount(vendor, shrunk * mean, minlength=n_vendors) / divisor
    between = shrunk * (mean - vendor_mean[vendor]) ** 2
    total = np.bincount(vendor, within + between, minlength=n_vendors)
    thinned = np.bincount(vendor, shrunk * lines.thinning, minlength=n_vendors)
    # Lines that move together hide a part of their variance in the common mean.
    degrees = np.bincount(vendor, n_lines, minlength=n_vendors)
    if is_last:
        degrees = np.maximum(degrees - precision / np.maximum(thinned, 1e-9), 0.0)
    promised = PROMISED_STRENGTH * default**2
    pooled = (total.sum() + promised) / (degrees.sum() + PROMISED_STRENGTH)
    variance = (total + POOL_STRENGTH * pooled) / (degrees + POOL_STRENGTH)
    location = n_lines * mean + strength * vendor_mean[vendor]
    location = location / (n_lines + strength)
    spread = within + between + strength * variance[vendor]
    # What the lines of the group add to the vendor mean that they are compared with.
    lost = shrunk / divisor[vendor]
    used = np.minimum(lost / lines.thinning, n_lines) if is_last else 0.0
    sigma = np.sqrt(spread / (n_lines + strength - used))
    return location, sigma, np.maximum(thinned, 1e-9), lost


def _hazard(z, mean, width):
    """Return density / tail of the standard normal at the distance, and the distance.

    The distance is limited: an order that is open for 40 sigmas is just very late.
    """
    distance = np.clip((z - mean) / width, -37.0, 1e6)
    log_hazard = -0.5 * distance**2 - LOG_SQRT_TWO_PI - special.log_ndtr(-distance)
    return np.exp(np.clip(log_hazard, -690.0, 690.0)), distance


def _information(hazard, distance):
    """Return the share of the information of a received order that an open one has."""
    return np.clip(hazard * (hazard - distance), 0.0, 1.0)


def _log_slope(age, family):
    """Return the logarithm of the slope of the transformation."""
    if family == "lognormal":
        return -np.log(age)
    return -2 / 3 * np.log(age) - np.log(3.0)
