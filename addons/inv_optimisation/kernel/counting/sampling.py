"""Random samples of records that an auditor can draw again."""

import numpy as np

from ..validation import as_item_vector
from .accuracy import LEAST_COUNTED, neyman_allocation


def proportional_allocation(stratum_size, total):
    """Return how many records to draw from each stratum, by its size.

    Parameters
    ----------
    stratum_size : array_like of shape (n_strata,)
        Records of each stratum.
    total : int
        Records to draw; at most all.

    Returns
    -------
    ndarray of shape (n_strata,) of int
        Records to draw; they add up to the total, the largest remainders first.

    Examples
    --------
    >>> proportional_allocation([50, 30, 20], 4).tolist()
    [2, 1, 1]
    """
    size = as_item_vector("stratum_size", stratum_size, minimum=0.0)
    wanted = min(int(total), int(size.sum()))
    if wanted <= 0:
        return np.zeros(len(size), dtype=np.int64)
    exact = size * wanted / size.sum()
    count = np.floor(exact).astype(np.int64)
    order = np.lexsort((-size, count - exact))
    count[order[: wanted - int(count.sum())]] += 1
    return count


def sample_allocation(stratum_size, total, *, expected_accuracy=None):
    """Return the draw of each stratum, for the least error where it is known how.

    Parameters
    ----------
    stratum_size : array_like of shape (n_strata,)
        Records of each stratum.
    total : int
        Records to draw.
    expected_accuracy : array_like of shape (n_strata,), optional
        Expected share of correct records; by size alone when None or when the draw
        is too small for two records a stratum.

    Returns
    -------
    ndarray of shape (n_strata,) of int
        Records to draw.

    Examples
    --------
    >>> sample_allocation([1000, 1000], 80, expected_accuracy=[0.5, 0.9]).tolist()
    [50, 30]
    """
    size = as_item_vector("stratum_size", stratum_size, minimum=0.0)
    wanted = min(int(total), int(size.sum()))
    least = np.minimum(size, LEAST_COUNTED).sum()
    if expected_accuracy is None or wanted < least:
        return proportional_allocation(size, wanted)
    return neyman_allocation(size, expected_accuracy, wanted).astype(np.int64)


def draw_sample(stratum, count, generator):
    """Draw records at random without replacement from each stratum.

    Parameters
    ----------
    stratum : array_like of shape (n,) of int
        Stratum of each record, 0 to n_strata - 1; the order of the records is part
        of the draw.
    count : array_like of shape (n_strata,) of int
        Records to draw from each.
    generator : numpy.random.Generator
        Source of the randomness; the same seed draws the same records.

    Returns
    -------
    ndarray of int
        Positions of the drawn records, in ascending order.

    Raises
    ------
    ValueError
        If more is to be drawn than a stratum holds.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> len(draw_sample([0, 0, 1, 1, 1], [1, 2], rng))
    3
    """
    group = np.asarray(stratum, dtype=np.int64)
    wanted = np.asarray(count, dtype=np.int64)
    size = np.bincount(group, minlength=len(wanted))
    if (wanted > size[: len(wanted)]).any():
        raise ValueError("count must not be above the records of a stratum")
    key = generator.random(len(group))
    order = np.lexsort((key, group))
    begin = np.cumsum(size) - size
    rank = np.arange(len(group)) - begin[group[order]]
    limit = np.zeros(len(size), dtype=np.int64)
    limit[: len(wanted)] = wanted
    return np.sort(order[rank < limit[group[order]]])
