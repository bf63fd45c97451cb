"""Builds the demo company in an Odoo environment and plans it.

Run by ``./setup/demo`` inside ``odoo shell``; every step prints its seconds and the
last line is a JSON object with the summary.
"""

import json
import time

import numpy as np

from . import (
    catalogue,
    company,
    counting,
    exceptions,
    forecasts,
    network,
    network_plans,
    past,
    production,
    purchasing,
    recalls,
    transfers,
)

SEED = 20260101
GIFT_COUNT = 282


def build(env):
    """Build, plan and procure; return the summary."""
    watch = Watch()
    generator = np.random.default_rng(SEED)
    company.set_up_company(env)
    sites = company.create_sites(env, env.company)
    items = catalogue.read_items(GIFT_COUNT, generator)
    vendors = company.create_vendors(env)
    choice = [vendors[i] for i in generator.integers(0, len(vendors), len(items))]
    products = company.create_products(env, items, choice, generator)
    purchasing.set_up(env, vendors, products, generator)
    env.flush_all()
    watch.lap("products, vendors, sites")
    story = past.History(env, sites, generator)
    for item, vendor, product in zip(items, choice, products, strict=True):
        story.replay_item(item, vendor, product)
    watch.lap("replay of demand")
    move_count = story.load()
    env.invalidate_all()
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    watch.lap("loading of moves")
    story.create_rules()
    story.create_open_documents()
    env.cr.commit()
    watch.lap("rules and open orders")
    run = plan(env, watch)
    applied = apply_changes(env, watch)
    requisitions = purchasing.raise_and_decide(env)
    watch.lap("requisitions")
    drafts = run_scheduler(env, watch)
    made = production.create(env, sites, vendors, products, generator)
    watch.lap("production")
    lanes = network.create(env, sites)
    fed = network_plans.prepare(env, sites)
    watch.lap("network")
    forecasts.create_overrides(env)
    # Once more, so that the screens count what has just been asked for.
    plan(env, watch, "second planning run")
    transfer_count = transfers.create(env)
    watch.lap("transfers")
    allocated = network_plans.create(env, sites)
    watch.lap("hub allocation and shared safety stock")
    variances = counting.create(env, sites, generator)
    watch.lap("counting")
    recalled = recalls.create(env, sites, generator)
    watch.lap("recalls")
    exceptions.create(env)
    watch.lap("exceptions of the past month")
    keep_figures(env)
    watch.lap("figures of the past months")
    summary = summarise(env, run, applied, watch, move_count, drafts, requisitions)
    return {
        **summary,
        "manufacturing_orders": made,
        "variances_to_approve": variances,
        "lanes": lanes,
        "transfers_to_decide": transfer_count,
        "items_fed_by_the_hub": fed,
        "items_to_allocate": allocated,
        "lots_recalled": recalled,
    }


class Watch:
    """Seconds of the steps, in their order."""

    def __init__(self):
        self.laps, self.start = {}, time.monotonic()

    def lap(self, name):
        now = time.monotonic()
        self.laps[name] = round(now - self.start, 1)
        self.start = now
        print(f"  {name}: {self.laps[name]} s", flush=True)


def plan(env, watch, name="planning run"):
    """Run the planning as the nightly job does; return the run."""
    run = env["inv.planning.run"].create({"company_id": env.company.id})
    run._execute(commit=True)
    watch.lap(name)
    return run


def keep_figures(env):
    """Let the figures begin today: history was loaded after the first planning run."""
    env.cr.execute("DELETE FROM inv_kpi_snapshot")
    env["inv.kpi.snapshot"]._snapshot(env.company)
    env.cr.commit()


def apply_changes(env, watch):
    """Apply all recommendations in one batch; return it."""
    admin = env.ref("base.user_admin")
    points = (
        env["inv.stocking.point"].with_user(admin).search([("has_change", "=", True)])
    )
    batch = points.env["inv.parameter.change.batch"]._propose(points)
    batch.reason = "First planning of the demo company"
    batch.action_apply()
    env.cr.commit()
    watch.lap("applying of changes")
    return batch


def run_scheduler(env, watch):
    """Run core's procurement scheduler with its own cursors; count draft orders."""
    env["stock.rule"].run_scheduler(use_new_cursor=True)
    env.invalidate_all()
    orders = env["purchase.order"].search([("state", "=", "draft")])
    watch.lap("procurement scheduler")
    return len(orders), len(orders.order_line)


def summarise(env, run, batch, watch, move_count, drafts, requisitions):
    """Return the figures that ``./setup/demo`` prints."""
    Point = env["inv.stocking.point"]
    points = Point.search([])
    statuses = Point._read_group([], ["status"], ["__count"])
    return {
        "products": env["product.product"].search_count([("is_storable", "=", True)]),
        "sites": env["stock.warehouse"].search_count([]),
        "moves": move_count,
        "stocking_points": len(points),
        "seconds": watch.laps,
        "planning": {"seconds": round(run.seconds, 2), "queries": run.query_count},
        "statuses": dict(statuses),
        "changes_applied": batch.selected_count,
        "requisition_lines": requisitions[0],
        "requisitions": requisitions[1],
        "draft_rfqs": drafts[0],
        "draft_rfq_lines": drafts[1],
        "stock_value_now": round(sum(points.mapped("stock_value"))),
        "stock_value_recommended": round(sum(points.mapped("stock_value_recommended"))),
        "service_before": round(batch.service_before, 4),
        "service_after": round(batch.service_after, 4),
        "currency": env.company.currency_id.name,
    }


def main(env):
    """Build the company and print the summary as the last line."""
    print(json.dumps(build(env)), flush=True)
