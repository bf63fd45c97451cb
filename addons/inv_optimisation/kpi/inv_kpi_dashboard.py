from odoo import api, fields, models
from odoo.tools import format_date

from .inv_kpi_reader import MONTHS
from .inv_kpi_snapshot import KPI_CLASSES


class InvKpiDashboard(models.AbstractModel):
    """The KPI page: what it shows for a site, a class and a time.

    What a KPI is comes from ``inv.kpi.catalogue``, its figures from
    ``inv.kpi.reader``, how it looks from ``inv.kpi.tile`` and ``inv.kpi.chart``.
    """

    _name = "inv.kpi.dashboard"
    _description = "KPI Dashboard"

    @api.model
    @api.readonly
    def get_dashboard_data(self, filters=None):
        """Return the page for ``filters``: warehouse_id, abc_class, months."""
        self.env["inv.kpi.snapshot"].check_access("read")
        reader = self.env["inv.kpi.reader"]
        chosen = reader._get_filters(filters)
        picture = reader._get_picture(chosen)
        return {
            "filters": chosen,
            "options": self._get_options(picture),
            "can_plan": self.env.user.has_group("inv_optimisation.group_inv_planner"),
            "is_manager": self.env.user.has_group("inv_optimisation.group_inv_manager"),
            "is_empty": not picture["days"],
            "message": "" if picture["days"] else self._get_empty_message(chosen),
            "frozen": self._get_frozen_text(picture),
            "reconstructed": self._get_reconstructed_text(picture),
            "scope": picture["scope"],
            "tiles": self._get_tiles(picture),
        }

    @api.model
    @api.readonly
    def get_rows_action(self, code, filters=None):
        """Return the action that shows what a KPI was counted from."""
        self.env["inv.kpi.snapshot"].check_access("read")
        chosen = self.env["inv.kpi.reader"]._get_filters(filters)
        return self.env["inv.kpi.rows"]._get_action(code, chosen)

    @api.model
    @api.readonly
    def get_print_action(self, filters=None):
        """Return the report action of the page as PDF."""
        report = self.env.ref("inv_optimisation.inv_kpi_report")
        chosen = self.env["inv.kpi.reader"]._get_filters(filters)
        # Read only the report itself: users of planning may not read all of them.
        return report.sudo().report_action([], data={"filters": chosen}, config=False)

    @api.model
    def action_start_run(self):
        """Queue a planning run of the company and show it."""
        run = self.env["inv.planning.run"].create({"company_id": self.env.company.id})
        run.action_start()
        return {
            "type": "ir.actions.act_window",
            "res_model": "inv.planning.run",
            "res_id": run.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def _get_tiles(self, picture):
        if not picture["days"]:
            return []
        tile, chart = self.env["inv.kpi.tile"], self.env["inv.kpi.chart"]
        return [
            {
                **tile._get_tile(kpi, picture),
                "chart": chart._get_chart(kpi, picture)
                if kpi["size"] == "large"
                else False,
            }
            for kpi in self.env["inv.kpi.catalogue"]._get_kpis()
        ]

    def _get_options(self, picture):
        classes = [
            {"id": code, "name": self.env._("Class %(code)s", code=code)}
            for code, _label in KPI_CLASSES
            if code != "N"
        ]
        return {
            "sites": [
                {"id": site, "name": name}
                for site, name in picture["site_names"].items()
            ],
            "classes": [*classes, {"id": "N", "name": self.env._("Not classified")}],
            "months": [
                {"id": count, "name": self.env._("%(count)s months", count=count)}
                for count in MONTHS
            ],
        }

    def _get_frozen_text(self, picture):
        """Return which months are over, as "October and earlier are frozen"."""
        today = self.env.company._get_inventory_today()
        month_start = fields.Date.start_of(today, "month")
        closed = [day for day in picture["days"] if day < month_start]
        if not closed:
            return picture["age"]
        return self.env._(
            "%(month)s and earlier are frozen · %(age)s",
            month=format_date(self.env, closed[-1], date_format="LLLL"),
            age=picture["age"],
        )

    def _get_reconstructed_text(self, picture):
        days = [
            day
            for day, is_past in zip(
                picture["days"], picture["is_reconstructed"], strict=True
            )
            if is_past
        ]
        if not days:
            return ""
        return self.env._(
            "Until %(month)s reconstructed from stock moves",
            month=format_date(self.env, days[-1], date_format="LLLL y"),
        )

    def _get_empty_message(self, filters):
        if filters["warehouse_id"] or filters["abc_class"]:
            return self.env._("No figures for this site and class yet.")
        return self.env._(
            "No figures yet. The first planning run measures today and reads the past "
            "months from the stock moves."
        )
