"""Items that stop selling: probability to be alive, remaining demand, obsolescence."""

from dataclasses import dataclass

import numpy as np

from ..inventory.distributions import (
    choose_distribution,
    cumulative,
    loss_first_order,
)
from ..validation import as_demand_matrix, as_item_vector

# A gap that an item with its old demand has in less than 1 % of the cases, or that is
# three times the mean interval, is the end of demand (algorithm sheet 1.1).
PROBABILITY_LIMIT = 0.01
INTERVAL_LIMIT = 3.0
# Smallest exponent: the probability of a longer gap counts as 0.
SMALLEST_EXPONENT = -700.0


@dataclass(frozen=True)
class PhaseOut:
    """Signs of the end of demand.

    Attributes
    ----------
    is_phased_out : ndarray of shape (n,) of bool
        True where demand seems to have ended.
    probability : ndarray of shape (n,)
        Probability of the gap if the item still sold as before; NaN without demand.
    gap : ndarray of shape (n,)
        Observed periods since the last demand [periods]; NaN without demand.
    """

    is_phased_out: np.ndarray
    probability: np.ndarray
    gap: np.ndarray


def alive_probability(demand):
    """Return the probability of the present gap if demand goes on as before.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/period], oldest first; NaN = not observed.

    Returns
    -------
    ndarray of shape (n,)
        (1 - p)^g with p one over the mean interval between the first and the last
        demand and g the observed periods since; 1 for an item that sold in the last
        period, NaN without demand. With a single demand p is 1 / (1 + g): the only
        interval is still open.

    References
    ----------
    Teunter, R. H., Syntetos, A. A. & Babai, M. Z. (2011), Intermittent demand:
    linking forecasting to inventory obsolescence, European Journal of Operational
    Research 214 (the demand probability that decays).

    Examples
    --------
    >>> alive_probability([[1, 0, 1, 0, 1, 0, 0, 0], [0, 1, 1, 1, 1, 1, 1, 1]]).round(
    ...     6).tolist()
    [0.125, 1.0]
    """
    share, gap, _ = _gaps(as_demand_matrix(demand))
    # An item with demand in every period has p = 1; log1p needs a little less.
    log_none = np.log1p(-np.minimum(share, 1 - 1e-12))
    exponent = np.maximum(
        np.nan_to_num(gap) * np.nan_to_num(log_none), SMALLEST_EXPONENT
    )
    return np.where(np.isnan(gap), np.nan, np.exp(exponent))


def phase_out(
    demand, *, probability_limit=PROBABILITY_LIMIT, interval_limit=INTERVAL_LIMIT
):
    """Flag items whose demand seems to have ended.

    Parameters
    ----------
    demand : array_like of shape (n, T)
        Demand [units/period], oldest first; NaN = not observed.
    probability_limit : float, default 0.01
        Gaps less probable than this are an end, 0 to 1.
    interval_limit : float, default 3.0
        Gaps of more than this many mean intervals are an end, above 0.

    Returns
    -------
    PhaseOut
        Flag, probability and gap. Items with a single demand are judged by the
        probability only; items without demand are not flagged: they may be new.

    Raises
    ------
    ValueError
        If a limit is out of range.

    References
    ----------
    Teunter, R. H., Syntetos, A. A. & Babai, M. Z. (2011), Intermittent demand:
    linking forecasting to inventory obsolescence, European Journal of Operational
    Research 214.

    Examples
    --------
    >>> phase_out([[3, 2, 4, 0, 0, 0, 0], [0, 1, 0, 0, 1, 0, 0]]).is_phased_out.tolist()
    [True, False]
    """
    if not 0 <= probability_limit <= 1 or not interval_limit > 0:
        raise ValueError("probability_limit must lie in 0..1, interval_limit above 0")
    demand = as_demand_matrix(demand)
    share, gap, count = _gaps(demand)
    probability = alive_probability(demand)
    long_gap = (count > 1) & (gap * share > interval_limit)  # False for NaN
    ended = long_gap | (probability < probability_limit)
    return PhaseOut(is_phased_out=ended, probability=probability, gap=gap)


def remaining_demand(rate, alive, horizon, *, survival=1.0):
    """Return the expected demand until the end of the horizon or of the item.

    Parameters
    ----------
    rate : array_like of shape (n,)
        Demand while the item lives [units/period].
    alive : array_like of shape (n,)
        Probability that the item still lives, 0 to 1.
    horizon : array_like of shape (n,)
        Length of the horizon [periods].
    survival : array_like of shape (n,), default 1.0
        Probability to live through a period, 0 to 1.

    Returns
    -------
    ndarray of shape (n,)
        Expected demand [units]: rate * alive * (s + s^2 + ... + s^horizon), with the
        sum continued to fractions of a period; with s = 1 it is the horizon.

    References
    ----------
    Teunter, R. H., Syntetos, A. A. & Babai, M. Z. (2011), Intermittent demand:
    linking forecasting to inventory obsolescence, European Journal of Operational
    Research 214.

    Examples
    --------
    >>> remaining_demand([10, 10], [1, 0.5], [4, 4], survival=[0.5, 1]).tolist()
    [9.375, 20.0]
    """
    rate = as_item_vector("rate", rate, minimum=0.0)
    alive = as_item_vector("alive", alive, len(rate), 0.0, 1.0)
    length = as_item_vector("horizon", horizon, len(rate), minimum=0.0)
    survival = as_item_vector("survival", survival, len(rate), 0.0, 1.0)
    mortal = (survival > 0) & (survival < 1)
    log_survival = np.log(np.where(mortal, survival, 0.5))
    exponent = np.maximum(length * log_survival, SMALLEST_EXPONENT)
    periods = survival * -np.expm1(exponent) / np.where(mortal, 1 - survival, 1.0)
    periods = np.select([mortal, survival >= 1], [periods, length], default=0.0)
    return rate * alive * periods


def cap_order_up_to(order_up_to, remaining):
    """Cap the order-up-to level at the demand that still comes.

    Parameters
    ----------
    order_up_to : array_like of shape (n,)
        Order-up-to level [units].
    remaining : array_like of shape (n,)
        Remaining expected demand [units]; NaN = no end in sight, no cap.

    Returns
    -------
    ndarray of shape (n,)
        Level [units].

    References
    ----------
    Algorithm sheet, section 1.1 (phase-out).

    Examples
    --------
    >>> cap_order_up_to([50, 50], [12, float("nan")]).tolist()
    [12.0, 50.0]
    """
    level = as_item_vector("order_up_to", order_up_to, minimum=0.0)
    remaining = as_item_vector("remaining", remaining, len(level), 0.0, allow_nan=True)
    return np.fmin(level, remaining)


def obsolescence_probability(stock, mean, variance, *, unit_cost=0.0):
    """Return the probability that stock outlives its demand, and what to provide.

    Parameters
    ----------
    stock : array_like of shape (n,)
        Stock on hand [units].
    mean : array_like of shape (n,)
        Expected remaining demand over the horizon [units].
    variance : array_like of shape (n,)
        Variance of the remaining demand [units^2].
    unit_cost : array_like of shape (n,), default 0.0
        Value of a unit [currency/unit].

    Returns
    -------
    probability : ndarray of shape (n,)
        P(remaining demand < stock); 0 without stock.
    provision : ndarray of shape (n,)
        Expected value of the units that stay, E[(stock - demand)+] times the unit
        cost [currency].

    References
    ----------
    Zipkin, P. H. (2000), Foundations of Inventory Management, appendix C (loss
    functions).

    Examples
    --------
    >>> probability, provision = obsolescence_probability([3], [2], [2], unit_cost=10)
    >>> probability.round(4).tolist(), provision.round(2).tolist()
    ([0.6767], [12.18])
    """
    stock = as_item_vector("stock", stock, minimum=0.0)
    mean = as_item_vector("mean", mean, len(stock), minimum=0.0)
    variance = as_item_vector("variance", variance, len(stock), minimum=0.0)
    cost = as_item_vector("unit_cost", unit_cost, len(stock), minimum=0.0)
    law = choose_distribution(mean, variance)
    whole = np.isin(law, ("poisson", "negative_binomial"))
    # Below the stock: the largest whole number below it, or just below the mean.
    below = np.where(whole, np.ceil(stock) - 1, stock)
    # Tails below the smallest double are 0.
    with np.errstate(under="ignore"):
        up_to = cumulative(below, mean, variance, law)
        shortage = loss_first_order(stock, mean, variance, law)
    constant = law == "degenerate"
    probability = np.where(constant, (mean < stock).astype(np.float64), up_to)
    left_over = np.clip(stock - mean + shortage, 0.0, stock)
    return np.where(stock > 0, probability, 0.0), left_over * cost


def _gaps(demand):
    """Return the share of periods with demand, the gap since and the demand count."""
    observed = ~np.isnan(demand)
    positive = np.nan_to_num(demand) > 0
    count = positive.sum(axis=1)
    n_periods = demand.shape[1]
    first = np.argmax(positive, axis=1)
    last = n_periods - 1 - np.argmax(positive[:, ::-1], axis=1)
    position = np.arange(n_periods)
    inside = (position >= first[:, None]) & (position <= last[:, None])
    span = (inside & observed).sum(axis=1)
    gap = ((position > last[:, None]) & observed).sum(axis=1).astype(np.float64)
    gap = np.where(count > 0, gap, np.nan)
    # Both ends of the span are demands: it holds one interval less than demands.
    share = (count - 1) / np.maximum(span - 1, 1)
    share = np.where(count == 1, 1 / (1 + np.nan_to_num(gap)), share)
    return share, gap, count
