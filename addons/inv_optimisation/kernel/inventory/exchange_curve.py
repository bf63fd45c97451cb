"""The exchange curve: what service costs, from which a point is chosen.

Nobody can say what the right service is without seeing what the next point costs. The
curve shows stock against service for one group of items; today's settings lie beside
it, and two points matter most: the same service for less money, and more service for
the same money.
"""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector
from .marginal_analysis import marginal_levels
from .portfolio import FACTOR_PRECISION, common_factors

# Service of the points: dense where each point of service costs most.
CURVE_TARGETS = (
    0.80, 0.85, 0.88, 0.90, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995,
)  # fmt: skip
SOLVERS = ("common", "marginal")


@dataclass(frozen=True)
class ExchangeCurve:
    """Points of the curve, from little to much service.

    Attributes
    ----------
    target : ndarray of shape (p,)
        Fill rate that was asked for.
    fill_rate : ndarray of shape (p,)
        Expected fill rate of the group, levels being whole units.
    factor : ndarray of shape (p,)
        Common safety factor, or price of short demand.
    safety_stock_value : ndarray of shape (p,)
        Value of the safety stock [currency].
    stock_value : ndarray of shape (p,)
        Value of the average stock: safety stock and half a lot [currency].
    reorder_point : ndarray of shape (p, n)
        Reorder points [units].
    """

    target: np.ndarray
    fill_rate: np.ndarray
    factor: np.ndarray
    safety_stock_value: np.ndarray
    stock_value: np.ndarray
    reorder_point: np.ndarray

    def stock_value_at(self, fill_rate):
        """Return the stock value that gives a fill rate, NaN off the curve."""
        return _at(fill_rate, self.fill_rate, self.stock_value)

    def fill_rate_at(self, stock_value):
        """Return the fill rate that a stock value gives, NaN off the curve."""
        return _at(stock_value, self.stock_value, self.fill_rate)


def exchange_curve(
    portfolio,
    unit_cost,
    order_quantity,
    *,
    targets=CURVE_TARGETS,
    solver="common",
    precision=FACTOR_PRECISION,
):
    """Return stock against service of a group of items.

    Parameters
    ----------
    portfolio : Portfolio
        The items.
    unit_cost : array_like of shape (n,)
        Cost of a unit [currency].
    order_quantity : array_like of shape (n,)
        Lot Q [units].
    targets : sequence of float
        Fill rates, each above 0 and below 1; they are sorted.
    solver : {"common", "marginal"}, default "common"
        Equal safety factors, or marginal analysis.
    precision : float, default 1e-3
        Of the common safety factor. Points of a curve need less than a target that is
        promised: each is what its levels give.

    Returns
    -------
    ExchangeCurve
        One point per target.

    Raises
    ------
    ValueError
        If a number is out of range or the solver is unknown.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition, chapter 6 (exchange curves).

    Examples
    --------
    >>> from .portfolio import Portfolio
    >>> from .reorder_rules import IntervalDemand
    >>> ten = np.full(3, 10.0)
    >>> items = Portfolio(IntervalDemand(ten, 3 * ten, ten / 2, ten), ten / 2, ten)
    >>> curve = exchange_curve(items, [1, 1, 1], ten, targets=(0.90, 0.99))
    >>> curve.stock_value.tolist()
    [21.0, 48.0]
    """
    if solver not in SOLVERS:
        raise ValueError(f"solver must be one of {', '.join(SOLVERS)}; got {solver}")
    n_items = len(portfolio.unit)
    cost = as_item_vector("unit_cost", unit_cost, n_items, 0.0)
    lot = as_item_vector("order_quantity", order_quantity, n_items, 0.0)
    wanted = sorted(targets)
    if not wanted:
        raise ValueError("targets must hold at least one fill rate")
    if solver == "common":
        points = common_factors(portfolio, wanted, precision=precision)
    else:
        points = [marginal_levels(portfolio, target, cost) for target in wanted]
    level = np.stack([point.reorder_point for point in points])
    safety = np.maximum(level - portfolio.demand.mean_protection, 0.0)
    return ExchangeCurve(
        target=np.array(wanted, dtype=np.float64),
        fill_rate=np.array([point.group_fill_rate for point in points]),
        factor=np.array([point.factor for point in points]),
        safety_stock_value=safety @ cost,
        stock_value=(safety + lot / 2) @ cost,
        reorder_point=level,
    )


def _at(wanted, known, value):
    """Interpolate a rising curve; NaN beyond its ends."""
    rising = np.maximum.accumulate(known)
    return np.interp(wanted, rising, value, left=np.nan, right=np.nan)
