from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command


class InvLane(models.Model):
    """The resupply route of a lane: without one nothing can be sent."""

    _inherit = "inv.lane"

    has_route = fields.Boolean(
        compute="_compute_has_route",
        store=True,
        help="Transfers need a route that is in use. Archived routes do not count.",
    )
    problem = fields.Char(compute="_compute_problem", string="To Do")

    @api.depends("route_id.active", "route_id.rule_ids.active")
    def _compute_has_route(self):
        for lane in self:
            route = lane.route_id
            lane.has_route = bool(route.active and route.rule_ids)

    @api.depends(
        "has_route",
        "route_id",
        "cost_per_unit",
        "cost_per_kg",
        "cost_per_m3",
        "cost_per_shipment",
        "handling_cost_per_unit",
    )
    @api.depends_context("lang")
    def _compute_problem(self):
        for lane in self:
            lane.problem = lane._get_problem()

    def _get_problem(self):
        """Return what has to be done before this lane can be used as it should."""
        if not self.has_route and self.route_id:
            return self.env._("Route archived: create it again")
        if not self.has_route:
            return self.env._("No route yet: create it")
        if not self._has_cost():
            return self.env._("No cost yet: transfers look free")
        return False

    def _has_cost(self):
        return any(
            (
                self.cost_per_unit,
                self.cost_per_kg,
                self.cost_per_m3,
                self.cost_per_shipment,
                self.handling_cost_per_unit,
            )
        )

    @api.constrains("route_id", "source_warehouse_id", "target_warehouse_id")
    def _check_route(self):
        for lane in self:
            route = lane.route_id
            sites = (route.supplier_wh_id, route.supplied_wh_id)
            wanted = (lane.source_warehouse_id, lane.target_warehouse_id)
            if any(
                site and site != own for site, own in zip(sites, wanted, strict=True)
            ):
                raise ValidationError(
                    self.env._(
                        "%(route)s does not lead from %(source_site)s to "
                        "%(target_site)s.",
                        route=route.display_name,
                        source_site=lane.source_warehouse_id.name,
                        target_site=lane.target_warehouse_id.name,
                    )
                )

    # ------------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------------

    @api.model
    def action_propose_lanes(self):
        """Make lanes of the resupply routes in use; say what came of it."""
        self.check_access("create")
        created, linked = self.env["inv.lane.proposal"]._propose()
        return self._get_notification(self._get_proposal_text(created, linked))

    def action_create_route(self):
        """Create or restore the resupply routes of these lanes."""
        self.check_access("write")
        if not self.env["stock.route"].has_access("create"):
            raise UserError(
                self.env._(
                    "Routes are made by an inventory administrator. Ask for a route "
                    "from %(lanes)s.",
                    lanes=", ".join(self.mapped("display_name")),
                )
            )
        self._create_routes()
        return True

    def action_measure(self):
        """Measure the lead times of these lanes, of all lanes without any."""
        lanes = self or self.search(self._get_measured_domain())
        lanes.check_access("write")
        measured = self.env["inv.lane.measurement"]._measure(lanes)
        return self._get_notification(
            self.env._(
                "%(measured)s of %(lanes)s lanes have transfers to measure.",
                measured=len(measured),
                lanes=len(lanes),
            )
        )

    # ------------------------------------------------------------------------
    # Routes
    # ------------------------------------------------------------------------

    def _create_routes(self):
        """Let core make what is missing, and take over the routes."""
        proposal = self.env["inv.lane.proposal"]
        lanes = self.filtered(lambda lane: not lane.has_route)
        for target, group in lanes.grouped("target_warehouse_id").items():
            sources = group.source_warehouse_id - target.resupply_wh_ids
            # Core creates the routes of new suppliers, or restores archived ones.
            target.resupply_wh_ids = [Command.link(source.id) for source in sources]
        proposal._link_routes(lanes)
        lost = lanes.filtered(lambda lane: not lane.has_route)
        if not lost:
            return
        # The supplier was ticked all the time, but its route is archived or gone.
        archived = proposal._get_routes(lost, active=False)
        for lane in lost:
            pair = (lane.source_warehouse_id, lane.target_warehouse_id)
            if pair in archived:
                archived[pair].action_unarchive()
            else:
                lane.target_warehouse_id.create_resupply_routes(
                    lane.source_warehouse_id
                )
        proposal._link_routes(lost)

    # ------------------------------------------------------------------------
    # Answers
    # ------------------------------------------------------------------------

    def _get_proposal_text(self, created, linked):
        if not created and not linked:
            return self.env._(
                "Nothing new. Lanes come from resupply routes: tick Resupply From on "
                "a warehouse, or add a lane by hand."
            )
        return self.env._(
            "%(created)s lanes added, %(linked)s got their route. Way back lanes are "
            "closed until you open them.",
            created=len(created),
            linked=len(linked),
        )

    def _get_notification(self, message):
        """Return a short message, with the page read again behind it."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "info",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
