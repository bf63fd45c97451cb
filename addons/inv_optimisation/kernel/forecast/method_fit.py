"""What every forecast method returns, and the series form that all of them read."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_demand_matrix

# Rows per block: a block of one time step and one parameter grid fits the cache.
BLOCK_ROWS = 2048

# Observed buckets before a one-step error counts: the first ones start the level.
BURN_IN = 4

# A back-test may start when this share of the history, and at least this many
# buckets, are known (algorithm sheet 1.4); start values use no later buckets.
START_SHARE = 4
START_BUCKETS = 8


@dataclass(frozen=True)
class MethodFit:
    """Forecast of one method for every item, at the end of every bucket.

    The forecast of the bucket h steps after t is ``history[:, t]``, plus
    ``trend[:, t]`` times the sum of ``damping`` to the powers 1 to h if the method
    has a trend. Everything is NaN for an item that was never observed.

    Attributes
    ----------
    name : str
        Name of the method.
    rate : ndarray of shape (n,)
        Level at the end of the history [units/bucket].
    history : ndarray of shape (n, T)
        Level known at the end of bucket t [units/bucket]; NaN before the first
        observed bucket.
    parameter : ndarray of shape (n,) or (n, k)
        Chosen smoothing constants or window.
    one_step_mse : ndarray of shape (n,)
        Mean squared one-step error [units^2/bucket^2]; NaN if none was scored.
    trend : ndarray of shape (n, T), optional
        Trend known at the end of bucket t [units/bucket per bucket].
    damping : ndarray of shape (n,), optional
        Damping of the trend, above 0 and at most 1.
    """

    name: str
    rate: np.ndarray
    history: np.ndarray
    parameter: np.ndarray
    one_step_mse: np.ndarray
    trend: np.ndarray | None = None
    damping: np.ndarray | None = None

    def totals(self, horizon):
        """Return the forecast total made at the end of every bucket.

        Parameters
        ----------
        horizon : ndarray of shape (n,)
            Buckets that the total covers.

        Returns
        -------
        ndarray of shape (n, T)
            Expected total of the next ``horizon`` buckets [units], at least 0.

        Examples
        --------
        >>> one = np.ones((1, 2))
        >>> MethodFit("x", one[:, 0], one, one, one).totals(np.array([3])).tolist()
        [[3.0, 3.0]]
        """
        total = self.history * horizon[:, None]
        if self.trend is not None:
            total += self.trend * damped_total(self.damping, horizon)[:, None]
        return np.maximum(total, 0.0)


@dataclass(frozen=True)
class TimeMajor:
    """Demand with time as first axis, ready for a recursion over time.

    ``numpy.asarray`` gives the demand matrix back, so that a method which reads a
    matrix can be fitted to it too.

    Attributes
    ----------
    value : ndarray of shape (T, n)
        Demand [units/bucket], 0 where not observed.
    observed : ndarray of shape (T, n)
        1 where observed, else 0.
    rank : ndarray of shape (T, n) of int
        Number of observed buckets up to and including the row.
    n_observed : ndarray of shape (n,) of int
        Number of observed buckets.
    """

    value: np.ndarray
    observed: np.ndarray
    rank: np.ndarray
    n_observed: np.ndarray

    @property
    def is_complete(self):
        """Whether nothing is missing, so that masks can be skipped."""
        return bool((self.n_observed == len(self.value)).all())

    def scored(self, burn_in):
        """Return 1.0 where a one-step error counts: observed, after the burn-in."""
        return self.observed * (self.rank > burn_in)

    def __array__(self, dtype=None, copy=None):
        """Return the demand matrix of shape (n, T), NaN where not observed."""
        matrix = np.where(self.observed > 0, self.value, np.nan).T
        return matrix if dtype is None else matrix.astype(dtype)

    def take(self, columns):
        """Return the series of some items."""
        if len(columns) == self.value.shape[1]:
            return self
        return TimeMajor(
            np.ascontiguousarray(self.value[:, columns]),
            np.ascontiguousarray(self.observed[:, columns]),
            np.ascontiguousarray(self.rank[:, columns]),
            self.n_observed[columns],
        )

    def relative(self):
        """Return the largest demand of each item, and demand relative to it.

        The relative demand is of single precision: half the memory for the score of a
        grid of constants, which is only compared.
        """
        largest = self.value.max(axis=0, initial=0.0)
        largest = np.where(largest > 0, largest, 1.0)
        with np.errstate(under="ignore"):
            return largest, (self.value / largest).astype(np.float32)

    def early_mean(self, n_buckets):
        """Return the mean of the first ``n_buckets`` observed buckets."""
        early = self.observed * (self.rank <= n_buckets)
        return (self.value * early).sum(axis=0) / np.maximum(early.sum(axis=0), 1)


def time_major(demand):
    """Return the time-major form of a checked demand matrix.

    Parameters
    ----------
    demand : ndarray of shape (n, T)
        Demand [units/bucket]; NaN = not observed.

    Returns
    -------
    TimeMajor
        The same demand with time as first axis.

    Examples
    --------
    >>> time_major(np.array([[np.nan, 2.0]])).rank[:, 0].tolist()
    [0, 1]
    """
    observed = np.ascontiguousarray(~np.isnan(demand).T)
    rank = np.cumsum(observed, axis=0)
    value = np.where(observed, demand.T, 0.0)
    return TimeMajor(value, observed.astype(np.float64), rank, rank[-1])


def start_buckets(n_observed):
    """Return how many observed buckets the start values may use.

    Parameters
    ----------
    n_observed : ndarray of shape (n,)
        Observed buckets of the history.

    Returns
    -------
    ndarray of shape (n,)
        A quarter of the history, at least 8 buckets.

    Examples
    --------
    >>> start_buckets(np.array([10, 104])).tolist()
    [8, 26]
    """
    return np.maximum(START_BUCKETS, n_observed // START_SHARE)


def damped_total(damping, horizon):
    """Return the weight of the trend in a total over the horizon.

    Parameters
    ----------
    damping : ndarray of shape (n,)
        Damping of the trend, at most 1.
    horizon : ndarray of shape (n,)
        Buckets that the total covers.

    Returns
    -------
    ndarray of shape (n,)
        Sum over h = 1..horizon of the sum over j = 1..h of damping^j.

    References
    ----------
    Gardner, E. S. & McKenzie, E. (1985), Forecasting trends in time series,
    Management Science 31.

    Examples
    --------
    >>> damped_total(np.array([0.5]), np.array([2])).tolist()
    [1.25]
    """
    is_damped = damping < 1
    ratio = damping / np.where(is_damped, 1 - damping, 1.0)
    total = ratio * (horizon - ratio * (1 - damping**horizon))
    return np.where(is_damped, total, horizon * (horizon + 1) / 2)


def fit_in_blocks(fit_series, demand):
    """Fit a method block by block and join the results.

    Rows are independent, so the result does not depend on the blocks.

    Parameters
    ----------
    fit_series : callable
        Function of a TimeMajor that returns a MethodFit.
    demand : array_like of shape (n, T) or TimeMajor
        Demand [units/bucket]; a TimeMajor is one block that was checked before.

    Returns
    -------
    MethodFit
        The joined fit.

    Examples
    --------
    >>> def fit_zero(series):
    ...     zero = 0 * series.value[0]
    ...     return level_fit("zero", series, 0 * series.value, zero, zero, zero)
    >>> fit_in_blocks(fit_zero, np.ones((3, 2))).rate.tolist()
    [0.0, 0.0, 0.0]
    """
    if isinstance(demand, TimeMajor):
        return fit_series(demand)
    demand = as_demand_matrix(demand)
    starts = range(0, max(len(demand), 1), BLOCK_ROWS)
    blocks = (demand[start : start + BLOCK_ROWS] for start in starts)
    fits = [fit_series(time_major(block)) for block in blocks]
    if len(fits) == 1:
        return fits[0]
    joined = {}
    for field in ("rate", "history", "parameter", "one_step_mse", "trend", "damping"):
        parts = [getattr(fit, field) for fit in fits]
        joined[field] = None if parts[0] is None else np.concatenate(parts)
    return MethodFit(name=fits[0].name, **joined)


def one_step_errors(series, start, history, scored):
    """Return the sum of squared one-step errors of the chosen constants.

    Parameters
    ----------
    series : TimeMajor
        The demand that was fitted.
    start : ndarray of shape (n,)
        Level before the first bucket [units/bucket].
    history : ndarray of shape (T, n)
        Level at the end of every bucket [units/bucket].
    scored : ndarray of shape (T, n)
        1 where an error counts, else 0.

    Returns
    -------
    ndarray of shape (n,)
        Sum of squared errors.

    Examples
    --------
    >>> series = time_major(np.array([[1.0, 3.0]]))
    >>> one_step_errors(series, np.ones(1), np.ones((2, 1)), np.ones((2, 1))).tolist()
    [4.0]
    """
    error = series.value.copy()
    error[0] -= start
    error[1:] -= history[:-1]
    error *= scored
    return np.einsum("ti,ti->i", error, error)


def level_fit(name, series, history, parameter, squared_error, n_scored):
    """Return the fit of a method with a flat forecast.

    Parameters
    ----------
    name : str
        Name of the method.
    series : TimeMajor
        The demand that was fitted.
    history : ndarray of shape (T, n)
        Level at the end of every bucket [units/bucket], time first.
    parameter : ndarray of shape (n,) or (n, k)
        Chosen parameters.
    squared_error : ndarray of shape (n,)
        Sum of squared one-step errors.
    n_scored : ndarray of shape (n,)
        Number of one-step errors.

    Returns
    -------
    MethodFit
        The fit with item as first axis.

    Examples
    --------
    >>> series = time_major(np.array([[np.nan, 2.0]]))
    >>> fit = level_fit("x", series, series.value, np.ones(1), np.ones(1), np.ones(1))
    >>> fit.history.tolist()
    [[nan, 2.0]]
    """
    known = np.where(series.rank > 0, history, np.nan)
    mse = np.where(n_scored > 0, squared_error / np.maximum(n_scored, 1), np.nan)
    return MethodFit(
        name=name,
        rate=known[-1].copy(),
        history=np.ascontiguousarray(known.T),
        parameter=parameter,
        one_step_mse=mse,
    )
