from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

LEAD_TIME_SOURCES = [
    ("manual", "Set by hand"),
    ("measured", "Measured"),
    ("route", "Delay of the route"),
    ("default", "Assumed"),
]
LOAD_MEASURES = [("units", "Units"), ("weight", "Weight"), ("volume", "Volume")]
#: Days that a transfer takes where nobody knows better.
DEFAULT_LEAD_TIME_DAYS = 3.0


class InvLane(models.Model):
    """A way for goods from one warehouse to another, with what it costs and takes.

    Costs are in the currency of the company that sends. Collaborators:
    ``inv.lane.proposal`` (from resupply routes), ``inv.lane.measurement`` (lead times
    of done transfers), ``inv.transfer.run`` (which goods use it). The other files of
    this room add the route, the calendar, the products and the matrix.
    """

    _name = "inv.lane"
    _description = "Lane"
    _order = "source_warehouse_id, target_warehouse_id"

    name = fields.Char(compute="_compute_name")
    source_warehouse_id = fields.Many2one(
        "stock.warehouse", string="From", required=True, index=True, ondelete="cascade"
    )
    target_warehouse_id = fields.Many2one(
        "stock.warehouse", string="To", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="source_warehouse_id.company_id", store=True, index=True
    )
    target_company_id = fields.Many2one(
        related="target_warehouse_id.company_id",
        string="Company That Receives",
        store=True,
        index=True,
    )
    is_intercompany = fields.Boolean(compute="_compute_is_intercompany", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    route_id = fields.Many2one(
        "stock.route",
        string="Resupply Route",
        index="btree_not_null",
        ondelete="restrict",
        help="Route whose rules make the transfers of this lane.",
    )
    active = fields.Boolean(default=True)

    # Open or closed
    is_open = fields.Boolean(
        string="Open", default=True, help="Only open lanes get suggestions."
    )
    date_closed_until = fields.Date(
        string="Closed Until",
        help="Last day on which nothing is sent. Without a day, a closed lane stays "
        "closed.",
    )
    closed_reason = fields.Char(string="Why It Is Closed")

    # Costs
    cost_per_unit = fields.Float(
        string="Freight per Unit",
        min_display_digits="Product Price",
        help="Of a unit in the unit of measure of the product.",
    )
    cost_per_kg = fields.Float(
        string="Freight per kg", min_display_digits="Product Price"
    )
    cost_per_m3 = fields.Float(
        string="Freight per m³", min_display_digits="Product Price"
    )
    cost_per_shipment = fields.Monetary(
        string="Cost of a Shipment",
        help="Fixed cost of each vehicle, shared by all products on it.",
    )
    handling_cost_per_unit = fields.Float(
        string="Handling per Unit",
        min_display_digits="Product Price",
        help="Picking at one site and putting away at the other, together.",
    )

    # Time
    lead_time_days = fields.Float(
        string="Lead Time",
        compute="_compute_lead_time",
        store=True,
        help="Expected calendar days from the decision to the receipt.",
    )
    lead_time_source = fields.Selection(
        LEAD_TIME_SOURCES, compute="_compute_lead_time", store=True
    )
    lead_time_manual_days = fields.Float(
        string="Lead Time by Hand", help="Calendar days; 0 = use what was measured."
    )
    lead_time_measured_days = fields.Float(string="Measured Lead Time", readonly=True)
    lead_time_sd_days = fields.Float(
        string="Lead Time Spread",
        readonly=True,
        help="Standard deviation of the measured lead times [days].",
    )
    lead_time_count = fields.Integer(
        string="Transfers Measured",
        readonly=True,
        help="Shipments of the last year that arrived.",
    )
    shipment_count = fields.Integer(
        string="Shipments",
        readonly=True,
        help="Shipments that left in the last 90 days.",
    )
    measured_datetime = fields.Datetime(string="Measured On", readonly=True)
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Departures",
        help="Goods leave on the working days of this calendar; without one, on any "
        "day.",
    )

    # Limits
    load_measure = fields.Selection(
        LOAD_MEASURES,
        string="Load Measured By",
        required=True,
        default="weight",
    )
    full_load = fields.Float(
        help="What a vehicle takes [units, kg or m³]; 0 = no limit.",
    )
    minimum_load = fields.Float(
        string="Least Load", help="Nothing is sent below this load [units, kg or m³]."
    )
    minimum_value = fields.Monetary(
        string="Least Value", help="Nothing is sent below this value of the goods."
    )
    maximum_moves = fields.Integer(
        string="Most Moves",
        help="Most products that a run suggests for this lane; 0 = no limit.",
    )
    categ_ids = fields.Many2many(
        "product.category",
        string="Only Categories",
        help="Products of these categories and those below; all without one.",
    )
    excluded_product_ids = fields.Many2many(
        "product.product", string="Never These Products"
    )

    _one_lane = models.UniqueIndex(
        "(source_warehouse_id, target_warehouse_id)",
        "There is already a lane between these two sites.",
    )
    _limits_not_negative = models.Constraint(
        "CHECK (cost_per_unit >= 0 AND cost_per_kg >= 0 AND cost_per_m3 >= 0 "
        "AND cost_per_shipment >= 0 AND handling_cost_per_unit >= 0 "
        "AND lead_time_manual_days >= 0 AND full_load >= 0 AND minimum_load >= 0 "
        "AND minimum_value >= 0 AND maximum_moves >= 0)",
        "Costs, days and limits of a lane must not be negative.",
    )

    # ------------------------------------------------------------------------
    # Computed
    # ------------------------------------------------------------------------

    @api.depends("source_warehouse_id.name", "target_warehouse_id.name")
    def _compute_name(self):
        for lane in self:
            lane.name = (
                f"{lane.source_warehouse_id.name} → {lane.target_warehouse_id.name}"
            )

    @api.depends("name")
    def _compute_display_name(self):
        for lane in self:
            lane.display_name = lane.name

    @api.depends("company_id", "target_company_id")
    def _compute_is_intercompany(self):
        for lane in self:
            lane.is_intercompany = lane.company_id != lane.target_company_id

    @api.depends(
        "lead_time_manual_days",
        "lead_time_measured_days",
        "lead_time_count",
        "route_id.rule_ids.delay",
    )
    def _compute_lead_time(self):
        for lane in self:
            # An archived route, or one to come, says nothing.
            delay = sum(lane.route_id.rule_ids.mapped("delay"))
            if lane.lead_time_manual_days:
                found = ("manual", lane.lead_time_manual_days)
            elif lane.lead_time_count:
                found = ("measured", lane.lead_time_measured_days)
            elif delay:
                found = ("route", delay)
            else:
                found = ("default", DEFAULT_LEAD_TIME_DAYS)
            lane.lead_time_source, lane.lead_time_days = found

    # ------------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------------

    @api.constrains("source_warehouse_id", "target_warehouse_id")
    def _check_sites(self):
        for lane in self:
            if lane.source_warehouse_id == lane.target_warehouse_id:
                raise ValidationError(
                    self.env._("A lane goes from one site to another one.")
                )

    @api.constrains("minimum_load", "full_load")
    def _check_loads(self):
        for lane in self:
            if 0 < lane.full_load < lane.minimum_load:
                raise ValidationError(
                    self.env._(
                        "%(lane)s: the least load is above a full load.",
                        lane=lane.display_name,
                    )
                )

    # ------------------------------------------------------------------------
    # Open and closed
    # ------------------------------------------------------------------------

    def write(self, vals):
        # A date that is left over would open the lane the next time it is closed.
        if vals.get("is_open"):
            vals = {"date_closed_until": False, "closed_reason": False, **vals}
        return super().write(vals)

    @api.model
    def _cron_refresh_lanes(self):
        """Open lanes whose last closed day has passed; measure lead times again."""
        self._reopen()
        self.env["inv.lane.measurement"]._measure(
            self.search(self._get_measured_domain())
        )

    def _reopen(self):
        closed = self.search(
            [("is_open", "=", False), ("date_closed_until", "!=", False)]
        )
        passed = closed.filtered(
            lambda lane: lane._is_open_on(lane.company_id._get_inventory_today())
        )
        passed.write({"is_open": True})

    @api.model
    def _get_measured_domain(self):
        """Return the domain of the lanes that the nightly job measures."""
        return Domain("active", "=", True)

    def _is_open_on(self, date):
        """Return whether goods may be sent on ``date``."""
        self.ensure_one()
        if self.is_open:
            return True
        return bool(self.date_closed_until and self.date_closed_until < date)

    @api.model
    def _get_lanes_domain(self, company):
        """Return the domain of the lanes that stock of ``company`` may take."""
        return (
            Domain("company_id", "=", company.id)
            & Domain("source_warehouse_id.active", "=", True)
            & Domain("target_warehouse_id.active", "=", True)
        )
