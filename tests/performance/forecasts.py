"""The forecast page at 50,000 stocking points: rows, a large category, the night."""

from odoo.tools import SQL

from . import data, kpi
from .meter import Meter

NAME = "forecasts"
CATEGORIES = 10
#: Most items a page asks for; the largest category has a tenth of all points.
TARGET = {"seconds": 1.0, "detail_seconds": 2.0}


def measure(env, options):
    """Return the figures of the list, of a category and of keeping its weeks."""
    products, _moves = data.build(env, options)
    env["inv.stock.ledger.refresh"]._refresh(env.company, rebuild=True)
    points = kpi.spread(env, env.company, products)
    categories = sort_products(env, products)
    plan(env)
    today = env.company._get_inventory_today()
    with Meter(env) as night:
        env["inv.demand.week"]._refresh(env.company, today)
    env.cr.commit()
    env.cr.execute("ANALYZE")
    override(env, categories, today)
    page = env["inv.forecast.page"]
    results = {}
    for name, call in (
        ("rows_of_categories", lambda: page.get_rows({"kind": "categories"})),
        ("rows_of_items", lambda: page.get_rows({"kind": "items", "sort": "added"})),
        ("detail_of_a_category", lambda: page.get_detail("category", categories[0].id)),
    ):
        call()
        with Meter(env) as meter:
            call()
        results[name] = meter.result()
    return {
        "n": points,
        "items_of_the_category": points // CATEGORIES,
        **results["rows_of_categories"],
        "night": night.result(),
        **results,
        "target": TARGET,
    }


def sort_products(env, products):
    """Put the products into categories below one; return the categories."""
    root = env["product.category"].create({"name": "All of them"})
    categories = env["product.category"].create(
        [
            {"name": f"Category {number}", "parent_id": root.id}
            for number in range(CATEGORIES)
        ]
    )
    env.flush_all()
    env.cr.execute(
        SQL(
            """
            UPDATE product_template t
               SET categ_id = (%(ids)s::int[])[1 + p.id %% %(count)s]
              FROM product_product p
             WHERE p.product_tmpl_id = t.id AND p.id = ANY(%(products)s)
            """,
            ids=categories.ids,
            count=CATEGORIES,
            products=products.ids,
        )
    )
    env.invalidate_all()
    return categories


def plan(env):
    """Give the points what a plan would: rates, values and a record of 2 kB."""
    env.cr.execute(
        """
        UPDATE inv_stocking_point
           SET annual_demand_value = 100 + id %% 5000, forecast_per_day = 1 + id %% 7,
               demand_sd_per_day = 1.5,
               derivation = jsonb_build_object(
                   'inputs', (SELECT jsonb_object_agg('input_' || n, n * id * 1.37)
                                FROM generate_series(1, 60) n))
        """.replace("%%", "%")
    )
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    env.invalidate_all()


def override(env, categories, today):
    """Override three categories and an item, so that it is part of the figures."""
    common = {
        "date_from": today,
        "date_to": today.replace(year=today.year + 1),
        "value": 20,
        "reason_code": "promotion",
        "note": "Benchmark",
    }
    point = env["inv.stocking.point"].search(
        [("company_id", "=", env.company.id)], limit=1
    )
    env["inv.forecast.override"].create(
        [
            *({**common, "categ_id": one.id} for one in categories[:3]),
            {**common, "point_id": point.id, "kind": "quantity_day"},
        ]
    )
    env.cr.commit()
