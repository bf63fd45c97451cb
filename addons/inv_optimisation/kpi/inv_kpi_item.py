from odoo import models
from odoo.tools import SQL

#: What a ledger row adds to the stock on hand.
NET = SQL(
    "(ledger.returned_qty + ledger.received_qty + ledger.transferred_in_qty"
    " + ledger.adjusted_qty - ledger.issued_qty - ledger.transferred_out_qty"
    " - ledger.scrapped_qty)"
)


class InvKpiItem(models.AbstractModel):
    """The table that all measures of a snapshot read: one row a product and site.

    Built once a snapshot by one statement: stock at the end of the day, cost and
    price, class and stage, and the sums of the ledger's last year. Temporary: gone
    with the transaction.
    """

    _name = "inv.kpi.item"
    _description = "Items of a KPI Snapshot"

    def _create_table(self, scope):
        """Create the temporary table ``inv_kpi_item`` for ``scope``."""
        for name in ("stock.quant", "product.product", "product.template", "stock.lot"):
            self.env[name].flush_model()
        for name in ("inv.stocking.point", "inv.stock.ledger", "inv.stocking.policy"):
            self.env[name].flush_model()
        cr = self.env.cr
        self._drop_table()
        # Sorting the steps of all items on disk takes most of the time otherwise.
        cr.execute("SET LOCAL work_mem = '64MB'")
        table = self._get_table_sql(scope)
        cr.execute(SQL("CREATE TEMP TABLE inv_kpi_item ON COMMIT DROP AS %s", table))
        cr.execute("CREATE INDEX ON inv_kpi_item (product_id, warehouse_id)")
        cr.execute("ANALYZE inv_kpi_item")

    def _drop_table(self):
        self.env.cr.execute("DROP TABLE IF EXISTS inv_kpi_item")

    def _get_raw_sql(self, scope):
        """Return whether a product is raw material: it is not offered for sale.

        Override where more is known, as what goes into other products. ``p`` is the
        product, ``t`` its template.
        """
        return SQL("NOT t.sale_ok")

    def _get_table_sql(self, scope):
        return SQL(
            """
            WITH quant AS (%(quants)s), ledger AS (%(ledger)s),
            pair AS (SELECT product_id, warehouse_id FROM quant
                      UNION SELECT product_id, warehouse_id FROM ledger
                      UNION SELECT product_id, warehouse_id FROM inv_stocking_point
                             WHERE company_id = %(company)s AND active)
            SELECT ROW_NUMBER() OVER () AS id, pair.product_id, pair.warehouse_id,
                   COALESCE(point.abc_class, 'N') AS abc_class, point.id AS point_id,
                   COALESCE(quant.unit_cost, cost.value)::float8 AS unit_cost,
                   COALESCE(t.list_price, 0)::float8 AS price, %(raw)s AS is_raw,
                   (COALESCE(quant.qty, 0) - COALESCE(ledger.later_qty, 0))::float8
                       AS on_hand_qty,
                   COALESCE(ledger.area, 0) AS area, ledger.date_first,
                   ledger.date_last_issue, COALESCE(ledger.demand_qty, 0) AS demand_qty,
                   COALESCE(ledger.cogs, 0) AS cogs,
                   COALESCE(ledger.cogs_day, 0) AS cogs_day,
                   COALESCE(ledger.demand_qty, 0) > 0 AS is_active,
                   COALESCE(NULLIF(policy.holding_rate, 0), company.inv_holding_rate)
                       AS holding_rate
              FROM pair
              JOIN res_company company ON company.id = %(company)s
              JOIN product_product p ON p.id = pair.product_id
              JOIN product_template t ON t.id = p.product_tmpl_id AND t.is_storable
        CROSS JOIN LATERAL (SELECT COALESCE((p.standard_price
                       ->> %(company_key)s)::float8, 0) AS value) cost
         LEFT JOIN quant USING (product_id, warehouse_id)
         LEFT JOIN ledger USING (product_id, warehouse_id)
         LEFT JOIN inv_stocking_point point
                ON point.product_id = pair.product_id AND point.active
               AND point.warehouse_id = pair.warehouse_id
         LEFT JOIN inv_stocking_policy policy ON policy.id = point.policy_id
            """,
            quants=self._get_quant_sql(scope),
            ledger=self._get_ledger_sql(scope),
            raw=self._get_raw_sql(scope),
            **{key: scope.get_values()[key] for key in ("company", "company_key")},
        )

    def _get_quant_sql(self, scope):
        """Return own stock now, with the mean cost of products valued by lot."""
        return SQL(
            """
            SELECT q.product_id, place.warehouse_id, SUM(q.quantity)::float8 AS qty,
                   CASE WHEN BOOL_OR(t.lot_valuated) AND SUM(q.quantity) <> 0 THEN
                        SUM(q.quantity * COALESCE(
                            (lot.standard_price ->> %(company_key)s)::float8, 0))
                        / SUM(q.quantity) END AS unit_cost
              FROM stock_quant q
              JOIN stock_location place ON place.id = q.location_id
               AND place.usage IN ('internal', 'transit')
              JOIN stock_warehouse w ON w.id = place.warehouse_id
               AND w.company_id = %(company)s
              JOIN product_product p ON p.id = q.product_id
              JOIN product_template t ON t.id = p.product_tmpl_id
         LEFT JOIN stock_lot lot ON lot.id = q.lot_id
             WHERE q.owner_id IS NULL OR q.owner_id = %(partner)s
          GROUP BY q.product_id, place.warehouse_id
            """,
            company=scope.company.id,
            company_key=str(scope.company.id),
            # Stock of somebody else is not in the books.
            partner=scope.company.sudo().partner_id.id,
        )

    def _get_ledger_sql(self, scope):
        """Return sums of the ledger: after the day, and in the year that it ends.

        ``area`` is what makes the average stock: a movement changes the stock of all
        days before it.
        """
        values = scope.get_values()
        return SQL(
            """
            SELECT ledger.product_id, ledger.warehouse_id, MIN(date) AS date_first,
                   SUM(%(net)s) FILTER (WHERE date > %(day)s) AS later_qty,
                   SUM(%(net)s * (date - %(year)s::date))
                       FILTER (WHERE date > %(year)s AND date <= %(day)s) AS area,
                   MAX(date) FILTER (WHERE issued_qty > 0 AND date <= %(day)s)
                       AS date_last_issue,
                   SUM(GREATEST(requested_qty, issued_qty))
                       FILTER (WHERE date BETWEEN %(year)s AND %(day)s) AS demand_qty,
                   SUM(cogs_value) FILTER (WHERE date BETWEEN %(year)s AND %(day)s)
                       AS cogs,
                   SUM(cogs_value) FILTER (WHERE date = %(day)s) AS cogs_day
              FROM inv_stock_ledger ledger
             WHERE ledger.company_id = %(company)s
          GROUP BY ledger.product_id, ledger.warehouse_id
            """,
            net=NET,
            day=values["day"],
            year=values["year"],
            company=values["company"],
        )
