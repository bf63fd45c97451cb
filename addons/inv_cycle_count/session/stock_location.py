from odoo import fields, models


class StockLocation(models.Model):
    """The count work at a location."""

    _inherit = "stock.location"

    count_place_ids = fields.One2many(
        "inv.count.place", "location_id", string="Places to Count"
    )
