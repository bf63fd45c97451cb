from odoo import api, fields, models
from odoo.exceptions import UserError


class InvRecallNotifyWizard(models.TransientModel):
    """Writes to all customers of a case that were not told yet."""

    _name = "inv.recall.notify.wizard"
    _description = "Notify Customers of a Recall"

    recall_id = fields.Many2one("inv.recall", required=True)
    kind = fields.Selection(related="recall_id.kind")
    template_id = fields.Many2one(
        "mail.template",
        domain=[("model", "=", "inv.recall.notice")],
        default=lambda self: self.env.ref(
            "inv_recall.mail_template_notice", raise_if_not_found=False
        ),
    )
    notice_ids = fields.Many2many("inv.recall.notice", compute="_compute_notices")
    mail_count = fields.Integer(compute="_compute_notices", string="By E-Mail")
    letter_count = fields.Integer(compute="_compute_notices", string="Without E-Mail")
    queued_count = fields.Integer(compute="_compute_notices", string="Being Sent")
    told_count = fields.Integer(compute="_compute_notices", string="Told Already")
    preview_id = fields.Many2one(
        "inv.recall.notice", "Preview for", domain="[('id', 'in', notice_ids)]"
    )
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("recall_id")
    def _compute_notices(self):
        for wizard in self:
            notices = wizard.recall_id.notice_ids
            queued = notices.filtered("queued")
            waiting = (notices - queued).filtered(
                lambda notice: (
                    notice.state in ("to_notify", "failed") or notice.new_goods
                )
            )
            wizard.notice_ids = waiting
            mock = wizard.recall_id.kind == "mock"
            wizard.mail_count = len(waiting) if mock else len(waiting.filtered("email"))
            wizard.letter_count = len(waiting) - wizard.mail_count
            wizard.queued_count = len(queued)
            wizard.told_count = len(notices - waiting - queued)

    @api.depends("template_id", "preview_id")
    def _compute_preview(self):
        for wizard in self:
            # Rendering has no rights of its own: only notices of the dialog are shown.
            notice = wizard.preview_id & wizard.notice_ids or wizard.notice_ids[:1]
            if not notice or not wizard.template_id:
                wizard.preview = ""
                continue
            notice.check_access("read")
            notice._check_template(wizard.template_id)
            # Templates read the trace, which users of the sender only may read.
            template = wizard.template_id.sudo()
            wizard.preview = template._render_field(
                "body_html", notice.ids, compute_lang=True
            )[notice.id]

    def action_send(self):
        """Send the mails, or say that they leave in the background."""
        self.ensure_one()
        if not self.mail_count:
            raise UserError(self.env._("No customer with an e-mail address waits."))
        queued = self.notice_ids._send_or_queue(self.template_id)
        close = {"type": "ir.actions.act_window_close"}
        if not queued:
            return close
        message = self.env._(
            "%(count)s e-mails are being sent in the background.", count=len(queued)
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": message, "type": "info", "next": close},
        }

    def action_letters(self):
        """Print letters for customers without an address."""
        self.ensure_one()
        silent = self.notice_ids.filtered(lambda notice: not notice.email)
        if not silent:
            raise UserError(self.env._("Every waiting customer has an e-mail address."))
        return silent.action_print_letters()
