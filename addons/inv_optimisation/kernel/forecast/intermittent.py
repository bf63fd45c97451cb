"""Methods for intermittent demand: sizes and intervals are smoothed apart."""

import numpy as np

from .method_fit import (
    BURN_IN,
    fit_in_blocks,
    level_fit,
    one_step_errors,
    start_buckets,
)

# Grids of the algorithm sheet, 1.3.
CROSTON_CONSTANTS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3)
TSB_SIZE_CONSTANTS = (0.02, 0.05, 0.1, 0.2, 0.3)
TSB_PROBABILITY_CONSTANTS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3)
# A start probability of 0 would keep the forecast at 0 for long after a demand.
TSB_MINIMUM_PROBABILITY = 0.01


def croston(demand, *, constants=CROSTON_CONSTANTS):
    """Fit Croston's method, one constant chosen by one-step MSE.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed, does not lengthen an interval.
    constants : sequence of float
        Candidate smoothing constants, the same for sizes and intervals.

    Returns
    -------
    MethodFit
        Smoothed size over smoothed interval; ``parameter`` is the constant.

    References
    ----------
    Croston, J. D. (1972), Forecasting and stock control for intermittent demands,
    Operational Research Quarterly 23.

    Examples
    --------
    >>> croston([[4, 4, 4, 4, 4, 4, 4, 4]]).rate.round(3).tolist()
    [4.0]
    """
    return _fit_croston_type("croston", demand, constants, corrected=False)


def sba(demand, *, constants=CROSTON_CONSTANTS):
    """Fit the Syntetos-Boylan approximation, constant chosen by one-step MSE.

    Croston's forecast times (1 - constant / 2), which removes most of its bias on
    intermittent demand; do not use it for smooth demand.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed, does not lengthen an interval.
    constants : sequence of float
        Candidate smoothing constants, the same for sizes and intervals.

    Returns
    -------
    MethodFit
        Corrected rate; ``parameter`` is the constant.

    References
    ----------
    Syntetos, A. A. & Boylan, J. E. (2005), The accuracy of intermittent demand
    estimates, International Journal of Forecasting 21.

    Examples
    --------
    >>> sba([[0, 0, 3, 0, 0, 3, 0, 0, 3]], constants=(0.1,)).rate.round(3).tolist()
    [0.95]
    """
    return _fit_croston_type("sba", demand, constants, corrected=True)


def _fit_croston_type(name, demand, constants, corrected):
    grid = np.asarray(constants, dtype=np.float64)
    return fit_in_blocks(
        lambda series: _fit_croston(name, series, grid, corrected), demand
    )


def _fit_croston(name, series, grid, corrected):
    size, probability = _start(series)
    interval = 1 / probability
    scored = series.scored(BURN_IN)
    squared_error = np.zeros((len(grid), len(size)))
    error = np.empty_like(squared_error)
    states = _croston_states(series, grid[:, None], size, interval, corrected)
    rate = next(states)
    for t, next_rate in enumerate(states):
        if t >= BURN_IN:
            np.subtract(rate, series.value[t], out=error)
            error *= error
            error *= scored[t]
            squared_error += error
        rate = next_rate
    best = squared_error.argmin(axis=0)
    chosen = grid[best]
    states = _croston_states(series, chosen[None, :], size, interval, corrected)
    next(states)
    history = np.concatenate(list(states))
    best_error = squared_error[best, np.arange(len(best))]
    return level_fit(name, series, history, chosen, best_error, scored.sum(axis=0))


def _croston_states(series, constant, size, interval, corrected):
    """Yield the rate before the first bucket and after every bucket, shape (k, n)."""
    n_grid = np.broadcast(constant, size).shape[0]
    size = np.repeat(size[None, :], n_grid, axis=0)
    interval = np.repeat(interval[None, :], n_grid, axis=0)
    correction = 1 - constant / 2 if corrected else np.ones_like(constant)
    elapsed = np.ones(size.shape[1])  # buckets since the last demand, plus one
    rate = correction * size / interval
    yield rate
    for t, value in enumerate(series.value):
        demanded = value > 0
        if demanded.any():
            step = constant * demanded
            size += step * (value - size)
            interval += step * (elapsed - interval)
            rate = correction * size / interval
        elapsed = np.where(demanded, 1.0, elapsed + series.observed[t])
        yield rate


def tsb(
    demand,
    *,
    size_constants=TSB_SIZE_CONSTANTS,
    probability_constants=TSB_PROBABILITY_CONSTANTS,
):
    """Fit the Teunter-Syntetos-Babai method, constants chosen by one-step MSE.

    The demand probability is updated in every bucket, so the forecast decays when
    demand stops: the method for items that may become obsolete.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/bucket]; NaN = not observed, the state is carried over.
    size_constants : sequence of float
        Candidate smoothing constants of the sizes.
    probability_constants : sequence of float
        Candidate smoothing constants of the demand probability.

    Returns
    -------
    MethodFit
        Probability times size; the columns of ``parameter`` are the constants of
        the size and of the probability.

    References
    ----------
    Teunter, R. H., Syntetos, A. A. & Babai, M. Z. (2011), Intermittent demand:
    linking forecasting to inventory obsolescence, European Journal of Operational
    Research 214.

    Examples
    --------
    >>> fit = tsb([[0, 3, 0, 3, 0, 3, 0, 3, 0, 0, 0, 0]])
    >>> bool(fit.rate[0] < fit.history[0, 7])
    True
    """
    size_grid = np.asarray(size_constants, dtype=np.float64)
    probability_grid = np.asarray(probability_constants, dtype=np.float64)
    return fit_in_blocks(
        lambda series: _fit_tsb(series, size_grid, probability_grid), demand
    )


def _fit_tsb(series, size_grid, probability_grid):
    start = _start(series)
    scored = series.scored(BURN_IN)
    best = _score_tsb(series, size_grid, probability_grid, start, scored)
    best_size, best_probability = np.divmod(best, len(probability_grid))
    chosen_size = size_grid[best_size]
    chosen_probability = probability_grid[best_probability]
    states = _tsb_states(
        series, chosen_size[None, :], chosen_probability[None, :], *start
    )
    next(states)
    history = np.concatenate([size * probability for size, probability in states])
    return level_fit(
        "tsb",
        series,
        history,
        np.stack([chosen_size, chosen_probability], axis=1),
        one_step_errors(series, start[0] * start[1], history, scored),
        scored.sum(axis=0),
    )


def _score_tsb(series, size_grid, probability_grid, start, scored):
    """Return the best pair of constants, counted along the flattened grid."""
    largest, relative = series.relative()
    scored = scored.astype(np.float32)
    shape = (len(size_grid), len(probability_grid), len(largest))
    squared_error, error = np.zeros((2, *shape), dtype=np.float32)
    states = _tsb_states(series, size_grid[:, None], probability_grid[:, None], *start)
    size, probability = next(states)
    for t, next_state in enumerate(states):
        if t >= BURN_IN:
            # What underflows is 0 beside the others.
            with np.errstate(under="ignore"):
                relative_size = (size / largest).astype(np.float32)
                small = probability.astype(np.float32)
                np.multiply(relative_size[:, None, :], small[None, :, :], out=error)
                error -= relative[t]
                error *= error
                error *= scored[t]
                squared_error += error
        size, probability = next_state
    return squared_error.reshape(-1, len(largest)).argmin(axis=0)


def _tsb_states(series, size_constant, probability_constant, size, probability):
    """Yield size and probability before the first and after every bucket."""
    size = np.repeat(size[None, :], len(size_constant), axis=0)
    probability = np.repeat(probability[None, :], len(probability_constant), axis=0)
    yield size, probability
    for t, value in enumerate(series.value):
        demanded = (value > 0).astype(np.float64)
        size = size + size_constant * demanded * (value - size)
        step = probability_constant * series.observed[t]
        probability = probability + step * (demanded - probability)
        yield size, probability


def _start(series):
    """Return start size and demand probability from the first buckets only.

    Using later buckets would leak the future into the back-test. An item without
    demand in its first buckets starts with the size of its first demand and a
    probability of one demand in one bucket more than were seen.
    """
    n_start = start_buckets(series.n_observed)
    demanded = series.value > 0
    early = demanded & (series.rank <= n_start)
    count = early.sum(axis=0)
    early_size = (series.value * early).sum(axis=0) / np.maximum(count, 1)
    first_row = demanded.argmax(axis=0)
    first_size = series.value[first_row, np.arange(len(first_row))]
    size = np.where(count > 0, early_size, first_size)
    n_seen = np.minimum(series.n_observed, n_start)
    probability = (count + 1) / (n_seen + 1)
    return size, np.clip(probability, TSB_MINIMUM_PROBABILITY, 1.0)
