from odoo import fields, models


class StockMove(models.Model):
    """Tells a suggestion when its transfer is given up."""

    _inherit = "stock.move"

    inv_transfer_suggestion_id = fields.Many2one(
        "inv.transfer.suggestion",
        string="Transfer Suggestion",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )

    def _prepare_procurement_values(self):
        values = super()._prepare_procurement_values()
        if self.inv_transfer_suggestion_id:
            values["inv_transfer_suggestion_id"] = self.inv_transfer_suggestion_id.id
        return values

    def _prepare_merge_moves_distinct_fields(self):
        return [
            *super()._prepare_merge_moves_distinct_fields(),
            "inv_transfer_suggestion_id",
        ]

    def _action_cancel(self):
        suggestions = self.inv_transfer_suggestion_id
        result = super()._action_cancel()
        if suggestions and not self.env.context.get("inv_is_withdrawing"):
            # Superuser: who cancels a picking need not decide on transfers.
            suggestions.sudo()._close_cancelled()
        return result
