from odoo import models
from odoo.tools import SQL


class InvKpiMeasureStock(models.AbstractModel):
    """Value of the stock, what it turns, and what of it is too much."""

    _name = "inv.kpi.measure.stock"
    _description = "KPI Measure: Stock"
    _inherit = "inv.kpi.measure"

    def _is_from_ledger(self):
        return True

    def _measure_subject(self, scope, rows):
        self._add_query(rows, self._get_value_sql(scope))
        if not scope.is_past:
            self._add_query(rows, self._get_plan_sql())
            self._add_query(rows, self._get_transit_sql(scope))
        for row in rows.values():
            row["history_days"] = scope.history_days
            self._add_total(row)

    def _add_total(self, row):
        """Add up the stages; in work and in transit may come later."""
        names = ("raw_value", "finished_value", "wip_value", "transit_value")
        row["stock_value"] = sum(row.get(name) or 0.0 for name in names)

    def _get_value_sql(self, scope):
        """Return value, turns and dead stock, all at the cost of today."""
        values = scope.get_values()
        return SQL(
            """
            SELECT warehouse_id, abc_class,
                   COUNT(*) FILTER (WHERE on_hand_qty > 0) AS item_count,
                   SUM(on_hand_qty * unit_cost) FILTER (WHERE is_raw) AS raw_value,
                   SUM(on_hand_qty * unit_cost) FILTER (WHERE NOT is_raw)
                       AS finished_value,
                   SUM((on_hand_qty - area / %(days)s) * unit_cost) AS average_value,
                   SUM(cogs) AS cogs_value, SUM(cogs_day) AS cogs_day_value,
                   SUM(cogs * (price / NULLIF(unit_cost, 0) - 1)) AS margin_value,
                   SUM(on_hand_qty * unit_cost * holding_rate) AS carrying_cost,
                   SUM(on_hand_qty * unit_cost) FILTER (WHERE is_dead) AS dead_value,
                   COUNT(*) FILTER (WHERE is_dead) AS dead_item_count
              FROM (SELECT item.*, %(dead)s AS is_dead FROM inv_kpi_item item) item
          GROUP BY warehouse_id, abc_class
            """,
            days=values["days"],
            dead=self._get_dead_sql(values["dead"]),
        )

    def _get_dead_sql(self, start):
        """Return whether an item lay without an issue since before ``start``.

        What came in for the first time since then is new, not dead.
        """
        return SQL(
            "(item.on_hand_qty > 0 AND item.date_first < %(start)s"
            " AND COALESCE(item.date_last_issue, item.date_first) < %(start)s)",
            start=start,
        )

    def _get_plan_sql(self):
        """Return what the plan says: model stock and excess."""
        return SQL(
            """
            SELECT item.warehouse_id, item.abc_class,
                   SUM(point.stock_value_recommended)::float8 AS model_value,
                   SUM(point.excess_value)::float8 AS excess_value,
                   COUNT(*) FILTER (WHERE point.excess_qty > 0) AS excess_item_count
              FROM inv_kpi_item item
              JOIN inv_stocking_point point ON point.id = item.point_id
             WHERE point.planned_datetime IS NOT NULL
          GROUP BY item.warehouse_id, item.abc_class
            """
        )

    def _get_transit_sql(self, scope):
        """Return the value between sites, at the site that waits for it.

        What no open move takes on is shown at the first site of the company, so that
        the total is that of the books.
        """
        self.env["stock.move"].flush_model()
        return SQL(
            """
            WITH between_sites AS (
                SELECT q.product_id, SUM(q.quantity)::float8 AS qty
                  FROM stock_quant q
                  JOIN stock_location place ON place.id = q.location_id
                   AND place.usage = 'transit' AND place.warehouse_id IS NULL
                   AND place.company_id = %(company)s
                 WHERE q.owner_id IS NULL OR q.owner_id = %(partner)s
              GROUP BY q.product_id),
            expected AS (
                SELECT m.product_id, target.warehouse_id,
                       SUM(m.product_qty)::float8
                       / SUM(SUM(m.product_qty)) OVER (PARTITION BY m.product_id)
                           AS share
                  FROM stock_move m
                  JOIN stock_location origin ON origin.id = m.location_id
                   AND origin.usage = 'transit' AND origin.warehouse_id IS NULL
                   AND origin.company_id = %(company)s
                  JOIN stock_location target ON target.id = m.location_dest_id
                  JOIN stock_warehouse w ON w.id = target.warehouse_id
                   AND w.company_id = %(company)s
                 WHERE m.state NOT IN ('draft', 'done', 'cancel') AND m.product_qty > 0
              GROUP BY m.product_id, target.warehouse_id)
            SELECT COALESCE(expected.warehouse_id, fallback.id) AS warehouse_id,
                   COALESCE(item.abc_class, 'N') AS abc_class,
                   SUM(stock.qty * COALESCE(expected.share, 1) * COALESCE(
                       (p.standard_price ->> %(company_key)s)::float8, 0))
                       AS transit_value
              FROM between_sites stock
              JOIN product_product p ON p.id = stock.product_id
        CROSS JOIN (SELECT MIN(id) AS id FROM stock_warehouse
                     WHERE company_id = %(company)s) fallback
         LEFT JOIN expected ON expected.product_id = stock.product_id
         LEFT JOIN inv_kpi_item item ON item.product_id = stock.product_id
               AND item.warehouse_id = COALESCE(expected.warehouse_id, fallback.id)
          GROUP BY 1, 2
            """,
            company=scope.company.id,
            company_key=str(scope.company.id),
            partner=scope.company.sudo().partner_id.id,
        )
