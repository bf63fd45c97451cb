from odoo import models

from . import kpi_geometry, kpi_ratios


class InvKpiChart(models.AbstractModel):
    """The charts of the large tiles: values, round axes and all their words."""

    _name = "inv.kpi.chart"
    _description = "KPI Chart"

    def _get_chart(self, kpi, picture):
        """Return the chart of a large tile; None for a KPI that has none."""
        method = getattr(self, f"_get_{kpi['code']}_chart", None)
        return method(kpi, picture) if method else None

    def _get_stock_value_chart(self, kpi, picture):
        stock = self._get_values(kpi, picture)
        model = self._get_values({**kpi, "numerator": "model_value"}, picture)
        now = picture["now"].get("model_value")
        series = [
            self._get_series(kpi, self.env._("Stock"), "stock", stock, fill=True),
        ]
        if sum(value is not None for value in model) > 1:
            series.append(self._get_series(kpi, self.env._("Model"), "model", model))
        elif now is not None:
            # Before the first plan there was no model: today's as a guide.
            guide = [now] * len(model)
            name = self.env._("Model today")
            series.append(self._get_series(kpi, name, "model", guide, is_dashed=True))
        return self._prepare(kpi, picture, "line", series)

    def _get_fill_rate_chart(self, kpi, picture):
        cycle = self.env["inv.kpi.catalogue"]._get_kpi("cycle_service")
        fill, cycles = (self._get_values(one, picture) for one in (kpi, cycle))
        series = []
        target = picture["targets"].get(kpi["code"])
        if target is not None:
            guide = [target] * len(fill)
            name = self.env._("Target")
            series.append(self._get_series(kpi, name, "target", guide, is_dashed=True))
        series.append(self._get_series(kpi, self.env._("Fill"), "stock", fill))
        series.append(self._get_series(kpi, self.env._("Cycle"), "model", cycles))
        return self._prepare(kpi, picture, "line", series)

    def _get_lost_margin_chart(self, kpi, picture):
        values = self._get_values(kpi, picture)
        series = [self._get_series(kpi, kpi["name"], "lost", values)]
        return self._prepare(kpi, picture, "bar", series)

    def _get_values(self, kpi, picture):
        return [kpi_ratios.get_value(kpi, sums) for sums in picture["months"]]

    def _get_series(self, kpi, name, colour, values, fill=False, is_dashed=False):
        wording = self.env["inv.kpi.wording"]
        last = next((value for value in reversed(values) if value is not None), None)
        is_named = is_dashed or kpi["unit"] == "percent"
        end = name if is_named else f"{name} {wording._format_short(kpi, last)}"
        return {
            "name": name,
            "colour": colour,
            "values": values,
            "texts": [wording._format(kpi, value) for value in values],
            "end": end if last is not None else "",
            "fill": fill,
            "is_dashed": is_dashed,
        }

    def _prepare(self, kpi, picture, kind, series):
        wording = self.env["inv.kpi.wording"]
        axis = kpi_geometry.get_axis(
            [value for one in series for value in one["values"]], kind == "bar"
        )
        ticks = kpi_geometry.get_ticks(*axis)
        return {
            "kind": kind,
            "labels": [wording._format_month(day) for day in picture["days"]],
            "titles": picture["day_names"],
            "series": series,
            "axis": {
                "min": axis[0],
                "max": axis[1],
                "ticks": [
                    {"value": value, "label": self._format_tick(kpi, value, axis[2])}
                    for value in ticks
                ],
            },
            "description": self._describe(kpi, picture, series),
        }

    def _format_tick(self, kpi, value, step):
        wording = self.env["inv.kpi.wording"]
        if kpi["unit"] == "percent":
            return wording._format_percent(value, 0 if step >= 0.01 else 1)
        return wording._format(kpi, value)

    def _describe(self, kpi, picture, series):
        """Return the chart in one sentence, for those who do not see it."""
        parts = "; ".join(
            self.env._(
                "%(name)s from %(first)s to %(last)s",
                name=one["name"],
                first=one["texts"][0],
                last=one["texts"][-1],
            )
            for one in series
            if one["texts"]
        )
        return self.env._("%(kpi)s: %(parts)s", kpi=kpi["name"], parts=parts)
