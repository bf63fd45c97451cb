import numpy as np

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..kernel.inventory.recommendation import recommend, stored_inputs
from ..kernel.inventory.recommendation_inputs import TARGET_TYPES
from ..kernel.inventory.rule_evaluation import changed_inputs, evaluate_rules
from .parameters import RANGES

#: Values that other items of the segment get in proportion to their own.
RELATIVE = ("lead_time_days", "review_days")
#: Highest and lowest service that a shift of the target may lead to.
TARGET_RANGE = RANGES["service_target"]


class InvItemChange(models.AbstractModel):
    """From a what-if to a preview of new rules, or to values that planning keeps."""

    _name = "inv.item.change"
    _description = "Change from a What If"

    def _propose(self, point, values, reason=None):
        """Return the preview of one item."""
        moved = self._get_moved(point, values)
        inputs = self.env["inv.item.what.if"]._get_changed(
            stored_inputs([point.derivation]), moved["today"], moved["values"]
        )
        return self._open_preview(point, inputs, moved["values"], reason)

    def _propose_segment(self, point, values, reason=None):
        """Return the preview of all items of the policy and class.

        Lead time and review period change in proportion, the service target by the
        same points, demand by the same share. An order multiple belongs to one item.
        """
        moved = self._get_moved(point, values)
        today, wanted = moved["today"], moved["values"]
        points = self.env["inv.stocking.point"].search(
            self.env["inv.item.what.if"]._get_segment_domain(point)
        )
        inputs = stored_inputs([one.derivation for one in points])
        changes = {}
        for name in RELATIVE:
            if name in wanted:
                factor = wanted[name] / today[name] if today[name] else 1.0
                changes[name] = getattr(inputs, name) * factor
        if "demand_change_rate" in wanted:
            changes["demand_change_rate"] = wanted["demand_change_rate"]
        if "service_target" in wanted:
            has_target = np.isin(inputs.service_type, TARGET_TYPES)
            shift = wanted["service_target"] - today["service_target"]
            target = np.clip(inputs.service_target + shift, *TARGET_RANGE)
            changes["service_target"] = np.where(
                has_target, target, inputs.service_target
            )
        if not changes:
            raise UserError(
                self.env._("An order multiple belongs to one item. Apply it to this.")
            )
        return self._open_preview(
            points, changed_inputs(inputs, **changes), wanted, reason
        )

    def _get_moved(self, point, values):
        """Return today's values and those that differ; raise when nothing differs."""
        if not point.derivation:
            raise UserError(self.env._("This item is not planned yet."))
        what_if = self.env["inv.item.what.if"]
        what_if._check_values(point, values)
        today = what_if._get_today(point, stored_inputs([point.derivation]))
        moved = what_if._get_moved(today, values)
        if not moved:
            raise UserError(self.env._("Move a slider first: nothing differs yet."))
        return {"today": today, "values": moved}

    def _open_preview(self, points, inputs, values, reason):
        """Create a draft batch with the rules that ``inputs`` lead to; open it."""
        result = recommend(inputs)
        rules = [point.derivation.get("rule", {}) for point in points]
        evaluation = evaluate_rules(
            inputs,
            result,
            [rule.get("has_rule", False) for rule in rules],
            points.mapped("min_current_qty"),
            points.mapped("max_current_qty"),
        )
        vals_list = self.env["inv.parameter.change"]._prepare_tried_vals_list(
            points,
            evaluation.minimum,
            evaluation.maximum,
            evaluation.average_stock_recommended * inputs.unit_cost,
            evaluation.service_recommended,
        )
        different = [vals for vals in vals_list if self._is_different(vals)]
        if not different:
            raise UserError(
                self.env._("These values lead to the rule that is in force already.")
            )
        batch = self.env["inv.parameter.change.batch"].create(
            {
                "company_id": points.company_id.id,
                "reason": reason or self._get_reason(points[:1], values),
                "line_ids": [Command.create(vals) for vals in different],
            }
        )
        return batch._get_form_action()

    def _is_different(self, vals):
        return (vals["min_before"], vals["max_before"]) != (
            vals["min_after"],
            vals["max_after"],
        )

    def _get_reason(self, point, values):
        """Return the sentence that a what-if leaves behind."""
        overrides = self.env["inv.parameter.override"]
        parts = [
            self.env._(
                "%(parameter)s %(value)s",
                parameter=overrides._get_parameter_label(name),
                value=overrides._get_text(name, value, point),
            )
            for name, value in values.items()
        ]
        return self.env._("What if: %(changes)s", changes=", ".join(parts))

    # ------------------------------------------------------------------------
    # Keep for planning
    # ------------------------------------------------------------------------

    def _keep(self, point, values, date_until, reason):
        """Store the values that differ as manual values and plan the item again."""
        moved = self._get_moved(point, values)["values"]
        vals_list = [
            {"parameter": name, "value": value} for name, value in moved.items()
        ]
        return self._keep_vals(point, vals_list, date_until, reason)

    @api.model
    def _keep_vals(self, point, vals_list, date_until, reason):
        if not reason or not reason.strip():
            raise UserError(self.env._("Say why: the reason is shown with the number."))
        overrides = self.env["inv.parameter.override"]
        names = [vals["parameter"] for vals in vals_list]
        point.override_ids.filtered(lambda one: one.parameter in names).write(
            {"active": False}
        )
        overrides.create(
            [
                {
                    **vals,
                    "point_id": point.id,
                    "date_until": date_until,
                    "reason": reason.strip(),
                }
                for vals in vals_list
            ]
        )
        point.action_plan()
        return True
