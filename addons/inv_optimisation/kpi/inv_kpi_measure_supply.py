from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from .kpi_scope import QUARTER_DAYS


class InvKpiMeasureSupply(models.AbstractModel):
    """Receipts of purchase orders against the promise, and their lead time."""

    _name = "inv.kpi.measure.supply"
    _description = "KPI Measure: Supply"
    _inherit = "inv.kpi.measure"

    def _measure_subject(self, scope, rows):
        for name in ("purchase.order", "purchase.order.line", "stock.move"):
            self.env[name].flush_model()
        self._add_query(rows, self._get_receipt_sql(scope))

    def _get_receipt_sql(self, scope):
        """Return receipts of 91 days; P90 of a sum is their mean by receipts."""
        lines = self.env["inv.vendor.performance"]._get_line_sql(
            scope.company, scope.day
        )
        return SQL(
            """
            SELECT type.warehouse_id, COALESCE(item.abc_class, 'N') AS abc_class,
                   COUNT(*) AS receipt_count,
                   COUNT(*) FILTER (WHERE receipt.is_on_time) AS on_time_receipt_count,
                   COUNT(*) * PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY receipt.days)
                       AS lead_time_p90_sum
              FROM (%(lines)s) receipt
              JOIN purchase_order_line line ON line.id = receipt.line_id
              JOIN purchase_order purchase ON purchase.id = line.order_id
              JOIN stock_picking_type type ON type.id = purchase.picking_type_id
         LEFT JOIN inv_kpi_item item ON item.product_id = line.product_id
               AND item.warehouse_id = type.warehouse_id
             WHERE receipt.first_day > %(since)s
          GROUP BY 1, 2
            """,
            lines=lines,
            since=scope.day - timedelta(days=QUARTER_DAYS),
        )
