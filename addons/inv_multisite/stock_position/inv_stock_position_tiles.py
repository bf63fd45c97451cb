from odoo import models


class InvStockPositionTiles(models.AbstractModel):
    """How many items could be helped by another site."""

    _inherit = "inv.stock.position.tiles"

    def _get_help(self, company):
        count = self.env["inv.transfer.suggestion"].search_count(
            [("company_id", "=", company.id), ("state", "=", "new")]
        )
        if not count:
            return super()._get_help(company)
        return {
            "text": self.env._(
                "%(count)s could help each other.", count=self._number(count, 0)
            ),
            "action": "inv_multisite.inv_transfer_board_action",
        }
