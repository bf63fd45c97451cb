import numpy as np

from odoo import fields, models

from odoo.addons.inv_optimisation.models.conflicts import repeat_on_conflict

from .inv_provider_production import ORDER_STATES
from .readiness_picture import BY_DATE_KEY, READY_KEY, SHORT_KEY

READINESS_STATES = [
    (READY_KEY, "Ready"),
    (BY_DATE_KEY, "Ready by Date"),
    (SHORT_KEY, "Short"),
]


class InvProductionReadiness(models.Model):
    """How ready each open order was when it was last computed.

    For lists, filters and notices; the board computes afresh. Written by SQL only,
    one row for each open order of a company.
    """

    _name = "inv.production.readiness"
    _description = "Readiness of a Manufacturing Order"
    _inherit = "inv.production.readiness.table"
    _log_access = False
    _rec_name = "production_id"

    production_id = fields.Many2one(
        "mrp.production", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(READINESS_STATES, required=True, readonly=True)
    date_ready = fields.Date(readonly=True)
    share = fields.Float(string="Buildable Share", readonly=True)
    product_id = fields.Many2one(
        "product.product", string="Worst Component", readonly=True, ondelete="set null"
    )
    missing_qty = fields.Float(digits="Product Unit", readonly=True)
    computed_datetime = fields.Datetime(string="Computed", readonly=True)

    _production_uniq = models.Constraint(
        "UNIQUE (production_id)", "An order has one readiness."
    )

    def _cron_refresh(self):
        """Compute and store readiness; release what may release itself."""
        companies = self.env["mrp.production"]._read_group(
            [("state", "in", ORDER_STATES)], ["company_id"]
        )
        stored = self._read_group([], ["company_id"])
        companies = self.env["res.company"].union(
            *(row[0] for row in [*companies, *stored])
        )
        for company in companies.sorted("id"):
            own = self.with_company(company)

            def refresh(own=own, company=company):
                own._refresh(company)
                self.env["ir.cron"]._commit_progress(1)

            repeat_on_conflict(self.env, refresh, f"Readiness of {company.name}")

    def _refresh(self, company):
        """Store the readiness of ``company``, tell who waits, release by policy."""
        engine = self.env["inv.readiness.engine"]
        picture = engine._compute_picture(company)
        before = {row.production_id.id: row for row in self._get_stored(company)}
        states = {id_: row.state for id_, row in before.items()}
        since = min(
            (row.computed_datetime for row in before.values()), default=picture.moment
        )
        self._store(picture)
        self.env["inv.readiness.notice"]._tell(picture, states, since)
        self.env["inv.shortage.snapshot"]._record(picture, since)
        if self._release_ready(picture):
            self._store(engine._compute_picture(company))
        self.env["inv.wip.snapshot"]._record(company)
        self._announce(company)

    def _get_stored(self, company):
        return self.search([("company_id", "=", company.id)])

    def _announce(self, company):
        """Tell open boards that something changed."""
        # Superuser: the channel of a group belongs to the system.
        group = self.env.ref("mrp.group_mrp_user").sudo()
        group._bus_send("inv_readiness_changed", {"company_id": company.id})

    def _release_ready(self, picture):
        """Release ready orders in sequence where the policy says so; return them."""
        released = picture.orders.browse()
        horizon = picture.company.inv_release_horizon_days
        for row in picture.get_rows_in_sequence().tolist():
            order = picture.get_order(row)
            if (
                picture.get_state(row) == READY_KEY
                and picture.table["start"][row] <= horizon
                and order._get_inv_release_policy() != "off"
                and order.picking_type_id._is_inv_release_automatic()
            ):
                order._release_where_automatic()
                released |= order.filtered(lambda o: o.inv_release_state != "waiting")
        return released

    # ------------------------------------------------------------------------
    # Storing
    # ------------------------------------------------------------------------

    def _store(self, picture):
        """Replace the stored rows of the company by those of ``picture``."""
        rows = [self._prepare_row(picture, row) for row in range(len(picture.orders))]
        self._replace(picture.company, rows)
        shortages = self.env["inv.production.shortage"]
        shortages._replace(picture.company, shortages._prepare_rows(picture))

    def _prepare_row(self, picture, row):
        result = picture.result
        need = picture.get_worst_need(row)
        return {
            "production_id": picture.get_order(row).id,
            "company_id": picture.company.id,
            "state": picture.get_state(row),
            "date_ready": picture.get_day(result.ready_day[row]),
            "share": float(np.clip(result.share_now[row], 0.0, 1.0)),
            "product_id": None if need is None else int(picture.needs["product"][need]),
            "missing_qty": 0.0 if need is None else float(result.missing_now[need]),
            "computed_datetime": picture.moment,
        }
