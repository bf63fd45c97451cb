from odoo import api, fields, models
from odoo.fields import Domain

#: Fields of the stocking point that the reordering rule shows.
POINT_FIELDS = (
    "abc_xyz",
    "safety_stock_qty",
    "eoq_qty",
    "service_target",
    "service_current",
    "min_recommended_qty",
    "max_recommended_qty",
    "has_change",
    "reason",
)


class StockWarehouseOrderpoint(models.Model):
    """Shows what planning recommends next to the rule, and repairs the scheduler."""

    _inherit = "stock.warehouse.orderpoint"

    inv_point_id = fields.Many2one(
        "inv.stocking.point",
        string="Stocking Point",
        compute="_compute_inv_point",
        search="_search_inv_point_id",
    )
    inv_abc_xyz = fields.Char(string="Class", compute="_compute_inv_point")
    inv_safety_stock_qty = fields.Float(
        string="Safety Stock", compute="_compute_inv_point", digits="Product Unit"
    )
    inv_eoq_qty = fields.Float(
        string="Economic Order Quantity",
        compute="_compute_inv_point",
        digits="Product Unit",
    )
    inv_service_target = fields.Float(
        string="Service Target", compute="_compute_inv_point", digits=(6, 4)
    )
    inv_service_current = fields.Float(
        string="Expected Service", compute="_compute_inv_point", digits=(6, 4)
    )
    inv_min_recommended_qty = fields.Float(
        string="Recommended Min", compute="_compute_inv_point", digits="Product Unit"
    )
    inv_max_recommended_qty = fields.Float(
        string="Recommended Max", compute="_compute_inv_point", digits="Product Unit"
    )
    inv_has_change = fields.Boolean(
        string="Differs from Recommendation", compute="_compute_inv_point"
    )
    inv_reason = fields.Char(string="Reason", compute="_compute_inv_point")

    @api.depends("product_id", "warehouse_id")
    @api.depends_context("lang", "uid")
    def _compute_inv_point(self):
        points = self.env["inv.stocking.point"]
        if points.has_access("read"):
            points = points.with_context(active_test=False).search(
                [
                    ("product_id", "in", self.product_id.ids),
                    ("warehouse_id", "in", self.warehouse_id.ids),
                ]
            )
        by_place = {(point.product_id, point.warehouse_id): point for point in points}
        for rule in self:
            point = by_place.get((rule.product_id, rule.warehouse_id), points.browse())
            rule.inv_point_id = point
            for name in POINT_FIELDS:
                rule[f"inv_{name}"] = point[name]

    def _search_inv_point_id(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        domain = value if operator == "any" else Domain("id", "in", value)
        points = self.env["inv.stocking.point"].search(domain)
        return Domain("id", "in", points.orderpoint_id.ids)

    def action_open_inv_point(self):
        """Open the stocking point that explains this rule."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "inv.stocking.point",
            "res_id": self.inv_point_id.id,
            "views": [(False, "form")],
        }

    def _procure_orderpoint_confirm(
        self, use_new_cursor=False, company_id=None, raise_user_error=True
    ):
        """Commit before core opens its own cursors, so that they do not collide.

        Core's scheduler recomputes these very rows in the cron's transaction and then
        updates them again from a second one; under REPEATABLE READ the first then
        fails with a serialization error, and reservations never run. Committed
        first, the second transaction also sees the quantities just computed. See
        docs/decisions/scheduler-repair.md.
        """
        if use_new_cursor:
            # Only the cron asks for new cursors; its own work is committed anyway.
            self.env.cr.commit()  # pylint: disable=invalid-commit
        return super()._procure_orderpoint_confirm(
            use_new_cursor=use_new_cursor,
            company_id=company_id,
            raise_user_error=raise_user_error,
        )
