from odoo import fields, models


class SaleOrderLine(models.Model):
    """The earliest date for what a customer asks."""

    _inherit = "sale.order.line"

    def action_inv_promise(self):
        """Show when the quantity of this line can be delivered, and what decides it."""
        self.ensure_one()
        order = self.order_id
        quantity = self.product_uom_id._compute_quantity(
            self.product_uom_qty - self.qty_delivered, self.product_id.uom_id
        )
        wanted = order.commitment_date
        if wanted:
            wanted = fields.Datetime.context_timestamp(self, wanted).date()
        return self.env["inv.promise"]._open(
            self.product_id, quantity, order.warehouse_id, wanted
        )
