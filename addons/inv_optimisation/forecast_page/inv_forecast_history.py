from datetime import timedelta

from odoo import models
from odoo.tools import SQL


class InvForecastHistory(models.AbstractModel):
    """Weekly demand of the past: of categories as kept, of items from the ledger."""

    _name = "inv.forecast.history"
    _description = "Forecast Page: History"

    def _get_categories(self, company, site, categories, day, n_weeks):
        """Return {category id: demand of ``n_weeks`` weeks in money, oldest first}."""
        if not categories:
            return {}
        self.env["inv.demand.week"].flush_model()
        return self._to_weeks(
            SQL(
                """
                SELECT above.id, (%(day)s::date - 1 - week.date) / 7 AS back,
                       SUM(week.demand_value)
                  FROM product_category above
                  JOIN product_category own
                    ON own.parent_path LIKE above.parent_path || '%%'
                  JOIN inv_demand_week week ON week.categ_id = own.id
                 WHERE above.id = ANY(%(ids)s) AND week.company_id = %(company)s
                   AND (%(site)s = 0 OR week.warehouse_id = %(site)s)
                   AND week.date >= %(day)s::date - %(days)s
              GROUP BY above.id, back
                """,
                ids=categories.ids,
                company=company.id,
                site=site.id or 0,
                day=day,
                days=7 * n_weeks,
            ),
            categories.ids,
            n_weeks,
        )

    def _get_items(self, points, day, n_weeks):
        """Return {point id: demand of ``n_weeks`` weeks in units, oldest first}."""
        if not points:
            return {}
        return self._to_weeks(
            SQL(
                """
                SELECT point.id, (%(day)s::date - 1 - ledger.date) / 7 AS back,
                       SUM(%(demand)s)
                  FROM inv_stocking_point point
                  JOIN inv_stock_ledger ledger
                    ON ledger.product_id = point.product_id
                   AND ledger.warehouse_id = point.warehouse_id
                   AND ledger.date >= %(day)s::date - %(days)s
                   AND ledger.date < %(day)s::date
                 WHERE point.id = ANY(%(ids)s)
              GROUP BY point.id, back
                """,
                ids=points.ids,
                demand=self.env["inv.stock.ledger"]._get_demand_sql("ledger"),
                day=day,
                days=7 * n_weeks,
            ),
            points.ids,
            n_weeks,
        )

    def _to_weeks(self, query, ids, n_weeks):
        weeks = {id_: [0.0] * n_weeks for id_ in ids}
        for id_, back, demand in self.env.execute_query(query):
            if 0 <= back < n_weeks:
                weeks[id_][n_weeks - 1 - back] = max(demand or 0.0, 0.0)
        return weeks

    def _get_marks(self, point, day, n_weeks):
        """Return for each week "left_out", "short" of stock, or nothing.

        Left out by a demand correction; before the first movement there was nothing
        to leave out. What nobody could deliver may not have been asked for either.
        """
        provider, last = self.env["inv.provider.demand"], day - timedelta(days=1)
        demand = provider._get_weekly_demand(point, last, n_weeks)[0]
        share = provider._get_available_share(point, last, n_weeks)[0]
        marks, has_begun = [], False
        for value, available in zip(demand.tolist(), share.tolist(), strict=True):
            is_missing = value != value
            has_begun = has_begun or not is_missing
            if is_missing and has_begun:
                marks.append("left_out")
            else:
                marks.append("short" if has_begun and available < 1 else "")
        return marks
