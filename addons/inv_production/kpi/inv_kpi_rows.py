from odoo import models


class InvKpiRows(models.AbstractModel):
    _inherit = "inv.kpi.rows"

    def _get_blocked_action(self, filters):
        action = self._get_window("inv_shortage_snapshot_action", "inv_production")
        action["domain"] = self.env["inv.kpi.reader"]._get_domain(
            {**filters, "abc_class": False}
        )
        return action
