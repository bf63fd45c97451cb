"""Demand of components from what their products will need."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector


@dataclass(frozen=True)
class DependentDemand:
    """What products take of each of n components.

    Attributes
    ----------
    rate : ndarray of shape (n,), expected usage [units a day]
    variance : ndarray of shape (n,), of the usage over the horizon [units²]
    """

    rate: np.ndarray
    variance: np.ndarray


def dependent_demand(
    component, usage, parent_rate, parent_variance, parent_batch, horizon_days
):
    """Return what products take of their components over each component's horizon.

    A product's forecast is multiplied by its usage. Products are made in batches: a
    component with regular batches of which f is the broken number in the horizon has
    a variance of f (1 - f) batches squared on top of the products' own.

    Parameters
    ----------
    component : array_like of shape (b,)
        Position of the component of each line.
    usage : array_like of shape (b,)
        Component for one product, losses included [units].
    parent_rate : array_like of shape (b,)
        Expected demand of the product of each line [units a day].
    parent_variance : array_like of shape (b,)
        Variance of the product's demand in a day [units²].
    parent_batch : array_like of shape (b,)
        Quantity that is made at once [units], 0 = as needed.
    horizon_days : array_like of shape (n,)
        Days over which each component is protected [days].

    Returns
    -------
    DependentDemand
        Rate and variance of each component.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition, chapter 15. The number of events of a
    regular sequence in an interval of random phase is Bernoulli around its mean.

    Examples
    --------
    Two screws for each of 3 pumps a day, made 30 at a time, over 5 days:

    >>> found = dependent_demand([0], [2.0], [3.0], [1.0], [30.0], [5.0])
    >>> found.rate.tolist(), found.variance.tolist()
    ([6.0], [920.0])
    """
    horizon = as_item_vector("horizon_days", horizon_days, None, 0.0)
    component = np.asarray(component, dtype=np.int64)
    usage, rate, variance, batch = (
        as_item_vector(name, value, len(component), 0.0)
        for name, value in (
            ("usage", usage),
            ("parent_rate", parent_rate),
            ("parent_variance", parent_variance),
            ("parent_batch", parent_batch),
        )
    )
    days = horizon[component]
    count = np.divide(rate * days, batch, out=np.zeros_like(rate), where=batch > 0)
    broken = count - np.floor(count)
    own = usage**2 * (variance * days + batch**2 * broken * (1.0 - broken))
    size = len(horizon)
    return DependentDemand(
        np.bincount(component, usage * rate, size), np.bincount(component, own, size)
    )


def join_demand(total, variance, explained_share, dependent, horizon_days):
    """Return the demand of items that are sold and used in products, counted once.

    The part of the history that products explain is replaced by what they will take.

    Parameters
    ----------
    total : array_like of shape (n,)
        Forecast from the whole history over the horizon [units].
    variance : array_like of shape (n,)
        Its variance [units²].
    explained_share : array_like of shape (n,)
        Share of the history that went into those products, 0 to 1.
    dependent : DependentDemand
        What the products take.
    horizon_days : array_like of shape (n,)
        Days of the forecast [days].

    Returns
    -------
    total, variance : ndarray of shape (n,)
        Of the demand from outside and from products.

    Examples
    --------
    >>> dependent = DependentDemand(np.array([6.0]), np.array([920.0]))
    >>> total, variance = join_demand([40.0], [100.0], [0.75], dependent, [5.0])
    >>> total.tolist(), variance.tolist()
    ([40.0], [926.25])
    """
    total = as_item_vector("total", total, None, 0.0)
    count = len(total)
    variance = as_item_vector("variance", variance, count, 0.0)
    share = as_item_vector("explained_share", explained_share, count, 0.0, 1.0)
    days = as_item_vector("horizon_days", horizon_days, count, 0.0)
    rest = 1.0 - share
    return (
        total * rest + dependent.rate * days,
        variance * rest**2 + dependent.variance,
    )


def uncovered_forecast(total, variance, dependent_total, dependent_variance, known):
    """Return the forecast that is not in the books as a firm requirement yet.

    Open production orders are taken off the stock where they are known; of the
    forecast only what goes beyond them may be added. What is known is certain, so
    that it takes its share of the dependent variance along.

    Parameters
    ----------
    total : array_like of shape (n,)
        Forecast over the horizon, of outside and dependent demand [units].
    variance : array_like of shape (n,)
        Its variance [units²].
    dependent_total : array_like of shape (n,)
        The dependent part of it [units].
    dependent_variance : array_like of shape (n,)
        The dependent part of the variance [units²].
    known : array_like of shape (n,)
        Requirements of open orders within the horizon [units].

    Returns
    -------
    total, variance : ndarray of shape (n,)
        Less what open orders cover of the dependent part.

    References
    ----------
    Vollmann, T. E., Berry, W. L., Whybark, D. C. & Jacobs, F. R. (2005),
    Manufacturing Planning and Control for Supply Chain Management, 5th edition:
    forecast consumption.

    Examples
    --------
    >>> found = uncovered_forecast([40.0, 40.0], [9.0, 9.0], [30.0, 30.0], [6.0, 6.0],
    ...     [15.0, 50.0])
    >>> [values.tolist() for values in found]
    [[25.0, 10.0], [6.0, 3.0]]
    """
    total = as_item_vector("total", total, None, 0.0)
    count = len(total)
    variance, dependent_total, dependent_variance, known = (
        as_item_vector(name, value, count, 0.0)
        for name, value in (
            ("variance", variance),
            ("dependent_total", dependent_total),
            ("dependent_variance", dependent_variance),
            ("known", known),
        )
    )
    covered = np.minimum(known, dependent_total)
    share = np.divide(
        covered, dependent_total, out=np.zeros(count), where=dependent_total > 0
    )
    return (
        np.maximum(total - covered, 0.0),
        np.maximum(variance - share * dependent_variance, 0.0),
    )
