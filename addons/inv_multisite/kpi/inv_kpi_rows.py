from odoo import models


class InvKpiRows(models.AbstractModel):
    _inherit = "inv.kpi.rows"

    def _get_transfers_action(self, filters):
        action = self._get_window("inv_transfer_suggestion_action", "inv_multisite")
        domain = [("company_id", "=", self.env.company.id), ("state", "=", "done")]
        if filters["warehouse_id"]:
            domain.append(("source_warehouse_id", "=", filters["warehouse_id"]))
        return {**action, "domain": domain, "context": {}}
