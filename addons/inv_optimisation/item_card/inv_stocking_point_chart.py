from datetime import timedelta

import numpy as np

from odoo import models
from odoo.fields import Domain

from ..kernel.forecast.override import override_forecast

DAYS_PER_WEEK = 7.0
SERIES = ("stock", "demand", "levels", "forecast", "projected", "receipts")
#: Keys of the series that hold a quantity.
QUANTITIES = {
    "quantity",
    "capped_quantity",
    "reorder_point",
    "order_up_to",
    "safety_stock",
    *(f"{side}_{percent}" for side in ("low", "high") for percent in (50, 80, 95)),
}


class InvStockingPointChart(models.AbstractModel):
    """The chart in money, and weeks whose forecast a planner overrides."""

    _inherit = "inv.stocking.point.chart"

    def _get_chart_data(self, point, measure="units"):
        """Return the chart in units, or in money at the cost of a unit."""
        data = super()._get_chart_data(point)
        if measure == "value":
            self._scale(data, point)
        return data

    def _scale(self, data, point):
        """Turn every quantity of the chart into money."""
        cost = (point.derivation or {}).get("inputs", {}).get("unit_cost") or 0.0
        data.update(unit=point.currency_id.symbol, decimals=0)
        for name in SERIES:
            for row in data.get(name, []):
                for key, value in row.items():
                    if key in QUANTITIES and value is not None:
                        row[key] = value * cost

    def _get_forecast(self, point, today):
        weeks = super()._get_forecast(point, today)
        overrides = self._get_overrides(point, today)
        if not weeks or not overrides:
            return weeks
        count = len(weeks)
        mean = np.array([week["quantity"] for week in weeks])
        start = DAYS_PER_WEEK * np.arange(count)
        first = np.array([(one.date_from - today).days for one in overrides])
        last = np.array([(one.date_to - today).days for one in overrides])
        shape = (len(overrides), count)
        changed = override_forecast(
            mean,
            mean,
            np.full(count, DAYS_PER_WEEK),
            np.tile(np.arange(count), len(overrides)),
            (first[:, None] - start).ravel(),
            (last[:, None] - start).ravel(),
            np.repeat([one.kind != "percent" for one in overrides], count),
            np.broadcast_to(
                np.array([one._get_daily_value() for one in overrides])[:, None], shape
            ).ravel(),
        )
        for week, total, days in zip(
            weeks, changed.total.tolist(), changed.days.tolist(), strict=True
        ):
            if days:
                self._move_week(week, total)
        return weeks

    def _move_week(self, week, total):
        """Move the forecast of a week and its bands; say that it is set by hand."""
        shift = total - week["quantity"]
        for name in [key for key in week if key.startswith(("low_", "high_"))]:
            week[name] = max(week[name] + shift, 0.0)
        week.update(quantity=total, is_manual=True)

    def _get_overrides(self, point, today):
        """Return the overrides that touch the point: of categories first."""
        override = self.env["inv.planning.override"]
        found = self.env["inv.forecast.override"].search(
            override._get_scope_domain(point)
            & Domain("company_id", "=", point.company_id.id)
            & Domain("date_to", ">=", today)
            & Domain("date_from", "<=", today + timedelta(days=365)),
            order="id",
        )
        sites = (False, point.warehouse_id)
        own = [
            one for one in found if not one.warehouse_id or one.warehouse_id in sites
        ]
        return sorted(own, key=lambda one: bool(one.point_id))
