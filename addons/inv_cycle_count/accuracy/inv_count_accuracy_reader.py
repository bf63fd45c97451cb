from odoo import models
from odoo.tools import SQL

from ..programme.selections import MEASURED_LINE_STATES

FLUSH = ("inv.count.line", "inv.count.plan", "inv.count.programme", "inv.count.cause")


class InvCountAccuracyReader(models.AbstractModel):
    """Sums over measured lines: always the same number of queries.

    A line is measured when a first count was submitted; its hit or miss is that of
    the first count, whatever a recount found.
    """

    _name = "inv.count.accuracy.reader"
    _description = "Reader of Record Accuracy"

    def _flush(self):
        for name in FLUSH:
            self.env[name].flush_model()

    def _get_condition(self, scope):
        """Return which lines are measured; ``scope`` is that of the page."""
        condition = SQL(
            "line.is_counted AND line.state IN %s AND line.warehouse_id = ANY(%s)"
            " AND line.counted_datetime >= %s",
            MEASURED_LINE_STATES,
            scope["warehouse_ids"],
            scope["since"],
        )
        if scope["kind"] == "sample":
            condition = SQL("%s AND line.kind = 'sample'", condition)
        return condition

    def _get_sums(self, scope):
        """Return rows of (level, ids …, counted, right) for every cut of the page.

        Levels: all, site, stratum (site and class), class, zone, counter.
        """
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT GROUPING(line.warehouse_id, line.item_class, line.zone_id,
                                line.first_counter_id) AS level,
                       line.warehouse_id, COALESCE(line.item_class, '') AS item_class,
                       line.zone_id, line.first_counter_id AS counter_id,
                       COUNT(*) AS counted,
                       COUNT(*) FILTER (WHERE line.is_hit) AS "right"
                  FROM inv_count_line line
                 WHERE %s
              GROUP BY GROUPING SETS ((), (line.warehouse_id),
                       (line.warehouse_id, line.item_class), (line.item_class),
                       (line.zone_id), (line.first_counter_id))
                """,
                self._get_condition(scope),
            )
        )

    def _get_months(self, scope, timezone):
        """Return (month, counted, right) of the last year."""
        return self.env.execute_query(
            SQL(
                """SELECT DATE_TRUNC('month', line.counted_datetime AT TIME ZONE 'UTC'
                                     AT TIME ZONE %s)::date,
                          COUNT(*), COUNT(*) FILTER (WHERE line.is_hit)
                     FROM inv_count_line line
                    WHERE %s
                 GROUP BY 1 ORDER BY 1""",
                timezone,
                self._get_condition({**scope, "since": scope["trend_since"]}),
            )
        )

    def _get_values(self, scope):
        """Return hits and values of all counts, whatever the sample."""
        (row,) = self.env.execute_query_dict(
            SQL(
                """SELECT COUNT(*) AS counted,
                          COUNT(*) FILTER (WHERE line.is_hit) AS "right",
                          COALESCE(SUM(line.variance_value), 0) AS net,
                          COALESCE(SUM(ABS(line.variance_value)), 0) AS absolute,
                          COALESCE(SUM(ABS(line.first_expected_qty * line.unit_cost)),
                                   0) AS book
                     FROM inv_count_line line
                    WHERE %s""",
                self._get_condition({**scope, "kind": "all"}),
            )
        )
        return row

    def _get_causes(self, scope):
        """Return (cause id, unknown, lines) of what was out of tolerance."""
        return self.env.execute_query(
            SQL(
                """SELECT cause.id,
                          cause.id IS NULL OR COALESCE(cause.is_unknown, FALSE),
                          COUNT(*)
                     FROM inv_count_line line
                LEFT JOIN inv_count_cause cause ON cause.id = line.cause_id
                    WHERE %s AND NOT COALESCE(line.is_hit, FALSE)
                 GROUP BY 1, 2""",
                self._get_condition({**scope, "kind": "all"}),
            )
        )

    def _get_strata(self, warehouse_ids):
        """Return {(warehouse id, class): records} of what could be drawn."""
        rows = self.env.execute_query(
            SQL(
                """SELECT programme.warehouse_id, COALESCE(plan.item_class, ''),
                          SUM(COALESCE(plan.line_count, 1))::int
                     FROM inv_count_plan plan
                     JOIN inv_count_programme programme
                       ON programme.id = plan.programme_id AND programme.active
                    WHERE programme.warehouse_id = ANY(%s)
                      AND plan.product_id IS NOT NULL
                      AND COALESCE(plan.left_out, '') <> 'excluded'
                 GROUP BY 1, 2""",
                warehouse_ids,
            )
        )
        return {(warehouse, name): size for warehouse, name, size in rows}
