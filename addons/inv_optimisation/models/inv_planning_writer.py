import csv
import io
import json

import numpy as np

from odoo import fields, models
from odoo.tools import SQL

from ..kernel import KERNEL_VERSION
from ..kernel.inventory.recommendation import to_derivation
from ..kernel.inventory.reorder_rules import RULES
from .selections import STATUSES

URGENCY = {code: position for position, (code, _label) in enumerate(STATUSES)}


class InvPlanningWriter(models.AbstractModel):
    """Writes planned blocks into ``inv.stocking.point``: one COPY, one UPDATE.

    The ORM would need a write for each point and would run nothing that we need:
    the table is ours, its computed fields are not stored but for ``abc_xyz``.
    """

    _name = "inv.planning.writer"
    _description = "Planning Writer"

    def _write_block(self, facts, run, today):
        """Write the facts of a block; return the number of points."""
        columns = self._prepare_columns(facts, run, today)
        return self._update_points(facts["points"].ids, columns)

    def _prepare_columns(self, facts, run, today):
        """Return {column: list of values}; extend to store more facts."""
        return {
            **self._prepare_class_columns(facts),
            **self._prepare_forecast_columns(facts),
            **self._prepare_supply_columns(facts),
            **self._prepare_recommendation_columns(facts),
            **self._prepare_back_test_columns(facts),
            **self._prepare_stock_columns(facts, today),
            **self._prepare_run_columns(facts, run),
        }

    def _prepare_class_columns(self, facts):
        return {
            **facts["xyz_columns"],
            "alive_probability": facts["alive_probability"],
            "abc_xyz": np.char.add(facts["abc_class"], facts["xyz_class"]),
            "demand_pattern": facts["demand_pattern"],
            "demand_interval": facts["demand_interval"],
            "demand_size_cv2": facts["demand_size_cv2"],
        }

    def _prepare_forecast_columns(self, facts):
        forecast, inputs = facts["forecast"], facts["inputs"]
        return {
            "observed_weeks": forecast.n_observed,
            "forecast_per_day": inputs.rate_per_day,
            "demand_sd_per_day": np.sqrt(
                inputs.forecast_variance / inputs.forecast_horizon_days
            ),
            "forecast_source": facts["forecast_source"],
            "forecast_error_rate": forecast.wape,
            "forecast_bias_rate": forecast.bias,
            "naive_error_rate": forecast.naive_wape,
        }

    def _prepare_supply_columns(self, facts):
        supply = facts["supply"]
        return {
            "orderpoint_id": [row["orderpoint"].id or None for row in supply],
            "supply_type": [row["supply_type"] for row in supply],
            "vendor_id": [row["seller"].partner_id.id or None for row in supply],
            "lead_time_days": facts["lead_time_days"],
            "lead_time_sd_days": np.sqrt(facts["lead_time_variance"]),
            "lead_time_count": facts["lead_time_count"].astype(np.int64),
            "lead_time_open_count": facts["lead_time_open_count"].astype(np.int64),
            "lead_time_source": facts["lead_time_source"],
        }

    def _prepare_recommendation_columns(self, facts):
        inputs, result = facts["inputs"], facts["recommendation"]
        rule, cost = facts["evaluation"], facts["unit_cost"]
        return {
            "policy_id": [id_ or None for id_ in facts["policy_id"].tolist()],
            "service_type": facts["policy"]["service_type"],
            "service_target": inputs.service_target,
            "safety_stock_qty": result.safety_stock,
            "reorder_point_qty": result.reorder_point,
            "eoq_qty": np.where(np.isfinite(result.eoq), result.eoq, 0.0),
            "order_qty": result.order_quantity,
            "order_up_to_qty": result.order_up_to,
            "min_current_qty": facts["current_min"],
            "max_current_qty": facts["current_max"],
            "min_recommended_qty": rule.minimum,
            "max_recommended_qty": rule.maximum,
            "has_change": self._has_change(facts, rule.minimum, rule.maximum),
            "service_current": rule.service_current,
            "service_recommended": rule.service_recommended,
            "stock_value_current": rule.average_stock_current * cost,
            "stock_value_recommended": rule.average_stock_recommended * cost,
        }

    def _prepare_back_test_columns(self, facts):
        """Return what the recommendation would have achieved in the past."""
        rules = np.array(RULES)[np.argmax(facts["rule_weights"], axis=1)]
        return {
            "safety_factor": facts["safety_factor"],
            "reorder_rule": rules,
            **facts["replayed"],
        }

    def _has_change(self, facts, minimum, maximum):
        """Return where the rule in force differs by at least half a step."""
        half = facts["unit"] / 2
        differs = (np.abs(minimum - facts["current_min"]) > half) | (
            np.abs(maximum - facts["current_max"]) > half
        )
        is_needed = facts["has_rule"] | (facts["inputs"].rate_per_day > 0)
        return differs & is_needed & (facts["inputs"].service_type != "manual")

    def _prepare_stock_columns(self, facts, today):
        stock, cost = facts["stock"], facts["unit_cost"]
        get_dates = self.env["inv.planning.outlook"]._get_dates
        return {
            "on_hand_qty": stock["on_hand"],
            "incoming_qty": stock["incoming"] + stock["requested"],
            "outgoing_qty": stock["outgoing"],
            "position_qty": facts["position"],
            "cover_days": facts["cover_days"],
            "date_stock_out": get_dates(facts["stock_out_day"], today),
            "date_order_by": get_dates(facts["order_day"], today),
            "stock_value": stock["on_hand"] * cost,
            "excess_qty": facts["excess"],
            "excess_value": facts["excess"] * cost,
            "value_at_stake": facts["value_at_stake"],
            "status": facts["status"],
            "urgency": [URGENCY[code] for code in facts["status"].tolist()],
            "exception_codes": facts["exception_codes"],
        }

    def _prepare_run_columns(self, facts, run):
        count = len(facts["points"])
        return {
            "run_id": [run.id] * count,
            "planned_datetime": [fields.Datetime.now()] * count,
            "planning_error": [None] * count,
            "derivation": self._get_derivations(facts),
        }

    def _get_derivations(self, facts):
        """Return the record of each point that its numbers are computed again from."""
        records = zip(
            to_derivation(facts["inputs"], facts["recommendation"]),
            self.env["inv.planning.rules"]._prepare_derivation(facts),
            self.env["inv.planning.override"]._prepare_derivation(facts),
            self._get_methods(facts),
            self._get_rules(facts),
            strict=True,
        )
        return [
            json.dumps(
                {
                    "kernel_version": KERNEL_VERSION,
                    **record,
                    "rules": rules,
                    **overrides,
                    "methods": methods,
                    "rule": rule,
                }
            )
            for record, rules, overrides, methods, rule in records
        ]

    def _get_rules(self, facts):
        """Return the rule in force at the time, one dict for each point."""
        columns = (facts["has_rule"], facts["current_min"], facts["current_max"])
        return [
            {"has_rule": has_rule, "minimum": minimum, "maximum": maximum}
            for has_rule, minimum, maximum in zip(
                *(column.tolist() for column in columns), strict=True
            )
        ]

    def _get_methods(self, facts):
        """Return [weight, error, bias] of the forecast methods that were tested."""
        forecast = facts["forecast"]
        tables = (forecast.weights, forecast.method_wape, forecast.method_bias)
        return [
            {
                name: [weight, *(value if value == value else None for value in test)]
                for name, weight, *test in zip(forecast.methods, *row, strict=True)
                if weight > 0 or test[0] == test[0]
            }
            for row in zip(*(table.tolist() for table in tables), strict=True)
        ]

    # ------------------------------------------------------------------------
    # SQL
    # ------------------------------------------------------------------------

    def _update_points(self, ids, columns):
        """Set ``columns`` of the points ``ids``; return the number of rows."""
        cr = self.env.cr
        fields_by_name = self.env["inv.stocking.point"]._fields
        names = list(columns)
        types = [fields_by_name[name].column_type[1] for name in names]
        definitions = SQL(", ").join(
            SQL("%s %s", SQL.identifier(name), SQL(type_))
            for name, type_ in zip(names, types, strict=True)
        )
        cr.execute(
            SQL(
                "CREATE TEMP TABLE inv_planned (id int, %s) ON COMMIT DROP", definitions
            )
        )
        listed = SQL(", ").join(map(SQL.identifier, names))
        copy = SQL("COPY inv_planned (id, %s) FROM STDIN (FORMAT csv)", listed)
        cr.copy_expert(cr.mogrify(copy).decode(), self._to_csv(ids, columns))
        cr.execute(
            SQL(
                "UPDATE inv_stocking_point point SET %s"
                " FROM inv_planned WHERE inv_planned.id = point.id",
                SQL(", ").join(self._get_assignments(names)),
            )
        )
        count = cr.rowcount
        cr.execute(SQL("DROP TABLE inv_planned"))
        self.env["inv.stocking.point"].invalidate_model()
        return count

    def _get_assignments(self, names):
        """Return the assignments of an update; the last derivation is kept beside."""
        assignments = [
            SQL(
                "%s = %s",
                SQL.identifier(name),
                SQL.identifier("inv_planned", name),
            )
            for name in names
        ]
        if "derivation" in names:
            # The right side of an assignment sees the row as it was.
            assignments.append(
                SQL(
                    """derivation_previous = CASE
                       WHEN point.derivation IS DISTINCT FROM inv_planned.derivation
                       THEN point.derivation
                            || jsonb_build_object('planned', point.planned_datetime)
                       ELSE point.derivation_previous END"""
                )
            )
        return assignments

    def _to_csv(self, ids, columns):
        """Return the rows as CSV; None and NaN become NULL."""
        lists = [self._to_list(values) for values in columns.values()]
        buffer = io.StringIO()
        csv.writer(buffer).writerows(zip(ids, *lists, strict=True))
        buffer.seek(0)
        return buffer

    @staticmethod
    def _to_list(values):
        if not isinstance(values, np.ndarray):
            return values
        if values.dtype.kind == "f":
            missing = ~np.isfinite(values)
            if missing.any():
                values = values.astype(object)
                values[missing] = None
        return values.tolist()
