from datetime import timedelta

from odoo import fields, models

from ..case.selections import OPEN


class InvRecall(models.Model):
    _inherit = "inv.recall"

    def _cron_remind(self):
        """Remind customers that have not answered; after the last time, phone.

        A notice is due again only some days after the last reminder, so running twice
        reminds once.
        """
        self._remind_of_mock_tests()
        cases = self.search([("kind", "=", "real"), *OPEN])
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(cases))
        for case in cases:
            case._note_failed_mails()
            case._remind()
            if not cron._commit_progress(1):
                break

    def _remind(self):
        """Remind the customers of one case that are due."""
        self.ensure_one()
        days = self.company_id.inv_recall_reminder_days
        if not days:
            return
        limit = fields.Datetime.now() - timedelta(days=days)
        waiting = self.notice_ids.filtered(
            lambda notice: (
                notice.state in ("sent", "opened")
                and not notice.queued
                and (notice.date_reminded or notice.date_sent) <= limit
            )
        )
        most = self.company_id.inv_recall_reminder_max
        due = waiting.filtered(
            lambda notice: notice.reminder_count < most and notice.email
        )
        due._send_or_queue(reminder=True)
        silent = waiting - due
        if silent:
            self._ask_to_phone(silent)

    def _ask_to_phone(self, notices):
        """Ask the owner to phone customers that nothing else reaches, once a case."""
        summary = self.env._("Phone customers that do not answer")
        if self.activity_ids.filtered(lambda activity: activity.summary == summary):
            return
        names = ", ".join(notices[:10].partner_id.mapped("display_name"))
        self.activity_schedule(
            "mail.mail_activity_data_call",
            summary=summary,
            note=names,
            user_id=self.user_id.id,
        )

    def _note_failed_mails(self):
        """Mark notices whose last mail did not leave.

        An earlier mail that failed says nothing about one that was sent again.
        """
        sent = self.notice_ids.filtered(
            lambda notice: notice.state == "sent" and notice.channel == "mail"
        )
        mails = self.env["mail.mail"].search_fetch(
            [("model", "=", "inv.recall.notice"), ("res_id", "in", sent.ids)],
            ["res_id", "state"],
            order="id",
        )
        last = {mail.res_id: mail.state for mail in mails}
        sent.filtered(lambda notice: last.get(notice.id) == "exception")._mark_failed()
