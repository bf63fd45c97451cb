"""Service that a policy achieved in a replay, item by item, with intervals."""

from dataclasses import dataclass

import numpy as np

from ..counting.accuracy import wilson_interval


@dataclass(frozen=True)
class AchievedService:
    """Service that a policy achieved in the replay.

    Attributes
    ----------
    fill_rate : ndarray of shape (n,)
        Share of the demand delivered at once; NaN without demand.
    fill_low : ndarray of shape (n,)
        Lower end of the interval of the fill rate.
    fill_high : ndarray of shape (n,)
        Upper end of that interval.
    cycle_service : ndarray of shape (n,)
        Share of the replenishment cycles without a shortage; NaN without a cycle.
    cycle_low : ndarray of shape (n,)
        Lower end of the interval of the cycle service.
    cycle_high : ndarray of shape (n,)
        Upper end of that interval.
    n_cycles : ndarray of shape (n,)
        Replenishment cycles.
    stock : ndarray of shape (n,)
        Mean stock [units].
    """

    fill_rate: np.ndarray
    fill_low: np.ndarray
    fill_high: np.ndarray
    cycle_service: np.ndarray
    cycle_low: np.ndarray
    cycle_high: np.ndarray
    n_cycles: np.ndarray
    stock: np.ndarray


def achieved_service(replay, setting=0, *, confidence=0.95):
    """Return the service of every item in a replay, with intervals.

    Both intervals are Wilson's with the number of replenishment cycles as sample
    size: a cycle is short or not, and the fill rate of a cycle lies between 0 and 1,
    so its interval errs on the wide side.

    Parameters
    ----------
    replay : Replay
        The replay.
    setting : int, default 0
        Which of its settings.
    confidence : float, default 0.95
        Confidence of the intervals, above 0 and below 1.

    Returns
    -------
    AchievedService
        Service of every item.

    References
    ----------
    Wilson, E. B. (1927), Probable inference, the law of succession, and
    statistical inference, Journal of the American Statistical Association 22.

    Examples
    --------
    >>> from .replay import replay_policy
    >>> replay = replay_policy([[2.0] * 9], [[[3.0]]], [1], [4.0], [[1] * 9])
    >>> service = achieved_service(replay)
    >>> service.fill_rate.tolist(), service.n_cycles.tolist()
    ([1.0], [3.0])
    """
    cycles = replay.cycles[setting]
    has_demand = replay.demand > 0
    fill = replay.filled[setting] / np.where(has_demand, replay.demand, 1.0)
    fill = np.where(has_demand, np.minimum(fill, 1.0), np.nan)
    served = 1 - replay.cycles_short[setting] / np.maximum(cycles, 1)
    served = np.where(cycles > 0, served, np.nan)
    fill_low, fill_high = _interval(fill, cycles, confidence)
    cycle_low, cycle_high = _interval(served, cycles, confidence)
    return AchievedService(
        fill_rate=fill,
        fill_low=fill_low,
        fill_high=fill_high,
        cycle_service=served,
        cycle_low=cycle_low,
        cycle_high=cycle_high,
        n_cycles=cycles,
        stock=replay.stock[setting],
    )


def _interval(share, n_cycles, confidence):
    """Return Wilson's interval of a share; the whole range where it is not known."""
    known = (n_cycles > 0) & ~np.isnan(share)
    trials = np.where(known, n_cycles, 0.0)
    successes = np.where(known, share, 0.0) * trials
    return wilson_interval(successes, trials, confidence=confidence)
