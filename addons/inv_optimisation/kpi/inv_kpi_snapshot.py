import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .kpi_scope import YEAR_DAYS, KpiScope

_logger = logging.getLogger(__name__)

KPI_CLASSES = [("A", "A"), ("B", "B"), ("C", "C"), ("N", "Not classified")]
#: So many month ends before the first snapshot are read from the ledger.
PAST_MONTHS = 24
#: A month end with less history behind it tells nothing.
LEAST_HISTORY_DAYS = 28


class InvKpiSnapshot(models.Model):
    """The sums behind all KPIs: one row a day, site and class, kept as it was.

    Written by ``_snapshot`` with SQL only: rows of today are replaced until the day is
    over, rows of earlier days are never touched again. Sums are stored and never
    ratios (``kpi_ratios``), so that rows add up. Measured by ``inv.kpi.measure``.
    """

    _name = "inv.kpi.snapshot"
    _description = "KPI Snapshot"
    _order = "date desc, warehouse_id, abc_class"
    _rec_name = "date"
    _log_access = False

    date = fields.Date(required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    warehouse_id = fields.Many2one(
        "stock.warehouse", string="Site", required=True, readonly=True, index=True
    )
    abc_class = fields.Selection(
        KPI_CLASSES, string="Class", required=True, readonly=True
    )
    is_reconstructed = fields.Boolean(
        string="Reconstructed",
        readonly=True,
        help="Read from stock moves afterwards, with today's cost and classes.",
    )
    measured_datetime = fields.Datetime(string="Measured On", readonly=True)
    history_days = fields.Integer(
        string="Days of History",
        readonly=True,
        aggregator="max",
        help="Days behind the yearly sums; a year where there are as many.",
    )

    # Stock
    item_count = fields.Integer(string="Items in Stock", readonly=True)
    raw_value = fields.Monetary(
        string="Raw Material", readonly=True, help="Stock that is not offered for sale."
    )
    wip_value = fields.Monetary(string="In Work", readonly=True)
    finished_value = fields.Monetary(string="Finished", readonly=True)
    transit_value = fields.Monetary(
        string="In Transit", readonly=True, help="On the way between sites."
    )
    stock_value = fields.Monetary(readonly=True, help="All stages together, at cost.")
    model_value = fields.Monetary(
        string="Model Stock",
        readonly=True,
        help="Average stock that the recommendation leads to.",
    )
    average_value = fields.Monetary(
        string="Average Stock", readonly=True, help="Mean of the last year, at cost."
    )
    cogs_value = fields.Monetary(
        string="Cost of Goods Sold",
        readonly=True,
        help="Of the last year: what customers got, less what they gave back.",
    )
    cogs_day_value = fields.Monetary(
        string="Cost of Goods Sold, Day", readonly=True, help="Of this day."
    )
    margin_value = fields.Monetary(
        string="Gross Margin", readonly=True, help="Of the last year, at list price."
    )
    carrying_cost = fields.Monetary(
        readonly=True, help="Holding rate times stock value: cost of a year."
    )
    excess_value = fields.Monetary(string="Excess", readonly=True)
    excess_item_count = fields.Integer(string="Items in Excess", readonly=True)
    dead_value = fields.Monetary(
        string="Dead Stock", readonly=True, help="No issue in 180 days."
    )
    dead_item_count = fields.Integer(string="Dead Items", readonly=True)

    # Service
    demand_value = fields.Monetary(
        string="Demand", readonly=True, help="Of 91 days, at cost."
    )
    served_value = fields.Monetary(
        string="Demand Served",
        readonly=True,
        help="Part of it that stock could give on its day.",
    )
    demand_month_value = fields.Monetary(string="Demand, 28 Days", readonly=True)
    served_month_value = fields.Monetary(string="Demand Served, 28 Days", readonly=True)
    cycle_count = fields.Integer(
        string="Order Cycles", readonly=True, help="Receipts in 91 days."
    )
    stock_out_cycle_count = fields.Integer(
        string="Cycles with a Stock-out", readonly=True
    )
    stock_out_days = fields.Integer(
        string="Stock-out Days",
        readonly=True,
        help="Days without stock of items with demand, in 28 days.",
    )
    item_days = fields.Integer(readonly=True)
    out_item_count = fields.Integer(string="Items Out", readonly=True)
    lost_margin = fields.Monetary(
        readonly=True, help="Margin of what could not be sold in 28 days."
    )
    delivery_count = fields.Integer(
        string="Deliveries", readonly=True, help="To customers in 91 days."
    )
    on_time_delivery_count = fields.Integer(string="On Time", readonly=True)
    in_full_delivery_count = fields.Integer(string="In Full", readonly=True)
    perfect_delivery_count = fields.Integer(string="Perfect Deliveries", readonly=True)

    # Forecast, supply, decisions
    forecast_demand_value = fields.Monetary(string="Forecast Demand", readonly=True)
    forecast_error_value = fields.Monetary(string="Forecast Error", readonly=True)
    naive_error_value = fields.Monetary(string="Naive Error", readonly=True)
    forecast_bias_value = fields.Monetary(string="Forecast Bias", readonly=True)
    receipt_count = fields.Integer(
        string="Receipts", readonly=True, help="Order lines received in 91 days."
    )
    on_time_receipt_count = fields.Integer(string="Receipts on Time", readonly=True)
    lead_time_p90_sum = fields.Float(
        string="Lead Time P90 × Receipts",
        readonly=True,
        help="Divided by the receipts it is their mean.",
    )
    decision_count = fields.Integer(string="Decisions", readonly=True)
    dated_count = fields.Integer(string="Proposals Decided", readonly=True)
    timely_count = fields.Integer(string="Decided in Time", readonly=True)
    override_count = fields.Integer(string="Overrides", readonly=True)
    judged_count = fields.Integer(string="Overrides Judged", readonly=True)
    helped_count = fields.Integer(string="Overrides That Helped", readonly=True)

    _day_site_class = models.UniqueIndex("(company_id, date, warehouse_id, abc_class)")

    # ------------------------------------------------------------------------
    # Nobody changes history
    # ------------------------------------------------------------------------

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
            self.env._("KPI history is kept as it was measured and is never changed.")
        )

    # ------------------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------------------

    @api.model
    def _cron_snapshot(self):
        """Keep the day of companies that no planning run has measured today."""
        companies = self.env["inv.stocking.point"]._read_group([], ["company_id"])
        for (company,) in companies:
            today = company._get_inventory_today()
            if not self._has_rows(
                [("company_id", "=", company.id), ("date", "=", today)]
            ):
                self._snapshot(company)

    def _has_rows(self, domain):
        return bool(self.search(domain, limit=1))

    @api.model
    def _snapshot(self, company):
        """Measure ``company`` today; return the number of rows.

        Before the first one the past months are read from the ledger, once.
        """
        today = company._get_inventory_today()
        first = self._get_first_day(company) or today
        if not self._has_rows([("company_id", "=", company.id), ("date", "<", today)]):
            # Targets are configuration; a planning run may be started by a planner.
            self.env["inv.kpi.target"].sudo()._create_missing(company)
            self._reconstruct(company, today, first)
        count = self._record(self._get_scope(company, today, first))
        _logger.info("KPIs of %s on %s: %d rows", company.name, today, count)
        return count

    @api.model
    def _reconstruct(self, company, today, first):
        """Write the month ends that the ledger can tell about, at most two years."""
        day = today.replace(day=1) - timedelta(days=1)
        for _month in range(PAST_MONTHS):
            if (day - first).days + 1 < LEAST_HISTORY_DAYS:
                break
            self._record(self._get_scope(company, day, first, is_past=True))
            day = day.replace(day=1) - timedelta(days=1)

    def _get_first_day(self, company):
        self.env["inv.stock.ledger"].flush_model()
        [[first]] = self.env.execute_query(
            SQL(
                "SELECT MIN(date) FROM inv_stock_ledger WHERE company_id = %s",
                company.id,
            )
        )
        return first

    def _get_scope(self, company, day, first, is_past=False):
        history = min(max((day - first).days + 1, 1), YEAR_DAYS)
        return KpiScope(company, day, history, is_past)

    def _record(self, scope):
        """Let the measured rows be those of the day; return their number."""
        # Figures of a company: costs and rules are its own.
        measure = self.with_company(scope.company).env["inv.kpi.measure"]
        rows = measure._measure(scope)
        self.env.cr.execute(
            SQL(
                "DELETE FROM inv_kpi_snapshot WHERE company_id = %s AND date = %s",
                scope.company.id,
                scope.day,
            )
        )
        if rows:
            self.env.cr.execute(self._get_insert_sql(scope, rows))
        self.invalidate_model()
        return len(rows)

    def _get_insert_sql(self, scope, rows):
        head = ["company_id", "date", "is_reconstructed", "measured_datetime"]
        key = ["warehouse_id", "abc_class"]
        names = sorted({name for row in rows.values() for name in row})
        columns = map(SQL.identifier, [*head, *key, *names])
        start = (scope.company.id, scope.day, scope.is_past, fields.Datetime.now())
        lines = [
            SQL("(%s)", SQL(", ").join([SQL("%s", value) for value in values]))
            for values in (
                (*start, *pair, *(row.get(name) for name in names))
                for pair, row in sorted(rows.items())
            )
        ]
        return SQL(
            "INSERT INTO inv_kpi_snapshot (%s) VALUES %s",
            SQL(", ").join(columns),
            SQL(", ").join(lines),
        )
