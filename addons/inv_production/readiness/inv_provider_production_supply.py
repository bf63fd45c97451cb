from odoo import models
from odoo.tools import SQL

from odoo.addons.inv_optimisation.providers.inv_provider import RFQ_STATES
from odoo.addons.inv_optimisation.providers.inv_provider_stock import OPEN_STATES


class InvProviderProduction(models.AbstractModel):
    """What is on its way to production: orders, requests, requisitions, transfers."""

    _inherit = "inv.provider.production"

    def _get_supplies(self, products, warehouses, company, today):
        """Return what is on its way to the warehouses.

        ``source`` (position in ``SOURCES``), ``record`` (id), ``product``,
        ``warehouse``, ``day`` and ``quantity``.
        """
        from_moves = self._get_move_supply_sql(products, warehouses, company, today)
        queries = [
            from_moves,
            self._get_request_supply_sql(products, warehouses, company, today),
            self._get_requisition_supply_sql(products, warehouses, today),
            self._get_draft_supply_sql(products, warehouses, company, today),
        ]
        union = SQL(" UNION ALL ").join(SQL("(%s)", query) for query in queries)
        names = ["source", "record", "product", "warehouse", "day", "quantity"]
        return self._read_table(SQL("%s ORDER BY source, record", union), names)

    def _get_move_supply_sql(self, products, warehouses, company, today):
        """Return open moves into the stock, purchases as 0 and transfers as 4.

        Later steps of a chain wait for the first one, which counts alone.
        """
        self.env["stock.move"].flush_model()
        return SQL(
            """
            SELECT CASE WHEN m.purchase_line_id IS NULL THEN 4 ELSE 0 END AS source,
                   m.id AS record, m.product_id AS product,
                   place.warehouse_id AS warehouse, %(day)s AS day,
                   m.product_qty AS quantity
              FROM stock_move m
              JOIN stock_location source ON source.id = m.location_id
              JOIN stock_location place
                ON place.id = COALESCE(m.location_final_id, m.location_dest_id)
             WHERE m.product_id = ANY(%(products)s) AND m.state = ANY(%(states)s)
               AND m.product_qty > 0 AND source.usage != 'production'
               AND place.warehouse_id = ANY(%(warehouses)s)
               AND place.usage = 'internal' AND NOT place.id = ANY(%(passing)s)
               AND (source.warehouse_id IS DISTINCT FROM place.warehouse_id
                    OR source.id = ANY(%(passing)s))
               AND NOT EXISTS (SELECT FROM stock_move_move_rel rel
                                 JOIN stock_move other ON other.id = rel.move_orig_id
                                 JOIN stock_location ends
                                   ON ends.id = COALESCE(other.location_final_id,
                                                         other.location_dest_id)
                                WHERE rel.move_dest_id = m.id
                                  AND other.state = ANY(%(states)s)
                                  AND ends.warehouse_id = place.warehouse_id)
               AND %(is_free)s
            """,
            day=self._get_day_sql("m", "date", company, today),
            products=products.tolist(),
            warehouses=warehouses.ids,
            passing=self._get_passing_places(warehouses),
            states=list(OPEN_STATES),
            is_free=self._get_free_condition(),
        )

    def _get_request_supply_sql(self, products, warehouses, company, today):
        """Return lines of requests for quotation, which no vendor confirmed."""
        for name in ("purchase.order", "purchase.order.line"):
            self.env[name].flush_model()
        return SQL(
            """
            SELECT 1 AS source, line.id AS record, line.product_id AS product,
                   type.warehouse_id AS warehouse, %(day)s AS day,
                   line.product_qty * uom.factor / product_uom.factor AS quantity
              FROM purchase_order_line line
              JOIN purchase_order purchase ON purchase.id = line.order_id
              JOIN stock_picking_type type ON type.id = purchase.picking_type_id
              JOIN uom_uom uom ON uom.id = line.product_uom_id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
              JOIN uom_uom product_uom ON product_uom.id = template.uom_id
             WHERE line.product_id = ANY(%(products)s) AND line.product_qty > 0
               AND type.warehouse_id = ANY(%(warehouses)s)
               AND purchase.state = ANY(%(states)s) AND line.date_planned IS NOT NULL
            """,
            day=self._get_day_sql("line", "date_planned", company, today),
            products=products.tolist(),
            warehouses=warehouses.ids,
            states=list(RFQ_STATES),
        )

    def _get_requisition_supply_sql(self, products, warehouses, today):
        """Return requisition lines that were not ordered yet."""
        self.env["inv.requisition.line"].flush_model()
        return SQL(
            """
            SELECT 2 AS source, line.id AS record, line.product_id AS product,
                   line.warehouse_id AS warehouse,
                   COALESCE(line.date_arrival, line.date_need, %(today)s::date)
                       - %(today)s::date AS day,
                   line.qty AS quantity
              FROM inv_requisition_line line
             WHERE line.product_id = ANY(%(products)s) AND line.qty > 0
               AND line.warehouse_id = ANY(%(warehouses)s)
               AND line.state IN ('draft', 'to_approve', 'approved')
            """,
            today=today,
            products=products.tolist(),
            warehouses=warehouses.ids,
        )

    def _get_draft_supply_sql(self, products, warehouses, company, today):
        """Return manufacturing orders that nobody confirmed yet."""
        return SQL(
            """
            SELECT 3 AS source, o.id AS record, o.product_id AS product,
                   type.warehouse_id AS warehouse, %(day)s AS day,
                   o.product_uom_qty AS quantity
              FROM mrp_production o
              JOIN stock_picking_type type ON type.id = o.picking_type_id
             WHERE o.product_id = ANY(%(products)s) AND o.state = 'draft'
               AND type.warehouse_id = ANY(%(warehouses)s) AND o.product_uom_qty > 0
            """,
            day=self._get_day_sql("o", "date_finished", company, today),
            products=products.tolist(),
            warehouses=warehouses.ids,
        )
