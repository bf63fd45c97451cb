"""The ledger: rebuilding it, and refreshing it after a day's deliveries."""

from . import data
from .meter import Meter

NAME = "ledger"
TOUCHED_SHARE = 0.1


def measure(env, options):
    """Return the figures of a refresh after a tenth of the products moved."""
    products, moves = data.build(env, options)
    refresh = env["inv.stock.ledger.refresh"]
    with Meter(env) as rebuild:
        refresh._refresh(env.company, rebuild=True)
    # Only what is written from now on counts as new.
    env.cr.execute("UPDATE stock_move SET write_date = write_date - interval '9 days'")
    env.cr.commit()
    touched = products[: int(len(products) * TOUCHED_SHARE)]
    env.cr.execute(
        "UPDATE stock_move SET write_date = now() WHERE product_id = ANY(%s)",
        [touched.ids],
    )
    env.cr.commit()
    with Meter(env) as meter:
        refresh._refresh(env.company)
    return {
        "n": len(touched),
        "moves": moves,
        **meter.result(),
        "rebuild": rebuild.result(),
    }
