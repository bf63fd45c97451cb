"""Cycle counts: planning the programme of a warehouse.

Each measurement is a function of ``env``, the built data and ``options`` that returns
its figures; ``MEASUREMENTS`` names them in their order.
"""

import datetime
import random

from .meter import Meter

NAME = "programme"
TARGET = {"plan_seconds": 20.0, "replan_seconds": 20.0}
PLACES = 5000
ZONES = 20
CLASSES = (("A", 0.1), ("B", 0.3), ("C", 1.0))


def measure(env, options):
    """Return the figures of all measurements."""
    data = build(env, options)
    results = {name: function(env, data) for name, function in MEASUREMENTS.items()}
    total = {name: results["plan"][name] for name in ("seconds", "queries", "peak_mb")}
    return {"n": options.positions, **total, **results, "target": TARGET}


def build(env, options):
    """Create places, items with stock and classes, and a programme."""
    from demo_company.loader import BulkLoader  # noqa: PLC0415 - path of the shell

    rng = random.Random(options.seed)
    warehouse = env["stock.warehouse"].search(
        [("company_id", "=", env.company.id)], limit=1
    )
    places = _create_places(env, warehouse)
    n_products = min(options.products, options.positions)
    products = env["product.product"].create(
        [
            {
                "name": f"Item {number:06d}",
                "type": "consu",
                "is_storable": True,
                "standard_price": round(rng.lognormvariate(2.5, 1.0), 2),
            }
            for number in range(n_products)
        ]
    )
    env["inv.stocking.point"].create(
        [_prepare_point(product, warehouse, rng) for product in products]
    )
    env.flush_all()
    moment = datetime.datetime.now() - datetime.timedelta(days=200)
    quants = {}
    while len(quants) < options.positions:
        key = (rng.choice(products.ids), rng.choice(places.ids))
        quants[key] = (rng.randint(1, 200), moment)
    BulkLoader(env.cr).load_quants(quants, env.company.id)
    programme = _create_programme(env, warehouse, options)
    env.invalidate_all()
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    return programme


def _create_places(env, warehouse):
    zones = env["stock.location"].create(
        [
            {
                "name": f"Zone {number:02d}",
                "usage": "view",
                "location_id": warehouse.lot_stock_id.id,
            }
            for number in range(ZONES)
        ]
    )
    return env["stock.location"].create(
        [
            {
                "name": f"P-{number:05d}",
                "usage": "internal",
                "location_id": zones[number % ZONES].id,
            }
            for number in range(PLACES)
        ]
    )


def _prepare_point(product, warehouse, rng):
    draw = rng.random()
    return {
        "product_id": product.id,
        "warehouse_id": warehouse.id,
        "company_id": warehouse.company_id.id,
        "abc_class": next(name for name, share in CLASSES if draw <= share),
    }


def _create_programme(env, warehouse, options):
    rule = env["inv.count.rule"]
    return env["inv.count.programme"].create(
        {
            "warehouse_id": warehouse.id,
            # About 120,000 counts a year of 50,000 positions.
            "counters_per_day": max(options.positions // 2000, 1),
            "minutes_per_counter": 60.0,
            "rule_ids": [(0, 0, vals) for vals in rule._get_defaults()],
        }
    )


def measure_plan(env, programme):
    """Plan everything for the first time, without making sessions."""
    axis = programme._get_day_axis()
    with Meter(env) as meter:
        env["inv.count.trigger"]._detect(programme, axis)
        env["inv.count.planner"]._plan(programme, axis)
    left = env["inv.count.plan"]._read_group([], ["left_out"], ["__count"])
    return {**meter.result(), "left_out": {name or "": n for name, n in left}}


def measure_replan(env, programme):
    """Plan again: nothing changes."""
    axis = programme._get_day_axis()
    with Meter(env) as meter:
        env["inv.count.trigger"]._detect(programme, axis)
        facts = env["inv.count.planner"]._get_facts(programme, axis)
        env["inv.count.planner"]._allocate(programme, axis, facts)
        changed = env["inv.count.plan.writer"]._write_plan(programme, axis, facts)
    return {**meter.result(), "changed": changed}


def measure_sessions(env, programme):
    """Make the sessions of two days."""
    with Meter(env) as meter:
        sessions = env["inv.count.scheduler"]._schedule(
            programme, programme._get_day_axis()
        )
    return {
        **meter.result(),
        "sessions": len(sessions),
        "lines": len(sessions.line_ids),
    }


def measure_page(env, programme):
    """Open the page of the programme."""
    with Meter(env) as meter:
        env["inv.count.programme"].get_programme_data({"programme_id": programme.id})
    return meter.result()


def measure_accuracy(env, programme):
    """Open the page of record accuracy over 100,000 counts of a year."""
    count = _insert_counts(env, programme)
    with Meter(env) as meter:
        data = env["inv.count.accuracy"].get_record_accuracy({"days": 365})
    return {**meter.result(), "lines": count, "counted": data["headline"]["counted"]}


def _insert_counts(env, programme):
    """Write counts of all positions, again and again, by one INSERT a session."""
    count = 0
    while count < ACCURACY_LINES:
        session = env["inv.count.session"].create(
            {"warehouse_id": programme.warehouse_id.id, "kind": "sample"}
        )
        env.flush_all()
        env.cr.execute(COUNTS_SQL, [session.id, ACCURACY_LINES - count])
        if not env.cr.rowcount:
            break
        count += env.cr.rowcount
    env["inv.count.line"].invalidate_model()
    env.cr.execute("ANALYZE inv_count_line")
    return count


ACCURACY_LINES = 100000
COUNTS_SQL = """
    INSERT INTO inv_count_line (session_id, company_id, warehouse_id, kind,
           location_id, zone_id, product_id, item_class, state, is_counted, is_hit,
           first_expected_qty, first_counted_qty, unit_cost, variance_qty,
           variance_value, counted_datetime)
    SELECT session.id, session.company_id, session.warehouse_id, session.kind,
           plan.location_id, plan.zone_id, plan.product_id, plan.item_class, 'posted',
           TRUE, plan.id %% 25 <> 0, 10, 10, 5, 0, 0,
           NOW() AT TIME ZONE 'UTC' - make_interval(hours => (plan.id %% 8000)::int)
      FROM inv_count_plan plan, inv_count_session session
     WHERE session.id = %s AND plan.product_id IS NOT NULL
     LIMIT %s
"""
MEASUREMENTS = {
    "plan": measure_plan,
    "replan": measure_replan,
    "sessions": measure_sessions,
    "page": measure_page,
    "accuracy": measure_accuracy,
}
