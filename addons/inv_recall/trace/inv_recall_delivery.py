from odoo import fields, models


class InvRecallDelivery(models.Model):
    """A delivery of an affected lot to a customer, in the unit of the product."""

    _name = "inv.recall.delivery"
    _description = "Delivery of a Recall"
    _order = "date, id"

    recall_id = fields.Many2one(
        "inv.recall", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    recall_lot_id = fields.Many2one(
        "inv.recall.lot", required=True, index=True, ondelete="cascade"
    )
    lot_id = fields.Many2one(related="recall_lot_id.lot_id", store=True)
    product_id = fields.Many2one(related="recall_lot_id.product_id", store=True)
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
