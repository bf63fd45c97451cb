from odoo import models
from odoo.tools import formatLang

from .selections import REORDER_RULES

#: Rules that count less are not worth a line.
SHOWN_WEIGHT = 0.01
ORIGIN_BY_LEAD_TIME_SOURCE = {
    "item": "measured",
    "vendor": "measured",
    "promised": "manual",
    "none": "default",
}


class InvStockingPointExplanation(models.AbstractModel):
    """Words for the numbers of a stocking point, from its derivation record.

    Every node is built when it is shown, in the language of the reader; the record
    itself holds numbers only.
    """

    _name = "inv.stocking.point.explanation"
    _description = "Stocking Point Explanation"
    _inherit = ["inv.stocking.point.wording"]

    def _set_explanation(self, points):
        for point in points:
            point.explanation = self._get_nodes(point) if point.derivation else []

    def _node(self, label, value, unit="", formula="", origin=None, children=None):
        return {
            "label": label,
            "value": value,
            "unit": unit,
            "formula": formula,
            "origin": origin,
            "children": children or [],
            "highlighted": False,
        }

    def _get_nodes(self, point):
        """Return the nodes of the tree "why this number"."""
        record = point.derivation
        inputs, results = record["inputs"], record["results"]
        return [
            self._get_reorder_point_node(point, inputs, results),
            self._get_order_quantity_node(point, inputs, results),
            self._get_rule_node(point),
            self._get_service_node(point),
            self._get_class_node(point),
        ]

    def _get_reorder_point_node(self, point, inputs, results):
        return self._node(
            self.env._("Reorder point"),
            self._quantity(point, results["reorder_point"]),
            point.uom_id.name,
            self.env._(
                "demand of %(days)s days %(demand)s + safety stock %(safety)s, rounded "
                "to the unit",
                days=self._number(results["protection_days"]),
                demand=self._number(results["demand_protection"]),
                safety=self._number(results["safety_stock"]),
            ),
            "computed",
            [
                self._get_demand_node(point, inputs, results),
                self._get_safety_node(point, inputs, results),
            ],
        )

    def _get_demand_node(self, point, inputs, results):
        return self._node(
            self.env._("Demand until the next order arrives"),
            self._number(results["demand_protection"]),
            point.uom_id.name,
            self.env._(
                "%(rate)s a day × %(days)s days",
                rate=self._number(inputs["rate_per_day"], 2),
                days=self._number(results["protection_days"]),
            ),
            "computed",
            [
                self._mark_forecast(point, self._get_forecast_node(point, inputs)),
                self._get_cover_node(point, inputs, results),
            ],
        )

    def _get_cover_node(self, point, inputs, results):
        """Return the days that an order has to last for."""
        review = self._node(
            self.env._("Review period"),
            self._number(inputs["review_days"]),
            self.env._("days"),
            self.env._("time between two planning runs"),
            "policy",
        )
        return self._node(
            self.env._("Time to cover"),
            self._number(results["protection_days"]),
            self.env._("days"),
            self.env._(
                "%(lead)s + %(review)s",
                lead=self._number(inputs["lead_time_days"]),
                review=self._number(inputs["review_days"]),
            ),
            "computed",
            [
                self._mark_manual(
                    point, "lead_time_days", self._get_lead_time_node(point)
                ),
                self._mark_manual(point, "review_days", review),
            ],
        )

    def _get_forecast_node(self, point, inputs):
        formulas = {
            "backtest": self.env._(
                "weighted methods, %(weeks)s weeks of history, back-tested error "
                "%(error)s",
                weeks=point.observed_weeks,
                error=self._percent(point.forecast_error_rate),
            ),
            "short": self.env._(
                "mean of %(weeks)s weeks, too few for a back-test",
                weeks=point.observed_weeks,
            ),
            "category": self.env._(
                "new: %(weeks)s weeks of history weighed with the demand of the "
                "category %(category)s",
                weeks=point.observed_weeks,
                category=point.categ_id.display_name or "",
            ),
            "none": self.env._("no demand was ever seen"),
        }
        return self._node(
            self.env._("Forecast"),
            self._number(inputs["rate_per_day"], 2),
            self.env._("%(unit)s a day", unit=point.uom_id.name),
            formulas[point.forecast_source or "none"],
            "default" if point.forecast_source == "none" else "measured",
            self._get_rule_nodes(point, inputs),
        )

    def _get_rule_nodes(self, point, inputs):
        """Return the estimates that the forecast was blended from."""
        rules = point.derivation.get("rules", {})
        labels = dict(REORDER_RULES)
        days = inputs["forecast_horizon_days"]
        return [
            self._node(
                self._label_of(point, "reorder_rule", name),
                self._number(rules[name]["total"] / days, 2),
                self.env._("%(unit)s a day", unit=point.uom_id.name),
                self.env._(
                    "counts %(weight)s, spread %(spread)s over %(days)s days; the "
                    "weight comes from replaying the last year",
                    weight=self._percent(rules[name]["weight"]),
                    spread=self._number(rules[name]["spread"]),
                    days=self._number(days),
                ),
                "measured",
            )
            for name in labels
            if name in rules and rules[name]["weight"] > SHOWN_WEIGHT
        ]

    def _get_lead_time_node(self, point):
        vendor = point.vendor_id.name or self.env._("no vendor")
        formulas = {
            "item": self.env._(
                "%(count)s receipts and %(open)s open orders from %(vendor)s, spread "
                "%(spread)s days",
                count=point.lead_time_count,
                open=point.lead_time_open_count,
                vendor=vendor,
                spread=self._number(point.lead_time_sd_days),
            ),
            "vendor": self.env._(
                "other receipts from %(vendor)s, spread %(spread)s days",
                vendor=vendor,
                spread=self._number(point.lead_time_sd_days),
            ),
            "promised": self.env._(
                "promised, not measured yet: %(vendor)s", vendor=vendor
            ),
            "none": self.env._("assumed: nobody promised or delivered yet"),
        }
        source = point.lead_time_source or "none"
        return self._node(
            self.env._("Lead time"),
            self._number(point.lead_time_days),
            self.env._("days"),
            formulas[source],
            ORIGIN_BY_LEAD_TIME_SOURCE[source],
        )

    def _get_safety_node(self, point, inputs, results):
        spread = results["variance_protection"] ** 0.5
        lead_time_part = inputs["rate_per_day"] ** 2 * inputs["lead_time_variance"]
        return self._node(
            self.env._("Safety stock"),
            self._number(results["safety_stock"]),
            point.uom_id.name,
            self._get_safety_formula(point, inputs, spread),
            "computed",
            [
                self._node(
                    self.env._("Spread of that demand"),
                    self._number(spread),
                    point.uom_id.name,
                    self.env._(
                        "√(forecast error² %(error)s + lead-time spread² %(lead)s)",
                        error=self._number(
                            results["variance_protection"] - lead_time_part
                        ),
                        lead=self._number(lead_time_part),
                    ),
                    "measured",
                    self._get_spread_nodes(point, inputs),
                ),
                self._mark_manual(
                    point,
                    "service_target",
                    self._node(
                        self.env._("Service target"),
                        self._percent(point.service_target),
                        "",
                        point.policy_id.name or "",
                        "policy",
                    ),
                ),
            ],
        )

    def _get_safety_formula(self, point, inputs, spread):
        if inputs["service_type"] == "manual":
            return self.env._("the reordering rule is kept by hand")
        if inputs["service_type"] == "group_fill":
            return self.env._(
                "common factor %(factor)s × spread %(spread)s: %(target)s of the "
                "demand of the whole group leaves from stock",
                factor=self._number(inputs["safety_factor"], 2),
                spread=self._number(spread),
                target=self._percent(point.service_target),
            )
        if inputs["service_type"] == "days_of_cover":
            days = inputs["cover_days"] - inputs["lead_time_days"]
            return self.env._(
                "%(days)s days of demand",
                days=self._number(days - inputs["review_days"]),
            )
        return self.env._(
            "least stock for %(target)s %(service)s at a spread of %(spread)s",
            target=self._percent(point.service_target),
            service=self._label(point, "service_type").lower(),
            spread=self._number(spread),
        )

    def _get_rule_node(self, point):
        return self._node(
            self.env._("Reordering rule"),
            self.env._(
                "%(minimum)s / %(maximum)s",
                minimum=self._quantity(point, point.min_recommended_qty),
                maximum=self._quantity(point, point.max_recommended_qty),
            ),
            point.uom_id.name,
            self.env._(
                "in force %(minimum)s / %(maximum)s; Odoo orders below the minimum, "
                "so it is one step above the reorder point",
                minimum=self._quantity(point, point.min_current_qty),
                maximum=self._quantity(point, point.max_current_qty),
            ),
            "computed",
        )

    def _get_service_node(self, point):
        return self._node(
            self.env._("Expected service"),
            self._percent(point.service_recommended),
            "",
            self.env._(
                "%(now)s with the rule in force, target %(target)s",
                now=self._percent(point.service_current),
                target=self._percent(point.service_target),
            ),
            "computed",
            self._get_replay_nodes(point),
        )

    def _get_replay_nodes(self, point):
        """Return the service that this policy would have given in the past."""
        if not point.replayed_n_cycles:
            return []
        return [
            self._node(
                self.env._("Back-test of this policy"),
                self._percent(point.replayed_fill_rate),
                "",
                self.env._(
                    "of the demand of the replayed weeks; between %(low)s and "
                    "%(high)s from %(count)s order cycles",
                    low=self._percent(point.replayed_fill_low),
                    high=self._percent(point.replayed_fill_high),
                    count=point.replayed_n_cycles,
                ),
                "measured",
            )
        ]

    def _get_class_node(self, point):
        value = formatLang(
            self.env, point.annual_demand_value, currency_obj=point.currency_id
        )
        formula = self.env._(
            "%(value)s of usage a year; no demand in the history", value=value
        )
        if point.demand_pattern and point.demand_interval:
            formula = self.env._(
                "%(value)s of usage a year; %(pattern)s demand, one demand in "
                "%(interval)s weeks",
                value=value,
                pattern=self._label(point, "demand_pattern").lower(),
                interval=self._number(point.demand_interval),
            )
        return self._node(
            self.env._("Class"),
            point.abc_xyz or "",
            "",
            formula,
            "manual" if point.is_class_locked else "measured",
        )
