from datetime import timedelta

import numpy as np

from odoo import fields, models

from ..kernel.demand.cleaning import cap_outliers
from ..kernel.inventory.distributions import choose_distribution, quantile
from ..kernel.inventory.order_projection import project_orders

HISTORY_WEEKS = 26
PROJECTION_WEEKS = 12
DAYS_PER_WEEK = 7
#: Lower and upper probability of each band around the forecast.
BANDS = {"50": (0.25, 0.75), "80": (0.10, 0.90), "95": (0.025, 0.975)}


class InvStockingPointChart(models.AbstractModel):
    """The data of the chart of one stocking point: history and projection."""

    _name = "inv.stocking.point.chart"
    _description = "Stocking Point Chart"

    def _get_chart_data(self, point):
        """Return what the chart component draws; see its contract in JavaScript."""
        company = point.company_id
        today = company._get_inventory_today()
        start = today - timedelta(days=HISTORY_WEEKS * DAYS_PER_WEEK)
        end = today + timedelta(days=PROJECTION_WEEKS * DAYS_PER_WEEK)
        data = {
            "unit": point.uom_id.name,
            "decimals": self._get_decimals(point),
            "today": fields.Date.to_string(today),
            "start": fields.Date.to_string(start),
            "end": fields.Date.to_string(end),
            "lead_time_days": round(point.lead_time_days),
            "message": None,
        }
        if not point.derivation:
            data["message"] = self.env._(
                "This item is not planned yet. Start a planning run to see its chart."
            )
        history = self.env["inv.provider.stock"]._get_stock_history(
            point, company, today, (today - start).days + 1
        )[0]
        data["stock"] = self._get_series(start, history)
        data["demand"] = self._get_demand(point, today)
        data["levels"] = self._get_levels(point, start, today)
        data["forecast"] = self._get_forecast(point, today)
        data["projected"], suggested = self._get_projection(point, company, today)
        data["receipts"] = self._get_receipts(point, company, start, end) + suggested
        return data

    def _get_decimals(self, point):
        values = (point.reorder_point_qty, point.on_hand_qty, point.order_qty)
        is_whole = all(float(value).is_integer() for value in values)
        return 0 if is_whole else self.env["inv.stocking.point.wording"]._get_digits()

    def _get_series(self, start, values):
        return [
            {
                "date": fields.Date.to_string(start + timedelta(days=offset)),
                "quantity": value,
            }
            for offset, value in enumerate(values.tolist())
        ]

    def _get_demand(self, point, today):
        yesterday = today - timedelta(days=1)
        provider = self.env["inv.provider.demand"]
        weeks = point.company_id.inv_history_weeks
        demand = provider._get_weekly_demand(point, yesterday, weeks)
        capped, is_capped = cap_outliers(demand)
        first = yesterday - timedelta(days=HISTORY_WEEKS * DAYS_PER_WEEK - 1)
        recent = slice(-HISTORY_WEEKS, None)
        # Weeks before the first movement are not left out: there was nothing yet.
        is_known = np.logical_or.accumulate(~np.isnan(demand[0]))
        columns = (
            demand[0, recent],
            capped[0, recent],
            is_capped[0, recent],
            is_known[recent],
        )
        return [
            {
                "date": fields.Date.to_string(
                    first + timedelta(days=DAYS_PER_WEEK * week)
                ),
                "quantity": 0.0 if np.isnan(quantity) else quantity,
                "is_excluded": bool(np.isnan(quantity)) and is_past,
                "capped_quantity": limit if was_capped else None,
            }
            for week, (quantity, limit, was_capped, is_past) in enumerate(
                zip(*(column.tolist() for column in columns), strict=True)
            )
        ]

    def _get_levels(self, point, start, today):
        """Return the reordering rule over time, and the recommendation from today."""
        changes = self.env["inv.parameter.change"].search(
            [("point_id", "=", point.id), ("state", "=", "applied")],
            order="applied_datetime",
        )
        steps = []
        if changes:
            steps.append(
                self._get_level(start, changes[0].min_before, changes[0].max_before)
            )
        elif point.orderpoint_id:
            steps.append(
                self._get_level(start, point.min_current_qty, point.max_current_qty)
            )
        for change in changes:
            date = max(change.applied_datetime.date(), start)
            steps.append(self._get_level(date, change.min_after, change.max_after))
        if point.derivation:
            level = self._get_level(
                today, point.min_recommended_qty, point.max_recommended_qty
            )
            level["reorder_point"] = point.reorder_point_qty
            level["safety_stock"] = point.safety_stock_qty
            steps.append(level)
        return steps

    def _get_level(self, date, minimum, maximum):
        return {
            "date": fields.Date.to_string(date),
            "reorder_point": minimum,
            "order_up_to": maximum,
            "safety_stock": None,
        }

    def _get_forecast(self, point, today):
        if not point.derivation:
            return []
        inputs = point.derivation["inputs"]
        mean = np.array([inputs["rate_per_day"] * DAYS_PER_WEEK])
        weeks = max(inputs["forecast_horizon_days"] / DAYS_PER_WEEK, 1.0)
        variance = np.array([inputs["forecast_variance"] / weeks])
        law = choose_distribution(mean, variance)
        limits = {}
        for name, (low, high) in BANDS.items():
            limits[f"low_{name}"] = float(quantile(low, mean, variance, law)[0])
            limits[f"high_{name}"] = float(quantile(high, mean, variance, law)[0])
        return [
            {
                "date": fields.Date.to_string(
                    today + timedelta(days=DAYS_PER_WEEK * week)
                ),
                "quantity": float(mean[0]),
                **limits,
            }
            for week in range(PROJECTION_WEEKS)
        ]

    def _get_projection(self, point, company, today):
        """Return projected stock by day and the receipts that planning would order."""
        if not point.derivation:
            return [], []
        days = PROJECTION_WEEKS * DAYS_PER_WEEK
        provider = self.env["inv.provider.stock"]
        stock = provider._get_stock(point, company, today, days)
        receipts = stock["receipts"].copy()
        arrival = min(round(point.lead_time_days), days - 1)
        receipts[0, arrival] += stock["requested"][0]
        projected, arrivals = project_orders(
            stock["on_hand"],
            receipts,
            np.maximum(point.forecast_per_day, stock["issues"]),
            [point.reorder_point_qty],
            [point.order_qty or 1.0],
            [point.lead_time_days],
        )
        suggested = self._get_requested(point, stock, today, arrival)
        suggested += [
            {
                "date": fields.Date.to_string(today + timedelta(days=day)),
                "quantity": float(arrivals[0, day]),
                "label": self.env._("Suggested order"),
                "res_model": False,
                "res_id": False,
                "is_suggested": True,
            }
            for day in np.flatnonzero(arrivals[0]).tolist()
        ]
        return self._get_series(today, projected[0]), suggested

    def _get_requested(self, point, stock, today, arrival):
        """Return what requests for quotation will bring, as one hollow receipt."""
        quantity = float(stock["requested"][0])
        if not quantity:
            return []
        return [
            {
                "date": fields.Date.to_string(today + timedelta(days=arrival)),
                "quantity": quantity,
                "label": self.env._("Request for quotation"),
                "res_model": False,
                "res_id": False,
                "is_suggested": True,
            }
        ]

    def _get_receipts(self, point, company, start, end):
        rows = self.env["inv.provider.stock"]._get_receipts(point, company, start, end)
        today = company._get_inventory_today()
        return [
            {
                "date": fields.Date.to_string(
                    when.date() if state == "done" else max(when.date(), today)
                ),
                "quantity": float(quantity),
                "label": name or self.env._("Receipt"),
                "res_model": "stock.picking" if picking_id else False,
                "res_id": picking_id or False,
                "is_suggested": False,
            }
            for when, quantity, picking_id, name, state in rows
        ]
