"""Eight counters on the same bins, a posting that is killed, stock that is locked."""

import signal
import time

COUNTERS = 8

PREPARE = """
from odoo.tests import new_test_user
warehouse = env["stock.warehouse"].search(
    [("company_id", "=", env.company.id)], limit=1)
stock = warehouse.lot_stock_id
Location, Product = env["stock.location"], env["product.product"]
bins = Location.create([
    {"name": f"BIN-{n}", "location_id": stock.id, "usage": "internal"}
    for n in range(3)])
items = Product.create([
    {"name": f"Item {n}", "type": "consu", "is_storable": True} for n in range(5)])
for place in bins:
    for item in items[:4]:
        env["stock.quant"]._update_available_quantity(item, place, 80)
users = env["res.users"].browse()
for n in range(8):
    users |= new_test_user(
        env, f"counter{n}", groups="inv_cycle_count.group_counter")
session = env["inv.count.session"].create(
    {"warehouse_id": warehouse.id, "recount_by": "none",
     "counter_ids": [(6, 0, users.ids)]})
session._add_positions([(p.id, i.id) for p in bins for i in items[:4]])
env.cr.commit()
answer(session=session.id, bins=bins.ids, items=items.ids, users=users.ids,
       places=session.place_ids.sorted("location_id").ids)
"""

# Every counter scans every item of every bin ten times, one of them an extra item,
# and sends each batch twice, as a handheld does that got no answer.
SCAN = """
import random
from psycopg2 import OperationalError
from odoo import fields
from odoo.service.model import retrying
rng = random.Random(NUMBER)
places = env["inv.count.place"].browse(PLACES)
tries, statuses = 0, []
work = [(place_id, item_id, n) for place_id in PLACES for item_id in ITEMS
        for n in range(10)]
rng.shuffle(work)
print("READY", flush=True)
for start in range(0, len(work), 15):
    for repeat in range(2):
        for place_id in PLACES:
            entries = [{
                "uuid": f"{NUMBER}-{place}-{item}-{n}", "product_id": item,
                "quantity": 1, "scan_datetime": fields.Datetime.now(),
            } for place, item, n in work[start:start + 15] if place == place_id]
            if not entries:
                continue
            def send():
                global tries
                tries += 1
                recording = env["inv.count.recording"].with_user(USER).sudo()
                place = env["inv.count.place"].sudo().browse(place_id)
                return recording._add_entries(place, entries)
            while True:
                try:
                    outcomes = retrying(send, env)
                    env.cr.commit()
                    break
                except OperationalError:
                    # A device that got no answer sends again.
                    env.cr.rollback()
            statuses += [outcome["status"] for outcome in outcomes]
answer(tries=tries, statuses=sorted(set(statuses)), count=len(statuses))
"""

SUBMIT = """
places = env["inv.count.place"].browse(PLACES)
for place in places:
    env["inv.count.evaluation"]._submit(place)
env.cr.commit()
lines = env["inv.count.line"].search([("session_id", "=", SESSION)])
answer(counted=sorted(lines.mapped("counted_qty")), lines=len(lines),
       extras=len(lines.filtered("is_extra")),
       entries=env["inv.count.entry"].search_count([("session_id", "=", SESSION)]),
       states=sorted(set(lines.mapped("state"))))
"""

COUNT_LESS = """
from odoo import fields
for place in session.place_ids:
    lines = session.line_ids.filtered(
        lambda line: line.location_id == place.location_id)
    env["inv.count.recording"]._add_entries(place, [
        {"uuid": f"less-{line.id}", "product_id": line.product_id.id,
         "quantity": 70, "scan_datetime": fields.Datetime.now()} for line in lines])
    env["inv.count.evaluation"]._submit(place)
session.line_ids.write({"state": "approved"})
env["ir.cron"].browse(env.ref("inv_cycle_count.ir_cron_post_counts").id).active = False
env.cr.commit()
"""

POST = """
from odoo.addons.inv_cycle_count.posting import inv_count_posting as posting
posting.LINES_PER_CHUNK = PART_SIZE
poster = type(env["inv.count.poster"])
original = poster._post
def slow(self, lines):
    result = original(self, lines)
    env.flush_all()
    print("POSTED", flush=True)
    time.sleep(SECONDS)
    return result
poster._post = slow
env["inv.count.posting"]._cron_post_counts()
env.cr.commit()
"""

STOCK = """
lines = env["inv.count.line"].search([("session_id", "=", SESSION)])
quants = env["stock.quant"].search([("location_id", "in", BINS)])
moves = env["stock.move"].search([("count_line_id", "in", lines.ids)])
answer(stock=sorted(quants.mapped("quantity")), moves=len(moves),
       states=sorted(lines.mapped("state")),
       messages=[m for m in lines.mapped("message") if m],
       runs=env["inv.count.posting"].search([]).mapped("state"))
"""


def fill(code, **values):
    for name, value in values.items():
        code = code.replace(name, repr(value))
    return code


def prepare(bare_shell, more=""):
    """Build bins, counters and a session in one process, and do ``more`` there."""
    facts = bare_shell.run(PREPARE + more)
    return facts, {
        "PLACES": facts["places"],
        "ITEMS": facts["items"],
        "SESSION": facts["session"],
        "BINS": facts["bins"],
    }


def test_eight_counters_on_the_same_bins_lose_no_scan(bare_shell):
    facts, names = prepare(bare_shell)
    processes = [
        bare_shell.start(fill(SCAN, NUMBER=number, USER=user, **names))
        for number, user in enumerate(facts["users"])
    ]
    for process in processes:
        output, errors = process.communicate(timeout=300)
        assert "ANSWER" in output, errors[-2000:]
        assert '"statuses": ["counted"]' in output
        assert '"count": 300' in output
    result = bare_shell.run(fill(SUBMIT, **names))
    # 8 counters × 10 scans of each of 5 items in each of 3 bins
    assert result["counted"] == [80.0] * 15
    assert result["extras"] == 3, "the fifth item was found once in each bin"
    assert result["entries"] == COUNTERS * 10 * 15
    deadlocks = bare_shell.run(
        "env.cr.execute('SELECT COUNT(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = %s', ['Lock'])\n"
        "answer(waiting=env.cr.fetchone()[0])"
    )
    assert deadlocks["waiting"] == 0


def test_killed_posting_goes_on_and_posts_once(bare_shell):
    _facts, names = prepare(bare_shell, COUNT_LESS)
    process = bare_shell.start(fill(POST, PART_SIZE=4, SECONDS=60, **names))
    bare_shell.wait_for(process, "POSTED")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    half = bare_shell.run(fill(STOCK, **names))
    assert set(half["states"]) == {"approved"}, "the open chunk was taken back whole"
    process = bare_shell.start(fill(POST, PART_SIZE=4, SECONDS=2, **names))
    bare_shell.wait_for(process, "POSTED")
    bare_shell.wait_for(process, "POSTED")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    half = bare_shell.run(fill(STOCK, **names))
    assert half["states"].count("posted") == 4
    whole = bare_shell.run(fill(POST + STOCK, PART_SIZE=4, SECONDS=0, **names))
    assert whole["states"] == ["posted"] * 12
    assert whole["stock"] == [70.0] * 12
    assert whole["moves"] == 12, "no variance was posted twice"
    assert set(whole["runs"]) == {"done"}


def test_two_postings_at_once_post_each_line_once(bare_shell):
    _facts, names = prepare(bare_shell, COUNT_LESS)
    processes = [
        bare_shell.start(fill(POST, PART_SIZE=3, SECONDS=0.2, **names))
        for _index in range(2)
    ]
    for process in processes:
        process.communicate(timeout=300)
    result = bare_shell.run(fill(POST + STOCK, PART_SIZE=12, SECONDS=0, **names))
    assert result["states"] == ["posted"] * 12
    assert result["moves"] == 12
    assert result["stock"] == [70.0] * 12


LOCK = """
env.cr.execute("SELECT id FROM stock_quant WHERE location_id = %s FOR UPDATE", [BIN])
print("LOCKED", flush=True)
time.sleep(40)
"""


def test_line_with_locked_stock_waits_and_the_rest_goes_on(bare_shell):
    facts, names = prepare(bare_shell, COUNT_LESS)
    process = bare_shell.start(LOCK.replace("BIN", repr(facts["bins"][0])))
    bare_shell.wait_for(process, "LOCKED")
    result = bare_shell.run(fill(POST + STOCK, PART_SIZE=12, SECONDS=0, **names))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert result["states"] == ["posted"] * 8 + ["waiting"] * 4
    assert all("locked" in message for message in result["messages"])
    result = bare_shell.run(fill(POST + STOCK, PART_SIZE=12, SECONDS=0, **names))
    assert result["states"] == ["posted"] * 12
    assert result["stock"] == [70.0] * 12


DELIVER = """
from odoo import fields
warehouse = env["stock.warehouse"].search(
    [("company_id", "=", env.company.id)], limit=1)
picking = env["stock.picking"].create({
    "picking_type_id": warehouse.out_type_id.id,
    "location_id": BINS[0],
    "location_dest_id": env.ref("stock.stock_location_customers").id,
    "move_ids": [(0, 0, {
        "product_id": ITEMS[0], "product_uom_qty": 5, "location_id": BINS[0],
        "location_dest_id": env.ref("stock.stock_location_customers").id})]})
picking.action_confirm()
picking.action_assign()
picking.button_validate()
env.cr.commit()
answer(state=picking.state)
"""


def test_picking_between_scan_and_posting_is_replayed(bare_shell):
    _facts, names = prepare(bare_shell, COUNT_LESS)
    # Movements are dated by the second.
    time.sleep(1.1)
    assert bare_shell.run(fill(DELIVER, **names))["state"] == "done"
    result = bare_shell.run(fill(POST + STOCK, PART_SIZE=12, SECONDS=0, **names))
    # 80 on the books, 70 counted, 5 picked afterwards: 65, neither 70 nor 60
    assert result["stock"] == [65.0] + [70.0] * 11
