from odoo import models
from odoo.tools import SQL

from .inv_workbench_decision import ACTING_KINDS, QUIET_KINDS

#: The cards of the workbench, the most urgent first.
KINDS = [
    ("stocked_out", "Stocked out"),
    ("at_risk", "At risk"),
    ("below_reorder_point", "Below reorder point"),
    ("surplus_on_order", "Surplus on order"),
    ("excess", "Excess"),
    ("data_problem", "Data problem"),
]
SHORT_STATUSES = ("stocked_out", "at_risk", "below_reorder_point")
DATA_STATUSES = ("negative_stock", "no_vendor", "no_lead_time")
SHORT_MESSAGES = ("expedite", "increase")


class InvWorkbenchKind(models.AbstractModel):
    """Which card of the workbench a stocking point is on, if any: one query for all.

    A point leaves its card by a decision: until the next plan when something was
    ordered or changed, until a day when it was deferred or ignored.
    """

    _name = "inv.workbench.kind"
    _description = "Workbench Card"

    def _flush(self):
        """Write to the database what the query reads."""
        for name in (
            "inv.stocking.point",
            "inv.workbench.decision",
            "inv.order.message",
            "inv.requisition.line",
            "inv.requisition",
        ):
            self.env[name].flush_model()

    def _get_rows_sql(self, condition=None):
        """Return SQL of rows (id, company_id, warehouse_id, kind, value, …).

        ``kind`` is NULL where nothing has to be decided. ``condition`` is on the
        alias ``point``.
        """
        return SQL(
            """
            SELECT point.id, point.company_id, point.warehouse_id,
                   %(kind)s AS kind,
                   message.value AS message_value,
                   point.value_at_stake, point.excess_value, point.forecast_source,
                   point.supply_type
              FROM inv_stocking_point point
         LEFT JOIN (%(decisions)s) decision ON decision.point_id = point.id
         LEFT JOIN (%(orders)s) placed ON placed.point_id = point.id
         LEFT JOIN (%(messages)s) message ON message.point_id = point.id
             WHERE point.active AND (%(condition)s)
            """,
            kind=self._get_kind_sql(),
            decisions=self._get_decisions_sql(),
            orders=self._get_orders_sql(),
            messages=self._get_messages_sql(),
            condition=condition or SQL("TRUE"),
        )

    def _get_kind_sql(self):
        return SQL(
            """
            CASE WHEN decision.date_until > %(today)s THEN NULL
                 WHEN decision.acted >= point.planned_datetime THEN NULL
                 WHEN point.planning_error IS NOT NULL
                   OR point.status IN %(data)s THEN 'data_problem'
                 WHEN point.status IN %(short)s
                  AND (placed.approved >= point.planned_datetime
                       OR point.requisition_snooze_date > %(today)s) THEN NULL
                 WHEN point.status IN %(short)s THEN point.status
                 WHEN message.is_short THEN 'at_risk'
                 WHEN NOT message.is_short THEN 'surplus_on_order'
                 WHEN point.status = 'excess' THEN 'excess'
             END
            """,
            today=self.env.company._get_inventory_today(),
            data=DATA_STATUSES,
            short=SHORT_STATUSES,
        )

    def _get_decisions_sql(self):
        return SQL(
            """
            SELECT point_id,
                   MAX(date_until) FILTER (WHERE kind IN %(quiet)s) AS date_until,
                   MAX(decided_datetime) FILTER (WHERE kind IN %(acting)s) AS acted
              FROM inv_workbench_decision
             WHERE is_undone IS NOT TRUE
          GROUP BY point_id
            """,
            quiet=QUIET_KINDS,
            acting=ACTING_KINDS,
        )

    def _get_orders_sql(self):
        return SQL(
            """
            SELECT line.point_id, MAX(requisition.approved_datetime) AS approved
              FROM inv_requisition_line line
              JOIN inv_requisition requisition ON requisition.id = line.requisition_id
             WHERE line.state IN ('approved', 'ordered')
          GROUP BY line.point_id
            """
        )

    def _get_messages_sql(self):
        return SQL(
            """
            SELECT point_id, BOOL_OR(kind IN %s) AS is_short, SUM(value) AS value
              FROM inv_order_message
             WHERE state = 'open'
          GROUP BY point_id
            """,
            SHORT_MESSAGES,
        )

    # ------------------------------------------------------------------------
    # Readers
    # ------------------------------------------------------------------------

    def _get_kinds(self, points):
        """Return {point id: kind or None}."""
        if not points.ids:
            return {}
        self._flush()
        condition = SQL("point.id = ANY(%s)", list(points.ids))
        rows = self.env.execute_query(
            SQL("SELECT id, kind FROM (%s) found", self._get_rows_sql(condition))
        )
        return dict(rows)

    def _get_ids_sql(self, kinds):
        """Return SQL of the ids of the points on one of the cards ``kinds``."""
        return SQL(
            "(SELECT id FROM (%s) found WHERE kind IN %s)",
            self._get_rows_sql(self._get_company_sql()),
            tuple(kinds),
        )

    def _get_company_sql(self):
        return SQL("point.company_id = ANY(%s)", list(self.env.companies.ids))

    def _get_totals(self, company):
        """Return {(kind, warehouse id): (items, value)} of ``company``."""
        self._flush()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT kind, warehouse_id, COUNT(*),
                       SUM(CASE WHEN kind = 'excess' THEN excess_value
                                WHEN kind = 'surplus_on_order' THEN message_value
                                ELSE COALESCE(value_at_stake, message_value, 0) END)
                  FROM (%s) found
                 WHERE kind IS NOT NULL
              GROUP BY kind, warehouse_id
                """,
                self._get_rows_sql(SQL("point.company_id = %s", company.id)),
            )
        )
        return {
            (kind, warehouse): (count, value or 0.0)
            for kind, warehouse, count, value in rows
        }
