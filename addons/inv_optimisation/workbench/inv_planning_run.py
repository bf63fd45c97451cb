from odoo import models


class InvPlanningRun(models.Model):
    """A whole plan counts the exceptions of its day."""

    _inherit = "inv.planning.run"

    def _follow_up(self):
        result = super()._follow_up()
        if self.scope == "all":
            self.env["inv.exception.snapshot"]._take(self.company_id)
        return result
