"""What a site may miss, give and take until its own supply could arrive."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from ..validation import as_item_vector, as_matrix


@dataclass(frozen=True)
class SiteOutlook:
    """Demand and stock of sites over the time in which a transfer can help.

    Attributes
    ----------
    period_days : ndarray of shape (n,)
        Days of the period at risk, from today: until the next receipt, or until an
        order of today arrives, whichever expects the larger shortage.
    position : ndarray of shape (n,)
        Stock when a transfer arrives and receipts due until the end of the period
        [units].
    mean : ndarray of shape (n,)
        Expected demand from that arrival to the end of the period [units].
    variance : ndarray of shape (n,)
        Variance of that demand [units^2].
    keep : ndarray of shape (n,)
        Stock that the site does not give away [units].
    available : ndarray of shape (n,)
        Stock that the site can ship now [units].
    maximum : ndarray of shape (n,)
        Position up to which the site takes stock [units].
    """

    period_days: np.ndarray
    position: np.ndarray
    mean: np.ndarray
    variance: np.ndarray
    keep: np.ndarray
    available: np.ndarray
    maximum: np.ndarray


def site_outlook(
    on_hand,
    reserved,
    receipts,
    issues,
    *,
    rate_per_day,
    daily_sd,
    supply_days,
    supply_sd_days,
    safety_stock,
    order_up_to,
    later_receipts,
    help_days,
    keep_days,
    horizon_days,
):
    """Return the outlook of each site until its own supply could arrive.

    A site that runs short can order today, so only the demand until then is at risk.
    Before that, receipts on their way protect nobody until they arrive: where the
    shortage until the next of them is larger, that is the period. What is missing
    before a transfer can arrive no transfer prevents, so demand and stock count from
    its arrival. Booked issues are part of the expected demand until they exceed it.
    What a site keeps is its safety stock and the demand of some days, and that counts
    against the stock that is there.

    Parameters
    ----------
    on_hand : array_like of shape (n,)
        Stock [units].
    reserved : array_like of shape (n,)
        Stock that is reserved [units].
    receipts : array_like of shape (n, D)
        Receipts due on each day, day 0 = today with what is late [units].
    issues : array_like of shape (n, D)
        Booked issues of each day [units].
    rate_per_day : array_like of shape (n,)
        Expected demand [units/day].
    daily_sd : array_like of shape (n,)
        Standard deviation of the demand of a day [units]; NaN = that of a Poisson
        law.
    supply_days : array_like of shape (n,)
        Days from an order of today until demand can count on its successor: lead
        time and review period; NaN = no supply.
    supply_sd_days : array_like of shape (n,)
        Standard deviation of the lead time [days].
    safety_stock : array_like of shape (n,)
        Safety stock [units].
    order_up_to : array_like of shape (n,)
        Order-up-to level of the position [units].
    later_receipts : array_like of shape (n,)
        Receipts due after the last of the D days [units].
    help_days : array_like of shape (n,) or scalar
        Days until the first transfer could arrive.
    keep_days : array_like of shape (n,) or scalar
        Days of demand that a site keeps on top of its safety stock.
    horizon_days : float
        Longest period [days], at least 1.

    Returns
    -------
    SiteOutlook
        Period, position, demand and limits of each site.

    Raises
    ------
    ValueError
        If a shape does not fit, or the horizon is below a day.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition, section 6.2 (demand of the lead time).
    Axsater, S. (2003), A new decision rule for lateral transshipments in inventory
    systems, Management Science 49 (only the demand until the next supply counts).

    Examples
    --------
    >>> outlook = site_outlook(
    ...     [10], [2], [[0, 5, 0, 7]], [[0, 0, 0, 0]], rate_per_day=[2], daily_sd=[1],
    ...     supply_days=[3], supply_sd_days=[0], safety_stock=[1], order_up_to=[20],
    ...     later_receipts=[0], help_days=0, keep_days=2, horizon_days=60)
    >>> outlook.position.tolist(), outlook.mean.tolist(), outlook.available.tolist()
    ([15.0], [6.0], [5.0])
    """
    if not horizon_days >= 1:
        raise ValueError("horizon_days must be at least 1")
    receipts = as_matrix("receipts", receipts, minimum=0.0, allow_nan=False)
    n_sites, n_days = receipts.shape
    issues = as_matrix("issues", issues, n_sites, 0.0, allow_nan=False)
    if issues.shape != receipts.shape:
        raise ValueError(f"issues must have {n_days} columns")

    def vector(name, value, minimum=None):
        return as_item_vector(name, value, n_sites, minimum=minimum)

    on_hand = vector("on_hand", on_hand)
    rate = vector("rate_per_day", rate_per_day, 0.0)
    sd = np.asarray(daily_sd, dtype=np.float64)
    daily_variance = np.where(np.isnan(sd), rate, sd * sd)
    start = vector("help_days", help_days, 0.0)
    days = np.asarray(supply_days, dtype=np.float64)
    whole = np.clip(np.where(np.isnan(days), horizon_days, days), 1.0, horizon_days)
    whole = np.maximum(whole, start + 1.0)
    safety = np.maximum(vector("safety_stock", safety_stock), 0.0)
    moves = _Moves(receipts, issues, rate, start)
    spread = (rate * vector("supply_sd_days", supply_sd_days, 0.0)) ** 2
    there = moves.stock_at_start(on_hand)
    variance = daily_variance * (whole - start) + spread
    # The other window: until the first receipt after the transfer.
    gap = np.minimum(moves.first_receipt(), whole)
    gap_variance = daily_variance * (gap - start)
    early = _normal_loss(there + moves.due(gap), moves.demand(gap), gap_variance)
    late = _normal_loss(there + moves.due(whole), moves.demand(whole), variance)
    is_early = (gap < whole) & (early > late)
    end = np.where(is_early, gap, whole)
    variance = np.where(is_early, gap_variance, variance)
    position, mean = there + moves.due(end), moves.demand(end)
    kept_days = vector("keep_days", keep_days, 0.0)
    keep = safety + np.maximum(rate * kept_days, moves.booked(kept_days))
    free = on_hand - vector("reserved", reserved, 0.0)
    coming = receipts.sum(axis=1) + vector("later_receipts", later_receipts, 0.0)
    level = vector("order_up_to", order_up_to)
    later = coming - _until(receipts, end)
    room = np.maximum(level - on_hand - coming, mean + safety - position - later)
    return SiteOutlook(
        period_days=end,
        position=position,
        mean=mean,
        variance=variance,
        keep=keep,
        available=np.maximum(np.minimum(free, on_hand - keep), 0.0),
        maximum=position + np.maximum(room, 0.0),
    )


class _Moves:
    """Receipts and issues of sites, seen from the arrival of a transfer."""

    def __init__(self, receipts, issues, rate, start):
        self.receipts, self.issues = receipts, issues
        self.rate, self.start = rate, start

    def booked(self, days):
        """Return the issues booked for the first days."""
        return _until(self.issues, days)

    def stock_at_start(self, on_hand):
        """Return what is expected to be there when a transfer arrives.

        Demand before that takes what it finds; what is owed already stays owed.
        """
        used = np.maximum(self.rate * self.start, self.booked(self.start))
        left = on_hand + _until(self.receipts, self.start) - used
        return np.maximum(left, np.minimum(on_hand, 0.0))

    def due(self, end):
        """Return the receipts from the arrival of a transfer to the end."""
        return _until(self.receipts, end) - _until(self.receipts, self.start)

    def demand(self, end):
        """Return the expected demand from the arrival of a transfer to the end."""
        booked = self.booked(end) - self.booked(self.start)
        return np.maximum(self.rate * (end - self.start), booked)

    def first_receipt(self):
        """Return the day of the first receipt after a transfer; inf without one."""
        day = np.arange(self.receipts.shape[1])
        is_due = (self.receipts > 0) & (day > self.start[:, None])
        return np.where(is_due.any(axis=1), is_due.argmax(axis=1), np.inf)


def _until(table, days):
    """Return the sums of the rows of a table over their first whole days."""
    n_days = table.shape[1]
    if n_days == 0:
        return np.zeros(len(table))
    sums = np.hstack([np.zeros((len(table), 1)), np.cumsum(table, axis=1)])
    column = np.minimum(np.ceil(days), n_days).astype(np.int64)
    return sums[np.arange(len(table)), column]


def _normal_loss(stock, mean, variance):
    """Return the expected demand above the stock of a normal law [units]."""
    sd = np.sqrt(variance)
    with np.errstate(under="ignore"):
        z = (stock - mean) / np.where(sd > 0, sd, 1.0)
        loss = sd * (stats.norm.pdf(z) - z * stats.norm.sf(z))
    return np.where(sd > 0, loss, np.maximum(mean - stock, 0.0))
