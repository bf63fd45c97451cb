"""A generated company: products, vendors and a year of deliveries by COPY."""

import datetime
import math
import random

from demo_company.loader import BulkLoader

VENDORS = 20
HISTORY_DAYS = 365
PATTERNS = ("smooth", "erratic", "intermittent", "lumpy")
PATTERN_WEIGHTS = (0.60, 0.20, 0.15, 0.05)
#: Spread of the size of an order line, by pattern (log scale).
SIZE_SPREAD = {"smooth": 0.25, "erratic": 0.9, "intermittent": 0.3, "lumpy": 1.1}
ON_HAND = 5


def build(env, options):
    """Create products, moves, stock and vendors; commit; return the products."""
    rng = random.Random(options.seed)
    warehouse = env["stock.warehouse"].search(
        [("company_id", "=", env.company.id)], limit=1
    )
    env.company.horizon_days = 0
    products = _create_products(env, options.products, rng)
    env.flush_all()
    moves = _get_moves(env, warehouse, products, options, rng)
    loader = BulkLoader(env.cr)
    count = loader.load_moves(moves)
    moment = datetime.datetime.now()
    place = warehouse.lot_stock_id.id
    loader.load_quants(
        {(product.id, place): (ON_HAND, moment) for product in products},
        env.company.id,
    )
    env.invalidate_all()
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    return products, count


def create_rules(env, products):
    """Create one automatic reordering rule, 50 to 100, for every product."""
    warehouse = env["stock.warehouse"].search(
        [("company_id", "=", env.company.id)], limit=1
    )
    rules = env["stock.warehouse.orderpoint"].create(
        [
            {
                "product_id": product.id,
                "warehouse_id": warehouse.id,
                "location_id": warehouse.lot_stock_id.id,
                "product_min_qty": 50,
                "product_max_qty": 100,
                "trigger": "auto",
            }
            for product in products
        ]
    )
    env.flush_all()
    env.cr.commit()
    return rules


def _create_products(env, count, rng):
    vendors = env["res.partner"].create(
        [{"name": f"Vendor {i:02d}", "supplier_rank": 1} for i in range(VENDORS)]
    )
    vals_list = []
    for index in range(count):
        cost = round(math.exp(rng.gauss(2.5, 1.0)), 2)
        seller = {
            "partner_id": vendors[index % VENDORS].id,
            "price": cost,
            "delay": rng.randint(3, 20),
            "min_qty": rng.choice([0, 0, 0, 10, 25]),
        }
        vals_list.append(
            {
                "name": f"Product {index:05d}",
                "default_code": f"BENCH-{index:05d}",
                "type": "consu",
                "is_storable": True,
                "standard_price": cost,
                "seller_ids": [(0, 0, seller)],
            }
        )
    return env["product.product"].create(vals_list)


def _get_moves(env, warehouse, products, options, rng):
    """Return deliveries as dicts: a mixture of patterns, a third of them seasonal."""
    today = datetime.date.today()
    base = {
        "company_id": env.company.id,
        "location_id": warehouse.lot_stock_id.id,
        "location_dest_id": env.ref("stock.stock_location_customers").id,
        "picking_type_id": warehouse.out_type_id.id,
        "warehouse_id": warehouse.id,
        "reference": "BENCH/OUT",
        "is_out": True,
    }
    moves = []
    for product in products:
        for day, quantity in _get_demand(options, rng):
            when = datetime.datetime.combine(
                today - datetime.timedelta(days=day), datetime.time(rng.randint(7, 17))
            )
            moves.append(
                {
                    **base,
                    "product_id": product.id,
                    "product_uom": product.uom_id.id,
                    "product_qty": quantity,
                    "quantity": quantity,
                    "value": product.standard_price * quantity,
                    "date": when,
                }
            )
    return moves


def _get_demand(options, rng):
    """Return (days ago, quantity) of the order lines of one product."""
    pattern = rng.choices(PATTERNS, PATTERN_WEIGHTS)[0]
    size = math.exp(rng.gauss(1.6, 0.8))
    lines = max(4, int(rng.gauss(options.lines, options.lines * 0.12)))
    days = range(1, HISTORY_DAYS)
    if pattern in ("intermittent", "lumpy"):
        few = rng.sample(days, max(6, lines // 5))
        chosen = sorted(rng.choices(few, k=lines))
    else:
        chosen = sorted(rng.choices(days, k=lines))
    is_seasonal, phase = rng.random() < 1 / 3, rng.random() * 2 * math.pi
    for day in chosen:
        season = 1 + 0.6 * math.sin(2 * math.pi * day / 365 + phase) * is_seasonal
        spread = math.exp(rng.gauss(0, SIZE_SPREAD[pattern]))
        yield day, max(1, round(size * season * spread))
