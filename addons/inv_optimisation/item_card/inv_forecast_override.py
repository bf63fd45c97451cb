from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..kernel.forecast.override import judge_override

#: Fields that stay as they were once an override is judged.
JUDGED_FIELDS = {
    "point_id",
    "categ_id",
    "warehouse_id",
    "date_from",
    "date_to",
    "kind",
    "value",
    "forecast_before",
    "demand_actual_qty",
    "override_qty",
    "forecast_qty",
    "verdict",
    "judged_date",
}
DAYS_PER_WEEK = 7


class InvForecastOverride(models.Model):
    """What a planner expects of some days, in place of the forecast.

    For an item at a site, or for a product category. It has an end; after it the
    override is judged from the ledger: demand that came, what the planner expected,
    what planning had forecast. A judged override is history and does not change.
    """

    _name = "inv.forecast.override"
    _description = "Forecast Override"
    _inherit = ["mail.thread", "inv.stocking.point.wording"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    point_id = fields.Many2one(
        "inv.stocking.point",
        string="Item",
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    categ_id = fields.Many2one(
        "product.category",
        string="Category",
        index=True,
        help="All items of the category and of those below it.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Only At",
        check_company=True,
        help="Site of the category; empty = all sites.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date_from = fields.Date(string="From", required=True, tracking=True)
    date_to = fields.Date(
        string="To",
        required=True,
        tracking=True,
        help="Last day; afterwards the forecast counts again.",
    )
    kind = fields.Selection(
        [
            ("percent", "Change in %"),
            ("quantity_day", "Quantity a day"),
            ("quantity_week", "Quantity a week"),
        ],
        required=True,
        default="percent",
        tracking=True,
    )
    value = fields.Float(
        required=True,
        tracking=True,
        help="20 = 20 % more, -30 = 30 % less; else the quantity in the unit of the "
        "item.",
    )
    reason_code = fields.Selection(
        [
            ("promotion", "Promotion"),
            ("new_customer", "New customer"),
            ("lost_customer", "Lost customer"),
            ("project", "Project"),
            ("season", "Season or weather"),
            ("other", "Other"),
        ],
        string="Reason",
        required=True,
        tracking=True,
    )
    note = fields.Char(string="Explanation", required=True, tracking=True)
    user_id = fields.Many2one(
        "res.users",
        string="Set By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    forecast_before = fields.Float(
        string="Forecast a Day Before",
        readonly=True,
        digits=(16, 4),
        help="What planning expected a day when this was entered.",
    )
    override_qty = fields.Float(
        string="Expected by the Planner", readonly=True, digits="Product Unit"
    )
    forecast_qty = fields.Float(
        string="Expected by the Forecast", readonly=True, digits="Product Unit"
    )
    demand_actual_qty = fields.Float(
        string="Demand That Came", readonly=True, digits="Product Unit"
    )
    verdict = fields.Selection(
        [("helped", "Helped"), ("hurt", "Hurt"), ("same", "No difference")],
        readonly=True,
        copy=False,
    )
    judged_date = fields.Date(string="Judged On", readonly=True, copy=False)
    change_text = fields.Char(string="Override", compute="_compute_change_text")

    _days = models.Constraint(
        "CHECK (date_to >= date_from)", "The last day must not lie before the first."
    )
    _scope = models.Constraint(
        "CHECK ((point_id IS NULL) <> (categ_id IS NULL))",
        "Choose an item or a category, one of them.",
    )

    @api.depends("point_id", "categ_id", "warehouse_id")
    def _compute_display_name(self):
        for override in self:
            scope = override.point_id.display_name or override.categ_id.display_name
            if override.warehouse_id:
                scope = self.env._(
                    "%(category)s, %(site)s",
                    category=scope,
                    site=override.warehouse_id.name,
                )
            override.display_name = scope

    @api.depends("kind", "value", "point_id.uom_id")
    @api.depends_context("lang")
    def _compute_change_text(self):
        for override in self:
            override.change_text = override._get_change_text()

    @api.onchange("point_id")
    def _onchange_point_id(self):
        if self.point_id:
            self.company_id = self.point_id.company_id

    @api.constrains("kind", "value", "categ_id")
    def _check_value(self):
        for override in self:
            if override.kind == "percent" and override.value < -100:
                raise ValidationError(
                    self.env._("Demand cannot fall by more than 100 %.")
                )
            if override.kind != "percent" and override.value < 0:
                raise ValidationError(self.env._("Demand cannot be negative."))
            if override.kind != "percent" and override.categ_id:
                raise ValidationError(
                    self.env._(
                        "The items of a category have units of their own. Give the "
                        "change in %%."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not vals.get("date_to"):
                raise ValidationError(
                    self.env._(
                        "A forecast override needs a last day. Without one it would "
                        "hide the forecast for ever."
                    )
                )
            if vals.get("point_id"):
                point = self.env["inv.stocking.point"].browse(vals["point_id"])
                vals["company_id"] = point.company_id.id
        overrides = super().create(vals_list)
        for override in overrides:
            override.forecast_before = override._get_forecast_now()
        return overrides

    def write(self, vals):
        if JUDGED_FIELDS & set(vals) and any(self.mapped("judged_date")):
            raise UserError(
                self.env._("A judged override is history and does not change.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_open(self):
        if any(self.mapped("judged_date")):
            raise UserError(self.env._("A judged override is history. It stays."))

    # ------------------------------------------------------------------------
    # What it says
    # ------------------------------------------------------------------------

    def _get_scope_key(self):
        """Return what this override applies to, as ``inv.planning.override`` reads."""
        if self.point_id:
            return ("point", self.point_id.id)
        return ("category", self.categ_id.id, self.warehouse_id.id or 0)

    def _get_daily_value(self):
        """Return the quantity a day, or the change as a share."""
        divisor = {"percent": 100.0, "quantity_week": DAYS_PER_WEEK}
        return self.value / divisor.get(self.kind, 1.0)

    def _get_change_text(self):
        if self.kind == "percent":
            sign = "+" if self.value > 0 else ""
            return self.env._(
                "%(change)s %%", change=f"{sign}{self._number(self.value, 0)}"
            )
        values = {
            "quantity": self._number(self.value),
            "unit": self.point_id.uom_id.name or "",
        }
        if self.kind == "quantity_week":
            return self.env._("%(quantity)s %(unit)s a week", **values)
        return self.env._("%(quantity)s %(unit)s a day", **values)

    def _get_point_domain(self):
        """Return the domain of the stocking points that this override applies to."""
        if self.point_id:
            return [("id", "=", self.point_id.id)]
        domain = [
            ("company_id", "=", self.company_id.id),
            ("product_id.categ_id", "child_of", self.categ_id.id),
        ]
        if self.warehouse_id:
            domain.append(("warehouse_id", "=", self.warehouse_id.id))
        return domain

    def _get_forecast_now(self):
        """Return the forecast a day of all items concerned."""
        [(total,)] = self.env["inv.stocking.point"]._read_group(
            self._get_point_domain(), [], ["forecast_per_day:sum"]
        )
        return total or 0.0

    # ------------------------------------------------------------------------
    # Judgement
    # ------------------------------------------------------------------------

    @api.model
    def _judge(self, company, today):
        """Judge the overrides that are over, once, from the ledger."""
        overrides = self.search(
            [
                ("company_id", "=", company.id),
                ("date_to", "<", today),
                ("judged_date", "=", False),
            ],
            order="id",
        )
        if not overrides:
            return overrides
        actual = overrides._get_actual()
        listed = list(overrides)
        totals = [override._get_totals() for override in listed]
        demand = [actual.get(override.id, 0.0) for override in listed]
        verdicts = judge_override(
            demand,
            [planned for planned, _forecast in totals],
            [forecast for _planned, forecast in totals],
        )
        for override, came, (planned, forecast), verdict in zip(
            listed, demand, totals, verdicts.tolist(), strict=True
        ):
            # Each override has figures of its own; the ORM writes them together.
            override.write(
                {
                    "demand_actual_qty": came,
                    "override_qty": planned,
                    "forecast_qty": forecast,
                    "verdict": verdict,
                    "judged_date": today,
                }
            )
        return overrides

    def _get_totals(self):
        """Return what the planner and what the forecast expected of all its days."""
        days = (self.date_to - self.date_from).days + 1
        forecast = self.forecast_before * days
        value = self._get_daily_value()
        if self.kind == "percent":
            return forecast * (1 + value), forecast
        return value * days, forecast

    def _get_actual(self):
        """Return {override id: demand of its days} from the ledger: one query."""
        self.flush_recordset()
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT override.id, SUM(%(demand)s)
                      FROM inv_forecast_override override
                 LEFT JOIN product_category category ON category.id = override.categ_id
                 LEFT JOIN inv_stocking_point chosen ON chosen.id = override.point_id
                      JOIN inv_stock_ledger ledger
                        ON ledger.company_id = override.company_id
                       AND ledger.date BETWEEN override.date_from AND override.date_to
                      JOIN product_product product ON product.id = ledger.product_id
                      JOIN product_template template
                        ON template.id = product.product_tmpl_id
                 LEFT JOIN product_category own ON own.id = template.categ_id
                     WHERE override.id = ANY(%(ids)s)
                       AND (chosen.id IS NULL
                            OR (ledger.product_id = chosen.product_id
                                AND ledger.warehouse_id = chosen.warehouse_id))
                       AND (category.id IS NULL
                            OR own.parent_path LIKE category.parent_path || '%%')
                       AND (override.warehouse_id IS NULL
                            OR ledger.warehouse_id = override.warehouse_id)
                  GROUP BY override.id
                    """,
                    demand=self.env["inv.stock.ledger"]._get_demand_sql("ledger"),
                    ids=self.ids,
                )
            )
        )
