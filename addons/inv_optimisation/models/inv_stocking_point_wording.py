from babel.dates import format_skeleton

from odoo import fields, models
from odoo.tools import formatLang
from odoo.tools.misc import babel_locale_parse, get_lang


class InvStockingPointWording(models.AbstractModel):
    """Numbers and dates as a planner reads them, in the language of the reader."""

    _name = "inv.stocking.point.wording"
    _description = "Stocking Point Wording"

    def _get_digits(self):
        return self.env["decimal.precision"].precision_get("Product Unit")

    def _quantity(self, point, value):
        """Return a quantity with the decimals of its unit; no zeros behind a point."""
        digits = 0 if float(value).is_integer() else self._get_digits()
        return formatLang(self.env, value, digits=digits)

    def _rough(self, point, value):
        """Return a planned quantity without digits that nobody reads."""
        return self._quantity(point, float(round(value, 0 if abs(value) >= 10 else 1)))

    def _number(self, value, digits=1):
        return formatLang(self.env, value, digits=digits)

    def _percent(self, value):
        return self.env._(
            "%(value)s %%", value=formatLang(self.env, value * 100, digits=1)
        )

    def _whole_money(self, value, currency):
        """Return an amount in whole units: cents say nothing in a list or a total."""
        return formatLang(
            self.env,
            value,
            currency_obj=currency,
            rounding_unit="units",
            digits=0,
        )

    def _label(self, point, name):
        """Return the translated label of a selection field's value."""
        return self._label_of(point, name, point[name])

    def _label_of(self, point, name, value):
        """Return the translated label of one value of a selection field."""
        return dict(point._fields[name]._description_selection(self.env))[value]

    def _date(self, value):
        if not value:
            return self.env._("later")
        is_this_year = value.year == fields.Date.today().year
        # Day and month in the order of the reader's language, as the client shows them.
        skeleton = "MMMd" if is_this_year else "yMMMd"
        locale = babel_locale_parse(get_lang(self.env).code)
        return format_skeleton(skeleton, value, locale=locale)
