from odoo import models


class InvPlanningRun(models.Model):
    """A run over the whole company keeps the demand of its categories by week."""

    _inherit = "inv.planning.run"

    def _follow_up(self):
        result = super()._follow_up()
        if self.scope == "all":
            self.env["inv.demand.week"]._refresh(self.company_id, self.date_plan)
        return result
