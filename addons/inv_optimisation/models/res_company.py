import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    inv_review_days = fields.Float(
        string="Review Period",
        default=1.0,
        help="Days between two planning runs: demand of this time is covered on top "
        "of the lead time, where the policy sets no other period.",
    )
    inv_ordering_cost = fields.Monetary(
        string="Ordering Cost",
        default=25.0,
        help="Cost of placing and receiving one order line.",
    )
    inv_holding_rate = fields.Float(
        string="Holding Rate",
        default=0.20,
        digits=(6, 4),
        help="Yearly cost of holding stock as a share of its value: capital, space, "
        "insurance, obsolescence. 0.2 means 20 %.",
    )
    inv_abc_criterion = fields.Selection(
        [
            ("value", "Usage value"),
            ("margin", "Margin"),
            ("lines", "Order lines"),
            ("volume", "Volume"),
            ("multiple", "Value, margin and lines together"),
        ],
        string="ABC by",
        required=True,
        default="value",
        help="What makes a product important. Several criteria are ranked, not "
        "weighted (Ng 2007).",
    )
    inv_has_lost_sales = fields.Boolean(
        string="Sales Are Lost Without Stock",
        help="Customers do not wait, as in a shop: the demand of days without stock is "
        "estimated from the days with stock.",
    )
    inv_abc_a_share = fields.Float(
        string="Class A Share",
        default=0.80,
        help="Share of the yearly usage value that makes class A.",
    )
    inv_abc_b_share = fields.Float(
        string="Class B Share",
        default=0.95,
        help="Share of the yearly usage value that makes classes A and B together.",
    )
    inv_xyz_x_limit = fields.Float(
        string="Class X Limit",
        default=0.25,
        help="Largest forecast error of the lead-time demand, as a share of it, that "
        "makes class X.",
    )
    inv_xyz_y_limit = fields.Float(
        string="Class Y Limit",
        default=0.50,
        help="Largest forecast error of the lead-time demand, as a share of it, that "
        "makes class Y.",
    )
    inv_history_weeks = fields.Integer(
        string="History",
        default=104,
        help="Weeks of demand that forecasts are fitted to.",
    )
    inv_excess_days = fields.Float(
        string="Excess Cover",
        default=0.0,
        help="Stock above the order-up-to level counts as excess when it covers more "
        "than this many days of demand.",
    )
    inv_default_lead_time_days = fields.Float(
        string="Unknown Lead Time",
        default=14.0,
        help="Days that planning assumes where no vendor promised a lead time and none "
        "was measured. Such items are listed as exceptions.",
    )
    inv_chunk_size = fields.Integer(
        string="Points per Chunk",
        default=5000,
        help="Stocking points that a planning run computes and commits at once.",
    )

    @api.constrains("inv_abc_a_share", "inv_abc_b_share")
    def _check_inv_abc_shares(self):
        for company in self:
            if not 0 < company.inv_abc_a_share < company.inv_abc_b_share <= 1:
                raise ValidationError(
                    self.env._(
                        "Class shares of %(company)s: A must be above 0, B above A, "
                        "and neither above 100 %%.",
                        company=company.name,
                    )
                )

    @api.constrains("inv_xyz_x_limit", "inv_xyz_y_limit")
    def _check_inv_xyz_limits(self):
        for company in self:
            if not 0 < company.inv_xyz_x_limit < company.inv_xyz_y_limit:
                raise ValidationError(
                    self.env._(
                        "Class limits of %(company)s: X must be above 0 and Y above X.",
                        company=company.name,
                    )
                )

    @api.constrains(
        "inv_review_days",
        "inv_ordering_cost",
        "inv_holding_rate",
        "inv_history_weeks",
        "inv_chunk_size",
        "inv_default_lead_time_days",
        "inv_excess_days",
    )
    def _check_inv_parameters(self):
        for company in self:
            positive = (
                company.inv_review_days,
                company.inv_holding_rate,
                company.inv_history_weeks,
                company.inv_chunk_size,
                company.inv_default_lead_time_days,
            )
            if min(positive) <= 0 or company.inv_ordering_cost < 0:
                raise ValidationError(
                    self.env._(
                        "Review period, holding rate, history, unknown lead time and "
                        "points per chunk of %(company)s must be above 0; the "
                        "ordering cost must not be negative.",
                        company=company.name,
                    )
                )
            if company.inv_excess_days < 0:
                raise ValidationError(
                    self.env._("The excess cover must not be negative.")
                )

    def _get_inventory_timezone(self):
        """Return the name of the time zone that cuts this company's days.

        The same rule as core's reordering rules: the company's own partner, else UTC.
        """
        self.ensure_one()
        name = self.sudo().partner_id.tz
        return name if name in pytz.all_timezones_set else "UTC"

    def _get_inventory_today(self):
        """Return today's date in the time zone of this company."""
        zone = pytz.timezone(self._get_inventory_timezone())
        return pytz.utc.localize(fields.Datetime.now()).astimezone(zone).date()

    def action_inv_ignore_horizon(self):
        """Set core's replenishment horizon to 0, so that stock is ordered on time.

        Core looks this many days beyond the lead time for open demand and orders it
        today; the default of a year orders everything that is already sold.
        """
        self.check_access("read")
        if not self.env.user.has_group("inv_optimisation.group_inv_manager"):
            self.check_access("write")
        # A manager of planning may set this one value, not the rest of the company.
        self.sudo().horizon_days = 0
        return True
