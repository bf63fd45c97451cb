"""Transfers between sites: the run over a network, and accepting its suggestions.

Stock is laid at random around the need of each site: in one place of twenty-five there
is none or little, in one of twenty far too much, so that at eight sites about one item
in four is short somewhere.
"""

import csv
import io
import random

import numpy as np

from .meter import Meter

NAME = "transfers"
TARGET = {"run_seconds": 5.0, "accept_200_seconds": 20.0}
LARGE_TARGET = {"run_seconds": 120.0}
ACCEPTED = 200
#: Share of the point's stock laid down: none, little, the plan, far too much.
LEVELS, WEIGHTS = (0.0, 0.3, 1.0, 4.0), (0.01, 0.03, 0.91, 0.05)


def measure(env, options):
    """Return the figures of the run and of the acceptance."""
    build(env, options)
    run = measure_run(env)
    result = {"n": options.products, "sites": options.sites, **run}
    if options.sites <= 10:
        result["accept"] = measure_acceptance(env)
        result["target"] = TARGET
    else:
        result["target"] = LARGE_TARGET
    return result


def measure_run(env):
    """Run over the whole company; return seconds and what came of it."""
    run = env["inv.transfer.run"].create({"company_id": env.company.id})
    with Meter(env) as meter:
        run._execute(commit=True)
    return {
        **meter.result(),
        "suggested": run.suggestion_count,
        "chunks": run.chunk_count,
        "gap_rate": round(run.gap_rate, 6),
        "timings": run.timings,
    }


def measure_acceptance(env):
    """Accept the suggestions with the largest gain."""
    suggestions = env["inv.transfer.suggestion"].search(
        [("state", "=", "new")], limit=ACCEPTED
    )
    with Meter(env) as meter:
        answer = suggestions.action_accept()
        env.cr.commit()
    pickings = suggestions.move_ids.picking_id
    return {
        **meter.result(),
        "accepted": len(answer["accepted"]),
        "pickings": len(pickings),
    }


def build(env, options):
    """Create sites with lanes between all of them, products, points and stock."""
    rng = random.Random(options.seed)
    sites = create_sites(env, options.sites)
    create_lanes(env, sites, rng)
    products = env["product.product"].create(
        [
            {
                "name": f"Item {number:06d}",
                "type": "consu",
                "is_storable": True,
                "weight": rng.uniform(0.1, 5.0),
                "standard_price": (cost := round(rng.lognormvariate(2.5, 1.0), 2)),
                "list_price": round(1.5 * cost, 2),
            }
            for number in range(options.products)
        ]
    )
    env.flush_all()
    fill(env, products, sites, options.seed)
    env.invalidate_all()
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()


def create_sites(env, count):
    """Return ``count`` warehouses of the company."""
    first = env["stock.warehouse"].search(
        [("company_id", "=", env.company.id)], limit=1
    )
    others = env["stock.warehouse"].create(
        [
            {"name": f"Site {number:02d}", "code": f"S{number:02d}"}
            for number in range(1, count)
        ]
    )
    return first | others


def create_lanes(env, sites, rng):
    """Create a lane with a route between each two sites, costs by distance."""
    for target in sites:
        target.resupply_wh_ids = [(6, 0, (sites - target).ids)]
    routes = {
        (route.supplier_wh_id, route.supplied_wh_id): route
        for route in sites.resupply_route_ids
    }
    place = {site: (rng.random(), rng.random()) for site in sites}
    env["inv.lane"].create(
        [
            {
                "source_warehouse_id": source.id,
                "target_warehouse_id": target.id,
                "route_id": routes[source, target].id,
                "cost_per_kg": 0.05 + 0.2 * abs(place[source][0] - place[target][0]),
                "handling_cost_per_unit": 0.1,
                "cost_per_shipment": 40.0
                + 100.0 * abs(place[source][1] - place[target][1]),
                "full_load": 20000.0,
                "lead_time_manual_days": 2.0,
            }
            for source in sites
            for target in sites
            if source != target
        ]
    )


def fill(env, products, sites, seed):
    """Write points and stock of every product at every site, by COPY."""
    from demo_company.loader import BulkLoader  # noqa: PLC0415 - path of the shell

    random_ = np.random.default_rng(seed)
    shape = (len(products), len(sites))
    rate = random_.lognormal(0.0, 1.0, shape)
    lead = random_.integers(5, 30, shape).astype(np.float64)
    safety = np.ceil(2.0 * np.sqrt(rate * lead))
    point = np.ceil(rate * lead + safety)
    level = point + np.ceil(20.0 * rate)
    share = random_.choice(LEVELS, shape, p=WEIGHTS)
    stock = np.round(share * level * random_.uniform(0.5, 1.5, shape))
    columns = {
        "product_id": np.repeat(products.ids, len(sites)),
        "warehouse_id": np.tile(sites.ids, len(products)),
        "company_id": np.full(rate.size, env.company.id),
        "active": np.full(rate.size, True),
        "forecast_per_day": rate.ravel(),
        "demand_sd_per_day": np.sqrt(2.0 * rate).ravel(),
        "lead_time_days": lead.ravel(),
        "lead_time_sd_days": (0.2 * lead).ravel(),
        "safety_stock_qty": safety.ravel(),
        "reorder_point_qty": point.ravel(),
        "order_up_to_qty": level.ravel(),
        "on_hand_qty": stock.ravel(),
    }
    copy_points(env, columns)
    places = [site.lot_stock_id.id for site in sites]
    moment = env.cr.now()
    quants = {
        (product, place): (float(stock[row, column]), moment)
        for row, product in enumerate(products.ids)
        for column, place in enumerate(places)
        if stock[row, column] > 0
    }
    BulkLoader(env.cr).load_quants(quants, env.company.id)


def copy_points(env, columns):
    """Write stocking points from columns."""
    buffer = io.StringIO()
    lists = [values.tolist() for values in columns.values()]
    csv.writer(buffer).writerows(zip(*lists, strict=True))
    buffer.seek(0)
    names = ", ".join(columns)
    env.cr.copy_expert(
        f"COPY inv_stocking_point ({names}) FROM STDIN (FORMAT csv)", buffer
    )
    env.invalidate_all()
