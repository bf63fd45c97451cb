from odoo import models
from odoo.tools import formatLang

#: Decimals of a price that is not a whole number of cents.
PRICE_DIGITS = 4
CENT_DIGITS = 2


class InvLaneWording(models.AbstractModel):
    """Costs, days and limits of lanes in words, in the language of the reader."""

    _name = "inv.lane.wording"
    _description = "Lane Wording"
    _inherit = "inv.stocking.point.wording"

    def _price(self, lane, value):
        """Return an amount with the decimals that it needs."""
        digits = PRICE_DIGITS
        if float(value).is_integer():
            digits = 0
        elif round(value, CENT_DIGITS) == round(value, PRICE_DIGITS):
            digits = CENT_DIGITS
        text = formatLang(self.env, value, digits=digits)
        currency = lane.currency_id
        pair = (text, currency.symbol or currency.name)
        return "\N{NO-BREAK SPACE}".join(
            pair if currency.position == "after" else reversed(pair)
        )

    def _get_cost_text(self, lane):
        """Return the costs of a lane in one line."""
        named = [
            (lane.cost_per_unit, self.env._("%(cost)s/unit")),
            (lane.cost_per_kg, self.env._("%(cost)s/kg")),
            (lane.cost_per_m3, self.env._("%(cost)s/m³")),
            (lane.handling_cost_per_unit, self.env._("%(cost)s handling/unit")),
            (lane.cost_per_shipment, self.env._("%(cost)s a shipment")),
        ]
        parts = [
            text % {"cost": self._price(lane, cost)} for cost, text in named if cost
        ]
        return " + ".join(parts) or self.env._("no cost set")

    def _get_days_text(self, days):
        rounded = round(days, 1)
        number = self._number(rounded, 0 if float(rounded).is_integer() else 1)
        if rounded == 1:
            return self.env._("1 day")
        return self.env._("%(days)s days", days=number)

    def _get_source_text(self, lane):
        """Return where the days come from, with the number behind a measurement."""
        texts = {
            "manual": self.env._("set by hand"),
            "route": self.env._("delay of the route"),
            "default": self.env._("assumed"),
        }
        if lane.lead_time_source != "measured":
            return texts[lane.lead_time_source]
        if lane.lead_time_count == 1:
            return self.env._("measured on 1 transfer")
        return self.env._(
            "measured on %(count)s transfers",
            count=self._number(lane.lead_time_count, 0),
        )

    def _get_measured_text(self, lane):
        """Return mean, spread and number of the measured lead times."""
        if not lane.lead_time_count:
            return self.env._("no transfer in the last year")
        return self.env._(
            "%(days)s ± %(spread)s days, %(count)s transfers",
            days=self._number(lane.lead_time_measured_days),
            spread=self._number(lane.lead_time_sd_days),
            count=self._number(lane.lead_time_count, 0),
        )

    def _get_load_text(self, value, lane):
        digits = 0 if float(value).is_integer() else 1
        return f"{self._number(value, digits)} {self._get_load_unit(lane)}"

    def _get_load_unit(self, lane):
        units = {
            "units": self.env._("units"),
            "weight": self.env._("kg"),
            "volume": self.env._("m³"),
        }
        return units.get(lane.load_measure, "")

    def _get_limit_text(self, lane):
        """Return the limits of a lane in one line; nothing without any."""
        parts = []
        if lane.full_load:
            load = self._get_load_text(lane.full_load, lane)
            parts.append(self.env._("full at %(load)s", load=load))
        if lane.minimum_load:
            load = self._get_load_text(lane.minimum_load, lane)
            parts.append(self.env._("from %(load)s", load=load))
        if lane.minimum_value:
            value = self._price(lane, lane.minimum_value)
            parts.append(self.env._("from %(value)s", value=value))
        return ", ".join(parts)

    def _get_closed_text(self, lane):
        if lane.date_closed_until:
            return self.env._(
                "closed to %(date)s", date=self._date(lane.date_closed_until)
            )
        return self.env._("closed")
