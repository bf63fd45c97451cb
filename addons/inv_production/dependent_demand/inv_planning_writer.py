from odoo import models

from odoo.addons.inv_optimisation.models.inv_planning_rules import DAYS_PER_WEEK


class InvPlanningWriter(models.AbstractModel):
    """Stores the dependent demand of a block, and which product takes how much."""

    _inherit = "inv.planning.writer"

    def _prepare_columns(self, facts, run, today):
        days = facts["horizon"] * DAYS_PER_WEEK
        return {
            **super()._prepare_columns(facts, run, today),
            "dependent_per_day": facts["dependent_rate"],
            "known_requirement_qty": facts["known_requirement"],
            "forecast_variance_per_day": facts["planning_variance"] / days,
        }

    def _write_block(self, facts, run, today):
        result = super()._write_block(facts, run, today)
        self.env["inv.dependent.demand"]._replace_of(facts)
        return result
