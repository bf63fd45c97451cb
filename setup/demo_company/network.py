"""Lanes between the sites of the demo company, with transfers that were measured."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

#: Sites by their position in company.SITES: (from, to): costs and limits of the lane.
LANES = {
    (0, 1): {
        "cost_per_shipment": 14.5,
        "cost_per_kg": 0.04,
        "handling_cost_per_unit": 0.12,
        "full_load": 1200.0,
    },
    (0, 2): {
        "cost_per_shipment": 7.8,
        "cost_per_unit": 0.12,
        "handling_cost_per_unit": 0.1,
        "full_load": 800.0,
        "minimum_value": 25.0,
    },
    (1, 2): {"cost_per_shipment": 19.0, "cost_per_kg": 0.06, "full_load": 600.0},
    (1, 0): {
        "cost_per_shipment": 11.0,
        "cost_per_kg": 0.04,
        "handling_cost_per_unit": 0.12,
    },
    (2, 0): {"cost_per_shipment": 8.2, "cost_per_unit": 0.14},
}
#: Ways back that are in use, besides the routes that the proposal finds.
WAYS_BACK = [(1, 0), (2, 0)]
#: True days of the lanes with transfers in the past; the ferry leaves twice a week.
PAST_DAYS = {
    (0, 1): [3, 4, 3, 6, 4, 3, 5, 4],
    (0, 2): [2, 2, 3, 2, 2, 2, 4, 2, 2, 3],
    (1, 0): [4, 3, 7, 4],
}
FERRY_DAYS = ("1", "3")
WEEKDAYS = ("0", "1", "2", "3", "4")
#: Days between two transfers of the past, and the pieces that each carried.
PAST_INTERVAL, PAST_QUANTITY = 11, 2
CLOSED_DAYS = 20


def create(env, sites):
    """Create routes, lanes and transfers, measure them; return the number of lanes."""
    rows = list(sites)
    Lane = env["inv.lane"]
    rows[1].resupply_wh_ids = [Command.link(rows[0].id)]
    rows[2].resupply_wh_ids = [Command.set([rows[0].id, rows[1].id])]
    env["inv.lane.proposal"]._propose()
    lanes = {
        (
            rows.index(lane.source_warehouse_id),
            rows.index(lane.target_warehouse_id),
        ): lane
        for lane in Lane.search([("source_warehouse_id", "in", sites.ids)])
    }
    for pair, values in LANES.items():
        lanes[pair].write(values)
    for pair in WAYS_BACK:
        lanes[pair].is_open = True
        lanes[pair].action_create_route()
    _close_one(lanes[2, 1])
    _set_calendars(env, lanes)
    for pair, days in PAST_DAYS.items():
        _transfer_in_the_past(env, lanes[pair], days)
    _send_one(env, lanes[0, 2])
    env["inv.lane.measurement"]._measure(
        Lane.browse([one.id for one in lanes.values()])
    )
    env.cr.commit()
    return len(lanes)


def _close_one(lane):
    until = lane.company_id._get_inventory_today() + timedelta(days=CLOSED_DAYS)
    lane.write(
        {
            "is_open": False,
            "date_closed_until": until,
            "closed_reason": "Carrier changes",
        }
    )


def _set_calendars(env, lanes):
    """Goods leave on weekdays; the ferry to and from Leeds on two of them."""
    weekdays = _create_calendar(env, "Weekdays", WEEKDAYS)
    ferry = _create_calendar(env, "Ferry, Tuesday and Thursday", FERRY_DAYS)
    for pair, lane in lanes.items():
        lane.calendar_id = ferry if 1 in pair else weekdays


def _create_calendar(env, name, days):
    hours = {"hour_from": 8, "hour_to": 17, "day_period": "morning"}
    lines = [Command.create({"name": name, "dayofweek": day, **hours}) for day in days]
    return env["resource.calendar"].create(
        {"name": name, "attendance_ids": [Command.clear(), *lines]}
    )


def _transfer_in_the_past(env, lane, days_list):
    """Let core transfer a few pieces along the lane, then move the dates back."""
    products = _get_products(env, lane, len(days_list))
    now = fields.Datetime.now()
    pairs = zip(products, days_list, strict=False)
    for number, (product, days) in enumerate(pairs, start=1):
        outgoing, incoming = _procure(env, lane, product)
        _validate(outgoing)
        _validate(incoming)
        begun = now - timedelta(days=PAST_INTERVAL * number + days)
        _date(env, outgoing, begun, begun + timedelta(hours=20))
        _date(env, incoming, begun, begun + timedelta(days=days))


def _send_one(env, lane):
    """Leave one transfer on its way: sent, not received."""
    [product] = _get_products(env, lane, 1)
    outgoing, _incoming = _procure(env, lane, product)
    _validate(outgoing)


def _get_products(env, lane, count):
    """Return products of which the site that sends has more than enough."""
    points = env["inv.stocking.point"].search(
        [("warehouse_id", "=", lane.source_warehouse_id.id), ("excess_qty", ">", 0)],
        order="excess_value desc, id",
    )
    targets = env["inv.stocking.point"].search(
        [("warehouse_id", "=", lane.target_warehouse_id.id)]
    )
    chosen = points.product_id & targets.product_id
    return chosen.filtered(lambda product: product.tracking == "none")[:count]


def _procure(env, lane, product):
    """Return the outgoing and the incoming move of a transfer of ``product``."""
    target = lane.target_warehouse_id
    reference = env["stock.reference"].create({"name": f"{lane.name} {product.name}"})
    Rule = env["stock.rule"]
    values = {
        "route_ids": lane.route_id,
        "warehouse_id": target,
        "date_planned": fields.Datetime.now(),
        "reference_ids": reference,
    }
    procurement = Rule.Procurement(
        product,
        PAST_QUANTITY,
        product.uom_id,
        target.lot_stock_id,
        reference.name,
        reference.name,
        target.company_id,
        values,
    )
    Rule.run([procurement])
    moves = reference.picking_ids.move_ids
    outgoing = moves.filtered(
        lambda move: move.location_id.warehouse_id == lane.source_warehouse_id
    )
    return outgoing, moves - outgoing


def _validate(moves):
    moves.picking_id.action_assign()
    for move in moves:
        move.quantity = move.product_uom_qty
        move.picked = True
    moves.picking_id._action_done()


def _date(env, moves, begun, done):
    """Move the dates back; the creation date can be written in the table only."""
    moves.date = done
    moves.move_line_ids.date = done
    moves.picking_id.date_done = done
    env.flush_all()
    env.cr.execute(
        "UPDATE stock_move SET create_date = %s WHERE id = ANY(%s)",
        (begun, moves.ids),
    )
    moves.invalidate_recordset(["create_date"])
