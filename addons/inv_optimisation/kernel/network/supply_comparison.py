"""Move stock, buy it, or do nothing: what each way to supply a site costs."""

from dataclasses import dataclass

import numpy as np

from ..inventory.distributions import DISTRIBUTIONS, demand_law
from ..validation import as_item_vector, check_choice
from .shortage import SiteShortage, stable_law, step_days

# A delivery this soon, as a share of the risk period, is there at once.
AT_ONCE = 1e-9
OPTIONS = ("nothing", "transfer", "buy")


@dataclass(frozen=True)
class SupplyOption:
    """Costs of one way to supply a site.

    Attributes
    ----------
    lost_margin : ndarray of shape (k,)
        Cost of the expected shortage of the risk period [currency].
    holding : ndarray of shape (k,)
        Holding cost of the quantity, beyond that of doing nothing [currency].
    freight : ndarray of shape (k,)
        Cost of freight or of ordering [currency].
    handling : ndarray of shape (k,)
        Cost of handling [currency].
    total : ndarray of shape (k,)
        Sum of the costs [currency]; inf = not possible.
    """

    lost_margin: np.ndarray
    holding: np.ndarray
    freight: np.ndarray
    handling: np.ndarray
    total: np.ndarray


@dataclass(frozen=True)
class SupplyComparison:
    """Ways to supply a site, side by side.

    Attributes
    ----------
    nothing : SupplyOption
        Do nothing.
    buy : SupplyOption
        Buy the quantity.
    transfer : SupplyOption
        Bring the quantity from another site.
    best : ndarray of shape (k,) of str
        "nothing", "transfer" or "buy", whichever costs least; in doubt the first.
    cover_before : ndarray of shape (k,)
        Days until the stock is used up [days]; inf without demand.
    cover_after : ndarray of shape (k,)
        The same with the quantity [days].
    days_gained : ndarray of shape (k,)
        Days between the two [days]; NaN without demand.
    """

    nothing: SupplyOption
    buy: SupplyOption
    transfer: SupplyOption
    best: np.ndarray
    cover_before: np.ndarray
    cover_after: np.ndarray
    days_gained: np.ndarray


def compare_supply(
    *,
    position,
    mean,
    variance,
    risk_days,
    rate_per_day,
    quantity,
    shortage_cost,
    holding_cost,
    purchase_days,
    ordering_cost,
    lane_days,
    freight,
    purchase_handling=0.0,
    handling=0.0,
    donor_risk=0.0,
    donor_holding_saved=0.0,
    longest_hold_days=365.0,
    law=None,
    unit=1.0,
):
    """Return what it costs to do nothing, to buy a quantity, or to transfer it.

    A quantity that arrives after L of the T days of the risk period leaves the shortage
    of the first L days as it is: shortage(L, stock) + shortage(T, stock + quantity)
    - shortage(L, stock + quantity). If it arrives later, it avoids none.

    Parameters
    ----------
    position : array_like of shape (k,)
        Stock position of the receiver [units]; negative = backorders.
    mean : array_like of shape (k,)
        Expected demand of the risk period [units].
    variance : array_like of shape (k,)
        Variance of that demand [units^2].
    risk_days : array_like of shape (k,) or scalar
        Risk period T [days], above 0.
    rate_per_day : array_like of shape (k,)
        Expected sales [units/day].
    quantity : array_like of shape (k,)
        Quantity to supply [units].
    shortage_cost : array_like of shape (k,) or scalar
        Cost of a unit short [currency/unit].
    holding_cost : array_like of shape (k,) or scalar
        Cost of a unit in stock [currency/unit/day].
    purchase_days : array_like of shape (k,) or scalar
        Days until a purchase arrives; NaN = the product cannot be bought.
    ordering_cost : array_like of shape (k,) or scalar
        Cost of the order [currency].
    lane_days : array_like of shape (k,) or scalar
        Days until a transfer arrives.
    freight : array_like of shape (k,) or scalar
        Freight of the transfer, its share of the shipment included [currency].
    purchase_handling : array_like of shape (k,) or scalar, default 0.0
        Cost of receiving the purchase [currency].
    handling : array_like of shape (k,) or scalar, default 0.0
        Cost of picking and receiving the transfer [currency].
    donor_risk : array_like of shape (k,) or scalar, default 0.0
        Cost of the additional shortage of the donor [currency].
    donor_holding_saved : array_like of shape (k,) or scalar, default 0.0
        Holding cost that the donor saves [currency].
    longest_hold_days : array_like of shape (k,) or scalar, default 365.0
        Days after which a unit counts as sold.
    law : array_like of shape (k,) of str, optional
        Law of the demand of the risk period; chosen from its moments when None.
    unit : array_like of shape (k,) or scalar, default 1.0
        Smallest step of the unit of measure [units].

    Returns
    -------
    SupplyComparison
        Costs of the three ways, and the days of cover that the quantity brings.

    Raises
    ------
    ValueError
        If a shape does not fit or a number is out of range.

    References
    ----------
    Axsater, S. (2003), A new decision rule for lateral transshipments in inventory
    systems, Management Science 49.

    Examples
    --------
    >>> result = compare_supply(
    ...     position=[4], mean=[10], variance=[0], risk_days=10, rate_per_day=[1],
    ...     quantity=[6], shortage_cost=5, holding_cost=0.1, purchase_days=8,
    ...     ordering_cost=2, lane_days=2, freight=[3])
    >>> result.nothing.total.tolist(), result.buy.lost_margin.tolist()
    ([30.0], [20.0])
    >>> result.transfer.total.round(6).tolist(), result.best.tolist()
    ([6.0], ['transfer'])
    >>> result.days_gained.tolist()
    [6.0]
    """
    position = as_item_vector("position", position)
    n_moves = len(position)

    def vector(name, value, *, allow_nan=False):
        return as_item_vector(name, value, n_moves, 0.0, allow_nan=allow_nan)

    days = vector("risk_days", risk_days)
    unit = vector("unit", unit)
    if not (days > 0).all() or not (unit > 0).all():
        raise ValueError("risk_days and unit must be above 0")
    quantity = vector("quantity", quantity)
    site = _Receiver(
        position,
        vector("mean", mean),
        vector("variance", variance),
        days,
        rate=vector("rate_per_day", rate_per_day),
        price=vector("shortage_cost", shortage_cost),
        holding=vector("holding_cost", holding_cost),
        longest=vector("longest_hold_days", longest_hold_days),
        law=law,
        unit=unit,
    )
    zero = np.zeros(n_moves)
    nothing = _option(site.lost(zero, zero), zero, zero, zero)
    arrival = vector("purchase_days", purchase_days, allow_nan=True)
    can_buy = ~np.isnan(arrival)
    arrival = np.where(can_buy, arrival, days)
    buy = _option(
        site.lost(quantity, arrival),
        site.held(quantity, arrival),
        vector("ordering_cost", ordering_cost),
        vector("purchase_handling", purchase_handling),
        can_buy,
    )
    arrival = vector("lane_days", lane_days)
    saved = as_item_vector("donor_holding_saved", donor_holding_saved, n_moves)
    transfer = _option(
        site.lost(quantity, arrival) + vector("donor_risk", donor_risk),
        site.held(quantity, arrival) - saved,
        vector("freight", freight),
        vector("handling", handling),
    )
    before, after = site.cover(zero), site.cover(quantity)
    has_demand = site.rate > 0
    gained = np.where(has_demand, after, 0.0) - np.where(has_demand, before, 0.0)
    totals = np.array([nothing.total, transfer.total, buy.total])
    return SupplyComparison(
        nothing=nothing,
        buy=buy,
        transfer=transfer,
        best=np.array(OPTIONS)[totals.argmin(axis=0)],
        cover_before=before,
        cover_after=after,
        days_gained=np.where(has_demand, gained, np.nan),
    )


def _option(lost_margin, holding, freight, handling, possible=True):
    """Return an option with its total."""
    total = lost_margin + holding + freight + handling
    return SupplyOption(
        lost_margin, holding, freight, handling, np.where(possible, total, np.inf)
    )


class _Receiver:
    """Sites that are to be supplied."""

    def __init__(
        self,
        position,
        mean,
        variance,
        days,
        *,
        rate,
        price,
        holding,
        longest,
        law,
        unit,
    ):
        self.position, self.mean, self.variance = position, mean, variance
        self.days, self.rate, self.price = days, rate, price
        self.holding, self.longest, self.unit = holding, longest, unit
        if law is None:
            law = demand_law(mean, variance, unit)
        law = check_choice("law", law, DISTRIBUTIONS)
        if law.shape != position.shape:
            raise ValueError("law must have one name per move")
        self.law = law

    def lost(self, quantity, arrival):
        """Return the cost of the shortage if a quantity arrives after some days."""
        arrival = np.minimum(arrival, self.days)
        late = self.position + quantity
        first, same = self._short(self.position, arrival), self._short(late, arrival)
        short = first + np.maximum(self._short(late, self.days) - same, 0.0)
        # What arrives can but lower the shortage of the whole period.
        short = np.minimum(short, self._short(self.position, self.days))
        return self.price * short

    def _short(self, level, days):
        """Return the expected shortage of a stock within some days [units]."""
        share = np.where(days > AT_ONCE * self.days, days / self.days, 0.0)
        mean, variance = share * self.mean / self.unit, share * self.variance
        variance = variance / (self.unit * self.unit)
        sites = SiteShortage(
            level / self.unit, mean, variance, stable_law(self.law, mean, variance)
        )
        return self.unit * sites.after(np.arange(len(level)), np.zeros(len(level)))

    def held(self, quantity, arrival):
        """Return the holding cost of a quantity that arrives after some days."""
        left = np.maximum(self.position - self.rate * arrival, 0.0)
        # Backorders are served from it first.
        owed = np.minimum(self.position, 0.0)
        more = step_days(left + owed + quantity, self.rate, self.longest)
        return self.holding * (more - step_days(left, self.rate, self.longest))

    def cover(self, quantity):
        """Return the days until the stock with a quantity is used up."""
        stock = np.maximum(self.position + quantity, 0.0)
        divisor = np.where(self.rate > 0, self.rate, 1.0)
        return np.where(self.rate > 0, stock / divisor, np.inf)
