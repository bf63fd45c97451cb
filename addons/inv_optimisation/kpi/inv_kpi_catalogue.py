from odoo import models

from . import kpi_ratios


class InvKpiCatalogue(models.AbstractModel):
    """What the KPIs are: their columns, unit, direction, formula and usual target.

    Another addon adds its KPIs to ``_get_kpis`` (see ``_kpi``) and the columns that
    they read to ``inv.kpi.snapshot``.
    """

    _name = "inv.kpi.catalogue"
    _description = "KPI Catalogue"

    def _kpi(self, code, name, unit, numerator, **values):
        """Return one KPI.

        ``unit`` is percent, money, days, hours, turns, number or ratio. ``numerator``
        and ``denominator`` are columns of the snapshot, or lists of columns that are
        added, those with a minus taken off. ``note`` says what the line below the
        value compares: class, site, or a method of ``inv.kpi.tile``; ``rows`` names
        what the rows show, see ``inv.kpi.rows``.
        """
        return {
            "code": code,
            "name": name,
            "unit": unit,
            "numerator": numerator,
            "denominator": None,
            "scale": "",
            "is_lower_better": False,
            "default_target": None,
            "digits": {"turns": 1, "ratio": 2, "percent": 1}.get(unit, 0),
            "formula": "",
            "suffix": "",
            "note": "class",
            "rows": "snapshots",
            "size": "small",
            **values,
        }

    def _get_kpis(self):
        """Return all KPIs in the order of the page."""
        return [
            *self._get_large_kpis(),
            *self._get_stock_kpis(),
            *self._get_service_kpis(),
            *self._get_planning_kpis(),
        ]

    def _get_large_kpis(self):
        return [
            self._kpi(
                "stock_value",
                self.env._("Stock value against model stock"),
                "money",
                "stock_value",
                is_lower_better=True,
                size="large",
                formula=self.env._(
                    "Stock × its cost, plus work in progress. Consigned stock is left "
                    "out. The model is the average stock that the plan leads to."
                ),
            ),
            self._kpi(
                "fill_rate",
                self.env._("Service"),
                "percent",
                "served_value",
                denominator="demand_value",
                default_target=95.0,
                size="large",
                rows="stock_outs",
                formula=self.env._(
                    "Demand that left on its day ÷ demand of 91 days, both at cost. "
                    "Cancelled remainders and late deliveries are not served."
                ),
            ),
            self._kpi(
                "lost_margin",
                self.env._("Lost margin"),
                "money",
                "lost_margin",
                is_lower_better=True,
                size="large",
                rows="stock_outs",
                formula=self.env._(
                    "Margin of what was refused or, where more, of the usual demand on "
                    "days without stock. 28 days, at list price."
                ),
            ),
        ]

    def _get_stock_kpis(self):
        return [*self._get_turn_kpis(), *self._get_surplus_kpis()]

    def _get_turn_kpis(self):
        return [
            self._kpi(
                "turns",
                self.env._("Turns"),
                "turns",
                "cogs_value",
                denominator="average_value",
                scale="year",
                default_target=6.0,
                suffix=self.env._("a year"),
                formula=self.env._(
                    "Cost of goods sold in 12 months ÷ average stock value."
                ),
            ),
            self._kpi(
                "days_on_hand",
                self.env._("Days on hand"),
                "days",
                "stock_value",
                denominator="cogs_value",
                scale="days",
                is_lower_better=True,
                default_target=60.0,
                suffix=self.env._("days"),
                formula=self.env._(
                    "Stock value ÷ cost of goods sold a day, of 12 months."
                ),
            ),
        ]

    def _get_surplus_kpis(self):
        return [
            self._kpi(
                "excess",
                self.env._("Excess"),
                "percent",
                "excess_value",
                denominator="stock_value",
                is_lower_better=True,
                default_target=5.0,
                note="_get_excess_note",
                rows="excess",
                formula=self.env._("Stock above the maximum ÷ stock value."),
            ),
            self._kpi(
                "dead_stock",
                self.env._("Dead over 180 days"),
                "percent",
                "dead_value",
                denominator="stock_value",
                is_lower_better=True,
                default_target=3.0,
                note="_get_dead_note",
                rows="dead",
                formula=self.env._("Stock without an issue in 180 days ÷ stock value."),
            ),
            self._kpi(
                "gmroi",
                self.env._("Margin on stock"),
                "ratio",
                "margin_value",
                denominator="average_value",
                scale="year",
                default_target=2.0,
                suffix=self.env._("GMROI a year"),
                formula=self.env._(
                    "Gross margin of 12 months at list price ÷ average stock value."
                ),
            ),
            self._kpi(
                "carrying_cost",
                self.env._("Carrying cost"),
                "money",
                "carrying_cost",
                is_lower_better=True,
                suffix=self.env._("a year"),
                note="site",
                formula=self.env._("Holding rate of the policy × stock value."),
            ),
        ]

    def _get_service_kpis(self):
        return [
            self._kpi(
                "cycle_service",
                self.env._("Cycles without a gap"),
                "percent",
                ["cycle_count", "-stock_out_cycle_count"],
                denominator="cycle_count",
                default_target=95.0,
                rows="stock_outs",
                formula=self.env._(
                    "Receipts that found stock ÷ all receipts, 91 days."
                ),
            ),
            self._kpi(
                "stock_out_days",
                self.env._("Stock-out days"),
                "number",
                "stock_out_days",
                is_lower_better=True,
                suffix=self.env._("item-days"),
                rows="stock_outs",
                formula=self.env._(
                    "Days at or below zero of items with demand, 28 days."
                ),
            ),
            self._kpi(
                "perfect_order",
                self.env._("Perfect deliveries"),
                "percent",
                "perfect_delivery_count",
                denominator="delivery_count",
                default_target=95.0,
                note="_get_delivery_note",
                formula=self.env._(
                    "On time, in full and nothing came back ÷ deliveries of 91 days."
                ),
            ),
        ]

    def _get_planning_kpis(self):
        return [*self._get_accuracy_kpis(), *self._get_decision_kpis()]

    def _get_accuracy_kpis(self):
        return [
            self._kpi(
                "forecast_error",
                self.env._("Forecast error"),
                "percent",
                "forecast_error_value",
                denominator="forecast_demand_value",
                is_lower_better=True,
                rows="points",
                formula=self.env._(
                    "Back-tested absolute error over the lead time ÷ demand, at cost."
                ),
            ),
            self._kpi(
                "supplier_on_time",
                self.env._("Supplier on time"),
                "percent",
                "on_time_receipt_count",
                denominator="receipt_count",
                default_target=92.0,
                note="_get_supplier_note",
                rows="vendors",
                formula=self.env._(
                    "Order lines there on the promised day ÷ lines of 91 days."
                ),
            ),
        ]

    def _get_decision_kpis(self):
        return [
            self._kpi(
                "override_rate",
                self.env._("Planner overrides"),
                "percent",
                "override_count",
                denominator="decision_count",
                is_lower_better=True,
                suffix=self.env._("of suggestions"),
                note="_get_override_note",
                rows="overrides",
                formula=self.env._(
                    "Changed quantities, rejected and left out ÷ decisions of 91 days."
                ),
            ),
            self._kpi(
                "plan_adherence",
                self.env._("Plan adherence"),
                "percent",
                "timely_count",
                denominator="dated_count",
                default_target=90.0,
                suffix=self.env._("in 2 days"),
                note="_get_adherence_note",
                rows="decisions",
                formula=self.env._(
                    "Suggestions decided in 2 days ÷ suggestions decided."
                ),
            ),
        ]

    def _get_unit_name(self, kpi):
        names = {
            "percent": "%",
            "money": self.env.company.currency_id.name,
            "days": self.env._("days"),
            "hours": self.env._("hours"),
            "turns": self.env._("a year"),
        }
        return names.get(kpi["unit"], "")

    def _get_kpi(self, code):
        """Return the KPI ``code``, or None where no addon knows it."""
        return next((kpi for kpi in self._get_kpis() if kpi["code"] == code), None)

    def _get_value(self, kpi, sums):
        return kpi_ratios.get_value(kpi, sums)
