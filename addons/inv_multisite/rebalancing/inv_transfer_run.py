import logging
import time

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

#: Stocking points that one chunk looks at.
POINTS_PER_CHUNK = 20_000
#: A network up to this size is planned in the request that asks for it.
IMMEDIATE_POINTS = 4_000


class InvTransferRun(models.Model):
    """Finds the transfers between sites that pay, in chunks that commit on their own.

    Chunks find the products that would move if vehicles were free; the last step
    decides for all of them together, because they share vehicles. How a run is
    executed, resumed and locked is in ``inv.run.mixin``. Collaborators:
    ``inv.transfer.planner``, ``inv.transfer.writer``.
    """

    _name = "inv.transfer.run"
    _description = "Transfer Run"
    _inherit = ["inv.company.run.mixin"]
    _order = "id desc"
    _check_company_auto = True

    currency_id = fields.Many2one(related="company_id.currency_id")
    point_count = fields.Integer(string="Products")
    done_count = fields.Integer(string="Looked At")
    date_plan = fields.Date(string="Planned For", readonly=True, copy=False)
    product_ids_json = fields.Json(readonly=True, copy=False)
    candidates = fields.Json(
        readonly=True,
        copy=False,
        help="Moves [lane, quantity] of each product that pay without vehicle costs.",
    )
    suggestion_ids = fields.One2many(
        "inv.transfer.suggestion", "run_id", string="Suggestions", readonly=True
    )
    suggestion_count = fields.Integer(
        string="Suggested Moves", readonly=True, copy=False
    )
    net_gain = fields.Monetary(readonly=True, copy=False)
    gap_rate = fields.Float(
        string="Gap to the Best Plan",
        readonly=True,
        copy=False,
        digits=(8, 6),
        help="Share of the possible gain that is not proven to be reached; 0 = no "
        "better plan exists.",
    )

    rules_cost = fields.Monetary(
        string="Given Up for Rules",
        readonly=True,
        copy=False,
        help="Gain that least gain, least value and most moves took away.",
    )

    _one_running = models.UniqueIndex(
        "(company_id) WHERE state = 'running'",
        "Another transfer run of this company is under way.",
    )

    def _get_execution_cron(self):
        return self.env.ref("inv_multisite.ir_cron_execute_transfer_runs")

    # ------------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------------

    def action_start(self):
        """Queue these runs; a small network is planned at once."""
        small = self.browse()
        for run in self:
            run._check_can_start()
            points = self.env["inv.stocking.point"].search_count(
                [("warehouse_id", "in", run._get_lanes()._get_sites().ids)],
                limit=IMMEDIATE_POINTS + 1,
            )
            if points <= IMMEDIATE_POINTS:
                small |= run
        small._execute(commit=False)
        queued = self - small
        queued.write({"state": "queued", "message": False})
        if queued:
            # Superuser: the trigger of a scheduled action belongs to the system.
            queued.sudo()._get_execution_cron()._trigger()
        return True

    @api.model
    def action_run_now(self):
        """Start a run of the current company; return its id and state."""
        self.env["inv.transfer.suggestion"].check_access("write")
        run = self.create({"company_id": self.env.company.id})
        run.action_start()
        return {"id": run.id, "state": run.state, "name": run.name}

    def action_open_suggestions(self):
        """Show what this run suggests."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "inv_multisite.inv_transfer_suggestion_action"
        )
        action["domain"] = [("run_id", "=", self.id)]
        action["context"] = {}
        return action

    def _check_can_start(self):
        result = super()._check_can_start()
        if not self._get_lanes():
            raise UserError(
                self.env._(
                    "%(company)s has no lane between its sites. Propose lanes from the "
                    "resupply routes under Network › Lanes.",
                    company=self.company_id.name,
                )
            )
        return result

    # ------------------------------------------------------------------------
    # Execution
    # ------------------------------------------------------------------------

    @api.model
    def _cron_start_runs(self):
        """Queue a run for every company that has a lane and none under way."""
        self.env["inv.transfer.suggestion"]._expire()
        busy = self.search([("state", "in", ("queued", "running"))]).company_id
        groups = self.env["inv.lane"]._read_group(
            [("company_id", "not in", busy.ids)], ["company_id"]
        )
        runs = self.create([{"company_id": company.id} for (company,) in groups])
        for run in runs:
            run._check_can_start()
        runs.write({"state": "queued"})
        if runs:
            runs._get_execution_cron()._trigger()

    def _get_lanes(self):
        """Return the lanes that this run may use, closed ones too."""
        lane = self.env["inv.lane"]
        return lane.search(lane._get_lanes_domain(self.company_id))

    def _begin(self):
        """Find the products that lie or are needed at several sites."""
        start, queries = time.monotonic(), self.env.cr.sql_log_count
        sites = self._get_lanes()._get_sites()
        products = self.env["inv.provider.network"]._get_transferable(sites.ids)
        self.write(
            {
                "state": "running",
                "date_plan": self.company_id._get_inventory_today(),
                "start_datetime": fields.Datetime.now(),
                "end_datetime": False,
                "message": False,
                "product_ids_json": products,
                "candidates": {},
                "point_count": len(products),
            }
        )
        self._add_statistics(start, queries, {"begin": time.monotonic() - start})

    def _do_next_chunk(self):
        """Look at the next products; after the last one decide and finish."""
        start, queries = time.monotonic(), self.env.cr.sql_log_count
        run = self.with_company(self.company_id)
        lanes = run._get_lanes()
        size = max(1, POINTS_PER_CHUNK // max(len(lanes._get_sites()), 1))
        ids = (self.product_ids_json or [])[self.done_count : self.done_count + size]
        if not ids:
            run._decide(lanes)
            self._add_statistics(start, queries, {"decide": time.monotonic() - start})
            self._finish()
            return
        products = run.env["product.product"].browse(ids).exists()
        found = run.env["inv.transfer.planner"]._find_candidates(
            products, lanes, self.company_id
        )
        self.write(
            {
                "candidates": {**(self.candidates or {}), **found},
                "done_count": self.done_count + len(ids),
                "chunk_count": self.chunk_count + 1,
            }
        )
        self._add_statistics(start, queries, {"look": time.monotonic() - start})
        _logger.info("Run %s: %d of %d", self.id, self.done_count, self.point_count)

    def _decide(self, lanes):
        """Decide on all candidates together and store the suggestions."""
        candidates = {int(key): moves for key, moves in (self.candidates or {}).items()}
        result = self.env["inv.transfer.planner"]._plan(
            candidates, lanes, self.company_id
        )
        suggestions = self.env["inv.transfer.writer"]._write_plan(self, result)
        ((count, gain),) = suggestions._read_group(
            [("id", "in", suggestions.ids), ("state", "=", "new")],
            [],
            ["__count", "net_gain:sum"],
        )
        self.write(
            {
                "suggestion_count": count,
                "net_gain": gain or 0.0,
                "gap_rate": result["gap"],
                "rules_cost": result["rules_cost"],
            }
        )
