from datetime import datetime, time, timedelta

import numpy as np

from odoo import models
from odoo.tools import SQL

#: States of moves that will still happen.
OPEN_STATES = ("waiting", "confirmed", "assigned", "partially_available")


class InvProviderStock(models.AbstractModel):
    """Stock now and what is on its way, per stocking point and day."""

    _name = "inv.provider.stock"
    _description = "Stock Provider"
    _inherit = "inv.provider"

    def _get_stock(self, points, company, today, days):
        """Return stock facts of the points.

        Returns
        -------
        dict with ``on_hand``, ``reserved``, ``incoming``, ``outgoing``, ``requested``
        (requests for quotation that are not confirmed) of shape (points,) and
        ``receipts``, ``issues`` of shape (points, days): open moves by their day, day
        0 = today with everything that is late. [product unit]
        """
        count = len(points)
        facts = {name: np.zeros(count) for name in ("on_hand", "reserved", "requested")}
        item, on_hand, reserved = self._read_columns(
            self._get_quant_sql(points), ["item", "on_hand", "reserved"]
        )
        facts["on_hand"][item.astype(np.int64)] = on_hand
        facts["reserved"][item.astype(np.int64)] = reserved
        item, quantity = self._read_columns(
            self._get_rfq_sql(points), ["item", "quantity"]
        )
        facts["requested"][item.astype(np.int64)] = quantity
        item, day, incoming, outgoing = self._read_columns(
            self._get_open_move_sql(points, company, today),
            ["item", "day", "incoming", "outgoing"],
        )
        index = (item.astype(np.int64), np.clip(day, 0, days).astype(np.int64))
        for name, values in (("receipts", incoming), ("issues", outgoing)):
            table = np.zeros((count, days + 1))
            np.add.at(table, index, values)
            facts["incoming" if name == "receipts" else "outgoing"] = table.sum(axis=1)
            facts[name] = table[:, :days]
        return facts

    def _get_quant_sql(self, points):
        self.env["stock.quant"].flush_model()
        return SQL(
            """
            SELECT point.item, SUM(quant.quantity) AS on_hand,
                   SUM(quant.reserved_quantity) AS reserved
              FROM %s
              JOIN stock_quant quant ON quant.product_id = point.product_id
              JOIN stock_location place ON place.id = quant.location_id
                                       AND place.warehouse_id = point.warehouse_id
                                       AND place.usage IN ('internal', 'transit')
             WHERE %s
          GROUP BY point.item
            """,
            self._get_point_table(points),
            self.env["stock.quant"]._get_usable_condition("quant"),
        )

    def _get_open_move_sql(self, points, company, today):
        """Return open moves over the boundary of the warehouse, by day.

        The final destination decides, so that a chain of steps counts once.
        """
        self.env["stock.move"].flush_model()
        return SQL(
            """
            SELECT point.item,
                   (m.date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
                       - %(today)s::date AS day,
                   SUM(CASE WHEN COALESCE(final.warehouse_id, target.warehouse_id)
                                 = point.warehouse_id
                       THEN m.product_qty ELSE 0 END) AS incoming,
                   SUM(CASE WHEN source.warehouse_id = point.warehouse_id
                       THEN m.product_qty ELSE 0 END) AS outgoing
              FROM %(point)s
              JOIN stock_move m ON m.product_id = point.product_id
              JOIN stock_location source ON source.id = m.location_id
              JOIN stock_location target ON target.id = m.location_dest_id
         LEFT JOIN stock_location final ON final.id = m.location_final_id
             WHERE m.state = ANY(%(states)s)
               AND (source.warehouse_id = point.warehouse_id)
                   IS DISTINCT FROM
                   (CASE WHEN final.id IS NULL THEN target.warehouse_id
                         ELSE final.warehouse_id END = point.warehouse_id)
               AND point.warehouse_id IN (source.warehouse_id, target.warehouse_id,
                                          final.warehouse_id)
          GROUP BY 1, 2
            """,
            point=self._get_point_table(points),
            zone=company._get_inventory_timezone(),
            today=today,
            states=list(OPEN_STATES),
        )

    def _get_rfq_sql(self, points):
        """Return what draft orders will bring, as core's quantity in progress does."""
        return SQL(
            """
            SELECT item, SUM(quantity) AS quantity
              FROM (%s) request
          GROUP BY item
            """,
            self._get_rfq_line_sql(points),
        )

    def _get_stock_history(self, points, company, today, days):
        """Return stock on hand at the end of each day of shape (points, days).

        The last column is today; earlier days are today's stock less what moved
        since, from the ledger.
        """
        start = today - timedelta(days=days - 1)
        on_hand = np.zeros(len(points))
        item, quantity = self._read_columns(
            self._get_quant_sql(points), ["item", "on_hand"]
        )
        on_hand[item.astype(np.int64)] = quantity
        item, day, net = self._read_columns(
            self._get_net_sql(points, start), ["item", "day", "net"]
        )
        change = np.zeros((len(points), days + 1))
        later = np.clip(day, 0, days).astype(np.int64)
        np.add.at(change, (item.astype(np.int64), later), net)
        since = np.cumsum(change[:, ::-1], axis=1)[:, ::-1]
        return on_hand[:, None] - since[:, 1:]

    def _get_net_sql(self, points, start):
        return SQL(
            """
            SELECT point.item, ledger.date - %(start)s::date AS day,
                   ledger.returned_qty + ledger.received_qty + ledger.transferred_in_qty
                   + ledger.adjusted_qty - ledger.issued_qty
                   - ledger.transferred_out_qty - ledger.scrapped_qty AS net
              FROM %(point)s
              JOIN inv_stock_ledger ledger
                ON ledger.warehouse_id = point.warehouse_id
               AND ledger.product_id = point.product_id
               AND ledger.date >= %(start)s
            """,
            point=self._get_point_table(points),
            start=start,
        )

    def _get_receipts(self, points, company, date_from, date_to):
        """Return receipts with their documents for the chart of one point.

        Done receipts of the past and open ones of the future: tuples
        (datetime, quantity, picking id, picking name, state).
        """
        self.env["stock.move"].flush_model()
        return self.env.execute_query(
            SQL(
                """
                SELECT MIN(m.date), SUM(CASE WHEN m.state = 'done'
                           THEN m.quantity * uom.factor / product_uom.factor
                           ELSE m.product_qty END),
                       picking.id, COALESCE(picking.name, MIN(m.reference)), m.state
                  FROM %(point)s
                  JOIN stock_move m ON m.product_id = point.product_id
                  JOIN uom_uom uom ON uom.id = m.product_uom
                  JOIN product_product product ON product.id = m.product_id
                  JOIN product_template template
                    ON template.id = product.product_tmpl_id
                  JOIN uom_uom product_uom ON product_uom.id = template.uom_id
                  JOIN stock_location source ON source.id = m.location_id
                  JOIN stock_location target ON target.id = m.location_dest_id
             LEFT JOIN stock_location final ON final.id = m.location_final_id
             LEFT JOIN stock_picking picking ON picking.id = m.picking_id
                 WHERE (m.state = 'done' OR m.state = ANY(%(states)s))
                   AND source.usage IN ('supplier', 'production', 'transit', 'internal')
                   AND source.warehouse_id IS DISTINCT FROM point.warehouse_id
                   AND CASE WHEN m.state = 'done' OR final.id IS NULL
                            THEN target.warehouse_id
                            ELSE final.warehouse_id END = point.warehouse_id
                   AND m.date BETWEEN %(date_from)s AND %(date_to)s
              GROUP BY picking.id, picking.name, m.state, m.date::date
              ORDER BY 1
                """,
                point=self._get_point_table(points),
                states=list(OPEN_STATES),
                date_from=datetime.combine(date_from, time.min),
                date_to=datetime.combine(date_to, time.max),
            )
        )
