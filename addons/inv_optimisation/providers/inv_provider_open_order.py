import numpy as np

from odoo import models
from odoo.tools import SQL

from .inv_provider_stock import OPEN_STATES

COLUMNS = ["item", "day", "quantity", "record", "is_draft", "is_fixed"]


class InvProviderOpenOrder(models.AbstractModel):
    """What is on its way to stocking points, order by order.

    The stock provider adds the same supply up by day; here every document line stays
    apart, so that it can be moved or changed.
    """

    _name = "inv.provider.open.order"
    _description = "Open Order Provider"
    _inherit = "inv.provider"

    def _get_open_orders(self, points, company, today):
        """Return the open orders of ``points``, one row for each document line.

        Returns
        -------
        dict of arrays of shape (orders,): ``source`` (name of the source), ``record``
        (id of its purchase order line or move), ``item`` (position in ``points``),
        ``day`` (offset of the expected arrival, below 0 = overdue), ``quantity`` still
        to come [product unit], ``is_draft`` (not confirmed, can still grow) and
        ``is_fixed`` (cannot be changed any more).
        """
        sources = self._get_sources()
        queries = [
            SQL("SELECT %s AS source, found.* FROM (%s) found", number, query)
            for number, query in enumerate(
                method(points, company, today) for method in sources.values()
            )
        ]
        names = ["source", *COLUMNS]
        table = self._read_columns(SQL(" UNION ALL ").join(queries), names)
        columns = dict(zip(names, table, strict=True))
        for name in ("source", "item", "day", "record"):
            columns[name] = columns[name].astype(np.int64)
        for name in ("is_draft", "is_fixed"):
            columns[name] = columns[name] > 0
        columns["source"] = np.array(list(sources), dtype=object)[columns["source"]]
        return columns

    def _get_sources(self):
        """Return {source: method that returns its query}; extended with production.

        A method gets the points, the company and today; its query has the columns
        ``COLUMNS`` in their order, booleans as 0 and 1. The source is the key under
        which ``inv.order.message`` finds out how to change such an order.
        """
        return {
            "purchase": self._get_purchase_sql,
            "request": self._get_request_sql,
            "transfer": self._get_transfer_sql,
        }

    def _get_purchase_sql(self, points, company, today):
        """Return confirmed purchase lines by the first of their open receipts."""
        self.env["stock.move"].flush_model()
        return SQL(
            """
            SELECT point.item, MIN(%(day)s) AS day, SUM(m.product_qty) AS quantity,
                   m.purchase_line_id AS record, 0 AS is_draft, 0 AS is_fixed
              FROM %(entering)s
             WHERE m.purchase_line_id IS NOT NULL AND %(is_entering)s
          GROUP BY point.item, m.purchase_line_id
            HAVING SUM(m.product_qty) > 0
            """,
            day=self._get_day_sql("m", "date", company, today),
            entering=self._get_entering_table(points),
            is_entering=self._get_entering_condition(),
        )

    def _get_transfer_sql(self, points, company, today):
        """Return moves from another site; what has left there is fixed."""
        self.env["stock.move"].flush_model()
        origin = SQL(
            """SELECT FROM stock_move_move_rel rel
                 JOIN stock_move earlier ON earlier.id = rel.move_orig_id
                WHERE rel.move_dest_id = m.id AND earlier.state = ANY(%s)""",
            list(OPEN_STATES),
        )
        return SQL(
            """
            SELECT point.item, %(day)s AS day, m.product_qty AS quantity,
                   m.id AS record, 0 AS is_draft,
                   (source.usage = 'transit' AND NOT EXISTS (%(origin)s)
                    OR EXISTS (SELECT FROM stock_move_move_rel rel
                                 JOIN stock_move earlier
                                   ON earlier.id = rel.move_orig_id
                                WHERE rel.move_dest_id = m.id
                                  AND earlier.state = 'done'))::int AS is_fixed
              FROM %(entering)s
             WHERE m.purchase_line_id IS NULL AND m.product_qty > 0
               AND source.usage IN ('internal', 'transit') AND %(is_entering)s
            """,
            day=self._get_day_sql("m", "date", company, today),
            origin=origin,
            entering=self._get_entering_table(points),
            is_entering=self._get_entering_condition(),
        )

    def _get_entering_table(self, points):
        """Return a FROM clause of moves ``m`` with their places and ``point``."""
        return SQL(
            """%s
              JOIN stock_move m ON m.product_id = point.product_id
              JOIN stock_location source ON source.id = m.location_id
              JOIN stock_location target ON target.id = m.location_dest_id
         LEFT JOIN stock_location final ON final.id = m.location_final_id""",
            self._get_point_table(points),
        )

    def _get_entering_condition(self):
        """Return the condition that an open move ``m`` enters the site of ``point``.

        The final destination decides, so that a chain of steps counts once.
        """
        return SQL(
            """m.state = ANY(%s)
               AND source.warehouse_id IS DISTINCT FROM point.warehouse_id
               AND CASE WHEN final.id IS NULL THEN target.warehouse_id
                        ELSE final.warehouse_id END = point.warehouse_id""",
            list(OPEN_STATES),
        )

    def _get_request_sql(self, points, company, today):
        """Return the lines of requests that no vendor confirmed yet."""
        return SQL(
            """
            SELECT request.item, %s AS day, request.quantity, request.id AS record,
                   1 AS is_draft, 0 AS is_fixed
              FROM (%s) request
             WHERE request.quantity > 0 AND request.date_planned IS NOT NULL
            """,
            self._get_day_sql("request", "date_planned", company, today),
            self._get_rfq_line_sql(points),
        )
