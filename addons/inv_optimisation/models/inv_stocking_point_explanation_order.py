from odoo import models


class InvStockingPointExplanation(models.AbstractModel):
    """Words for the order quantity of a stocking point."""

    _inherit = "inv.stocking.point.explanation"

    def _get_order_quantity_node(self, point, inputs, results):
        steps = [
            self._node(
                self.env._("Economic order quantity"),
                self._number(point.eoq_qty),
                point.uom_id.name,
                self.env._(
                    "√(2 × %(demand)s a year × %(order)s an order ÷ %(hold)s holding)",
                    demand=self._number(inputs["rate_per_day"] * 365),
                    order=self._number(inputs["ordering_cost"], 2),
                    hold=self._number(inputs["unit_cost"] * inputs["holding_rate"], 2),
                ),
                "computed",
                self._get_cost_nodes(point, inputs),
            )
        ]
        if inputs.get("price_break_quantity"):
            steps.append(
                self._node(
                    self.env._("Price break"),
                    self._quantity(point, inputs["price_break_quantity"]),
                    point.uom_id.name,
                    self.env._(
                        "cheapest lot at the falling prices of %(vendor)s",
                        vendor=point.vendor_id.name or "",
                    ),
                    "manual",
                )
            )
        for name, label in (
            ("minimum_order_quantity", self.env._("Minimum order")),
            ("order_multiple", self.env._("Pack")),
        ):
            if inputs[name]:
                node = self._node(
                    label,
                    self._quantity(point, inputs[name]),
                    point.uom_id.name,
                    point.vendor_id.name or "",
                    "manual",
                )
                steps.append(self._mark_manual(point, name, node))
        return self._node(
            self.env._("Order quantity"),
            self._quantity(point, results["order_quantity"]),
            point.uom_id.name,
            self.env._(
                "economic order quantity within minimum order, pack and longest cover"
            ),
            "computed",
            steps,
        )
