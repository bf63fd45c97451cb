"""Exceptions of the past month, so that the workbench compares with something.

Counted from what is known of each day: stock on hand of the ledger and purchase orders
under way, against today's levels. What was at risk, too much on order or wrong in the
data cannot be known afterwards and is left out.
"""

import datetime

import numpy as np

from odoo.tools import SQL

DAYS = 30


def create(env):
    """Write the exceptions of the days before today; return the number of rows."""
    company = env.company
    today = company._get_inventory_today()
    points = env["inv.stocking.point"].search(
        [("company_id", "=", company.id), ("derivation", "!=", False)]
    )
    provider = env["inv.provider.stock"]
    on_hand = provider._get_stock_history(points, company, today, DAYS + 1)[:, :DAYS]
    on_order = _get_on_order(provider, points, today)
    masks, values = _classify(points, company, on_hand, on_order)
    rows = _count(points, today, masks, values)
    env.cr.execute(
        SQL(
            """
            INSERT INTO inv_exception_snapshot
                   (company_id, warehouse_id, date, kind, item_count, value)
            VALUES %s ON CONFLICT DO NOTHING
            """,
            SQL(", ").join(SQL("%s", (company.id, *row)) for row in rows),
        )
    )
    env.invalidate_all()
    env.cr.commit()
    return len(rows)


def _get_on_order(provider, points, today):
    """Return what was on order at the end of each day, of shape (points, days)."""
    start = today - datetime.timedelta(days=DAYS)
    item, ordered, received, quantity = provider._read_columns(
        SQL(
            """
            SELECT point.item,
                   COALESCE(po.date_approve, po.date_order)::date - %(start)s::date
                       AS ordered,
                   CASE WHEN m.state = 'done' THEN m.date::date - %(start)s::date
                        ELSE %(never)s END AS received,
                   m.product_qty AS quantity
              FROM %(point)s
              JOIN stock_move m ON m.product_id = point.product_id
              JOIN stock_location place ON place.id = m.location_dest_id
               AND place.warehouse_id = point.warehouse_id
              JOIN purchase_order_line line ON line.id = m.purchase_line_id
              JOIN purchase_order po ON po.id = line.order_id
             WHERE m.state <> 'cancel'
               AND (m.state <> 'done' OR m.date >= %(start)s)
            """,
            point=provider._get_point_table(points),
            start=start,
            never=DAYS,
        ),
        ["item", "ordered", "received", "quantity"],
    )
    change = np.zeros((len(points), DAYS + 1))
    item = item.astype(np.int64)
    for day, signed in ((ordered, quantity), (received, -quantity)):
        np.add.at(change, (item, np.clip(day, 0, DAYS).astype(np.int64)), signed)
    return np.cumsum(change, axis=1)[:, :DAYS]


def _classify(points, company, on_hand, on_order):
    """Return {card: mask} and {card: value} of shape (points, days)."""
    column = {
        name: np.array(points.mapped(name))[:, None]
        for name in (
            "forecast_per_day",
            "lead_time_days",
            "reorder_point_qty",
            "order_up_to_qty",
        )
    }
    cost = np.array([point.product_id.standard_price for point in points])[:, None]
    rate, maximum = column["forecast_per_day"], column["order_up_to_qty"]
    position = on_hand + on_order
    missing = np.maximum(maximum - position, 0.0) * cost
    over = position - maximum - company.inv_excess_days * rate
    over = np.clip(over, 0.0, np.maximum(on_hand, 0.0))
    is_out = (on_hand <= 0) & (rate > 0)
    # What runs out within its lead time is at risk, which the past does not tell.
    lasts = on_hand > rate * column["lead_time_days"]
    is_below = (position <= column["reorder_point_qty"]) & (rate > 0) & lasts
    masks = {"stocked_out": is_out, "below_reorder_point": is_below & ~is_out}
    masks["excess"] = (over > 0) & ~is_out & ~is_below
    values = {"stocked_out": missing, "below_reorder_point": missing}
    return masks, {**values, "excess": over * cost}


def _count(points, today, masks, values):
    """Return rows (site, date, card, items, value) of every site and day."""
    sites = np.array([point.warehouse_id.id for point in points])
    rows = []
    for site in np.unique(sites).tolist():
        own = sites == site
        for kind, mask in masks.items():
            counts = mask[own].sum(axis=0)
            sums = np.where(mask[own], values[kind][own], 0.0).sum(axis=0)
            rows += [
                (site, today - datetime.timedelta(days=DAYS - day), kind)
                + (int(counts[day]), round(float(sums[day]), 2))
                for day in range(DAYS)
            ]
    return rows
