from odoo import fields, models

from .selections import POLICIES


class StockPickingType(models.Model):
    _inherit = "stock.picking.type"

    inv_release_policy = fields.Selection(
        POLICIES,
        string="Release",
        help="What happens when somebody starts or produces an order whose material "
        "was not confirmed by a release. Empty: as set for the company.",
    )
    inv_release_automation = fields.Selection(
        [("yes", "Release ready orders"), ("no", "Release by hand")],
        string="Automatic Release",
        help="Empty: as set for the company.",
    )

    def _get_inv_release_policy(self):
        """Return what applies to the orders of this operation type."""
        return self.inv_release_policy or self.company_id.inv_release_policy

    def _is_inv_release_automatic(self):
        if self.inv_release_automation:
            return self.inv_release_automation == "yes"
        return self.company_id.inv_is_release_automatic
