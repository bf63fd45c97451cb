import logging
import time

from odoo import api, fields, models

_logger = logging.getLogger(__name__)

#: Products that one chunk looks at.
PRODUCTS_PER_CHUNK = 500
#: Networks with up to this many products are computed in the request that asks.
IMMEDIATE_PRODUCTS = 1_000


class InvSharedStockRun(models.Model):
    """Computes the shared safety stock of a company in chunks.

    How a run is executed, resumed and locked is in ``inv.run.mixin``. Collaborator:
    ``inv.shared.stock.planner``.
    """

    _name = "inv.shared.stock.run"
    _description = "Shared Safety Stock Run"
    _inherit = ["inv.company.run.mixin"]
    _order = "id desc"

    point_count = fields.Integer(string="Products")
    done_count = fields.Integer(string="Looked At")
    product_ids_json = fields.Json(readonly=True, copy=False)

    _one_running = models.UniqueIndex(
        "(company_id) WHERE state = 'running'",
        "Another run of this company is under way.",
    )

    def _get_execution_cron(self):
        return self.env.ref("inv_multisite.ir_cron_execute_shared_stock_runs")

    @api.model
    def action_run_now(self):
        """Start a run of the current company; tell what came of it."""
        run = self.create({"company_id": self.env.company.id})
        run._check_can_start()
        if len(run._get_products()) <= IMMEDIATE_PRODUCTS:
            run._execute(commit=False)
            message = self.env._(
                "%(count)s items with several sites are computed.", count=run.done_count
            )
        else:
            run.state = "queued"
            # Superuser: the trigger of a scheduled action belongs to the system.
            run.sudo()._get_execution_cron()._trigger()
            message = self.env._("%(run)s has started.", run=run.name)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    @api.model
    def _cron_start_runs(self):
        """Queue a run for every company with several sites and none under way."""
        busy = self.search([("state", "in", ("queued", "running"))]).company_id
        groups = self.env["stock.warehouse"]._read_group(
            [("company_id", "not in", busy.ids)],
            ["company_id"],
            having=[("__count", ">", 1)],
        )
        runs = self.create(
            [{"company_id": company.id, "state": "queued"} for (company,) in groups]
        )
        if runs:
            runs._get_execution_cron()._trigger()

    def _get_products(self):
        """Return the ids of the products that several sites of the company know."""
        sites = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id)]
        )
        return self.env["inv.provider.network"]._get_transferable(sites.ids)

    def _begin(self):
        products = self._get_products()
        self.write(
            {
                "state": "running",
                "start_datetime": fields.Datetime.now(),
                "end_datetime": False,
                "message": False,
                "product_ids_json": products,
                "point_count": len(products),
            }
        )

    def _do_next_chunk(self):
        """Compute the next products; after the last one drop what is gone."""
        start, queries = time.monotonic(), self.env.cr.sql_log_count
        end = self.done_count + PRODUCTS_PER_CHUNK
        ids = (self.product_ids_json or [])[self.done_count : end]
        if not ids:
            self._drop_gone()
            self._finish()
            return
        env = self.with_company(self.company_id).env
        products = env["product.product"].browse(ids).exists()
        env["inv.shared.stock.planner"]._compute(self, products)
        self.write(
            {
                "done_count": self.done_count + len(ids),
                "chunk_count": self.chunk_count + 1,
            }
        )
        self._add_statistics(start, queries, {"share": time.monotonic() - start})
        _logger.info("Run %s: %d of %d", self.id, self.done_count, self.point_count)

    def _drop_gone(self):
        """Remove what this run did not find again: one site is left, or no demand."""
        self.env["inv.shared.stock"].search(
            [("company_id", "=", self.company_id.id), ("run_id", "!=", self.id)]
        ).unlink()
