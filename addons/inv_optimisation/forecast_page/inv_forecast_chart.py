from datetime import timedelta

from odoo import models

from ..kernel.forecast.override_weeks import BANDS
from .inv_demand_week import HISTORY_WEEKS

#: Coming weeks that the chart shows.
FORECAST_WEEKS = 26
AXIS_STEPS = 4
#: The chart ends above a bar or a line; a band that is wide ends where it may.
HEAD_ROOM = 1.08


class InvForecastChart(models.AbstractModel):
    """The chart of a row: a year of demand, half a year of forecast, week by week."""

    _name = "inv.forecast.chart"
    _description = "Forecast Page: Chart"
    _inherit = ["inv.forecast.wording"]

    def _get_chart(self, history, ahead, *, day, unit, marks=()):
        """Return what the chart component draws; nothing is computed in the client."""
        past, coming = len(history), len(ahead["after"])
        empty, gap = [None] * coming, [None] * past
        starts = [
            day + timedelta(days=7 * (place - past)) for place in range(past + coming)
        ]
        bands = ahead["bands"]
        return {
            "labels": [self._day_label(start) for start in starts],
            "titles": [
                self.env._("Week from %(date)s", date=self._date(start))
                for start in starts
            ],
            "past": past,
            "today": self.env._("Today"),
            "demand": [*history, *empty],
            "marks": [*(marks or [""] * past), *([""] * coming)],
            "forecast": [*gap, *ahead["after"]],
            "before": [*gap, *self._get_before(ahead)],
            "is_changed": [*([False] * past), *ahead["is_changed"]],
            "bands": [
                {
                    "name": self._format_percent(share, 0),
                    "low": [*gap, *low],
                    "high": [*gap, *high],
                }
                for share, (low, high) in reversed(list(zip(BANDS, bands, strict=True)))
            ],
            "texts": [
                *self._get_past_texts(history, marks, unit),
                *self._get_coming_texts(ahead, unit),
            ],
            "axis": self._get_axis(history, ahead),
            "unit": self._get_unit_text(unit),
            "note": "" if unit else self._get_band_note(),
            "description": self._get_description(history, ahead, unit),
        }

    def _get_before(self, ahead):
        """Return the forecast without overrides where one changes it."""
        return [
            before if is_changed else None
            for before, is_changed in zip(
                ahead["before"], ahead["is_changed"], strict=True
            )
        ]

    def _get_band_note(self):
        return self.env._("The bands take the items as independent of each other.")

    def _get_unit_text(self, unit):
        if unit:
            return self.env._("%(unit)s a week", unit=unit)
        currency = self.env.company.currency_id
        return self.env._(
            "%(currency)s a week at cost", currency=currency.symbol or currency.name
        )

    def _get_past_texts(self, history, marks, unit):
        words = {
            "left_out": self.env._("left out by a demand correction"),
            "short": self.env._("out of stock for a time, demand may be higher"),
        }
        lines = [
            [self.env._("Demand %(amount)s", amount=self._amount(value, unit))]
            for value in history
        ]
        for place, mark in enumerate(marks):
            if mark:
                lines[place].append(words[mark])
        return lines

    def _get_coming_texts(self, ahead, unit):
        lines = []
        low, high = ahead["bands"][1]
        for place, value in enumerate(ahead["after"]):
            line = [
                self.env._("Forecast %(amount)s", amount=self._amount(value, unit)),
                self.env._(
                    "%(share)s between %(low)s and %(high)s",
                    share=self._format_percent(BANDS[1], 0),
                    low=self._amount(low[place], unit),
                    high=self._amount(high[place], unit),
                ),
            ]
            if ahead["is_changed"][place]:
                before = self._amount(ahead["before"][place], unit)
                line.append(self.env._("Without override %(amount)s", amount=before))
            lines.append(line)
        return lines

    def _get_axis(self, history, ahead):
        widest = ahead["bands"][-1][1]
        top = max(*history, *ahead["after"], *ahead["before"], *widest, 1.0)
        step = self.env["inv.exchange.curve.page"]._get_round_step(top / AXIS_STEPS)
        count = int(top * HEAD_ROOM / step)
        return {
            "max": top * HEAD_ROOM,
            "ticks": [
                {"value": float(step * place), "label": self._get_tick(step * place)}
                for place in range(count + 1)
            ],
        }

    def _get_tick(self, value):
        return self._format_money(float(value), with_symbol=False)

    def _get_description(self, history, ahead, unit):
        return self.env._(
            "Demand of the last %(past)s weeks, %(demand)s in all, and the forecast of "
            "the next %(coming)s weeks, %(forecast)s in all.",
            past=len(history),
            demand=self._amount(sum(history), unit),
            coming=len(ahead["after"]),
            forecast=self._amount(sum(ahead["after"]), unit),
        )

    # ------------------------------------------------------------------------
    # Detail
    # ------------------------------------------------------------------------

    def _get_detail(self, scope):
        """Return history, forecast, figures and overrides of one row."""
        reader = self.env["inv.forecast.reader"]
        company, record = scope["company"], scope["record"]
        is_item = scope["kind"] == "item"
        day = reader._get_day(company)
        overrides = reader._get_open_overrides(company, day)
        groups = reader._get_groups(
            company,
            scope["domain"],
            record.ids if is_item else reader._get_own_ids(overrides),
            with_spread=True,
            in_units=is_item,
        )
        paths = reader._get_paths({group["categ_id"] for group in groups})
        projection = self.env["inv.forecast.projection"]
        ahead = projection._get_total(
            projection._get_weeks(groups, overrides, paths, day, FORECAST_WEEKS)
        )
        unit = record.uom_id.name if is_item else ""
        history, marks = self._get_history(scope, day)
        figures = reader._add(groups)
        return {
            "unit": unit,
            "item_count": figures["items"],
            "figures": self._get_figures(figures, history, ahead, unit),
            "chart": self._get_chart(history, ahead, day=day, unit=unit, marks=marks),
        }

    def _get_history(self, scope, day):
        reader, record = self.env["inv.forecast.history"], scope["record"]
        if scope["kind"] == "item":
            weeks = reader._get_items(record, day, HISTORY_WEEKS)[record.id]
            return weeks, reader._get_marks(record, day, HISTORY_WEEKS)
        weeks = reader._get_categories(
            scope["company"], scope["site"], record, day, HISTORY_WEEKS
        )
        return weeks[record.id], []

    def _get_figures(self, figures, history, ahead, unit):
        recent, coming = sum(history[-12:]), sum(ahead["after"][:12])
        added = self._added(figures)
        return [
            {
                "label": self.env._("Last 12 weeks"),
                "value": self._amount(recent, unit),
                "note": self.env._(
                    "%(amount)s in a year", amount=self._amount(sum(history), unit)
                ),
            },
            {
                "label": self.env._("Next 12 weeks"),
                "value": self._amount(coming, unit),
                "note": self._get_coming_note(recent, coming, ahead),
            },
            {
                "label": self.env._("Forecast error"),
                "value": self._rate_text(figures, "error"),
                "note": self.env._("of demand (WAPE)"),
            },
            {
                "label": self.env._("Bias"),
                "value": self._bias_text(figures),
                "note": self._get_bias_note(figures),
            },
            {
                "label": self.env._("Against naive"),
                "value": added["text"],
                "verdict": added["verdict"],
                "note": self.env._(
                    "naive %(error)s",
                    error=self._rate_text(figures, "naive"),
                ),
            },
        ]

    def _get_coming_note(self, recent, coming, ahead):
        if any(ahead["is_changed"][:12]):
            change = self._change(sum(ahead["before"][:12]), coming)
            return self.env._("%(change)s by overrides", change=change)
        change = self._change(recent, coming)
        return self.env._("%(change)s on the last 12", change=change)

    def _get_bias_note(self, figures):
        rate = self._rate(figures, "bias")
        if rate is None:
            return self.env._("too little history")
        if abs(rate) < 0.005:
            return self.env._("neither too high nor too low")
        if rate > 0:
            return self.env._("forecasts too much")
        return self.env._("forecasts too little")
