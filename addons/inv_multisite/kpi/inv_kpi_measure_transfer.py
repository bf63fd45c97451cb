from odoo import models
from odoo.tools import SQL


class InvKpiMeasureTransfer(models.AbstractModel):
    """What transfers cost, what they promised and what they brought, by sender."""

    _name = "inv.kpi.measure.transfer"
    _description = "KPI Measure: Transfers"
    _inherit = "inv.kpi.measure"

    def _measure_subject(self, scope, rows):
        self.env["inv.transfer.suggestion"].flush_model()
        values = scope.get_values()
        query = SQL(
            """
            SELECT transfer.source_warehouse_id AS warehouse_id,
                   COALESCE(item.abc_class, 'N') AS abc_class,
                   COUNT(*) FILTER (WHERE is_recent) AS transfer_count,
                   SUM(transfer.freight_cost + transfer.handling_cost)
                       FILTER (WHERE is_recent)::float8 AS transfer_cost,
                   SUM(transfer.promised_gain) FILTER (
                       WHERE transfer.date_realised BETWEEN %(full_year)s AND %(day)s)
                       ::float8 AS promised_gain,
                   SUM(transfer.realised_gain) FILTER (
                       WHERE transfer.date_realised BETWEEN %(full_year)s AND %(day)s)
                       ::float8 AS realised_gain
              FROM inv_transfer_suggestion transfer
        CROSS JOIN LATERAL (SELECT transfer.date_arrival
                       BETWEEN %(quarter)s AND %(day)s AS is_recent) age
         LEFT JOIN inv_kpi_item item ON item.product_id = transfer.product_id
               AND item.warehouse_id = transfer.source_warehouse_id
             WHERE transfer.company_id = %(company)s AND transfer.state = 'done'
          GROUP BY 1, 2
            """,
            **{key: values[key] for key in ("company", "day", "quarter", "full_year")},
        )
        self._add_query(rows, query)
