"""Adapters of the kernel to the demand protocols: forecasts and reorder rules.

``forecast_all`` is what ``accuracy`` calls; the rules are what ``simulation`` runs. A
rule gets the demand known at the end of a period (n, t) and a context: policy kind
("sQ" = reorder point and lots, "RS" = order-up-to), mean ``Lm`` and standard deviation
``Ls`` of past lead times, review period ``R``, lot ``Q``, season ``m``, realised share
``fb`` that waited lately (per setting, None at the start), period ``t``. It returns
whole levels (settings, n).
"""

import pathlib
import sys

import numpy as np

ADDON = pathlib.Path(__file__).resolve().parents[2] / "addons" / "inv_optimisation"
sys.path.insert(0, str(ADDON))

from kernel.demand.classification import demand_pattern
from kernel.forecast.combination import combine
from kernel.inventory.policy_back_test import back_test_rule, interval_demand
from kernel.inventory.portfolio import Portfolio
from kernel.inventory.reorder_rules import RULES, blended_demand
from kernel.inventory.rule_choice import PRIOR_WEIGHTS, weigh_rules
from kernel.inventory.service_control import control_target

TARGETS = (
    0.50, 0.65, 0.80, 0.85, 0.90, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.9995
)  # fmt: skip
# Safety factors between which the group factor of every target is interpolated.
FACTORS = np.r_[-4, -3, np.arange(-2.5, 3.01, 0.25), 3.5, 4, 5, 6.5, 9, 13, 18, 25]
# The forecast is weighted by the error of the total over so many periods at most.
LONGEST_TOTAL = 6
# Rules are chosen anew after so many plans.
PLANS_PER_CHOICE = 6


def forecast_all(demand, horizon, season_length):
    """Return {method: forecast (n, horizon)} of demand (n, T); NaN = not observed."""
    n_items, n_buckets = demand.shape
    total = min(LONGEST_TOTAL, horizon, max(1, n_buckets // 4))
    forecast = combine(
        demand,
        np.full(n_items, float(total)),
        season_length=season_length,
        path_length=horizon,
    )
    return {"combined": forecast.path[:, :horizon]}


class GroupFillRule:
    """One common safety factor, solved for the fill rate of all items together."""

    name = "IG common factor for the group fill rate"
    calibrated = True
    grid = TARGETS

    def levels(self, hist, ctx):
        """Return levels (settings, n): whole units, every item counting alike."""
        demand = self.demand(hist, ctx)
        return self.group_levels(demand, hist, ctx, self.grid)

    def demand(self, hist, ctx):
        """Return the expected demand over the intervals of the policy."""
        return rule_demand("combined", hist, ctx)

    def group_levels(self, demand, hist, ctx, targets):
        """Return the levels of every target."""
        is_lots = ctx["kind"] == "sQ"
        portfolio = Portfolio(
            demand,
            demand.mean_protection * ctx["R"] / (ctx["Lm"] + ctx["R"]),
            ctx["Q"] if is_lots else np.ones(len(hist)),
            weight=equal_weight(hist),
        )
        # An order-up-to level is one above the reorder point of lots of one.
        above = 0.0 if is_lots else 1.0
        levels = [np.maximum(portfolio.levels(k) - above, -1.0) for k in FACTORS]
        short = np.array([(portfolio.share * portfolio.short(x)).sum() for x in levels])
        log_short = np.log(np.maximum(np.minimum.accumulate(short), 1e-8))
        wanted = -np.log(1 - np.asarray(targets))
        factor = np.interp(wanted, -log_short, FACTORS)
        return np.stack([portfolio.levels(k) for k in factor])


class ServiceControlRule(GroupFillRule):
    """The common factor with the realised service fed back."""

    name = "IS group fill rate with service control"

    def levels(self, hist, ctx):
        """Return levels (settings, n) for targets moved by the realised service."""
        target = np.asarray(self.grid)
        if ctx.get("fb") is None or not hasattr(self, "internal"):
            self.internal = target
        if ctx.get("fb") is not None:
            self.internal = control_target(target, self.internal, 1 - ctx["fb"])
        return self.group_levels(self.demand(hist, ctx), hist, ctx, self.internal)


class SegmentChoiceRule(GroupFillRule):
    """The rules weighed per demand pattern by replaying the policy."""

    name = "IC rules weighed per segment by replay"
    compare_at = 0.95

    def levels(self, hist, ctx):
        """Return levels (settings, n), every pattern with its own weights."""
        self.plans = getattr(self, "plans", -1) + 1
        if self.plans % PLANS_PER_CHOICE == 0:
            self.weights = self.weigh(hist, ctx)
        return super().levels(hist, ctx)

    def weigh(self, hist, ctx):
        """Return the weights of the rules, shape (n, rules)."""
        policy = "reorder_point" if ctx["kind"] == "sQ" else "order_up_to"
        replays = {
            rule: back_test_rule(
                rule,
                hist,
                *intervals(hist, ctx),
                ctx["Q"],
                season_length=ctx["m"],
                policy=policy,
            )
            for rule in RULES
        }
        if None in replays.values():  # too short to replay
            return np.tile([PRIOR_WEIGHTS[rule] for rule in RULES], (len(hist), 1))
        pattern = demand_pattern(hist).pattern
        weight = equal_weight(hist)
        protection = np.median(ctx["Lm"] + ctx["R"])
        self.evidence = weigh_rules(
            replays,
            pattern,
            self.compare_at,
            n_windows=replays[RULES[0]].n_buckets / protection,
            service_weight=weight,
            stock_weight=weight,
        )
        return np.stack([self.evidence[name].weight for name in pattern.tolist()])

    def demand(self, hist, ctx):
        """Return the expected demand, blended by the weights."""
        parts = [rule_demand(rule, hist, ctx) for rule in RULES]
        return blended_demand(parts, self.weights)


def intervals(hist, ctx):
    """Return lead time, its variance and the review period of the items."""
    return ctx["Lm"], ctx["Ls"] ** 2, np.full(len(hist), float(ctx["R"]))


def rule_demand(rule, hist, ctx):
    """Return the expected demand over the intervals by a rule."""
    return interval_demand(rule, hist, *intervals(hist, ctx), ctx["m"])


def equal_weight(hist):
    """Return the weights with which every item counts alike."""
    return 1 / np.maximum(np.nanmean(hist, axis=1), 1e-3)
