from odoo import models


class StockWarehouseOrderpoint(models.Model):
    """Rules whose policy raises requisitions order nothing by themselves."""

    _inherit = "stock.warehouse.orderpoint"

    def _quantity_in_progress(self):
        """Count open requisition lines, so that nobody orders the same again."""
        result = super()._quantity_in_progress()
        # Superuser: core computes for users who may not see requisitions.
        groups = (
            self.env["inv.requisition.line"]
            .sudo()
            ._read_group(
                [
                    ("orderpoint_id", "in", self.ids),
                    ("state", "in", ("draft", "to_approve", "approved")),
                ],
                ["orderpoint_id"],
                ["qty:sum"],
            )
        )
        for rule, quantity in groups:
            result[rule.id] += quantity
        return result

    def action_replenish(self, force_to_max=False):
        """Order by hand: rules whose policy asks for approval raise a requisition."""
        by_hand = self.with_context(inv_is_ordered_by_hand=True)
        return super(StockWarehouseOrderpoint, by_hand).action_replenish(
            force_to_max=force_to_max
        )

    def _get_replenishment_order_notification(self):
        """Tell who ordered by hand that a requisition was raised instead."""
        requisition = self._get_raised_requisition()
        if not requisition:
            return super()._get_replenishment_order_notification()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("This item is ordered with approval"),
                "message": "%s",
                "links": [
                    {
                        "label": requisition.name,
                        "url": f"/odoo/requisitions/{requisition.id}",
                    }
                ],
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_raised_requisition(self):
        lines = self.env["inv.requisition.line"]
        if not lines.has_access("read"):
            return lines.requisition_id
        domain = [("orderpoint_id", "in", self.ids), ("state", "=", "to_approve")]
        return lines.search(domain, limit=1).requisition_id

    def _procure_orderpoint_confirm(
        self, use_new_cursor=False, company_id=None, raise_user_error=True
    ):
        """Leave rules with requisitions to these, and procure the others.

        From the scheduler and from moves only a signal is sent; a rule that somebody
        orders by hand, or a scheduler without transactions of its own, raises at once.
        """
        points = self._get_points_with_requisition()
        kept = self.browse(
            rule.id for rule, (_point, mode) in points.items() if mode != "direct"
        )
        if self.env.context.get("inv_is_ordered_by_hand"):
            kept = kept.filtered(lambda rule: points[rule][1] != "none")
        self._raise_requisitions(kept, points, use_new_cursor)
        return super(StockWarehouseOrderpoint, self - kept)._procure_orderpoint_confirm(
            use_new_cursor=use_new_cursor,
            company_id=company_id,
            raise_user_error=raise_user_error,
        )

    def _get_points_with_requisition(self):
        """Return {rule: (its stocking point, mode)}.

        Superuser: moves are confirmed by users who may not see stocking points.
        """
        found = (
            self.env["inv.stocking.point"]
            .sudo()
            .search(
                [
                    ("product_id", "in", self.product_id.ids),
                    ("warehouse_id", "in", self.warehouse_id.ids),
                ]
            )
        )
        by_place = {(point.product_id, point.warehouse_id): point for point in found}
        result = {}
        for rule in self:
            point = by_place.get((rule.product_id, rule.warehouse_id))
            if point and rule.location_id == rule.warehouse_id.lot_stock_id:
                mode = point.policy_id._get_requisition_mode(point.company_id)
                result[rule] = (point, mode)
        return result

    def _raise_requisitions(self, rules, points, use_new_cursor):
        if not rules or self.env.context.get("inv_requisitions_signalled"):
            return
        wanted = self.env["inv.stocking.point"].browse(
            [points[rule][0].id for rule in rules]
        )
        if use_new_cursor:
            self.env["inv.requisition.signal"]._send_places(
                (point.product_id.id, point.warehouse_id.id) for point in wanted
            )
            # Only the cron asks for new cursors; the signals are whole by themselves.
            self.env.cr.commit()  # pylint: disable=invalid-commit
            return
        raiser = self.env["inv.requisition.raiser"]
        if self.env.context.get("inv_is_ordered_by_hand"):
            quantities = {
                points[rule][0].with_env(self.env): rule.qty_to_order for rule in rules
            }
            wanted.check_access("write")
            raiser._raise(wanted, quantities)
        else:
            raiser.sudo()._raise(wanted.sudo())
