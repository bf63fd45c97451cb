"""The law of demand over an interval, for formulas that invert it."""

import numpy as np

from .distributions import DISCRETE_LAWS
from .fill_equation import law_and_moments

# Counting whole units above this mean, or with a variance of more than so many means,
# changes no digit that matters, while the search for their quantile takes forever (or
# its start is NaN): the law is normal, or gamma, then.
WHOLE_UNITS_LIMIT = 1e6
DISPERSION_LIMIT = 1e3


def law_of_interval(mean, variance, law):
    """Return the checked moments and the law, continuous where units are many.

    Parameters
    ----------
    mean : array_like of shape (n,)
        Expected demand [units].
    variance : array_like of shape (n,)
        Variance of demand [units^2].
    law : array_like of shape (n,) of str or None
        Law of demand; chosen from the moments when None.

    Returns
    -------
    mean : ndarray of shape (n,)
        Expected demand [units].
    variance : ndarray of shape (n,)
        Variance of demand [units^2].
    law : ndarray of shape (n,) of str
        Law of demand; "degenerate" without demand or variance.

    Examples
    --------
    >>> law_of_interval([4, 1e9], [4, 1e9], None)[2].tolist()
    ['poisson', 'normal']
    """
    mean, variance, _, law = law_and_moments(mean, variance, law, 1.0)
    whole = np.isin(law, DISCRETE_LAWS)
    large = whole & (mean > WHOLE_UNITS_LIMIT)
    spread = (law == "negative_binomial") & (variance > DISPERSION_LIMIT * mean)
    law = np.select([spread, large], ["gamma", "normal"], default=law)
    return mean, variance, law
