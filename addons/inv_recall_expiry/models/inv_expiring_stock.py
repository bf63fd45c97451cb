from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

STATES = [
    ("sold_late", "Sold Too Late"),
    ("expired", "Expired"),
    ("to_remove", "To Remove"),
    ("alert", "Alert"),
]
#: Months that a delivery that was too late stays on the page.
SOLD_MONTHS = 6


class InvExpiringStock(models.Model):
    """Lots that expire where they lie, and lots that left to customers too late.

    Live: a line for each lot and warehouse with stock past its alert date, and one for
    each lot and warehouse that sent it out too late. Nothing is stored.
    """

    _name = "inv.expiring.stock"
    _description = "Expiring Stock"
    _auto = False
    _order = "urgency, expiration_date, id"
    _rec_name = "lot_id"

    product_id = fields.Many2one("product.product", readonly=True)
    lot_id = fields.Many2one("stock.lot", string="Lot or Serial Number", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    categ_id = fields.Many2one(
        "product.category", string="Product Category", readonly=True
    )
    uom_id = fields.Many2one("uom.uom", string="Unit", readonly=True)
    quantity = fields.Float(
        digits="Product Unit",
        readonly=True,
        help="On hand in the warehouse; of goods sold too late, what left it too late."
        " What came back from the customer is not taken off.",
    )
    value = fields.Monetary(readonly=True, help="Quantity at cost.")
    alert_date = fields.Datetime(readonly=True)
    removal_date = fields.Datetime(readonly=True)
    expiration_date = fields.Datetime(readonly=True)
    date_shipped = fields.Datetime(
        string="Last Shipped",
        readonly=True,
        help="Last delivery to a customer that was too late.",
    )
    days_left = fields.Integer(
        aggregator="min",
        readonly=True,
        help="Days from now to expiry; of goods sold too late, from the last delivery"
        " to expiry. Below 0: days after it.",
    )
    state = fields.Selection(STATES, readonly=True)
    urgency = fields.Integer(aggregator=None, readonly=True)
    is_held = fields.Boolean(related="lot_id.inv_is_held")

    # ------------------------------------------------------------------
    # The query
    # ------------------------------------------------------------------

    @property
    def _table_query(self):
        for name in ("stock.quant", "stock.lot", "stock.move.line", "stock.location"):
            self.env[name].flush_model()
        for name in ("product.product", "product.template", "res.company"):
            self.env[name].flush_model()
        now = fields.Datetime.now()
        return SQL(
            """
            SELECT row.*, template.categ_id, template.uom_id,
                   row.quantity * COALESCE((product.standard_price
                       ->> row.company_id::text)::float8, 0) AS value,
                   ARRAY_POSITION(%(states)s, row.state) AS urgency
              FROM (%(stock)s UNION ALL %(sold)s) row
              JOIN product_product product ON product.id = row.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
            """,
            states=[state for state, _label in STATES],
            stock=self._get_stock_sql(now),
            sold=self._get_sold_sql(now),
        )

    def _get_stock_sql(self, now):
        """Return what lies in warehouses past its alert, removal or expiration date."""
        return SQL(
            """
            SELECT 2 * MIN(quant.id)::bigint AS id, lot.product_id, quant.lot_id,
                   place.warehouse_id, quant.company_id,
                   SUM(quant.quantity) AS quantity, lot.alert_date, lot.removal_date,
                   lot.expiration_date, NULL::timestamp AS date_shipped,
                   FLOOR(EXTRACT(EPOCH FROM lot.expiration_date - %(now)s) / 86400)::int
                       AS days_left,
                   CASE WHEN lot.expiration_date <= %(now)s THEN 'expired'
                        WHEN lot.removal_date <= %(now)s THEN 'to_remove'
                        ELSE 'alert' END AS state
              FROM stock_lot lot
              JOIN stock_quant quant ON quant.lot_id = lot.id
              JOIN stock_location place ON place.id = quant.location_id
                                       AND place.usage = 'internal'
             WHERE lot.id IN (
                       SELECT id FROM stock_lot WHERE alert_date <= %(now)s
                       UNION
                       SELECT id FROM stock_lot WHERE expiration_date <= %(now)s
                       UNION
                       SELECT id FROM stock_lot WHERE removal_date <= %(now)s)
             GROUP BY lot.id, quant.lot_id, place.warehouse_id, quant.company_id
            HAVING SUM(quant.quantity) > 0""",
            now=now,
        )

    def _get_sold_sql(self, now):
        """Return what left to customers after its expiry, or too close to it."""
        return SQL(
            """
            SELECT 2 * MIN(line.id)::bigint + 1 AS id, lot.product_id, line.lot_id,
                   place.warehouse_id, line.company_id,
                   SUM(line.quantity_product_uom) AS quantity, lot.alert_date,
                   lot.removal_date, lot.expiration_date,
                   MAX(line.date) AS date_shipped,
                   FLOOR(EXTRACT(EPOCH FROM lot.expiration_date - MAX(line.date))
                       / 86400)::int AS days_left,
                   'sold_late' AS state
              FROM stock_lot lot
              JOIN stock_move_line line ON line.lot_id = lot.id AND line.state = 'done'
              JOIN res_company company ON company.id = line.company_id
              JOIN stock_location place ON place.id = line.location_id
                                       AND place.usage = 'internal'
              JOIN stock_location target ON target.id = line.location_dest_id
                                        AND target.usage = 'customer'
             WHERE lot.expiration_date IS NOT NULL AND line.date >= %(since)s
               AND line.date >= lot.expiration_date
                   - company.inv_recall_late_days * INTERVAL '1 day'
             GROUP BY lot.id, line.lot_id, place.warehouse_id, line.company_id""",
            since=fields.Datetime.subtract(now, months=SOLD_MONTHS),
        )

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_start_recall(self):
        """Open a new case that begins with the lots of these lines.

        Raises
        ------
        UserError
            When nothing is chosen, or lines of several companies.
        """
        self.env["inv.recall"].check_access("create")
        if not self:
            raise UserError(self.env._("Choose the lines to recall."))
        if len(self.company_id) > 1:
            raise UserError(
                self.env._(
                    "A case belongs to one company. Choose lines of one company."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Recall"),
            "res_model": "inv.recall",
            "view_mode": "form",
            "views": [[False, "form"]],
            "context": {
                "default_kind": "real",
                "default_trigger_kind": "lot",
                "default_lot_ids": self.lot_id.ids,
                "default_company_id": self.company_id.id,
                "default_title": self._get_recall_title(),
            },
        }

    def _get_recall_title(self):
        """Return the title of a case of these lines, after the worst of them."""
        products = self.product_id
        name = (
            products.display_name
            if len(products) == 1
            else self.env._("%(count)s lots", count=len(self.lot_id))
        )
        states = set(self.mapped("state"))
        if "sold_late" in states:
            return self.env._("%(goods)s: sold too late", goods=name)
        if "expired" in states:
            return self.env._("%(goods)s: expired", goods=name)
        return self.env._("%(goods)s: close to expiry", goods=name)

    def action_open_lot(self):
        """Open the lot of a line."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.lot_id.display_name,
            "res_model": "stock.lot",
            "res_id": self.lot_id.id,
            "view_mode": "form",
            "views": [[False, "form"]],
        }
