from odoo import fields, models


class PurchaseOrder(models.Model):
    """Requisitions follow what happens to their orders."""

    _inherit = "purchase.order"

    inv_requisition_ids = fields.Many2many(
        "inv.requisition", compute="_compute_inv_requisition_ids", string="Requisitions"
    )
    inv_requisition_count = fields.Integer(compute="_compute_inv_requisition_ids")

    def _compute_inv_requisition_ids(self):
        allowed = self.env["inv.requisition"].has_access("read")
        for order in self:
            lines = order.order_line.inv_requisition_line_ids if allowed else None
            order.inv_requisition_ids = lines.requisition_id if lines else False
            order.inv_requisition_count = len(order.inv_requisition_ids)

    def action_open_inv_requisitions(self):
        """Open the requisitions that asked for this order."""
        self.ensure_one()
        return self.inv_requisition_ids._get_list_action(
            "inv.requisition", self.inv_requisition_ids
        )

    def button_cancel(self):
        lines = self.order_line.filtered(lambda line: line.state != "cancel")
        result = super().button_cancel()
        lines._reopen_need()
        return result

    def button_approve(self, force=False):
        result = super().button_approve(force=force)
        self.order_line._keep_promise()
        return result
