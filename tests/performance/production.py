"""A generated plant: products of ten components each, their orders and supply.

Twenty orders are made through the ORM; the others are copies of their rows, so that
thousands take seconds.
"""

import datetime
import random

PRODUCTS, COMPONENTS, LINES = 20, 600, 10
RECEIPTS_PER_COMPONENT = 3


def build(env, options):
    """Create ``options.orders`` confirmed orders; return the open orders."""
    rng = random.Random(options.seed)
    warehouse = env["stock.warehouse"].search(
        [("company_id", "=", env.company.id)], limit=1
    )
    warehouse.manu_type_id.reservation_method = "manual"
    parts = _create_products(env, "Part", COMPONENTS)
    made = _create_products(env, "Product", PRODUCTS)
    env["mrp.bom"].create(
        [
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "bom_line_ids": [
                    (0, 0, {"product_id": part.id, "product_qty": rng.randint(1, 3)})
                    for part in rng.sample(list(parts), LINES)
                ],
            }
            for product in made
        ]
    )
    now = datetime.datetime.now()
    orders = env["mrp.production"].create(
        [
            {
                "product_id": product.id,
                "product_qty": 10,
                "date_start": now + datetime.timedelta(days=number % 20),
            }
            for number, product in enumerate(made)
        ]
    )
    orders.action_confirm()
    _receive(env, warehouse, parts, rng, now)
    for part in parts:
        env["stock.quant"]._update_available_quantity(
            part, warehouse.lot_stock_id, rng.randint(1, 800)
        )
    env.flush_all()
    _copy_orders(env, orders, max(options.orders // PRODUCTS - 1, 0))
    env.invalidate_all()
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    return env["mrp.production"].search([("state", "=", "confirmed")])


def _create_products(env, name, count):
    return env["product.product"].create(
        [
            {
                "name": f"{name} {number:04d}",
                "type": "consu",
                "is_storable": True,
                "list_price": 50.0,
                "standard_price": 20.0,
            }
            for number in range(count)
        ]
    )


def _receive(env, warehouse, parts, rng, now):
    suppliers = env.ref("stock.stock_location_suppliers")
    moves = env["stock.move"].create(
        [
            {
                "product_id": part.id,
                "product_uom_qty": rng.randint(100, 500),
                "location_id": suppliers.id,
                "location_dest_id": warehouse.lot_stock_id.id,
                "date": now + datetime.timedelta(days=rng.randint(1, 40)),
            }
            for part in parts
            for _number in range(RECEIPTS_PER_COMPONENT)
        ]
    )
    moves._action_confirm(merge=False)


def _copy_orders(env, orders, times):
    """Copy the rows of ``orders`` and of their moves ``times`` times."""
    if not times:
        return
    order_step = _copy_rows(
        env,
        "mrp_production",
        ("id", "=", orders.ids),
        times,
        {"name": "name || '-' || n"},
    )
    for column in ("raw_material_production_id", "production_id"):
        _copy_rows(
            env,
            "stock_move",
            (column, "=", orders.ids),
            times,
            {column: f"{column} + {order_step} * n"},
        )


def _copy_rows(env, table, condition, times, changed):
    """Copy rows; ids grow by a step for each copy, which is returned."""
    cr = env.cr
    cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
        " ORDER BY ordinal_position",
        [table],
    )
    columns = [row[0] for row in cr.fetchall()]
    cr.execute(f"SELECT MAX(id) - MIN(id) + 1, MAX(id) FROM {table}")  # noqa: S608
    step, last = cr.fetchone()
    changed = {"id": f"id + {step} * n", **changed}
    cr.execute(
        f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608
        f" SELECT {', '.join(changed.get(name, name) for name in columns)}"
        f" FROM {table}, generate_series(1, %s) n WHERE {condition[0]} = ANY(%s)",
        [times, condition[2]],
    )
    cr.execute(
        f"SELECT setval('{table}_id_seq', %s)",
        [last + step * times],
    )
    return step
