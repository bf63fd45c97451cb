from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

#: Errors nearer to each other than half a point are the same for a reader.
SAME_ERROR_RATE = 0.005


class InvForecastReader(models.AbstractModel):
    """What the forecast page knows of items and categories: set-based, few queries.

    The error of several items is the sum of their absolute errors over the sum of
    their demand. A point stores its error as a share of its demand; share times the
    yearly demand at cost stands for the sum, so a category weighs its items by
    money. Only back-tested items count.
    """

    _name = "inv.forecast.reader"
    _description = "Forecast Reader"

    def _get_day(self, company):
        """Return the day of the last plan of the company, today before the first."""
        run = self.env["inv.planning.run"].search(
            [
                ("company_id", "=", company.id),
                ("scope", "=", "all"),
                ("state", "=", "done"),
            ],
            order="id desc",
            limit=1,
        )
        return run.date_plan or company._get_inventory_today()

    def _get_site(self, company, site_id):
        """Return the site to look at, none for all of them."""
        sites = self.env["stock.warehouse"]
        if not site_id:
            return sites
        site = sites.search(
            [("id", "=", self._to_id(site_id)), ("company_id", "=", company.id)]
        )
        if not site:
            raise UserError(self.env._("This site is not there any more."))
        return site

    def _to_id(self, value):
        """Return ``value`` as an id; 0 for what cannot be one."""
        is_id = isinstance(value, int) and not isinstance(value, bool)
        return value if is_id and 0 < value < 2**31 else 0

    def _get_scope(self, company, kind, id_, site_id=False):
        """Return what a row of the page stands for, as a dict; refuse the unknown."""
        site = self._get_site(company, site_id)
        scope = {"kind": kind, "site": site, "company": company}
        if kind == "item":
            record = self.env["inv.stocking.point"].search(
                [("id", "=", self._to_id(id_)), ("company_id", "=", company.id)]
            )
            domain = Domain("id", "=", record.id)
        elif kind == "category":
            record = self.env["product.category"].search(
                [("id", "=", self._to_id(id_))]
            )
            domain = Domain("product_id.categ_id", "child_of", record.id)
            domain &= self._get_domain(company, site)
        else:
            raise UserError(self.env._("Choose an item or a category."))
        if not record:
            raise UserError(self.env._("This item or category is not there any more."))
        return {**scope, "record": record, "domain": domain}

    def _get_domain(self, company, site):
        domain = Domain("company_id", "=", company.id)
        return domain & Domain("warehouse_id", "=", site.id) if site else domain

    # ------------------------------------------------------------------------
    # Figures
    # ------------------------------------------------------------------------

    def _get_tested_sql(self):
        return SQL(
            "(point.forecast_source = 'backtest' AND point.forecast_error_rate"
            " IS NOT NULL AND point.naive_error_rate IS NOT NULL)"
        )

    def _get_worse_sql(self):
        """Return the condition that repeating the last week would have been better."""
        return SQL(
            "(%s AND point.forecast_error_rate - point.naive_error_rate >= %s)",
            self._get_tested_sql(),
            SAME_ERROR_RATE,
        )

    def _get_groups(
        self, company, domain, own_ids=(), *, with_spread=False, in_units=False
    ):
        """Return sums by category and site, as dicts; ``own_ids`` one by one.

        Items of a category and site follow the same overrides, so that their sum can
        be overridden in place of each of them; but for those with one of their own.
        Rates and spreads are in money, or in units where every point stands alone.
        """
        query = self.env["inv.stocking.point"]._search(domain)
        cost = self.env["inv.demand.week"]._get_cost_sql("product", company)
        if in_units:
            cost = SQL("1.0::float8")
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT template.categ_id, point.warehouse_id, own.id AS point_id,
                       COUNT(*) AS items, AVG(%(cost)s) AS unit_cost,
                       SUM(usage.value) AS usage,
                       COUNT(*) FILTER (WHERE %(worse)s) AS worse,
                       SUM(usage.value) FILTER (WHERE %(tested)s) AS tested,
                       SUM(usage.value * point.forecast_error_rate)
                           FILTER (WHERE %(tested)s) AS error,
                       SUM(usage.value * point.naive_error_rate)
                           FILTER (WHERE %(tested)s) AS naive,
                       SUM(usage.value * COALESCE(point.forecast_bias_rate, 0))
                           FILTER (WHERE %(tested)s) AS bias,
                       SUM(COALESCE(point.forecast_per_day, 0) * %(cost)s) AS rate,
                       %(spread)s AS spread
                  FROM inv_stocking_point point
                  JOIN product_product product ON product.id = point.product_id
                  JOIN product_template template
                    ON template.id = product.product_tmpl_id
             LEFT JOIN unnest(%(own)s::int[]) AS own(id) ON own.id = point.id
            CROSS JOIN LATERAL (SELECT GREATEST(COALESCE(
                       point.annual_demand_value, 0), 0) AS value) usage
                 WHERE point.id IN %(points)s
              GROUP BY template.categ_id, point.warehouse_id, own.id
                """,
                cost=cost,
                worse=self._get_worse_sql(),
                tested=self._get_tested_sql(),
                spread=self._get_spread_sql(cost) if with_spread else SQL("0.0"),
                own=list(own_ids),
                points=query.subselect(),
            )
        )

    def _get_spread_sql(self, cost):
        """Return the variance of a day, of the forecast before any override."""
        return SQL(
            """
            SUM(%(cost)s ^ 2 * COALESCE(
                (point.derivation ->> 'engine_variance')::float8
                / NULLIF((point.derivation ->> 'engine_days')::float8, 0),
                point.demand_sd_per_day ^ 2, 0))
            """,
            cost=cost,
        )

    def _add(self, groups):
        """Return the sum of ``groups``."""
        names = ("items", "usage", "worse", "tested", "error", "naive", "bias", "rate")
        return {name: sum(group[name] or 0.0 for group in groups) for name in names}

    # ------------------------------------------------------------------------
    # Overrides
    # ------------------------------------------------------------------------

    def _get_open_overrides(self, company, day):
        """Return the overrides that are in force or coming, those of items last."""
        overrides = self.env["inv.forecast.override"].search_fetch(
            [("company_id", "=", company.id), ("date_to", ">=", day)], order="id"
        )
        return sorted(overrides, key=lambda one: bool(one.point_id))

    def _get_own_ids(self, overrides):
        return sorted({one.point_id.id for one in overrides if one.point_id})

    def _get_keys(self, group, paths):
        """Return the scopes that reach a group, as overrides name theirs."""
        keys = [
            ("category", id_, site_id)
            for id_ in paths.get(group["categ_id"], ())
            for site_id in (0, group["warehouse_id"])
        ]
        return {*keys, ("point", group["point_id"])}

    def _get_paths(self, category_ids):
        """Return {category id: ids from the root to it}."""
        categories = self.env["product.category"].search_fetch(
            [("id", "parent_of", [id_ for id_ in category_ids if id_])],
            ["parent_path", "name"],
        )
        return {
            one.id: [int(id_) for id_ in one.parent_path.split("/")[:-1]]
            for one in categories
        }
