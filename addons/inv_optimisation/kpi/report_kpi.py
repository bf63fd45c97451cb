from odoo import api, models


class ReportKpi(models.AbstractModel):
    """The KPI page on paper."""

    _name = "report.inv_optimisation.report_kpi"
    _description = "KPI Report"

    @api.model
    def _get_report_values(self, docids, data=None):
        page = self.env["inv.kpi.dashboard"].get_dashboard_data(
            (data or {}).get("filters")
        )
        return {"docs": self.env.company, "company": self.env.company, "page": page}
