from odoo import fields, models


class InvRecallCloseWizard(models.TransientModel):
    _name = "inv.recall.close.wizard"
    _description = "Close a Recall"

    recall_id = fields.Many2one("inv.recall", required=True)
    conclusion = fields.Text(
        required=True, help="Root cause, what was done, what changes."
    )

    def action_close(self):
        for wizard in self:
            wizard.recall_id._close(wizard.conclusion)
        return {"type": "ir.actions.act_window_close"}
