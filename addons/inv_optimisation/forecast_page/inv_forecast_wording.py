from babel.dates import format_skeleton

from odoo import models
from odoo.tools.misc import babel_locale_parse, get_lang

from .inv_forecast_reader import SAME_ERROR_RATE

NO_VALUE = "–"
#: Above this a change of demand is said as a factor, not in per cent.
LARGE_CHANGE = 10.0
LINE_WIDTH, LINE_HEIGHT, LINE_MARGIN = 96.0, 26.0, 2.0


class InvForecastWording(models.AbstractModel):
    """Figures of the forecast page in words, and small lines as points."""

    _name = "inv.forecast.wording"
    _description = "Wording of the Forecast Page"
    _inherit = ["inv.kpi.wording", "inv.stocking.point.wording"]

    def _amount(self, value, unit=""):
        """Return money, or a quantity with its unit."""
        if not unit:
            return self._format_money(value)
        quantity = self._bare_amount(value, unit)
        return self.env._("%(quantity)s %(unit)s", quantity=quantity, unit=unit)

    def _bare_amount(self, value, unit=""):
        """Return money, or a quantity whose unit is written beside it."""
        if not unit:
            return self._format_money(value)
        is_whole = abs(value) >= 10 or float(value).is_integer()
        return self._format_number(value, 0 if is_whole else 1)

    def _day_label(self, day):
        """Return day and month in the order of the reader's language, without year."""
        locale = babel_locale_parse(get_lang(self.env).code)
        return format_skeleton("MMMd", day, locale=locale)

    def _sign(self, text, value):
        return f"+{text}" if value > 0 else text.replace("-", "\N{MINUS SIGN}")

    def _change(self, before, after):
        """Return how much more or less ``after`` is, as "+12 %"."""
        if before <= 0:
            return NO_VALUE
        rate = after / before - 1
        if rate >= LARGE_CHANGE:
            return self.env._("%s times", self._format_number(after / before))
        text = self._format_percent(round(rate, 2), 0)
        return self._sign(text, round(rate, 2))

    def _rate(self, figures, name):
        """Return an error as a share of demand; None where nothing was tested."""
        tested = figures["tested"] or 0.0
        return (figures[name] or 0.0) / tested if tested > 0 else None

    def _rate_text(self, figures, name):
        rate = self._rate(figures, name)
        return NO_VALUE if rate is None else self._format_percent(rate)

    def _bias_text(self, figures):
        rate = self._rate(figures, "bias")
        if rate is None:
            return NO_VALUE
        return self._sign(self._format_percent(rate), round(rate, 3))

    def _added(self, figures):
        """Return whether the forecast beats repeating the last week, and by how much.

        One of: better, same, worse, unknown.
        """
        error, naive = self._rate(figures, "error"), self._rate(figures, "naive")
        if error is None or naive is None:
            return {"verdict": "unknown", "text": self.env._("not tested")}
        gain = naive - error
        points = self._format_number(abs(gain) * 100, 1)
        if abs(gain) < SAME_ERROR_RATE:
            return {"verdict": "same", "text": self.env._("like naive")}
        if gain > 0:
            return {"verdict": "better", "text": self.env._("%s pt better", points)}
        return {"verdict": "worse", "text": self.env._("%s pt worse", points)}

    def _line(self, values):
        """Return a small line: points of a polyline and its last point."""
        top = max((value for value in values if value > 0), default=0.0)
        if len(values) < 2 or not top:
            return False
        step = (LINE_WIDTH - 2 * LINE_MARGIN) / (len(values) - 1)
        room = LINE_HEIGHT - 2 * LINE_MARGIN
        points = [
            (
                round(LINE_MARGIN + step * place, 1),
                round(LINE_MARGIN + room * (1 - max(value, 0.0) / top), 1),
            )
            for place, value in enumerate(values)
        ]
        return {
            "points": " ".join(f"{x},{y}" for x, y in points),
            "x": points[-1][0],
            "y": points[-1][1],
            "text": self.env._(
                "Demand by week: highest %(highest)s, last %(last)s.",
                highest=self._format_number(top),
                last=self._format_number(values[-1]),
            ),
        }

    def _override_texts(self, override, day):
        """Return an override as a chip: "+20 % to 8 Dec"."""
        is_running = override.date_from <= day
        values = {
            "change": override.change_text,
            "first": self._date(override.date_from),
            "last": self._date(override.date_to),
            "note": override.note,
            "user": override.user_id.name,
        }
        if is_running:
            text = self.env._("%(change)s to %(last)s", **values)
        else:
            text = self.env._("%(change)s from %(first)s", **values)
        if override.warehouse_id:
            site = override.warehouse_id.name
            text = self.env._("%(text)s, %(site)s", text=text, site=site)
        return {
            "id": override.id,
            "is_running": is_running,
            "text": text,
            "title": self.env._("%(note)s (%(user)s)", **values),
        }
