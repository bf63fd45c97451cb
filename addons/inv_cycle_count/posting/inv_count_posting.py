from datetime import timedelta

from odoo import api, fields, models

from ..session.selections import POSTING_LINE_STATES

LINES_PER_CHUNK = 250
# A line whose stock is locked is tried again after this long.
RETRY_MINUTES = 5


class InvCountPosting(models.Model):
    """A run that posts approved counts in the background, chunk by chunk.

    The state of a line says whether it is posted, so a killed run goes on where it
    stopped and a second one finds nothing to do.
    """

    _name = "inv.count.posting"
    _description = "Posting of Counts"
    _inherit = "inv.run.mixin"
    _order = "id DESC"
    _rec_name = "start_datetime"

    company_id = fields.Many2one("res.company", required=True, index=True)
    point_count = fields.Integer(string="Lines")
    done_count = fields.Integer(string="Treated")
    posted_count = fields.Integer(string="Posted", readonly=True)
    last_line_id = fields.Integer(readonly=True, copy=False)

    # ------------------------------------------------------------------------
    # Starting
    # ------------------------------------------------------------------------

    @api.model
    def _trigger(self, at=None):
        """Post soon, in the background."""
        # sudo: whoever decides on a count may start the action that posts it
        self._get_execution_cron().sudo()._trigger(at)

    def _get_execution_cron(self):
        return self.env.ref("inv_cycle_count.ir_cron_post_counts")

    @api.model
    def _cron_post_counts(self):
        """Post what is approved in every company."""
        self._queue_runs()
        self._cron_execute_runs()
        if self.env["inv.count.line"].search_count(
            [("state", "=", "waiting")], limit=1
        ):
            self._trigger(fields.Datetime.now() + timedelta(minutes=RETRY_MINUTES))

    @api.model
    def _queue_runs(self):
        """Return a run for each company that has lines to post and no open run."""
        groups = self.env["inv.count.line"]._read_group(
            [("state", "in", POSTING_LINE_STATES)],
            ["company_id"],
            ["approver_id:recordset"],
        )
        running = self.search([("state", "in", ("queued", "running"))]).company_id
        return self.create(
            [
                {
                    "company_id": company.id,
                    "state": "queued",
                    # Who is told how far it is.
                    "user_id": approvers[-1:].id or self.env.uid,
                }
                for company, approvers in groups
                if company not in running
            ]
        )

    # ------------------------------------------------------------------------
    # The run
    # ------------------------------------------------------------------------

    def _get_lines_domain(self):
        return [
            ("company_id", "=", self.company_id.id),
            ("state", "in", POSTING_LINE_STATES),
            ("id", ">", self.last_line_id),
        ]

    def _check_can_start(self):
        """Nothing stands in the way of posting."""

    def _begin(self):
        self.write(
            {
                "state": "running",
                "start_datetime": fields.Datetime.now(),
                "point_count": self.env["inv.count.line"].search_count(
                    self._get_lines_domain()
                ),
            }
        )

    def _do_next_chunk(self):
        lines = self.env["inv.count.line"].search(
            self._get_lines_domain(), order="id", limit=LINES_PER_CHUNK
        )
        if not lines:
            self._finish()
            return
        posted = self.env["inv.count.poster"]._post(lines)
        self.write(
            {
                "done_count": self.done_count + len(lines),
                "posted_count": self.posted_count + posted,
                "last_line_id": lines[-1].id,
            }
        )
        lines.session_id._refresh_state()
