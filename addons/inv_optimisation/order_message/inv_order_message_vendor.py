from odoo import models
from odoo.exceptions import UserError

from .inv_order_message import DATE_KINDS, WAITING_STATES


class InvOrderMessage(models.Model):
    """Changes of confirmed orders: the vendor is asked, and the answer is entered."""

    _inherit = "inv.order.message"

    def action_ask(self):
        """Write to the vendor; the message waits for the answer once it is sent."""
        self.ensure_one()
        self._lock(WAITING_STATES)
        self._check_is_confirmed()
        order = self._get_writable_order()
        self._check_unchanged()
        template = self.env.ref("inv_optimisation.mail_template_order_message")
        subject, body = (
            template._render_field(
                name, self.ids, compute_lang=True, engine=engine, options=options
            )[self.id]
            for name, engine, options in (
                ("subject", "inline_template", None),
                ("body_html", "qweb", {"post_process": True}),
            )
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask the Vendor"),
            "res_model": "mail.compose.message",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": "purchase.order",
                "default_res_ids": order.ids,
                "default_composition_mode": "comment",
                "default_partner_ids": order.partner_id.ids,
                "default_subject": subject,
                "default_body": body,
                "default_email_layout_xmlid": (
                    "mail.mail_notification_layout_with_responsible_signature"
                ),
                "force_email": True,
                "inv_order_message_id": self.id,
            },
        }

    def action_agreed(self):
        """Enter that the vendor agreed: change the confirmed order."""
        if not self:
            raise UserError(self.env._("Select the changes that vendors agreed to."))
        self._lock(WAITING_STATES)
        self._check_is_confirmed()
        for message in self:
            message._get_writable_order()
        self._check_unchanged()
        for message in self:
            message._apply_agreement(message.purchase_line_id)
        self._decide("accepted")
        return self._notify(
            self.env._("Changed %(orders)s.", orders=self._get_document_names())
        )

    def _check_is_confirmed(self):
        drafts = self.filtered(lambda message: not message.needs_vendor)
        if drafts:
            raise UserError(
                self.env._(
                    "No vendor has to agree to a change of %(document)s. Accept it.",
                    document=drafts[0].document,
                )
            )

    def _get_writable_order(self):
        """Return the order, or say who may change it."""
        order = self.purchase_line_id.order_id
        if not order.has_access("write"):
            buyer = order.user_id
            raise UserError(
                self.env._(
                    "%(order)s is confirmed; only purchasing may change it. Ask "
                    "%(buyer)s.",
                    order=order.name,
                    buyer=buyer.name or self.env._("a buyer"),
                )
            )
        return order

    def _set_asked(self):
        """Note that the vendor was written to."""
        self.filtered(lambda message: message.state == "open")._decide("asked")

    def _apply_agreement(self, line):
        """Write the agreed date or quantity; quantities are above what arrived."""
        if self.kind in DATE_KINDS:
            moment = self._get_moved_moment(line.date_planned)
            line.date_planned = moment
            # The vendor is measured by what was agreed, not by what we put off.
            if line.inv_promised_datetime:
                line.inv_promised_datetime = moment
            # Core moves the deadline of receipts only; stock comes on their date.
            # Superuser: a buyer need not work in the warehouse.
            receipts = line.move_ids.sudo().filtered(
                lambda move: move.state not in ("done", "cancel")
            )
            receipts.date = moment
            return
        left = self.uom_id._compute_quantity(self.quantity_new, line.product_uom_id)
        # Written together, or core would compute the date of the order again, and
        # receipts of another date are not lowered.
        line.write(
            {
                "product_qty": line.qty_received + left,
                "date_planned": line.date_planned,
            }
        )
