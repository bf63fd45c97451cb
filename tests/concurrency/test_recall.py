"""Lots that one person holds while others ship, reserve or receive them."""

PREPARE = """
Warehouse = env["stock.warehouse"]
site = Warehouse.search([("company_id", "=", env.company.id)], limit=1)
site.out_type_id.reservation_method = "manual"
customers = env.ref("stock.stock_location_customers")
product = env["product.product"].create({
    "name": "Seal", "type": "consu", "is_storable": True, "tracking": "lot",
})
lot, other = env["stock.lot"].create([
    {"name": name, "product_id": product.id, "company_id": env.company.id}
    for name in ("VD-5482", "VD-5510")
])
Quant = env["stock.quant"]
Quant._update_available_quantity(product, site.lot_stock_id, 100.0, lot_id=lot)
case = env["inv.recall"].create({
    "title": "Face may crack when dry", "state": "contain",
    "lot_ids": [(6, 0, lot.ids)],
})
def deliver(qty):
    picking = env["stock.picking"].create({
        "picking_type_id": site.out_type_id.id,
        "location_id": site.lot_stock_id.id, "location_dest_id": customers.id,
        "move_ids": [(0, 0, {
            "product_id": product.id, "product_uom_qty": qty,
            "location_id": site.lot_stock_id.id, "location_dest_id": customers.id,
        })],
    })
    picking.action_confirm()
    return picking
first, second, third = deliver(30), deliver(20), deliver(10)
(first + second).action_assign()
env.cr.commit()
answer(
    lot=lot.id, case=case.id, first=first.id, second=second.id, third=third.id,
)
"""
#: Work as a request does: Odoo's own loop repeats what could not be serialised.
#: PAUSE names what is waited for after: in the middle of the transaction.
WORK = """
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.addons.inv_recall.hold import inv_recall, stock_lot, stock_move
tries = []
env = env(user=env.ref("base.user_admin").id)
lot = env["stock.lot"].browse(LOT)
case = env["inv.recall"].browse(CASE)
picking = env["stock.picking"].browse(PICKING)
def pause(words):
    print(words, flush=True)
    # What is repeated meets nobody any more.
    time.sleep(SECONDS if len(tries) == 1 else 0)
def ship():
    tries.append(1)
    # The snapshot of the transaction begins here.
    lot.inv_is_held
    if EARLY:
        pause("BEGUN")
    picking.move_ids.picked = True
    picking.move_ids._action_done()
    env.flush_all()
    if not EARLY:
        pause("SHIPPED")
def reserve():
    tries.append(1)
    lot.inv_is_held
    if EARLY:
        pause("BEGUN")
    picking.action_assign()
    env.flush_all()
    if not EARLY:
        pause("RESERVED")
def hold():
    tries.append(1)
    case.hold_ids.mapped("state")
    if EARLY:
        pause("BEGUN")
    case._hold_lots(lot, "Face may crack.")
    env.flush_all()
    if not EARLY:
        pause("HELD")
message = ""
try:
    retrying(DO, env)
except UserError as error:
    env.cr.rollback()
    message = str(error)
answer(message=message, tries=len(tries))
"""
LOOK = """
env.invalidate_all()
lot = env["stock.lot"].browse(LOT)
case = env["inv.recall"].browse(CASE)
taken = env["inv.recall.unreserved"].search([("recall_id", "=", case.id)], order="qty")
answer(
    held=lot.inv_is_held,
    on_hand=sum(lot.quant_ids.filtered(
        lambda q: q.location_id.usage == "internal").mapped("quantity")),
    reserved=sum(lot.quant_ids.mapped("reserved_quantity")),
    lines=env["stock.move.line"].search_count(
        [("lot_id", "=", lot.id), ("state", "not in", ("done", "cancel"))]),
    taken=taken.mapped("qty"),
    holds=len(case.hold_ids),
)
"""


class Story:
    """The same lot, case and deliveries for several processes."""

    def __init__(self, shell):
        self.shell = shell
        self.facts = shell.run(PREPARE)

    def code(self, do, picking="first", seconds=0, early=False):
        return self.fill(
            WORK.replace("DO", do)
            .replace("PICKING", str(self.facts[picking]))
            .replace("SECONDS", str(seconds))
            .replace("EARLY", str(early))
        )

    def fill(self, code):
        return code.replace("LOT", str(self.facts["lot"])).replace(
            "CASE", str(self.facts["case"])
        )

    def start(self, *args, **options):
        return self.shell.start(self.code(*args, **options))

    def run(self, *args, **options):
        return self.shell.run(self.code(*args, **options))

    def look(self):
        return self.shell.run(self.fill(LOOK))


def test_delivery_that_began_before_the_hold_is_refused(bare_shell):
    story = Story(bare_shell)
    delivery = story.start("ship", seconds=7, early=True)
    bare_shell.wait_for(delivery, "BEGUN")
    held = story.run("hold")
    assert held == {"message": "", "tries": 1}
    told = bare_shell.finish(delivery)
    # The first try met the hold and started over; then nothing was reserved.
    assert told["tries"] > 1
    after = story.look()
    assert (after["held"], after["on_hand"]) == (True, 100)
    assert (after["reserved"], after["lines"]) == (0, 0)
    assert after["taken"] == [20, 30]


def test_hold_waits_for_a_delivery_under_way_and_takes_what_is_left(bare_shell):
    story = Story(bare_shell)
    delivery = story.start("ship", seconds=5)
    bare_shell.wait_for(delivery, "SHIPPED")
    held = story.run("hold")
    assert bare_shell.finish(delivery) == {"message": "", "tries": 1}
    # The hold saw stock change while it waited, and started over.
    assert held["message"] == "" and held["tries"] > 1
    after = story.look()
    assert (after["held"], after["on_hand"], after["holds"]) == (True, 70, 1)
    assert after["taken"] == [20]
    assert (after["reserved"], after["lines"]) == (0, 0)


def test_hold_waits_for_a_reservation_under_way_and_takes_it(bare_shell):
    story = Story(bare_shell)
    other = story.start("reserve", picking="third", seconds=5)
    bare_shell.wait_for(other, "RESERVED")
    held = story.run("hold")
    assert bare_shell.finish(other)["message"] == ""
    assert held["message"] == "" and held["tries"] > 1
    after = story.look()
    assert after["taken"] == [10, 20, 30]
    assert (after["reserved"], after["lines"]) == (0, 0)


def test_reservation_that_began_before_the_hold_finds_nothing(bare_shell):
    story = Story(bare_shell)
    other = story.start("reserve", picking="third", seconds=7, early=True)
    bare_shell.wait_for(other, "BEGUN")
    assert story.run("hold")["message"] == ""
    told = bare_shell.finish(other)
    assert told["tries"] > 1
    after = story.look()
    assert (after["reserved"], after["lines"]) == (0, 0)


def test_two_deliveries_of_a_lot_do_not_wait_for_the_lock_of_each_other(bare_shell):
    story = Story(bare_shell)
    lock = story.fill(
        "lot = env['stock.lot'].browse(LOT)\n"
        "assert lot._lock_for_use() == set()\n"
        "print('LOCKED', flush=True)\n"
        "time.sleep(SECONDS)\nanswer(at=time.time())\n"
    )
    slow = bare_shell.start(lock.replace("SECONDS", "12"))
    bare_shell.wait_for(slow, "LOCKED")
    quick = bare_shell.run(lock.replace("SECONDS", "0"))
    # Core writes plain columns of the lot meanwhile, such as its place.
    place = bare_shell.run(
        story.fill(
            "env.cr.execute('UPDATE stock_lot SET note = NULL WHERE id = LOT')\n"
            "env.cr.commit()\nanswer(at=time.time())\n"
        )
    )
    late = bare_shell.finish(slow)
    assert quick["at"] < late["at"] and place["at"] < late["at"]
    one = story.start("ship", picking="first", seconds=5)
    bare_shell.wait_for(one, "SHIPPED")
    two = story.run("ship", picking="second")
    assert (bare_shell.finish(one)["message"], two["message"]) == ("", "")
    assert story.look()["on_hand"] == 50


def test_two_holds_of_one_case_make_one(bare_shell):
    story = Story(bare_shell)
    one = story.start("hold", seconds=5)
    bare_shell.wait_for(one, "HELD")
    two = story.run("hold")
    assert (bare_shell.finish(one)["message"], two["message"]) == ("", "")
    assert story.look()["holds"] == 1
