"""Negative binomial demand estimated from buckets that were observed in part.

A bucket of demand is Poisson with a rate that is gamma distributed between buckets:
mean m and dispersion k give a variance of m + k m^2; the gamma shape is 1 / k.
"""

import numpy as np
from scipy import special

# Nearly Poisson up to a coefficient of variation of 30; four points per decade, the
# top of a parabola through the best three refines it.
DISPERSION_GRID = np.logspace(-4.0, 3.0, 29)
# Rounds of dispersion and mean in turn; the two are nearly independent.
N_ROUNDS = 3
# Steps of expectation-maximisation; each removes the observed share of the error.
N_STEPS = 25
# Below this probability the ratio of two tails is taken from the last term.
SMALLEST_TAIL = 1e-200
LARGEST_RATIO = 0.999


def fit_censored_rate(count, exposure, level, bounded):
    """Fit mean and dispersion of every item by maximum likelihood.

    Parameters
    ----------
    count : ndarray of shape (n, T)
        Observed number of demands, at least 0; no NaN.
    exposure : ndarray of shape (n, T)
        Level of the bucket times its observed share; 0 = nothing known.
    level : ndarray of shape (n, T)
        Level of the whole bucket; 0 = nothing known.
    bounded : ndarray of shape (n, T) of bool
        True where the count is only a lower bound of the whole bucket.

    Returns
    -------
    mean : ndarray of shape (n,)
        Mean number of demands in a bucket of level 1.
    dispersion : ndarray of shape (n,)
        Variance of the rate / squared mean.

    References
    ----------
    Dempster, A. P., Laird, N. M. & Rubin, D. B. (1977), Maximum likelihood from
    incomplete data via the EM algorithm, Journal of the Royal Statistical Society
    B 39.

    Examples
    --------
    >>> full = np.ones((1, 4))
    >>> mean, dispersion = fit_censored_rate(
    ...     np.array([[2.0, 3.0, 1.0, 2.0]]), full, full, full < 0)
    >>> mean.round(6).tolist()
    [2.0]
    """
    known = np.where(bounded, level, exposure).sum(axis=1)
    total_level = level.sum(axis=1)
    mean = count.sum(axis=1) / np.where(known > 0, known, 1.0)
    dispersion = np.full(len(count), DISPERSION_GRID[0])
    for _ in range(N_ROUNDS):
        dispersion = _best_dispersion(count, exposure, level, bounded, mean)
        for _ in range(N_STEPS):
            expected = expected_demand(
                count, exposure, level, bounded, mean=mean, dispersion=dispersion
            )
            mean = expected.sum(axis=1) / np.where(total_level > 0, total_level, 1.0)
    return mean, dispersion


def expected_demand(count, exposure, level, bounded, *, mean, dispersion):
    """Return the expected demand of every bucket, given what was observed of it.

    Parameters
    ----------
    count : ndarray of shape (n, T)
        Observed number of demands, at least 0; no NaN.
    exposure : ndarray of shape (n, T)
        Level of the bucket times its observed share.
    level : ndarray of shape (n, T)
        Level of the whole bucket.
    bounded : ndarray of shape (n, T) of bool
        True where the count is only a lower bound of the whole bucket.
    mean : ndarray of shape (n,)
        Mean number of demands in a bucket of level 1.
    dispersion : ndarray of shape (n,)
        Variance of the rate / squared mean.

    Returns
    -------
    ndarray of shape (n, T)
        Number of demands.

    References
    ----------
    Agrawal, N. & Smith, S. A. (1996), Estimating negative binomial demand for
    retail inventory management with unobservable lost sales, Naval Research
    Logistics 43.

    Examples
    --------
    >>> one = np.ones((1, 1))
    >>> expected_demand(3 * one, one / 2, one, one < 1, mean=np.array([2.0]),
    ...                 dispersion=np.array([0.5])).round(3).tolist()
    [[4.667]]
    """
    m, k = mean[:, None], dispersion[:, None]
    rest = (level - exposure) * m
    expected = count + rest * ((1 + k * count) / (1 + k * m * exposure))
    rows, columns = np.nonzero(bounded)
    if len(rows):
        expected[rows, columns] = _mean_above(
            count[rows, columns], level[rows, columns] * mean[rows], dispersion[rows]
        )
    return expected


def _best_dispersion(count, exposure, level, bounded, mean):
    """Return the dispersion of the highest likelihood, given the mean."""
    likelihood = np.stack(
        [
            _log_likelihood(count, exposure, level, bounded, mean, value)
            for value in DISPERSION_GRID
        ],
        axis=1,
    )
    best = np.clip(likelihood.argmax(axis=1), 1, len(DISPERSION_GRID) - 2)
    rows = np.arange(len(mean))
    left, middle, right = (likelihood[rows, best + step] for step in (-1, 0, 1))
    curvature = 2 * middle - left - right
    shift = (right - left) / np.where(curvature > 0, 2 * curvature, 1.0)
    shift = np.where(curvature > 0, np.clip(shift, -1.0, 1.0), 0.0)
    step = np.log(DISPERSION_GRID[1] / DISPERSION_GRID[0])
    return DISPERSION_GRID[best] * np.exp(step * shift)


def _log_likelihood(count, exposure, level, bounded, mean, dispersion):
    """Return the log-likelihood of every item, without the part of the mean alone."""
    shape = 1.0 / dispersion
    expected = np.where(bounded, 0.0, exposure) * mean[:, None]
    timed = np.where(bounded | (exposure <= 0), 0.0, count)
    likelihood = (
        special.gammaln(timed + shape)
        - special.gammaln(shape)
        - timed * np.log(shape)
        - (timed + shape) * np.log1p(dispersion * expected)
    ).sum(axis=1)
    rows, columns = np.nonzero(bounded & (count > 0))
    if len(rows):
        whole = level[rows, columns] * mean[rows]
        tail = _tail(count[rows, columns], whole, shape)
        logarithm = np.log(np.maximum(tail, SMALLEST_TAIL))
        likelihood += np.bincount(rows, logarithm, minlength=len(mean))
    return likelihood


def _tail(count, mean, shape):
    """Return P(D >= count) for counts above 0."""
    # A tail below the smallest double is 0, which is what the caller expects.
    with np.errstate(under="ignore"):
        return special.betainc(count, shape, mean / (shape + mean))


def _mean_above(count, mean, dispersion):
    """Return E[D | D >= count]."""
    shape = 1.0 / dispersion
    positive = np.maximum(count, 1e-9)
    tail = np.where(count > 0, _tail(positive, mean, shape), 1.0)
    # E[D; D >= y] = m P(D' >= y - 1) with D' of shape r + 1 and the same odds.
    odds = mean / (shape + mean)
    with np.errstate(under="ignore"):
        raised = special.betainc(np.maximum(count - 1, 1e-9), shape + 1, odds)
    partial = mean * np.where(count > 1, raised, 1.0)
    usable = tail > SMALLEST_TAIL
    ratio = np.minimum(odds * ((count + shape) / (count + 1)), LARGEST_RATIO)
    far = count + ratio / (1 - ratio)
    return np.maximum(
        np.where(usable, partial / np.where(usable, tail, 1.0), far), count
    )
