from datetime import timedelta

import numpy as np

from odoo import api, models

from ..kernel.demand.new_items import new_item_demand
from ..kernel.inventory.achieved_service import achieved_service
from ..kernel.inventory.policy_back_test import back_test_policy
from ..kernel.inventory.reorder_rules import (
    RULES,
    IntervalDemand,
    blended_demand,
    history_demand,
    textbook_demand,
)
from ..kernel.inventory.rule_choice import PRIOR_WEIGHTS

DAYS_PER_WEEK = 7.0
WEEKS_PER_YEAR = 52
#: A back-test is made anew after so many days.
BACK_TEST_DAYS = 7
#: What a point keeps of its back-test (kernel/inventory/achieved_service.py).
REPLAYED = ("fill_rate", "fill_low", "fill_high", "cycle_service", "n_cycles")
#: Beyond these factors a level says nothing about the past.
LOWEST_FACTOR, HIGHEST_FACTOR = -50.0, 100.0


class InvPlanningRules(models.AbstractModel):
    """The reorder rules in a plan: their weights, their blend and their back-test."""

    _name = "inv.planning.rules"
    _description = "Reorder Rules in Planning"

    @api.model
    def _get_weights(self, company):
        """Return {demand pattern: weights in the order of ``RULES``}."""
        newest = self.env["inv.planning.segment"].search(
            [("company_id", "=", company.id)], limit=1
        )
        return {
            segment.demand_pattern: [segment[f"{rule}_weight"] for rule in RULES]
            for segment in newest.run_id.segment_ids
        }

    def _add_weights(self, facts, company, methods):
        """Add the weight of every rule, shape (points, rules).

        A method that was fixed by the policy, or a history that is too short to be
        back-tested, leaves nothing to weigh.
        """
        known = self._get_weights(company)
        prior = [PRIOR_WEIGHTS[rule] for rule in RULES]
        weights = np.array(
            [known.get(name, prior) for name in facts["demand_pattern"].tolist()]
        ).reshape(-1, len(RULES))
        alone = (facts["forecast"].source != "backtest") | (methods != "automatic")
        single = np.eye(len(RULES))
        weights[alone] = single[0]
        for column, rule in enumerate(RULES):
            weights[facts["policy"]["reorder_rule"] == rule] = single[column]
        facts["rule_weights"] = weights / weights.sum(axis=1, keepdims=True)

    def _add_blend(self, facts):
        """Add expected demand over the horizon and its variance, rules blended."""
        forecast, horizon = facts["forecast"], facts["horizon"]
        none = np.zeros(len(horizon))
        total, variance = forecast.planning_total, forecast.planning_variance
        parts = [
            IntervalDemand(total, variance, none, none),
            textbook_demand(facts["cleaned_demand"], horizon, none, none),
            history_demand(facts["cleaned_demand"], horizon, none, none),
        ]
        blend = blended_demand(parts, facts["rule_weights"])
        has_demand = forecast.source != "none"
        facts["rule_parts"] = parts
        facts["planning_total"] = np.where(has_demand, blend.mean_protection, 0.0)
        facts["planning_variance"] = np.where(
            has_demand, blend.variance_protection, 0.0
        )
        self._add_new_items(facts)

    def _add_new_items(self, facts):
        """Let new products learn from the established ones of their category."""
        facts["forecast_source"] = facts["forecast"].source.astype("U8")
        result = new_item_demand(
            facts["cleaned_demand"],
            [point.categ_id.id for point in facts["points"]],
            horizon=facts["horizon"],
        )
        is_new = result.is_new & (facts["forecast_source"] == "short")
        is_new &= (facts["forecast_method"] == "automatic") & (result.mean > 0)
        facts["planning_total"] = np.where(is_new, result.mean, facts["planning_total"])
        facts["planning_variance"] = np.where(
            is_new, result.variance, facts["planning_variance"]
        )
        facts["forecast_source"][is_new] = "category"

    def _add_back_test(self, facts, today):
        """Add the service that the recommendation would have given in the past.

        A replay is good for a week: what it says moves slowly and it is a third of
        the time of a run.
        """
        points = facts["points"]
        limit = today - timedelta(days=BACK_TEST_DAYS)
        dates = [point.replayed_date for point in points]
        stale = np.array([not date or date <= limit for date in dates], dtype=bool)
        columns = {
            name: np.array([point[f"replayed_{name}"] for point in points], dtype=float)
            for name in REPLAYED
        }
        rows = np.flatnonzero(stale)
        if len(rows):
            achieved = self._replay(facts, rows)
            for name, values in columns.items():
                values[rows] = np.nan if achieved is None else getattr(achieved, name)
        columns["date"] = [
            today if is_stale else date
            for is_stale, date in zip(stale.tolist(), dates, strict=True)
        ]
        columns["n_cycles"] = np.nan_to_num(columns["n_cycles"]).astype(np.int64)
        facts["replayed"] = {f"replayed_{name}": columns[name] for name in columns}

    def _replay(self, facts, rows):
        """Return what the recommendation of some points would have achieved."""
        result = facts["recommendation"]
        spread = np.sqrt(result.variance_protection)
        margin = result.reorder_point - result.demand_protection
        factor = margin / np.where(spread > 0, spread, 1.0)
        factor = np.clip(factor, LOWEST_FACTOR, HIGHEST_FACTOR)
        replay = self._back_test(facts, rows, result.order_quantity[rows], factor[rows])
        return None if replay is None else achieved_service(replay)

    def _get_intervals(self, facts):
        """Return lead time, its variance and the review period [weeks]."""
        return (
            facts["lead_time_days"] / DAYS_PER_WEEK,
            facts["lead_time_variance"] / DAYS_PER_WEEK**2,
            facts["policy"]["review_days"] / DAYS_PER_WEEK,
        )

    def _back_test(self, facts, rows, lots, factors):
        """Replay the policy of some points; None when the history is too short."""
        return back_test_policy(
            facts["cleaned_demand"][rows],
            *(column[rows] for column in self._get_intervals(facts)),
            lots,
            factors,
            facts["rule_weights"][rows],
            unit=facts["unit"][rows],
            season_length=WEEKS_PER_YEAR,
            actual=facts["demand"][rows],
        )

    def _prepare_derivation(self, facts):
        """Return what the blend was made of, one dict for each point."""
        weights = facts["rule_weights"].tolist()
        means = [part.mean_protection.tolist() for part in facts["rule_parts"]]
        spreads = [part.spread.tolist() for part in facts["rule_parts"]]
        return [
            {
                rule: {
                    "weight": weights[item][column],
                    "total": means[column][item],
                    "spread": spreads[column][item],
                }
                for column, rule in enumerate(RULES)
            }
            for item in range(len(weights))
        ]
