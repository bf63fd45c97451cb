from odoo import api, fields, models
from odoo.exceptions import AccessError

HUB_FIELDS = {"inv_is_hub", "inv_hub_scope"}


class StockWarehouse(models.Model):
    """Which warehouses feed others."""

    _inherit = "stock.warehouse"

    inv_is_hub = fields.Boolean(
        string="Hub",
        help="Feeds the sites at the end of its open lanes that have a resupply route.",
    )
    inv_hub_scope = fields.Selection(
        [
            ("transfer", "Items that branches get by transfer"),
            ("all", "Every item that the hub stocks"),
        ],
        string="Branches Pull",
        default="transfer",
        required=True,
        help="Items that a branch buys or makes itself are left out, unless the hub "
        "feeds every item that it stocks.",
    )

    def write(self, vals):
        if HUB_FIELDS & set(vals) and not (
            self.env.su or self.env.user.has_group("inv_optimisation.group_inv_manager")
        ):
            raise AccessError(
                self.env._("Managers of planning choose the hubs. Ask one of them.")
            )
        return super().write(vals)

    @api.model
    def _get_hubs(self, company):
        """Return the hubs of ``company``, those that feed no other hub first.

        A branch that is a hub itself asks for what its own branches ask, so it comes
        before the hub that feeds it. Hubs that feed each other in a circle come last,
        in the order of their creation.
        """
        hubs = self.search(
            [("inv_is_hub", "=", True), ("company_id", "=", company.id)], order="id"
        )
        lanes = self.env["inv.lane"]._get_hub_lanes(hubs)
        feeds = {hub: set() for hub in hubs}
        for lane in lanes:
            if lane.target_warehouse_id in feeds:
                feeds[lane.source_warehouse_id].add(lane.target_warehouse_id)
        order = []
        while feeds:
            free = [hub for hub, targets in feeds.items() if not targets & set(feeds)]
            for hub in free or list(feeds):
                order.append(hub)
                del feeds[hub]
        return order
