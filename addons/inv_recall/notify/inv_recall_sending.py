from odoo import fields, models
from odoo.exceptions import UserError

TEMPLATE = "inv_recall.mail_template_notice"
REMINDER = "inv_recall.mail_template_reminder"


class InvRecallNotice(models.Model):
    _inherit = "inv.recall.notice"

    def _send(self, template=None, *, reminder=False):
        """Write to the customers by e-mail, each in its language.

        Mails of a mock recall go to the test address of the company, whoever calls and
        whatever the template says: this is the only method that sends.

        Parameters
        ----------
        template
            A ``mail.template`` of notices; the one of the app by default.
        reminder
            Whether this reminds of an earlier notice.

        Returns
        -------
        recordset
            The notices written to: those with an address.

        Raises
        ------
        UserError
            When a mock recall has no test address, or a case is not open.
        """
        template = template or self._get_template(reminder)
        self._check_may_send(template)
        written = self.browse()
        for case, notices in self.grouped("recall_id").items():
            ready, values = notices._get_envelopes(case)
            ready._portal_ensure_token_batch()
            # Templates read the trace, which users of the sender only may read.
            template.sudo().send_mail_batch(
                ready.ids,
                email_values=values,
                email_layout_xmlid="mail.mail_notification_light",
            )
            ready._mark_sent("mail", reminder=reminder)
            written |= ready
        return written

    def _get_template(self, reminder):
        return self.env.ref(REMINDER if reminder else TEMPLATE)

    def _check_may_send(self, template):
        """Refuse what nobody may send: before a mail is written, or waits."""
        self.recall_id.check_access("write")
        self._check_template(template)
        self._check_open()

    def _check_template(self, template):
        """Refuse a template of another model: it is rendered as superuser."""
        if template.sudo().model != self._name:
            raise UserError(
                self.env._(
                    "%(template)s is no template of recall notices.",
                    template=template.sudo().name,
                )
            )

    def _check_open(self):
        """Refuse to write to customers, or to note it, in a case that has ended."""
        for case in self.recall_id:
            if not case._is_open():
                raise UserError(self.env._("%(case)s is not open.", case=case.name))

    def _get_envelopes(self, case):
        """Return the notices of a case to write to, and what their mails override."""
        if case.kind != "mock":
            return self.filtered("email"), {}
        address = case.company_id.inv_recall_test_email
        if not address:
            raise UserError(
                self.env._(
                    "Set a test address for mock recalls in the settings of"
                    " Inventory: customers get no mail from an exercise."
                )
            )
        return self, {"email_to": address, "email_cc": False, "recipient_ids": []}

    def _portal_ensure_token_batch(self):
        """Give each notice a token; the page opens with nothing else."""
        for notice in self.filtered(lambda notice: not notice.access_token):
            notice._portal_ensure_token()

    def _mark_sent(self, channel, *, reminder=False):
        """Note that notices left, in the timeline of their cases too."""
        now = fields.Datetime.now()
        # States are evidence: only sending and answering change them.
        for notice in self.sudo():
            values = {"channel": channel}
            if reminder:
                values |= {
                    "date_reminded": now,
                    "reminder_count": notice.reminder_count + 1,
                }
            else:
                # Whoever is told again is reminded again.
                values |= {
                    "date_sent": now,
                    "new_goods": False,
                    "date_reminded": False,
                    "reminder_count": 0,
                }
                if notice.state != "answered" or notice.new_goods:
                    values["state"] = "sent"
            notice.write(values)
        for case, notices in self.grouped("recall_id").items():
            text = (
                self.env._("%(count)s customers reminded", count=len(notices))
                if reminder
                else self.env._(
                    "%(count)s customers notified by %(channel)s",
                    count=len(notices),
                    channel=notices._channel_label(channel),
                )
            )
            case._log("notify", text)

    def _message_receive_bounce(self, email, partner):
        """Note that a mail came back; who has opened the page has got it."""
        result = super()._message_receive_bounce(email, partner)
        self.filtered(lambda notice: notice.state == "sent")._mark_failed()
        return result

    def _mark_failed(self):
        """Note that mails were not delivered, in the timeline of their cases too."""
        # States are evidence: only what happened to the mail changes them.
        self.sudo().state = "failed"
        for notice in self:
            notice.recall_id._log(
                "notify",
                self.env._(
                    "The mail to %(customer)s was not delivered",
                    customer=notice.partner_id.display_name,
                ),
            )

    def _channel_label(self, channel):
        return dict(self._fields["channel"]._description_selection(self.env))[
            channel
        ].lower()

    def action_print_letters(self):
        """Print a letter for each customer and note that it left."""
        self.recall_id.check_access("write")
        if any(case.kind == "mock" for case in self.recall_id):
            raise UserError(self.env._("A mock recall writes to nobody."))
        self._check_open()
        self._portal_ensure_token_batch()
        self._mark_sent("letter")
        return self.env.ref("inv_recall.action_report_letter").report_action(self)

    def action_phoned(self):
        """Note that these customers were told by phone."""
        self.recall_id.check_access("write")
        self._check_open()
        self._mark_sent("phone")
        return True
