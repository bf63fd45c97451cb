import logging
import time

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.service.model import MAX_TRIES_ON_CONCURRENCY_FAILURE
from odoo.tools import config

_logger = logging.getLogger(__name__)

#: A selection up to this size is planned in the request that asks for it.
IMMEDIATE_POINTS = 500


class InvPlanningRun(models.Model):
    """Plans the stocking points of a company, in chunks that commit on their own.

    The run remembers the last point that it planned, in the transaction that wrote
    it: a killed run goes on where it stopped and a second call repeats nothing. The
    row is locked while a chunk is computed; a running row of a company is unique.
    Collaborators: ``inv.planning.preparation`` (ledger, points, ABC),
    ``inv.planning.engine``, ``inv.planning.outlook``, ``inv.planning.writer``.
    """

    _name = "inv.planning.run"
    _description = "Planning Run"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(
        required=True, readonly=True, copy=False, default=lambda self: self.env._("New")
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users", string="Started By", default=lambda self: self.env.user
    )
    state = fields.Selection(
        [
            ("draft", "New"),
            ("queued", "Queued"),
            ("running", "Running"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
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
    start_datetime = fields.Datetime(string="Started", readonly=True, copy=False)
    end_datetime = fields.Datetime(string="Finished", readonly=True, copy=False)
    last_point_id = fields.Integer(
        readonly=True, copy=False, help="Points up to this one are planned."
    )
    point_count = fields.Integer(string="Points", readonly=True, copy=False)
    done_count = fields.Integer(string="Planned", readonly=True, copy=False)
    error_count = fields.Integer(string="Failed Points", readonly=True, copy=False)
    chunk_count = fields.Integer(string="Chunks", readonly=True, copy=False)
    query_count = fields.Integer(string="Queries", readonly=True, copy=False)
    seconds = fields.Float(readonly=True, copy=False)
    timings = fields.Json(readonly=True, copy=False)
    progress = fields.Float(compute="_compute_progress")
    message = fields.Char(readonly=True, copy=False)
    change_batch_ids = fields.One2many(
        "inv.parameter.change.batch", "run_id", string="Changes", readonly=True
    )

    _one_running = models.UniqueIndex(
        "(company_id) WHERE state = 'running'",
        "Another planning run of this company is under way.",
    )

    @api.depends("point_count", "done_count", "state")
    def _compute_progress(self):
        for run in self:
            share = run.done_count / run.point_count if run.point_count else 0.0
            run.progress = 100.0 if run.state == "done" else 100.0 * share

    @api.model_create_multi
    def create(self, vals_list):
        sequence = self.env["ir.sequence"]
        for vals in vals_list:
            if not vals.get("name"):
                vals["name"] = sequence.next_by_code("inv.planning.run")
        return super().create(vals_list)

    # ------------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------------

    def action_start(self):
        """Queue these runs; a small selection is planned at once."""
        for run in self:
            run._check_can_start()
        immediate = self.filtered(
            lambda run: run.scope == "selection"
            and len(run.point_ids) <= IMMEDIATE_POINTS
        )
        immediate._execute(commit=False)
        queued = self - immediate
        queued.write({"state": "queued", "message": False})
        if queued:
            self.env.ref("inv_optimisation.ir_cron_execute_runs")._trigger()
        return True

    def action_resume(self):
        """Go on with a run that was stopped, from the point that it reached."""
        for run in self:
            if run.state not in ("running", "failed"):
                raise UserError(
                    self.env._("%(run)s is not stopped, so it cannot go on.", run=run.name)
                )
        self.env.ref("inv_optimisation.ir_cron_execute_runs")._trigger()
        self.filtered(lambda run: run.state == "failed").write({"state": "queued"})
        return True

    def action_cancel(self):
        """Stop these runs; what they planned so far stays."""
        for run in self:
            if run.state not in ("draft", "queued", "running", "failed"):
                raise UserError(
                    self.env._("%(run)s is finished and cannot be cancelled.", run=run.name)
                )
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "The run is computing a chunk right now. Try again in a few seconds."
                )
            ) from error
        self.write({"state": "cancelled", "end_datetime": fields.Datetime.now()})
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
        """Raise when this run cannot start, with what to do about it."""
        self.ensure_one()
        if self.state in ("done", "cancelled"):
            raise UserError(
                self.env._("%(run)s is finished; start a new one.", run=self.name)
            )
        other = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "running"),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        if other:
            raise UserError(
                self.env._(
                    "%(other)s of %(company)s is under way: %(done)s of %(total)s points "
                    "are planned. Wait until it is done, or resume or cancel it.",
                    other=other.name,
                    company=self.company_id.name,
                    done=other.done_count,
                    total=other.point_count,
                )
            )
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

    # ------------------------------------------------------------------------
    # Execution
    # ------------------------------------------------------------------------

    @api.model
    def _cron_start_runs(self):
        """Queue a run for every company that has a warehouse and none under way."""
        busy = self.search([("state", "in", ("queued", "running"))]).company_id
        warehouses = self.env["stock.warehouse"].search([])
        companies = warehouses.company_id - busy
        self.create([{"company_id": company.id} for company in companies]).action_start()

    @api.model
    def _cron_execute_runs(self):
        """Execute queued runs and go on with those that a crash left behind."""
        runs = self.search([("state", "in", ("queued", "running"))], order="id")
        self.env["ir.cron"]._commit_progress(remaining=len(runs))
        for run in runs:
            if not run._execute(commit=True):
                break

    def _execute(self, commit=False):
        """Plan until done; return False when time ran out and chunks are left.

        With ``commit`` every chunk is a transaction of its own. Without, everything
        happens in the caller's transaction (small selections, tests).
        """
        for run in self:
            if run.state in ("draft", "queued", "failed"):
                run._check_can_start()
                run._attempt(run._begin, commit)
            while run.state == "running":
                run._attempt(run._plan_next_chunk, commit)
                if commit and run.state == "running" and not run._has_time_left():
                    return False
        return True

    def _has_time_left(self):
        return self.env["ir.cron"]._commit_progress() > 0

    def _attempt(self, step, commit):
        """Do one step as a transaction; repeat it after a conflict with others.

        A serialization failure is never swallowed: after the last try it goes to
        the caller, and the run stays resumable.
        """
        if not commit:
            step()
            return
        self._attempt_in_transaction(step)

    def _attempt_in_transaction(self, step):
        for attempt in range(MAX_TRIES_ON_CONCURRENCY_FAILURE):
            try:
                step()
                self.env["ir.cron"]._commit_progress()
                return
            except LockError as error:
                self._rollback()
                raise UserError(
                    self.env._(
                        "%(run)s is being computed by another process.", run=self.name
                    )
                ) from error
            except psycopg2.OperationalError:
                self._rollback()
                if attempt + 1 == MAX_TRIES_ON_CONCURRENCY_FAILURE:
                    raise
                _logger.info("Run %s: conflict, try %d", self.id, attempt + 2)
                time.sleep(2**attempt / 10)
            except Exception as error:
                self._rollback()
                self._fail(error)
                self.env["ir.cron"]._commit_progress()
                raise

    def _rollback(self):
        self.env.cr.rollback()
        self.env.invalidate_all(flush=False)

    def _fail(self, error):
        self.write(
            {
                "state": "failed",
                "message": str(error),
                "end_datetime": fields.Datetime.now(),
            }
        )
        self._send_progress()

    def _begin(self):
        """Prepare the company: ledger, missing points, ABC classes."""
        start, queries = time.monotonic(), self.env.cr.sql_log_count
        today = self.company_id._get_inventory_today()
        timings = self.env["inv.planning.preparation"]._prepare(
            self.company_id, today, self.rebuild_ledger
        )
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
        self._add_statistics(start, queries, timings)
        self._send_progress()

    def _get_point_domain(self):
        domain = [("company_id", "=", self.company_id.id)]
        if self.scope == "selection":
            domain.append(("id", "in", self.point_ids.ids))
        return domain

    def _plan_next_chunk(self):
        """Plan the next points in the order of their ids; finish after the last."""
        self.lock_for_update()
        self.invalidate_recordset()
        if self.state != "running":
            return
        start, queries = time.monotonic(), self.env.cr.sql_log_count
        points = self.env["inv.stocking.point"].search(
            [*self._get_point_domain(), ("id", ">", self.last_point_id)],
            order="id",
            limit=self.company_id.inv_chunk_size,
        )
        if not points:
            self._finish()
            return
        timings = {}
        errors = self._plan_points(points, timings)
        self.write(
            {
                "last_point_id": points[-1].id,
                "done_count": self.done_count + len(points),
                "error_count": self.error_count + errors,
                "chunk_count": self.chunk_count + 1,
            }
        )
        self._add_statistics(start, queries, timings)
        self._send_progress()
        _logger.info("Run %s: %d of %d", self.id, self.done_count, self.point_count)

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
        watch = time.monotonic()
        policies = self.env["inv.stocking.policy"]._get_policies(company)
        facts = self.env["inv.planning.engine"]._plan(
            points, company, self.date_plan, policies
        )
        self.env["inv.planning.outlook"]._add_outlook(facts, company, self.date_plan)
        planned = time.monotonic()
        timings["compute"] = timings.get("compute", 0.0) + planned - watch
        self.env["inv.planning.writer"]._write(facts, self, self.date_plan)
        timings["write"] = timings.get("write", 0.0) + time.monotonic() - planned

    def _finish(self):
        """Apply what policies allow and close the run."""
        self.env["inv.parameter.change.batch"]._apply_automatic(self)
        self.write({"state": "done", "end_datetime": fields.Datetime.now()})
        self._send_progress()
        _logger.info(
            "Run %s done: %d points, %d errors, %.2f s, %d queries",
            self.id,
            self.done_count,
            self.error_count,
            self.seconds,
            self.query_count,
        )

    def _add_statistics(self, start, queries, timings):
        total = dict(self.timings or {})
        for name, seconds in timings.items():
            total[name] = round(total.get(name, 0.0) + seconds, 3)
        self.write(
            {
                "timings": total,
                "seconds": self.seconds + time.monotonic() - start,
                "query_count": self.query_count + self.env.cr.sql_log_count - queries,
            }
        )

    def _send_progress(self):
        """Tell the client of the user who started the run how far it is."""
        if config["test_enable"]:
            return
        self.user_id._bus_send(
            "inv.planning.run/progress",
            {
                "run_id": self.id,
                "done_count": self.done_count,
                "point_count": self.point_count,
                "progress": self.progress,
                "state": self.state,
            },
        )
