import numpy as np

from odoo import models
from odoo.tools import SQL

from odoo.addons.inv_optimisation.providers.inv_provider_stock import OPEN_STATES

ORDER_STATES = ("confirmed", "progress", "to_close")
#: Longest chain of picks in front of a component line that is followed.
MAX_CHAIN = 8


class InvProviderProduction(models.AbstractModel):
    """What readiness of manufacturing orders depends on, one query a fact.

    Stock means what can be picked for production: all internal places of a warehouse
    but those that goods only pass (input, quality, packing, output, after production).
    Quantities are in the product's own unit, days are offsets from today.
    """

    _name = "inv.provider.production"
    _description = "Production Provider"
    _inherit = "inv.provider"

    def _get_orders(self, orders, company, today):
        """Return ``product``, ``warehouse``, ``quantity`` [product unit], ``start``
        and ``duration`` [days] of ``orders``, arrays in their order."""
        names = ["row", "product", "warehouse", "quantity", "start", "duration"]
        query = SQL(
            """
            SELECT listed.row - 1 AS row, o.product_id AS product,
                   type.warehouse_id AS warehouse, o.product_uom_qty AS quantity,
                   %(day)s AS start,
                   GREATEST(EXTRACT(EPOCH FROM o.date_finished - o.date_start), 0)
                       / 86400 AS duration
              FROM %(orders)s
              JOIN mrp_production o ON o.id = listed.id
              JOIN stock_picking_type type ON type.id = o.picking_type_id
          ORDER BY listed.row
            """,
            day=self._get_day_sql("o", "date_start", company, today),
            orders=self._get_order_table(orders),
        )
        return self._read_table(query, names)

    def _get_needs(self, orders):
        """Return the component lines of ``orders`` that still take from stock.

        ``move`` (id), ``row`` (position of the order), ``product``, ``warehouse``,
        ``quantity``, ``operation`` (id, 0 = none) and ``reserved``: on the line and on
        the picks in front of it. Odoo picks lines without stock when work starts; only
        what lies there counts.
        """
        names = ["move", "row", "product", "warehouse", "quantity", "operation"]
        self.env["stock.quant"].flush_model()
        query = SQL(
            """
            SELECT need.move, need.row, need.product, need.warehouse, need.operation,
                   CASE WHEN need.picked THEN SUM(line.quantity_product_uom)
                        ELSE need.quantity END AS quantity,
                   COALESCE(SUM(GREATEST(LEAST(line.quantity_product_uom, COALESCE(
                       there.free, -line.quantity_product_uom)
                           + line.quantity_product_uom), 0)), 0) AS reserved
              FROM (%s) need
         LEFT JOIN stock_move_line line ON line.move_id = need.move
         LEFT JOIN LATERAL (
                   SELECT SUM(quant.quantity - quant.reserved_quantity) AS free
                     FROM stock_quant quant
                    WHERE quant.product_id = line.product_id
                      AND quant.location_id = line.location_id
                      AND quant.lot_id IS NOT DISTINCT FROM line.lot_id
                      AND quant.package_id IS NOT DISTINCT FROM line.package_id
                      AND quant.owner_id IS NOT DISTINCT FROM line.owner_id
                      AND %s
                   ) there ON TRUE
          GROUP BY need.move, need.row, need.product, need.warehouse, need.quantity,
                   need.operation, need.picked
            HAVING NOT need.picked OR SUM(line.quantity_product_uom) > 0
          ORDER BY need.row, need.move
            """,
            self._get_need_sql(orders),
            self.env["stock.quant"]._get_usable_condition("quant"),
        )
        needs = self._read_table(query, [*names, "reserved"])
        self._add_picks(needs, orders)
        return needs

    def _add_picks(self, needs, orders):
        """Add what picks in front of the lines hold; a shared one serves in turn."""
        query = SQL(
            """
            WITH RECURSIVE %s
            SELECT chain.need, chain.move, SUM(line.quantity_product_uom) AS reserved
              FROM chain JOIN stock_move_line line ON line.move_id = chain.move
             WHERE chain.is_inside AND chain.depth > 0
          GROUP BY chain.need, chain.move
            """,
            self._get_chain_sql(orders),
        )
        columns = self._read_columns(query, ["need", "move", "reserved"])
        position = {move: at for at, move in enumerate(needs["move"].tolist())}
        rows = zip(*(column.tolist() for column in columns), strict=True)
        left = {}
        for at, move, held in sorted((position[n], m, held) for n, m, held in rows):
            missing = needs["quantity"][at] - needs["reserved"][at]
            taken = min(max(missing, 0.0), left.get(move, held))
            needs["reserved"][at] += taken
            left[move] = left.get(move, held) - taken

    def _get_moves_to_reserve(self, orders):
        """Return pairs (id of a component line, id of the move that takes the stock):
        the line itself and the picks in front of it."""
        query = SQL(
            """
            WITH RECURSIVE %s
            SELECT need, move FROM chain WHERE is_inside ORDER BY need, depth DESC
            """,
            self._get_chain_sql(orders),
        )
        return self.env.execute_query(query)

    def _get_links(self, orders, company, today):
        """Return supply that was made for one component line and no other.

        ``need`` (id of its move), ``supply`` (id of the move that brings it),
        ``quantity``, ``day`` and ``maker`` (id of the manufacturing order, 0 = none).
        """
        query = SQL(
            """
            WITH RECURSIVE %(chain)s
            SELECT chain.need, m.id AS supply, m.product_qty AS quantity,
                   %(day)s AS day, COALESCE(m.production_id, 0) AS maker
              FROM chain JOIN stock_move m ON m.id = chain.move
             WHERE NOT chain.is_inside AND m.product_qty > 0
            """,
            chain=self._get_chain_sql(orders),
            day=self._get_day_sql("m", "date", company, today),
        )
        return self._read_table(query, ["need", "supply", "quantity", "day", "maker"])

    def _get_free_stock(self, products, warehouses):
        """Return stock that nobody reserved, one row for each quant.

        ``product``, ``warehouse``, ``quantity`` and ``usable_until`` (seconds since
        1970; NaN = does not expire).
        """
        self.env["stock.quant"].flush_model()
        until = SQL("NULL")
        if "removal_date" in self.env["stock.quant"]._fields:
            until = SQL("EXTRACT(EPOCH FROM quant.removal_date)")
        query = SQL(
            """
            SELECT quant.product_id AS product, place.warehouse_id AS warehouse,
                   SUM(quant.quantity - quant.reserved_quantity) AS quantity,
                   %(until)s AS usable_until
              FROM stock_quant quant
              JOIN stock_location place ON place.id = quant.location_id
             WHERE quant.product_id = ANY(%(products)s)
               AND quant.owner_id IS NULL
               AND place.warehouse_id = ANY(%(warehouses)s)
               AND place.usage = 'internal' AND NOT place.id = ANY(%(passing)s)
               AND %(usable)s
          GROUP BY 1, 2, 4
            """,
            until=until,
            products=products.tolist(),
            warehouses=warehouses.ids,
            passing=self._get_passing_places(warehouses),
            usable=self.env["stock.quant"]._get_usable_condition("quant"),
        )
        return self._read_table(
            query, ["product", "warehouse", "quantity", "usable_until"]
        )

    def _get_outputs(self, orders):
        """Return what ``orders`` will bring: products and by-products, not what goes
        straight to a customer. One row for each move."""
        query = SQL(
            """
            SELECT listed.row - 1 AS row, m.product_id AS product,
                   COALESCE(final.warehouse_id, target.warehouse_id) AS warehouse,
                   m.product_qty AS quantity, m.id AS move
              FROM %(orders)s
              JOIN stock_move m ON m.production_id = listed.id
                               AND m.state = ANY(%(states)s)
              JOIN stock_location target ON target.id = m.location_dest_id
         LEFT JOIN stock_location final ON final.id = m.location_final_id
             WHERE m.product_qty > 0 AND %(is_free)s
            """,
            orders=self._get_order_table(orders),
            states=list(OPEN_STATES),
            is_free=self._get_free_condition(),
        )
        return self._read_table(
            query, ["row", "product", "warehouse", "quantity", "move"]
        )

    # ------------------------------------------------------------------------
    # Pieces
    # ------------------------------------------------------------------------

    def _read_table(self, query, names):
        return dict(zip(names, self._read_columns(query, names), strict=True))

    def _get_order_table(self, orders):
        """Return a FROM item ``listed(id, row)`` of the orders the user may read."""
        orders.check_access("read")
        return SQL(
            "unnest(%s::int[]) WITH ORDINALITY AS listed(id, row)", list(orders.ids)
        )

    def _get_need_sql(self, orders):
        for name in ("mrp.production", "stock.move", "stock.move.line"):
            self.env[name].flush_model()
        return SQL(
            """
            SELECT m.id AS move, listed.row - 1 AS row, m.product_id AS product,
                   COALESCE(source.warehouse_id, type.warehouse_id) AS warehouse,
                   m.product_qty AS quantity, COALESCE(m.operation_id, 0) AS operation,
                   COALESCE(m.picked, FALSE) AS picked
              FROM %(orders)s
              JOIN mrp_production o ON o.id = listed.id
              JOIN stock_picking_type type ON type.id = o.picking_type_id
              JOIN stock_move m ON m.raw_material_production_id = o.id
              JOIN stock_location source ON source.id = m.location_id
              JOIN product_product product ON product.id = m.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
             WHERE m.state = ANY(%(states)s) AND m.product_qty > 0
               AND source.usage = 'internal' AND template.is_storable
            """,
            orders=self._get_order_table(orders),
            states=list(OPEN_STATES),
        )

    def _get_chain_sql(self, orders):
        """Return the table ``chain(need, move, is_inside, depth)``: each component
        line and the open moves in front of it, inside or into its warehouse."""
        return SQL(
            """
            chain(need, move, warehouse, is_inside, depth) AS (
                SELECT need.move, need.move, need.warehouse, TRUE, 0
                  FROM (%(need)s) need
                 UNION
                SELECT chain.need, earlier.id, chain.warehouse,
                       source.usage = 'internal'
                           AND source.warehouse_id = chain.warehouse,
                       chain.depth + 1
                  FROM chain
                  JOIN stock_move_move_rel rel ON rel.move_dest_id = chain.move
                  JOIN stock_move earlier ON earlier.id = rel.move_orig_id
                                         AND earlier.state = ANY(%(states)s)
                  JOIN stock_location source ON source.id = earlier.location_id
                 WHERE chain.is_inside AND chain.depth < %(depth)s
            )""",
            need=self._get_need_sql(orders),
            states=list(OPEN_STATES),
            depth=MAX_CHAIN,
        )

    def _get_free_condition(self):
        """Return the condition that a move ``m`` is not meant for a customer."""
        return SQL(
            """NOT EXISTS (SELECT FROM stock_move_move_rel rel
                             JOIN stock_move later ON later.id = rel.move_dest_id
                             JOIN stock_location last
                               ON last.id = later.location_dest_id
                            WHERE rel.move_orig_id = m.id
                              AND last.usage NOT IN ('internal', 'production'))"""
        )

    def _get_passing_places(self, warehouses):
        """Return the ids of places that goods only pass on their way."""
        kept = warehouses.lot_stock_id | warehouses.pbm_loc_id
        steps = (
            warehouses.wh_input_stock_loc_id
            | warehouses.wh_qc_stock_loc_id
            | warehouses.wh_pack_stock_loc_id
            | warehouses.wh_output_stock_loc_id
            | warehouses.sam_loc_id
        ) - kept
        # Archived steps hold what was left in them.
        places = self.env["stock.location"].with_context(active_test=False)
        return places.search([("id", "child_of", steps.ids)]).ids if steps else []

    def _get_pool_index(self, *tables):
        """Number the (product, warehouse) pairs of ``tables``; add ``pool`` to each.

        Returns the pairs as an array of shape (pools, 2).
        """
        pairs = [
            np.column_stack([table["product"], table["warehouse"]]).astype(np.int64)
            for table in tables
        ]
        pools, inverse = np.unique(
            np.concatenate(pairs).reshape(-1, 2), axis=0, return_inverse=True
        )
        ends = np.cumsum([len(pair) for pair in pairs])[:-1]
        for table, index in zip(tables, np.split(inverse.ravel(), ends), strict=True):
            table["pool"] = index
        return pools
