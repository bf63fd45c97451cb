import numpy as np

from odoo import models
from odoo.tools import SQL

from odoo.addons.inv_optimisation.providers.inv_provider_stock import OPEN_STATES


class InvNetworkStock(models.AbstractModel):
    """Stock of products at all sites, those included that were never planned.

    Reads as ``inv.provider.stock`` does, for pairs of product and site in place of
    stocking points, and adds what is on its way between sites.
    """

    _name = "inv.network.stock"
    _description = "Network Stock Provider"
    _inherit = "inv.provider.stock"

    def _get_point_table(self, points):
        """Return the FROM item of the parent for ``NetworkPairs``."""
        points.products.check_access("read")
        points.sites.check_access("read")
        return SQL(
            """(SELECT pair.item - 1 AS item, pair.product_id, pair.warehouse_id
                  FROM unnest(%s::int[], %s::int[]) WITH ORDINALITY
                       AS pair(product_id, warehouse_id, item)) AS point""",
            points.product_ids,
            points.site_ids,
        )

    def _get_in_transit(self, pairs):
        """Return what left another site and has not arrived yet, of shape (rows,).

        A part of the incoming quantity. What a receipt waits for is in transit as far
        as the transfer before it is done and not received by another part of it.
        """
        quantity = np.zeros(len(pairs))
        item, amount = self._read_columns(
            self._get_transit_sql(pairs), ["item", "quantity"]
        )
        quantity[item.astype(np.int64)] = amount
        return quantity

    def _get_transit_sql(self, pairs):
        self.env["stock.move"].flush_model()
        return SQL(
            """
            SELECT item, SUM(LEAST(open_qty, GREATEST(sent_qty - arrived_qty, 0)))
                       AS quantity
              FROM (SELECT point.item, m.product_qty AS open_qty,
                           SUM(sent.quantity * uom.factor / product_uom.factor)
                               AS sent_qty,
                           COALESCE(SUM(arrived.quantity), 0) AS arrived_qty
                      FROM %(point)s
                      JOIN stock_move m ON m.product_id = point.product_id
                       AND m.state = ANY(%(states)s)
                      JOIN stock_location way ON way.id = m.location_id
                                             AND way.usage = 'transit'
                                             AND way.warehouse_id IS NULL
                      JOIN stock_location target
                        ON target.id = COALESCE(m.location_final_id, m.location_dest_id)
                       AND target.warehouse_id = point.warehouse_id
                      JOIN stock_move_move_rel chain ON chain.move_dest_id = m.id
                      JOIN stock_move sent ON sent.id = chain.move_orig_id
                                          AND sent.state = 'done'
                      JOIN uom_uom uom ON uom.id = sent.product_uom
                      JOIN product_product product ON product.id = m.product_id
                      JOIN product_template template
                        ON template.id = product.product_tmpl_id
                      JOIN uom_uom product_uom ON product_uom.id = template.uom_id
         LEFT JOIN LATERAL (
                    SELECT SUM(other.quantity * other_uom.factor / product_uom.factor)
                               AS quantity
                      FROM stock_move_move_rel link
                      JOIN stock_move other ON other.id = link.move_dest_id
                                           AND other.state = 'done'
                      JOIN uom_uom other_uom ON other_uom.id = other.product_uom
                     WHERE link.move_orig_id = sent.id) arrived ON TRUE
                  GROUP BY point.item, m.id, m.product_qty) way
          GROUP BY item
            """,
            point=self._get_point_table(pairs),
            states=list(OPEN_STATES),
        )
