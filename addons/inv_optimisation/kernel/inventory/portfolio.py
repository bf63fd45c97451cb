"""Service targets of a group of items, met with one common safety factor.

A group target says what share of the demand of all items is delivered from stock;
which item delivers more and which less is left to the solver. It uses the fill
equation of every item, so it agrees with the per-item targets. The other solver is
in ``marginal_analysis``.
"""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector
from .fill_equation import fill_problem
from .reorder_rules import IntervalDemand

# Safety factors between which the common factor is sought: from an empty shelf to
# more than any stock that was ever held for a reason.
LOWEST_FACTOR = -8.0
HIGHEST_FACTOR = 60.0
# The factor is found to this precision; a level changes by less than its rounding.
FACTOR_PRECISION = 1e-3
MAXIMUM_ITERATIONS = 60
# Shares of demand that wait, below this, are as good as none.
SMALLEST_SHARE = 1e-12


@dataclass(frozen=True)
class GroupLevels:
    """Reorder points that meet the target of a group.

    Attributes
    ----------
    reorder_point : ndarray of shape (n,)
        Reorder points [units]; order-up-to levels are one unit higher.
    fill_rate : ndarray of shape (n,)
        Expected fill rate of each item.
    group_fill_rate : float
        Expected fill rate of the group.
    factor : float
        Common safety factor k, or the price of a short unit for marginal analysis.
    """

    reorder_point: np.ndarray
    fill_rate: np.ndarray
    group_fill_rate: float
    factor: float


class Portfolio:
    """Items that share a service target.

    Parameters
    ----------
    demand : IntervalDemand
        Demand of n items over the intervals of the policy.
    review_demand : array_like of shape (n,)
        Expected demand over the review period [units].
    order_quantity : array_like of shape (n,)
        Lot Q [units]; one unit of an order-up-to policy.
    weight : array_like of shape (n,), default 1.0
        What a unit of demand counts: 1 = units, its price = value, one over the
        mean demand = every item alike.
    unit : array_like of shape (n,), default 1.0
        Smallest step of the unit of measure [units].
    """

    def __init__(self, demand, review_demand, order_quantity, *, weight=1.0, unit=1.0):
        self.demand = demand
        n_items = len(demand.mean_protection)
        self.unit = as_item_vector("unit", unit, n_items)
        weight = as_item_vector("weight", weight, n_items, 0.0)
        self.problem = fill_problem(
            demand.mean_protection,
            demand.variance_protection,
            demand.mean_lead,
            demand.variance_lead,
            review_demand,
            order_quantity,
            None,
            self.unit,
        )
        wanted = weight * self.problem.review_demand * self.unit
        total = wanted.sum()
        # Without any demand every item counts alike and nothing is short.
        self.share = wanted / total if total > 0 else np.full(n_items, 1 / n_items)

    def levels(self, factor):
        """Return the reorder points of a safety factor, whole units from 0 on.

        Parameters
        ----------
        factor : float or ndarray of shape (n,)
            Safety factor k of mean + k * spread.

        Returns
        -------
        ndarray of shape (n,)
            Reorder points [units].
        """
        level = self.demand.mean_protection + factor * self.demand.spread
        return np.maximum(np.rint(level / self.unit), 0.0) * self.unit

    def short(self, reorder_point):
        """Return the share of the demand of each item that waits.

        Parameters
        ----------
        reorder_point : ndarray of shape (n,)
            Reorder points [units].

        Returns
        -------
        ndarray of shape (n,)
            Share, 0 to 1.
        """
        steps = np.rint(reorder_point / self.unit)
        return np.clip(self.problem.shortage(steps), 0.0, 1.0)

    def group_short(self, factor):
        """Return the share of the demand of the group that waits.

        Parameters
        ----------
        factor : float
            Common safety factor.

        Returns
        -------
        float
            Share, 0 to 1.
        """
        return float((self.share * self.short(self.levels(factor))).sum())

    def result(self, reorder_point, factor):
        """Return the levels with their expected service."""
        short = self.short(reorder_point)
        group = float((self.share * short).sum())
        return GroupLevels(reorder_point, 1 - short, 1 - group, float(factor))


def policy_portfolio(demand, order_quantity, *, weight=1.0, unit=1.0):
    """Return the portfolio of items with the demand that ``recommend`` uses.

    Parameters
    ----------
    demand : PolicyDemand
        Demand of n items over the intervals of the policy.
    order_quantity : array_like of shape (n,)
        Lot Q [units].
    weight : array_like of shape (n,), default 1.0
        What a unit of demand counts.
    unit : array_like of shape (n,), default 1.0
        Smallest step of the unit of measure [units].

    Returns
    -------
    Portfolio
        The items.

    Examples
    --------
    >>> from .policy import policy_demand
    >>> from .recommendation_inputs import RecommendationInputs
    >>> demand = policy_demand(RecommendationInputs(
    ...     rate_per_day=2, forecast_total=28, forecast_variance=40,
    ...     forecast_horizon_days=14, lead_time_days=7, lead_time_variance=1,
    ...     review_days=7, service_type=["fill_rate"], service_target=0.95))
    >>> policy_portfolio(demand, [20]).levels(1.0).tolist()
    [35.0]
    """
    moments = IntervalDemand(
        demand.mean_protection,
        demand.variance_protection,
        demand.mean_lead,
        demand.variance_lead,
    )
    return Portfolio(moments, demand.review, order_quantity, weight=weight, unit=unit)


def common_factor(portfolio, target):
    """Return the levels mean + k * spread with the k that meets the group target.

    Parameters
    ----------
    portfolio : Portfolio
        The items.
    target : float
        Share of the demand of the group filled from stock, above 0 and below 1.

    Returns
    -------
    GroupLevels
        The levels and k. Levels are whole units, so the group may exceed the
        target by a little; a group that exceeds it with empty shelves gets those.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition, chapter 6 (equal safety factors).

    Examples
    --------
    >>> from .reorder_rules import IntervalDemand
    >>> ten = np.full(2, 10.0)
    >>> demand = IntervalDemand(ten, np.array([20.0, 60.0]), ten / 2, ten)
    >>> result = common_factor(Portfolio(demand, [5, 5], [10, 10]), 0.95)
    >>> result.reorder_point.tolist(), round(result.group_fill_rate, 3)
    ([15.0, 19.0], 0.953)
    """
    return common_factors(portfolio, [target])[0]


def common_factors(portfolio, targets, *, precision=FACTOR_PRECISION):
    """Return the levels of several group targets, as ``common_factor`` does for one.

    What was looked at for one target begins the search of the next, so that a curve
    costs a fraction of its points one by one.

    Parameters
    ----------
    portfolio : Portfolio
        The items.
    targets : sequence of float
        Shares of the demand of the group, each above 0 and below 1.
    precision : float, default 1e-3
        Largest distance of the factor from the smallest one that meets its target. A
        curve is as true with less: its points are what their levels give.

    Returns
    -------
    list of GroupLevels
        The levels of each target, in its order; all meet it.

    Examples
    --------
    >>> from .reorder_rules import IntervalDemand
    >>> ten = np.full(2, 10.0)
    >>> demand = IntervalDemand(ten, np.array([20.0, 60.0]), ten / 2, ten)
    >>> found = common_factors(Portfolio(demand, [5, 5], [10, 10]), [0.90, 0.95])
    >>> [round(levels.group_fill_rate, 3) for levels in found]
    [0.901, 0.953]
    """
    known = {}
    return [
        _find_levels(portfolio, 1 - check_group_target(target), known, precision)
        for target in targets
    ]


def _find_levels(portfolio, allowed, known, precision):
    """Return the levels that leave the share ``allowed`` short.

    ``known`` is {factor: log of the short share}; what is looked at is added.
    """
    aim = float(np.log(allowed))
    low, high = _enclose(portfolio, aim, known)
    for iteration in range(MAXIMUM_ITERATIONS):
        if high - low <= precision:
            break
        # The log shortage is nearly straight in k; every third step halves.
        slope = known[low] - known[high]
        is_straight = slope > 0 and iteration % 3 != 2
        share = (known[low] - aim) / slope if is_straight else 0.5
        middle = low + float(np.clip(share, 0.05, 0.95)) * (high - low)
        if _log_short(portfolio, middle, known) <= aim:
            high = middle
        else:
            low = middle
    return portfolio.result(portfolio.levels(high), high)


def _enclose(portfolio, aim, known):
    """Return factors around the solution, the nearest that are known or looked at."""
    step = 1.0
    factor = min(known, key=lambda one: abs(known[one] - aim)) if known else 0.0
    sign = 1.0 if _log_short(portfolio, factor, known) > aim else -1.0
    while True:
        short = [one for one, value in known.items() if value > aim]
        enough = [one for one, value in known.items() if value <= aim]
        if short and enough:
            return max(short), min(enough)
        factor = float(np.clip(factor + sign * step, LOWEST_FACTOR, HIGHEST_FACTOR))
        log_short = _log_short(portfolio, factor, known)
        if factor == LOWEST_FACTOR and log_short <= aim:
            return factor, factor
        if factor == HIGHEST_FACTOR and log_short > aim:
            raise ValueError("no stock meets the service target of the group")
        step *= 2


def _log_short(portfolio, factor, known):
    """Return the log of the share of the demand that waits at a factor."""
    if factor not in known:
        short = max(portfolio.group_short(factor), SMALLEST_SHARE)
        known[factor] = float(np.log(short))
    return known[factor]


def check_group_target(target):
    """Return the target of a group, checked.

    Parameters
    ----------
    target : float
        Share of the demand filled from stock.

    Returns
    -------
    float
        The target.

    Raises
    ------
    ValueError
        If the target is not above 0 and below 1.

    Examples
    --------
    >>> check_group_target(0.95)
    0.95
    """
    if not 0 < target < 1:
        raise ValueError("service_target must be above 0 and below 1")
    return float(target)
