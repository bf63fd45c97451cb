from odoo import api, fields, models
from odoo.tools import SQL

#: Weeks of demand that the forecast page shows.
HISTORY_WEEKS = 52


class InvDemandWeek(models.Model):
    """What the planned items of a category were asked for at a site in a week.

    Kept by the nightly run, because a category may hold tens of thousands of items
    and nobody waits for their ledger. In money at today's cost: units differ.
    """

    _name = "inv.demand.week"
    _description = "Demand of a Category by Week"
    _order = "date desc, categ_id, warehouse_id"
    _log_access = False
    _rec_name = "categ_id"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    categ_id = fields.Many2one(
        "product.category", required=True, readonly=True, ondelete="cascade"
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, readonly=True, ondelete="cascade"
    )
    date = fields.Date(
        string="Week From",
        required=True,
        readonly=True,
        help="First of seven days; the last week ends the day before the plan.",
    )
    demand_value = fields.Float(
        string="Demand",
        readonly=True,
        help="What was asked for less returns, at today's cost, in the currency of "
        "the company.",
    )

    _category_week = models.UniqueIndex("(company_id, categ_id, warehouse_id, date)")

    @api.model
    def _refresh(self, company, today):
        """Write the weeks of ``company`` before ``today`` anew: two statements."""
        for name in ("product.product", "product.template", "inv.stocking.point"):
            self.env[name].flush_model()
        self.env.cr.execute(
            SQL("DELETE FROM inv_demand_week WHERE company_id = %s", company.id)
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO inv_demand_week
                       (company_id, categ_id, warehouse_id, date, demand_value)
                SELECT %(company)s, template.categ_id, ledger.warehouse_id,
                       %(today)s::date - 7 * (1 + week.back),
                       SUM(%(demand)s * %(cost)s)
                  FROM inv_stock_ledger ledger
            CROSS JOIN LATERAL (SELECT (%(today)s::date - 1 - ledger.date) / 7 AS back)
                       week
                  JOIN inv_stocking_point point
                    ON point.product_id = ledger.product_id
                   AND point.warehouse_id = ledger.warehouse_id AND point.active
                  JOIN product_product product ON product.id = ledger.product_id
                  JOIN product_template template
                    ON template.id = product.product_tmpl_id
                 WHERE ledger.company_id = %(company)s
                   AND ledger.date >= %(today)s::date - %(days)s
                   AND ledger.date < %(today)s::date
                   AND template.categ_id IS NOT NULL
              GROUP BY template.categ_id, ledger.warehouse_id, week.back
                """,
                company=company.id,
                today=today,
                days=7 * HISTORY_WEEKS,
                demand=self.env["inv.stock.ledger"]._get_demand_sql("ledger"),
                cost=self._get_cost_sql("product", company),
            )
        )
        self.invalidate_model()

    @api.model
    def _get_cost_sql(self, alias, company):
        """Return the cost of a unit of the product ``alias``."""
        return SQL(
            "COALESCE((%s ->> %s)::float8, 0)",
            SQL.identifier(alias, "standard_price"),
            str(company.id),
        )
