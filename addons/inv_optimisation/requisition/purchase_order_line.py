from odoo import api, fields, models
from odoo.fields import Command


class PurchaseOrderLine(models.Model):
    """Links order lines and requisition lines; a smaller order reopens the need."""

    _inherit = "purchase.order.line"

    inv_requisition_line_ids = fields.Many2many(
        "inv.requisition.line",
        "inv_requisition_line_purchase_line_rel",
        "purchase_line_id",
        "requisition_line_id",
        string="Requisition Lines",
        readonly=True,
        copy=False,
    )

    inv_promised_datetime = fields.Datetime(
        string="Promised",
        readonly=True,
        copy=False,
        help="Expected arrival when the order was confirmed; it stays when the "
        "expected arrival is moved, so that punctuality can be measured.",
    )

    @api.model
    def _prepare_purchase_order_line_from_procurement(
        self,
        product_id,
        product_qty,
        product_uom,
        location_dest_id,
        name,
        origin,
        company_id,
        values,
        po,
    ):
        result = super()._prepare_purchase_order_line_from_procurement(
            product_id,
            product_qty,
            product_uom,
            location_dest_id,
            name,
            origin,
            company_id,
            values,
            po,
        )
        line_id = values.get("inv_requisition_line_id")
        if line_id:
            result["inv_requisition_line_ids"] = [Command.link(line_id)]
        return result

    def write(self, vals):
        if "product_qty" not in vals:
            return super().write(vals)
        before = {line: line.product_qty for line in self}
        result = super().write(vals)
        smaller = self.filtered(
            lambda line: line.product_uom_id.compare(line.product_qty, before[line]) < 0
        )
        smaller._signal()
        return result

    def unlink(self):
        places = self._get_places()
        # Superuser: whoever edits the order need not see requisitions.
        wanted = self.sudo().inv_requisition_line_ids
        result = super().unlink()
        if not self.env.context.get("inv_is_withdrawing"):
            wanted._close_cancelled()
            self.env["inv.requisition.signal"]._send_places(places)
        return result

    def _keep_promise(self):
        """Remember the dates that the vendor promised on confirmation."""
        for line in self:
            if not line.inv_promised_datetime and line.state == "purchase":
                line.inv_promised_datetime = line.date_planned

    def _reopen_need(self):
        """Close the requisition lines of these cancelled lines; look at the need."""
        if self.env.context.get("inv_is_withdrawing"):
            return
        # Superuser: whoever cancels the order need not see requisitions.
        self.sudo().inv_requisition_line_ids._close_cancelled()
        self._signal()

    def _signal(self):
        self.env["inv.requisition.signal"]._send_places(self._get_places())

    def _get_places(self):
        return [
            (
                line.product_id.id,
                (
                    line.orderpoint_id.warehouse_id
                    or line.order_id.picking_type_id.warehouse_id
                ).id,
            )
            for line in self
        ]
