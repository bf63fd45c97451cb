"""Fifty thousand stocking points: one site is planned, the others are copies of it."""

from odoo.tests import new_test_user
from odoo.tools import SQL

from . import data

POINTS = 50000
#: Of ten points so many need no decision, as in a company that is planned every day.
CALM = 7
#: One point of so many has a decision, an open order message, a requisition line.
SPARSE = 10
GROUPS = "inv_optimisation.group_inv_manager,stock.group_stock_manager"


def build(env, options):
    """Return (environment of a manager, products, number of stocking points)."""
    products, _moves = data.build(env, options)
    run = env["inv.planning.run"].create({"company_id": env.company.id})
    run._execute(commit=True)
    sites = create_sites(env, max(POINTS // len(products), 1))
    count = _copy_points(env, sites)
    _set_statuses(env)
    _add_decisions(env)
    boss = new_test_user(env, "inv_benchmark", groups=GROUPS)
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    return env(user=boss.id), products, count


def create_sites(env, count):
    """Create warehouses until there are ``count``; return all of them."""
    sites = env["stock.warehouse"]
    known = sites.search([("company_id", "=", env.company.id)])
    missing = range(len(known), count)
    return known | sites.create(
        [{"name": f"Site {number:02d}", "code": f"P{number}"} for number in missing]
    )


def _copy_points(env, sites):
    """Copy the points of the planned site to all others; return the number of all."""
    points = env["inv.stocking.point"]
    env.flush_all()
    skipped = {"id", "warehouse_id", "orderpoint_id"}
    names = SQL(", ").join(
        SQL.identifier(name)
        for name, field in points._fields.items()
        if field.store and field.column_type and name not in skipped
    )
    env.cr.execute(
        SQL(
            """
            INSERT INTO inv_stocking_point (warehouse_id, %(names)s)
            SELECT site.id, %(names)s
              FROM inv_stocking_point point
        CROSS JOIN (SELECT id FROM stock_warehouse WHERE id = ANY(%(sites)s)) site
             WHERE site.id <> point.warehouse_id
            """,
            names=names,
            sites=sites.ids,
        )
    )
    env.invalidate_all()
    return points.search_count([("company_id", "=", env.company.id)])


def _set_statuses(env):
    """Let most points be healthy; the others keep what the plan says."""
    env.cr.execute(
        """
        UPDATE inv_stocking_point
           SET status = 'healthy', urgency = 8, value_at_stake = 0, excess_value = 0
         WHERE id %% 10 < %s
        """,
        [CALM],
    )


def _add_decisions(env):
    """Add what the workbench has to look at: decisions, messages, lines."""
    env.cr.execute(
        """
        INSERT INTO inv_workbench_decision (point_id, company_id, product_id,
               warehouse_id, kind, user_id, decided_datetime, batch, date_until)
        SELECT id, company_id, product_id, warehouse_id,
               CASE WHEN id %% 20 < 10 THEN 'approve' ELSE 'defer' END, %(user)s,
               planned_datetime - INTERVAL '1 day', 'batch ' || id,
               (planned_datetime + (id %% 3 - 1) * INTERVAL '1 day')::date
          FROM inv_stocking_point WHERE id %% %(sparse)s = 8
        """,
        {"user": env.uid, "sparse": SPARSE},
    )
    env.cr.execute(
        """
        INSERT INTO inv_exception_snapshot
               (company_id, warehouse_id, date, kind, item_count, value)
        SELECT site.company_id, site.id, current_date - day, kind, 100 + day, 1000
          FROM stock_warehouse site
    CROSS JOIN generate_series(1, 60) AS day
    CROSS JOIN unnest(ARRAY['stocked_out', 'at_risk', 'below_reorder_point',
                            'surplus_on_order', 'excess', 'data_problem']) AS kind
        """
    )
