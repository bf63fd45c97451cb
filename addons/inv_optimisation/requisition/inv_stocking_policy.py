from odoo import fields, models

REQUISITION_MODES = [
    ("approval", "Requisition with approval"),
    ("automatic", "Requisition under limits"),
    ("direct", "Order directly"),
    ("none", "Nothing is ordered"),
]


class InvStockingPolicy(models.Model):
    """How orders come about when stock falls to the reorder point."""

    _inherit = "inv.stocking.policy"

    requisition_mode = fields.Selection(
        [("company", "As set for the company"), *REQUISITION_MODES],
        string="At the Reorder Point",
        required=True,
        default="company",
        tracking=True,
        help="Order directly: Odoo creates the request for quotation, transfer or "
        "manufacturing order without a requisition.",
    )

    def _get_requisition_mode(self, company):
        mode = self.requisition_mode or "company"
        return company.inv_requisition_mode if mode == "company" else mode
