from odoo import models
from odoo.exceptions import AccessError, UserError

APPROVER = "inv_cycle_count.group_count_approver"


class InvCountSession(models.Model):
    """A session can be posted at once and taken back as a whole."""

    _inherit = "inv.count.session"

    def action_post(self):
        """Post what is approved, and what failed or waited, in the background."""
        self._check_approver()
        lines = self.line_ids.filtered(lambda line: line.state in ("failed", "waiting"))
        # sudo: lines have no write access; the right was checked above
        lines.sudo().write({"state": "approved", "message": False})
        self.env["inv.count.posting"]._trigger()
        return True

    def action_reverse(self):
        """Take all posted counts of these sessions back, in one transaction."""
        self._check_approver()
        lines = self.line_ids.filtered(lambda line: line.state == "posted")
        if not lines:
            raise UserError(
                self.env._("Nothing is posted, so nothing can be reversed.")
            )
        # sudo: the approver may take back what approvers posted
        lines = lines.sudo()
        moves = lines.move_ids.filtered(lambda move: move.state == "done")
        moves.move_line_ids.filtered("quantity").action_revert_inventory()
        lines.write({"state": "reversed", "message": self._get_reversal_text()})
        self.sudo()._refresh_state()
        for session in self:
            session.message_post(
                body=self.env._("All posted counts were reversed."),
                subtype_xmlid="mail.mt_note",
            )
        return True

    def _check_approver(self):
        if not (self.env.su or self.env.user.has_group(APPROVER)):
            raise AccessError(
                self.env._("Only approvers post and reverse counts. Ask one of them.")
            )

    def _get_reversal_text(self):
        return self.env._("Reversed by %(user)s.", user=self.env.user.name)
