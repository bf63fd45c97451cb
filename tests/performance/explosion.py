"""Explosion of bills of material: reading them, levels and requirements by week."""

import random
import time

import numpy as np

from odoo.addons.inv_optimisation.kernel.production.bill_of_materials import BomLines
from odoo.addons.inv_optimisation.kernel.production.explosion import explode

from .meter import Meter

NAME = "explosion"
LEVELS, LINES, WEEKS = 6, 6, 13
TARGET = {"seconds": 5.0}


def measure(env, options):
    """Return the figures for ``options.boms`` bills of six levels."""
    per_level = max(options.boms // LEVELS, 1)
    levels = [_create_products(env, level, per_level) for level in range(LEVELS + 1)]
    _create_bills(env, levels, options.seed)
    with Meter(env) as reading:
        lines = env["inv.provider.bom"]._get_lines(env.company)
    watch = time.perf_counter()
    seconds = _explode(lines, levels[0])
    return {
        "n": per_level * LEVELS,
        "lines": len(lines["parent"]),
        "seconds": round(reading.seconds + time.perf_counter() - watch, 3),
        "queries": reading.queries,
        "peak_mb": reading.result()["peak_mb"],
        "read_seconds": round(reading.seconds, 3),
        "explode_seconds": round(seconds, 3),
        "target": TARGET,
    }


def _explode(lines, tops):
    """Explode a demand for the products of the top level; return the seconds."""
    products, index = np.unique(
        np.concatenate([lines["parent"], lines["component"]]), return_inverse=True
    )
    size = len(lines["parent"])
    bills = BomLines(index[:size], index[size:], lines["usage"], np.zeros(size))
    demand = np.zeros((len(products), WEEKS))
    demand[np.isin(products, tops)] = 5.0
    start = time.perf_counter()
    found = explode(demand, bills, offset=np.ones(len(products)))
    if found.low_level_code.max() != LEVELS:
        raise ValueError("the bills do not have the levels they should have")
    return time.perf_counter() - start


def _create_products(env, level, count):
    """Insert products by SQL, which is minutes by the ORM; return their ids."""
    product = env["product.product"].create(
        {"name": f"Level {level}", "type": "consu", "is_storable": True}
    )
    env.flush_all()
    template = product.product_tmpl_id.id
    templates = _copy(env, "product_template", template, range(count))
    return _copy(env, "product_product", product.id, templates, "product_tmpl_id")


def _copy(env, table, id_, values, column=None):
    """Copy a row once for each of ``values``, which ``column`` gets; return the ids."""
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND column_name != 'id'",
        [table],
    )
    names = [row[0] for row in env.cr.fetchall()]
    picked = ["value" if name == column else name for name in names]
    env.cr.execute(
        f"INSERT INTO {table} ({', '.join(names)})"  # noqa: S608
        f" SELECT {', '.join(picked)} FROM {table}, unnest(%s::int[]) AS value"
        " WHERE id = %s RETURNING id",
        [list(values), id_],
    )
    return [row[0] for row in env.cr.fetchall()]


def _create_bills(env, levels, seed):
    rng = random.Random(seed)
    unit = env.ref("uom.product_uom_unit").id
    parents = [product for level in levels[:-1] for product in level]
    env.cr.execute(
        "INSERT INTO mrp_bom (product_tmpl_id, product_id, product_qty, product_uom_id,"
        " type, active, consumption, ready_to_produce, company_id, sequence)"
        " SELECT product.product_tmpl_id, product.id, 1, %s, 'normal', TRUE, 'warning',"
        " 'all_available', %s, 1 FROM product_product product WHERE id = ANY(%s)"
        " RETURNING id, product_id",
        [unit, env.company.id, parents],
    )
    bill_by_product = {product: bill for bill, product in env.cr.fetchall()}
    rows = [
        (bill_by_product[product], part, rng.randint(1, 3), unit)
        for above, below in zip(levels[:-1], levels[1:], strict=True)
        for product in above
        for part in rng.sample(below, min(LINES, len(below)))
    ]
    env.cr.execute(
        "INSERT INTO mrp_bom_line (bom_id, product_id, product_qty, product_uom_id)"
        " SELECT * FROM unnest(%s::int[], %s::int[], %s::float[], %s::int[])",
        [list(column) for column in zip(*rows, strict=True)],
    )
    env.cr.execute("ANALYZE")
