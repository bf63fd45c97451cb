"""Measures of forecast accuracy that matter for stock rather than for a curve."""

import numpy as np

from ..validation import as_item_vector, as_matrix
from .accuracy import rmsse


def mase(actual, forecast, history, *, season_length=1):
    """Return the mean absolute scaled error; for smooth demand only.

    On intermittent demand a forecast of 0 wins this measure.

    Parameters
    ----------
    actual : array_like of shape (n, h)
        Demand of the test buckets [units/bucket]; NaN = not observed.
    forecast : array_like of shape (n, h)
        Forecast of the test buckets [units/bucket].
    history : array_like of shape (n, T)
        Demand before the test buckets; NaN = not observed.
    season_length : int, default 1
        Buckets per season of the naive forecast in the history.

    Returns
    -------
    ndarray of shape (n,)
        Mean absolute error over that of the (seasonal) naive forecast; NaN for a
        history that never changes or is too short.

    Raises
    ------
    ValueError
        If shapes or the season length are wrong.

    References
    ----------
    Hyndman, R. J. & Koehler, A. B. (2006), Another look at measures of forecast
    accuracy, International Journal of Forecasting 22.

    Examples
    --------
    >>> mase([[3.0, 1.0]], [[2.0, 2.0]], [[0.0, 2.0, 0.0]]).tolist()
    [0.5]
    """
    error = _errors(actual, forecast)
    history = as_matrix("history", history, len(error), 0.0)
    if season_length < 1:
        raise ValueError("season_length must be at least 1")
    step = np.abs(history[:, season_length:] - history[:, :-season_length])
    return _ratio(_mean(np.abs(error)), _mean(step))


def total_error(actual, forecast):
    """Return the error of the total demand over its expected total.

    Parameters
    ----------
    actual : array_like of shape (n, h)
        Demand over the lead time [units/bucket]; NaN = not observed.
    forecast : array_like of shape (n, h)
        Forecast [units/bucket].

    Returns
    -------
    ndarray of shape (n,)
        (forecast - actual) / actual of the sums; NaN without demand. Above 0 = too
        high.

    Examples
    --------
    >>> total_error([[3.0, 1.0]], [[4.0, 1.0]]).tolist()
    [0.25]
    """
    error = _errors(actual, forecast)
    observed = ~np.isnan(error)
    wanted = np.where(observed, np.asarray(actual, dtype=np.float64), 0.0).sum(axis=1)
    return _ratio(-np.nan_to_num(error).sum(axis=1), wanted)


def periods_in_stock(actual, forecast, scale):
    """Return the scaled periods in stock.

    As if the forecast were delivered in every bucket: each piece left over counts
    once per bucket in which it lies, each piece missing likewise with a minus.

    Parameters
    ----------
    actual : array_like of shape (n, h)
        Demand [units/bucket]; NaN = not observed, nothing is left over.
    forecast : array_like of shape (n, h)
        Forecast [units/bucket].
    scale : array_like of shape (n,)
        Usual demand [units/bucket].

    Returns
    -------
    ndarray of shape (n,)
        Above 0 = stock left over; NaN where the scale is 0.

    References
    ----------
    Wallstroem, P. & Segerstedt, A. (2010), Evaluation of forecasting error
    measurements and techniques for intermittent demand, International Journal of
    Production Economics 128.

    Examples
    --------
    >>> periods_in_stock([[0.0, 2.0]], [[1.0, 1.0]], [1.0]).tolist()
    [1.0]
    """
    error = np.nan_to_num(_errors(actual, forecast))
    scale = as_item_vector("scale", scale, len(error), 0.0)
    return _ratio(-np.cumsum(error, axis=1).sum(axis=1), scale)


def pinball_loss(actual, quantile, probability):
    """Return the pinball loss of a planned quantile.

    Parameters
    ----------
    actual : array_like of shape (n,)
        Demand [units]; NaN = not observed.
    quantile : array_like of shape (n,)
        Level that was planned to cover demand with the probability [units].
    probability : array_like of shape (n,)
        Probability, 0 to 1.

    Returns
    -------
    ndarray of shape (n,)
        Loss [units], at least 0; NaN where demand was not observed. Its expectation
        is smallest for the true quantile.

    References
    ----------
    Koenker, R. & Bassett, G. (1978), Regression quantiles, Econometrica 46.

    Examples
    --------
    >>> pinball_loss([10.0, 2.0], [6.0, 6.0], 0.75).tolist()
    [3.0, 1.0]
    """
    actual = as_item_vector("actual", actual, minimum=0.0, allow_nan=True)
    quantile = as_item_vector("quantile", quantile, len(actual))
    probability = as_item_vector("probability", probability, len(actual), 0.0, 1.0)
    gap = actual - quantile
    return np.where(gap > 0, probability * gap, (probability - 1) * gap)


def value_added(actual, forecast, benchmark, history):
    """Return what a forecast gains on a benchmark such as the naive forecast.

    Parameters
    ----------
    actual : array_like of shape (n, h)
        Demand of the test buckets [units/bucket]; NaN = not observed.
    forecast : array_like of shape (n, h)
        Forecast of the test buckets [units/bucket].
    benchmark : array_like of shape (n, h)
        Forecast of the benchmark [units/bucket].
    history : array_like of shape (n, T)
        Demand before the test buckets; NaN = not observed.

    Returns
    -------
    ndarray of shape (n,)
        1 - RMSSE / RMSSE of the benchmark: 0.2 = a fifth less error, below 0 = the
        forecast harms; NaN where the benchmark has no error.

    References
    ----------
    Gilliland, M. (2010), The Business Forecasting Deal (forecast value added).

    Examples
    --------
    >>> value_added([[3.0, 1.0]], [[2.0, 2.0]], [[1.0, 3.0]], [[0.0, 2.0]]).tolist()
    [0.5]
    """
    own = rmsse(actual, forecast, history)
    other = rmsse(actual, benchmark, history)
    return 1 - _ratio(own, other)


def _errors(actual, forecast):
    """Return actual minus forecast, NaN where demand was not observed."""
    actual = as_matrix("actual", actual, minimum=0.0)
    forecast = as_matrix("forecast", forecast, len(actual), allow_nan=False)
    if actual.shape != forecast.shape:
        raise ValueError("actual and forecast must cover the same buckets")
    return actual - forecast


def _mean(matrix):
    """Return the mean of the observed values of each row; NaN without any."""
    observed = ~np.isnan(matrix)
    return _ratio(np.nan_to_num(matrix).sum(axis=1), observed.sum(axis=1))


def _ratio(value, base):
    """Return value over base; NaN where the base is not above 0."""
    known = base > 0
    return np.where(known, value / np.where(known, base, 1.0), np.nan)
