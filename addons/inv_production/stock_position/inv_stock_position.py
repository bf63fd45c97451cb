from odoo import models
from odoo.tools import SQL

from ..raw_material import get_raw_sql


class InvStockPosition(models.Model):
    """Components are raw material; what started orders took is in work.

    Material that was taken is still in the books until an order is done, so it moves
    from its own row to one of the stage "in work"; the total stays that of the books.
    """

    _inherit = "inv.stock.position"

    def _get_raw_sql(self):
        """Take components as raw that no customer got in the last year."""
        return get_raw_sql(
            self.env,
            super()._get_raw_sql(),
            self.env.companies.ids,
            SQL("NOW() - INTERVAL '1 year'"),
        )

    def _get_taken_sql(self):
        self.env["mrp.production"].flush_model()
        return SQL(
            """
            SELECT m.product_id, place.warehouse_id,
                   SUM(line.quantity_product_uom)::float8 AS quantity
              FROM mrp_production o
              JOIN stock_move m ON m.raw_material_production_id = o.id
               AND m.state NOT IN ('done', 'cancel')
              JOIN stock_move_line line ON line.move_id = m.id AND line.picked
              JOIN stock_location place ON place.id = line.location_id
               AND place.usage = 'internal'
             WHERE o.company_id = ANY(%s) AND o.state IN ('progress', 'to_close')
          GROUP BY m.product_id, place.warehouse_id
            """,
            list(self.env.companies.ids),
        )
