import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

#: Mails written at once in a click; more of them leave in the background.
BATCH = 50
LETTER_KINDS = [("notice", "Notice"), ("reminder", "Reminder")]


class InvRecallNotice(models.Model):
    """The outbox: mails to many customers are written in the background.

    A mail of thousands of customers takes a minute of rendering. What waits is kept on
    the notice, is written in batches that commit on their own, and leaves the outbox in
    the transaction that wrote it: a killed process sends nothing twice.
    """

    _inherit = "inv.recall.notice"

    queued = fields.Selection(
        LETTER_KINDS, "Being Sent", readonly=True, index="btree_not_null"
    )
    queued_template_id = fields.Many2one(
        "mail.template", readonly=True, ondelete="restrict"
    )
    queued_user_id = fields.Many2one("res.users", readonly=True)

    def _send_or_queue(self, template=None, *, reminder=False):
        """Write a few mails at once, leave many to the background.

        Takes and raises what ``_send`` does: what can be refused is refused now.

        Returns
        -------
        recordset
            The notices that wait in the outbox; none when all mails were written.
        """
        template = template or self._get_template(reminder)
        self._check_may_send(template)
        ready = self.browse()
        for case, notices in self.grouped("recall_id").items():
            ready |= notices._get_envelopes(case)[0]
        if len(ready) <= BATCH:
            ready._send(template, reminder=reminder)
            return self.browse()
        ready._queue(template, reminder)
        return ready

    def _queue(self, template, reminder):
        """Put notices into the outbox and wake the job that empties it."""
        # What waits is evidence too: users may not write it.
        self.sudo().write(
            {
                "queued": "reminder" if reminder else "notice",
                "queued_template_id": template.id,
                "queued_user_id": self.env.uid,
            }
        )
        for case, notices in self.grouped("recall_id").items():
            case._log(
                "notify",
                self.env._("%(count)s e-mails are being sent", count=len(notices)),
            )
        self.env.ref("inv_recall.ir_cron_recall_send").sudo()._trigger()

    def _unqueue(self):
        """Take notices out of the outbox."""
        self.sudo().write(
            {"queued": False, "queued_template_id": False, "queued_user_id": False}
        )

    @api.model
    def _cron_send(self):
        """Empty the outbox, a commit per batch."""
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count([("queued", "!=", False)]))
        while batch := self._get_next_batch():
            batch._send_queued()
            if not cron._commit_progress(len(batch)):
                break

    @api.model
    def _get_next_batch(self):
        """Return the next notices of one case, one sender and one template."""
        first = self.search([("queued", "!=", False)], order="id", limit=1)
        same = ("recall_id", "queued_user_id", "queued_template_id")
        domain = [(name, "=", first[name].id) for name in same]
        return self.search(
            [("queued", "=", first.queued), *domain], order="id", limit=BATCH
        )

    def _send_queued(self):
        """Write the mails of one batch in the name of who asked for them.

        A case that ended meanwhile, or a user who may not write to its customers any
        more, leaves the customers to notify and says so in the timeline.
        """
        first = self[:1]
        sender = self.with_user(first.queued_user_id).with_context(
            allowed_company_ids=(self.recall_id.company_id | self.company_id).ids
        )
        try:
            with self.env.cr.savepoint():
                sender._send(
                    sender.env["mail.template"].browse(first.queued_template_id.id),
                    reminder=first.queued == "reminder",
                )
        except UserError as error:
            _logger.warning("Mails of %s were not sent: %s", first.recall_id, error)
            first.recall_id._log(
                "notify",
                self.env._(
                    "%(count)s e-mails were not sent: %(error)s",
                    count=len(self),
                    error=error,
                ),
            )
        # Who lost the address meanwhile would wait for ever.
        self._unqueue()
