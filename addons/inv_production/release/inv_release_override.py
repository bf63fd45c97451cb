from odoo import fields, models


class InvReleaseOverride(models.Model):
    """Who let an order start without its material, and why.

    Rows are added by the release alone and never change, so that the report can be
    trusted.
    """

    _name = "inv.release.override"
    _description = "Release Without Material"
    _order = "date desc, id desc"
    _rec_name = "production_name"

    production_id = fields.Many2one(
        "mrp.production",
        string="Manufacturing Order",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    production_name = fields.Char(string="Order", required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Decided By", required=True, readonly=True
    )
    date = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now, index=True
    )
    kind = fields.Selection(
        [
            ("override", "Released with a reason"),
            ("warning", "Started after a warning"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Text(readonly=True)
    missing = fields.Text(readonly=True, help="Components that lacked at that moment.")
    missing_count = fields.Integer(string="Missing Components", readonly=True)
    missing_value = fields.Monetary(
        readonly=True, help="Cost of the quantities that lacked."
    )
