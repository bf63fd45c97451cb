"""How accurate the records are: intervals, stratified samples and sample sizes."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from ..validation import as_item_vector

# The variance of a stratum expected to be perfect, so that it is sampled.
LEAST_VARIANCE = 1e-6
# The variance within a stratum needs two counts.
LEAST_COUNTED = 2
# A size this close (relative) above a whole number is that number.
SIZE_TOLERANCE = 1e-9
# The inverse of the incomplete beta function loses its digits for larger counts.
MOST_EXACT_TRIALS = 1e7
# Halvings that fix the price of a count to the last bit of a double.
N_BISECTIONS = 100


@dataclass(frozen=True)
class StratifiedEstimate:
    """Accuracy of all records, estimated from a stratified sample.

    Attributes
    ----------
    estimate : float
        Share of correct records.
    standard_error : float
        Standard error of the estimate.
    lower : float
        Lower end of the confidence interval.
    upper : float
        Upper end of the confidence interval.
    """

    estimate: float
    standard_error: float
    lower: float
    upper: float


def wilson_interval(successes, trials, *, confidence=0.95):
    """Return the score interval of a proportion.

    It keeps its confidence for accuracies near 100 % and few counts.

    Parameters
    ----------
    successes : array_like of shape (n,)
        Correct records; may be fractional for an effective sample size.
    trials : array_like of shape (n,)
        Counted records.
    confidence : float, default 0.95
        Confidence, above 0 and below 1.

    Returns
    -------
    lower : ndarray of shape (n,)
        Lower end; 0 without trials.
    upper : ndarray of shape (n,)
        Upper end; 1 without trials.

    References
    ----------
    Wilson, E. B. (1927), Probable inference, the law of succession, and
    statistical inference, Journal of the American Statistical Association 22.

    Examples
    --------
    >>> lower, upper = wilson_interval([81], [263])
    >>> lower.round(4).tolist(), upper.round(4).tolist()
    ([0.2553], [0.3662])
    """
    successes, trials = _as_counts(successes, trials)
    z = _two_sided_z(confidence)
    total = trials + z * z
    share = successes / np.where(trials > 0, trials, 1.0)
    variance = np.maximum(successes * (1.0 - share), 0.0)
    centre = (successes + 0.5 * z * z) / total
    half = z * np.sqrt(variance + 0.25 * z * z) / total
    lower = np.where(successes > 0, np.maximum(centre - half, 0.0), 0.0)
    upper = np.where(successes < trials, np.minimum(centre + half, 1.0), 1.0)
    return lower, upper


def clopper_pearson_interval(successes, trials, *, confidence=0.95):
    """Return the exact interval of a proportion: never below its confidence.

    Parameters
    ----------
    successes : array_like of shape (n,)
        Correct records, whole numbers.
    trials : array_like of shape (n,)
        Counted records, whole numbers up to ten million.
    confidence : float, default 0.95
        Confidence, above 0 and below 1.

    Returns
    -------
    lower : ndarray of shape (n,)
        Lower end; 0 without successes.
    upper : ndarray of shape (n,)
        Upper end; 1 without failures.

    References
    ----------
    Clopper, C. J. & Pearson, E. S. (1934), The use of confidence or fiducial
    limits illustrated in the case of the binomial, Biometrika 26.

    Examples
    --------
    >>> lower, upper = clopper_pearson_interval([81], [263])
    >>> lower.round(4).tolist(), upper.round(4).tolist()
    ([0.2527], [0.3676])
    """
    successes, trials = _as_counts(successes, trials)
    _as_whole("successes", successes)
    _as_whole("trials", trials, maximum=MOST_EXACT_TRIALS)
    _two_sided_z(confidence)
    tail = 0.5 * (1.0 - confidence)
    has_success, has_failure = successes > 0, successes < trials
    failures = trials - successes
    # The series inside may underflow to the 0 that is meant.
    with np.errstate(under="ignore"):
        lower = special.betaincinv(
            np.where(has_success, successes, 1.0), failures + 1.0, tail
        )
        upper = special.betaincinv(
            successes + 1.0, np.where(has_failure, failures, 1.0), 1.0 - tail
        )
    return np.where(has_success, lower, 0.0), np.where(has_failure, upper, 1.0)


def stratified_estimate(stratum_size, counted, correct, *, confidence=0.95):
    """Return the accuracy of all records from a random sample in each stratum.

    The interval is the score interval at the effective sample size p q / variance,
    so it does not shrink to a point when every count is correct.

    Parameters
    ----------
    stratum_size : array_like of shape (n_strata,)
        Records of each stratum, whole numbers.
    counted : array_like of shape (n_strata,)
        Records counted in it: at least 2, or all of them.
    correct : array_like of shape (n_strata,)
        Counted records that were correct.
    confidence : float, default 0.95
        Confidence, above 0 and below 1.

    Returns
    -------
    StratifiedEstimate
        Estimate, standard error with the finite-population correction, interval.

    Raises
    ------
    ValueError
        If there are no records, more are counted than exist, or too few are
        counted in a stratum.

    References
    ----------
    Cochran, W. G. (1977), Sampling Techniques, 3rd edition, chapter 5.
    Korn, E. L. & Graubard, B. I. (1998), Confidence intervals for proportions with
    small expected number of positive counts estimated from survey data, Survey
    Methodology 24 (effective sample size).

    Examples
    --------
    >>> result = stratified_estimate([100, 900], [50, 60], [49, 51])
    >>> round(result.estimate, 3), round(result.standard_error, 4)
    (0.863, 0.0404)
    """
    size = _as_whole("stratum_size", stratum_size)
    counted = _as_whole("counted", counted, len(size))
    correct = _as_whole("correct", correct, len(size))
    if not size.sum() > 0:
        raise ValueError("stratum_size must have at least one record")
    if (counted > size).any():
        raise ValueError("counted must not be above stratum_size")
    if (correct > counted).any():
        raise ValueError("correct must not be above counted")
    if (counted < np.minimum(size, LEAST_COUNTED)).any():
        raise ValueError(f"counted must be at least {LEAST_COUNTED} in each stratum")
    weight = size / size.sum()
    share = correct / np.maximum(counted, 1.0)
    estimate = float((weight * share).sum())
    unseen = 1.0 - counted / np.maximum(size, 1.0)
    design = weight**2 * unseen / np.maximum(counted - 1.0, 1.0)
    variance = float((design * share * (1.0 - share)).sum())
    if not design.sum() > 0:  # every record was counted
        return StratifiedEstimate(estimate, 0.0, estimate, estimate)
    spread = estimate * (1.0 - estimate)
    effective = spread / variance if variance > 0 else 1.0 / float(design.sum())
    lower, upper = wilson_interval(
        [estimate * effective], [effective], confidence=confidence
    )
    return StratifiedEstimate(
        estimate, float(np.sqrt(variance)), float(lower[0]), float(upper[0])
    )


def neyman_allocation(stratum_size, expected_accuracy, total):
    """Return how many records to count in each stratum for the least error.

    At least 2 and at most all records of a stratum; each further count goes where
    N sqrt(p q) / sqrt(k (k + 1)) is largest, which is optimal in whole numbers.

    Parameters
    ----------
    stratum_size : array_like of shape (n_strata,)
        Records N of each stratum, whole numbers.
    expected_accuracy : array_like of shape (n_strata,)
        Expected share p of correct records; values near 1 are cautiously lowered.
    total : int
        Records to count.

    Returns
    -------
    ndarray of shape (n_strata,)
        Records to count, whole numbers that add up to the total.

    Raises
    ------
    ValueError
        If the total is above the number of records or below two a stratum.

    References
    ----------
    Wright, T. (2012), The equivalence of Neyman optimum allocation for sampling
    and equal proportions for apportioning the U.S. House of Representatives, The
    American Statistician 66.

    Examples
    --------
    >>> neyman_allocation([1000, 1000], [0.5, 0.9], 80).tolist()
    [50.0, 30.0]
    """
    size = _as_whole("stratum_size", stratum_size)
    accuracy = as_item_vector("expected_accuracy", expected_accuracy, len(size), 0, 1)
    wanted = float(_as_whole("total", [total])[0])
    least = np.minimum(size, LEAST_COUNTED)
    if not least.sum() <= wanted <= size.sum():
        raise ValueError(
            f"total must be from {least.sum():g} to {size.sum():g} for these strata"
        )
    weight = size * np.sqrt(np.maximum(accuracy * (1.0 - accuracy), LEAST_VARIANCE))

    def counts_at(price):
        """Return the counts worth their price: least k with w / sqrt(k (k+1)) < it."""
        ratio = weight / price
        root = np.floor(0.5 * (np.sqrt(1.0 + 4.0 * ratio * ratio) - 1.0)) + 1.0
        return np.clip(root, least, size)

    if not weight.max(initial=0.0) > 0:
        return least
    cheap = 0.5 * weight[weight > 0].min() / (size.max() + 1.0)
    dear = 2.0 * weight.max()
    for _ in range(N_BISECTIONS):
        middle = np.sqrt(cheap) * np.sqrt(dear)
        if counts_at(middle).sum() > wanted:
            cheap = middle
        else:
            dear = middle
    counts = counts_at(dear)
    # Strata tie at the price: hand out the few counts that are left.
    for _ in range(int(min(wanted - counts.sum(), len(size)))):
        rank = weight / np.sqrt(np.maximum(counts, 1.0) * (counts + 1.0))
        best = int(np.argmax(np.where(counts < size, rank, -1.0)))
        counts[best] += 1.0
    return counts


def accuracy_sample_size(
    expected_accuracy, margin, *, confidence=0.95, population=None
):
    """Return how many records to count for a wanted precision.

    Parameters
    ----------
    expected_accuracy : array_like of shape (n,)
        Expected share of correct records, above 0 and below 1.
    margin : array_like of shape (n,)
        Half width of the confidence interval, above 0 and below 1.
    confidence : float, default 0.95
        Confidence, above 0 and below 1.
    population : array_like of shape (n,), optional
        Number of records; without it the sample is from a very large number.

    Returns
    -------
    ndarray of shape (n,)
        Records to count, whole numbers, at least 1 and at most the population.

    Raises
    ------
    ValueError
        If the accuracy or the margin is not above 0 and below 1, or the population
        is not at least 1.

    References
    ----------
    Cochran, W. G. (1977), Sampling Techniques, 3rd edition, chapter 4.

    Examples
    --------
    >>> accuracy_sample_size([0.95], [0.02]).tolist()
    [457.0]
    >>> accuracy_sample_size([0.95], [0.02], population=[1000]).tolist()
    [314.0]
    """
    accuracy = as_item_vector("expected_accuracy", expected_accuracy)
    margin = as_item_vector("margin", margin, len(accuracy))
    for name, share in (("expected_accuracy", accuracy), ("margin", margin)):
        if not ((share > 0) & (share < 1)).all():
            raise ValueError(f"{name} must be above 0 and below 1")
    z = _two_sided_z(confidence)
    size = (z / margin) ** 2 * accuracy * (1.0 - accuracy)
    if population is not None:
        records = as_item_vector("population", population, len(accuracy), minimum=1.0)
        size = np.minimum(size / (1.0 + (size - 1.0) / records), records)
    return np.maximum(np.ceil(size * (1.0 - SIZE_TOLERANCE)), 1.0)


def _as_counts(successes, trials):
    """Return successes and trials, checked."""
    trials = as_item_vector("trials", trials, minimum=0.0)
    successes = as_item_vector("successes", successes, len(trials), minimum=0.0)
    if (successes > trials).any():
        raise ValueError("successes must not be above trials")
    return successes, trials


def _as_whole(name, value, n_items=None, maximum=None):
    """Return whole numbers, checked."""
    whole = as_item_vector(name, value, n_items, 0.0, maximum)
    if (whole != np.rint(whole)).any():
        raise ValueError(f"{name} must be whole numbers")
    return whole


def _two_sided_z(confidence):
    """Return the standard normal quantile of a two-sided interval."""
    if not 0 < confidence < 1:
        raise ValueError("confidence must be above 0 and below 1")
    return float(special.ndtri(0.5 + 0.5 * confidence))
