from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..session.selections import MOVED_POLICIES, RECOUNT_POLICIES

SUPERVISOR = "inv_cycle_count.group_count_supervisor"
READER = "inv_optimisation.group_inv_user"


class InvCountProgramme(models.Model):
    """What a warehouse promises to count, and the people and days to do it.

    Rules (``inv.count.rule``) say what is due, ``inv.count.planner`` gives every
    position a day (``inv.count.plan``), ``inv.count.scheduler`` makes the sessions.
    """

    _name = "inv.count.programme"
    _description = "Count Programme"
    _order = "warehouse_id"
    _check_company_auto = True

    name = fields.Char(string="Programme", related="warehouse_id.name", store=True)
    active = fields.Boolean(default=True)
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="warehouse_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    rule_ids = fields.One2many("inv.count.rule", "programme_id", string="Rules")
    date_start = fields.Date(
        string="Started On",
        required=True,
        default=lambda self: self.env.company._get_inventory_today(),
        help="Coverage is measured from this day on.",
    )

    # People and days
    counters_per_day = fields.Integer(string="Counters a Day", default=1)
    minutes_per_counter = fields.Float(
        string="Minutes a Counter",
        default=60.0,
        help="Counting time of one counter on one day [minutes].",
    )
    counter_ids = fields.Many2many(
        "res.users",
        "inv_count_programme_counter_rel",
        string="Counters",
        help="Sessions are shared among them. Empty: sessions wait to be assigned.",
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Days",
        check_company=True,
        help="Days and public holidays. Empty: those of the company.",
    )
    horizon_weeks = fields.Integer(
        default=17, help="Days are levelled so far ahead; later days are a forecast."
    )
    days_ahead = fields.Integer(
        default=1, help="Sessions are made for today and so many working days more."
    )

    # Minutes of work
    minutes_per_session = fields.Float(
        default=3.0, help="To start a session: fetch the device, walk there [minutes]."
    )
    minutes_per_line = fields.Float(
        default=1.2, help="To count one record: a product, or each of its lots."
    )
    minutes_per_place = fields.Float(
        default=0.8, help="To reach one place and to find what lies there [minutes]."
    )
    cost_per_hour = fields.Monetary(
        default=30.0, help="Cost of an hour of counting, for the cost of counting."
    )

    # Policies of the sessions
    is_blind = fields.Boolean(
        string="Blind", default=True, help="Counters see no expected quantity."
    )
    moved_policy = fields.Selection(
        MOVED_POLICIES,
        string="Stock Moved While Counting",
        required=True,
        default="continue",
    )
    recount_by = fields.Selection(RECOUNT_POLICIES, required=True, default="same")

    # Random sample and control group
    sample_size = fields.Integer(
        string="Random Counts a Day",
        default=5,
        help="Drawn at random each day; record accuracy is measured with them.",
    )
    extra_sample_size = fields.Integer(
        string="Extra a Day", help="Added by the sample planner."
    )
    date_extra_sample_end = fields.Date(string="Extra Until")
    is_sample_neyman = fields.Boolean(
        string="Sample by Risk",
        help="Draw more from classes whose accuracy varies more (Neyman allocation).",
    )
    target_accuracy = fields.Float(
        default=0.97, help="Share of right records that is wanted, 0 to 1."
    )
    control_product_ids = fields.Many2many(
        "product.product",
        "inv_count_programme_control_rel",
        string="Control Group",
        help="Counted each week until their errors are explained.",
    )

    # What is left out
    excluded_location_ids = fields.Many2many(
        "stock.location",
        "inv_count_programme_excluded_rel",
        string="Excluded Places",
        check_company=True,
    )
    hot_pick_limit = fields.Integer(
        string="Picks of a Hot Place",
        help="Places with more picks a day are left out; 0 = none.",
    )

    # State of the planning
    plan_ids = fields.One2many("inv.count.plan", "programme_id")
    draw_ids = fields.One2many("inv.count.draw", "programme_id", string="Draws")
    planned_datetime = fields.Datetime(string="Planned On", readonly=True, copy=False)
    triggers_until = fields.Datetime(readonly=True, copy=False)
    repeat_load = fields.Json(
        readonly=True,
        copy=False,
        help="Counts and minutes of each day that follow the next count of a position.",
    )
    repeat_left_count = fields.Integer(
        readonly=True, copy=False, help="Repeats of the horizon that fit no day."
    )

    _one_per_warehouse = models.UniqueIndex("(warehouse_id) WHERE active")
    _positive = models.Constraint(
        "CHECK (counters_per_day >= 1 AND minutes_per_counter > 0"
        " AND minutes_per_line > 0 AND minutes_per_place >= 0"
        " AND minutes_per_session >= 0 AND horizon_weeks BETWEEN 1 AND 52"
        " AND days_ahead BETWEEN 0 AND 20 AND sample_size >= 0"
        " AND hot_pick_limit >= 0)",
        "Counters, minutes and weeks of a programme must be above 0 (52 weeks and 20 "
        "days ahead at most).",
    )

    @api.constrains("target_accuracy")
    def _check_target_accuracy(self):
        for programme in self:
            if not 0 < programme.target_accuracy < 1:
                raise ValidationError(
                    self.env._(
                        "The target accuracy is a share above 0 and below 1; 0.97 is "
                        "usual."
                    )
                )

    @api.constrains("minutes_per_session", "minutes_per_counter")
    def _check_minutes(self):
        for programme in self:
            if programme.minutes_per_session >= programme.minutes_per_counter:
                raise ValidationError(
                    self.env._("Starting a session takes all the minutes of a counter.")
                )

    # ------------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------------

    @api.model
    def _check_can_read(self):
        """Refuse everybody who may not see expected quantities and values."""
        user = self.env.user
        if self.env.su or user.has_group(SUPERVISOR) or user.has_group(READER):
            return
        raise AccessError(
            self.env._(
                "The count programme is for supervisors. Ask an administrator for the "
                "group Cycle Counting / Supervisor."
            )
        )

    @api.model
    def _check_can_plan(self):
        if self.env.su or self.env.user.has_group(SUPERVISOR):
            return
        raise AccessError(self.env._("Only a count supervisor changes the programme."))

    # ------------------------------------------------------------------------
    # Planning
    # ------------------------------------------------------------------------

    @api.model
    def create_default_programme(self, warehouse_id):
        """Create a programme with usual rules for a warehouse; return its id."""
        self._check_can_plan()
        warehouse = self.env["stock.warehouse"].browse(warehouse_id)
        warehouse.check_access("read")
        known = self.search([("warehouse_id", "=", warehouse.id)], limit=1)
        if known:
            return known.id
        programme = self.create(
            {
                "warehouse_id": warehouse.id,
                "rule_ids": [
                    (0, 0, vals) for vals in self.env["inv.count.rule"]._get_defaults()
                ],
            }
        )
        programme.action_plan_now()
        return programme.id

    def action_plan_now(self):
        """Find triggers, give every position a day and make the next sessions."""
        self._check_can_plan()
        self.check_access("write")
        for programme in self:
            programme._lock()
            programme._plan()
        return True

    def _lock(self):
        """Keep a second planning of the same programme out."""
        if not self.try_lock_for_update():
            raise UserError(
                self.env._(
                    "%(programme)s is being planned right now. Try again in a minute.",
                    programme=self.name,
                )
            )

    def _plan(self):
        """Plan one programme that is locked; a second run changes nothing."""
        self.ensure_one()
        axis = self._get_day_axis()
        self.env["inv.count.trigger"]._detect(self, axis)
        self.env["inv.count.planner"]._plan(self, axis)
        self.env["inv.count.scheduler"]._schedule(self, axis)
        self.planned_datetime = fields.Datetime.now()

    @api.model
    def _cron_plan_counts(self):
        """Plan every programme, each in a transaction of its own."""
        programmes = self.search([("warehouse_id.active", "=", True)])
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(programmes))
        for programme in programmes:
            # Another process has it: it will be planned there.
            if programme.try_lock_for_update():
                programme.with_company(programme.company_id)._plan()
            if not cron._commit_progress(1):
                break

    # ------------------------------------------------------------------------
    # Facts that others ask for
    # ------------------------------------------------------------------------

    @api.model
    def _get_of(self, warehouse):
        """Return the programme of a warehouse, which may be none."""
        return self.search([("warehouse_id", "=", warehouse.id)], limit=1)

    def _get_session_policy(self):
        """Return the policies that a session takes over; none without a programme."""
        names = ("is_blind", "moved_policy", "recount_by")
        return {name: self[name] for name in names} if self else {}

    def _get_sample_size(self, day):
        """Return how many records are drawn at random on ``day``."""
        is_on = any(rule.kind == "sample" for rule in self.rule_ids)
        size = self.sample_size if is_on else 0
        if self.date_extra_sample_end and day <= self.date_extra_sample_end:
            size += self.extra_sample_size
        return size
