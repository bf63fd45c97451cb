"""A whole planning run of one warehouse, without writing reordering rules."""

from . import data
from .meter import Meter

NAME = "plan"
TARGET = {"seconds": 3.0, "queries": 100}
GOAL = {"seconds": 1.0, "queries": 60}


def measure(env, options):
    """Return the figures of the first run and of a second one without new moves."""
    products, moves = data.build(env, options)
    data.create_rules(env, products)
    run = env["inv.planning.run"].create({"company_id": env.company.id})
    env.cr.commit()
    with Meter(env) as meter:
        run._execute(commit=True)
    again = env["inv.planning.run"].create({"company_id": env.company.id})
    env.cr.commit()
    with Meter(env) as second:
        again._execute(commit=True)
    return {
        "n": len(products),
        "moves": moves,
        **meter.result(),
        "timings": run.timings,
        "second_run": second.result(),
        "target": TARGET,
        "goal": GOAL,
    }
