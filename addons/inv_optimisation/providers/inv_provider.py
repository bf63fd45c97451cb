import io

import numpy as np

from odoo import models
from odoo.tools import SQL

#: States of purchase orders that no vendor has confirmed.
RFQ_STATES = ("draft", "sent", "to approve")


class InvProvider(models.AbstractModel):
    """Base of the providers: records and dates in, arrays out, one query a fact.

    A provider reads what the kernel needs and computes nothing. Arrays keep the
    order of the stocking points that were asked for.
    """

    _name = "inv.provider"
    _description = "Planning Data Provider"

    def _read_columns(self, query, names):
        """Return the columns ``names`` of ``query`` as arrays of float64.

        COPY moves a block without a tuple for each row: seven million ledger rows
        take seconds instead of minutes. NULL becomes NaN.
        """
        columns = SQL(", ").join(map(SQL.identifier, names))
        copy = SQL(
            "COPY (SELECT %s FROM (%s) facts) TO STDOUT (DELIMITER ' ', NULL 'nan')",
            columns,
            query,
        )
        buffer = io.StringIO()
        self.env.cr.copy_expert(self.env.cr.mogrify(copy).decode(), buffer)
        values = np.fromstring(buffer.getvalue(), dtype=np.float64, sep=" ")
        table = values.reshape(-1, len(names))
        return [np.ascontiguousarray(column) for column in table.T]

    def _get_rfq_line_sql(self, points):
        """Return the lines of draft orders for the points, one row each.

        Columns ``item``, ``id``, ``date_planned`` and ``quantity`` [product unit].
        """
        for name in ("purchase.order", "purchase.order.line"):
            self.env[name].flush_model()
        return SQL(
            """
            SELECT point.item, line.id, line.date_planned,
                   line.product_qty * uom.factor / product_uom.factor AS quantity
              FROM %(point)s
              JOIN purchase_order_line line ON line.product_id = point.product_id
              JOIN purchase_order purchase ON purchase.id = line.order_id
              JOIN stock_picking_type type ON type.id = purchase.picking_type_id
         LEFT JOIN stock_warehouse_orderpoint rule ON rule.id = line.orderpoint_id
              JOIN uom_uom uom ON uom.id = line.product_uom_id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
              JOIN uom_uom product_uom ON product_uom.id = template.uom_id
             WHERE purchase.state = ANY(%(states)s)
               AND COALESCE(rule.warehouse_id, type.warehouse_id) = point.warehouse_id
            """,
            point=self._get_point_table(points),
            states=list(RFQ_STATES),
        )

    def _get_point_table(self, points):
        """Return a FROM item ``point(item, product_id, warehouse_id, company_id)``.

        ``item`` is the position in ``points``, so that rows find their array index.
        """
        points.check_access("read")
        return SQL(
            """(SELECT listed.item - 1 AS item, sp.id, sp.product_id, sp.warehouse_id,
                       sp.company_id, sp.date_first_movement
                  FROM unnest(%s::int[]) WITH ORDINALITY AS listed(id, item)
                  JOIN inv_stocking_point sp ON sp.id = listed.id) AS point""",
            list(points.ids),
        )

    def _get_day_sql(self, table, column, company, today):
        """Return the days from ``today`` to a moment, in the zone of ``company``."""
        return SQL(
            "((%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date - %s::date)",
            SQL.identifier(table, column),
            company._get_inventory_timezone(),
            today,
        )
