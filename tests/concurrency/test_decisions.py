"""Planners who decide on the same rows and batches at once, in real processes."""

PREPARE = """
env["inv.planning.run"].create({"company_id": env.company.id})._execute(commit=True)
points = env["inv.stocking.point"].search([("has_change", "=", True)])
batch = env["inv.parameter.change.batch"]._propose(points)
env.cr.commit()
answer(lines=len(batch.line_ids))
"""
DECIDE = """
import psycopg2
from odoo.exceptions import UserError
def decide(call):
    refused = ""
    for attempt in range(5):
        try:
            result = call()
            env.flush_all()
            print("DECIDED", flush=True)
            time.sleep(SECONDS)
            env.cr.commit()
            return result, ""
        except UserError as error:
            env.cr.rollback()
            return None, str(error)
        except psycopg2.OperationalError:
            env.cr.rollback()
            env.invalidate_all(flush=False)
    return None, "never"
"""
APPLY = (
    DECIDE
    + """
batch = env["inv.parameter.change.batch"].search([], limit=1)
print("READY", flush=True)
result, refused = decide(batch.action_apply)
answer(refused=refused)
"""
)
RULES = """
batch = env["inv.parameter.change.batch"].search([], limit=1)
lines = batch.line_ids
answer(
    state=batch.state,
    applied=len(lines.filtered(lambda line: line.state == "applied")),
    wrong=len(lines.filtered(
        lambda line: line.orderpoint_id.product_min_qty != line.min_after)),
)
"""
APPROVE = (
    DECIDE
    + """
admin = env(user=env.ref("base.user_admin").id)
point = admin["inv.stocking.point"].search(
    [("supply_type", "=", "buy")], order="id", limit=1)
point.sudo().write({"status": "stocked_out", "position_qty": 0, "order_up_to_qty": 50,
                    "planning_error": False})
env.cr.commit()
print("READY", flush=True)
result, refused = decide(lambda: admin["inv.workbench"].decide_approve([point.id]))
answer(refused=refused, conflict=bool((result or {}).get("conflict")))
"""
)
LINES = """
lines = env["inv.requisition.line"].search([])
answer(lines=len(lines), decisions=env["inv.workbench.decision"].search_count([]))
"""


def test_two_planners_apply_a_batch_once(shell):
    prepared = shell.run(PREPARE)
    assert prepared["lines"] > 0
    first = shell.start(APPLY.replace("SECONDS", "7"))
    shell.wait_for(first, "DECIDED")
    second = shell.run(APPLY.replace("SECONDS", "0"))
    shell.finish(first)
    assert second["refused"]
    after = shell.run(RULES)
    assert after == {"state": "applied", "applied": prepared["lines"], "wrong": 0}


def test_two_planners_order_a_row_once(shell):
    shell.run(PREPARE)
    first = shell.start(APPROVE.replace("SECONDS", "7"))
    shell.wait_for(first, "DECIDED")
    second = shell.run(
        APPROVE.replace("SECONDS", "0").replace("point.sudo().write", "dict")
    )
    shell.finish(first)
    assert second["conflict"] or second["refused"]
    assert shell.run(LINES) == {"lines": 1, "decisions": 1}
