from odoo import models
from odoo.tools import SQL

from .inv_kpi_item import NET

#: A proposal that is decided within this time is decided in time.
TIMELY_DAYS = 2
#: After this time an override can be judged by what happened.
JUDGED_AFTER_DAYS = 56


class InvKpiMeasureDecision(models.AbstractModel):
    """What planners decided, where they went another way, and whether it helped.

    Decisions are requisition lines that somebody approved or rejected, and lines of
    applied changes of reordering rules. An override is a changed quantity, a rejected
    line or a change that was left out. It is judged after eight weeks: ordering more
    helped when the stock would have been gone without it, ordering less (or nothing)
    helped when the stock lasted all the same.
    """

    _name = "inv.kpi.measure.decision"
    _description = "KPI Measure: Decisions"
    _inherit = "inv.kpi.measure"

    def _measure_subject(self, scope, rows):
        names = ("inv.requisition", "inv.requisition.line", "inv.requisition.log")
        for name in (*names, "inv.parameter.change", "inv.parameter.change.batch"):
            self.env[name].flush_model()
        self._add_query(rows, self._get_requisition_sql(scope))
        self._add_query(rows, self._get_change_sql(scope))

    def _get_requisition_sql(self, scope):
        values = scope.get_values()
        return SQL(
            """
            SELECT item.warehouse_id, item.abc_class,
                   COUNT(*) FILTER (WHERE is_recent) AS decision_count,
                   COUNT(*) FILTER (WHERE is_recent AND is_override) AS override_count,
                   COUNT(*) FILTER (WHERE is_recent
                       AND decided_on - raised_on <= %(timely)s) AS timely_count,
                   COUNT(*) FILTER (WHERE is_recent) AS dated_count,
                   COUNT(*) FILTER (WHERE is_override AND least IS NOT NULL)
                       AS judged_count,
                   COUNT(*) FILTER (WHERE is_override AND CASE
                       WHEN chosen_qty >= recommended_qty
                       THEN least < chosen_qty - recommended_qty
                       ELSE least > 0 END) AS helped_count
              FROM (%(decided)s) decision
              JOIN inv_kpi_item item ON item.product_id = decision.product_id
               AND item.warehouse_id = decision.warehouse_id
        CROSS JOIN LATERAL (SELECT decided_on >= %(quarter)s AS is_recent) age
         LEFT JOIN LATERAL (%(least)s) after ON is_override
          GROUP BY item.warehouse_id, item.abc_class
            """,
            timely=TIMELY_DAYS,
            quarter=values["quarter"],
            decided=self._get_decided_sql(values),
            least=self._get_least_sql(values),
        )

    def _get_decided_sql(self, values):
        """Return the lines that somebody decided on in the last year."""
        return SQL(
            """
            SELECT line.product_id, line.warehouse_id, line.recommended_qty,
                   CASE WHEN line.state = 'rejected' THEN 0 ELSE line.qty END
                       AS chosen_qty,
                   line.state = 'rejected' OR COALESCE(line.is_edited, FALSE)
                       AS is_override,
                   (line.create_date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
                       AS raised_on,
                   log.day AS decided_on
              FROM inv_requisition_line line
              JOIN (SELECT requisition_id,
                           (MAX(create_date) AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)
                               ::date AS day
                      FROM inv_requisition_log
                     WHERE company_id = %(company)s AND NOT COALESCE(is_undone, FALSE)
                       AND decision IN ('approve', 'reject')
                  GROUP BY requisition_id) log
                ON log.requisition_id = line.requisition_id
             WHERE line.state IN ('approved', 'ordered', 'received', 'rejected')
               AND line.recommended_qty > 0
               AND log.day BETWEEN %(full_year)s AND %(day)s
            """,
            **{key: values[key] for key in ("zone", "company", "full_year", "day")},
        )

    def _get_least_sql(self, values):
        """Return the least stock in the eight weeks after a decision; NULL = too early.

        The stock before a movement is today's less everything since.
        """
        return SQL(
            """
            SELECT CASE WHEN decision.decided_on <= %(day)s::date - %(after)s
                   THEN LEAST(item.on_hand_qty - COALESCE(SUM(step.net) FILTER
                                  (WHERE step.date > decision.decided_on + %(after)s),
                                  0),
                              MIN(item.on_hand_qty - step.since) FILTER (
                                  WHERE step.date <= decision.decided_on + %(after)s))
                   END AS least
              FROM (SELECT ledger.date, %(net)s AS net,
                           SUM(%(net)s) OVER (ORDER BY ledger.date DESC) AS since
                      FROM inv_stock_ledger ledger
                     WHERE ledger.product_id = item.product_id
                       AND ledger.warehouse_id = item.warehouse_id
                       AND ledger.date > decision.decided_on
                       AND ledger.date <= %(day)s) step
            """,
            day=values["day"],
            after=JUDGED_AFTER_DAYS,
            net=NET,
        )

    def _get_change_sql(self, scope):
        """Return changes of reordering rules: those left out are overrides."""
        values = scope.get_values()
        return SQL(
            """
            SELECT point.warehouse_id, COALESCE(point.abc_class, 'N') AS abc_class,
                   COUNT(*) AS decision_count,
                   COUNT(*) FILTER (WHERE NOT line.is_selected) AS override_count
              FROM inv_parameter_change line
              JOIN inv_parameter_change_batch batch ON batch.id = line.batch_id
              JOIN inv_stocking_point point ON point.id = line.point_id
             WHERE batch.company_id = %(company)s
               AND batch.state = 'applied'
               AND NOT COALESCE(batch.is_automatic, FALSE)
               AND (batch.applied_datetime AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)
                   ::date BETWEEN %(quarter)s AND %(day)s
          GROUP BY 1, 2
            """,
            **{key: values[key] for key in ("zone", "company", "quarter", "day")},
        )
