import numpy as np

from odoo import api, models
from odoo.exceptions import ValidationError

from ..kernel.inventory.recommendation import recommend, stored_inputs
from ..kernel.inventory.recommendation_inputs import TARGET_TYPES
from ..kernel.inventory.rule_evaluation import (
    changed_inputs,
    evaluate_rules,
    item_curve,
    yearly_figures,
)
from .parameters import RANGES

#: What can be moved, in the order of the screen.
SLIDERS = (
    "service_target",
    "lead_time_days",
    "review_days",
    "order_multiple",
    "demand_change_rate",
)
#: Step and ends of each slider, in the unit of the parameter. Typed values may go on
#: to the limits of ``parameters.RANGES``.
SLIDER_ENDS = {
    "service_target": (0.001, 0.80, 0.999),
    "lead_time_days": (1.0, 0.0, 60.0),
    "review_days": (1.0, 1.0, 30.0),
    "order_multiple": (1.0, 0.0, 100.0),
    "demand_change_rate": (0.05, -0.5, 1.0),
}
SAME = 1e-9


class InvItemWhatIf(models.AbstractModel):
    """What other parameters would lead to, from the stored derivation alone."""

    _name = "inv.item.what.if"
    _description = "What If"
    _inherit = ["inv.stocking.point.wording"]

    def _get_what_if(self, point, values):
        """Return sliders, figures now and then, and the item's exchange curve."""
        if not point.derivation:
            return {"message": self.env._("This item is not planned yet.")}
        self._check_values(point, values)
        inputs = stored_inputs([point.derivation])
        today = self._get_today(point, inputs)
        changed = self._get_changed(inputs, today, values)
        now, then = self._evaluate(point, inputs), self._evaluate(point, changed)
        return {
            "message": False,
            "sliders": self._get_sliders(point, today, values),
            "rows": self._get_rows(point, now, then),
            "curve": self._get_curve(point, changed, now, then),
            "is_changed": bool(self._get_moved(today, values)),
            "segment_count": self._get_segment_count(point),
            "can_decide": self.env["inv.parameter.change.batch"].has_access("create"),
            "today": now,
            "what_if": then,
        }

    @api.model
    def _check_values(self, point, values):
        unknown = set(values) - set(SLIDERS)
        if unknown:
            raise ValidationError(
                self.env._("Unknown: %(names)s.", names=", ".join(sorted(unknown)))
            )
        for name, value in values.items():
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise ValidationError(self.env._("Enter a number."))
            self.env["inv.parameter.override"]._check_range(name, value, point)

    def _get_today(self, point, inputs):
        """Return the values that the last plan used."""
        multiple = float(np.nan_to_num(inputs.order_multiple[0]))
        return {
            "service_target": float(np.nan_to_num(inputs.service_target[0])),
            "lead_time_days": float(inputs.lead_time_days[0]),
            "review_days": float(inputs.review_days[0]),
            "order_multiple": multiple,
            "demand_change_rate": 0.0,
        }

    def _get_moved(self, today, values):
        """Return the values that differ from today's."""
        return {
            name: float(value)
            for name, value in values.items()
            if abs(value - today[name]) > SAME
        }

    def _get_changed(self, inputs, today, values):
        """Return the inputs with the moved values in them."""
        moved = self._get_moved(today, values)
        has_target = inputs.service_type[0] in TARGET_TYPES
        if not has_target:
            moved.pop("service_target", None)
        if "order_multiple" in moved or "demand_change_rate" in moved:
            # The cheapest lot at falling prices was that of another demand.
            moved["price_break_quantity"] = np.nan
        return changed_inputs(inputs, **moved)

    def _evaluate(self, point, inputs):
        """Return the figures of one set of inputs, as numbers."""
        result = recommend(inputs)
        year = yearly_figures(inputs, result)
        record = point.derivation.get("rule", {})
        rule = evaluate_rules(
            inputs,
            result,
            [record.get("has_rule", False)],
            [record.get("minimum", 0.0)],
            [record.get("maximum", 0.0)],
        )
        return {
            "reorder_point": float(result.reorder_point[0]),
            "order_up_to": float(result.order_up_to[0]),
            "minimum": float(rule.minimum[0]),
            "maximum": float(rule.maximum[0]),
            "service": float(rule.service_recommended[0]),
            "fill_rate": float(result.expected_fill_rate[0]),
            "stock_value": float(year.stock_value[0]),
            "stock_outs": float(year.stock_outs[0]),
            "orders": float(year.orders[0]),
        }

    # ------------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------------

    def _get_sliders(self, point, today, values):
        overrides = self.env["inv.parameter.override"]
        has_target = point.derivation["inputs"]["service_type"] in TARGET_TYPES
        sliders = []
        for name in SLIDERS:
            step, low, high = SLIDER_ENDS[name]
            value = values.get(name, today[name])
            high = min(max(high, 2 * today[name], value), RANGES[name][1])
            low = min(low, today[name], value) if today[name] or value else low
            sliders.append(
                {
                    "name": name,
                    "label": overrides._get_parameter_label(name),
                    "unit": self._get_unit(point, name),
                    "value": value,
                    "today": today[name],
                    "low": low,
                    "high": high,
                    "step": step,
                    "tick_share": self._get_share(today[name], low, high),
                    "text": overrides._get_text(name, value, point),
                    "today_text": overrides._get_text(name, today[name], point),
                    "is_share": name in ("service_target", "demand_change_rate"),
                    "is_fixed": name == "service_target" and not has_target,
                }
            )
        return sliders

    def _get_unit(self, point, name):
        if name in ("service_target", "demand_change_rate"):
            return self.env._("%")
        if name == "order_multiple":
            return point.uom_id.name
        return self.env._("days")

    @staticmethod
    def _get_share(value, low, high):
        return (value - low) / (high - low) if high > low else 0.0

    def _get_rows(self, point, now, then):
        """Return the figures beside each other: label, today, what if."""
        money = self._money
        rows = [
            ("reorder_point", self.env._("Reorder point"), self._quantity),
            ("order_up_to", self.env._("Order up to"), self._quantity),
            ("stock_value", self.env._("Average stock"), money),
            ("stock_outs", self.env._("Stock-outs a year"), self._one_decimal),
            ("orders", self.env._("Orders a year"), self._one_decimal),
            ("fill_rate", self.env._("Fill rate"), self._share),
        ]
        return [
            {
                "name": name,
                "label": label,
                "today": write(point, now[name]),
                "what_if": write(point, then[name]),
                "is_changed": write(point, now[name]) != write(point, then[name]),
            }
            for name, label, write in rows
        ]

    def _money(self, point, value):
        """Return whole money: cents of an average stock are noise."""
        parts = [point.currency_id.symbol, self._number(round(value), 0)]
        if point.currency_id.position == "after":
            parts.reverse()
        return "\N{NO-BREAK SPACE}".join(parts)

    def _one_decimal(self, point, value):
        return self._number(value)

    def _share(self, point, value):
        return self._percent(value)

    def _get_curve(self, point, inputs, now, then):
        """Return the curve and both points, as shares of the plot."""
        service, value = item_curve(inputs)
        if not value.max() > 0:
            return False
        services = [*service.tolist(), now["service"], then["service"]]
        values = [*value.tolist(), now["stock_value"], then["stock_value"]]
        low, high = min(services), max(*services, 1.0)
        least, most = min(values), max(values)
        places = [
            {
                "x": round(self._get_share(money, least, most), 4),
                "y": round(self._get_share(share, low, high), 4),
            }
            for share, money in zip(services, values, strict=True)
        ]
        return {
            "line": places[:-2],
            "today": places[-2],
            "what_if": places[-1],
            "low_service": self._percent(low),
            "high_service": self._percent(high),
            "low_value": self._money(point, least),
            "high_value": self._money(point, most),
            "description": self.env._(
                "%(service)s for an average stock of %(value)s today, %(new_service)s "
                "for %(new_value)s in the what-if.",
                service=self._percent(now["service"]),
                value=self._money(point, now["stock_value"]),
                new_service=self._percent(then["service"]),
                new_value=self._money(point, then["stock_value"]),
            ),
        }

    def _get_segment_domain(self, point):
        """Return the domain of the items of the same policy and class."""
        return [
            ("company_id", "=", point.company_id.id),
            ("policy_id", "=", point.policy_id.id),
            ("abc_xyz", "=", point.abc_xyz),
            ("derivation", "!=", False),
        ]

    def _get_segment_count(self, point):
        return self.env["inv.stocking.point"].search_count(
            self._get_segment_domain(point)
        )
