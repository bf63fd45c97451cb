"""Replay of demand against stock at one item and site: what moved, and when.

A rule of thumb orders, as most companies do: the result has stock-outs, short
shipments and too much of some items, which is what planning then finds.
"""

import dataclasses

import numpy as np


@dataclasses.dataclass
class Receipt:
    """One purchase: ordered, received, how much. Days count from the first day."""

    ordered: int
    received: int
    quantity: float


@dataclasses.dataclass
class Replay:
    """What happened: opening stock, deliveries by day, receipts, closing stock."""

    opening: float
    requested: np.ndarray
    shipped: np.ndarray
    receipts: list
    closing: float
    open_orders: list


def replay(demand, lead_time, minimum_order, pack, thumb, generator):
    """Replay daily ``demand`` with a min/max rule of thumb.

    ``lead_time`` is (mean, spread) in days; ``thumb`` = weeks of demand that the
    minimum and the maximum cover. Returns a ``Replay``; orders that would arrive
    after the last day stay open.
    """
    weekly = max(demand.mean() * 7, 0.1)
    minimum = max(1.0, np.ceil(thumb[0] * weekly))
    maximum = max(minimum + 1, np.ceil(thumb[1] * weekly))
    stock = position = opening = _round_up(maximum, pack)
    days = len(demand)
    arrivals = np.zeros(days)
    receipts, open_orders = [], []
    shipped = np.zeros(days)
    for day in range(days):
        stock += arrivals[day]
        shipped[day] = min(demand[day], stock)
        stock -= shipped[day]
        position -= shipped[day]
        if position < minimum and day % 7 < 5:
            quantity = _round_up(max(maximum - position, minimum_order), pack)
            delay = max(1, round(generator.normal(*lead_time)))
            receipt = Receipt(day, day + delay, quantity)
            if receipt.received < days:
                arrivals[receipt.received] += quantity
                receipts.append(receipt)
            else:
                open_orders.append(receipt)
            position += quantity
    return Replay(opening, demand, shipped, receipts, stock, open_orders)


def _round_up(quantity, pack):
    return float(np.ceil(quantity / pack) * pack)


def split_over_sites(demand, shares, generator):
    """Return the demand of each site: every day of an item goes to one site.

    ``shares`` are probabilities; a site with 0 does not stock the item.
    """
    choice = generator.choice(len(shares), size=len(demand), p=shares)
    return [np.where(choice == site, demand, 0.0) for site in range(len(shares))]
