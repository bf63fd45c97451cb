from odoo import fields, models


class InvRequisitionLog(models.Model):
    _inherit = "inv.requisition.log"

    decision = fields.Selection(
        selection_add=[("transfer", "Transferred instead")],
        ondelete={"transfer": "cascade"},
    )
    transfer_suggestion_id = fields.Many2one(
        "inv.transfer.suggestion", string="Transfer", index="btree_not_null"
    )

    def _undo(self):
        """Cancel the transfer that a decision made, too."""
        suggestion = self.transfer_suggestion_id
        if suggestion.state == "accepted":
            suggestion.action_cancel()
        return super()._undo()
