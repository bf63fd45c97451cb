"""How often to count an item: by its class or by the cost of errors."""

import numpy as np

from ..validation import as_item_vector, check_choice


def class_count_interval(item_class, counts_per_year, *, days_per_year=365.0):
    """Return the days between two counts of each item, set by its class.

    Parameters
    ----------
    item_class : array_like of shape (n,) of str
        Class of each item.
    counts_per_year : dict of str to float
        Counts per year of each class, for example
        ``{"A": 6, "B": 3, "C": 1}``.
    days_per_year : float, default 365.0
        Days of a year on the calendar of the result [days/year]; the number of
        working days for intervals in working days.

    Returns
    -------
    ndarray of shape (n,)
        Interval [days]; infinite for a class that is not counted.

    Raises
    ------
    ValueError
        If a class has no number of counts, or a number is negative or NaN.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition (ABC cycle counting).

    Examples
    --------
    >>> class_count_interval(["A", "C"], {"A": 5, "C": 0}).tolist()
    [73.0, inf]
    """
    year = as_item_vector("days_per_year", days_per_year)
    if not (len(year) == 1 and year[0] > 0):
        raise ValueError("days_per_year must be one number above 0")
    names = sorted(counts_per_year)
    counts = as_item_vector(
        "counts_per_year", [counts_per_year[name] for name in names], minimum=0.0
    )
    item_class = np.atleast_1d(check_choice("item_class", item_class, names))
    if item_class.ndim != 1:
        raise ValueError("item_class must have one dimension")
    if len(item_class) == 0:
        return np.empty(0)
    is_counted = counts > 0
    interval = np.where(is_counted, year / np.where(is_counted, counts, 1.0), np.inf)
    return interval[np.searchsorted(np.array(names, dtype=np.str_), item_class)]


def economic_count_interval(count_cost, error_cost, error_variance_per_day):
    """Return the interval that balances the cost of counting and of wrong records.

    The variance of the record error grows by a constant amount a day, and a day
    costs the error cost times the variance. An interval T then costs
    c / T + kappa sigma^2 T / 2 a day, which is least at
    T = sqrt(2 c / (kappa sigma^2)).

    Parameters
    ----------
    count_cost : array_like of shape (n,)
        Cost c of one count [currency].
    error_cost : array_like of shape (n,)
        Cost kappa of a record error [currency/unit^2/day].
    error_variance_per_day : array_like of shape (n,)
        Growth sigma^2 of the variance of the record error [units^2/day].

    Returns
    -------
    ndarray of shape (n,)
        Interval [days]; infinite where errors do not grow or cost nothing, else 0
        where a count costs nothing.

    References
    ----------
    Harris, F. W. (1913), How many parts to make at once: the same balance of a
    fixed cost and a cost that grows with time.

    Examples
    --------
    >>> economic_count_interval([8], [0.01], [1.0]).tolist()
    [40.0]
    """
    fixed = as_item_vector("count_cost", count_cost, minimum=0.0)
    n_items = len(fixed)
    price = as_item_vector("error_cost", error_cost, n_items, minimum=0.0)
    growth = as_item_vector(
        "error_variance_per_day", error_variance_per_day, n_items, minimum=0.0
    )
    drifts = (price > 0) & (growth > 0)
    # One root after the other: the product of two tiny numbers would underflow.
    root = np.sqrt(2 * fixed) / np.sqrt(np.where(drifts, price, 1.0))
    return np.where(drifts, root / np.sqrt(np.where(drifts, growth, 1.0)), np.inf)
