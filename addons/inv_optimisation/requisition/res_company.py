from odoo import fields, models

from .inv_stocking_policy import REQUISITION_MODES


class ResCompany(models.Model):
    """Settings of requisitions."""

    _inherit = "res.company"

    inv_requisition_mode = fields.Selection(
        REQUISITION_MODES,
        string="At the Reorder Point",
        required=True,
        default="direct",
        help="What happens when stock falls to the reorder point, where the policy "
        "does not say it. Direct is what Odoo does without requisitions.",
    )
    inv_requisition_gather_sites = fields.Boolean(
        string="Sites in One Requisition",
        help="One requisition for all sites that buy from a vendor, instead of one for "
        "each site.",
    )
    inv_vendor_choice = fields.Selection(
        [
            ("cost", "Lowest yearly cost"),
            ("sequence", "First in the price list"),
        ],
        string="Choose Vendors by",
        required=True,
        default="cost",
        help="Yearly cost: landed price, orders, and the stock that the vendor's lead "
        "time and its reliability make necessary. A vendor that is set on the "
        "reordering rule, or a blanket order, always comes first.",
    )
