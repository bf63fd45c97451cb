from odoo import models

MAX_NAMED = 3


class InvStockingPointExplanation(models.AbstractModel):
    """Why this number: what products take, and what open orders take of that."""

    _inherit = "inv.stocking.point.explanation"

    def _get_forecast_node(self, point, inputs):
        node = super()._get_forecast_node(point, inputs)
        if point.dependent_per_day > 0:
            node["formula"] = self.env._(
                "what products will take, and what is sold by itself"
            )
            node["children"] = [
                self._get_products_node(point),
                self._get_known_node(point, inputs),
                *node["children"],
            ]
        return node

    def _get_demand_node(self, point, inputs, results):
        node = super()._get_demand_node(point, inputs, results)
        total = inputs["rate_per_day"] * results["protection_days"]
        if point.uom_id.compare(total, results["demand_protection"]) > 0:
            node["formula"] = self.env._(
                "%(rate)s a day × %(days)s days, less %(known)s that open orders "
                "require",
                rate=self._number(inputs["rate_per_day"], 2),
                days=self._number(results["protection_days"]),
                known=self._number(total - results["demand_protection"]),
            )
        return node

    def _get_products_node(self, point):
        rows = point.where_used_ids
        names = ", ".join(rows[:MAX_NAMED].product_id.mapped("display_name"))
        rest = len(rows) - MAX_NAMED
        if rest > 0:
            names = self.env._("%(names)s and %(rest)s more", names=names, rest=rest)
        return self._node(
            self.env._("Taken by products"),
            self._number(point.dependent_per_day, 2),
            self.env._("%(unit)s a day", unit=point.uom_id.name),
            self.env._("forecast times usage of %(names)s", names=names),
            "measured",
        )

    def _get_known_node(self, point, inputs):
        return self._node(
            self.env._("Required by open orders"),
            self._number(point.known_requirement_qty, 1),
            point.uom_id.name,
            self.env._(
                "within %(days)s days; the stock position counts it, so that the "
                "forecast adds only what goes beyond it",
                days=self._number(inputs["forecast_horizon_days"], 0),
            ),
            "measured",
        )
