from odoo import fields, models
from odoo.tools import float_round, formatLang
from odoo.tools.misc import format_date

ORIGIN_BY_LEAD_TIME_SOURCE = {
    "item": "measured",
    "vendor": "measured",
    "promised": "manual",
    "none": "default",
}


class InvStockingPointExplanation(models.AbstractModel):
    """Words for the numbers of a stocking point, from its derivation record.

    Every sentence and every node is built when it is shown, in the language of the
    reader; the record itself holds numbers only.
    """

    _name = "inv.stocking.point.explanation"
    _description = "Stocking Point Explanation"

    def _set_explanation(self, points):
        for point in points:
            point.explanation = self._get_nodes(point) if point.derivation else []

    # ------------------------------------------------------------------------
    # Formatting
    # ------------------------------------------------------------------------

    def _get_digits(self):
        return self.env["decimal.precision"].precision_get("Product Unit")

    def _quantity(self, point, value):
        """Return a quantity with the decimals of its unit; no zeros behind a point."""
        digits = 0 if float(value).is_integer() else self._get_digits()
        return formatLang(self.env, value, digits=digits)

    def _number(self, value, digits=1):
        return formatLang(self.env, value, digits=digits)

    def _percent(self, value):
        return self.env._(
            "%(value)s %%", value=formatLang(self.env, value * 100, digits=1)
        )

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

    def _label(self, point, name):
        """Return the translated label of a selection field's value."""
        return dict(point._fields[name]._description_selection(self.env))[point[name]]

    # ------------------------------------------------------------------------
    # The tree
    # ------------------------------------------------------------------------

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
                self._get_forecast_node(point, inputs),
                self._get_lead_time_node(point),
                self._node(
                    self.env._("Review period"),
                    self._number(inputs["review_days"]),
                    self.env._("days"),
                    self.env._("time between two planning runs"),
                    "policy",
                ),
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
            "none": self.env._("no demand was ever seen"),
        }
        return self._node(
            self.env._("Forecast"),
            self._number(inputs["rate_per_day"], 2),
            self.env._("%(unit)s a day", unit=point.uom_id.name),
            formulas[point.forecast_source or "none"],
            "default" if point.forecast_source == "none" else "measured",
        )

    def _get_lead_time_node(self, point):
        vendor = point.vendor_id.name or self.env._("no vendor")
        formulas = {
            "item": self.env._(
                "%(count)s receipts from %(vendor)s, spread %(spread)s days",
                count=point.lead_time_count,
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
                ),
                self._node(
                    self.env._("Service target"),
                    self._percent(point.service_target),
                    "",
                    point.policy_id.name or "",
                    "policy",
                ),
            ],
        )

    def _get_safety_formula(self, point, inputs, spread):
        if inputs["service_type"] == "manual":
            return self.env._("the reordering rule is kept by hand")
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

    def _get_order_quantity_node(self, point, inputs, results):
        steps = [
            self._node(
                self.env._("Economic order quantity"),
                self._number(point.eoq_qty),
                point.uom_id.name,
                self.env._(
                    "√(2 × %(demand)s a year × %(order)s an order ÷ %(hold)s holding)",
                    demand=self._number(inputs["rate_per_day"] * 365),
                    order=self._number(inputs["ordering_cost"], 2),
                    hold=self._number(inputs["unit_cost"] * inputs["holding_rate"], 2),
                ),
                "policy",
            )
        ]
        for name, label in (
            ("minimum_order_quantity", self.env._("Minimum order")),
            ("order_multiple", self.env._("Pack")),
        ):
            if inputs[name]:
                steps.append(
                    self._node(
                        label,
                        self._quantity(point, inputs[name]),
                        point.uom_id.name,
                        point.vendor_id.name or "",
                        "manual",
                    )
                )
        return self._node(
            self.env._("Order quantity"),
            self._quantity(point, results["order_quantity"]),
            point.uom_id.name,
            self.env._(
                "economic order quantity within minimum order, pack and longest cover"
            ),
            "computed",
            steps,
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
        )

    def _get_class_node(self, point):
        return self._node(
            self.env._("Class"),
            point.abc_xyz or "",
            "",
            self.env._(
                "%(value)s of usage a year; %(pattern)s demand, one demand in "
                "%(interval)s weeks",
                value=formatLang(
                    self.env, point.annual_demand_value, currency_obj=point.currency_id
                ),
                pattern=self._label(point, "demand_pattern").lower()
                if point.demand_pattern
                else "",
                interval=self._number(point.demand_interval),
            ),
            "manual" if point.is_class_locked else "measured",
        )

    # ------------------------------------------------------------------------
    # The sentence
    # ------------------------------------------------------------------------

    def _set_reason(self, points):
        for point in points:
            point.reason = self._get_reason(point) if point.status else False

    def _get_reason(self, point):
        """Return one sentence: quantity, date, consequence."""
        if point.planning_error:
            return point.planning_error
        values = {
            "on_hand": self._quantity(point, point.on_hand_qty),
            "due": self._quantity(point, point.incoming_qty),
            "unit": point.uom_id.name,
            "point": self._quantity(point, point.reorder_point_qty),
            "order": self._quantity(point, self._get_missing_quantity(point)),
            "excess": self._quantity(point, point.excess_qty),
            "maximum": self._quantity(point, point.order_up_to_qty),
            "cover": self._number(point.cover_days, 0),
            "runs_out": self._date(point.date_stock_out),
            "lead": self._number(point.lead_time_days, 0),
        }
        return self._get_template(self._get_situation(point)) % values

    def _get_situation(self, point):
        """Return the status, or that enough is on its way and only has to hurry."""
        is_short = point.status in ("stocked_out", "at_risk")
        if is_short and point.incoming_qty and not self._get_missing_quantity(point):
            return f"{point.status}_but_due"
        return point.status

    def _get_missing_quantity(self, point):
        """Return what core would order now: up to the maximum, in whole packs."""
        missing = max(point.order_up_to_qty - point.position_qty, 0.0)
        pack = (point.derivation or {}).get("inputs", {}).get("order_multiple")
        rounding = pack or point.uom_id.rounding
        return float_round(missing, precision_rounding=rounding, rounding_method="UP")

    def _date(self, value):
        if not value:
            return self.env._("later")
        is_this_year = value.year == fields.Date.today().year
        pattern = "d MMM" if is_this_year else "d MMM yyyy"
        return format_date(self.env, value, date_format=pattern)

    def _get_template(self, status):
        templates = {
            "negative_stock": self.env._(
                "Stock is %(on_hand)s %(unit)s: something left that was never booked "
                "in. Count the item."
            ),
            "stocked_out": self.env._(
                "Nothing on hand, %(due)s %(unit)s due. Order %(order)s: an order "
                "placed today takes %(lead)s days."
            ),
            "stocked_out_but_due": self.env._(
                "Nothing on hand. The %(due)s %(unit)s due are enough: expedite them."
            ),
            "at_risk": self.env._(
                "%(on_hand)s on hand + %(due)s due run out on %(runs_out)s; an order "
                "placed today takes %(lead)s days. Order %(order)s %(unit)s."
            ),
            "at_risk_but_due": self.env._(
                "%(on_hand)s on hand run out on %(runs_out)s, before the %(due)s "
                "%(unit)s due arrive. Expedite them."
            ),
            "below_reorder_point": self.env._(
                "Order %(order)s %(unit)s: %(on_hand)s on hand + %(due)s due are at or "
                "below the reorder point of %(point)s."
            ),
            "no_vendor": self.env._(
                "No vendor, bill of materials or transfer route supplies this item "
                "here. Add one."
            ),
            "no_lead_time": self.env._(
                "The vendor promises no lead time and none was measured; %(lead)s days "
                "are assumed. Enter a lead time on the vendor's price list."
            ),
            "excess": self.env._(
                "%(excess)s %(unit)s above the maximum of %(maximum)s: the stock lasts "
                "%(cover)s days."
            ),
            "healthy": self.env._(
                "%(on_hand)s on hand + %(due)s due are between the reorder point of "
                "%(point)s and the maximum of %(maximum)s %(unit)s."
            ),
        }
        return templates[status]
