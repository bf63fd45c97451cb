"""Requisitions raised and approved by several processes, killed and repeated."""

import signal

PREPARE = """
env.company.inv_requisition_mode = "approval"
env["inv.planning.run"].create({"company_id": env.company.id})._execute(commit=True)
env.cr.commit()
answer(signals=env["inv.requisition.signal"].search_count([]))
"""
#: Wait long before the commit, so that the other process works at the same time.
SLOW = """
from odoo.addons.inv_optimisation.requisition import inv_requisition_raiser
Raiser = inv_requisition_raiser.InvRequisitionRaiser
plain = Raiser._raise_company
def slow(self, points, company, quantities):
    lines = plain(self, points, company, quantities)
    env.flush_all()
    print("RAISED", len(lines), flush=True)
    time.sleep(SECONDS)
    return lines
Raiser._raise_company = slow
"""
WORK = """
env["inv.requisition.signal"]._cron_work()
env.cr.commit()
"""
RAISE_ALL = """
signals = env["inv.requisition.signal"]
for attempt in range(2):
    signals._send_company(env.company)
    env.cr.commit()
    signals._cron_work()
    env.cr.commit()
"""
SCHEDULER = """
cron = env.ref("stock.ir_cron_scheduler_action")
problem = cron.method_direct_trigger()
env["inv.requisition.signal"]._cron_work()
env.cr.commit()
"""
COUNT = """
env.invalidate_all()
lines = env["inv.requisition.line"].search([])
open_lines = lines.filtered(lambda line: line.state == "to_approve")
bought = env["purchase.order.line"].search([])
answer(
    lines=len(lines),
    open=len(open_lines),
    points=len(open_lines.point_id),
    quantity=sum(lines.mapped("qty")),
    bought=sum(bought.mapped("product_uom_qty")),
    orders=len(bought),
    signals=env["inv.requisition.signal"].search_count([]),
)
"""
APPROVE = """
from odoo.exceptions import UserError
admin = env(user=env.ref("base.user_admin").id)
# All of them: who comes late meets decided ones.
requisitions = admin["inv.requisition"].search([])
ids = requisitions.ids
import psycopg2
print("READY", flush=True)
result = None
for attempt in range(5):
    try:
        result = requisitions.decide_approve(ids)
        env.flush_all()
        time.sleep(SECONDS)
        env.cr.commit()
        break
    except psycopg2.OperationalError:
        env.cr.rollback()
        env.invalidate_all(flush=False)
answer(conflict="conflict" in (result or {}), approved="undo" in (result or {}))
"""


def prepare(shell):
    assert shell.run(PREPARE) == {"signals": 60}


def test_scheduler_run_twice_raises_once_and_orders_nothing(shell):
    prepare(shell)
    first = shell.run(SCHEDULER + COUNT)
    assert (first["lines"], first["points"], first["orders"]) == (60, 60, 0)
    assert first["signals"] == 0
    second = shell.run(SCHEDULER + COUNT)
    assert second == first


def test_two_processes_that_raise_at_once_raise_every_line_once(shell):
    prepare(shell)
    slow = shell.start(SLOW.replace("SECONDS", "3") + WORK + COUNT)
    shell.wait_for(slow, "RAISED 60")
    quick = shell.run(RAISE_ALL + COUNT)
    shell.finish(slow)
    assert (quick["lines"], quick["points"]) == (60, 60)
    assert quick["signals"] == 0


def test_killed_process_loses_nothing_and_leaves_nothing_half_done(shell):
    prepare(shell)
    process = shell.start(SLOW.replace("SECONDS", "30") + WORK)
    shell.wait_for(process, "RAISED 60")
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = shell.run(COUNT)
    assert (left["lines"], left["signals"]) == (0, 60)
    again = shell.run(WORK + COUNT)
    assert (again["lines"], again["points"], again["signals"]) == (60, 60, 0)


def test_two_approvers_at_once_order_every_line_once(shell):
    prepare(shell)
    raised = shell.run(WORK + COUNT)
    first = shell.start(APPROVE.replace("SECONDS", "3"))
    shell.wait_for(first, "READY")
    second = shell.run(APPROVE.replace("SECONDS", "0"))
    done = shell.finish(first)
    assert done["approved"] or second["approved"]
    after = shell.run(COUNT)
    assert after["open"] == 0
    assert after["bought"] == raised["quantity"]
    assert after["orders"] == 60
