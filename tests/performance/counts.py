"""Posting of counted lines, and fifty of them beside core's own adjustment."""

import time
import uuid

from odoo import fields
from odoo.tests import new_test_user

from .meter import Meter

NAME = "counts"
BINS = 50
COMPARED = 50
EVENTS = 40
ROUNDS = 5
BOOK, COUNTED = 20, 18


def measure(env, options):
    """Return the figures of posting ``options.counts`` lines in the background."""
    places, products = build(env, options.counts)
    lines = count(env, places, products)
    with Meter(env) as posting:
        runs = env["inv.count.posting"]._queue_runs()
        runs._execute()
    wrong = env["stock.quant"].search_count(
        [("location_id", "in", places.ids), ("quantity", "!=", COUNTED)]
    )
    event = time_events(env, places, products)
    ours, core = compare(env, places, products)
    return {
        "n": len(lines),
        **posting.result(),
        "posted": len(lines.filtered(lambda line: line.state == "posted")),
        "wrong_records": wrong,
        "fifty_lines": ours,
        "core_fifty_lines": core,
        "ratio_to_core": round(ours["seconds"] / core["seconds"], 2),
        "count_event": event,
        "target": {"seconds": 60, "ratio_to_core": 1.2, "event_ms": 150},
    }


def build(env, n_lines):
    """Create bins and products with stock; every product lies in every bin."""
    warehouse = env["stock.warehouse"].search(
        [("company_id", "=", env.company.id)], limit=1
    )
    places = env["stock.location"].create(
        [
            {
                "name": f"BENCH-{index:03d}",
                "location_id": warehouse.lot_stock_id.id,
                "usage": "internal",
            }
            for index in range(BINS)
        ]
    )
    products = env["product.product"].create(
        [
            {
                "name": f"Counted {index:04d}",
                "type": "consu",
                "is_storable": True,
                "standard_price": 10,
            }
            for index in range(max(n_lines // BINS, 1))
        ]
    )
    set_stock(env, places, products)
    env.cr.commit()
    return places, products


def set_stock(env, places, products):
    """Lay the same quantity of every product into every bin, by SQL."""
    env.cr.execute(
        """
        INSERT INTO stock_quant (product_id, location_id, company_id, quantity,
            reserved_quantity, in_date, inventory_quantity_set)
        SELECT product, place, %s, %s, 0, NOW() AT TIME ZONE 'UTC', FALSE
          FROM UNNEST(%s) product CROSS JOIN UNNEST(%s) place
        """,
        [env.company.id, BOOK, products.ids, places.ids],
    )
    env.invalidate_all()


def count(env, places, products):
    """Count every record two short and approve it; return the lines."""
    warehouse = places.warehouse_id
    session = env["inv.count.session"].create(
        {"warehouse_id": warehouse.id, "recount_by": "none", "state": "counting"}
    )
    session._add_positions(
        [(place, item) for place in places.ids for item in products.ids]
    )
    now = fields.Datetime.now()
    session.line_ids.write(
        {
            "counted_qty": COUNTED,
            "counted_datetime": now,
            "first_scan_datetime": now,
            "is_counted": True,
            "state": "approved",
            "unit_cost": 10,
        }
    )
    session.place_ids.write({"state": "submitted"})
    env.cr.commit()
    return session.line_ids


def time_events(env, places, products):
    """Return the milliseconds of one count that the station sends."""
    counter = new_test_user(
        env, "bench_counter", groups="inv_cycle_count.group_counter"
    )
    session = env["inv.count.session"].create(
        {"warehouse_id": places.warehouse_id.id, "user_id": counter.id}
    )
    session._add_positions([(places[:1].id, item) for item in products.ids])
    env.cr.commit()
    station = env["inv.scan.station"].with_user(counter)
    times, queries = [], []
    for item in products[:EVENTS]:
        event = {
            "uuid": str(uuid.uuid4()),
            "sequence": 1,
            "task": "count",
            "state": "count",
            "time": time.time() * 1000,
            "payload": {
                "place_id": session.place_ids.id,
                "product_id": item.id,
                "quantity": COUNTED,
            },
        }
        with Meter(env) as meter:
            (answer,) = station.submit_events("bench", [event])["answers"]
        if answer["state"] != "done":
            raise RuntimeError(answer["message"])
        env.cr.commit()
        times.append(1000 * meter.seconds)
        queries.append(meter.queries)
    times.sort()
    return {
        "n": len(times),
        "median_ms": round(times[len(times) // 2], 1),
        "max_ms": round(times[-1], 1),
        "queries": max(queries),
    }


def compare(env, places, products):
    """Return the medians of posting fifty lines and of core adjusting fifty."""
    ours, core = [], []
    for _round in range(ROUNDS):
        ours.append(measure_ours(env, places, products))
        core.append(measure_core(env, places))
    return [
        sorted(results, key=lambda result: result["seconds"])[ROUNDS // 2]
        for results in (ours, core)
    ]


def measure_ours(env, places, products):
    """Return the figures of fifty lines of ours; stock is as before afterwards."""
    lines = count(env, places[:1], products[:COMPARED])
    env.cr.execute(
        "UPDATE stock_quant SET quantity = %s WHERE location_id = %s",
        [BOOK, places[:1].id],
    )
    env.cr.commit()
    env.invalidate_all()
    with Meter(env) as meter:
        env["inv.count.poster"]._post(lines)
    env.cr.commit()
    return meter.result()


def measure_core(env, places):
    """Return the figures of fifty stock records that core adjusts itself."""
    env.cr.execute(
        "UPDATE stock_quant SET quantity = %s WHERE location_id = %s",
        [BOOK, places[:1].id],
    )
    env.cr.commit()
    env.invalidate_all()
    quants = env["stock.quant"].search(
        [("location_id", "=", places[:1].id)], limit=COMPARED
    )
    # The line beside core's adjustment: our bridge is loaded and looks for requests.
    with Meter(env) as meter:
        for quant in quants.with_context(inventory_mode=True):
            quant.inventory_quantity = COUNTED
        quants.with_context(
            inventory_mode=True, inv_count_posting=True
        ).action_apply_inventory()
    env.cr.commit()
    return meter.result()
