from odoo import models


class InvKpiCatalogue(models.AbstractModel):
    _inherit = "inv.kpi.catalogue"

    def _get_planning_kpis(self):
        return [
            *super()._get_planning_kpis(),
            self._kpi(
                "transfer_gain",
                self.env._("Gain of transfers"),
                "percent",
                "realised_gain",
                denominator="promised_gain",
                default_target=80.0,
                suffix=self.env._("of the promise"),
                note="_get_gain_note",
                rows="transfers",
                formula=self.env._(
                    "Gain that transfers brought ÷ gain that they promised, 12 months."
                ),
            ),
            self._kpi(
                "transfer_cost",
                self.env._("Cost of transfers"),
                "money",
                "transfer_cost",
                is_lower_better=True,
                suffix=self.env._("in 91 days"),
                note="_get_transfer_note",
                rows="transfers",
                formula=self.env._(
                    "Freight and handling of transfers that arrived, 91 days."
                ),
            ),
        ]
