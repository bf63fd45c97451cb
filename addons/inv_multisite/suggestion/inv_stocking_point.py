from odoo import fields, models


class InvStockingPoint(models.Model):
    _inherit = "inv.stocking.point"

    transfer_datetime = fields.Datetime(
        string="Last Transfer Decision",
        readonly=True,
        copy=False,
        help="Marks the donor of accepted transfers: two people cannot give the same "
        "stock away.",
    )
