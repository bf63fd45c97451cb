import logging
import time

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

#: A selection up to this size is planned in the request that asks for it.
IMMEDIATE_POINTS = 500


class InvPlanningRun(models.Model):
    """Plans the stocking points of a company, in chunks that commit on their own.

    How a run is executed, resumed and locked is in ``inv.run.mixin``. Collaborators:
    ``inv.planning.preparation`` (ledger, points, ABC), ``inv.planning.engine``,
    ``inv.planning.outlook``, ``inv.planning.writer``.
    """

    _name = "inv.planning.run"
    _description = "Planning Run"
    _inherit = ["inv.company.run.mixin"]
    _order = "id desc"
    _check_company_auto = True

    scope = fields.Selection(
        [("all", "Whole company"), ("selection", "Selected points")],
        default="all",
        required=True,
    )
    point_ids = fields.Many2many(
        "inv.stocking.point", string="Stocking Points", check_company=True, copy=False
    )
    rebuild_ledger = fields.Boolean(
        help="Read all moves again instead of those written since the last run."
    )
    date_plan = fields.Date(
        string="Planned For",
        readonly=True,
        copy=False,
        help="Day of the plan in the time zone of the company.",
    )
    last_level = fields.Integer(
        readonly=True, copy=False, help="Level of the last planned point."
    )
    last_point_id = fields.Integer(
        readonly=True, copy=False, help="Points up to this one are planned."
    )
    error_count = fields.Integer(string="Failed Points", readonly=True, copy=False)
    change_batch_ids = fields.One2many(
        "inv.parameter.change.batch", "run_id", string="Changes", readonly=True
    )

    segment_ids = fields.One2many(
        "inv.planning.segment", "run_id", string="Reorder Rules", readonly=True
    )
    group_ids = fields.One2many(
        "inv.planning.group", "run_id", string="Service Groups", readonly=True
    )

    _one_running = models.UniqueIndex(
        "(company_id) WHERE state = 'running'",
        "Another planning run of this company is under way.",
    )

    def _get_execution_cron(self):
        return self.env.ref("inv_optimisation.ir_cron_execute_runs")

    # ------------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------------

    def action_start(self):
        """Queue these runs; a small selection is planned at once."""
        for run in self:
            run._check_can_start()
        immediate = self.filtered(
            lambda run: (
                run.scope == "selection" and len(run.point_ids) <= IMMEDIATE_POINTS
            )
        )
        immediate._execute(commit=False)
        queued = self - immediate
        queued.write({"state": "queued", "message": False})
        if queued:
            queued._get_execution_cron()._trigger()
        return True

    def action_open_errors(self):
        """Show the points that this run could not plan."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "inv_optimisation.inv_stocking_point_action"
        )
        action["domain"] = [("run_id", "=", self.id), ("planning_error", "!=", False)]
        action["context"] = {}
        return action

    def _check_can_start(self):
        result = super()._check_can_start()
        warehouses = self.env["stock.warehouse"].search_count(
            [("company_id", "=", self.company_id.id)], limit=1
        )
        if not warehouses:
            raise UserError(
                self.env._(
                    "%(company)s has no warehouse, so there is nothing to plan. Create "
                    "one under Inventory › Configuration › Warehouses.",
                    company=self.company_id.name,
                )
            )
        return result

    # ------------------------------------------------------------------------
    # Execution
    # ------------------------------------------------------------------------

    @api.model
    def _cron_start_runs(self):
        """Queue a run for every company that has a warehouse and none under way."""
        busy = self.search([("state", "in", ("queued", "running"))]).company_id
        groups = self.env["stock.warehouse"]._read_group(
            [("company_id", "not in", busy.ids)], ["company_id"]
        )
        runs = self.create([{"company_id": company.id} for (company,) in groups])
        runs.action_start()

    def _begin(self):
        """Prepare the company: ledger, missing points, ABC classes."""
        start, queries = time.monotonic(), self.env.cr.sql_log_count
        today = self.company_id._get_inventory_today()
        # Costs and vendors' prices differ by company.
        preparation = self.with_company(self.company_id).env["inv.planning.preparation"]
        timings = preparation._prepare(self.company_id, today, self.rebuild_ledger)
        self.write(
            {
                "state": "running",
                "date_plan": today,
                "start_datetime": fields.Datetime.now(),
                "end_datetime": False,
                "message": False,
                "point_count": self.env["inv.stocking.point"].search_count(
                    self._get_point_domain()
                ),
            }
        )
        if self.scope == "all":
            watch = time.monotonic()
            calibrator = preparation.env["inv.planning.calibrator"]
            calibrator.with_context(inv_planning_run_id=self.id)._calibrate(self)
            timings["calibrate"] = time.monotonic() - watch
        self._add_statistics(start, queries, timings)

    def _get_point_domain(self):
        domain = [("company_id", "=", self.company_id.id)]
        if self.scope == "selection":
            domain.append(("id", "in", self.point_ids.ids))
        return domain

    def _do_next_chunk(self):
        """Plan the next points, products before components; finish after the last."""
        start, queries = time.monotonic(), self.env.cr.sql_log_count
        points = self._get_next_points()
        if not points:
            self._finish()
            return
        timings = {}
        errors = self._plan_points(points, timings)
        self.write(
            {
                "last_level": points[-1].low_level_code,
                "last_point_id": points[-1].id,
                "done_count": self.done_count + len(points),
                "error_count": self.error_count + errors,
                "chunk_count": self.chunk_count + 1,
            }
        )
        self._add_statistics(start, queries, timings)
        _logger.info("Run %s: %d of %d", self.id, self.done_count, self.point_count)

    def _get_next_points(self):
        """Return the next points of one level: those of the next one need its plan."""
        points = self.env["inv.stocking.point"].search(
            [
                *self._get_point_domain(),
                "|",
                ("low_level_code", ">", self.last_level),
                "&",
                ("low_level_code", "=", self.last_level),
                ("id", ">", self.last_point_id),
            ],
            order="low_level_code, id",
            limit=self.company_id.inv_chunk_size,
        )
        return points.filtered(
            lambda point: point.low_level_code == points[0].low_level_code
        )

    def _plan_points(self, points, timings):
        """Plan ``points``; return how many failed. A failing one does not stop others.

        The kernel works on whole arrays, so the culprit is found by halving.
        """
        try:
            self._plan_block(points, timings)
        except (ValueError, ArithmeticError) as error:
            if len(points) == 1:
                points.write({"planning_error": str(error), "run_id": self.id})
                return 1
            half = len(points) // 2
            return self._plan_points(points[:half], timings) + self._plan_points(
                points[half:], timings
            )
        return 0

    def _plan_block(self, points, timings):
        company = self.company_id
        env = self.with_company(company).with_context(inv_planning_run_id=self.id).env
        points = points.with_company(company)
        watch = time.monotonic()
        policies = env["inv.stocking.policy"]._get_policies(company)
        facts = env["inv.planning.engine"]._plan(
            points, company, self.date_plan, policies
        )
        env["inv.planning.outlook"]._add_outlook(facts, company, self.date_plan)
        planned = time.monotonic()
        timings["compute"] = timings.get("compute", 0.0) + planned - watch
        env["inv.planning.writer"]._write_block(facts, self, self.date_plan)
        timings["write"] = timings.get("write", 0.0) + time.monotonic() - planned

    def _finish(self):
        """Apply what policies allow and close the run."""
        self.env["inv.parameter.change.batch"]._apply_automatic(self)
        self._follow_up()
        result = super()._finish()
        _logger.info(
            "Run %s done: %d points, %d errors, %.2f s, %d queries",
            self.id,
            self.done_count,
            self.error_count,
            self.seconds,
            self.query_count,
        )
        return result

    def _follow_up(self):
        """Measure the vendors; let others look at the new plan; keep today's KPIs."""
        self.env["inv.forecast.override"]._judge(self.company_id, self.date_plan)
        if self.scope == "all":
            self.env["inv.vendor.performance"]._measure(self.company_id)
            self.env["inv.requisition.signal"]._send_company(self.company_id)
            self.env["inv.order.message.finder"]._find(self.company_id)
            self.env["inv.kpi.snapshot"]._snapshot(self.company_id)
