from odoo import models
from odoo.fields import Domain


class InvLaneProposal(models.AbstractModel):
    """Lanes out of the resupply routes of core, again and again the same.

    Only routes in use count. A lane that exists keeps its costs and gets the route
    where it has none in use. The way back of a route is added too, closed: goods
    rarely need it, and its route is created on demand.
    """

    _name = "inv.lane.proposal"
    _description = "Proposal of Lanes"

    def _propose(self):
        """Create and link lanes of the companies of the user.

        Returns
        -------
        tuple of (created lanes, lanes that got a route)
        """
        Lane = self.env["inv.lane"]
        sites = self.env["stock.warehouse"]._get_network_sites()
        routes = self._get_site_routes(sites)
        lanes = Lane.with_context(active_test=False).search(
            [
                ("source_warehouse_id", "in", sites.ids),
                ("target_warehouse_id", "in", sites.ids),
            ]
        )
        linked = self._link_routes(lanes, routes)
        known = {(lane.source_warehouse_id, lane.target_warehouse_id) for lane in lanes}
        vals_list = [
            self._prepare_lane_vals(source, target, routes[source, target])
            for source, target in routes
            if (source, target) not in known
        ]
        vals_list += [
            self._prepare_way_back_vals(target, source)
            for source, target in routes
            if (target, source) not in known and (target, source) not in routes
        ]
        return Lane.create(vals_list), linked

    def _link_routes(self, lanes, routes=None):
        """Give lanes without a route in use the one of their sites; return them."""
        if routes is None:
            routes = self._get_routes(lanes)
        linked = []
        for lane in lanes:
            route = routes.get((lane.source_warehouse_id, lane.target_warehouse_id))
            if route and route != lane.route_id and not lane.has_route:
                lane.route_id = route
                linked.append(lane.id)
        return lanes.browse(linked)

    def _get_routes(self, lanes, active=True):
        """Return {(source, target): route} of the sites of the lanes."""
        sites = lanes.source_warehouse_id | lanes.target_warehouse_id
        return self._get_site_routes(sites, active)

    def _get_site_routes(self, sites, active=True):
        routes = (
            self.env["stock.route"]
            .with_context(active_test=False)
            .search(self._get_route_domain(sites, active))
        )
        found = {}
        for route in routes:
            pair = (route.supplier_wh_id, route.supplied_wh_id)
            found.setdefault(pair, route)
        return found

    def _get_route_domain(self, sites, active):
        """Return the domain of the resupply routes between ``sites``."""
        return (
            Domain("active", "=", active)
            & Domain("supplier_wh_id", "in", sites.ids)
            & Domain("supplied_wh_id", "in", sites.ids)
        )

    def _prepare_lane_vals(self, source, target, route):
        """Return the values of a lane along ``route``."""
        return {
            "source_warehouse_id": source.id,
            "target_warehouse_id": target.id,
            "route_id": route.id,
        }

    def _prepare_way_back_vals(self, source, target):
        """Return the values of a lane against the direction of a route."""
        return {
            "source_warehouse_id": source.id,
            "target_warehouse_id": target.id,
            "is_open": False,
            "closed_reason": self.env._("Way back, not opened yet"),
        }
