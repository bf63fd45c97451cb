"""Readiness of all open orders, and opening the board."""

from . import production
from .meter import Meter

NAME = "readiness"
TARGET = {"seconds": 5.0, "board_seconds": 2.0}


def measure(env, options):
    """Return the figures of computing, of storing and of opening the board."""
    orders = production.build(env, options)
    engine = env["inv.readiness.engine"]
    few = _count_queries(env, engine)
    with Meter(env) as computing:
        picture = engine._compute_picture(env.company)
    with Meter(env) as opening:
        board = env["inv.readiness.board"].get_board()
    with Meter(env) as parts:
        env["inv.readiness.board"].get_missing_parts()
    with Meter(env) as storing:
        env["inv.production.readiness"]._store(picture)
    states = {column["key"]: column["count"] for column in board["columns"]}
    return {
        "n": len(orders),
        "lines": len(picture.needs["move"]),
        **computing.result(),
        "queries_with_20_orders": few,
        "board": opening.result(),
        "missing_parts": parts.result(),
        "store": storing.result(),
        "states": states,
        "target": TARGET,
    }


def _count_queries(env, engine):
    """Return the queries of a computation for the first orders alone."""
    plain = type(engine)._get_open_orders

    def few(self, company):
        return plain(self, company)[:20]

    type(engine)._get_open_orders = few
    try:
        with Meter(env) as meter:
            engine._compute_picture(env.company)
    finally:
        type(engine)._get_open_orders = plain
    return meter.queries
