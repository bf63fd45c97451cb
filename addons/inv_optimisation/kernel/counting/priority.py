"""Which item to count first: error rates and the value of a count."""

import numpy as np
from scipy import special

from ..validation import as_item_vector, check_choice

KINDS = ("value", "probability")

# Strength of the prior [counts]: at least one count, so that a single result never
# decides alone; at most so many that an item with a long record of its own speaks
# for itself, also where the items of a class hardly differ.
LEAST_PRIOR_COUNTS = 1.0
MOST_PRIOR_COUNTS = 200.0
# Jeffreys prior of a proportion: half an error in one count.
JEFFREYS_ERRORS, JEFFREYS_COUNTS = 0.5, 1.0
# Below, three terms of the series are exact to the last bit.
SERIES_LIMIT = 1e-6


def record_error_rate(
    counted, wrong, *, prior_errors=None, prior_counts=None, item_class=None
):
    """Return the expected share of wrong records of each item.

    The mean of the Beta posterior: own results and those of the class, weighted by
    how much is known of each. The class gives the prior by the method of moments
    unless it is given. Counts may be trials of any kind; to predict errors by
    movement, give the movements between the counts.

    Parameters
    ----------
    counted : array_like of shape (n,)
        Trials: counts of the item, or movements between its counts.
    wrong : array_like of shape (n,)
        How many of them were wrong.
    prior_errors : array_like of shape (n,), optional
        Wrong trials that the prior is worth; estimated when None.
    prior_counts : array_like of shape (n,), optional
        Trials that the prior is worth; estimated when None.
    item_class : array_like of shape (n,) of str, optional
        Class whose items share a prior; all items when None.

    Returns
    -------
    ndarray of shape (n,)
        Error rate; with an estimated prior above 0, also without any error.

    Raises
    ------
    ValueError
        If more are wrong than counted, or the prior is incomplete or impossible.

    References
    ----------
    Kleinman, J. C. (1973), Proportions with extraneous variance: single and
    independent samples, Journal of the American Statistical Association 68.

    Examples
    --------
    >>> record_error_rate([10, 0], [4, 0], prior_errors=1, prior_counts=10).tolist()
    [0.25, 0.1]
    """
    trials = as_item_vector("counted", counted, minimum=0.0)
    n_items = len(trials)
    errors = as_item_vector("wrong", wrong, n_items, minimum=0.0)
    if (errors > trials).any():
        raise ValueError("wrong must not be above counted")
    if (prior_errors is None) != (prior_counts is None):
        raise ValueError("prior_errors and prior_counts must be given together")
    if prior_counts is None:
        prior_a, prior_b = _class_prior(trials, errors, item_class)
    else:
        prior_a = as_item_vector("prior_errors", prior_errors, n_items, minimum=0.0)
        prior_b = as_item_vector("prior_counts", prior_counts, n_items, minimum=0.0)
        if (prior_a > prior_b).any():
            raise ValueError("prior_errors must not be above prior_counts")
        if not (prior_b > 0).all():
            raise ValueError("prior_counts must be above 0")
    return (prior_a + errors) / (prior_b + trials)


def count_priority(
    value, movements, error_rate, days_since_count, *, minutes=1.0, kind="value"
):
    """Return the score by which counts compete for the minutes of a day.

    The score is the Whittle index of a record that decays until it is counted: the
    price of a count at which counting now is exactly worth it. With errors at a
    rate f(t) of cost t days after a count it is t f(t) - integral of f, per minute
    of work. With x = movements times error rate expected errors

    - "value" costs value x / sqrt(1 + x): errors of a unit add up like x at first
      and partly cancel later,
    - "probability" costs value (1 - exp(-x)): any error makes the record wrong.

    Both scores grow with the time since the count. The first also grows with the
    movements; the second falls again above 1.79 expected errors: a record that is
    wrong again at once is not worth a count.

    Parameters
    ----------
    value : array_like of shape (n,)
        What an error costs a day, for example the unit cost or the usage value.
    movements : array_like of shape (n,)
        Movements since the last count.
    error_rate : array_like of shape (n,)
        Probability that a movement leaves the record wrong.
    days_since_count : array_like of shape (n,)
        Time since the last count [days].
    minutes : array_like of shape (n,), default 1.0
        Work of the count [minutes].
    kind : {"value", "probability"}, default "value"
        Whether the size of the errors counts or only whether there is one.

    Returns
    -------
    ndarray of shape (n,)
        Score [value x days/minute], at least 0; higher is counted first.

    Raises
    ------
    ValueError
        If minutes are not above 0, an error rate is outside 0..1 or another
        number is negative.

    References
    ----------
    Whittle, P. (1988), Restless bandits: activity allocation in a changing world,
    Journal of Applied Probability 25A.

    Examples
    --------
    >>> count_priority([3], [30], [0.1], [16]).round(9).tolist()
    [29.333333333]
    >>> count_priority([3], [0], [0.1], [16], kind="probability").tolist()
    [0.0]
    """
    value = as_item_vector("value", value, minimum=0.0)
    n_items = len(value)
    moves = as_item_vector("movements", movements, n_items, minimum=0.0)
    rate = as_item_vector("error_rate", error_rate, n_items, 0.0, 1.0)
    days = as_item_vector("days_since_count", days_since_count, n_items, minimum=0.0)
    work = as_item_vector("minutes", minutes, n_items)
    if not (work > 0).all():
        raise ValueError("minutes must be above 0")
    kind = str(check_choice("kind", kind, KINDS))
    expected_errors = moves * rate
    if kind == "value":
        gain = _value_gain(expected_errors)
    else:
        gain = _probability_gain(expected_errors)
    return value * days * gain / work


def _value_gain(x):
    """Return g(x) - (integral of g) / x for g(x) = x / sqrt(1 + x).

    With s = sqrt(1 + x) the integral is 2/3 (s - 1)^2 (s + 2) and x is
    (s - 1) (s + 1), which leaves a quotient without a difference.
    """
    s = np.sqrt(1.0 + x)
    return x * ((s + 2.0) * s + 3.0) / (3.0 * s * (s + 1.0) ** 2)


def _probability_gain(x):
    """Return (1 - exp(-x)) / x - exp(-x), the gamma probability P(2, x) over x."""
    is_small = x < SERIES_LIMIT
    large = np.where(is_small, 1.0, x)
    series = np.where(is_small, x, 0.0)
    series = series * (0.5 - series * (1.0 / 3.0 - series / 8.0))
    # exp(-x) of a large x underflows inside, to the 0 that is meant.
    with np.errstate(under="ignore"):
        tail = special.gammainc(2.0, large) / large
    return np.where(is_small, series, tail)


def _class_prior(trials, errors, item_class):
    """Return the prior errors and counts of each item by the moments of its class."""
    if item_class is None:
        group = np.zeros(len(trials), dtype=np.int64)
    else:
        names = np.asarray(item_class, dtype=np.str_)
        if names.shape != trials.shape:
            raise ValueError(f"item_class must have {len(trials)} items")
        _, group = np.unique(names, return_inverse=True)
    n_groups = int(group.max()) + 1 if len(group) else 0

    def total(numbers):
        return np.bincount(group, weights=numbers, minlength=n_groups)

    all_trials, all_errors = total(trials), total(errors)
    mean = (all_errors + JEFFREYS_ERRORS) / (all_trials + JEFFREYS_COUNTS)
    is_known = trials > 0
    share = errors / np.where(is_known, trials, 1.0)
    spread = total(trials * (share - mean[group]) ** 2)
    # Kleinman: E[spread] = p q {gamma sum n (1 - n / N) + (1 - gamma) (k - 1)}.
    binomial = np.maximum(mean * (1.0 - mean), np.finfo(np.float64).eps)
    degrees = np.maximum(total(is_known.astype(np.float64)) - 1.0, 0.0)
    weight = trials / np.where(is_known, all_trials[group], 1.0)
    room = total(trials * (1.0 - weight)) - degrees
    is_measured = room > 0
    excess = spread / binomial - degrees
    correlation = excess / np.where(is_measured, room, 1.0)
    least = 1.0 / (MOST_PRIOR_COUNTS + 1.0)
    most = 1.0 / (LEAST_PRIOR_COUNTS + 1.0)
    correlation = np.where(is_measured, np.clip(correlation, least, most), most)
    counts = 1.0 / correlation - 1.0
    return (mean * counts)[group], counts[group]
