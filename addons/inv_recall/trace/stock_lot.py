from odoo import fields, models


class StockLot(models.Model):
    _inherit = "stock.lot"

    inv_vendor_lot = fields.Char(
        string="Vendor Lot",
        index="btree_not_null",
        help="Number that the vendor printed on the goods, where ours differs.",
    )

    _inv_product_name_idx = models.Index("(product_id, name)")
