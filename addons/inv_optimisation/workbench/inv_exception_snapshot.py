from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .inv_workbench_kind import KINDS


class InvExceptionSnapshot(models.Model):
    """How many stocking points stood on each card of the workbench on a day.

    Written at the end of a planning run: the day's last plan counts, and past days
    never change.
    """

    _name = "inv.exception.snapshot"
    _description = "Exceptions of a Day"
    _order = "date desc, warehouse_id, kind"
    _rec_name = "kind"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", string="Site", required=True, readonly=True
    )
    date = fields.Date(required=True, readonly=True)
    kind = fields.Selection(KINDS, string="Card", required=True, readonly=True)
    item_count = fields.Integer(string="Items", readonly=True)
    value = fields.Monetary(string="At Stake", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _one_per_day = models.UniqueIndex(
        "(company_id, date, warehouse_id, kind)",
        "The exceptions of this day are counted already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse()
        return super().create(vals_list)

    def write(self, vals):
        self._refuse()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse()

    def _refuse(self):
        raise UserError(
            self.env._("The exceptions of a day are history and never change.")
        )

    def _take(self, company):
        """Count the exceptions of ``company`` now, in place of an earlier count today.

        Plain SQL, because the ORM refuses to write history; a row of every card and
        site, so that a day without exceptions is known to be one.
        """
        totals = self.env["inv.workbench.kind"]._get_totals(company)
        sites = self.env["stock.warehouse"].search([("company_id", "=", company.id)])
        today = company._get_inventory_today()
        rows = [
            (company.id, site.id, today, kind, *totals.get((kind, site.id), (0, 0.0)))
            for site in sites
            for kind, _label in KINDS
        ]
        if not rows:
            return
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO inv_exception_snapshot
                       (company_id, warehouse_id, date, kind, item_count, value)
                VALUES %s
           ON CONFLICT (company_id, date, warehouse_id, kind)
         DO UPDATE SET item_count = EXCLUDED.item_count, value = EXCLUDED.value
                """,
                SQL(", ").join(SQL("%s", row) for row in rows),
            )
        )
        self.invalidate_model()

    def _get_history(self, company, days):
        """Return counts by card: of the last ``days`` before today and the benchmark.

        ``{"days": {kind: {date: count}}, "benchmark": {kind: count},
        "benchmark_date"}``
        """
        today = company._get_inventory_today()
        start = today - timedelta(days=days)
        benchmark_date = self._get_benchmark_date(company)
        groups = self._read_group(
            [
                ("company_id", "=", company.id),
                ("date", "<", today),
                "|",
                ("date", ">=", start),
                ("date", "=", benchmark_date),
            ],
            ["kind", "date:day"],
            ["item_count:sum"],
            order="date:day",
        )
        history = {"days": {}, "benchmark": {}, "benchmark_date": benchmark_date}
        for kind, date, count in groups:
            if date >= start:
                history["days"].setdefault(kind, {})[date] = count
            if date == benchmark_date:
                history["benchmark"][kind] = count
        return history

    def _get_benchmark_date(self, company):
        """Return the measured day that cards compare with, None on the first day."""
        domain = [
            ("company_id", "=", company.id),
            ("date", "<", company._get_inventory_today()),
        ]
        if company.inv_benchmark_date:
            domain.append(("date", ">=", company.inv_benchmark_date))
        found = self.search(domain, order="date", limit=1)
        return found.date or None
