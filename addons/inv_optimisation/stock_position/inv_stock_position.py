from odoo import api, fields, models
from odoo.tools import SQL

STAGES = [
    ("raw", "Raw material"),
    ("wip", "In work"),
    ("finished", "Finished and spares"),
]
STATUSES = [
    ("negative_stock", "Negative stock"),
    ("stocked_out", "Stocked out"),
    ("at_risk", "At risk"),
    ("below_reorder_point", "Below reorder point"),
    ("excess", "Excess"),
    ("healthy", "Healthy"),
]
OPEN_STATES = ("waiting", "confirmed", "partially_available", "assigned")
#: What the plan says of an item, carried along with its quantities: a join would be
#: planned for a few rows and done for all.
PLANNED = (
    ("point_id", "id", "int"),
    ("vendor_id", "vendor_id", "int"),
    ("abc_xyz", "abc_xyz", "varchar"),
    ("planned_status", "status", "varchar"),
    ("rate", "forecast_per_day", "float8"),
    ("reorder_point", "reorder_point_qty", "float8"),
    ("maximum", "order_up_to_qty", "float8"),
    ("model_value", "stock_value_recommended", "numeric"),
)
#: Rows get an id that stays theirs: site, whether in work, product.
ID_STEP = 10**9


class InvStockPosition(models.Model):
    """Where stock lies now, one row for each item, site and stage: a live query.

    Quantities and documents are read from quants and moves when the page asks;
    levels, demand and cost structure come from the last plan. Extended where more is
    known: ``_get_raw_sql`` says what is raw material, ``_get_taken_sql`` what was
    taken into work.
    """

    _name = "inv.stock.position"
    _description = "Stock Position"
    _auto = False
    _order = "urgency, value desc, id"
    _rec_name = "product_id"

    product_id = fields.Many2one("product.product", string="Item", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", string="Site", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    categ_id = fields.Many2one("product.category", string="Category", readonly=True)
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    point_id = fields.Many2one("inv.stocking.point", readonly=True)
    vendor_id = fields.Many2one("res.partner", readonly=True)
    abc_xyz = fields.Char(string="Class", readonly=True)
    stage = fields.Selection(STAGES, readonly=True)
    on_hand_qty = fields.Float(string="On Hand", digits="Product Unit", readonly=True)
    reserved_qty = fields.Float(string="Reserved", digits="Product Unit", readonly=True)
    blocked_qty = fields.Float(
        string="Blocked",
        digits="Product Unit",
        readonly=True,
        help="On hand, not reserved and not to be used, as lots held by a recall.",
    )
    free_qty = fields.Float(string="Free", digits="Product Unit", readonly=True)
    incoming_qty = fields.Float(string="Due In", digits="Product Unit", readonly=True)
    outgoing_qty = fields.Float(string="Due Out", digits="Product Unit", readonly=True)
    transit_qty = fields.Float(
        string="In Transit",
        digits="Product Unit",
        readonly=True,
        help="Left another site and is on its way here; a part of what is due in.",
    )
    position_qty = fields.Float(
        string="Position",
        digits="Product Unit",
        readonly=True,
        help="On hand without what is blocked, plus due in less due out.",
    )
    next_month_qty = fields.Float(
        string="Next 30 d",
        digits="Product Unit",
        readonly=True,
        help="Demand that is expected in the next 30 days.",
    )
    range_qty = fields.Float(
        string="To Range",
        digits="Product Unit",
        readonly=True,
        help="Below 0: missing to the reorder point. Above 0: over the maximum.",
    )
    cover_days = fields.Float(
        string="Days",
        digits=(9, 0),
        aggregator=None,
        readonly=True,
        help="Days that the stock on hand lasts, without what is blocked.",
    )
    value = fields.Monetary(readonly=True, help="On hand at cost.")
    transit_value = fields.Monetary(string="In Transit Value", readonly=True)
    model_value = fields.Monetary(
        string="Model Stock",
        readonly=True,
        help="Average stock that the recommended levels lead to, at cost.",
    )
    excess_value = fields.Monetary(string="Excess", readonly=True)
    status = fields.Selection(STATUSES, readonly=True)
    is_out_of_range = fields.Boolean(readonly=True)
    urgency = fields.Integer(aggregator=None, readonly=True)
    cover_bar = fields.Json(string="Cover", compute="_compute_cover_bar")

    def _compute_cover_bar(self):
        """Draw live stock against the levels of the plan."""
        outlook = self.env["inv.workbench.outlook"]
        self.point_id.fetch(["safety_stock_qty", "reorder_point_qty"])
        for row in self:
            row.cover_bar = bool(row.point_id) and outlook._get_bar(
                row.point_id, row.on_hand_qty - row.blocked_qty, row.position_qty
            )

    # ------------------------------------------------------------------------
    # The query
    # ------------------------------------------------------------------------

    @property
    def _table_query(self):
        for name in ("stock.quant", "stock.move", "inv.stocking.point"):
            self.env[name].flush_model()
        for name in ("product.product", "product.template", "stock.move.line"):
            self.env[name].flush_model()
        return SQL(
            """
            SELECT item.*,
                   CASE WHEN on_hand_qty < 0 THEN 0 WHEN status = 'stocked_out' THEN 1
                        WHEN status = 'at_risk' THEN 2
                        WHEN status = 'below_reorder_point' THEN 3
                        WHEN status = 'excess' THEN 4 ELSE 5 END AS urgency,
                   status <> 'healthy' AS is_out_of_range
              FROM (%s) item
            """,
            self._get_status_sql(),
        )

    def _get_status_sql(self):
        return SQL(
            """
            SELECT row.*,
                   CASE WHEN stage = 'wip' OR point_id IS NULL THEN 'healthy'
                        WHEN on_hand_qty < 0 THEN 'negative_stock'
                        WHEN on_hand_qty = blocked_qty
                             AND (rate > 0 OR reorder_point > 0) THEN 'stocked_out'
                        WHEN planned_status = 'at_risk' THEN 'at_risk'
                        WHEN position_qty <= reorder_point AND rate > 0
                            THEN 'below_reorder_point'
                        WHEN excess_value > 0 THEN 'excess'
                        ELSE 'healthy' END AS status,
                   CASE WHEN stage = 'wip' OR point_id IS NULL THEN 0
                        WHEN position_qty < reorder_point
                            THEN position_qty - reorder_point
                        WHEN position_qty > maximum THEN position_qty - maximum
                        ELSE 0 END AS range_qty
              FROM (%s) row
            """,
            self._get_figures_sql(),
        )

    def _get_figures_sql(self):
        """Return what is on hand and due of every item, with levels and values."""
        return SQL(
            """
            SELECT (2 * stock.warehouse_id
                       + CASE WHEN stock.stage = 'wip' THEN 1 ELSE 0 END)::bigint
                       * %(step)s + stock.product_id AS id,
                   stock.product_id, stock.warehouse_id, site.company_id, t.categ_id,
                   stock.point_id, stock.vendor_id, stock.abc_xyz,
                   COALESCE(stock.stage, CASE WHEN %(raw)s THEN 'raw' ELSE 'finished'
                       END) AS stage,
                   stock.on_hand AS on_hand_qty, stock.reserved AS reserved_qty,
                   stock.blocked AS blocked_qty,
                   own.usable - stock.reserved AS free_qty,
                   stock.incoming AS incoming_qty, stock.outgoing AS outgoing_qty,
                   stock.transit AS transit_qty,
                   own.usable + stock.incoming - stock.outgoing AS position_qty,
                   own.rate, own.reorder_point, own.maximum, stock.planned_status,
                   own.rate * 30 AS next_month_qty,
                   CASE WHEN own.rate > 0 THEN LEAST(own.usable / own.rate, 9999)
                        END AS cover_days,
                   stock.on_hand * cost.value AS value,
                   stock.transit * cost.value AS transit_value,
                   CASE WHEN stock.stage IS NULL THEN stock.model_value
                        ELSE 0 END AS model_value,
                   CASE WHEN stock.stage IS NULL AND stock.point_id IS NOT NULL THEN
                        GREATEST(LEAST(own.usable + stock.incoming - stock.outgoing
                        - own.maximum - company.inv_excess_days * own.rate,
                        own.usable), 0) * cost.value ELSE 0 END AS excess_value
              FROM (%(stock)s) stock
              JOIN stock_warehouse site ON site.id = stock.warehouse_id
              JOIN res_company company ON company.id = site.company_id
              JOIN product_product p ON p.id = stock.product_id
              JOIN product_template t ON t.id = p.product_tmpl_id AND t.is_storable
        CROSS JOIN LATERAL (SELECT COALESCE((p.standard_price ->> site.company_id::text
                       )::float8, 0) AS value) cost
        CROSS JOIN LATERAL (
                   SELECT stock.on_hand - stock.blocked AS usable,
                          CASE WHEN stock.stage IS NULL
                          THEN COALESCE(stock.rate, 0) ELSE 0 END AS rate,
                          COALESCE(stock.reorder_point, 0) AS reorder_point,
                          COALESCE(stock.maximum, 0) AS maximum) own
             WHERE site.company_id = ANY(%(companies)s)
            """,
            step=ID_STEP,
            raw=self._get_raw_sql(),
            stock=self._get_stock_sql(),
            companies=list(self.env.companies.ids),
        )

    def _get_raw_sql(self):
        """Return whether a product is raw material: it is not offered for sale.

        Extended where more is known, as what goes into other products. ``p`` is the
        product, ``t`` its template.
        """
        return SQL("NOT t.sale_ok")

    def _get_taken_sql(self):
        """Return what was taken into work and is still in the books, by item and site.

        Columns ``product_id``, ``warehouse_id``, ``quantity``; nothing without
        production.
        """
        return SQL(
            "SELECT NULL::int AS product_id, NULL::int AS warehouse_id, "
            "0::float8 AS quantity WHERE FALSE"
        )

    def _get_stock_sql(self):
        """Return quantities by item, site and stage, with what the plan says.

        NULL is the stage of the item.
        """
        identifiers = [
            (SQL.identifier(name), SQL.identifier("point", column), SQL(kind))
            for name, column, kind in PLANNED
        ]
        values = {
            "quants": self._get_quants_sql(),
            "moves": self._get_moves_sql(),
            "taken": self._get_taken_sql(),
            "companies": list(self.env.companies.ids),
            "highest": [SQL("MAX(%s) AS %s", name, name) for name, *_ in identifiers],
            "unknown": [SQL("NULL::%s AS %s", row[2], row[0]) for row in identifiers],
            "planned": [SQL("%s AS %s", row[1], row[0]) for row in identifiers],
        }
        for name in ("highest", "unknown", "planned"):
            values[name] = SQL(", ").join(values[name])
        return SQL(
            """
            SELECT product_id, warehouse_id, NULL AS stage,
                   SUM(on_hand)::float8 AS on_hand, SUM(reserved)::float8 AS reserved,
                   SUM(blocked)::float8 AS blocked,
                   SUM(incoming)::float8 AS incoming,
                   SUM(outgoing)::float8 AS outgoing, SUM(transit)::float8 AS transit,
                   %(highest)s
              FROM (SELECT moved.*, %(unknown)s
                      FROM (%(quants)s UNION ALL %(moves)s
                            UNION ALL SELECT product_id, warehouse_id, -quantity,
                                      -quantity, 0, 0, -quantity, 0
                                 FROM (%(taken)s) taken) moved
                    UNION ALL SELECT product_id, warehouse_id, 0, 0, 0, 0, 0, 0,
                              %(planned)s
                         FROM inv_stocking_point point
                        WHERE active AND company_id = ANY(%(companies)s)) part
             WHERE warehouse_id IS NOT NULL
          GROUP BY product_id, warehouse_id
         UNION ALL
            SELECT taken.product_id, taken.warehouse_id, 'wip', taken.quantity, 0, 0, 0,
                   0, 0, %(planned)s
              FROM (SELECT product_id, warehouse_id, SUM(quantity)::float8 AS quantity
                      FROM (%(taken)s) each
                  GROUP BY product_id, warehouse_id) taken
         LEFT JOIN inv_stocking_point point
                ON point.product_id = taken.product_id AND point.active
               AND point.warehouse_id = taken.warehouse_id
            """,
            **values,
        )

    def _get_quants_sql(self):
        return SQL(
            """
            SELECT quant.product_id, place.warehouse_id, quant.quantity AS on_hand,
                   quant.reserved_quantity AS reserved,
                   CASE WHEN %s THEN 0
                        ELSE quant.quantity - quant.reserved_quantity END AS blocked,
                   0 AS incoming, 0 AS outgoing, 0 AS transit
              FROM stock_quant quant
              JOIN stock_location place ON place.id = quant.location_id
               AND place.usage = 'internal'
             WHERE quant.owner_id IS NULL AND quant.company_id = ANY(%s)
            """,
            self.env["stock.quant"]._get_usable_condition("quant"),
            list(self.env.companies.ids),
        )

    def _get_moves_sql(self):
        """Return open moves that cross the border of a site, each once a site."""
        values = {
            "states": OPEN_STATES,
            "companies": list(self.env.companies.ids),
            "sent": SQL("m.state IN ('assigned', 'partially_available')"),
        }
        return SQL(
            """
            SELECT m.product_id, target.warehouse_id, 0, 0, 0, m.product_qty, 0,
                   CASE WHEN origin.usage = 'transit' AND %(sent)s
                        THEN m.product_qty ELSE 0 END
              FROM stock_move m
              JOIN stock_location origin ON origin.id = m.location_id
              JOIN stock_location target ON target.id = m.location_dest_id
               AND target.usage = 'internal'
             WHERE m.state IN %(states)s AND m.company_id = ANY(%(companies)s)
               AND (origin.usage <> 'internal'
                    OR origin.warehouse_id IS DISTINCT FROM target.warehouse_id)
         UNION ALL
            SELECT m.product_id, origin.warehouse_id, 0, 0, 0, 0, m.product_qty, 0
              FROM stock_move m
              JOIN stock_location origin ON origin.id = m.location_id
               AND origin.usage = 'internal'
              JOIN stock_location target ON target.id = m.location_dest_id
             WHERE m.state IN %(states)s AND m.company_id = ANY(%(companies)s)
               AND (target.usage <> 'internal'
                    OR origin.warehouse_id IS DISTINCT FROM target.warehouse_id)
            """,
            **values,
        )

    @api.model
    @api.readonly
    def get_tiles(self):
        """Return the tiles above the list; see the component."""
        return self.env["inv.stock.position.tiles"]._get_tiles()
