from odoo import models

from .inv_order_message import DATE_KINDS

#: From this many days on a time is said in weeks.
DAYS_AS_WEEKS = 14
WEEK_DAYS = 7


class InvOrderMessageWording(models.AbstractModel):
    """The sentence of a message: what to do, why, and what it is worth."""

    _name = "inv.order.message.wording"
    _description = "Order Change Wording"
    _inherit = ["inv.stocking.point.wording"]

    def _set_sentence(self, messages):
        for message in messages:
            values = self._prepare_values(message)
            action = self._get_action_templates()[message.kind] % values
            reason = self._get_reason_templates()[self._get_situation(message)] % values
            message.reason = reason
            message.sentence = self.env._(
                "%(action)s: %(reason)s", action=action, reason=reason
            )
            message.change = self._get_change(message, values)

    def _get_change(self, message, values):
        if message.kind in DATE_KINDS:
            return self.env._("%(from)s → %(to)s", **self._pick(values, "from", "to"))
        return self.env._(
            "%(qty)s → %(new)s %(unit)s", **self._pick(values, "qty", "new", "unit")
        )

    def _pick(self, values, *names):
        return {name: values[name] for name in names}

    def _prepare_values(self, message):
        facts = message.facts or {}
        amount = {name: self._quantity(message, facts.get(name) or 0.0)
                  for name in ("on_hand", "earlier", "position", "reorder_point",
                               "order_up_to", "level", "lacking")}  # fmt: skip
        return {
            **amount,
            "document": message.document,
            "unit": message.uom_id.name,
            "qty": self._quantity(message, message.quantity_current),
            "new": self._quantity(message, message.quantity_new),
            "from": self._date(message.date_current),
            "to": self._date(message.date_new),
            "cover": self._number(facts.get("cover_days") or 0, 0),
            "value": self._whole_money(message.value, message.currency_id),
            "time": self._get_time(abs(message.days)),
            "stock": self._get_stock(facts, amount),
        }

    def _get_time(self, days):
        if days < DAYS_AS_WEEKS:
            return self.env._("%(count)s days", count=days)
        return self.env._("%(count)s weeks", count=round(days / WEEK_DAYS))

    def _get_stock(self, facts, amount):
        """Return what there is before the order comes."""
        if not facts.get("earlier"):
            return self.env._("%(on_hand)s on hand", on_hand=amount["on_hand"])
        return self.env._(
            "%(on_hand)s on hand and %(earlier)s due before",
            **self._pick(amount, "on_hand", "earlier"),
        )

    def _get_situation(self, message):
        facts = message.facts or {}
        if message.kind == "postpone" and not facts.get("is_needed"):
            return "postpone_far"
        if message.kind == "expedite":
            if not facts.get("lacking"):
                return "expedite_early"
            if not facts.get("level"):
                return "expedite_used"
            return "expedite" if facts.get("cover_days") else "expedite_now"
        return message.kind

    def _get_action_templates(self):
        """Return {kind: what to do}."""
        return {
            "postpone": self.env._(
                "Move %(document)s (%(qty)s %(unit)s) from %(from)s to %(to)s"
            ),
            "expedite": self.env._(
                "Bring %(document)s (%(qty)s %(unit)s) forward from %(from)s to %(to)s"
            ),
            "increase": self.env._(
                "Raise %(document)s from %(qty)s to %(new)s %(unit)s"
            ),
            "decrease": self.env._(
                "Lower %(document)s from %(qty)s to %(new)s %(unit)s"
            ),
            "cancel": self.env._("Cancel %(document)s (%(qty)s %(unit)s)"),
        }

    def _get_reason_templates(self):
        """Return {situation: why, and what it is worth}."""
        return {
            "postpone": self.env._(
                "%(stock)s already cover %(cover)s days. %(value)s of cash stays free "
                "for %(time)s, service does not change."
            ),
            "postpone_far": self.env._(
                "%(stock)s cover more than %(cover)s days. %(value)s of cash stays "
                "free, service does not change."
            ),
            "expedite": self.env._(
                "%(stock)s fall below the %(level)s to keep by then. %(lacking)s are "
                "missing until it comes."
            ),
            "expedite_now": self.env._(
                "%(stock)s are below the %(level)s to keep. %(lacking)s are missing "
                "until it comes."
            ),
            "expedite_used": self.env._(
                "%(stock)s are used up by then. %(lacking)s are missing until it comes."
            ),
            "expedite_early": self.env._(
                "%(stock)s fall below the %(level)s to keep by then."
            ),
            "increase": self.env._(
                "%(position)s on hand and due are at or below the reorder point of "
                "%(reorder_point)s. It is not confirmed yet, so one order is enough."
            ),
            "decrease": self.env._(
                "%(position)s on hand and due exceed the maximum of %(order_up_to)s. "
                "%(value)s of cash stays free."
            ),
            "cancel": self.env._(
                "%(position)s on hand and due exceed the maximum of %(order_up_to)s "
                "even without it. %(value)s of cash stays free."
            ),
        }
