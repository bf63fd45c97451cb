from odoo import fields, models
from odoo.tools import formatLang

#: Lots that are named in a sentence; the others are counted.
NAMED_LOTS = 4
#: Smaller amounts are shown with cents.
SMALL_AMOUNT = 10.0


class InvTransferWording(models.AbstractModel):
    """The sentences of a suggestion: why this quantity, why not at all."""

    _name = "inv.transfer.wording"
    _description = "Transfer Wording"
    _inherit = ["inv.stocking.point.wording"]

    def _set_reason(self, suggestions):
        for suggestion in suggestions:
            suggestion.reason = self._get_reason(suggestion)
            suggestion.blocked_text = self._get_blocked_text(suggestion)

    def _get_reason(self, suggestion):
        """Return why this quantity, with the lots that go."""
        if suggestion.state == "blocked" or not suggestion.facts:
            return self._get_blocked_text(suggestion) or ""
        values = self._prepare_values(suggestion)
        text = self._get_template(suggestion) % values
        lots = self._get_lot_text(suggestion)
        return f"{text} {lots}" if lots else text

    def _prepare_values(self, suggestion):
        facts = suggestion.facts
        return {
            "qty": self._quantity(suggestion, suggestion.qty),
            "wanted": self._quantity(suggestion, facts.get("wanted", suggestion.qty)),
            "plan": self._quantity(suggestion, suggestion.recommended_qty),
            "unit": suggestion.uom_id.name,
            "donor": suggestion.source_warehouse_id.name,
            "receiver": suggestion.target_warehouse_id.name,
            "keep_days": self._number(facts.get("keep_days", 0.0), 0),
            "safety": self._rough(suggestion, facts.get("donor_safety", 0.0)),
            "on_hand": self._quantity(suggestion, facts.get("donor_on_hand", 0.0)),
            "level": self._rough(suggestion, facts.get("maximum", 0.0)),
            "lane": suggestion.lane_id.display_name,
        }

    def _money(self, currency, amount):
        """Return an amount as a planner reads it: whole, with cents below ten."""
        if abs(amount) < SMALL_AMOUNT:
            return currency.format(amount)
        text = formatLang(self.env, amount, digits=0)
        parts = (currency.symbol, text)
        if currency.position == "after":
            parts = parts[::-1]
        return "\N{NO-BREAK SPACE}".join(parts)

    def _get_template(self, suggestion):
        """Return the sentence of what limits the quantity."""
        facts = suggestion.facts
        is_cut = suggestion.uom_id.compare(suggestion.qty, facts.get("wanted", 0.0)) < 0
        templates = {
            "protection": self.env._(
                "Cut from %(wanted)s to %(qty)s: only %(qty)s are above the own need "
                "of %(donor)s, %(keep_days)s days and a safety stock of %(safety)s."
            ),
            "available": self.env._(
                "Cut from %(wanted)s to %(qty)s: %(donor)s can pick only %(qty)s now, "
                "the rest is reserved or held back."
            ),
            "maximum": self.env._(
                "%(qty)s %(unit)s bring %(receiver)s to its maximum of %(level)s."
            ),
            "lane": self.env._(
                "Cut to %(qty)s: the vehicle of %(lane)s is full with them."
            ),
            "gain": self.env._(
                "%(qty)s %(unit)s pay; one step more would cost more than it gains."
            ),
            "hand": self.env._(
                "Set by hand to %(qty)s %(unit)s; %(plan)s are recommended."
            ),
        }
        code = suggestion.limit_code or "gain"
        if code in ("protection", "available") and not is_cut:
            code = "maximum"
        return templates[code]

    def _get_lot_text(self, suggestion):
        lots = suggestion.lots or []
        if not lots:
            return ""
        named = [
            f"{lot['name']} ({self._quantity(suggestion, lot['quantity'])})"
            for lot in lots[:NAMED_LOTS]
        ]
        more = len(lots) - len(named)
        if more:
            return self.env._(
                "Lots %(lots)s and %(more)s more, the first to expire first.",
                lots=", ".join(named),
                more=more,
            )
        return self.env._(
            "Lots %(lots)s, the first to expire first.", lots=", ".join(named)
        )

    # ------------------------------------------------------------------------
    # Blocked
    # ------------------------------------------------------------------------

    def _get_blocked_text(self, suggestion):
        """Return why a move is not suggested, with the number that decides."""
        reason, facts = suggestion.blocked_reason, suggestion.facts or {}
        if suggestion.state != "blocked" or not reason:
            return False
        lane = suggestion.lane_id
        currency = suggestion.currency_id
        if reason == "lane_closed" and lane.date_closed_until:
            return self.env._(
                "Lane closed to %(date)s", date=self._date(lane.date_closed_until)
            )
        if reason == "least_gain":
            return self.env._(
                "Gain %(gain)s is below %(least)s",
                gain=self._money(currency, facts.get("gain", 0.0)),
                least=self._money(currency, facts.get("least_gain", 0.0)),
            )
        if reason == "minimum_value":
            return self.env._(
                "Shipment is below %(value)s",
                value=self._money(currency, lane.minimum_value),
            )
        if reason == "expiry" and facts.get("date_expiry"):
            return self.env._(
                "Lot expires %(date)s, %(site)s needs %(days)s days",
                date=self._date(fields.Date.to_date(facts["date_expiry"])),
                site=suggestion.target_warehouse_id.name,
                days=self._number(facts.get("shelf_days", 0.0), 0),
            )
        labels = dict(
            suggestion._fields["blocked_reason"]._description_selection(self.env)
        )
        return labels[reason]
