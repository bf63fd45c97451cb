"""Bins, counters and a quarter of counts of the demo company's plant.

Today's counts go through the same methods that the scan station calls.
"""

import datetime

from odoo import fields

from . import counting_past

PLANT = "LDS"
AISLES = "ABC"
RACKS, LEVELS = 6, "ABCD"
#: (login, name, group) of those who count and decide.
LOGINS = [
    ("counter", "Counter One", "group_counter"),
    ("counter2", "Counter Two", "group_counter"),
    ("supervisor", "Count Supervisor", "group_count_supervisor"),
    ("approver", "Count Approver", "group_count_approver"),
]
#: What today's counters find in the bins that are to be approved: factor of the book.
FINDINGS = [0.7, 1.4, 0.8, 12.0, 0.5, 1.25, 0.9]
PACK, LOST = 12.0, 0.5
OVERDUE_BINS = 3


def create(env, sites, generator):
    """Create bins, users, past counts and today's; return how many lines wait."""
    plant = sites.filtered(lambda site: site.code == PLANT)
    users = create_users(env)
    bins = create_bins(env, plant)
    records = put_into_bins(env, plant, bins, generator)
    env.company.inv_count_approval_limit = 500
    env.company.inv_count_two_person_limit = 1000
    counting_past.write_history(env, plant, records, users, generator)
    env.cr.commit()
    count_today(env, plant, records, users)
    plan_bins(env, plant, records, users)
    start_programme(env, plant, users)
    env.cr.commit()
    return env["inv.count.line"].search_count([("state", "=", "review")])


def create_users(env):
    """Create counters, a supervisor and an approver; passwords are the logins."""
    Users = env["res.users"].with_context(no_reset_password=True)
    return {
        login: Users.create(
            {
                "name": name,
                "login": login,
                "password": login,
                "tz": env.company.partner_id.tz,
                "group_ids": [(4, env.ref(f"inv_cycle_count.{group}").id)],
            }
        )
        for login, name, group in LOGINS
    }


def create_bins(env, plant):
    """Create aisles with racks and levels, each bin with its barcode."""
    Location = env["stock.location"]
    bins = Location
    for aisle in AISLES:
        zone = Location.create(
            {
                "name": f"Aisle {aisle}",
                "location_id": plant.lot_stock_id.id,
                "usage": "view",
                "barcode": f"{PLANT}-{aisle}",
            }
        )
        bins |= Location.create(
            [
                {
                    "name": f"{aisle}-{rack:02d}-{level}",
                    "location_id": zone.id,
                    "usage": "internal",
                    "barcode": f"{PLANT}-{aisle}-{rack:02d}-{level}",
                }
                for rack in range(1, RACKS + 1)
                for level in LEVELS
            ]
        )
    return bins


def put_into_bins(env, plant, bins, generator):
    """Move free stock of the plant into bins; return the stock records."""
    quants = env["stock.quant"].search(
        [
            ("location_id", "=", plant.lot_stock_id.id),
            ("reserved_quantity", "=", 0),
            ("quantity", ">", 0),
        ],
        order="product_id, id",
    )
    env.flush_all()
    for quant in quants:
        place = bins[int(generator.integers(0, len(bins)))]
        env.cr.execute(
            "UPDATE stock_quant SET location_id = %s WHERE id = %s",
            [place.id, quant.id],
        )
    env.invalidate_all()
    return quants


def count_today(env, plant, records, users):
    """Let a counter count some bins; most agree, some wait for the approver."""
    chosen = records.sorted(
        lambda quant: -quant.quantity * quant.product_id.standard_price
    )
    chosen = chosen[: 4 * len(FINDINGS) : 2]
    counter = users["counter"]
    session = env["inv.count.session"].create(
        {"warehouse_id": plant.id, "user_id": counter.id, "kind": "cycle"}
    )
    session._add_positions(
        [(quant.location_id.id, quant.product_id.id) for quant in chosen]
    )
    wrong = list(zip(chosen[::2], FINDINGS, strict=False))
    found = {
        quant.product_id.id: round(quant.quantity * factor) for quant, factor in wrong
    }
    _leave_traces(env, plant, wrong)
    for number in (1, 2):
        for place in session.place_ids.filtered(lambda one, n=number: one.round == n):
            _count_place(env, session, place, found, counter)
    env["inv.count.posting"]._queue_runs()._execute()
    _hide_a_swap(env, plant, records - chosen, counter)


def plan_bins(env, plant, records, users):
    """Leave three bins overdue for the first counter."""
    counted = env["inv.count.line"].search([("state", "=", "review")]).location_id
    bins = (records.location_id - counted).sorted("complete_name")[:OVERDUE_BINS]
    session = env["inv.count.session"].create(
        {
            "warehouse_id": plant.id,
            "user_id": users["counter"].id,
            "date_planned": fields.Date.today() - datetime.timedelta(days=1),
            "minutes": 2.0 * len(bins),
        }
    )
    session._add_positions(
        [
            (quant.location_id.id, quant.product_id.id)
            for quant in records
            if quant.location_id in bins
        ]
    )


def start_programme(env, plant, users):
    """Start the proposed programme with two counters, which plans and schedules."""
    Programme = env["inv.count.programme"].with_user(env.ref("base.user_admin"))
    rules = env["inv.count.rule"]._get_defaults()
    programme = Programme.create(
        {
            "warehouse_id": plant.id,
            "rule_ids": [(0, 0, vals) for vals in rules],
            "counters_per_day": 2,
            "counter_ids": [(6, 0, (users["counter"] | users["counter2"]).ids)],
            "minutes_per_counter": 60,
        }
    )
    programme.action_plan_now()


def _leave_traces(env, plant, wrong):
    """Create what explains some of the findings: a pick, a receipt, a pack."""
    dozen = env["uom.uom"].create(
        {
            "name": "Box of 12",
            "relative_factor": 12,
            "relative_uom_id": env.ref("uom.product_uom_unit").id,
        }
    )
    customers = env.ref("stock.stock_location_customers")
    vendors = env.ref("stock.stock_location_suppliers")
    for quant, factor in wrong:
        difference = abs(round(quant.quantity * factor) - quant.quantity)
        if factor == PACK:
            quant.product_id.product_tmpl_id.uom_ids = dozen
        elif factor < 1 and factor != LOST:
            ends = (plant.out_type_id, quant.location_id, customers)
            _create_picking(env, *ends, quant.product_id, difference).action_assign()
        elif factor > 1:
            ends = (plant.in_type_id, vendors, plant.lot_stock_id)
            _create_picking(env, *ends, quant.product_id, difference)


def _create_picking(env, kind, source, target, product, quantity):
    places = {"location_id": source.id, "location_dest_id": target.id}
    move = {**places, "product_id": product.id, "product_uom_qty": quantity}
    picking = env["stock.picking"].create(
        {"picking_type_id": kind.id, **places, "move_ids": [(0, 0, move)]}
    )
    picking.action_confirm()
    return picking


def _count_place(env, session, place, found, counter):
    lines = session.line_ids.filtered(
        lambda line: (
            line.location_id == place.location_id and line.state in ("todo", "recount")
        )
    )
    now = fields.Datetime.now()
    entries = [
        {
            "uuid": f"demo-{place.id}-{line.id}",
            "product_id": line.product_id.id,
            "lot_id": line.lot_id.id,
            "quantity": found.get(line.product_id.id, _get_book(env, line)),
            "scan_datetime": now,
            "kind": "typed",
        }
        for line in lines
    ]
    recording = env["inv.count.recording"].with_user(counter).sudo()
    recording._add_entries(place, entries)
    env["inv.count.evaluation"].with_user(counter).sudo()._submit(place)


def _get_book(env, line):
    quants = env["stock.quant"]._gather(
        line.product_id, line.location_id, lot_id=line.lot_id or None, strict=True
    )
    return max(sum(quants.mapped("quantity")), 0.0)


def _hide_a_swap(env, plant, records, counter):
    """Count one item short in its bin and over in the next: put away wrongly."""
    quant = max(records, key=lambda one: min(one.quantity, 60))
    bins = quant.location_id.location_id.child_ids
    other = (bins - quant.location_id)[:1]
    moved = max(round(quant.quantity * 0.2), 1)
    session = env["inv.count.session"].create(
        {"warehouse_id": plant.id, "user_id": counter.id, "recount_by": "none"}
    )
    product = quant.product_id.id
    session._add_positions([(quant.location_id.id, product), (other.id, product)])
    for place in session.place_ids:
        is_short = place.location_id == quant.location_id
        found = {product: quant.quantity - moved if is_short else moved}
        _count_place(env, session, place, found, counter)
