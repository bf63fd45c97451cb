"""A hub that feeds its branches: Rotterdam, short of some items and rich in others."""

#: Every so many-th item that all sites stock comes from the hub.
EVERY = 2
PRIORITY_OF_LYON = 5
#: Items that the hub becomes short of, with the share of the asked quantity it keeps.
SHORT_SHARES = (0.25, 0.4, 0.5, 0.55, 0.65, 0.8)
#: Share of its reorder point that each branch has left of these items.
LEFT_SHARE = 0.4
#: Items that the hub gets too much of, in days of the demand of all sites.
SURPLUS_DAYS = (75, 90, 120)


def prepare(env, sites):
    """Let the first site feed the others; return the number of items it feeds."""
    hub, *branches = list(sites)
    hub.inv_is_hub = True
    routes = env["stock.route"]
    for branch in branches:
        routes |= branch.resupply_route_ids.filtered(
            lambda route: route.supplier_wh_id == hub
        )
    lane = env["inv.lane"].search(
        [
            ("source_warehouse_id", "=", hub.id),
            ("target_warehouse_id", "=", branches[-1].id),
        ]
    )
    lane.deployment_priority = PRIORITY_OF_LYON
    groups = env["inv.stocking.point"]._read_group(
        [("warehouse_id", "in", sites.ids), ("forecast_per_day", ">", 0)],
        ["product_id"],
        having=[("__count", "=", len(sites))],
        order="product_id",
    )
    products = env["product.product"].union(*(row[0] for row in groups[::EVERY]))
    products = products.filtered(lambda product: product.tracking == "none")
    products.route_ids |= routes
    env.cr.commit()
    return len(products)


def create(env, sites):
    """Make the hub short of some items and rich in others; count what it shares.

    Shared safety stock is computed too.
    """
    hub, *branches = list(sites)
    points = env["inv.stocking.point"].search(
        [("warehouse_id", "in", [site.id for site in branches])],
        order="annual_demand_value desc, id",
    )
    fed = points.filtered(lambda point: point.supply_type == "transfer")
    products = fed.product_id[: len(SHORT_SHARES)]
    for point in fed.filtered(lambda point: point.product_id in products):
        left = round(LEFT_SHARE * point.reorder_point_qty)
        _count(env, point.product_id, point.warehouse_id, left)
    items = _share(env, hub)
    short = items.filtered(lambda item: item.product_id in products)
    for item, share in zip(short, SHORT_SHARES, strict=False):
        kept = item.on_hand_qty - item.supply_qty
        _count(env, item.product_id, hub, kept + round(share * item.asked_qty))
    rich = (fed.product_id - products)[: len(SURPLUS_DAYS)]
    for product, days in zip(rich, SURPLUS_DAYS, strict=True):
        known = product.inv_point_ids
        rate = sum(known.mapped("forecast_per_day"))
        level = sum(known.mapped("order_up_to_qty"))
        _count(env, product, hub, round(level + days * rate))
    env.cr.commit()
    env["inv.shared.stock.run"].create({"company_id": hub.company_id.id})._execute(
        commit=True
    )
    return len(_share(env, hub))


def _share(env, hub):
    """Run as a planner does; return the items of the plan."""
    env["inv.deployment.run"].create({"company_id": hub.company_id.id})._execute(
        commit=True
    )
    return env["inv.deployment.item"].search(
        [("hub_id", "=", hub.id), ("plan_id.is_current", "=", True)]
    )


def _count(env, product, site, quantity):
    """Let somebody count ``quantity`` of a product at a site."""
    quants = env["stock.quant"].with_context(inventory_mode=True)
    found = quants.search(
        [
            ("product_id", "=", product.id),
            ("location_id", "child_of", site.lot_stock_id.id),
        ],
        order="quantity desc",
    )
    for quant in found[1:]:
        quant.inventory_quantity = quant.reserved_quantity
    others = sum(found[1:].mapped("inventory_quantity"))
    first = found[:1] or quants.create(
        {"product_id": product.id, "location_id": site.lot_stock_id.id}
    )
    first.inventory_quantity = max(quantity - others, 0)
    (first | found).action_apply_inventory()
