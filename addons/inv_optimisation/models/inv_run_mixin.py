import time

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.tools import config

from .conflicts import repeat_on_conflict, roll_back


class InvRunMixin(models.AbstractModel):
    """Work in chunks that commit on their own, survive a kill and go on.

    A model that inherits this implements ``_check_can_start``, ``_begin`` and
    ``_do_next_chunk``; the latter stores how far it got in the transaction that did
    the work and calls ``_finish`` when nothing is left. The row is locked while a
    chunk is computed, so that two processes never do the same chunk.
    """

    _name = "inv.run.mixin"
    _description = "Resumable Run"

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
    user_id = fields.Many2one(
        "res.users", string="Started By", default=lambda self: self.env.user
    )
    start_datetime = fields.Datetime(string="Started", readonly=True, copy=False)
    end_datetime = fields.Datetime(string="Finished", readonly=True, copy=False)
    point_count = fields.Integer(string="Points", readonly=True, copy=False)
    done_count = fields.Integer(string="Planned", readonly=True, copy=False)
    chunk_count = fields.Integer(string="Chunks", readonly=True, copy=False)
    query_count = fields.Integer(string="Queries", readonly=True, copy=False)
    seconds = fields.Float(readonly=True, copy=False)
    timings = fields.Json(readonly=True, copy=False)
    progress = fields.Float(compute="_compute_progress")
    message = fields.Char(readonly=True, copy=False)

    @api.depends("point_count", "done_count", "state")
    def _compute_progress(self):
        for run in self:
            share = run.done_count / run.point_count if run.point_count else 0.0
            run.progress = 100.0 if run.state == "done" else 100.0 * share

    # ------------------------------------------------------------------------
    # The contract
    # ------------------------------------------------------------------------

    def _get_execution_cron(self):
        """Return the scheduled action that executes queued runs."""
        raise NotImplementedError

    def _check_can_start(self):
        """Raise UserError when this run cannot start, with what to do about it."""
        raise NotImplementedError

    def _begin(self):
        """Do what comes once before the chunks and set the state to running."""
        raise NotImplementedError

    def _do_next_chunk(self):
        """Do the next chunk and store how far it got, or call ``_finish``."""
        raise NotImplementedError

    def _finish(self):
        """Close the run; called in the transaction after the last chunk."""
        self.write({"state": "done", "end_datetime": fields.Datetime.now()})
        self._send_progress()

    # ------------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------------

    def action_resume(self):
        """Go on with a run that was stopped, from the point that it reached."""
        for run in self:
            if run.state not in ("running", "failed"):
                raise UserError(
                    self.env._(
                        "%(run)s is not stopped, so it cannot go on.",
                        run=run.display_name,
                    )
                )
        self.filtered(lambda run: run.state == "failed").write({"state": "queued"})
        self._get_execution_cron()._trigger()
        return True

    def action_cancel(self):
        """Stop these runs; what they did so far stays."""
        for run in self:
            if run.state not in ("draft", "queued", "running", "failed"):
                raise UserError(
                    self.env._(
                        "%(run)s is finished and cannot be cancelled.",
                        run=run.display_name,
                    )
                )
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "The run is computing a chunk right now. Try again in a few "
                    "seconds."
                )
            ) from error
        self.write({"state": "cancelled", "end_datetime": fields.Datetime.now()})
        return True

    # ------------------------------------------------------------------------
    # Execution
    # ------------------------------------------------------------------------

    @api.model
    def _cron_execute_runs(self):
        """Execute queued runs and go on with those that a crash left behind."""
        runs = self.search([("state", "in", ("queued", "running"))], order="id")
        self.env["ir.cron"]._commit_progress(remaining=len(runs))
        for run in runs:
            if not run._execute(commit=True):
                break
            self.env["ir.cron"]._commit_progress(1)

    def _execute(self, commit=False):
        """Work until done; return False when time ran out and chunks are left.

        With ``commit`` every chunk is a transaction of its own. Without, everything
        happens in the caller's transaction (small selections, tests).
        """
        for run in self:
            if run.state in ("draft", "queued", "failed"):
                run._check_can_start()
                run._attempt(run._begin_once, commit)
            while run.state == "running":
                run._attempt(run._do_locked_chunk, commit)
                if commit and run.state == "running" and not run._has_time_left():
                    return False
        return True

    def _has_time_left(self):
        return self.env["ir.cron"]._commit_progress() > 0

    def _begin_once(self):
        """Begin unless another process did, or the run already had begun."""
        self.lock_for_update()
        self.invalidate_recordset()
        if self.state not in ("draft", "queued", "failed"):
            return
        if self.done_count:
            # A failed run goes on; its preparation is done.
            self.write({"state": "running", "message": False, "end_datetime": False})
            return
        self._begin()
        self._send_progress()

    def _do_locked_chunk(self):
        self.lock_for_update()
        self.invalidate_recordset()
        if self.state == "running":
            self._do_next_chunk()
            self._send_progress()

    def _attempt(self, step, commit):
        """Do one step; with ``commit`` as a transaction of its own."""
        if commit:
            self._attempt_in_transaction(step)
        else:
            step()

    def _attempt_in_transaction(self, step):
        """Do one step and commit; repeat it after a conflict with others.

        A serialization failure is never swallowed: after the last try it goes to
        the caller, and the run stays resumable.
        """

        def commit_step():
            step()
            self.env["ir.cron"]._commit_progress()

        try:
            repeat_on_conflict(self.env, commit_step, f"{self._name} {self.id}")
        except LockError as error:
            roll_back(self.env)
            raise UserError(
                self.env._(
                    "%(run)s is being computed by another process.",
                    run=self.display_name,
                )
            ) from error
        except psycopg2.OperationalError:
            raise
        except Exception as error:
            roll_back(self.env)
            self._fail(error)
            self.env["ir.cron"]._commit_progress()
            raise

    def _fail(self, error):
        self.write(
            {
                "state": "failed",
                "message": str(error),
                "end_datetime": fields.Datetime.now(),
            }
        )
        self._send_progress()

    # ------------------------------------------------------------------------
    # Statistics and progress
    # ------------------------------------------------------------------------

    def _add_statistics(self, start, queries, timings):
        """Add seconds since ``start`` and queries since ``queries`` to the totals."""
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
            f"{self._name}/progress",
            {
                "run_id": self.id,
                "done_count": self.done_count,
                "point_count": self.point_count,
                "progress": self.progress,
                "state": self.state,
            },
        )
