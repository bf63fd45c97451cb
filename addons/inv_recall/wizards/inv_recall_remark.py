from odoo import fields, models


class InvRecallRemark(models.TransientModel):
    _name = "inv.recall.remark"
    _description = "Remark in the Timeline of a Recall"

    recall_id = fields.Many2one("inv.recall", required=True)
    text = fields.Char(string="Remark", required=True)

    def action_log(self):
        self.recall_id.check_access("write")
        for remark in self:
            remark.recall_id._log("remark", remark.text)
        return {"type": "ir.actions.act_window_close"}
