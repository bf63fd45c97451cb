from odoo import fields, models


class InvRecallDelivery(models.Model):
    """A delivery of an affected lot to a customer, in the unit of the product."""

    _name = "inv.recall.delivery"
    _description = "Delivery of a Recall"
    _order = "date, id"

    recall_id = fields.Many2one(
        "inv.recall", required=True, index=True, ondelete="cascade"
    )
    trace_number = fields.Integer(help="Trace of the case that wrote the line last.")
    company_id = fields.Many2one("res.company", required=True, index=True)
    recall_lot_id = fields.Many2one(
        "inv.recall.lot", required=True, index=True, ondelete="cascade"
    )
    move_id = fields.Many2one("stock.move", required=True, ondelete="cascade")
    lot_id = fields.Many2one("stock.lot")
    product_id = fields.Many2one("product.product")
    uom_id = fields.Many2one(related="product_id.uom_id")
    partner_id = fields.Many2one(
        "res.partner", index=True, help="Empty when no document names the customer."
    )
    picking_id = fields.Many2one("stock.picking", index="btree_not_null")
    reference = fields.Char()
    date = fields.Datetime()
    qty = fields.Float(digits="Product Unit", help="Shipped on this delivery.")
    qty_back = fields.Float(
        digits="Product Unit", help="Returned on this document by the customer."
    )
    date_joined = fields.Datetime(help="When the trace first found the delivery.")

    _delivery_unique = models.UniqueIndex("(recall_lot_id, move_id)")
