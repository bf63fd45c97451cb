"""The result of a combination: forecast, errors and what stock is set for."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class CombinedForecast:
    """Combined forecast and the error of its total over the protection interval.

    Attributes
    ----------
    methods : tuple of str
        Names of the m methods.
    weights : ndarray of shape (n, m)
        Weight of each method; each row adds up to 1.
    rate : ndarray of shape (n,)
        Mean expected demand over the horizon [units/bucket].
    path : ndarray of shape (n, H)
        Expected demand of the next buckets [units/bucket].
    total : ndarray of shape (n,)
        Expected demand over the horizon [units].
    error_variance : ndarray of shape (n,)
        Variance of the error of the total [units^2], shrunk.
    long_run_share : ndarray of shape (n,)
        Share of the long-run mean and variance in the planning moments.
    planning_path : ndarray of shape (n, H)
        Expected demand that stock is set for [units/bucket]: the forecast, blended
        with the long-run mean for intermittent demand.
    planning_total : ndarray of shape (n,)
        Sum of the planning path over the horizon [units].
    planning_variance : ndarray of shape (n,)
        Variance of the planning total [units^2], blended in the same way.
    error_variance_raw : ndarray of shape (n,)
        Back-tested mean squared error of the total [units^2]; NaN without one.
    one_step_variance : ndarray of shape (n,)
        Weighted mean squared one-step error [units^2/bucket^2]; NaN if unknown.
    n_effective : ndarray of shape (n,)
        Independent windows of the back-test (origins / buckets of a window).
    bias : ndarray of shape (n,)
        Sum of errors / sum of actual totals; above 0 = forecast too high.
    wape : ndarray of shape (n,)
        Sum of absolute errors / sum of actual totals.
    naive_wape : ndarray of shape (n,)
        The same of the naive forecast.
    method_wape : ndarray of shape (n, m)
        The same of each method; NaN where the method was not used.
    method_bias : ndarray of shape (n, m)
        ``bias`` of each method; NaN where the method was not used.
    error_ratio : ndarray of shape (n,)
        sqrt(error_variance) / total; NaN without demand.
    n_observed : ndarray of shape (n,) of int
        Observed buckets.
    source : ndarray of shape (n,) of str
        "backtest" with at least 8 origins, "short" with less, "none" when no
        demand was ever seen.
    """

    methods: tuple
    weights: np.ndarray
    rate: np.ndarray
    path: np.ndarray
    total: np.ndarray
    error_variance: np.ndarray
    long_run_share: np.ndarray
    planning_path: np.ndarray
    planning_total: np.ndarray
    planning_variance: np.ndarray
    error_variance_raw: np.ndarray
    one_step_variance: np.ndarray
    n_effective: np.ndarray
    bias: np.ndarray
    wape: np.ndarray
    naive_wape: np.ndarray
    method_wape: np.ndarray
    method_bias: np.ndarray
    error_ratio: np.ndarray
    n_observed: np.ndarray
    source: np.ndarray

    def planning_total_over(self, horizon, shift=0):
        """Return the demand that stock is set for over another horizon.

        Parameters
        ----------
        horizon : ndarray of shape (n,)
            Buckets, at most the length of ``path``; may be a fraction.
        shift : int, default 0
            Buckets of the path that are left out first.

        Returns
        -------
        ndarray of shape (n,)
            Expected demand [units].
        """
        return total_over(self.planning_path[:, shift:], horizon)


def total_over(path, horizon):
    """Return the sum of a path over a horizon that may be fractional.

    Parameters
    ----------
    path : ndarray of shape (n, H)
        Expected demand [units/bucket].
    horizon : ndarray of shape (n,)
        Buckets, at most H.

    Returns
    -------
    ndarray of shape (n,)
        Expected demand over the horizon [units].

    Examples
    --------
    >>> total_over(np.array([[2.0, 4.0]]), np.array([1.5])).tolist()
    [4.0]
    """
    share = np.clip(horizon[:, None] - np.arange(path.shape[1])[None, :], 0.0, 1.0)
    return (path * share).sum(axis=1)
