from odoo import models
from odoo.tools import SQL


class StockMove(models.Model):
    """Tells readiness when something arrives that an order lacks.

    Inside the transaction of a move nothing is computed.
    """

    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        result = super()._action_done(cancel_backorder=cancel_backorder)
        if self._brings_missing():
            self.env["mrp.production"]._trigger_inv_readiness()
        return result

    def _brings_missing(self):
        """Return whether one of these moves brings a missing component; one query.

        By id: core replaces the moves of kits, so that records may be gone.
        """
        if not self.ids:
            return False
        return bool(
            self.env.execute_query(
                SQL(
                    """
                    SELECT FROM stock_move m
                      JOIN stock_location source ON source.id = m.location_id
                      JOIN stock_location target ON target.id = m.location_dest_id
                     WHERE m.id = ANY(%s) AND target.usage = 'internal'
                       AND source.usage != 'internal'
                       AND EXISTS (SELECT FROM inv_production_shortage shortage
                                    WHERE shortage.product_id = m.product_id)
                     LIMIT 1
                    """,
                    list(self.ids),
                )
            )
        )
