from odoo import models


class InvKpiCatalogue(models.AbstractModel):
    _inherit = "inv.kpi.catalogue"

    def _get_service_kpis(self):
        return [
            *super()._get_service_kpis(),
            self._kpi(
                "record_accuracy",
                self.env._("Record accuracy"),
                "percent",
                "sample_right_count",
                denominator="sample_count",
                default_target=97.0,
                note="_get_sample_note",
                rows="accuracy",
                formula=self.env._(
                    "Random counts within tolerance ÷ random counts of 90 days. The "
                    "interval is Wilson's, 95 %."
                ),
            ),
            self._kpi(
                "count_coverage",
                self.env._("Count coverage"),
                "percent",
                "count_done",
                denominator="count_need",
                note="_get_coverage_note",
                rows="programme",
                formula=self.env._(
                    "Counts done this year ÷ counts that the programme promises."
                ),
            ),
        ]
