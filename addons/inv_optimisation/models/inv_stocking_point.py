from odoo import api, fields, models
from odoo.exceptions import UserError

from .selections import (
    ABC_CLASSES,
    DEMAND_PATTERNS,
    FORECAST_SOURCES,
    FSN_CLASSES,
    LEAD_TIME_SOURCES,
    SERVICE_TYPES,
    STATUSES,
    SUPPLY_TYPES,
    XYZ_CLASSES,
)


class InvStockingPoint(models.Model):
    """A product in a warehouse: what was measured, what is recommended and why.

    Written by the planning run in bulk; planners lock classes and apply the
    recommendation through ``inv.parameter.change.batch``. The record in
    ``derivation`` holds every input, so that the numbers can be computed again from
    it alone.
    """

    _name = "inv.stocking.point"
    _description = "Stocking Point"
    _order = "urgency, value_at_stake desc, id"
    _check_company_auto = True

    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, index=True, check_company=True
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, readonly=True, index=True, check_company=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    active = fields.Boolean(default=True)
    product_tmpl_id = fields.Many2one(related="product_id.product_tmpl_id")
    categ_id = fields.Many2one(related="product_id.categ_id")
    default_code = fields.Char(related="product_id.default_code")
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    currency_id = fields.Many2one(related="company_id.currency_id")

    # Classes
    abc_class = fields.Selection(
        ABC_CLASSES,
        string="ABC",
        help="Share of the yearly usage value: A the most, C the least.",
    )
    xyz_class = fields.Selection(
        XYZ_CLASSES,
        string="XYZ",
        help="How well the demand of a lead time can be forecast: X best, Z worst.",
    )
    fsn_class = fields.Selection(
        FSN_CLASSES,
        string="FSN",
        readonly=True,
        help="How often the product is picked: fast, slow or not moving.",
    )
    abc_pending_class = fields.Selection(
        ABC_CLASSES,
        string="ABC to Confirm",
        readonly=True,
        help="Class that the last run found; it is used when another day confirms it.",
    )
    abc_pending_runs = fields.Integer(readonly=True)
    abc_pending_date = fields.Date(readonly=True)
    xyz_pending_class = fields.Selection(
        XYZ_CLASSES,
        string="XYZ to Confirm",
        readonly=True,
        help="Class that the last run found; it is used when another day confirms it.",
    )
    xyz_pending_runs = fields.Integer(readonly=True)
    xyz_pending_date = fields.Date(readonly=True)
    is_class_locked = fields.Boolean(
        string="Lock Classes", help="Planning keeps the classes that are set by hand."
    )
    low_level_code = fields.Integer(readonly=True, help="0 = used in no product.")
    abc_xyz = fields.Char(string="Class", compute="_compute_abc_xyz", store=True)
    demand_pattern = fields.Selection(DEMAND_PATTERNS, readonly=True)
    demand_interval = fields.Float(
        readonly=True, help="Average number of weeks between weeks with demand (ADI)."
    )
    demand_size_cv2 = fields.Float(
        string="Size Variation",
        readonly=True,
        help="Squared coefficient of variation of the demand sizes (CV²).",
    )

    # Demand and forecast
    date_first_movement = fields.Date(readonly=True)
    observed_weeks = fields.Integer(readonly=True)
    annual_demand_qty = fields.Float(
        string="Demand a Year", readonly=True, digits="Product Unit"
    )
    annual_line_count = fields.Integer(
        string="Picks a Year", readonly=True, help="Issuing moves of the last year."
    )
    annual_demand_value = fields.Monetary(
        string="Usage Value a Year", readonly=True, help="Yearly demand at cost."
    )
    alive_probability = fields.Float(
        string="Demand Goes On",
        readonly=True,
        digits=(6, 4),
        help="Probability of the time without demand until now if nothing changed; "
        "near 0 the demand has probably ended.",
    )
    forecast_per_day = fields.Float(
        string="Forecast a Day", readonly=True, help="Expected demand per calendar day."
    )
    demand_sd_per_day = fields.Float(string="Demand Spread a Day", readonly=True)
    forecast_source = fields.Selection(FORECAST_SOURCES, readonly=True)
    forecast_error_rate = fields.Float(
        string="Forecast Error",
        readonly=True,
        help="Back-tested absolute error of the lead-time demand as a share of it.",
    )
    forecast_bias_rate = fields.Float(
        string="Forecast Bias",
        readonly=True,
        help="Back-tested mean error as a share of demand: above 0 forecasts too much.",
    )
    naive_error_rate = fields.Float(
        string="Naive Error",
        readonly=True,
        help="Error of repeating the last week, to compare the forecast with.",
    )

    # Supply
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        readonly=True,
        index=True,
    )
    supply_type = fields.Selection(SUPPLY_TYPES, readonly=True)
    vendor_id = fields.Many2one("res.partner", readonly=True, index="btree_not_null")
    lead_time_days = fields.Float(
        string="Lead Time",
        readonly=True,
        help="Expected calendar days from the order to the receipt.",
    )
    lead_time_sd_days = fields.Float(string="Lead Time Spread", readonly=True)
    lead_time_count = fields.Integer(string="Lead Times Measured", readonly=True)
    lead_time_open_count = fields.Integer(
        string="Open Orders",
        readonly=True,
        help="Orders that are still open count too: they take longer than their age.",
    )
    lead_time_source = fields.Selection(LEAD_TIME_SOURCES, readonly=True)

    # Policy and recommendation
    policy_id = fields.Many2one("inv.stocking.policy", readonly=True, index=True)
    service_type = fields.Selection(SERVICE_TYPES, readonly=True)
    service_target = fields.Float(readonly=True, digits=(6, 4))
    safety_stock_qty = fields.Float(
        string="Safety Stock", readonly=True, digits="Product Unit"
    )
    reorder_point_qty = fields.Float(
        string="Reorder Point",
        readonly=True,
        digits="Product Unit",
        help="Order when on hand plus on order is at or below this quantity.",
    )
    order_qty = fields.Float(
        string="Order Quantity", readonly=True, digits="Product Unit"
    )
    eoq_qty = fields.Float(
        string="Economic Order Quantity", readonly=True, digits="Product Unit"
    )
    order_up_to_qty = fields.Float(
        string="Order Up To", readonly=True, digits="Product Unit"
    )
    min_recommended_qty = fields.Float(
        string="Recommended Min", readonly=True, digits="Product Unit"
    )
    max_recommended_qty = fields.Float(
        string="Recommended Max", readonly=True, digits="Product Unit"
    )
    min_current_qty = fields.Float(
        string="Current Min", readonly=True, digits="Product Unit"
    )
    max_current_qty = fields.Float(
        string="Current Max", readonly=True, digits="Product Unit"
    )
    has_change = fields.Boolean(
        string="Differs",
        readonly=True,
        help="The recommendation differs from the reordering rule in force.",
    )
    service_current = fields.Float(
        string="Service Now",
        readonly=True,
        digits=(6, 4),
        help="Expected service of the reordering rule in force.",
    )
    service_recommended = fields.Float(
        string="Service After",
        readonly=True,
        digits=(6, 4),
        help="Expected service of the recommendation.",
    )

    # Stock and exceptions
    on_hand_qty = fields.Float(string="On Hand", readonly=True, digits="Product Unit")
    incoming_qty = fields.Float(
        string="Due",
        readonly=True,
        digits="Product Unit",
        help="Open receipts and requests for quotation.",
    )
    outgoing_qty = fields.Float(
        string="Committed", readonly=True, digits="Product Unit"
    )
    position_qty = fields.Float(
        string="Position",
        readonly=True,
        digits="Product Unit",
        help="On hand plus due less committed.",
    )
    cover_days = fields.Float(
        string="Cover", readonly=True, help="Days that the stock on hand lasts."
    )
    date_stock_out = fields.Date(string="Runs Out", readonly=True)
    date_order_by = fields.Date(string="Order By", readonly=True)
    stock_value = fields.Monetary(readonly=True)
    stock_value_current = fields.Monetary(
        string="Average Stock Now",
        readonly=True,
        help="Average stock that the reordering rule in force leads to, at cost.",
    )
    stock_value_recommended = fields.Monetary(
        string="Average Stock After",
        readonly=True,
        help="Average stock that the recommendation leads to, at cost.",
    )
    excess_qty = fields.Float(string="Excess", readonly=True, digits="Product Unit")
    excess_value = fields.Monetary(readonly=True)
    value_at_stake = fields.Monetary(
        string="At Stake",
        readonly=True,
        help="Value at cost of what is missing to the maximum, cannot be delivered "
        "before an order arrives, or lies in excess.",
    )
    status = fields.Selection(STATUSES, readonly=True, index=True)
    urgency = fields.Integer(
        readonly=True, help="Position of the status, the most urgent is 0."
    )
    exception_codes = fields.Char(
        readonly=True, help="All exceptions of the point, between commas."
    )

    # Run
    run_id = fields.Many2one("inv.planning.run", readonly=True, index=True)
    planned_datetime = fields.Datetime(string="Planned On", readonly=True)
    planning_error = fields.Char(readonly=True)
    change_ids = fields.One2many(
        "inv.parameter.change", "point_id", string="Changes", readonly=True
    )
    derivation = fields.Json(readonly=True, copy=False, prefetch=False)
    reason = fields.Char(compute="_compute_reason")
    explanation = fields.Json(compute="_compute_explanation")

    _product_warehouse = models.UniqueIndex(
        "(warehouse_id, product_id)",
        "There is already a stocking point for this product in this warehouse.",
    )
    _urgency = models.Index("(company_id, urgency, value_at_stake DESC, id)")

    @api.depends("product_id", "warehouse_id")
    def _compute_display_name(self):
        for point in self:
            point.display_name = self.env._(
                "%(product)s, %(site)s",
                product=point.product_id.display_name,
                site=point.warehouse_id.name,
            )

    @api.depends("abc_class", "xyz_class")
    def _compute_abc_xyz(self):
        for point in self:
            point.abc_xyz = f"{point.abc_class or ''}{point.xyz_class or ''}"

    @api.depends("derivation", "status")
    @api.depends_context("lang")
    def _compute_reason(self):
        self.env["inv.stocking.point.reason"]._set_reason(self)

    @api.depends("derivation")
    @api.depends_context("lang")
    def _compute_explanation(self):
        self.env["inv.stocking.point.explanation"]._set_explanation(self)

    @api.readonly
    def get_chart_data(self, measure="units"):
        """Return history and projection for the chart, in units or in value."""
        self.ensure_one()
        return self.env["inv.stocking.point.chart"]._get_chart_data(self, measure)

    # ------------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------------

    def action_plan(self):
        """Plan these points now, in a run of their own."""
        if not self:
            raise UserError(self.env._("Select the stocking points to plan."))
        runs = self.env["inv.planning.run"]
        for company, points in self.grouped("company_id").items():
            runs |= runs.create(
                {
                    "company_id": company.id,
                    "scope": "selection",
                    "point_ids": [fields.Command.set(points.ids)],
                }
            )
        runs._execute()
        return True

    def action_propose_changes(self):
        """Open a preview of the differences between rules and recommendation."""
        batch = self.env["inv.parameter.change.batch"]._propose(self)
        return batch._get_form_action()

    def action_open_orderpoint(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "stock.warehouse.orderpoint",
            "res_id": self.orderpoint_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_open_ledger(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "inv_optimisation.inv_stock_ledger_action"
        )
        action["domain"] = [
            ("product_id", "=", self.product_id.id),
            ("warehouse_id", "=", self.warehouse_id.id),
        ]
        return action
