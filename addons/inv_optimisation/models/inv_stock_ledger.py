from odoo import api, fields, models
from odoo.tools import SQL


class FactMany2one(fields.Many2one):
    """A many2one without a foreign key, for a fact table that is filled by SQL.

    The facts are aggregated from stock moves, whose own keys keep products and
    warehouses with moves from being deleted; checking them again for every row made
    half of the time of a rebuild.
    """

    def update_db_foreign_key(self, model, column):
        """Create no constraint."""


class InvStockLedger(models.Model):
    """What crossed the boundary of a warehouse, per product and day.

    The only source of demand, on-hand history and turnover of the suite. Filled by
    ``inv.stock.ledger.refresh`` with SQL; nobody writes it by hand. All quantities
    are in the product's unit of measure and count a crossing once, whatever the
    number of steps inside the warehouse.
    """

    _name = "inv.stock.ledger"
    _description = "Stock Ledger"
    _order = "date desc, product_id, warehouse_id"
    _log_access = False
    _rec_name = "product_id"

    product_id = FactMany2one("product.product", required=True, readonly=True)
    warehouse_id = FactMany2one("stock.warehouse", required=True, readonly=True)
    company_id = FactMany2one("res.company", required=True, readonly=True)
    date = fields.Date(
        required=True, readonly=True, help="Day in the time zone of the company."
    )
    issued_qty = fields.Float(
        string="Issued",
        readonly=True,
        help="Left the warehouse for a customer, production or a subcontractor.",
    )
    requested_qty = fields.Float(
        string="Requested",
        readonly=True,
        help="What was asked for, also where less was delivered.",
    )
    returned_qty = fields.Float(
        string="Returned",
        readonly=True,
        help="Came back from customers, production or subcontractors.",
    )
    received_qty = fields.Float(
        string="Received",
        readonly=True,
        help="Came from vendors or production, less what went back to vendors.",
    )
    transferred_in_qty = fields.Float(string="Transferred In", readonly=True)
    transferred_out_qty = fields.Float(string="Transferred Out", readonly=True)
    adjusted_qty = fields.Float(
        string="Adjusted", readonly=True, help="Inventory adjustments, with their sign."
    )
    scrapped_qty = fields.Float(string="Scrapped", readonly=True)
    issue_count = fields.Integer(
        string="Issues", readonly=True, help="Number of issuing stock moves."
    )
    largest_issue_qty = fields.Float(string="Largest Issue", readonly=True)
    issue_value = fields.Float(
        readonly=True, help="Cost of the issues in the currency of the company."
    )
    cogs_value = fields.Float(
        string="Cost of Goods Sold",
        readonly=True,
        help="Cost of what customers got, less what they gave back.",
    )
    net_value = fields.Float(
        readonly=True, help="Value that came in less value that went out."
    )
    net_qty = fields.Float(
        string="Net",
        compute="_compute_net_qty",
        help="Change of the stock on hand on this day.",
    )

    _product_day = models.UniqueIndex("(warehouse_id, product_id, date)")

    @api.depends(
        "issued_qty",
        "returned_qty",
        "received_qty",
        "transferred_in_qty",
        "transferred_out_qty",
        "adjusted_qty",
        "scrapped_qty",
    )
    def _compute_net_qty(self):
        for row in self:
            incoming = row.returned_qty + row.received_qty + row.transferred_in_qty
            outgoing = row.issued_qty + row.transferred_out_qty + row.scrapped_qty
            row.net_qty = incoming - outgoing + row.adjusted_qty

    @api.model
    def _get_demand_sql(self, alias):
        """Return the demand of a row of ``alias``: what was asked, less returns."""
        names = ("requested_qty", "issued_qty", "returned_qty")
        return SQL(
            "(GREATEST(%s, %s) - %s)", *(SQL.identifier(alias, name) for name in names)
        )
