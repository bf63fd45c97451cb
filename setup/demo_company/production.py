"""What the plant makes: hampers and gift boxes, their parts and open orders."""

from datetime import timedelta

from odoo import fields

from .loader import BulkLoader

PLANT = "LDS"
#: Weeks of deliveries of the products, and how many a week of each.
WEEKS = 52
WEEKLY = {"HAMPER-L": 30, "HAMPER-S": 42, "GIFT-BOX": 26, "JAR-SET": 14, "BOX": 6}
#: code: (name, cost, on hand, [(quantity, days until arrival, is confirmed)])
PARTS = {
    "BASKET": ("Willow Basket 30 cm", 6.2, 118, [(150, 5, True)]),
    "RIBBON": ("Satin Ribbon 1 m", 0.35, 330, [(600, 12, True)]),
    "CARD": ("Kraft Card Sheet", 0.8, 34, []),
    "CARD-R": ("Recycled Card Sheet", 0.9, 64, []),
    "LABEL": ("Brand Label", 0.05, 2400, []),
    "JAR": ("Preserving Jar 350 ml", 1.1, 96, [(240, 9, False)]),
    "TISSUE": ("Tissue Paper", 0.12, 900, []),
    "CORD": ("Cotton Cord 50 cm", 0.2, 41, []),
}
#: code: (name, price, {part: quantity}, pasta items, on hand)
PRODUCTS = {
    "BOX": ("Printed Gift Box", 4.5, {"CARD": 1, "LABEL": 1}, 0, 46),
    "HAMPER-L": (
        "Pasta Hamper Large",
        59.0,
        {"BASKET": 1, "RIBBON": 2, "TISSUE": 3, "LABEL": 1},
        4,
        0,
    ),
    "HAMPER-S": (
        "Pasta Hamper Small",
        34.0,
        {"BASKET": 1, "RIBBON": 1, "TISSUE": 2, "LABEL": 1},
        2,
        0,
    ),
    "GIFT-BOX": ("Pasta Gift Box", 24.0, {"BOX": 1, "RIBBON": 1, "TISSUE": 1}, 3, 0),
    "JAR-SET": ("Jar Set of 3", 19.0, {"JAR": 3, "BOX": 1, "CORD": 3}, 0, 0),
}
#: (product, quantity, days until start, is urgent, sales order or nothing)
ORDERS = [
    ("HAMPER-L", 40, 0, True, "S01182"),
    ("HAMPER-S", 30, 0, False, ""),
    ("GIFT-BOX", 24, 0, True, "S01190"),
    ("BOX", 30, 1, False, ""),
    ("JAR-SET", 12, 1, False, "S01179"),
    ("HAMPER-L", 36, 1, True, "S01185"),
    ("HAMPER-S", 48, 2, False, "S01188"),
    ("GIFT-BOX", 20, 2, False, ""),
    ("BOX", 60, 2, False, ""),
    ("JAR-SET", 20, 3, True, "S01191"),
    ("HAMPER-L", 50, 3, False, ""),
    ("GIFT-BOX", 45, 4, False, "S01194"),
    ("HAMPER-S", 60, 4, False, ""),
    ("JAR-SET", 30, 5, False, ""),
    ("HAMPER-L", 24, 6, False, "S01203"),
    ("GIFT-BOX", 36, 6, False, ""),
    ("BOX", 80, 7, False, ""),
    ("HAMPER-S", 40, 8, False, "S01207"),
    ("HAMPER-L", 30, 10, False, ""),
    ("JAR-SET", 24, 12, False, ""),
]


def create(env, sites, vendors, products, generator):
    """Create parts, bills of material, sales and open orders of the plant."""
    plant = sites.filtered(lambda site: site.code == PLANT)
    env.company.inv_release_policy = "block"
    planner = env["res.users"].search([("login", "=", "planner")])
    planner.group_ids += env.ref("mrp.group_mrp_user")
    plant.manu_type_id.reservation_method = "manual"
    items = _create_items(env, plant)
    pasta = [product for product in products if product.name.startswith("Pasta")][:6]
    for product in pasta:
        _put(env, plant, product, 400)
    _create_bills(env, plant, items, pasta)
    _load_deliveries(env, plant, items, generator)
    _order_parts(env, plant, vendors, items)
    env["inv.component.substitute"].create(
        {
            "product_id": items["CARD"].id,
            "substitute_id": items["CARD-R"].id,
            "note": "Same size, a little darker",
        }
    )
    orders = _create_orders(env, plant, items)
    for order in orders[:2].with_user(env.ref("base.user_admin")):
        order.action_inv_release()
    env["inv.production.readiness"]._refresh(env.company)
    env.cr.commit()
    return len(orders)


def _create_items(env, plant):
    category = env["product.category"].create({"name": "Production"})
    items = {}
    for code, (name, cost, on_hand, _coming) in PARTS.items():
        items[code] = _create_item(env, category, code, name, cost, cost * 1.6)
        _put(env, plant, items[code], on_hand)
    for code, (name, price, _parts, _pasta, on_hand) in PRODUCTS.items():
        items[code] = _create_item(env, category, code, name, price * 0.55, price)
        if on_hand:
            _put(env, plant, items[code], on_hand)
    return items


def _create_item(env, category, code, name, cost, price):
    return env["product.product"].create(
        {
            "name": name,
            "default_code": code,
            "type": "consu",
            "is_storable": True,
            "categ_id": category.id,
            "standard_price": round(cost, 2),
            "list_price": round(price, 2),
        }
    )


def _put(env, plant, product, quantity):
    env["stock.quant"]._update_available_quantity(product, plant.lot_stock_id, quantity)


def _create_bills(env, plant, items, pasta):
    bench = env["mrp.workcenter"].create(
        {"name": "Packing Bench", "company_id": plant.company_id.id, "costs_hour": 28}
    )
    for code, (_name, _price, parts, pasta_count, _on_hand) in PRODUCTS.items():
        bill = env["mrp.bom"].create(
            {
                "product_tmpl_id": items[code].product_tmpl_id.id,
                "product_qty": 1,
                "ready_to_produce": "asap" if code == "GIFT-BOX" else "all_available",
                "operation_ids": [
                    (0, 0, {"name": name, "workcenter_id": bench.id, "sequence": number,
                            "time_cycle_manual": 4})
                    for number, name in enumerate(("Pack", "Finish"))
                ],
            }
        )  # fmt: skip
        pack, finish = bill.operation_ids
        lines = [
            (items[part], quantity, finish if part in ("RIBBON", "CORD") else pack)
            for part, quantity in parts.items()
        ]
        lines += [(product, 1, pack) for product in pasta[:pasta_count]]
        for component, quantity, operation in lines:
            env["mrp.bom.line"].create(
                {
                    "bom_id": bill.id,
                    "product_id": component.id,
                    "product_qty": quantity,
                    "operation_id": operation.id,
                }
            )


def _load_deliveries(env, plant, items, generator):
    """Load a year of weekly deliveries of the products, as done moves."""
    route = env["stock.rule"].search(
        [("action", "=", "manufacture"), ("warehouse_id", "=", plant.id)], limit=1
    )
    now = fields.Datetime.now()
    moves = []
    for code, weekly in WEEKLY.items():
        product = items[code]
        product.route_ids = route.route_id
        for week, quantity in enumerate(generator.poisson(weekly, WEEKS).tolist()):
            if quantity:
                moves.append(
                    {
                        "company_id": plant.company_id.id,
                        "location_id": plant.lot_stock_id.id,
                        "location_dest_id": env.ref(
                            "stock.stock_location_customers"
                        ).id,
                        "picking_type_id": plant.out_type_id.id,
                        "warehouse_id": plant.id,
                        "reference": f"{plant.code}/OUT/SALES",
                        "is_out": True,
                        "product_id": product.id,
                        "product_uom": product.uom_id.id,
                        "product_qty": quantity,
                        "quantity": quantity,
                        "value": product.standard_price * quantity,
                        "date": now - timedelta(weeks=week, days=1),
                    }
                )
    env.flush_all()
    BulkLoader(env.cr).load_moves(moves)
    env.invalidate_all()


def _order_parts(env, plant, vendors, items):
    """Order parts from their vendor; some orders are not confirmed."""
    for number, (code, (_name, cost, _on_hand, coming)) in enumerate(PARTS.items()):
        vendor = vendors[number % len(vendors)].partner
        env["product.supplierinfo"].create(
            {
                "partner_id": vendor.id,
                "product_tmpl_id": items[code].product_tmpl_id.id,
                "price": cost,
                "delay": 7,
            }
        )
        for quantity, days, is_confirmed in coming:
            day = fields.Datetime.now() + timedelta(days=days)
            order = env["purchase.order"].create(
                {
                    "partner_id": vendor.id,
                    "picking_type_id": plant.in_type_id.id,
                    "order_line": [
                        (0, 0, {"product_id": items[code].id, "product_qty": quantity,
                                "price_unit": cost, "date_planned": day})
                    ],
                }
            )  # fmt: skip
            if is_confirmed:
                order.button_confirm()


def _create_orders(env, plant, items):
    now = fields.Datetime.now().replace(hour=14, minute=0, second=0)
    orders = env["mrp.production"]
    for code, quantity, days, is_urgent, origin in ORDERS:
        start = now + timedelta(days=days)
        order = orders.create(
            {
                "product_id": items[code].id,
                "product_qty": quantity,
                "picking_type_id": plant.manu_type_id.id,
                "date_start": start,
                "date_deadline": start + timedelta(days=4) if origin else False,
                "priority": "1" if is_urgent else "0",
                "origin": origin,
            }
        )
        orders |= order
    orders.action_confirm()
    return orders
