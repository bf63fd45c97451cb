import logging
import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: A transaction may commit hours after the time that it wrote into its rows.
OVERLAP = timedelta(hours=24)

QUANTITIES = (
    "issued_qty",
    "requested_qty",
    "returned_qty",
    "received_qty",
    "transferred_in_qty",
    "transferred_out_qty",
    "adjusted_qty",
    "scrapped_qty",
    "issue_count",
    "largest_issue_qty",
    "issue_value",
    "cogs_value",
    "net_value",
)
#: Raise it with a new column: rows of an older layout are read again once.
LAYOUT = 2


class InvStockLedgerRefresh(models.Model):
    """One refresh of the ledger of a company: what it read and what it wrote.

    Incremental by the write date of the moves, with an overlap: every product that
    has a move written since is aggregated again as a whole, so that moves which were
    back-dated, re-dated or committed late end on the right day and leave no trace on
    the wrong one. Rows that did not change are not written.
    """

    _name = "inv.stock.ledger.refresh"
    _description = "Stock Ledger Refresh"
    _order = "id desc"
    _rec_name = "moves_until"

    company_id = fields.Many2one("res.company", required=True, index=True)
    moves_until = fields.Datetime(
        required=True, help="Moves written until this moment are in the ledger."
    )
    is_rebuild = fields.Boolean()
    product_count = fields.Integer(help="Products that were aggregated again.")
    written_count = fields.Integer(help="Ledger rows added or changed.")
    deleted_count = fields.Integer(help="Ledger rows that had no move any more.")
    seconds = fields.Float()
    layout = fields.Integer(readonly=True, help="Which columns this refresh filled.")

    @api.model_create_multi
    def create(self, vals_list):
        # No default: rows of before this field must stay of an older layout.
        return super().create([{"layout": LAYOUT, **vals} for vals in vals_list])

    @api.model
    def _refresh(self, company, rebuild=False):
        """Bring the ledger of ``company`` up to date; return the refresh record."""
        start = time.monotonic()
        moves_until = self.env.cr.now()
        self.env["stock.move"].flush_model()
        self.env["stock.location"].flush_model()
        last = self.search([("company_id", "=", company.id)], limit=1)
        if rebuild or last.layout < LAYOUT:
            rebuild = True
            scope = SQL("product_id IS NOT NULL")
            product_count = 0
        else:
            product_ids = self._get_touched_product_ids(company, last)
            product_count = len(product_ids)
            scope = SQL("product_id = ANY(%s)", product_ids)
        written = deleted = 0
        if rebuild or product_count:
            deleted, written, aggregated = self._write_rows(company, scope)
            product_count = product_count or aggregated
        self.env["inv.stock.ledger"].invalidate_model()
        refresh = self.create(
            {
                "company_id": company.id,
                "moves_until": moves_until,
                "is_rebuild": rebuild,
                "product_count": product_count,
                "written_count": written,
                "deleted_count": deleted,
                "seconds": time.monotonic() - start,
            }
        )
        _logger.info(
            "Ledger of %s: %d products read, %d rows written, %d deleted",
            company.name,
            product_count,
            written,
            deleted,
        )
        return refresh

    def _get_touched_product_ids(self, company, last):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT product_id
                  FROM stock_move
                 WHERE state IN ('done', 'cancel')
                   AND write_date >= %s
                   AND company_id = %s
                """,
                last.moves_until - OVERLAP,
                company.id,
            )
        )
        return [product_id for (product_id,) in rows]

    def _write_rows(self, company, scope):
        """Replace the rows in ``scope``; return counts deleted, written, products.

        The aggregate goes into a table of its own first: PostgreSQL aggregates with
        several workers there, never inside an INSERT.
        """
        cr = self.env.cr
        aggregate = self._get_aggregate_sql(company, scope)
        cr.execute(SQL("CREATE TEMP TABLE inv_fresh ON COMMIT DROP AS %s", aggregate))
        cr.execute("ANALYZE inv_fresh")
        cr.execute(self._get_delete_sql(company, scope))
        deleted = cr.rowcount
        cr.execute(self._get_insert_sql(company))
        written = cr.rowcount
        cr.execute("SELECT COUNT(DISTINCT product_id) FROM inv_fresh")
        [products] = cr.fetchone()
        cr.execute("DROP TABLE inv_fresh")
        return deleted, written, products

    def _get_delete_sql(self, company, scope):
        """Return the deletion of rows that have no move any more."""
        return SQL(
            """
            DELETE FROM inv_stock_ledger ledger
             WHERE ledger.company_id = %s
               AND ledger.%s
               AND NOT EXISTS (
                   SELECT FROM inv_fresh fresh
                    WHERE fresh.warehouse_id = ledger.warehouse_id
                      AND fresh.product_id = ledger.product_id
                      AND fresh.date = ledger.date)
            """,
            company.id,
            scope,
        )

    def _get_insert_sql(self, company):
        """Return the insertion of new rows and the update of those that changed."""
        return SQL(
            """
            INSERT INTO inv_stock_ledger AS ledger
                   (product_id, warehouse_id, company_id, date, %(columns)s)
            SELECT product_id, warehouse_id, %(company)s, date, %(columns)s
              FROM inv_fresh
                ON CONFLICT (warehouse_id, product_id, date) DO UPDATE
               SET company_id = excluded.company_id, %(updates)s
             WHERE (%(old)s) IS DISTINCT FROM (%(new)s)
            """,
            company=company.id,
            columns=SQL(", ").join(map(SQL.identifier, QUANTITIES)),
            old=SQL(", ").join(SQL.identifier("ledger", name) for name in QUANTITIES),
            new=SQL(", ").join(SQL.identifier("excluded", name) for name in QUANTITIES),
            updates=SQL(", ").join(
                SQL("%s = excluded.%s", SQL.identifier(name), SQL.identifier(name))
                for name in QUANTITIES
            ),
        )

    # ------------------------------------------------------------------------
    # The aggregate: one row for each product, warehouse and day
    # ------------------------------------------------------------------------

    def _get_aggregate_sql(self, company, scope):
        """Return the query of the rows; columns as in the table, without company."""
        return SQL(
            """
            SELECT product_id, warehouse_id, date,
                   COALESCE(SUM(quantity) FILTER (WHERE kind = 'issue'), 0)::float8
                       AS issued_qty,
                   COALESCE(SUM(requested) FILTER (WHERE kind IN ('issue', 'unmet')),
                            0)::float8 AS requested_qty,
                   COALESCE(SUM(quantity) FILTER (WHERE kind = 'return'), 0)::float8
                       AS returned_qty,
                   COALESCE(SUM(quantity * sign) FILTER (WHERE kind = 'receipt'),
                            0)::float8 AS received_qty,
                   COALESCE(SUM(quantity) FILTER (WHERE kind = 'transfer' AND sign > 0),
                            0)::float8 AS transferred_in_qty,
                   COALESCE(SUM(quantity) FILTER (WHERE kind = 'transfer' AND sign < 0),
                            0)::float8 AS transferred_out_qty,
                   COALESCE(SUM(quantity * sign) FILTER (WHERE kind = 'adjust'),
                            0)::float8 AS adjusted_qty,
                   COALESCE(SUM(-quantity * sign) FILTER (WHERE kind = 'scrap'),
                            0)::float8 AS scrapped_qty,
                   COUNT(*) FILTER (WHERE kind = 'issue') AS issue_count,
                   COALESCE(MAX(quantity) FILTER (WHERE kind = 'issue'), 0)::float8
                       AS largest_issue_qty,
                   COALESCE(SUM(value) FILTER (WHERE kind = 'issue'), 0)::float8
                       AS issue_value,
                   (COALESCE(SUM(value) FILTER (WHERE kind = 'issue' AND is_out
                                                AND usage = 'customer'), 0)
                    - COALESCE(SUM(value) FILTER (WHERE kind = 'return' AND is_in
                                                  AND usage = 'customer'), 0))
                       ::float8 AS cogs_value,
                   (COALESCE(SUM(value) FILTER (WHERE is_in AND sign > 0), 0)
                    - COALESCE(SUM(value) FILTER (WHERE is_out AND sign < 0), 0))
                       ::float8 AS net_value
              FROM (%s) crossing
          GROUP BY product_id, warehouse_id, date
            """,
            self._get_crossing_sql(company, scope),
        )

    def _get_crossing_sql(self, company, scope):
        """Return one row for each move and warehouse boundary that it crosses.

        ``kind`` tells what the crossing is, ``sign`` its direction (+1 into the
        warehouse). Cancelled remainders of a delivery count as ``unmet`` demand.
        """
        return SQL(
            """
            SELECT m.product_id, side.warehouse_id, side.sign, %(kind)s AS kind,
                   (m.date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS date,
                   CASE WHEN m.state <> 'done' THEN 0 ELSE %(moved)s END AS quantity,
                   CASE WHEN m.state <> 'done' THEN m.product_qty
                        ELSE GREATEST(m.product_qty, %(moved)s) END AS requested,
                   COALESCE(m.value, 0) AS value, m.is_in, m.is_out,
                   side.usage
              FROM stock_move m
              JOIN product_product p ON p.id = m.product_id
              JOIN product_template t ON t.id = p.product_tmpl_id AND t.is_storable
              JOIN uom_uom from_uom ON from_uom.id = m.product_uom
              JOIN uom_uom to_uom ON to_uom.id = t.uom_id
              JOIN stock_location source ON source.id = m.location_id
              JOIN stock_location target ON target.id = m.location_dest_id
         LEFT JOIN stock_picking picking ON picking.id = m.picking_id
        CROSS JOIN LATERAL (VALUES
                   (%(source_warehouse)s, -1, target.usage, target.id),
                   (%(target_warehouse)s, 1, source.usage, source.id)
                   ) AS side(warehouse_id, sign, usage, other_location_id)
              JOIN stock_warehouse w ON w.id = side.warehouse_id
                                    AND w.company_id = %(company)s
             WHERE m.%(scope)s
               AND (m.state = 'done'
                    OR (m.state = 'cancel' AND picking.backorder_id IS NOT NULL
                        AND side.sign < 0 AND %(is_demand)s))
               AND %(source_warehouse)s IS DISTINCT FROM %(target_warehouse)s
            """,
            kind=self._get_kind_sql(company),
            moved=self._get_moved_sql(),
            is_demand=self._get_is_demand_sql(company),
            tz=company._get_inventory_timezone(),
            source_warehouse=self._get_warehouse_sql("source"),
            target_warehouse=self._get_warehouse_sql("target"),
            company=company.id,
            scope=scope,
        )

    def _get_moved_sql(self):
        """Return the moved quantity in the unit of the product.

        Most moves are in that unit already; numeric division is slow.
        """
        return SQL(
            """
            CASE WHEN m.product_uom = t.uom_id THEN COALESCE(m.quantity, 0)
                 ELSE COALESCE(m.quantity, 0) * from_uom.factor / to_uom.factor END
            """
        )

    def _get_warehouse_sql(self, alias):
        """Return the warehouse that holds the location, NULL outside of any."""
        usage, warehouse = (
            SQL.identifier(alias, "usage"),
            SQL.identifier(alias, "warehouse_id"),
        )
        return SQL(
            "CASE WHEN %s IN ('internal', 'transit') THEN %s END", usage, warehouse
        )

    def _get_is_demand_sql(self, company):
        """Return whether the other side of the crossing consumes: the demand rule."""
        return SQL(
            "(side.usage IN ('customer', 'production')"
            " OR side.other_location_id = ANY(%s))",
            self._get_subcontracting_location_ids(company),
        )

    def _get_kind_sql(self, company):
        is_unbuild = self._get_unbuild_sql()
        return SQL(
            """
            CASE WHEN m.state = 'cancel' THEN 'unmet'
                 WHEN side.usage = 'inventory' AND m.scrap_id IS NOT NULL THEN 'scrap'
                 WHEN side.usage = 'inventory' THEN 'adjust'
                 WHEN side.usage = 'supplier' THEN 'receipt'
                 WHEN %(is_demand)s AND side.sign < 0
                      THEN CASE WHEN %(is_unbuild)s THEN 'adjust' ELSE 'issue' END
                 WHEN side.usage = 'customer' THEN 'return'
                 WHEN %(is_demand)s AND (m.origin_returned_move_id IS NOT NULL
                                         OR %(is_unbuild)s) THEN 'return'
                 WHEN %(is_demand)s THEN 'receipt'
                 ELSE 'transfer' END
            """,
            is_demand=self._get_is_demand_sql(company),
            is_unbuild=is_unbuild,
        )

    def _get_unbuild_sql(self):
        """Return whether a move takes a product apart; those columns come with MRP."""
        names = [
            name
            for name in ("unbuild_id", "consume_unbuild_id")
            if name in self.env["stock.move"]._fields
        ]
        conditions = [
            SQL("%s IS NOT NULL", SQL.identifier("m", name)) for name in names
        ]
        return SQL("(%s)", SQL(" OR ").join(conditions)) if names else SQL("FALSE")

    def _get_subcontracting_location_ids(self, company):
        """Return the internal locations that stand for subcontractors."""
        if "subcontracting_location_id" not in company._fields:
            return []
        location = company.sudo().subcontracting_location_id
        return (
            self.env["stock.location"]
            .sudo()
            .search([("id", "child_of", location.ids)])
            .ids
        )
