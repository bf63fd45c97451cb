from odoo import models


class InvPlanningRun(models.Model):
    """Branches ask their hubs before the hubs look at what they need themselves."""

    _inherit = "inv.planning.run"

    def _follow_up(self):
        if self.scope == "all":
            self.env["inv.deployment.run"]._follow_planning(self)
        return super()._follow_up()
