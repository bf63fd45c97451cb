"""Releasing ready orders one after the other, beside core's own reservation."""

from . import production
from .meter import Meter

NAME = "release"
COUNT = 50


def measure(env, options):
    """Return the figures of releasing orders, and of core's Check Availability."""
    options.orders = min(options.orders, 400)
    production.build(env, options)
    board = env["inv.readiness.board"]
    ready = board.get_board()["ready_ids"][:COUNT]
    orders = env["mrp.production"].browse(ready)
    with Meter(env) as core:
        env.cr.execute("SAVEPOINT core")
        orders.action_assign()
        env.flush_all()
    env.invalidate_all(flush=False)
    env.cr.execute("ROLLBACK TO SAVEPOINT core")
    env.invalidate_all(flush=False)
    with Meter(env) as releasing:
        answer = board.decide_release(ready)
    return {
        "n": len(ready),
        **releasing.result(),
        "refused": len(answer["refused"]),
        "core_reservation": core.result(),
        "ratio_to_core": round(releasing.seconds / core.seconds, 2),
    }
