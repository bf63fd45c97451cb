from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .selections import (
    CALENDAR_KINDS,
    CONSUMPTION_KIND,
    ITEM_CLASSES,
    SAMPLE_KINDS,
    TRIGGER_KINDS,
)

CALENDAR = tuple(kind for kind, _label in CALENDAR_KINDS)
# Control groups are counted each week: Piasecki (2003), chapter on control groups.
CONTROL_PER_YEAR = 52.0


class InvCountRule(models.Model):
    """Why a position is due: again after an interval, or when something happened.

    The first rule in the order that matches a position gives its interval. Of the
    rules that were triggered, the one with the earliest last day wins.
    """

    _name = "inv.count.rule"
    _description = "Count Rule"
    _order = "programme_id, sequence, id"
    _check_company_auto = True

    programme_id = fields.Many2one(
        "inv.count.programme", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="programme_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    name = fields.Char(compute="_compute_name", store=True, readonly=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(selection="_get_kinds", required=True, default="cycle")
    summary = fields.Char(compute="_compute_summary")
    is_calendar = fields.Boolean(compute="_compute_is_calendar")

    # What it matches; empty = everything
    item_class = fields.Selection(ITEM_CLASSES, string="Class")
    categ_id = fields.Many2one("product.category", string="Category")
    location_id = fields.Many2one(
        "stock.location",
        string="Place or Zone",
        check_company=True,
        help="With all places below it.",
    )

    # Rules that come again
    counts_per_year = fields.Float(default=1.0)
    window_percent = fields.Float(
        default=20.0,
        help="A count may be so much earlier or later, in percent of the interval.",
    )
    max_interval_days = fields.Integer(
        help="Promised to auditors: never more calendar days than this between two "
        "counts. 0 = no promise.",
    )

    # Rules that something has to happen for
    due_days = fields.Integer(
        string="Due in Days", default=5, help="Working days to count it."
    )
    trigger_count = fields.Integer(string="Discrepancies", default=2)
    trigger_days = fields.Integer(
        string="In Days", default=90, help="Period that is looked at [days]."
    )
    trigger_value = fields.Monetary(
        string="Over Value", help="Only variances of at least this value."
    )
    trigger_qty = fields.Float(
        string="Up to Quantity",
        digits="Product Unit",
        help="Only when no more than this is in stock: the cheapest moment to count.",
    )

    _in_range = models.Constraint(
        "CHECK (counts_per_year >= 0 AND window_percent BETWEEN 0 AND 50"
        " AND max_interval_days >= 0 AND due_days >= 0 AND trigger_count >= 1"
        " AND trigger_days >= 1)",
        "Counts, days and limits of a rule must not be negative; the window is at most "
        "50 % of the interval.",
    )

    @api.model
    def _get_kinds(self):
        """Return the kinds of rules; consumption needs manufacturing."""
        kinds = CALENDAR_KINDS + TRIGGER_KINDS
        if "mrp.production" in self.env:
            kinds = [*kinds, CONSUMPTION_KIND]
        return kinds + SAMPLE_KINDS

    @api.depends("kind", "item_class", "categ_id", "location_id")
    def _compute_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        classes = dict(ITEM_CLASSES)
        for rule in self:
            parts = [
                classes.get(rule.item_class),
                rule.categ_id.name,
                rule.location_id.name,
            ]
            named = " · ".join(part for part in parts if part)
            rule.name = (rule.kind == "cycle" and named) or labels.get(rule.kind, "")

    @api.depends("kind")
    def _compute_is_calendar(self):
        for rule in self:
            rule.is_calendar = rule.kind in CALENDAR

    @api.depends(
        "kind",
        "counts_per_year",
        "due_days",
        "trigger_count",
        "trigger_days",
        "trigger_qty",
        "window_percent",
    )
    def _compute_summary(self):
        for rule in self:
            method = getattr(rule, f"_get_{rule.kind}_summary", None)
            rule.summary = method() if method else rule._get_due_summary()

    @api.constrains("kind", "counts_per_year", "max_interval_days", "window_percent")
    def _check_interval(self):
        for rule in self:
            if not (rule.is_calendar and rule.max_interval_days):
                continue
            if rule._get_yearly() * rule.max_interval_days < 365:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: %(count)s counts a year cannot keep an interval of "
                        "%(days)s days. Count more often or promise more days.",
                        rule=rule.name,
                        count=rule._get_yearly(),
                        days=rule.max_interval_days,
                    )
                )

    # ------------------------------------------------------------------------
    # Facts
    # ------------------------------------------------------------------------

    def _get_yearly(self):
        """Return the counts a year of a rule that comes again."""
        return CONTROL_PER_YEAR if self.kind == "control" else self.counts_per_year

    def _get_interval(self, days_per_year):
        """Return the working days between two counts."""
        yearly = self._get_yearly()
        return days_per_year / yearly if yearly > 0 else float("inf")

    @api.model
    def _get_defaults(self):
        """Return the rules of a new programme: usual values of the trade."""
        return [
            {"kind": "negative", "sequence": 10, "due_days": 0},
            {"kind": "discrepancy", "sequence": 20, "due_days": 5},
            {"kind": "zero", "sequence": 30, "due_days": 5},
            {"kind": "short", "sequence": 40, "due_days": 2},
            {
                "kind": "cycle",
                "sequence": 50,
                "item_class": "A",
                "counts_per_year": 12,
                "max_interval_days": 45,
            },
            {
                "kind": "cycle",
                "sequence": 60,
                "item_class": "B",
                "counts_per_year": 4,
                "max_interval_days": 120,
            },
            {
                "kind": "cycle",
                "sequence": 70,
                "item_class": "C",
                "counts_per_year": 1,
                "max_interval_days": 450,
            },
            {"kind": "sample", "sequence": 80},
        ]

    # ------------------------------------------------------------------------
    # In words
    # ------------------------------------------------------------------------

    def _get_due_summary(self):
        if not self.due_days:
            return self.env._("counted the same day")
        return self.env._("counted within %(days)s working days", days=self.due_days)

    def _get_cycle_summary(self):
        if not self._get_yearly():
            return self.env._("not counted")
        # As the page says it: a year of 252 working days.
        interval = self._get_interval(252)
        return self.env._(
            "every %(days)s working days, float %(float)s",
            days=f"{interval:.0f}",
            float=f"{interval * self.window_percent / 100:.0f}",
        )

    def _get_control_summary(self):
        return self.env._("every week until the errors are explained")

    def _get_empty_summary(self):
        return self.env._(
            "quick check: is it empty? %(count)s × a year",
            count=f"{self.counts_per_year:g}",
        )

    def _get_zero_summary(self):
        return self.env._(
            "quick check within %(days)s working days", days=self.due_days
        )

    def _get_receipt_summary(self):
        return self.env._(
            "if stock is %(quantity)s or less", quantity=f"{self.trigger_qty:g}"
        )

    def _get_discrepancy_summary(self):
        return self.env._(
            "%(count)s in %(period)s days: again within %(days)s working days",
            count=self.trigger_count,
            period=self.trigger_days,
            days=self.due_days,
        )

    def _get_idle_summary(self):
        return self.env._("no move for %(days)s days", days=self.trigger_days)

    def _get_sample_summary(self):
        return self.env._(
            "%(count)s records a day, for accuracy",
            count=self.programme_id.sample_size,
        )
