from odoo import fields, models

from ..case.selections import ROLES


class InvRecallLot(models.Model):
    """A lot that a case knows: its role, its quantities, in the unit of the product.

    What came in (``qty_received`` + ``qty_made``) is the sum of ``qty_on_hand``,
    ``qty_transit``, ``qty_shipped``, ``qty_consumed``, ``qty_scrapped``,
    ``qty_returned`` and ``qty_unexplained``. A line without a lot is an end of the
    trace: goods made of an affected lot without numbers of their own.
    """

    _name = "inv.recall.lot"
    _description = "Lot of a Recall"
    _rec_name = "lot_name"
    _order = "level, product_id, lot_name, id"

    recall_id = fields.Many2one(
        "inv.recall", required=True, index=True, ondelete="cascade"
    )
    lot_id = fields.Many2one("stock.lot", index="btree_not_null", ondelete="restrict")
    lot_name = fields.Char(help="Kept as it was, also when the lot is renamed.")
    product_id = fields.Many2one(
        "product.product", required=True, index=True, ondelete="restrict"
    )
    trace_number = fields.Integer(help="Trace of the case that wrote the line last.")
    company_id = fields.Many2one("res.company", required=True, index=True)
    uom_id = fields.Many2one(related="product_id.uom_id")
    role = fields.Selection(ROLES, required=True)
    level = fields.Integer(
        help="Steps from the trigger: 0 the trigger, 1 made with it, -1 went into it."
    )
    included = fields.Boolean(
        default=True, help="Left out lots are counted beside the case."
    )
    date_first = fields.Datetime(help="First received or made.")
    reference = fields.Char(help="Document that received or made the lot.")
    vendor_id = fields.Many2one("res.partner", index="btree_not_null")
    vendor_lot = fields.Char()

    qty_received = fields.Float("Received", digits="Product Unit")
    qty_made = fields.Float("Made", digits="Product Unit")
    qty_on_hand = fields.Float("On Hand", digits="Product Unit")
    qty_transit = fields.Float("In Transit", digits="Product Unit")
    qty_shipped = fields.Float(
        "Shipped", digits="Product Unit", help="Still with customers."
    )
    qty_consumed = fields.Float("Consumed", digits="Product Unit")
    qty_scrapped = fields.Float("Scrapped", digits="Product Unit")
    qty_returned = fields.Float(
        "Returned", digits="Product Unit", help="Sent back to the vendor."
    )
    qty_unexplained = fields.Float(
        "Unexplained",
        digits="Product Unit",
        help="Came in and is nowhere; negative when more is there than came in.",
    )
    qty_back = fields.Float(
        "Came Back", digits="Product Unit", help="Returned by customers."
    )
    qty_total = fields.Float("Total", digits="Product Unit", help="Received and made.")

    date_joined = fields.Datetime(help="When the trace first found the lot.")
    left_out_reason = fields.Char(help="Why somebody left the lot out by hand.")

    # Goods without numbers of their own are one line per product and company.
    _recall_lot_unique = models.UniqueIndex(
        "(recall_id, product_id, company_id, COALESCE(lot_id, 0))"
    )
