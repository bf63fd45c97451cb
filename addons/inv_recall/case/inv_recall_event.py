from odoo import fields, models

from .selections import EVENT_KINDS


class InvRecallEvent(models.Model):
    """One line of the timeline of a case. Lines are added, never changed."""

    _name = "inv.recall.event"
    _description = "Recall Event"
    _order = "date, id"

    recall_id = fields.Many2one(
        "inv.recall", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="recall_id.company_id", store=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", default=lambda self: self.env.user)
    kind = fields.Selection(EVENT_KINDS, required=True)
    text = fields.Char(required=True)


class InvRecall(models.Model):
    _inherit = "inv.recall"

    event_ids = fields.One2many("inv.recall.event", "recall_id", string="Timeline")

    def _log(self, kind, text):
        """Add a line to the timeline of each case.

        Parameters
        ----------
        kind
            A key of ``EVENT_KINDS``.
        text
            One sentence in the language of the user.
        """
        values = [{"recall_id": case.id, "kind": kind, "text": text} for case in self]
        # Timeline lines are written by nobody: evidence is not edited.
        return self.env["inv.recall.event"].sudo().create(values)
