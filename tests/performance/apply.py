"""Writing changed minima and maxima into reordering rules."""

from . import data
from .meter import Meter

NAME = "apply"
TARGET = {"seconds": 8.0}


def measure(env, options):
    """Return the figures of applying all recommendations, and of undoing them."""
    products, _moves = data.build(env, options)
    rules = data.create_rules(env, products)
    env["inv.planning.run"].create({"company_id": env.company.id})._execute(commit=True)
    points = env["inv.stocking.point"].search([("has_change", "=", True)])
    batch = env["inv.parameter.change.batch"]._propose(points)
    env.cr.commit()
    with Meter(env) as meter:
        batch.action_apply()
        env.cr.commit()
    with Meter(env) as undo:
        batch.action_undo()
        env.cr.commit()
    return {
        "n": batch.line_count,
        "rules": len(rules),
        **meter.result(),
        "undo": undo.result(),
        "target": TARGET,
    }
