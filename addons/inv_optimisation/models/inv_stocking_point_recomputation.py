import numpy as np

from odoo import api, fields, models

from ..kernel.inventory.recommendation import recommend, stored_inputs
from ..kernel.inventory.rule_evaluation import evaluate_rules

#: Numbers that are taken from the inputs or the results as they are.
INPUT_FIELDS = {
    "forecast_per_day": "rate_per_day",
    "lead_time_days": "lead_time_days",
    "service_target": "service_target",
    "safety_factor": "safety_factor",
}
RESULT_FIELDS = {
    "safety_stock_qty": "safety_stock",
    "reorder_point_qty": "reorder_point",
    "order_qty": "order_quantity",
    "order_up_to_qty": "order_up_to",
    "eoq_qty": "eoq",
}
#: Numbers that a screen changes after the run: the rule that was applied since.
CURRENT_FIELDS = {
    "min_current_qty": "minimum",
    "max_current_qty": "maximum",
    "service_current": "service_current",
    "stock_value_current": "average_stock_current",
}


class InvStockingPoint(models.Model):
    """The numbers of a stocking point, computed again from its record alone."""

    _inherit = "inv.stocking.point"

    derivation_previous = fields.Json(
        readonly=True,
        copy=False,
        prefetch=False,
        help="Record of the last run that came to other numbers.",
    )
    recomputation = fields.Json(compute="_compute_recomputation")

    @api.depends("derivation")
    @api.depends_context("lang")
    def _compute_recomputation(self):
        """Compute the numbers again and compare them to the last digit."""
        planned = self.filtered("derivation")
        differences = planned._get_differences() if planned else {}
        for point in self:
            names = differences.get(point.id)
            point.recomputation = (
                point._prepare_recomputation(names) if point.derivation else False
            )

    def _prepare_recomputation(self, names):
        labels = [self._fields[name]._description_string(self.env) for name in names]
        if not names:
            text = self.env._("Recomputed from this record alone: identical.")
        else:
            text = self.env._(
                "Recomputed from this record alone: %(numbers)s differ. Plan the item "
                "again.",
                numbers=", ".join(labels),
            )
        return {
            "is_identical": not names,
            "text": text,
            "can_compare": bool(self.derivation_previous),
        }

    def _recompute_from_derivation(self):
        """Return {field: array} of the numbers of these points, from their records.

        Nothing but ``derivation`` is read: inputs as they were stored, the rule that
        was in force. The arrays equal what the run stored to the last digit.
        """
        records = [point.derivation for point in self]
        inputs = stored_inputs(records)
        result = recommend(inputs)
        rules = [record.get("rule", {}) for record in records]
        evaluation = evaluate_rules(
            inputs,
            result,
            [rule.get("has_rule", False) for rule in rules],
            [rule.get("minimum", 0.0) for rule in rules],
            [rule.get("maximum", 0.0) for rule in rules],
        )
        numbers = {
            **{name: getattr(inputs, key) for name, key in INPUT_FIELDS.items()},
            **{name: getattr(result, key) for name, key in RESULT_FIELDS.items()},
            "demand_sd_per_day": np.sqrt(
                inputs.forecast_variance / inputs.forecast_horizon_days
            ),
            "lead_time_sd_days": np.sqrt(inputs.lead_time_variance),
            "min_recommended_qty": evaluation.minimum,
            "max_recommended_qty": evaluation.maximum,
            "service_recommended": evaluation.service_recommended,
            "stock_value_recommended": evaluation.average_stock_recommended
            * inputs.unit_cost,
            "min_current_qty": [rule.get("minimum", 0.0) for rule in rules],
            "max_current_qty": [rule.get("maximum", 0.0) for rule in rules],
            "service_current": evaluation.service_current,
            "stock_value_current": evaluation.average_stock_current * inputs.unit_cost,
        }
        return {name: np.nan_to_num(values) for name, values in numbers.items()}

    def _get_differences(self):
        """Return {point id: names of the numbers that do not come out again}.

        What is in force may have been changed since by a planner; only what was
        recommended must come out.
        """
        recomputed = self._recompute_from_derivation()
        names = [name for name in recomputed if name not in CURRENT_FIELDS]
        stored = {name: np.array(self.mapped(name), dtype=float) for name in names}
        return {
            point.id: [name for name in names if stored[name][row] != value[name][row]]
            for value in [recomputed]
            for row, point in enumerate(self)
        }

    @api.readonly
    def get_derivation_changes(self):
        """Return what differs from the last run: label, old and new text."""
        self.ensure_one()
        return self.env["inv.stocking.point.explanation"]._get_changes(self)
