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
        """Return whether one of these moves brings a missing component; one query."""
        products = self.filtered(
            lambda move: (
                move.location_dest_usage == "internal"
                and move.location_usage != "internal"
            )
        ).product_id
        if not products:
            return False
        return bool(
            self.env.execute_query(
                SQL(
                    """SELECT FROM inv_production_shortage
                        WHERE product_id = ANY(%s) LIMIT 1""",
                    list(products.ids),
                )
            )
        )
