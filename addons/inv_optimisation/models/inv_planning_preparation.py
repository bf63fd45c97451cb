import time
from datetime import timedelta

import numpy as np

from odoo import models
from odoo.tools import SQL

DAYS_PER_YEAR = 365
DAYS_PER_WEEK = 7.0


class InvPlanningPreparation(models.AbstractModel):
    """What a run does once, before its chunks: ledger, points, ABC classes.

    ABC looks at all points of a company together, so it cannot be done in a chunk.
    """

    _name = "inv.planning.preparation"
    _description = "Planning Preparation"

    def _prepare(self, company, today, rebuild_ledger):
        """Prepare ``company`` for planning; return the seconds of each step."""
        timings = {}
        watch = time.monotonic()
        self.env["inv.stock.ledger.refresh"]._refresh(company, rebuild=rebuild_ledger)
        timings["ledger"] = time.monotonic() - watch
        watch = time.monotonic()
        self._synchronise_points(company)
        self._write_usage(company, today)
        timings["prepare"] = time.monotonic() - watch
        return timings

    def _synchronise_points(self, company):
        """Add a point for every storable product that moved, lies or is ruled in a
        warehouse; archive those of archived products, bring back restored ones."""
        for name in ("product.product", "product.template", "stock.quant"):
            self.env[name].flush_model()
        self.env["stock.warehouse.orderpoint"].flush_model()
        self.env["inv.stocking.point"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO inv_stocking_point
                       (product_id, warehouse_id, company_id, active, value_at_stake,
                        urgency, create_uid, write_uid, create_date, write_date)
                SELECT found.product_id, found.warehouse_id, %(company)s, TRUE, 0, 99,
                       %(uid)s, %(uid)s, %(now)s, %(now)s
                  FROM (%(candidates)s) found
                  JOIN stock_warehouse w ON w.id = found.warehouse_id
                                        AND w.company_id = %(company)s AND w.active
                  JOIN product_product product ON product.id = found.product_id
                                              AND product.active
                  JOIN product_template template
                    ON template.id = product.product_tmpl_id
                   AND template.active AND template.is_storable
                   AND COALESCE(template.company_id, %(company)s) = %(company)s
              ORDER BY found.warehouse_id, found.product_id
           ON CONFLICT (warehouse_id, product_id) DO NOTHING
                """,
                company=company.id,
                uid=self.env.uid,
                now=self.env.cr.now(),
                candidates=self._get_candidate_sql(company),
            )
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE inv_stocking_point point
                   SET active = product.active AND template.is_storable AND w.active
                  FROM product_product product
                  JOIN product_template template
                    ON template.id = product.product_tmpl_id,
                       stock_warehouse w
                 WHERE product.id = point.product_id
                   AND w.id = point.warehouse_id
                   AND point.company_id = %s
                   AND point.active IS DISTINCT FROM
                       (product.active AND template.is_storable AND w.active)
                """,
                company.id,
            )
        )
        self.env["inv.stocking.point"].invalidate_model()

    def _get_candidate_sql(self, company):
        """Return the (product, warehouse) pairs that deserve a stocking point."""
        return SQL(
            """
            SELECT product_id, warehouse_id FROM inv_stock_ledger WHERE company_id = %s
             UNION
            SELECT quant.product_id, place.warehouse_id
              FROM stock_quant quant
              JOIN stock_location place ON place.id = quant.location_id
                                       AND place.usage IN ('internal', 'transit')
             WHERE place.warehouse_id IS NOT NULL
             UNION
            SELECT product_id, warehouse_id FROM stock_warehouse_orderpoint
             WHERE active
            """,
            company.id,
        )

    def _write_usage(self, company, today):
        """Write yearly usage, first movement and the classes of all points."""
        points = self.env["inv.stocking.point"].search(
            [("company_id", "=", company.id)], order="id"
        )
        if not points:
            return
        rows = self.env.execute_query(self._get_usage_sql(company, today))
        facts = {id_: values for id_, *values in rows}
        nothing = (0.0, 0, None, None)
        found = [facts.get(id_, nothing) for id_ in points.ids]
        quantity = np.array([row[0] for row in found])
        cost = np.array([max(point.product_id.standard_price, 0.0) for point in points])
        price = np.array([point.product_id.lst_price for point in points])
        volume = np.array([point.product_id.volume for point in points])
        usage = {
            "value": quantity * cost,
            "margin": quantity * np.maximum(price - cost, 0.0),
            "lines": np.array([row[1] for row in found], dtype=np.float64),
            "volume": quantity * volume,
            "weeks_since_issue": np.array(
                [np.nan if row[2] is None else row[2] / DAYS_PER_WEEK for row in found]
            ),
        }
        columns = {
            "annual_demand_qty": quantity,
            "annual_demand_value": usage["value"],
            "annual_line_count": usage["lines"].astype(np.int64),
            "date_first_movement": [row[3] for row in found],
            **self.env["inv.planning.classes"]._get_abc_columns(
                points, usage, company, today
            ),
        }
        self.env["inv.planning.writer"]._update_points(points.ids, columns)

    def _get_usage_sql(self, company, today):
        """Return rows (point, demand and lines of the last year, days since the last
        issue, first movement)."""
        return SQL(
            """
            SELECT point.id,
                   COALESCE(SUM(%(demand)s) FILTER (WHERE ledger.date >= %(since)s), 0)
                       AS quantity,
                   COALESCE(SUM(ledger.issue_count)
                            FILTER (WHERE ledger.date >= %(since)s), 0)::int AS lines,
                   %(today)s::date
                       - MAX(ledger.date) FILTER (WHERE ledger.issue_count > 0)
                       AS days_since_issue,
                   MIN(ledger.date) AS first_movement
              FROM inv_stocking_point point
              JOIN inv_stock_ledger ledger
                ON ledger.warehouse_id = point.warehouse_id
               AND ledger.product_id = point.product_id
             WHERE point.company_id = %(company)s
          GROUP BY point.id
            """,
            demand=self.env["inv.stock.ledger"]._get_demand_sql("ledger"),
            since=today - timedelta(days=DAYS_PER_YEAR),
            today=today,
            company=company.id,
        )
