from odoo import models


class StockLocation(models.Model):
    """A spot count of a place, now."""

    _inherit = "stock.location"

    def action_inv_spot_count(self):
        """Make a session for this place and open it."""
        self.ensure_one()
        return self.env["inv.count.session"].create_spot_count(self.id)
