"""KPIs: the snapshot of a day, the past months once, and opening the page."""

from odoo.tools import SQL

from . import data
from .meter import Meter

NAME = "kpi"
#: Products lie in as many sites as make so many stocking points.
POINTS = 50000
TARGET = {"seconds": 60.0, "queries": 120}
GOAL = {"seconds": 20.0, "queries": 60}
LEDGER_COLUMNS = (
    "issued_qty, requested_qty, returned_qty, received_qty, transferred_in_qty,"
    " transferred_out_qty, adjusted_qty, scrapped_qty, issue_count,"
    " largest_issue_qty, issue_value, cogs_value, net_value"
)


def measure(env, options):
    """Return the figures of a day's snapshot; with the past months and the page."""
    products, moves = data.build(env, options)
    env["inv.stock.ledger.refresh"]._refresh(env.company, rebuild=True)
    points = spread(env, env.company, products)
    snapshot = env["inv.kpi.snapshot"]
    with Meter(env) as first:
        snapshot._snapshot(env.company)
    env.cr.commit()
    with Meter(env) as daily:
        snapshot._snapshot(env.company)
    env.cr.commit()
    with Meter(env) as page:
        env["inv.kpi.dashboard"].get_dashboard_data({})
    return {
        "n": points,
        "moves": moves,
        **daily.result(),
        "with_past_months": first.result(),
        "page": page.result(),
        "target": TARGET,
        "goal": GOAL,
    }


def spread(env, company, products):
    """Let every product lie in all sites, with the ledger of the first one."""
    sites = max(POINTS // len(products), 1)
    main = env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1)
    env["stock.warehouse"].create(
        [
            {"name": f"Site {number}", "code": f"K{number}", "company_id": company.id}
            for number in range(1, sites)
        ]
    )
    env.flush_all()
    env.cr.execute(
        SQL(
            """
            INSERT INTO inv_stock_ledger
                   (product_id, warehouse_id, company_id, date, %(columns)s)
            SELECT ledger.product_id, w.id, ledger.company_id, ledger.date, %(columns)s
              FROM inv_stock_ledger ledger
              JOIN stock_warehouse w ON w.company_id = ledger.company_id
               AND w.id <> %(main)s
             WHERE ledger.warehouse_id = %(main)s
            """,
            columns=SQL(LEDGER_COLUMNS),
            main=main.id,
        )
    )
    env.cr.execute(
        """
        INSERT INTO inv_stocking_point (product_id, warehouse_id, company_id, active,
               abc_class, forecast_source, forecast_error_rate, naive_error_rate,
               forecast_bias_rate, stock_value_recommended, planned_datetime)
        SELECT product.id, w.id, w.company_id, TRUE,
               (ARRAY['A', 'B', 'C'])[1 + product.id %% 3], 'backtest', 0.3, 0.5, 0.02,
               100, now()
          FROM unnest(%s::int[]) AS product(id)
    CROSS JOIN stock_warehouse w WHERE w.company_id = %s
        """,
        [products.ids, company.id],
    )
    count = env.cr.rowcount
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    env.invalidate_all()
    return count
