from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from ..accuracy.inv_count_accuracy import DAYS
from ..programme.selections import MEASURED_LINE_STATES

CLASSES = ("A", "B", "C")


class InvKpiMeasureCount(models.AbstractModel):
    """How right the records are, from the random sample, and how much was counted."""

    _name = "inv.kpi.measure.count"
    _description = "KPI Measure: Counting"
    _inherit = "inv.kpi.measure"

    def _measure_subject(self, scope, rows):
        self.env["inv.count.accuracy.reader"]._flush()
        self._add_query(rows, self._get_sample_sql(scope))
        self._add_coverage(scope, rows)

    def _get_sample_sql(self, scope):
        return SQL(
            """
            SELECT line.warehouse_id,
                   CASE WHEN line.item_class = ANY(%(classes)s) THEN line.item_class
                        ELSE 'N' END AS abc_class,
                   COUNT(*) AS sample_count,
                   COUNT(*) FILTER (WHERE line.is_hit) AS sample_right_count
              FROM inv_count_line line
              JOIN stock_warehouse w ON w.id = line.warehouse_id
               AND w.company_id = %(company)s
             WHERE line.is_counted AND line.kind = 'sample'
               AND line.state IN %(states)s AND line.counted_datetime >= %(since)s
          GROUP BY 1, 2
            """,
            classes=list(CLASSES),
            company=scope.company.id,
            states=MEASURED_LINE_STATES,
            since=self.env.cr.now() - timedelta(days=DAYS),
        )

    def _add_coverage(self, scope, rows):
        """Add what each programme promised, did and should have done by today."""
        # A planner without a role in counting starts planning runs too.
        programmes = (
            self.env["inv.count.programme"]
            .sudo()
            .search([("company_id", "=", scope.company.id)])
        )
        coverage = programmes.env["inv.count.coverage"]
        for programme in programmes:
            totals, elapsed = coverage._get_totals(programme, programme._get_day_axis())
            for name, total in totals.items():
                key = (programme.warehouse_id.id, name if name in CLASSES else "N")
                row = rows.setdefault(key, {})
                found = {
                    "count_need": total["need"],
                    "count_done": total["done"],
                    "count_due": total["need"] * elapsed,
                }
                for column, value in found.items():
                    row[column] = row.get(column, 0.0) + float(value)
