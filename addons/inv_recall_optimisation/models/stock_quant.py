from odoo import api, models
from odoo.tools import SQL

from odoo.addons.inv_recall.hold.stock_quant import HELD


class StockQuant(models.Model):
    """Held stock and stock in quarantine is not usable for any plan."""

    _inherit = "stock.quant"

    @api.model
    def _get_usable_condition(self, alias):
        condition = super()._get_usable_condition(alias)
        self.env["stock.lot"].flush_model(["inv_is_held"])
        return SQL(
            """
            %s AND NOT EXISTS (SELECT FROM stock_lot held_lot
                                WHERE held_lot.id = %s AND held_lot.inv_is_held)
            """,
            condition,
            SQL.identifier(alias, "lot_id"),
        )

    @api.model
    def _get_usable_domain(self):
        return super()._get_usable_domain() & ~HELD
