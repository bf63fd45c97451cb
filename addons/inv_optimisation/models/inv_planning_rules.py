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
#: Beyond these factors a level says nothing about the past.
LOWEST_FACTOR, HIGHEST_FACTOR = -50.0, 100.0


class InvPlanningRules(models.AbstractModel):
    """The reorder rules in a plan: their weights, their blend and their back-test."""

    _name = "inv.planning.rules"
    _description = "Reorder Rules in Planning"

    @api.model
    def _get_weights(self, company):
        """Return {demand pattern: weights in the order of ``RULES``}."""
        segments = self.env["inv.planning.segment"].search(
            [("company_id", "=", company.id)]
        )
        weights = {}
        for segment in segments.filtered(lambda s: s.run_id == segments[0].run_id):
            weights[segment.demand_pattern] = [
                segment[f"{rule}_weight"] for rule in RULES
            ]
        return weights

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
        weights[alone] = np.eye(len(RULES))[0]
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

    def _add_back_test(self, facts):
        """Add the service that the recommendation would have given in the past."""
        facts["achieved"] = None
        result = facts["recommendation"]
        spread = np.sqrt(result.variance_protection)
        margin = result.reorder_point - result.demand_protection
        factor = margin / np.where(spread > 0, spread, 1.0)
        replay = back_test_policy(
            facts["cleaned_demand"],
            facts["lead_time_days"] / DAYS_PER_WEEK,
            facts["lead_time_variance"] / DAYS_PER_WEEK**2,
            facts["policy"]["review_days"] / DAYS_PER_WEEK,
            result.order_quantity,
            np.clip(factor, LOWEST_FACTOR, HIGHEST_FACTOR),
            facts["rule_weights"],
            unit=facts["unit"],
            season_length=WEEKS_PER_YEAR,
            actual=facts["demand"],
        )
        if replay is not None:
            facts["achieved"] = achieved_service(replay)

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
