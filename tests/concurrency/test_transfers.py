"""Transfers decided on by several people at once, and runs that are killed."""

import signal

PREPARE = """
Warehouse = env["stock.warehouse"]
source = Warehouse.search([("company_id", "=", env.company.id)], limit=1)
targets = Warehouse.create(
    [{"name": f"Site {n}", "code": f"T{n}"} for n in (1, 2)]
)
product = env["product.product"].create({
    "name": "Scarce", "type": "consu", "is_storable": True,
    "standard_price": 10.0, "list_price": 40.0,
})
env["stock.quant"]._update_available_quantity(product, source.lot_stock_id, 100.0)
env.company.inv_transfer_keep_days = 0.0
for site in (source, *targets):
    env["inv.stocking.point"].create({
        "product_id": product.id, "warehouse_id": site.id,
        "company_id": env.company.id, "lead_time_days": 20.0,
        "forecast_per_day": 0.0 if site == source else 4.0,
        "demand_sd_per_day": 1.0, "order_up_to_qty": 60.0,
    })
for target in targets:
    target.resupply_wh_ids = [(4, source.id)]
    lane = env["inv.lane"].create({
        "source_warehouse_id": source.id, "target_warehouse_id": target.id,
        "route_id": target.resupply_route_ids.id, "lead_time_manual_days": 1.0,
    })
    vals = env["inv.transfer.evaluation"]._evaluate(product, lane, 60.0)
    env["inv.transfer.suggestion"].create(vals)
env.cr.commit()
answer(ids=env["inv.transfer.suggestion"].search([], order="id").ids)
"""
#: Accept as a request does: Odoo's own loop repeats what could not be serialised.
ACCEPT = """
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.addons.inv_multisite.suggestion import inv_transfer_acceptance
Acceptance = inv_transfer_acceptance.InvTransferAcceptance
plain = Acceptance._place
def slow(self, suggestions, company):
    result = plain(self, suggestions, company)
    env.flush_all()
    print("PLACED", flush=True)
    time.sleep(SECONDS)
    return result
Acceptance._place = slow
admin = env(user=env.ref("base.user_admin").id)
def accept():
    return admin["inv.transfer.suggestion"].browse(IDS).action_accept()
message = ""
try:
    retrying(accept, env)
except UserError as error:
    env.cr.rollback()
    message = str(error)
answer(message=message)
"""
COUNT = """
env.invalidate_all()
suggestions = env["inv.transfer.suggestion"].search([], order="id")
moves = env["stock.move"].search([("inv_transfer_suggestion_id", "!=", False)])
answer(
    states=suggestions.mapped("state"),
    moves=len(moves),
    pickings=len(moves.picking_id),
    runs=env["inv.transfer.run"].search([]).mapped("state"),
)
"""
RUN = """
from odoo.addons.inv_multisite.rebalancing import inv_transfer_run
Run = inv_transfer_run.InvTransferRun
plain = Run._decide
def slow(self, lanes):
    plain(self, lanes)
    env.flush_all()
    print("DECIDED", flush=True)
    time.sleep(SECONDS)
Run._decide = slow
run = env["inv.transfer.run"].search([("state", "=", "running")], limit=1)
run = run or env["inv.transfer.run"].create({"company_id": env.company.id})
run._execute(commit=True)
"""


def accept(ids, seconds):
    """Return the code that accepts ``ids`` and waits before the commit."""
    return ACCEPT.replace("IDS", str(ids)).replace("SECONDS", str(seconds))


def run(seconds):
    """Return the code that runs, and waits before the decision is committed."""
    return RUN.replace("SECONDS", str(seconds))


def test_of_two_people_who_take_the_same_stock_one_is_told(bare_shell):
    first, second = bare_shell.run(PREPARE)["ids"]
    slow = bare_shell.start(accept([first], 3))
    bare_shell.wait_for(slow, "PLACED")
    told = bare_shell.run(accept([second], 0))
    bare_shell.finish(slow)
    assert "only 40" in told["message"]
    after = bare_shell.run(COUNT)
    assert after["states"] == ["accepted", "new"]
    assert after["moves"] == 2


def test_two_people_who_accept_the_same_move_make_one_transfer(bare_shell):
    first, _second = bare_shell.run(PREPARE)["ids"]
    slow = bare_shell.start(accept([first], 3))
    bare_shell.wait_for(slow, "PLACED")
    told = bare_shell.run(accept([first], 0))
    bare_shell.finish(slow)
    # While the first one decides, or just after.
    expected = ("Somebody else is deciding", "decided already")
    assert any(text in told["message"] for text in expected)
    after = bare_shell.run(COUNT)
    assert (after["moves"], after["pickings"]) == (2, 2)
    again = bare_shell.run(accept([first], 0))
    assert "decided already" in again["message"]


def test_killed_run_suggests_nothing_and_goes_on_later(bare_shell):
    bare_shell.run(
        PREPARE + 'env["inv.transfer.suggestion"].search([]).unlink()\n'
        "env.cr.commit()\n"
    )
    process = bare_shell.start(run(30))
    bare_shell.wait_for(process, "DECIDED")
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = bare_shell.run(COUNT)
    assert (left["states"], left["runs"]) == ([], ["running"])
    after = bare_shell.run(run(0) + COUNT)
    assert after["runs"] == ["done"]
    assert set(after["states"]) == {"new"}
