import numpy as np

from odoo import models
from odoo.fields import Domain

from ..kernel.forecast.override import override_forecast
from ..models.inv_planning_rules import DAYS_PER_WEEK


class InvPlanningOverride(models.AbstractModel):
    """Manual values and forecast overrides in a plan.

    Reads both once for a block. Facts get ``overrides`` = {parameter: array, NaN where
    nothing is set}, and ``engine_values`` = what planning would use without them.
    """

    _name = "inv.planning.override"
    _description = "Manual Values in Planning"

    def _add_overrides(self, facts, today):
        """Read the valid overrides of the points and set their lead times."""
        facts["override_rows"] = self._get_rows(facts["points"], today)
        facts["overrides"], facts["engine_values"] = {}, {}
        facts["has_own_target"] = np.zeros(len(facts["points"]), dtype=bool)
        for row, override in facts["override_rows"]:
            column = facts["overrides"].setdefault(
                override.parameter, np.full(len(facts["points"]), np.nan)
            )
            column[row] = override.value
        self._add_forecast_overrides(facts, today)
        self._replace(facts, facts, "lead_time_days")
        spread = {"lead_time_sd_days": np.sqrt(facts["lead_time_variance"])}
        self._replace(facts, spread, "lead_time_sd_days")
        facts["lead_time_variance"] = np.where(
            np.isnan(self._get_column(facts, "lead_time_sd_days")),
            facts["lead_time_variance"],
            spread["lead_time_sd_days"] ** 2,
        )

    def _get_rows(self, points, today):
        """Return [(position, override)] of the values that are valid ``today``."""
        position = {id_: row for row, id_ in enumerate(points.ids)}
        overrides = self.env["inv.parameter.override"].search_fetch(
            [("point_id", "in", points.ids), ("date_until", ">=", today)],
            ["point_id", "parameter", "value", "forecast_method"],
            order="id",
        )
        return [(position[override.point_id.id], override) for override in overrides]

    def _get_column(self, facts, name):
        """Return the values set by hand, NaN where there is none."""
        missing = np.full(len(facts["points"]), np.nan)
        return facts["overrides"].get(name, missing)

    def _replace(self, facts, table, name):
        """Put the values by hand into a column of ``table``; remember the others."""
        column = self._get_column(facts, name)
        facts["engine_values"][name] = table[name]
        table[name] = np.where(np.isnan(column), table[name], column)

    def _apply_policy(self, facts):
        """Put targets and review periods by hand over those of the policies."""
        policy = facts["policy"]
        for name in ("service_target", "review_days"):
            self._replace(facts, policy, name)
        facts["has_own_target"] = ~np.isnan(self._get_column(facts, "service_target"))

    def _get_methods(self, facts, methods):
        """Return the forecast methods, those chosen by hand instead of the policy's."""
        methods = methods.astype(object)
        for row, override in facts["override_rows"]:
            if override.parameter == "forecast_method":
                methods[row] = override.forecast_method
        return methods.astype(str)

    def _get_multiple(self, facts, multiple):
        """Return the order multiples, those by hand instead of the vendor's."""
        table = {"order_multiple": multiple}
        self._replace(facts, table, "order_multiple")
        return table["order_multiple"]

    def _apply_demand(self, facts):
        """Scale the expected demand and its spread where a planner changed it."""
        change = self._get_column(facts, "demand_change_rate")
        factor = 1 + np.nan_to_num(change)
        facts["engine_values"]["demand_change_rate"] = np.zeros(len(factor))
        facts["planning_total"] = facts["planning_total"] * factor
        facts["planning_variance"] = facts["planning_variance"] * factor**2
        facts["long_run_rate"] = facts["long_run_rate"] * factor

    # ------------------------------------------------------------------------
    # Forecast overrides
    # ------------------------------------------------------------------------

    def _add_forecast_overrides(self, facts, today):
        """Read the forecast overrides of the points; categories first, then items."""
        points = facts["points"]
        overrides = self.env["inv.forecast.override"].search_fetch(
            Domain("company_id", "in", points.company_id.ids)
            & Domain("date_to", ">=", today)
            & self._get_scope_domain(points),
            order="id",
        )
        rows = {}
        for row, point in enumerate(points):
            rows.setdefault(("point", point.id), []).append(row)
        if overrides.categ_id:
            self._add_category_rows(rows, points)
        facts["forecast_overrides"] = [
            (row, override)
            for override in sorted(overrides, key=lambda one: bool(one.point_id))
            for row in rows.get(override._get_scope_key(), ())
        ]
        facts["plan_date"] = today

    def _get_scope_domain(self, points):
        categories = {
            int(id_)
            for path in points.categ_id.mapped("parent_path")
            for id_ in path.split("/")[:-1]
        }
        return Domain("point_id", "in", points.ids) | Domain(
            "categ_id", "in", list(categories)
        )

    def _add_category_rows(self, rows, points):
        """Add the rows of every category, and of category and warehouse."""
        for row, point in enumerate(points):
            for id_ in (point.categ_id.parent_path or "").split("/")[:-1]:
                rows.setdefault(("category", int(id_), 0), []).append(row)
                key = ("category", int(id_), point.warehouse_id.id)
                rows.setdefault(key, []).append(row)

    def _get_forecast(self, facts, horizon_days):
        """Return expected demand over the horizon and its variance, overrides in."""
        total, variance = facts["planning_total"], facts["planning_variance"]
        listed = facts["forecast_overrides"]
        if not listed:
            return total, variance
        today = facts["plan_date"]
        changed = override_forecast(
            total,
            variance,
            horizon_days,
            [row for row, _override in listed],
            [(override.date_from - today).days for _row, override in listed],
            [(override.date_to - today).days for _row, override in listed],
            [override.kind != "percent" for _row, override in listed],
            [override._get_daily_value() for _row, override in listed],
        )
        return changed.total, changed.variance

    # ------------------------------------------------------------------------
    # Derivation
    # ------------------------------------------------------------------------

    def _prepare_derivation(self, facts):
        """Return what was set by hand, one dict for each point; mostly empty."""
        records = [{} for _point in facts["points"]]
        for row, override in facts["override_rows"]:
            engine = facts["engine_values"].get(override.parameter)
            records[row].setdefault("overrides", []).append(
                {
                    "id": override.id,
                    "parameter": override.parameter,
                    "value": override.value,
                    "engine": None if engine is None else float(engine[row]),
                }
            )
        total, variance = facts["planning_total"], facts["planning_variance"]
        for row, override in facts["forecast_overrides"]:
            record = records[row]
            record.setdefault("forecast_overrides", []).append(override.id)
            record["engine_total"] = float(total[row])
            record["engine_variance"] = float(variance[row])
        days = facts["horizon"] * DAYS_PER_WEEK
        for row, _override in facts["forecast_overrides"]:
            records[row]["engine_days"] = float(days[row])
        return records
