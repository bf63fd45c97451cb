from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from .inv_kpi_snapshot import KPI_CLASSES

MONTHS = (12, 24)
NUMBERS = ("integer", "float", "monetary")


class InvKpiReader(models.AbstractModel):
    """Reads snapshots: sums by month, and of the last day by class and by site.

    The same number of queries whatever the number of KPIs, months and sites. Record
    rules apply.
    """

    _name = "inv.kpi.reader"
    _description = "Reader of KPI Snapshots"

    def _get_filters(self, filters):
        """Return filters that hold: unknown sites, classes and times are left out."""
        wanted = filters or {}
        classes = [code for code, _label in KPI_CLASSES]
        site, months = wanted.get("warehouse_id"), wanted.get("months")
        return {
            "warehouse_id": site if site in self._get_sites().ids else False,
            "abc_class": wanted.get("abc_class")
            if wanted.get("abc_class") in classes
            else False,
            "months": months if months in MONTHS else MONTHS[0],
        }

    def _get_sites(self):
        return self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)]
        )

    def _get_picture(self, filters):
        """Return what tiles and charts read; ``filters`` are those of _get_filters."""
        domain = self._get_domain(filters)
        days = self._get_days(domain, filters["months"])
        last = max(days, default=None)
        ordered = sorted(days)
        sums = self._read_sums([*domain, ("date", "in", ordered)], "date")
        now_domain = [*domain, ("date", "=", last)]
        names = {site.id: site.name for site in self._get_sites()}
        return {
            "days": ordered,
            "day_names": [
                format_date(self.env, day, date_format="MMMM y") for day in ordered
            ],
            "is_reconstructed": [days[day] for day in ordered],
            "months": [sums.get(day, {}) for day in ordered],
            "now": sums.get(last, {}),
            "classes": self._read_sums(now_domain, "abc_class"),
            "sites": self._read_sums(now_domain, "warehouse_id"),
            "site_names": names,
            "abc_class": filters["abc_class"],
            "targets": self.env["inv.kpi.target"]._get_by_code(self.env.company),
            "scope": self._get_scope_text(filters, names),
            "age": self._get_age_text(last),
        }

    def _get_domain(self, filters):
        domain = [("company_id", "=", self.env.company.id)]
        return domain + [
            (name, "=", filters[name])
            for name in ("warehouse_id", "abc_class")
            if filters[name]
        ]

    def _get_days(self, domain, months):
        """Return {last day of each month: whether it is reconstructed}."""
        today = self.env.company._get_inventory_today()
        since = fields.Date.start_of(today, "month") - relativedelta(months=months - 1)
        query = self.env["inv.kpi.snapshot"]._search([*domain, ("date", ">=", since)])
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT ON (DATE_TRUNC('month', date))
                           date, is_reconstructed
                      FROM inv_kpi_snapshot WHERE id IN %s
                  ORDER BY DATE_TRUNC('month', date), date DESC
                    """,
                    query.subselect(),
                )
            )
        )

    @api.model
    def _get_last_sums(self, companies, end=None):
        """Return {company id: sums of its last day}, at most the day ``end``."""
        domain = Domain("company_id", "in", companies.ids)
        if end:
            domain &= Domain("date", "<=", fields.Date.to_date(end))
        last = self.env["inv.kpi.snapshot"]._read_group(
            domain, ["company_id"], ["date:max"]
        )
        days = Domain.OR(
            Domain([("company_id", "=", company.id), ("date", "=", day)])
            for company, day in last
        )
        return self._read_sums(days, "company_id")

    def _read_sums(self, domain, group):
        """Return {value of ``group``: {column: sum}}; what nobody measured is None."""
        snapshot = self.env["inv.kpi.snapshot"]
        columns = [
            SQL(
                "%s(%s)::float8 AS %s",
                SQL("MAX" if field.aggregator == "max" else "SUM"),
                SQL.identifier(name),
                SQL.identifier(name),
            )
            for name, field in snapshot._fields.items()
            if name != "id" and field.store and field.type in NUMBERS
        ]
        key = SQL.identifier(group)
        rows = self.env.execute_query_dict(
            SQL(
                "SELECT %s AS key, %s FROM inv_kpi_snapshot WHERE id IN %s GROUP BY %s",
                key,
                SQL(", ").join(columns),
                snapshot._search(domain).subselect(),
                key,
            )
        )
        return {row.pop("key"): row for row in rows}

    def _get_scope_text(self, filters, names):
        site = names.get(filters["warehouse_id"]) or self.env._("All sites")
        if not filters["abc_class"]:
            return site
        if filters["abc_class"] == "N":
            return self.env._("%(site)s, not classified", site=site)
        return self.env._(
            "%(site)s, class %(code)s", site=site, code=filters["abc_class"]
        )

    def _get_age_text(self, last):
        if not last:
            return ""
        return self.env._(
            "data to %(day)s", day=self.env["inv.kpi.wording"]._format_day(last)
        )
