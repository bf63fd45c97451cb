from odoo import models
from odoo.tools import formatLang

from ..kernel.inventory.recommendation import recommend, stored_inputs
from ..kernel.inventory.rule_evaluation import changed_inputs

DAYS_PER_YEAR = 365


class InvStockingPointExplanation(models.AbstractModel):
    """What a planner set by hand in the tree, and what the sum is without it."""

    _inherit = "inv.stocking.point.explanation"

    def _mark_manual(self, point, parameter, node):
        """Return ``node``, tinted and with its story when the value is by hand."""
        entry, override = self._get_override(point, parameter)
        if not override:
            return node
        formula = self.env._("set by hand")
        if entry["engine"] is not None:
            formula = self.env._(
                "set by hand, the engine would use %(value)s",
                value=override._get_value_text(entry["engine"]),
            )
        note = self.env._(
            "%(user)s, %(day)s, until %(until)s: “%(reason)s”.",
            user=override.user_id.name,
            day=self._date(override.create_date.date()),
            until=self._date(override.date_until),
            reason=override.reason.rstrip(". "),
        )
        return {
            **node,
            "formula": formula,
            "origin": "manual",
            "highlighted": True,
            "note": " ".join(
                part for part in (note, self._get_without(point, entry)) if part
            ),
            "override_id": override.id if override.active else False,
        }

    def _get_override(self, point, parameter):
        """Return the stored entry of a parameter and its record, if there is one."""
        overrides = self.env["inv.parameter.override"]
        for entry in point.derivation.get("overrides", []):
            if entry["parameter"] == parameter:
                return entry, overrides.browse(entry["id"]).exists()
        return None, overrides

    def _get_without(self, point, entry):
        """Return what the reorder point would be without one manual value."""
        changes = self._get_engine_inputs(point, entry)
        if changes is None:
            return ""
        inputs = stored_inputs([point.derivation])
        without = recommend(changed_inputs(inputs, **changes))
        return self.env._(
            "Without it the reorder point is %(quantity)s.",
            quantity=self._quantity(point, float(without.reorder_point[0])),
        )

    def _get_engine_inputs(self, point, entry):
        """Return the inputs that undo one manual value; None where they are unknown."""
        engine, name = entry["engine"], entry["parameter"]
        if engine is None:
            return None
        if name == "lead_time_sd_days":
            return {"lead_time_variance": engine**2}
        if name == "demand_change_rate":
            factor = 1 + entry["value"]
            return {"demand_change_rate": 1 / factor - 1} if factor > 0 else None
        if name == "service_target" and point.service_type == "group_fill":
            # The common factor of the group would serve the item again.
            return None
        return {name: engine}

    def _mark_forecast(self, point, node):
        """Return the forecast node with what a planner changed of the demand."""
        node = self._mark_manual(point, "forecast_method", node)
        children = [*node["children"]]
        change, override = self._get_override(point, "demand_change_rate")
        if override:
            child = self._node(
                self.env._("Demand changed by hand"),
                override._get_value_text(change["value"]),
            )
            children.append(self._mark_manual(point, "demand_change_rate", child))
        children += self._get_forecast_override_nodes(point)
        return {**node, "children": children}

    def _get_demand_node(self, point, inputs, results):
        """Say what forecast overrides add, so that the sum can be followed."""
        node = super()._get_demand_node(point, inputs, results)
        record = point.derivation
        if not record.get("forecast_overrides"):
            return node
        days = results["protection_days"] / inputs["forecast_horizon_days"]
        move = (inputs["forecast_total"] - record["engine_total"]) * days
        return {
            **node,
            "formula": self.env._(
                "%(formula)s, %(move)s by the forecast override",
                formula=node["formula"],
                move=f"{'+' if move > 0 else ''}{self._number(move)}",
            ),
        }

    def _get_forecast_override_nodes(self, point):
        record = point.derivation
        overrides = self.env["inv.forecast.override"].browse(
            record.get("forecast_overrides", [])
        )
        return [
            {
                **self._node(
                    self.env._("Forecast override"),
                    override.change_text,
                    "",
                    self.env._(
                        "the engine expected %(engine)s over %(days)s days, with it "
                        "%(total)s",
                        engine=self._number(record["engine_total"]),
                        days=self._number(record["engine_days"], 0),
                        total=self._number(record["inputs"]["forecast_total"]),
                    ),
                    "manual",
                ),
                "highlighted": True,
                "note": self._get_forecast_note(override),
                "forecast_override_id": override.id,
            }
            for override in overrides.exists()
        ]

    def _get_forecast_note(self, override):
        return self.env._(
            "%(user)s, %(start)s to %(end)s, %(kind)s: “%(note)s”.",
            user=override.user_id.name,
            start=self._date(override.date_from),
            end=self._date(override.date_to),
            kind=self._label_of(override, "reason_code", override.reason_code).lower(),
            note=override.note.rstrip(". "),
        )

    # ------------------------------------------------------------------------
    # More inputs
    # ------------------------------------------------------------------------

    def _get_spread_nodes(self, point, inputs):
        """Return the two spreads that the safety stock is for."""
        days = inputs["forecast_horizon_days"]
        demand = self._node(
            self.env._("Demand spread"),
            self._number((inputs["forecast_variance"] / days) ** 0.5, 2),
            self.env._("%(unit)s a day", unit=point.uom_id.name),
            self.env._(
                "back-tested error of %(days)s days, as of one day",
                days=self._number(days, 0),
            ),
            "measured",
        )
        lead = self._node(
            self.env._("Lead time spread"),
            self._number(inputs["lead_time_variance"] ** 0.5),
            self.env._("days"),
            self.env._(
                "of %(count)s receipts and %(open)s open orders",
                count=point.lead_time_count,
                open=point.lead_time_open_count,
            ),
            "measured" if point.lead_time_count else "default",
        )
        return [demand, self._mark_manual(point, "lead_time_sd_days", lead)]

    def _get_cost_nodes(self, point, inputs):
        """Return what the economic order quantity is made of."""
        policy = point.policy_id
        setting = self.env._("company setting")
        held = inputs["holding_rate"] * inputs["unit_cost"]
        return [
            self._node(
                self.env._("Demand a year"),
                self._number(inputs["rate_per_day"] * DAYS_PER_YEAR, 0),
                point.uom_id.name,
                self.env._(
                    "%(rate)s a day × %(days)s",
                    rate=self._number(inputs["rate_per_day"], 2),
                    days=DAYS_PER_YEAR,
                ),
                "measured",
            ),
            self._node(
                self.env._("Cost of an order"),
                self._cost(point, inputs["ordering_cost"]),
                "",
                policy.name if policy.ordering_cost else setting,
                "policy" if policy.ordering_cost else "default",
            ),
            self._node(
                self.env._("Holding cost"),
                self._cost(point, held),
                "",
                self.env._(
                    "%(rate)s of %(cost)s a year, %(rule)s",
                    rate=self._percent(inputs["holding_rate"]),
                    cost=self._cost(point, inputs["unit_cost"]),
                    rule=policy.name if policy.holding_rate else setting,
                ),
                "policy" if policy.holding_rate else "default",
            ),
        ]

    def _cost(self, point, value):
        return formatLang(self.env, value, digits=2, currency_obj=point.currency_id)

    # ------------------------------------------------------------------------
    # Compared with the last run
    # ------------------------------------------------------------------------

    def _get_changes(self, point):
        """Return what differs from the record of the last other run."""
        before, after = point.derivation_previous, point.derivation
        if not before or not after:
            return {
                "title": self.env._("No earlier run came to other numbers."),
                "rows": [],
            }
        rows = [
            {"label": label, "before": write(old), "after": write(new)}
            for table, name, label, write in self._get_compared(point)
            for old, new in [(before[table].get(name), after[table].get(name))]
            if write(old) != write(new)
        ]
        if before.get("overrides", []) != after.get("overrides", []):
            counts = (
                len(before.get("overrides", [])),
                len(after.get("overrides", [])),
            )
            rows.append(
                {
                    "label": self.env._("Manual values"),
                    "before": self._number(counts[0], 0),
                    "after": self._number(counts[1], 0),
                }
            )
        title = self.env._("Against the run before")
        if not rows:
            title = self.env._("Only digits differ that nobody reads.")
        return {"title": title, "rows": rows}

    def _get_compared(self, point):
        """Return (table, key, label, how it is written) of every compared number."""

        def quantity(value):
            return self._number(value) if value is not None else "–"

        def rate(value):
            return self._number(value, 2) if value is not None else "–"

        def share(value):
            return self._percent(value) if value is not None else "–"

        return [
            ("results", "reorder_point", self.env._("Reorder point"), quantity),
            ("results", "order_up_to", self.env._("Order up to"), quantity),
            ("results", "safety_stock", self.env._("Safety stock"), quantity),
            ("results", "order_quantity", self.env._("Order quantity"), quantity),
            ("inputs", "rate_per_day", self.env._("Forecast a day"), rate),
            ("inputs", "forecast_total", self.env._("Forecast in all"), quantity),
            ("inputs", "lead_time_days", self.env._("Lead time"), quantity),
            ("inputs", "review_days", self.env._("Review period"), quantity),
            ("inputs", "service_target", self.env._("Service target"), share),
            ("inputs", "safety_factor", self.env._("Common factor"), rate),
            ("inputs", "unit_cost", self.env._("Cost of a unit"), rate),
            ("inputs", "ordering_cost", self.env._("Cost of an order"), rate),
            ("inputs", "minimum_order_quantity", self.env._("Minimum"), quantity),
            ("inputs", "order_multiple", self.env._("Order multiple"), quantity),
        ]
