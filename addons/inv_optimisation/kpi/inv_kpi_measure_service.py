from odoo import models
from odoo.tools import SQL

from .inv_kpi_item import NET

#: Stock up to this quantity is rounding noise.
NOTHING = 0.00001


class InvKpiMeasureService(models.AbstractModel):
    """What customers and production asked for, and what stock could not give."""

    _name = "inv.kpi.measure.service"
    _description = "KPI Measure: Service"
    _inherit = "inv.kpi.measure"

    def _is_from_ledger(self):
        return True

    def _measure_subject(self, scope, rows):
        self.env["stock.move"].flush_model()
        self._add_query(rows, self._get_service_sql(scope))

    def _get_service_sql(self, scope):
        """Return demand and stock-outs; quantities are weighed by their cost.

        The lost margin is that of what was refused or, where more, of the demand that
        is usual on the days without stock.
        """
        values = scope.get_values()
        return SQL(
            """
            WITH asked AS (%(asked)s), late AS (%(late)s), stock AS (%(stock)s)
            SELECT item.warehouse_id, item.abc_class,
                   SUM((asked.month + COALESCE(late.open_month, 0)) * item.unit_cost)
                       AS demand_month_value,
                   SUM(GREATEST(asked.month - asked.short_month
                                - COALESCE(late.month - late.open_month, 0), 0)
                       * item.unit_cost) AS served_month_value,
                   SUM((asked.quarter + COALESCE(late.open_quarter, 0))
                       * item.unit_cost) AS demand_value,
                   SUM(GREATEST(asked.quarter - asked.short_quarter
                                - COALESCE(late.quarter - late.open_quarter, 0), 0)
                       * item.unit_cost) AS served_value,
                   SUM(stock.cycles) AS cycle_count,
                   SUM(stock.out_cycles) AS stock_out_cycle_count,
                   SUM(stock.out_days) AS stock_out_days,
                   COUNT(*) * (%(day)s::date - %(month)s::date + 1) AS item_days,
                   COUNT(*) FILTER (WHERE item.on_hand_qty <= %(nothing)s)
                       AS out_item_count,
                   SUM(GREATEST(asked.short_month,
                                stock.out_days * item.demand_qty / %(days)s)
                       * GREATEST(item.price - item.unit_cost, 0)) AS lost_margin
              FROM inv_kpi_item item
              JOIN stock ON stock.id = item.id
              JOIN asked ON asked.id = item.id
         LEFT JOIN late ON late.id = item.id
          GROUP BY item.warehouse_id, item.abc_class
            """,
            asked=self._get_asked_sql(values),
            late=self._get_late_sql(values),
            stock=self._get_stock_sql(values),
            day=values["day"],
            month=values["month"],
            days=values["days"],
            nothing=NOTHING,
        )

    def _get_asked_sql(self, values):
        """Return what was asked and refused, from the ledger, by item."""
        return SQL(
            """
            SELECT item.id, COALESCE(SUM(asked.qty), 0) AS quarter,
                   COALESCE(SUM(asked.short), 0) AS short_quarter,
                   COALESCE(SUM(asked.qty) FILTER (WHERE asked.date >= %(month)s), 0)
                       AS month,
                   COALESCE(SUM(asked.short) FILTER (WHERE asked.date >= %(month)s), 0)
                       AS short_month
              FROM inv_kpi_item item
         LEFT JOIN LATERAL (
                   SELECT ledger.date, GREATEST(requested_qty, issued_qty) AS qty,
                          GREATEST(requested_qty - issued_qty, 0) AS short
                     FROM inv_stock_ledger ledger
                    WHERE ledger.product_id = item.product_id
                      AND ledger.warehouse_id = item.warehouse_id
                      AND ledger.date BETWEEN %(quarter)s AND %(day)s) asked ON TRUE
             WHERE item.is_active
          GROUP BY item.id
            """,
            month=values["month"],
            quarter=values["quarter"],
            day=values["day"],
        )

    def _get_late_sql(self, values):
        """Return what was due and left after its day, or did not leave, by item.

        What did not leave by the day of the snapshot is not in the ledger's demand.
        """
        return SQL(
            """
            SELECT item.id, SUM(qty) AS quarter,
                   COALESCE(SUM(qty) FILTER (WHERE is_open), 0) AS open_quarter,
                   COALESCE(SUM(qty) FILTER (WHERE due_on >= %(month)s), 0) AS month,
                   COALESCE(SUM(qty) FILTER (WHERE due_on >= %(month)s AND is_open), 0)
                       AS open_month
              FROM (SELECT m.product_id, origin.warehouse_id, m.product_qty AS qty,
                           (m.date_deadline AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)
                               ::date AS due_on,
                           m.state <> 'done' OR done.day > %(day)s AS is_open,
                           CASE WHEN m.state = 'done' THEN done.day
                                ELSE 'infinity'::date END AS done_on
                      FROM stock_move m
                      JOIN stock_location origin ON origin.id = m.location_id
                      JOIN stock_location target ON target.id = m.location_dest_id
                       AND target.usage IN ('customer', 'production')
                CROSS JOIN LATERAL (SELECT (m.date AT TIME ZONE 'UTC'
                               AT TIME ZONE %(zone)s)::date AS day) done
                     WHERE m.company_id = %(company)s AND m.date_deadline IS NOT NULL
                       AND m.state NOT IN ('draft', 'cancel')
                       AND m.date_deadline >= %(quarter)s::date - 1) delivery
              JOIN inv_kpi_item item ON item.product_id = delivery.product_id
               AND item.warehouse_id = delivery.warehouse_id
             WHERE due_on BETWEEN %(quarter)s AND %(day)s AND due_on < %(day)s
               AND done_on > due_on
          GROUP BY item.id
            """,
            **{
                key: values[key]
                for key in ("month", "quarter", "day", "zone", "company")
            },
        )

    def _get_stock_sql(self, values):
        """Return days without stock and order cycles that ran out, by item.

        Stock changes on the days of the ledger only: the time between two of them is
        one step, so that no row a day is needed.
        """
        return SQL(
            """
            SELECT id, COALESCE(SUM(GREATEST(next_date - GREATEST(date, %(month)s), 0))
                       FILTER (WHERE stock <= %(nothing)s), 0) AS out_days,
                   COUNT(*) FILTER (WHERE is_receipt) AS cycles,
                   COUNT(*) FILTER (WHERE is_receipt AND stock - net <= %(nothing)s)
                       AS out_cycles
              FROM (SELECT event.id, event.date, event.net, event.is_receipt,
                           item.on_hand_qty - COALESCE(SUM(event.net) OVER (
                               PARTITION BY event.id ORDER BY event.date DESC
                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
                               AS stock,
                           COALESCE(LAG(event.date) OVER (
                               PARTITION BY event.id ORDER BY event.date DESC),
                               %(day)s::date + 1) AS next_date
                      FROM (SELECT id, date, SUM(net) AS net,
                                   BOOL_OR(is_receipt) AS is_receipt
                              FROM (%(events)s) movement GROUP BY id, date) event
                      JOIN inv_kpi_item item ON item.id = event.id) step
          GROUP BY id
            """,
            month=values["month"],
            day=values["day"],
            nothing=NOTHING,
            events=SQL(
                """
                SELECT item.id, ledger.date, %(net)s AS net,
                       ledger.received_qty + ledger.transferred_in_qty > 0 AS is_receipt
                  FROM inv_kpi_item item
                  JOIN inv_stock_ledger ledger
                    ON ledger.product_id = item.product_id
                   AND ledger.warehouse_id = item.warehouse_id
                   AND ledger.date BETWEEN %(quarter)s AND %(day)s
                 WHERE item.is_active
             UNION ALL SELECT id, %(quarter)s::date, 0, FALSE
                  FROM inv_kpi_item WHERE is_active
                """,
                net=NET,
                quarter=values["quarter"],
                day=values["day"],
            ),
        )
