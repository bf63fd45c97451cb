from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    inv_use_network_stock = fields.Boolean(
        string="Plan with Network Safety Stock",
        help="Planning sets the safety stock of each site to what the network needs, "
        "for every item with several sites. Without it planners choose single items.",
    )
