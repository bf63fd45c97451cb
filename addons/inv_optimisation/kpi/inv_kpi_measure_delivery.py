from odoo import models
from odoo.tools import SQL


class InvKpiMeasureDelivery(models.AbstractModel):
    """Deliveries to customers: on time, in full, and nothing came back."""

    _name = "inv.kpi.measure.delivery"
    _description = "KPI Measure: Deliveries"
    _inherit = "inv.kpi.measure"

    def _measure_subject(self, scope, rows):
        for name in ("stock.move", "stock.picking"):
            self.env[name].flush_model()
        self._add_query(rows, self._get_delivery_sql(scope))

    def _get_delivery_sql(self, scope):
        """Return deliveries of the last 91 days; one belongs to its best class."""
        values = scope.get_values()
        return SQL(
            """
            SELECT warehouse_id, abc_class, COUNT(*) AS delivery_count,
                   COUNT(*) FILTER (WHERE is_on_time) AS on_time_delivery_count,
                   COUNT(*) FILTER (WHERE is_in_full) AS in_full_delivery_count,
                   COUNT(*) FILTER (WHERE is_on_time AND is_in_full AND NOT is_returned)
                       AS perfect_delivery_count
              FROM (SELECT origin.warehouse_id,
                           MIN(COALESCE(item.abc_class, 'N')) AS abc_class,
                           BOOL_AND(m.date_deadline IS NULL
                                    OR done.day <= (m.date_deadline AT TIME ZONE 'UTC'
                                       AT TIME ZONE %(zone)s)::date) AS is_on_time,
                           BOOL_AND(m.quantity >= m.product_uom_qty * 0.999)
                               AND NOT BOOL_OR(EXISTS (
                                   SELECT FROM stock_picking later
                                    WHERE later.backorder_id = m.picking_id))
                               AS is_in_full,
                           BOOL_OR(EXISTS (
                               SELECT FROM stock_move returned
                                WHERE returned.origin_returned_move_id = m.id
                                  AND returned.state = 'done')) AS is_returned
                      FROM stock_move m
                      JOIN stock_location origin ON origin.id = m.location_id
                      JOIN stock_warehouse w ON w.id = origin.warehouse_id
                       AND w.company_id = %(company)s
                      JOIN stock_location target ON target.id = m.location_dest_id
                       AND target.usage = 'customer'
                CROSS JOIN LATERAL (SELECT (m.date AT TIME ZONE 'UTC'
                               AT TIME ZONE %(zone)s)::date AS day) done
                 LEFT JOIN inv_kpi_item item ON item.product_id = m.product_id
                       AND item.warehouse_id = origin.warehouse_id
                     WHERE m.state = 'done' AND m.company_id = %(company)s
                       AND m.date >= %(quarter)s::date - 1
                       AND done.day BETWEEN %(quarter)s AND %(day)s
                  GROUP BY origin.warehouse_id, COALESCE(m.picking_id, -m.id)) delivery
          GROUP BY warehouse_id, abc_class
            """,
            **{key: values[key] for key in ("zone", "company", "quarter", "day")},
        )
