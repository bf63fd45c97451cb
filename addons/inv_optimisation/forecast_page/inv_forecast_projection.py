import numpy as np

from odoo import models

from ..kernel.forecast.override_weeks import forecast_bands, override_weeks

DAYS_PER_WEEK = 7


class InvForecastProjection(models.AbstractModel):
    """The coming weeks of groups of items, without and with overrides."""

    _name = "inv.forecast.projection"
    _description = "Forecast Projection"

    def _get_weeks(self, groups, overrides, paths, day, n_weeks):
        """Return arrays of shape (groups, weeks): without and with the overrides."""
        mean = np.array([max(one["rate"] or 0.0, 0.0) for one in groups])
        variance = np.array([one["spread"] or 0.0 for one in groups])
        listed = self._get_applied(groups, overrides, paths)
        changed, spread, days = override_weeks(
            mean * DAYS_PER_WEEK,
            variance * DAYS_PER_WEEK,
            n_weeks,
            [row for row, _override in listed],
            [(one.date_from - day).days for _row, one in listed],
            [(one.date_to - day).days for _row, one in listed],
            [one.kind != "percent" for _row, one in listed],
            [self._get_value(groups[row], one) for row, one in listed],
        )
        before = np.repeat(mean[:, None] * DAYS_PER_WEEK, n_weeks, axis=1)
        return {"before": before, "after": changed, "variance": spread, "days": days}

    def _get_value(self, group, override):
        """Return a change as a share, or a quantity a day in the unit of the group."""
        value = override._get_daily_value()
        return value if override.kind == "percent" else value * group["unit_cost"]

    def _get_applied(self, groups, overrides, paths):
        """Return [(row of a group, override)] in the order in which they apply."""
        rows = {}
        for row, group in enumerate(groups):
            for key in self.env["inv.forecast.reader"]._get_keys(group, paths):
                rows.setdefault(key, []).append(row)
        return [
            (row, override)
            for override in overrides
            for row in rows.get(override._get_scope_key(), ())
        ]

    def _get_total(self, weeks):
        """Return the sum of all groups week by week, with bands around it."""
        total = {name: table.sum(axis=0) for name, table in weeks.items()}
        bands = forecast_bands(total["after"], total["variance"])
        return {
            "before": total["before"].tolist(),
            "after": total["after"].tolist(),
            "is_changed": (weeks["days"].max(axis=0) > 0).tolist()
            if len(weeks["days"])
            else [False] * len(total["after"]),
            "bands": [(low.tolist(), high.tolist()) for low, high in bands],
        }
