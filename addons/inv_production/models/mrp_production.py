from odoo import fields, models


class MrpProduction(models.Model):
    """Manufacturing orders that a requisition asked for."""

    _inherit = "mrp.production"

    inv_requisition_line_id = fields.Many2one(
        "inv.requisition.line",
        string="Requisition Line",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
    inv_requisition_id = fields.Many2one(
        related="inv_requisition_line_id.requisition_id", string="Requisition"
    )

    def _get_backorder_mo_vals(self):
        """A backorder still owes its part to the requisition."""
        values = super()._get_backorder_mo_vals()
        values["inv_requisition_line_id"] = self.inv_requisition_line_id.id
        return values

    def _action_cancel(self):
        result = super()._action_cancel()
        if not self.env.context.get("inv_is_withdrawing"):
            # Superuser: whoever cancels the order need not see requisitions.
            self.sudo().inv_requisition_line_id._close_cancelled()
            self._signal_need()
        return result

    def _signal_need(self):
        self.env["inv.requisition.signal"]._send_places(
            (order.product_id.id, order.picking_type_id.warehouse_id.id)
            for order in self
        )

    def action_open_inv_requisition(self):
        """Open the requisition that asked for this order."""
        self.ensure_one()
        return self.inv_requisition_id._get_form_action()
