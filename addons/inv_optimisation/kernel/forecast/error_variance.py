"""Variance of the error of the lead-time total, shrunk because histories are short.

The back-test gives few independent windows per item. Taken as they are, their
variances cost stock: an item with a lucky history gets too little and one with an
unlucky history far too much (algorithm sheet, 0.4).
"""

import numpy as np

# Weight, in independent windows, of the one-step variance (algorithm sheet, CumErr).
ONE_STEP_WEIGHT = 8.0
# The power law is fitted over at least this many items.
MINIMUM_POOL = 20
# More items do not change a mean kurtosis.
KURTOSIS_ITEMS = 8192
# An item keeps at least this share of its own deviation from the power law.
MINIMUM_OWN_SHARE = 0.3
# Sampling variance of a log variance of normal errors, times the sample size.
LOG_VARIANCE_NOISE = 2.0
# No fewer independent windows than this enter the noise and the inflation.
MINIMUM_WINDOWS = 2.0
# Smallest variance relative to the squared total: keeps logarithms finite.
RELATIVE_FLOOR = 1e-9


def shrink_error_variance(
    raw, one_step, total, window, n_effective, usable, excess_kurtosis=0.0
):
    """Shrink back-tested variances to a simpler estimate and to a common law.

    First each variance moves (in logarithms) towards the one-step variance times
    the window, the more the fewer independent windows it has; then towards a power
    law in total and window over all items; last it is inflated for the estimation
    error of a small sample.

    Parameters
    ----------
    raw : ndarray of shape (n,)
        Back-tested mean squared error of the total [units^2].
    one_step : ndarray of shape (n,)
        Mean squared one-step error [units^2/bucket^2]; NaN = unknown.
    total : ndarray of shape (n,)
        Expected total [units].
    window : ndarray of shape (n,)
        Buckets of the total.
    n_effective : ndarray of shape (n,)
        Independent windows of the back-test.
    usable : ndarray of shape (n,) of bool
        Items with a back-test.
    excess_kurtosis : ndarray of shape (n,), default 0.0
        Kurtosis of the demand of a bucket above that of the normal law, 3. A few
        large orders make a measured variance less certain.

    Returns
    -------
    variance : ndarray of shape (n,)
        Shrunk variance of the total [units^2]; the raw one where not usable.
    coefficients : ndarray of shape (3,) or None
        Constant, exponent of the total and exponent of the window of the power
        law; None when there were too few items.

    References
    ----------
    Prak, D., Teunter, R. & Syntetos, A. (2017), On the calculation of safety
    stocks when demand is forecasted, European Journal of Operational Research 256.
    Trapero, J. R., Cardos, M. & Kourentzes, N. (2019), Empirical safety stock
    estimation based on kernel and GARCH models, Omega 84.

    Examples
    --------
    >>> one = np.ones(1)
    >>> shrink_error_variance(4 * one, 4 * one, one, one, 8 * one, one > 0)[0].round(2)
    array([4.5])
    """
    floor = RELATIVE_FLOOR * total * total + np.finfo(np.float64).tiny
    own = n_effective / (n_effective + ONE_STEP_WEIGHT)
    simple = np.where(np.isnan(one_step), raw, one_step * window)
    log_variance = own * np.log(np.maximum(raw, floor)) + (1 - own) * np.log(
        np.maximum(simple, floor)
    )
    windows = np.maximum(n_effective, MINIMUM_WINDOWS)
    pooled = usable & (total > 0)
    coefficients = None
    if pooled.sum() >= MINIMUM_POOL:
        design = _design(total[pooled], window[pooled])
        coefficients, *_ = np.linalg.lstsq(design, log_variance[pooled], rcond=None)
        law = _evaluate(coefficients, total[pooled], window[pooled])
        residual = log_variance[pooled] - law
        # The kurtosis of a sum falls with the number of its terms.
        noise = (
            LOG_VARIANCE_NOISE + np.broadcast_to(excess_kurtosis, raw.shape) / window
        )
        noise = noise[pooled] / windows[pooled]
        spread = max(residual.var(), np.finfo(np.float64).tiny)
        share = np.clip(1 - noise / spread, MINIMUM_OWN_SHARE, 1.0)
        log_variance[pooled] = law + share * residual
    inflated = np.exp(log_variance) * (1 + 1 / windows)
    return np.where(usable, inflated, raw), coefficients


def short_history_variance(demand, total, window, coefficients):
    """Return a cautious variance of the total for items without a back-test.

    The larger of the compound Poisson variance (demand in lumps of the observed
    sizes) and of the power law of the items with a back-test, inflated because the
    mean itself comes from few buckets.

    Parameters
    ----------
    demand : ndarray of shape (n, T)
        Demand [units/bucket]; NaN = not observed.
    total : ndarray of shape (n,)
        Expected total [units].
    window : ndarray of shape (n,)
        Buckets of the total.
    coefficients : ndarray of shape (3,) or None
        Power law of ``shrink_error_variance``.

    Returns
    -------
    ndarray of shape (n,)
        Variance of the total [units^2]; 0 without demand.

    References
    ----------
    Axsaeter, S. (2015), Inventory Control, 3rd edition (compound Poisson demand).

    Examples
    --------
    >>> short_history_variance(np.ones((1, 4)), np.ones(1), np.ones(1), None)
    array([1.25])
    """
    size = np.nan_to_num(demand)
    n_observed = np.maximum((~np.isnan(demand)).sum(axis=1), 1)
    size_sum = size.sum(axis=1)
    lump = (size * size).sum(axis=1) / np.where(size_sum > 0, size_sum, 1.0)
    variance = total * lump
    if coefficients is not None:
        law = np.exp(_evaluate(coefficients, np.where(total > 0, total, 1.0), window))
        variance = np.maximum(variance, np.where(total > 0, law, 0.0))
    return variance * (1 + window / n_observed)


def long_run_variance(demand):
    """Return the sample variance of the whole history.

    Parameters
    ----------
    demand : ndarray of shape (n, T)
        Demand [units/bucket]; NaN = not observed.

    Returns
    -------
    ndarray of shape (n,)
        Variance of the demand of a bucket [units^2]; 0 with fewer than two.

    Examples
    --------
    >>> long_run_variance(np.array([[0.0, 2.0, np.nan]])).tolist()
    [2.0]
    """
    observed = ~np.isnan(demand)
    count = observed.sum(axis=1)
    mean = np.nan_to_num(demand).sum(axis=1) / np.maximum(count, 1)
    deviation = np.where(observed, demand - mean[:, None], 0.0)
    return (deviation * deviation).sum(axis=1) / np.maximum(count - 1, 1)


def pooled_excess_kurtosis(demand, pattern):
    """Return the excess kurtosis of demand, averaged over the items of a pattern.

    The kurtosis of one short history says nothing; the mean over many does.

    Parameters
    ----------
    demand : ndarray of shape (n, T)
        Demand [units/bucket]; NaN = not observed.
    pattern : ndarray of shape (n,) of str
        Demand pattern; items without a variance do not count.

    Returns
    -------
    ndarray of shape (n,)
        Mean excess kurtosis of the pattern, at least 0; 0 for a pattern with fewer
        than 20 items.

    References
    ----------
    Mood, A. M., Graybill, F. A. & Boes, D. C. (1974), Introduction to the Theory
    of Statistics, 3rd edition (variance of the sample variance).

    Examples
    --------
    >>> peak = np.tile([0.0] * 9 + [10.0], (20, 1))
    >>> pooled_excess_kurtosis(peak, np.full(20, "lumpy")).round(2)[0]
    np.float64(5.11)
    """
    every = slice(None, None, -(-len(demand) // KURTOSIS_ITEMS) or 1)
    sample = demand[every]
    observed = ~np.isnan(sample)
    count = np.maximum(observed.sum(axis=1), 1)
    mean = np.nan_to_num(sample).sum(axis=1) / count
    deviation = np.where(observed, sample - mean[:, None], 0.0)
    scale = np.abs(deviation).max(axis=1, initial=0.0)
    varies = scale > 0
    square = (deviation / np.where(varies, scale, 1.0)[:, None]) ** 2
    second = square.sum(axis=1) / count
    fourth = (square * square).sum(axis=1) / count
    own = np.where(varies, fourth / np.where(varies, second, 1.0) ** 2 - 3, 0.0)
    pooled = np.zeros(len(demand))
    for name in np.unique(pattern[every][varies]):
        members = varies & (pattern[every] == name)
        if members.sum() >= MINIMUM_POOL:
            pooled[pattern == name] = max(own[members].mean(), 0.0)
    return pooled


def _design(total, window):
    """Return the regressors of the power law."""
    return np.stack([np.ones(len(total)), np.log(total), np.log(window)], axis=1)


def _evaluate(coefficients, total, window):
    """Return the logarithm of the power law, item by item."""
    constant, total_exponent, window_exponent = coefficients
    return constant + total_exponent * np.log(total) + window_exponent * np.log(window)
