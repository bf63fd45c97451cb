"""Raising requisition lines, and approving them beside core's own scheduler."""

from . import data
from .meter import Meter

NAME = "scheduler"
TARGET = {"raise_seconds": 3.0, "raise_queries": 150, "approve_ratio_to_core": 0.5}


def measure(env, options):
    """Return the figures of raising, of approving, and of core on the same data."""
    products, _moves = data.build(env, options)
    rules = data.create_rules(env, products)
    env.company.inv_requisition_mode = "approval"
    env["inv.planning.run"].create({"company_id": env.company.id})._execute(commit=True)
    env["inv.requisition.signal"].search([]).unlink()
    env.cr.commit()
    core = _measure_core(env, rules)
    with Meter(env) as raising:
        lines = env["inv.requisition.raiser"]._raise(
            env["inv.stocking.point"].search([])
        )
    env.cr.commit()
    requisitions = lines.requisition_id
    with Meter(env) as approving:
        lines._set_state("approved")
        env["inv.requisition.ordering"]._place(lines)
    env.cr.commit()
    return {
        "n": len(lines),
        "requisitions": len(requisitions),
        "orders": len(requisitions.purchase_order_ids),
        **raising.result(),
        "core": core,
        "approve": approving.result(),
        "approve_ratio_to_core": round(approving.seconds / core["seconds"], 3),
        "target": TARGET,
    }


def _measure_core(env, rules):
    """Measure core's own scheduler on these rules; nothing of it stays."""
    env.company.inv_requisition_mode = "direct"
    with Meter(env) as meter:
        env.cr.execute("SAVEPOINT core")
        rules._procure_orderpoint_confirm(
            company_id=env.company, raise_user_error=False
        )
        env.flush_all()
    bought = env["purchase.order.line"].search_count([])
    env.invalidate_all(flush=False)
    env.cr.execute("ROLLBACK TO SAVEPOINT core")
    env.invalidate_all(flush=False)
    env.company.inv_requisition_mode = "approval"
    env.cr.commit()
    return {**meter.result(), "lines": bought}
