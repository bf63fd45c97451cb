from odoo import models


class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def action_start_recall(self):
        """Open a new case that begins with these orders."""
        self.company_id.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Recall"),
            "res_model": "inv.recall",
            "view_mode": "form",
            "views": [[False, "form"]],
            "context": {
                "default_kind": "real",
                "default_trigger_kind": "production",
                "default_production_ids": self.ids,
                "default_company_id": self.company_id.id,
            },
        }
