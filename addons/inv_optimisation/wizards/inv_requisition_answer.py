from odoo import fields, models
from odoo.exceptions import UserError


class InvRequisitionAnswer(models.TransientModel):
    """Asks for the comment of a return, or the reason of a rejection."""

    _name = "inv.requisition.answer"
    _description = "Answer to a Requisition"

    requisition_id = fields.Many2one("inv.requisition", required=True, readonly=True)
    kind = fields.Selection(
        [("return", "Return"), ("reject", "Reject")], required=True, readonly=True
    )
    comment = fields.Char()
    snooze_days = fields.Integer(
        string="Quiet for",
        default=14,
        help="Days in which nothing new is raised for these items.",
    )

    def action_confirm(self):
        """Decide as the queue would, and show what it would show."""
        self.ensure_one()
        requisition = self.requisition_id
        if self.kind == "return":
            answer = requisition.decide_return(requisition.id, self.comment)
        else:
            answer = requisition.decide_reject(
                requisition.id, self.comment, self.snooze_days
            )
        if "conflict" in answer:
            raise UserError(answer["conflict"]["message"])
        return {"type": "ir.actions.act_window_close"}
