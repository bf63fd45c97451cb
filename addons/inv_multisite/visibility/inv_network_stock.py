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
        """Return what is in transit for each pair.

        Receipts that wait for the same transfers share what these have sent.
        """
        return SQL(
            """
            SELECT item, SUM(LEAST(open_qty, GREATEST(sent_qty - arrived_qty, 0)))
                       AS quantity
              FROM (SELECT item, SUM(open_qty) AS open_qty, MAX(sent_qty) AS sent_qty,
                           MAX(arrived_qty) AS arrived_qty
                      FROM (%s) receipt
                  GROUP BY item, sent_ids) shipment
          GROUP BY item
            """,
            self._get_receipt_sql(pairs),
        )

    def _get_receipt_sql(self, pairs):
        """Return open receipts from transit, with what was sent and what arrived."""
        self.env["stock.move"].flush_model()
        return SQL(
            """
            SELECT point.item, m.product_qty AS open_qty, sent.ids AS sent_ids,
                   sent.quantity / product_uom.factor AS sent_qty,
                   COALESCE(arrived.quantity, 0) / product_uom.factor AS arrived_qty
              FROM %(point)s
              JOIN stock_move m ON m.product_id = point.product_id
                               AND m.state = ANY(%(states)s)
              JOIN product_product product ON product.id = m.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
              JOIN uom_uom product_uom ON product_uom.id = template.uom_id
              JOIN stock_location way ON way.id = m.location_id
                                     AND way.usage = 'transit'
                                     AND way.warehouse_id IS NULL
              JOIN stock_location target
                ON target.id = COALESCE(m.location_final_id, m.location_dest_id)
               AND target.warehouse_id = point.warehouse_id
        CROSS JOIN LATERAL (
                    SELECT ARRAY_AGG(origin.id ORDER BY origin.id) AS ids,
                           SUM(origin.quantity * uom.factor) AS quantity
                      FROM stock_move_move_rel chain
                      JOIN stock_move origin ON origin.id = chain.move_orig_id
                                            AND origin.state = 'done'
                      JOIN uom_uom uom ON uom.id = origin.product_uom
                     WHERE chain.move_dest_id = m.id) sent
         LEFT JOIN LATERAL (
                    SELECT SUM(other.quantity * uom.factor) AS quantity
                      FROM stock_move other
                      JOIN uom_uom uom ON uom.id = other.product_uom
                     WHERE other.state = 'done'
                       AND other.id IN (SELECT link.move_dest_id
                                          FROM stock_move_move_rel link
                                         WHERE link.move_orig_id = ANY(sent.ids))
                    ) arrived ON TRUE
             WHERE sent.ids IS NOT NULL
            """,
            point=self._get_point_table(pairs),
            states=list(OPEN_STATES),
        )
