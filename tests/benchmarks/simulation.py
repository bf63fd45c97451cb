"""Inventory simulation on real demand: stock of reorder rules at equal service.

Levels are planned anew every period from what is known then. An order placed at the
end of period t with lead time l arrives at the start of t + l + 1, so l + 1 periods
are at risk. Lead times are drawn once and are common to all rules; orders do not
cross; what is missing waits. Every item counts alike: stock is in periods of its mean
demand. A rule is swept over its settings, and stock is read at equal achieved fill.
"""

import argparse
import json
import time

import data
import numpy as np
from curves import COMPARED_FILLS, achieved, calibration, stock_at
from plugins import GroupFillRule, SegmentChoiceRule, ServiceControlRule
from rules import HistoryRule, MinMaxRule, TextbookRule

RULES = (
    MinMaxRule,
    HistoryRule,
    TextbookRule,
    GroupFillRule,
    ServiceControlRule,
    SegmentChoiceRule,
)
#: First period that is planned, periods before measuring, lead times, lot [periods].
SETTINGS = {
    "carparts": {"first": 24, "warm": 6, "lead": (1, 2, 3, 4), "cover": 3, "cap": 1500},
    "raf": {
        "first": 36, "warm": 8, "lead": (2, 3, 4, 6), "cover": 3, "cap": 1500,
        "replan": 2,
    },
    "retail": {"first": 26, "warm": 7, "lead": (2, 3, 4), "cover": 3, "cap": 1500},
    "pasta": {
        "first": 104, "warm": 12, "lead": (2, 4, 6, 8), "cover": 4, "season": 52,
        "replan": 2,
    },
    "m3": {"first": 60, "warm": 8, "lead": (1, 2, 3, 4), "cover": 1, "season": 12},
    "hospital": {
        "first": 36, "warm": 8, "lead": (1, 2, 3, 4), "cover": 1, "season": 12,
        "cap": 400,
    },
}  # fmt: skip
POLICIES = ("sQ", "RS")
#: Deviation of a lead time from its base, and how often.
DEVIATION, PROBABILITY = np.array([-1, 0, 1, 2]), np.array([0.2, 0.5, 0.2, 0.1])
PAST_ORDERS = 60
SEED = 7
#: Weight of the past per period in the realised service that a rule may see.
MEMORY = 0.9
M3_KINDS, M3_PERIODS = ("MICRO", "INDUSTRY"), 120


def items(name, cap=None):
    """Return the demand of the items that are simulated."""
    settings = SETTINGS[name]
    demand = data.load(name)
    if name == "m3":
        kinds = data.load_kinds()
        demand = np.array(
            [
                row[-M3_PERIODS:]
                for row, kind in zip(demand, kinds, strict=True)
                if kind in M3_KINDS and len(row) >= M3_PERIODS
            ]
        )
    first = settings["first"]
    known = (demand[:, :first] > 0).sum(axis=1) >= 3
    demand = demand[known & (demand[:, first:].sum(axis=1) > 0)]
    cap = cap or settings.get("cap")
    if cap:
        demand = demand[np.random.default_rng(1).permutation(len(demand))[:cap]]
    return demand


def draw_lead_times(settings, n_items, n_periods):
    """Return lead times of the orders to come, and twelve of the past per item."""
    random = np.random.default_rng(SEED)
    base = random.choice(settings["lead"], n_items)
    length = PAST_ORDERS + n_periods + 1
    raw = base[:, None] + random.choice(DEVIATION, (n_items, length), p=PROBABILITY)
    period = np.arange(length)[None, :]
    # An order never arrives before the one that was placed before it.
    arrival = np.maximum.accumulate(period + np.maximum(raw, 1), axis=1)
    effective = arrival - period
    seen = random.choice(PAST_ORDERS - 10, 12, replace=False)
    return effective[:, PAST_ORDERS:], effective[:, 10:PAST_ORDERS][:, seen]


def simulate(name, rule, policy, cap=None):
    """Return fill rate and stock of every setting of a rule, shape (settings,)."""
    settings = SETTINGS[name]
    demand = items(name, cap)
    first = settings["first"]
    lead, past = draw_lead_times(settings, *demand.shape)
    lot = np.maximum(1, np.round(settings["cover"] * demand[:, :first].mean(axis=1)))
    context = {
        "kind": policy,
        "Lm": past.mean(axis=1),
        "Ls": past.std(axis=1, ddof=1),
        "Lhist": past,
        "R": 1,
        "Q": lot,
        "m": settings.get("season", 1),
        "T0": first,
        "fb": None,
    }
    state = _Simulation(demand, lead, lot, policy, len(rule.grid))
    start = time.perf_counter()
    for t in range(first - 1, demand.shape[1] - 1):
        if t >= first:
            state.run_period(t, t >= first + settings["warm"])
        if (t - first + 1) % settings.get("replan", 1) == 0:
            context["t"] = t
            context["fb"] = state.realised() if t >= first + 3 else None
            level = np.asarray(rule.levels(demand[:, : t + 1], context))
        if t == first - 1:
            usual = demand[:, :first][:, -12:].mean(axis=1)
            state.begin(level, np.round(context["Lm"] * usual))
        state.order(t, level)
    state.run_period(demand.shape[1] - 1, True)
    return {**state.result(), "seconds": time.perf_counter() - start}


class _Simulation:
    """Stock, backorders and open orders of all settings and items.

    Parameters
    ----------
    demand, lead, lot : arrays (n, T), (n, T + 1), (n,)
    policy : "sQ" or "RS"
    n_settings : int
    """

    def __init__(self, demand, lead, lot, policy, n_settings):
        self.demand, self.lead, self.lot, self.policy = demand, lead, lot, policy
        shape = (n_settings, len(demand))
        self.last = demand.shape[1] + int(lead.max()) + 2
        self.receipts = np.zeros((self.last + 1, *shape))
        self.last_arrival = np.zeros(shape, dtype=np.int64)
        self.columns = np.arange(n_settings)[:, None], np.arange(len(demand))[None, :]
        self.weight = 1 / demand.mean(axis=1)
        self.waiting, self.on_order = np.zeros(shape), np.zeros(shape)
        self.filled, self.stock_sum = np.zeros(shape), np.zeros(shape)
        self.wanted, self.n_periods = np.zeros(len(demand)), 0
        self.short, self.due = np.zeros(n_settings), 0.0

    def begin(self, level, under_way):
        """Start with the stock of mid-cycle, what is under way taken off."""
        half = self.lot / 2 if self.policy == "sQ" else 0.0
        self.stock = np.maximum(np.ceil(level + half - under_way), 0.0)

    def run_period(self, t, measured):
        """Receive at the start of the period, then serve its demand."""
        arrived, wanted = self.receipts[t], self.demand[:, t]
        self.on_order -= arrived
        late = np.minimum(self.waiting, arrived)
        self.waiting -= late
        self.stock += arrived - late
        filled = np.minimum(self.stock, wanted)
        self.stock -= filled
        self.waiting += wanted - filled
        usual = 1 / np.maximum(self.demand[:, :t].mean(axis=1), 1e-3)
        self.short = MEMORY * self.short + ((wanted - filled) * usual).sum(axis=1)
        self.due = MEMORY * self.due + (wanted * usual).sum()
        if measured:
            self.filled += filled
            self.wanted += wanted
            self.stock_sum += self.stock
            self.n_periods += 1

    def realised(self):
        """Return the share that waited lately, per setting."""
        return self.short / self.due

    def order(self, t, level):
        """Order at the end of the period what the policy wants."""
        position = self.stock - self.waiting + self.on_order
        if self.policy == "sQ":
            lots = np.maximum(np.floor((level - position) / self.lot) + 1, 0)
            quantity = np.where(position <= level, lots * self.lot, 0.0)
        else:
            quantity = np.maximum(level - position, 0.0)
        arrival = np.maximum(t + 1 + self.lead[:, t], self.last_arrival)
        arrival = np.minimum(arrival, self.last)
        self.last_arrival = np.where(quantity > 0, arrival, self.last_arrival)
        self.receipts[(arrival, *self.columns)] += quantity
        self.on_order += quantity

    def result(self):
        """Return fill rate and mean stock [periods of demand] per setting."""
        wanted = (self.wanted * self.weight).sum()
        return {
            "fill": (self.filled * self.weight).sum(axis=1) / wanted,
            "stock": (self.stock_sum * self.weight).mean(axis=1) / self.n_periods,
        }


def measure(arguments):
    """Return the figures of every set, policy and rule."""
    names = arguments.sets or [name for name in SETTINGS if name in data.available()]
    return [
        describe(name, policy, rule, arguments.cap)
        for name in names
        for policy in POLICIES
        for rule in RULES
    ]


def describe(name, policy, rule_class, cap):
    """Return the figures of one rule in one cell."""
    rule = rule_class()
    result = simulate(name, rule, policy, cap)
    fill, stock = result["fill"], result["stock"]
    row = {"set": name, "policy": policy, "rule": rule.name}
    for wanted in COMPARED_FILLS:
        row[f"stock_{100 * wanted:.0f}"] = round(stock_at(fill, stock, wanted), 3)
    if rule.calibrated:
        row["calibration"] = round(calibration(rule.grid, fill), 2)
        row["achieved_95"] = round(achieved(rule.grid, fill, 0.95), 1)
    row["seconds"] = round(result["seconds"], 1)
    return row


def parse(arguments=None):
    """Return the options of this protocol."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", nargs="*", choices=list(SETTINGS))
    parser.add_argument("--cap", type=int, help="simulate at most so many items")
    return parser.parse_args(arguments)


def main():
    """Print the figures as one JSON object."""
    rows = measure(parse())
    # NaN (a curve that ends before a fill rate) is null in JSON.
    clean = [
        {key: None if value != value else value for key, value in row.items()}
        for row in rows
    ]
    print(json.dumps({"name": "simulation", "cells": clean}))


if __name__ == "__main__":
    main()
