"""Measures of forecast accuracy; NaN in the actual demand is left out."""

import numpy as np

from ..validation import as_matrix


def rmsse(actual, forecast, history):
    """Return the root mean squared scaled error.

    Parameters
    ----------
    actual : array_like of shape (n, h)
        Demand of the test buckets [units/bucket]; NaN = not observed.
    forecast : array_like of shape (n, h)
        Forecast of the test buckets [units/bucket].
    history : array_like of shape (n, T)
        Demand before the test buckets; NaN = not observed.

    Returns
    -------
    ndarray of shape (n,)
        RMSE over the one-step RMSE of the naive forecast in the history; NaN for
        a history that never changes.

    References
    ----------
    Makridakis, S., Spiliotis, E. & Assimakopoulos, V. (2022), M5 accuracy
    competition, International Journal of Forecasting 38.
    Hyndman, R. J. & Koehler, A. B. (2006), Another look at measures of forecast
    accuracy, International Journal of Forecasting 22.

    Examples
    --------
    >>> rmsse([[3.0, 1.0]], [[2.0, 2.0]], [[0.0, 2.0, 0.0]]).tolist()
    [0.5]
    """
    error = _errors(actual, forecast)
    history = as_matrix("history", history, len(error))
    step = np.diff(history, axis=1)
    return np.sqrt(_row_mean(error**2) / _positive(_row_mean(step**2)))


def wape(actual, forecast):
    """Return the weighted absolute percentage error.

    Parameters
    ----------
    actual : array_like of shape (n, h)
        Demand [units/bucket]; NaN = not observed.
    forecast : array_like of shape (n, h)
        Forecast [units/bucket].

    Returns
    -------
    ndarray of shape (n,)
        Sum of absolute errors over sum of demand; NaN without demand.

    References
    ----------
    Kolassa, S. & Schuetz, W. (2007), Advantages of the MAD/Mean ratio over the
    MAPE, Foresight 6.

    Examples
    --------
    >>> wape([[3.0, 1.0]], [[2.0, 2.0]]).tolist()
    [0.5]
    """
    error = _errors(actual, forecast)
    return np.nansum(np.abs(error), axis=1) / _positive(_observed_sum(actual, error))


def bias(actual, forecast):
    """Return the relative bias.

    Parameters
    ----------
    actual : array_like of shape (n, h)
        Demand [units/bucket]; NaN = not observed.
    forecast : array_like of shape (n, h)
        Forecast [units/bucket].

    Returns
    -------
    ndarray of shape (n,)
        Sum of errors over sum of demand, above 0 = forecast too high; NaN without
        demand.

    Examples
    --------
    >>> bias([[3.0, 1.0]], [[4.0, 2.0]]).tolist()
    [0.5]
    """
    error = _errors(actual, forecast)
    return np.nansum(error, axis=1) / _positive(_observed_sum(actual, error))


def tracking_signal(actual, forecast):
    """Return the cumulative error in units of its random spread.

    Parameters
    ----------
    actual : array_like of shape (n, h)
        Demand [units/bucket]; NaN = not observed.
    forecast : array_like of shape (n, h)
        Forecast [units/bucket].

    Returns
    -------
    ndarray of shape (n,)
        Sum of errors / (mean absolute error * sqrt(number of errors)), above 0 =
        forecast too high; an absolute value above 3 asks for a review. 0 without
        any error, NaN without any observation.

    Examples
    --------
    >>> tracking_signal([[1.0, 1.0, 1.0, 1.0]], [[2.0, 2.0, 2.0, 2.0]]).tolist()
    [2.0]
    """
    error = _errors(actual, forecast)
    count = (~np.isnan(error)).sum(axis=1)
    spread = _row_mean(np.abs(error)) * np.sqrt(count)
    signal = np.nansum(error, axis=1) / np.where(spread > 0, spread, 1.0)
    return np.where(count > 0, signal, np.nan)


def _errors(actual, forecast):
    """Return forecast minus actual, checked."""
    actual = as_matrix("actual", actual)
    forecast = as_matrix("forecast", forecast, len(actual))
    return forecast - actual


def _observed_sum(actual, error):
    """Return the sum of the demand that was forecast and observed."""
    return np.where(np.isnan(error), 0.0, actual).sum(axis=1)


def _row_mean(matrix):
    """Return the mean of the observed values of each row, NaN without any."""
    count = (~np.isnan(matrix)).sum(axis=1)
    return np.nansum(matrix, axis=1) / np.where(count > 0, count, np.nan)


def _positive(values):
    """Return values, NaN where they are not above 0."""
    return np.where(values > 0, values, np.nan)
