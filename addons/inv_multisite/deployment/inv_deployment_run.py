import logging
import time

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

#: Products of a hub that one chunk looks at.
PRODUCTS_PER_CHUNK = 2_000
#: Hubs with up to this many products are planned in the request that asks for it.
IMMEDIATE_PRODUCTS = 1_000


class InvDeploymentRun(models.Model):
    """Lets the hubs of a company share what they have, in chunks.

    Hubs are worked off in echelon order: those that feed no other hub first, so that
    what their branches ask for reaches the hub above on the same day. How a run is
    executed, resumed and locked is in ``inv.run.mixin``. Collaborators:
    ``inv.deployment.facts`` (arrays), ``inv.deployment.writer`` (plans).
    """

    _name = "inv.deployment.run"
    _description = "Deployment Run"
    _inherit = ["inv.company.run.mixin"]
    _order = "id desc"
    _check_company_auto = True

    planning_run_id = fields.Many2one(
        "inv.planning.run", string="After", readonly=True, ondelete="set null"
    )
    point_count = fields.Integer(string="Products")
    done_count = fields.Integer(string="Looked At")
    date_plan = fields.Date(string="Planned For", readonly=True, copy=False)
    hub_ids_json = fields.Json(
        readonly=True, copy=False, help="Hubs that are left, in echelon order."
    )
    last_point_id = fields.Integer(readonly=True, copy=False)
    plan_id = fields.Many2one(
        "inv.deployment.plan", string="Plan in Work", readonly=True, copy=False
    )
    plan_ids = fields.One2many("inv.deployment.plan", "run_id", readonly=True)

    _one_running = models.UniqueIndex(
        "(company_id) WHERE state = 'running'",
        "Another deployment run of this company is under way.",
    )

    def _get_execution_cron(self):
        return self.env.ref("inv_multisite.ir_cron_execute_deployment_runs")

    # ------------------------------------------------------------------------
    # Starting
    # ------------------------------------------------------------------------

    @api.model
    def action_run_now(self):
        """Start a run of the current company; return its id and state."""
        run = self.create({"company_id": self.env.company.id})
        run._check_can_start()
        if run._count_products() <= IMMEDIATE_PRODUCTS:
            run._execute(commit=False)
        else:
            run.state = "queued"
            # Superuser: the trigger of a scheduled action belongs to the system.
            run.sudo()._get_execution_cron()._trigger()
        return {"id": run.id, "state": run.state, "name": run.name}

    @api.model
    def _follow_planning(self, planning_run):
        """Run in the transaction that closes a planning run; nothing without hubs."""
        company = planning_run.company_id
        busy = self.search(
            [("company_id", "=", company.id), ("state", "in", ("queued", "running"))],
            limit=1,
        )
        if busy or not self.env["stock.warehouse"]._get_hubs(company):
            return
        self.create(
            {"company_id": company.id, "planning_run_id": planning_run.id}
        )._execute(commit=False)

    def _check_can_start(self):
        result = super()._check_can_start()
        if not self.env["stock.warehouse"]._get_hubs(self.company_id):
            raise UserError(
                self.env._(
                    "%(company)s has no hub. Tick Hub on a warehouse that feeds "
                    "others.",
                    company=self.company_id.name,
                )
            )
        return result

    def _count_products(self):
        hubs = self.env["stock.warehouse"]._get_hubs(self.company_id)
        ids = [hub.id for hub in hubs]
        return self.env["inv.stocking.point"].search_count(
            [("warehouse_id", "in", ids)]
        )

    # ------------------------------------------------------------------------
    # Execution
    # ------------------------------------------------------------------------

    def _begin(self):
        self.env["inv.deployment.plan"]._expire(self.company_id)
        hubs = self.env["stock.warehouse"]._get_hubs(self.company_id)
        self.write(
            {
                "state": "running",
                "date_plan": self.company_id._get_inventory_today(),
                "start_datetime": fields.Datetime.now(),
                "end_datetime": False,
                "message": False,
                "hub_ids_json": [hub.id for hub in hubs],
                "last_point_id": 0,
                "point_count": self._count_products(),
            }
        )

    def _do_next_chunk(self):
        """Look at the next products of the hub in work, or close its plan."""
        start, queries = time.monotonic(), self.env.cr.sql_log_count
        if not self.hub_ids_json:
            self._finish()
            return
        run = self.with_company(self.company_id)
        hub = run.env["stock.warehouse"].browse(self.hub_ids_json[0])
        plan = self.plan_id or run.env["inv.deployment.plan"]._start(self, hub)
        points = run.env["inv.stocking.point"].search_fetch(
            [("warehouse_id", "=", hub.id), ("id", ">", self.last_point_id)],
            ["product_id"],
            order="id",
            limit=PRODUCTS_PER_CHUNK,
        )
        values = {"plan_id": plan.id}
        if points:
            run.env["inv.deployment.writer"]._write_chunk(plan, points.product_id)
            values["last_point_id"] = points[-1].id
            values["done_count"] = self.done_count + len(points)
            values["chunk_count"] = self.chunk_count + 1
        else:
            plan._activate()
            values = {
                "plan_id": False,
                "last_point_id": 0,
                "hub_ids_json": self.hub_ids_json[1:],
            }
        self.write(values)
        self._add_statistics(start, queries, {"share": time.monotonic() - start})
        _logger.info("Run %s: %d of %d", self.id, self.done_count, self.point_count)

    def _finish(self):
        result = super()._finish()
        if not self.planning_run_id:
            # After a planning run all points are looked at anyway.
            self.env["inv.requisition.signal"]._send_places(
                (line.product_id.id, line.hub_id.id) for line in self.plan_ids.line_ids
            )
        return result
