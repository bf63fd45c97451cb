from datetime import timedelta

import numpy as np

from odoo import models

from ..kernel.demand.aggregation import mean_rate
from ..kernel.demand.censoring import correct_stock_outs
from ..kernel.demand.classification import demand_pattern
from ..kernel.demand.cleaning import cap_outliers
from ..kernel.demand.large_orders import bucket_limit, split_large_demand
from ..kernel.demand.phase_out import alive_probability
from .inv_planning_rules import DAYS_PER_WEEK


class InvPlanningHistory(models.AbstractModel):
    """From demand as it was recorded to the history that forecasts are fitted to."""

    _name = "inv.planning.history"
    _description = "Demand History in Planning"

    def _add_history(self, facts, company, today):
        """Add demand and cleaned demand, its pattern and whether it goes on."""
        points, weeks = facts["points"], company.inv_history_weeks
        yesterday = today - timedelta(days=1)
        provider = self.env["inv.provider.demand"]
        demand = provider._get_weekly_demand(points, yesterday, weeks)
        if company.inv_has_lost_sales:
            share = provider._get_available_share(points, yesterday, weeks)
            demand = correct_stock_outs(demand, share).corrected
        facts["demand"] = demand
        facts["cleaned_demand"], _is_capped = cap_outliers(demand)
        pattern = demand_pattern(demand)
        facts["demand_pattern"] = pattern.pattern
        facts["demand_interval"], facts["demand_size_cv2"] = pattern.adi, pattern.cv2
        facts["long_run_rate"] = mean_rate(facts["cleaned_demand"]) / DAYS_PER_WEEK
        facts["alive_probability"] = alive_probability(demand)

    def _cut_large_orders(self, facts, multiples):
        """Leave out what the policy buys to order; return the points concerned.

        Parameters
        ----------
        multiples : array of shape (points,): weeks above so many median weeks hold a
            large order; 0 = none
        """
        cut = np.zeros(len(multiples), dtype=bool)
        for multiple in np.unique(multiples[multiples > 0]).tolist():
            rows = np.flatnonzero(multiples == multiple)
            demand = facts["cleaned_demand"][rows]
            limit = bucket_limit(demand, median_multiple=max(multiple, 1.0))
            regular, large = split_large_demand(demand, limit)
            facts["cleaned_demand"][rows] = regular
            facts["demand"][rows] = np.fmin(facts["demand"][rows], limit[:, None])
            cut[rows] = np.nan_to_num(large).sum(axis=1) > 0
        if cut.any():
            rate = mean_rate(facts["cleaned_demand"]) / DAYS_PER_WEEK
            facts["long_run_rate"] = rate
        return cut
