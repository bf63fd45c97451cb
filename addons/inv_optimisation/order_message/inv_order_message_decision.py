from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import LockError, UserError

from .inv_order_message import WAITING_STATES

#: Days for which an ignored message stays quiet.
IGNORE_DAYS = 14


class InvOrderMessage(models.Model):
    """What a planner decides on messages; all of a selection or none."""

    _inherit = "inv.order.message"

    def action_accept(self):
        """Change drafts and transfers as the messages say."""
        if not self:
            raise UserError(self.env._("Select the changes to accept."))
        confirmed = self.filtered("needs_vendor")
        if confirmed:
            raise UserError(
                self.env._(
                    "%(orders)s: the vendor has to agree, because the order is "
                    "confirmed. Ask the vendors one by one; nothing was changed.",
                    orders=", ".join(sorted(set(confirmed.mapped("document")))[:3]),
                )
            )
        self._lock(("open",))
        self._check_unchanged(has_to_hold=True)
        for message in self:
            message._apply()
        self._decide("accepted")
        return self._notify(
            self.env._("Changed %(orders)s.", orders=self._get_document_names())
        )

    def action_ignore(self, days=IGNORE_DAYS):
        """Keep these messages quiet for some days, unless they change."""
        self._lock(WAITING_STATES)
        for message in self:
            today = message.company_id._get_inventory_today()
            message.ignore_until = today + timedelta(days=days)
        self._decide("ignored")
        return True

    def action_undo(self):
        """Take a decision back, as long as nobody changed the order since."""
        self._lock(("accepted", "ignored"))
        for message in self:
            if not message.can_undo:
                raise UserError(message._get_lasting_sentence())
            message._check_no_other()
            if message.state == "accepted":
                message._revert()
        self._decide("open", ignore_until=False)
        return True

    def action_find(self):
        """Look at all open orders of the company again."""
        self.check_access("write")
        counts = self.env["inv.order.message.finder"]._find(self.env.company)
        return self._notify(
            self.env._(
                "%(created)s new, %(updated)s changed, %(removed)s done with.", **counts
            )
        )

    # ------------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------------

    def _lock(self, states):
        """Lock messages and document lines; refuse what somebody decided already."""
        self.check_access("write")
        try:
            self.lock_for_update()
            # Superuser: who plans need not be a buyer; only the row is locked.
            self.sudo().purchase_line_id.lock_for_update()
            self.sudo().move_id.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is changing one of these orders right now. Try "
                    "again in a few seconds."
                )
            ) from error
        for message in self:
            if message.state not in states:
                raise UserError(message._get_decided_sentence())

    def _get_decided_sentence(self):
        label = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "The change of %(document)s is decided already (%(state)s). Reload the "
            "list.",
            document=self.document,
            state=label[self.state],
        )

    def _get_lasting_sentence(self):
        if self.needs_vendor:
            return self.env._(
                "The vendor agreed to change %(document)s. Change the order itself.",
                document=self.document,
            )
        return self.env._(
            "%(document)s was cancelled and cannot be revived. Order a new transfer.",
            document=self.document,
        )

    def _check_unchanged(self, has_to_hold=False):
        """Refuse messages whose order, or with ``has_to_hold`` need, has changed.

        The messages stay as they are; the next look finds what is right then.
        """
        for company, group in self.grouped("company_id").items():
            # Superuser, as the finder: the same numbers for whoever decides.
            finder = self.env["inv.order.message.finder"].sudo().with_company(company)
            found = finder._look(group.point_id.sudo().with_company(company), company)
            for message in group:
                now = found.get(message._get_key())
                refusal = message._get_refusal(now, finder, has_to_hold)
                if refusal:
                    raise UserError(refusal)

    def _get_refusal(self, now, finder, has_to_hold):
        """Return why this message must not be followed now, or None."""
        wording = self.env["inv.order.message.wording"]
        if now is None:
            return self.env._(
                "%(document)s is not open any more: it was received, cancelled or "
                "removed. Look again.",
                document=self.document,
            )
        if now["source"] != self.source:
            return self.env._(
                "%(document)s was confirmed or put back to a draft since. Look again.",
                document=self.document,
            )
        if finder._has_moved(self, now):
            return self.env._(
                "Somebody changed %(document)s since: it is %(qty)s %(unit)s for "
                "%(date)s now. Look again.",
                document=self.document,
                qty=wording._quantity(self, now["quantity_current"]),
                unit=self.uom_id.name,
                date=wording._date(now["date_current"]),
            )
        quantity = now["quantity_new"]
        if has_to_hold and (
            now["kind"] != self.kind or self.uom_id.compare(quantity, self.quantity_new)
        ):
            return self.env._(
                "Stock or demand of %(item)s changed since, so this change of "
                "%(document)s is not right any more. Look again.",
                item=self.product_id.display_name,
                document=self.document,
            )
        return None

    def _check_no_other(self):
        """Refuse to show a message again where a newer one waits."""
        name = "move_id" if self.source == "transfer" else "purchase_line_id"
        domain = [(name, "=", self[name].id), ("state", "in", WAITING_STATES)]
        if self[name] and self.search_count(domain, limit=1):
            raise UserError(
                self.env._(
                    "There is a newer change of %(document)s. Decide that one.",
                    document=self.document,
                )
            )

    def _decide(self, state, **values):
        self.write(
            {
                "state": state,
                "decided_user_id": self.env.uid,
                "decided_datetime": fields.Datetime.now(),
                **values,
            }
        )

    def _get_document_names(self):
        names = sorted(set(self.mapped("document")))
        return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")

    def _notify(self, text):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": text,
                "type": "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
