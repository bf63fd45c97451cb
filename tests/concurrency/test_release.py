"""Two people release two orders that need the same last component."""

import signal

PREPARE = """
from odoo import Command
new = lambda name: env["product.product"].create(
    {"name": name, "type": "consu", "is_storable": True})
warehouse = env["stock.warehouse"].search(
    [("company_id", "=", env.company.id)], limit=1)
warehouse.manu_type_id.reservation_method = "manual"
env.company.inv_release_policy = "block"
bearing, bolt = new("Last bearing"), new("Bolt")
for product, quantity in ((bearing, 1), (bolt, 10)):
    env["stock.quant"]._update_available_quantity(
        product, warehouse.lot_stock_id, quantity)
orders = env["mrp.production"]
for name in ("First", "Second"):
    pump = new(name)
    env["mrp.bom"].create({
        "product_tmpl_id": pump.product_tmpl_id.id,
        "bom_line_ids": [
            Command.create({"product_id": item.id, "product_qty": 1})
            for item in (bolt, bearing)
        ],
    })
    order = orders.create({"product_id": pump.id, "product_qty": 1})
    order.action_confirm()
    orders |= order
env.cr.commit()
answer(ids=orders.ids)
"""
RELEASE = """
from odoo.service.model import retrying
admin = env(user=env.ref("base.user_admin").id)
tries = []
def release():
    tries.append(1)
    result = admin["inv.readiness.board"].decide_release([ORDER])
    env.flush_all()
    print("RELEASED", flush=True)
    time.sleep(SECONDS)
    return result
result = retrying(release, env)
env.cr.commit()
answer(tries=len(tries), message=result["message"],
       refused=[row["message"] for row in result["refused"]])
"""
COUNT = """
quants = env["stock.quant"].search([("location_id.usage", "=", "internal"),
    ("product_id.name", "in", ("Last bearing", "Bolt"))])
by = {}
for quant in quants:
    on_hand, held = by.get(quant.product_id.name, (0, 0))
    by[quant.product_id.name] = (
        on_hand + quant.quantity, held + quant.reserved_quantity)
orders = env["mrp.production"].search([("product_id.name", "in", ("First", "Second"))])
answer(held=by, states=sorted(orders.mapped("inv_release_state")))
"""


def code(order, seconds):
    return RELEASE.replace("ORDER", str(order)).replace("SECONDS", str(seconds))


def test_last_component_is_given_once(shell):
    first, second = shell.run(PREPARE)["ids"]
    # So long that it holds the part however slowly the other process starts.
    holder = shell.start(code(first, 7))
    shell.wait_for(holder, "RELEASED")
    later = shell.run(code(second, 0))
    output, errors = holder.communicate(timeout=120)
    assert "Released" in output, errors
    assert later["message"] == ""
    assert "Last bearing" in later["refused"][0]
    assert later["tries"] > 1
    found = shell.run(COUNT)
    assert found["states"] == ["released", "waiting"]
    assert found["held"] == {"Last bearing": [1.0, 1.0], "Bolt": [10.0, 1.0]}


def test_killed_release_leaves_nothing_reserved(shell):
    first, second = shell.run(PREPARE)["ids"]
    holder = shell.start(code(first, 60))
    shell.wait_for(holder, "RELEASED")
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    found = shell.run(COUNT)
    assert found["states"] == ["waiting", "waiting"]
    assert found["held"] == {"Last bearing": [1.0, 0.0], "Bolt": [10.0, 0.0]}
    assert shell.run(code(second, 0))["refused"] == []
