from odoo import models
from odoo.tools import format_date, formatLang

NO_VALUE = "–"
#: Larger amounts are shown in thousands and in millions.
SHORT_FROM, THOUSAND, MILLION = 1e4, 1e3, 1e6
#: Decimals of a short amount below these figures: three figures in all.
TWO_DECIMALS_BELOW, ONE_DECIMAL_BELOW = 10, 100


class InvKpiWording(models.AbstractModel):
    """Values of KPIs in words: short amounts, shares, days, in the user's language."""

    _name = "inv.kpi.wording"
    _description = "Wording of KPIs"

    def _format(self, kpi, value):
        """Return ``value`` of ``kpi`` in its unit."""
        if value is None:
            return NO_VALUE
        if kpi["unit"] == "money":
            return self._format_money(value)
        if kpi["unit"] == "percent":
            return self._format_percent(value, kpi["digits"])
        number = self._format_number(value, kpi["digits"])
        return (
            self.env._("%(hours)s h", hours=number)
            if kpi["unit"] == "hours"
            else number
        )

    def _format_number(self, value, digits=0):
        return formatLang(self.env, value + 0.0, digits=digits)

    def _format_percent(self, value, digits=1):
        return self.env._(
            "%(number)s %%", number=self._format_number(100 * value, digits)
        )

    def _format_money(self, value, with_symbol=True):
        """Return whole money below ten thousand, "15.2k" and "1.18M" above."""
        size = abs(value)
        factor, letter = 1.0, ""
        if size >= MILLION:
            factor, letter = MILLION, "M"
        elif size >= SHORT_FROM:
            factor, letter = THOUSAND, "k"
        number = self._format_number(
            value / factor, self._get_decimals(size / factor) if letter else 0
        )
        text = f"{number}{letter}"
        if not with_symbol:
            return text
        currency = self.env.company.currency_id
        symbol = currency.symbol or currency.name
        if currency.position == "after":
            return f"{text}\u00a0{symbol}"
        return f"{symbol}\u00a0{text}"

    def _get_decimals(self, size):
        """Return as many decimals as make three figures; none of a round number."""
        if round(size, 2) == round(size):
            return 0
        if size < TWO_DECIMALS_BELOW:
            return 2
        return 1 if size < ONE_DECIMAL_BELOW else 0

    def _format_short(self, kpi, value):
        """Return ``value`` without its unit, for enumerations and axes."""
        if value is None:
            return NO_VALUE
        if kpi["unit"] == "money":
            return self._format_money(value, with_symbol=False)
        scale = 100 if kpi["unit"] == "percent" else 1
        digits = kpi["digits"] if kpi["unit"] in ("turns", "ratio") else 0
        return self._format_number(value * scale, digits)

    def _format_terms(self, kpi, terms, value, scale):
        """Return the formula with its numbers, as "€ 32.9M ÷ € 6.54M = 5.0"."""
        if terms is None:
            return ""
        numerator, denominator = terms
        show = self._format_money if self._is_money(kpi) else self._format_number
        if denominator is None:
            return self._format(kpi, value)
        if kpi["scale"] == "days":
            return self.env._(
                "%(part)s ÷ %(whole)s a day = %(value)s",
                part=show(numerator),
                whole=show(denominator / scale),
                value=self._format(kpi, value),
            )
        if kpi["scale"] == "year":
            numerator *= scale
        return self.env._(
            "%(part)s ÷ %(whole)s = %(value)s",
            part=show(numerator),
            whole=show(denominator),
            value=self._format(kpi, value),
        )

    def _is_money(self, kpi):
        names = kpi["denominator"] or kpi["numerator"]
        name = names if isinstance(names, str) else names[0]
        return self.env["inv.kpi.snapshot"]._fields[name].type == "monetary"

    def _format_month(self, day):
        return format_date(self.env, day, date_format="MMM")

    def _format_day(self, day):
        return format_date(self.env, day, date_format="d MMM")
