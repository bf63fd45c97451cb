import numpy as np

from odoo import fields, models


class InvProductionShortage(models.Model):
    """A component line that lacked something when readiness was last computed.

    For lists, pivots and the daily figures; written by SQL only.
    """

    _name = "inv.production.shortage"
    _description = "Missing Component"
    _inherit = "inv.production.readiness.table"
    _log_access = False
    _rec_name = "product_id"
    _order = "blocked_value desc, id"

    production_id = fields.Many2one(
        "mrp.production", string="Order", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    warehouse_id = fields.Many2one("stock.warehouse", ondelete="cascade")
    product_id = fields.Many2one(
        "product.product", string="Component", index=True, ondelete="cascade"
    )
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    date_start = fields.Datetime(related="production_id.date_start", string="Start")
    needed_qty = fields.Float(string="Needs", digits="Product Unit")
    covered_qty = fields.Float(string="Gets", digits="Product Unit")
    missing_qty = fields.Float(string="Missing", digits="Product Unit")
    date_ready = fields.Date(string="Covered On", help="Empty: by no firm supply.")
    has_supply = fields.Boolean(help="Something is on its way, confirmed or not.")
    blocked_value = fields.Monetary(
        help="Sales value, else cost, of the order that waits. An order that misses "
        "several components counts with each of them.",
    )

    def _prepare_rows(self, picture):
        needs = picture.get_short_needs()
        rows = np.unique(picture.needs["row"][needs]).astype(np.int64)
        values = self.env["inv.readiness.board"]._get_values(picture, rows)
        value = dict(zip(rows.tolist(), values.tolist(), strict=True))
        result = picture.result
        return [
            {
                "production_id": picture.get_order(row).id,
                "company_id": picture.company.id,
                "warehouse_id": int(picture.needs["warehouse"][need]),
                "product_id": int(picture.needs["product"][need]),
                "needed_qty": float(picture.needs["quantity"][need]),
                "covered_qty": float(result.covered_now[need]),
                "missing_qty": float(result.missing_now[need]),
                "date_ready": picture.get_day(result.need_ready_day[need]),
                "has_supply": bool(result.uncovered[need] <= 0),
                "blocked_value": value[row],
            }
            for need, row in zip(
                needs.tolist(),
                picture.needs["row"][needs].astype(np.int64).tolist(),
                strict=True,
            )
        ]
