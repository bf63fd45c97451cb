"""The exchange curve: opening the page, and the effect of another point."""

from . import points
from .meter import Meter

NAME = "curve"
TARGET = {"page_seconds": 2.0, "choice_seconds": 2.0}


def measure(env, options):
    """Return the figures of the page; with those of one choice."""
    env, _products, count = points.build(env, options)
    page = env["inv.exchange.curve.page"]
    page.get_curve(False)
    with Meter(env) as opened:
        data = page.get_curve(False)
    target = data["steps"][len(data["steps"]) // 2]["target"]
    with Meter(env) as chosen:
        choice = page.get_choice(False, target)
    return {
        "n": count,
        "steps": len(data["steps"]),
        "classes": len(choice["rows"]),
        **opened.result(),
        "choice": chosen.result(),
        "target": TARGET,
    }
