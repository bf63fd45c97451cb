import numpy as np

from odoo import models

from odoo.addons.inv_optimisation.kernel.production.dependent_demand import (
    dependent_demand,
    join_demand,
    uncovered_forecast,
)
from odoo.addons.inv_optimisation.models.inv_planning_rules import DAYS_PER_WEEK


class InvPlanningEngine(models.AbstractModel):
    """Components are planned from what their products will need.

    The part of a component's history that went into planned products is replaced by
    the forecast of these products; open orders consume that forecast, because the
    stock position counts them. Components come after the products that use them.
    """

    _inherit = "inv.planning.engine"

    def _gather(self, points, company, today):
        facts = super()._gather(points, company, today)
        if company.inv_has_dependent_demand:
            provider = self.env["inv.provider.dependent"]
            parents = provider._get_parents(points, company)
            if len(parents["item"]):
                facts["parents"] = parents
                facts["explained_share"] = provider._get_explained_share(
                    points, parents, company, today
                )
                facts["today"] = today
        return facts

    def _estimate(self, facts, company, policies):
        result = super()._estimate(facts, company, policies)
        count = len(facts["points"])
        facts["dependent_rate"] = np.zeros(count)
        facts["known_requirement"] = np.zeros(count)
        if "parents" in facts:
            self._join_dependent(facts, company)
        return result

    def _join_dependent(self, facts, company):
        """Replace what products explain of the demand by what they will need."""
        parents = facts["parents"]
        days = facts["horizon"] * DAYS_PER_WEEK
        dependent = dependent_demand(
            parents["item"],
            parents["usage"],
            parents["rate"],
            parents["variance"],
            parents["batch"],
            days,
        )
        facts["planning_total"], facts["planning_variance"] = join_demand(
            facts["planning_total"],
            facts["planning_variance"],
            facts["explained_share"],
            dependent,
            days,
        )
        facts["dependent_rate"] = dependent.rate
        facts["dependent_variance"] = dependent.variance
        provider = self.env["inv.provider.dependent"]
        facts["known_requirement"] = provider._get_known(
            facts["points"], company, facts["today"], days
        )
        rest = 1.0 - facts["explained_share"]
        # Without history there is nothing but the products.
        history = np.nan_to_num(facts["long_run_rate"])
        facts["long_run_rate"] = np.where(
            dependent.rate > 0,
            history * rest + dependent.rate,
            facts["long_run_rate"],
        )

    def _prepare_demand_inputs(self, facts):
        """Take off what open orders require: the position counts it already."""
        inputs = super()._prepare_demand_inputs(facts)
        if "parents" in facts and "planning_total" in facts:
            days = facts["horizon"] * DAYS_PER_WEEK
            names = ("forecast_total", "forecast_variance")
            inputs["forecast_total"], inputs["forecast_variance"] = uncovered_forecast(
                *(inputs[name] for name in names),
                facts["dependent_rate"] * days,
                facts["dependent_variance"],
                facts["known_requirement"],
            )
        return inputs
