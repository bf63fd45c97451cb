from odoo import api, fields, models
from odoo.fields import Domain


class InvLane(models.Model):
    """The lanes on which a hub feeds its branches."""

    _inherit = "inv.lane"

    deployment_priority = fields.Integer(
        string="Priority of the Branch",
        default=10,
        help="When the hub is short and shares by priority, branches with the smallest "
        "number come first; within one number items of class A before B and C.",
    )

    @api.model
    def _get_hub_lanes(self, hubs):
        """Return the lanes of ``hubs`` that are open today and have a route."""
        domain = (
            Domain("source_warehouse_id", "in", hubs.ids)
            & Domain("route_id.active", "=", True)
            & Domain("target_warehouse_id.active", "=", True)
        )
        lanes = self.search(domain, order="source_warehouse_id, id")
        today = {
            company: company._get_inventory_today() for company in lanes.company_id
        }
        return lanes.filtered(lambda lane: lane._is_open_on(today[lane.company_id]))
