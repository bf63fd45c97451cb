from odoo import models


class InvProviderSupply(models.AbstractModel):
    """Transfers take the days of their lane, which are measured."""

    _inherit = "inv.provider.supply"

    def _get_rules_by_route(self, points):
        found = super()._get_rules_by_route(points)
        # Superuser: how long a transfer takes is no secret of a lane.
        lanes = self.env["inv.lane"].sudo().search(
            [
                ("route_id", "in", [route_id for route_id, _site_id in found]),
                ("target_warehouse_id", "in", points.warehouse_id.ids),
            ]
        )  # fmt: skip
        for lane in lanes:
            key = (lane.route_id.id, lane.target_warehouse_id.id)
            supply_type = found.get(key, ("none", None))[0]
            if supply_type == "transfer":
                found[key] = ("transfer", lane.lead_time_days)
        return found
