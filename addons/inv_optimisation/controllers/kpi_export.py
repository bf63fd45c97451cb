from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class KpiExport(http.Controller):
    """The KPI page as a file."""

    @http.route("/inv_optimisation/kpi.xlsx", type="http", auth="user", readonly=True)
    def download(self, code=None, warehouse_id="0", months="12", **filters):
        book = request.env["inv.kpi.export"]._get_workbook(
            {
                "warehouse_id": int(warehouse_id) if warehouse_id.isdigit() else 0,
                "abc_class": filters.get("abc_class"),
                "months": int(months) if months.isdigit() else 0,
            },
            code,
        )
        headers = [
            ("Content-Type", XLSX),
            ("Content-Disposition", content_disposition("kpi.xlsx")),
        ]
        return request.make_response(book, headers)
