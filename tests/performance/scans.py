"""Parsing many codes, and answering one scan among a hundred thousand quants."""

import random
import time
import uuid

from demo_company.loader import BulkLoader

from odoo.addons.inv_handheld.tests.fuzz import get_codes

from .meter import Meter

NAME = "scans"
QUANTS, PRODUCTS, PLACES = 100_000, 2_000, 2_000
#: Places of one item that is everywhere.
EVERYWHERE = 5_000
BATCH = 1_000
SCANS = 60


def measure(env, options):
    """Return the figures of parsing ``options.codes`` codes and of single scans."""
    rng = random.Random(options.seed)
    products, places, widest = _build(env, rng)
    known = [product.barcode for product in products] + places.mapped("barcode")
    codes = [
        rng.choice(known) if rng.random() < 0.3 else code
        for code in get_codes(options.codes, options.seed)
    ]
    parser, kinds = env["inv.scan.parser"], {}
    with Meter(env) as parsing:
        for start in range(0, len(codes), BATCH):
            for answer in parser.parse(codes[start : start + BATCH]):
                kinds[answer["kind"]] = kinds.get(answer["kind"], 0) + 1
    scans = [rng.choice(known) for _scan in range(SCANS)]
    return {
        "n": len(codes),
        **parsing.result(),
        "answers": sum(kinds.values()),
        "kinds": dict(sorted(kinds.items())),
        "quants": QUANTS,
        "scan": _time_scans(env, scans, places[0]),
        "scan_item_everywhere": {
            "places": EVERYWHERE,
            **_time_scans(env, [widest.barcode] * 20, places[0]),
        },
        "target": {"scan_ms": 150},
    }


def _build(env, rng):
    """Create items and places, and quants by COPY; return the widest item too."""
    stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
    products = env["product.product"].create(
        [
            {
                "name": f"Item {index:05d}",
                "type": "consu",
                "is_storable": True,
                "default_code": f"SCAN-{index:05d}",
                "barcode": f"SCAN{index:08d}",
            }
            for index in range(PRODUCTS)
        ]
    )
    places = env["stock.location"].create(
        [
            {
                "name": f"S-{index:05d}",
                "barcode": f"S-{index:05d}",
                "location_id": stock.id,
            }
            for index in range(max(PLACES, EVERYWHERE))
        ]
    )
    moment = env.cr.now()
    widest = products[0]
    stocked = {(widest.id, place.id): (rng.randint(1, 50), moment) for place in places}
    while len(stocked) < QUANTS:
        key = (rng.choice(products.ids), rng.choice(places.ids[:PLACES]))
        stocked[key] = (rng.randint(1, 500), moment)
    env.flush_all()
    BulkLoader(env.cr).load_quants(stocked, env.company.id)
    env.invalidate_all()
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    return products, places, widest


def _time_scans(env, codes, here):
    """Return median, 95th percentile and maximum of single scans in milliseconds."""
    times, queries = [], []
    station = env["inv.scan.station"]
    for code in [codes[0], *codes]:
        event = {
            "uuid": str(uuid.uuid4()),
            "task": "lookup",
            "state": "scan",
            "scan": code,
            "payload": {"here": here.id},
        }
        env.invalidate_all()
        before = env.cr.sql_log_count
        start = time.perf_counter()
        (answer,) = station.submit_events("benchmark", [event])["answers"]
        env.flush_all()
        times.append(1000 * (time.perf_counter() - start))
        queries.append(env.cr.sql_log_count - before)
        if answer["state"] != "done":
            raise RuntimeError(answer["message"])
    # The first fills the caches of the registry.
    times, queries = sorted(times[1:]), queries[1:]
    return {
        "n": len(times),
        "median_ms": round(times[len(times) // 2], 1),
        "p95_ms": round(times[int(len(times) * 0.95) - 1], 1),
        "max_ms": round(times[-1], 1),
        "queries": max(queries),
    }
