"""The stock position at 100,000 quants: its tiles, and the first page by item."""

import datetime

from demo_company.loader import MOVE_COLUMNS, BulkLoader

from . import points, workbench
from .meter import Meter

NAME = "stock-position"
#: One point of so many has a receipt and a delivery under way.
SPARSE = 5
#: As in the list view.
GROUPS, ROWS = 20, 60
TARGET = {"tiles_seconds": 2.0, "page_seconds": 2.0}
NUMBERS = ("float", "integer", "monetary")


def measure(env, options):
    """Return the figures of the grouped first page; with tiles and one group."""
    env, products, count = points.build(env, options)
    sites = env["stock.warehouse"].search([("company_id", "=", env.company.id)])
    quants = _add_quants(env, sites)
    moves = _add_open_moves(env, sites, products)
    env.invalidate_all()
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    return {"n": count, "quants": quants, "moves": moves, **_measure(env, products)}


def _measure(env, products):
    position = env["inv.stock.position"]
    fields = workbench.get_specification(
        env, "inv_optimisation.inv_stock_position_view_list"
    )
    domain = [("is_out_of_range", "=", True)]
    position.get_tiles()
    with Meter(env) as tiles:
        position.get_tiles()
    with Meter(env) as page:
        groups = position.web_read_group(
            domain,
            ["product_id"],
            _get_aggregates(position, fields),
            limit=GROUPS,
            auto_unfold=True,
            unfold_read_specification=fields,
            unfold_read_default_limit=ROWS,
        )
    with Meter(env) as opened:
        position.web_search_read(
            [*domain, ("product_id", "=", products[0].id)], fields, limit=ROWS
        )
    with Meter(env) as flat:
        position.web_search_read(domain, fields, limit=ROWS, count_limit=10001)
    return {
        "groups": groups["length"],
        **page.result(),
        "tiles": tiles.result(),
        "open_group": opened.result(),
        "without_groups": flat.result(),
        "target": TARGET,
    }


def _get_aggregates(position, fields):
    """Return the sums that the client asks for, of the columns of the list."""
    return [
        f"{name}:{field.aggregator}"
        for name, field in position._fields.items()
        if name in fields and field.type in NUMBERS and field.aggregator
    ]


def _add_quants(env, sites):
    """Put every product on two places of every site; return the number of quants."""
    places = env["stock.location"].sudo()
    overflow = places.create(
        [{"name": "Overflow", "location_id": site.lot_stock_id.id} for site in sites]
    )
    env.flush_all()
    env.cr.execute("DELETE FROM stock_quant WHERE company_id = %s", [env.company.id])
    env.cr.execute(
        """
        INSERT INTO stock_quant (product_id, company_id, location_id, quantity,
               reserved_quantity, in_date)
        SELECT point.product_id, point.company_id, place.id,
               CASE WHEN point.id %% 7 = 0 THEN 0 ELSE point.id %% 40 END,
               point.id %% 2, now()
          FROM inv_stocking_point point
          JOIN stock_location place ON place.warehouse_id = point.warehouse_id
         WHERE place.id = ANY(%s)
        """,
        [[*sites.lot_stock_id.ids, *overflow.ids]],
    )
    return env.cr.rowcount


def _add_open_moves(env, sites, products):
    """Open a receipt and a delivery for some of the products at every site."""
    suppliers = env.ref("stock.stock_location_suppliers").id
    customers = env.ref("stock.stock_location_customers").id
    now = datetime.datetime.now()
    rows = []
    for site in sites:
        stock = site.lot_stock_id.id
        ways = (
            (suppliers, stock, site.in_type_id.id),
            (stock, customers, site.out_type_id.id),
        )
        for product in list(products)[site.id % SPARSE :: SPARSE]:
            for source, target, kind in ways:
                values = {
                    "company_id": env.company.id,
                    "product_id": product.id,
                    "product_uom": product.uom_id.id,
                    "location_id": source,
                    "location_dest_id": target,
                    "picking_type_id": kind,
                    "warehouse_id": site.id,
                    "state": "confirmed",
                    "procure_method": "make_to_stock",
                    "product_qty": 12,
                    "product_uom_qty": 12,
                    "quantity": 0,
                    "picked": False,
                    "is_in": False,
                    "is_out": False,
                    "is_inventory": False,
                    "sequence": 10,
                    "date": now,
                    "create_date": now,
                    "write_date": now,
                }
                rows.append([values.get(name) for name in MOVE_COLUMNS])
    BulkLoader(env.cr).copy("stock_move", MOVE_COLUMNS, rows)
    return len(rows)
