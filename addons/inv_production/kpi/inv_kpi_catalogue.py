from odoo import models


class InvKpiCatalogue(models.AbstractModel):
    _inherit = "inv.kpi.catalogue"

    def _get_planning_kpis(self):
        return [
            *super()._get_planning_kpis(),
            self._kpi(
                "blocked_hours",
                self.env._("Blocked at release"),
                "hours",
                "blocked_hours",
                is_lower_better=True,
                default_target=20.0,
                suffix=self.env._("a week"),
                note="_get_blocked_note",
                rows="blocked",
                formula=self.env._(
                    "Hours that orders waited past their start for material, 7 days."
                ),
            ),
        ]
