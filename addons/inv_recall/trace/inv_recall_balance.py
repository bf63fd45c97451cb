from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from .mass_balance import flow_kind, mass_balance


class InvRecallBalance(models.AbstractModel):
    """Reads where the pieces of lots went, a query for all lots."""

    _name = "inv.recall.balance"
    _description = "Mass Balance of a Recall"

    def _get_balances(self, lot_ids):
        """Return the figures of ``mass_balance`` by id of the lot."""
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        flows = defaultdict(list)
        for lot_id, *kind, quantity in self.env.execute_query(self._flows(lot_ids)):
            flows[lot_id] += [(name, quantity) for name in flow_kind(*kind)]
        stock = {
            lot_id: (on_hand, transit)
            for lot_id, on_hand, transit in self.env.execute_query(self._stock(lot_ids))
        }
        return {
            lot_id: mass_balance(flows[lot_id], *stock.get(lot_id, (0.0, 0.0)), digits)
            for lot_id in lot_ids
        }

    def _unbuild(self):
        """Return whether a move takes a product apart (only known to Manufacturing)."""
        known = "unbuild_id" in self.env["stock.move"]._fields
        return SQL("move.unbuild_id IS NOT NULL" if known else "FALSE")

    def _flows(self, lot_ids):
        return SQL(
            """
            SELECT line.lot_id, origin.usage, target.usage,
                   move.scrap_id IS NOT NULL, %s, SUM(line.quantity_product_uom)
              FROM stock_move_line line
              JOIN stock_move move ON move.id = line.move_id
              JOIN stock_location origin ON origin.id = line.location_id
              JOIN stock_location target ON target.id = line.location_dest_id
             WHERE line.lot_id = ANY(%s) AND line.state = 'done'
             GROUP BY 1, 2, 3, 4, 5""",
            self._unbuild(),
            lot_ids,
        )

    def _stock(self, lot_ids):
        self.env["stock.quant"].flush_model()
        return SQL(
            """
            SELECT quant.lot_id,
                   COALESCE(SUM(quant.quantity) FILTER (WHERE place.usage = 'internal'),
                            0),
                   COALESCE(SUM(quant.quantity) FILTER (WHERE place.usage = 'transit'),
                            0)
              FROM stock_quant quant
              JOIN stock_location place ON place.id = quant.location_id
             WHERE quant.lot_id = ANY(%s) AND place.usage IN ('internal', 'transit')
             GROUP BY quant.lot_id""",
            lot_ids,
        )

    def _get_beginnings(self, lot_ids):
        """Return (reference, date, vendor, number of lines) by id of the lot.

        The document is the one that first received or made the lot.
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.lot_id,
                       (ARRAY_AGG(move.reference ORDER BY %(order)s))[1],
                       (ARRAY_AGG(line.date ORDER BY %(order)s))[1],
                       (ARRAY_AGG(COALESCE(transfer.partner_id, move.partner_id)
                                  ORDER BY %(order)s)
                        FILTER (WHERE origin.usage = 'supplier'))[1],
                       COUNT(*)
                  FROM stock_move_line line
                  JOIN stock_move move ON move.id = line.move_id
                  JOIN stock_location origin ON origin.id = line.location_id
                  LEFT JOIN stock_picking transfer ON transfer.id = move.picking_id
                 WHERE line.lot_id = ANY(%(lots)s) AND line.state = 'done'
                 GROUP BY line.lot_id""",
                order=SQL(
                    "origin.usage NOT IN ('supplier', 'production'), line.date, line.id"
                ),
                lots=lot_ids,
            )
        )
        return {row[0]: row[1:] for row in rows}

    def _get_deliveries(self, lot_ids):
        """Return what left to customers and what came back, a row per move and lot.

        Deliveries to companies of this database are no deliveries to customers: there
        the trace goes on under the lot of the buyer.

        Returns
        -------
        list of tuple
            (lot, product, move, transfer, customer, company, reference, date, shipped
            quantity, returned quantity), quantities in the unit of the product.
        """
        return self.env.execute_query(
            SQL(
                """
                SELECT line.lot_id, line.product_id, line.move_id, move.picking_id,
                       COALESCE(transfer.partner_id, move.partner_id,
                                sent.partner_id, sent_move.partner_id) AS partner_id,
                       line.company_id, move.reference, MIN(line.date),
                       COALESCE(SUM(line.quantity_product_uom)
                                FILTER (WHERE target.usage = 'customer'), 0),
                       COALESCE(SUM(line.quantity_product_uom)
                                FILTER (WHERE origin.usage = 'customer'), 0)
                  FROM stock_move_line line
                  JOIN stock_move move ON move.id = line.move_id
                  JOIN stock_location origin ON origin.id = line.location_id
                  JOIN stock_location target ON target.id = line.location_dest_id
                  LEFT JOIN stock_picking transfer ON transfer.id = move.picking_id
                  LEFT JOIN stock_move sent_move
                         ON sent_move.id = move.origin_returned_move_id
                  LEFT JOIN stock_picking sent ON sent.id = sent_move.picking_id
                  LEFT JOIN res_partner partner
                         ON partner.id = COALESCE(transfer.partner_id, move.partner_id)
                 WHERE line.lot_id = ANY(%s) AND line.state = 'done'
                   AND (target.usage = 'customer') <> (origin.usage = 'customer')
                   AND NOT EXISTS (
                       SELECT FROM res_company company
                        WHERE company.partner_id = partner.commercial_partner_id)
                 GROUP BY 1, 2, 3, 4, 5, 6, 7""",
                lot_ids,
            )
        )
