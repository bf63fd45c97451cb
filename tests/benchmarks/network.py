"""Network simulation on real demand: stock and service of three sites, with transfers.

The demand of each item is split over three sites, order by order, with shares that
differ by item. Every site plans for itself, as without the module: order-up-to levels
by exponential smoothing and z times the deviation of the protection interval, planned
anew every period. With the module, the kernel moves stock at the end of a period where
the expected shortage that it saves is worth more than freight, handling and the risk of
the donor; what is sent arrives at the start of the next period. Both are swept over z,
and network stock is read at equal achieved fill. Lead times are drawn once, orders do
not cross, what is missing waits, and every item counts alike.
"""

import argparse
import json
import pathlib
import sys
import time

import data
import numpy as np
from curves import COMPARED_FILLS, stock_at

ADDON = pathlib.Path(__file__).resolve().parents[2] / "addons" / "inv_optimisation"
sys.path.insert(0, str(ADDON))

from kernel.network.rebalancing import rebalance
from kernel.network.site_outlook import site_outlook
from rules import TextbookRule
from simulation import SETTINGS, _Simulation, draw_lead_times, items

SITES = 3
SEED = 11
#: Concentration of the Dirichlet law of the sites' shares: 2 = quite uneven sites.
UNEVEN = 2.0
CAP = 500
#: In values of a unit: margin lost when it is short, freight and handling of a move,
#: holding for a year.
MARGIN, FREIGHT, HOLDING = 0.30, 0.03, 0.20
#: Days that a donor keeps; the default of the module.
KEEP_DAYS = 18.0
PERIOD_DAYS = {"retail": 7.0, "pasta": 7.0, "carparts": 30.4, "raf": 30.4}
#: Periods that the moments of demand are taken from.
RECENT = 52
#: Periods ahead in which receipts are seen; vendors confirm their dates.
AHEAD = 12


def split(demand, seed=SEED):
    """Return the demand (n, sites, T): each unit at a site, shares fixed by item."""
    random = np.random.default_rng(seed)
    shares = random.dirichlet(np.full(SITES, UNEVEN), len(demand))
    whole = np.nan_to_num(np.round(demand)).astype(np.int64)
    parts = [
        random.multinomial(whole[:, t], shares).astype(np.float64)
        for t in range(demand.shape[1])
    ]
    return np.stack(parts, axis=2)


def simulate(name, with_transfers, cap=CAP):
    """Return fill, stock and moved share of every setting of z."""
    settings = SETTINGS[name]
    first, rule = settings["first"], TextbookRule()
    demand = split(items(name, cap))
    # Each site has sold the item before the simulation begins.
    demand = demand[demand[:, :, :first].sum(axis=2).min(axis=1) > 0]
    demand = demand.reshape(-1, demand.shape[2])
    lead, past = draw_lead_times(settings, *demand.shape)
    context = {"Lm": past.mean(axis=1), "Ls": past.std(axis=1, ddof=1), "R": 1}
    state = _Network(demand, lead, rule, PERIOD_DAYS[name])
    for t in range(first - 1, demand.shape[1] - 1):
        if t >= first:
            state.run_period(t, t >= first + settings["warm"])
        level = np.asarray(rule.levels(demand[:, : t + 1], context))
        if t == first - 1:
            usual = demand[:, :first][:, -12:].mean(axis=1)
            state.begin(level, np.round(context["Lm"] * usual))
        if with_transfers and t >= first:
            state.transfer(t, level, context["Lm"] + 1.0)
        state.order(t, level)
    state.run_period(demand.shape[1] - 1, True)
    return {
        **state.result(),
        "moved": state.moved_share(),
        "items": len(demand) // SITES,
    }


class _Network(_Simulation):
    """Items at sites, one row for each; sites of an item are neighbours."""

    def __init__(self, demand, lead, rule, period_days):
        super().__init__(demand, lead, np.ones(len(demand)), "RS", len(rule.grid))
        self.period_days = period_days
        self.moved = np.zeros(self.stock_sum.shape)

    def transfer(self, t, level, protection):
        """Move stock where it pays; it arrives at the start of the next period."""
        shape, tiled = (-1, SITES), (len(level), 1)
        recent = self.demand[:, max(0, t + 1 - RECENT) : t + 1]
        rate = np.tile(recent.mean(axis=1), tiled).ravel()
        ahead = min(AHEAD, self.last - t)
        due = self.receipts[t + 1 : t + 1 + ahead].reshape(ahead, -1).T
        # Day 0 is what is there at the start of the next period.
        outlook = site_outlook(
            (self.stock - self.waiting).ravel(),
            np.zeros(len(rate)),
            due,
            np.zeros_like(due),
            rate_per_day=rate,
            daily_sd=np.tile(recent.std(axis=1), tiled).ravel(),
            supply_days=np.tile(protection, tiled).ravel(),
            supply_sd_days=np.zeros(len(rate)),
            safety_stock=np.zeros(len(rate)),
            order_up_to=level.ravel(),
            later_receipts=(self.on_order.ravel() - due.sum(axis=1)).clip(0.0),
            help_days=0.0,
            keep_days=KEEP_DAYS / self.period_days,
            horizon_days=float(AHEAD),
        )
        flows = rebalance(
            outlook.position.reshape(shape),
            outlook.mean.reshape(shape),
            outlook.variance.reshape(shape),
            unit=np.ones(len(rate) // SITES),
            donor_keep=outlook.keep.reshape(shape),
            shortage_cost=MARGIN,
            transfer_cost=FREIGHT,
            maximum=outlook.maximum.reshape(shape),
            available=np.floor(outlook.available).reshape(shape),
            holding_cost=HOLDING / 365.0 * self.period_days,
            rate_per_day=rate.reshape(shape),
            longest_hold_days=365.0 / self.period_days,
        ).flows
        out = flows.sum(axis=2).reshape(self.stock.shape)
        inward = flows.sum(axis=1).reshape(self.stock.shape)
        self.stock -= out
        self.receipts[t + 1] += inward
        self.on_order += inward
        self.moved += out

    def moved_share(self):
        """Return the units that were moved, as a share of the demand, per setting."""
        return (self.moved * self.weight).sum(axis=1) / (
            self.wanted * self.weight
        ).sum()


def describe(name, cap):
    """Return the figures of one set, without and with transfers."""
    start = time.perf_counter()
    alone, helped = (simulate(name, moves, cap) for moves in (False, True))
    rows = []
    for wanted in COMPARED_FILLS:
        before = stock_at(alone["fill"], alone["stock"], wanted)
        after = stock_at(helped["fill"], helped["stock"], wanted)
        order = np.argsort(helped["fill"])
        moved = np.interp(wanted, helped["fill"][order], helped["moved"][order])
        rows.append(
            {
                "fill": wanted,
                "stock_alone": round(before, 3),
                "stock_network": round(after, 3),
                "moved_share": round(float(moved), 4),
            }
        )
    gains = [
        {"fill_alone": round(float(a), 4), "fill_network": round(float(b), 4)}
        for a, b in zip(alone["fill"], helped["fill"], strict=True)
    ]
    return {
        "set": name,
        "items": alone["items"],
        "rows": rows,
        "same_levels": gains,
        "seconds": round(time.perf_counter() - start, 1),
    }


def main():
    """Print the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", nargs="*", choices=list(PERIOD_DAYS))
    parser.add_argument("--cap", type=int, default=CAP, help="items of a set")
    options = parser.parse_args()
    names = options.sets or [name for name in PERIOD_DAYS if name in data.available()]
    cells = [describe(name, options.cap) for name in names]
    # NaN (a curve that ends before a fill rate) is null in JSON.
    for cell in cells:
        for row in cell["rows"]:
            row.update({k: None if v != v else v for k, v in row.items()})
    print(json.dumps({"name": "network", "cells": cells}))


if __name__ == "__main__":
    main()
