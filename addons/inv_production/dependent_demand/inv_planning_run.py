from odoo import models


class InvPlanningRun(models.Model):
    """A run ends with what production needs of its components."""

    _inherit = "inv.planning.run"

    def _follow_up(self):
        company = self.company_id
        if self.scope == "all" and company.inv_has_dependent_demand:
            requirements = self.env["inv.dependent.requirement"].with_company(company)
            requirements._refresh(company, self.date_plan)
        return super()._follow_up()
