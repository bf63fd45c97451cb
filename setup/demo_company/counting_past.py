"""A quarter of posted counts, written as they would be after posting."""

import datetime

from odoo import fields

HISTORY_DAYS = 100
COUNTS_PER_DAY = 14
#: Every n-th counted record of the past was in the random sample.
SAMPLE_SHARE = 0.3
#: Share of records that agreed with the book, by class.
HIT_RATES = {"A": 0.97, "B": 0.95, "C": 0.91}
CAUSES = ["PLACE", "PICK", "RECEIPT", "UOM", "LOT", "LOSS", "COUNT", "UNKNOWN"]
CAUSE_WEIGHTS = [0.31, 0.22, 0.16, 0.09, 0.07, 0.06, 0.04, 0.05]


def get_classes(env, plant, products):
    """Return the ABC class of each product at the plant."""
    points = env["inv.stocking.point"].search(
        [("warehouse_id", "=", plant.id), ("product_id", "in", products.ids)]
    )
    return {point.product_id.id: point.abc_class or "C" for point in points}


def write_history(env, plant, records, users, generator):
    """Write a quarter of posted counts, one session a day and kind."""
    classes = get_classes(env, plant, records.product_id)
    causes = {cause.code: cause.id for cause in env["inv.count.cause"].search([])}
    today = fields.Date.today()
    for day in range(HISTORY_DAYS, 0, -1):
        date = today - datetime.timedelta(days=day)
        if date.weekday() > 4:
            continue
        picks = generator.choice(len(records), COUNTS_PER_DAY, replace=False)
        is_sample = generator.random(COUNTS_PER_DAY) < SAMPLE_SHARE
        for kind, wanted in (("cycle", False), ("sample", True)):
            chosen = [
                records[int(pick)]
                for pick, sampled in zip(picks, is_sample, strict=True)
                if bool(sampled) == wanted
            ]
            if chosen:
                counter = users["counter" if day % 2 else "counter2"]
                _write_session(
                    env, plant, kind, date, counter, chosen, classes, causes, generator
                )


def _write_session(env, plant, kind, date, counter, quants, classes, causes, generator):
    moment = datetime.datetime.combine(date, datetime.time(9, 30))
    session = env["inv.count.session"].create(
        {
            "warehouse_id": plant.id,
            "kind": kind,
            "user_id": counter.id,
            "date_planned": date,
            "state": "done",
            "start_datetime": moment,
            "end_datetime": moment + datetime.timedelta(hours=2),
        }
    )
    lines = [
        _prepare_past_line(session, quant, moment, counter, classes, causes, generator)
        for quant in quants
    ]
    env["inv.count.line"].create(lines)
    env["inv.count.place"].create(
        [
            {
                "session_id": session.id,
                "location_id": location.id,
                "sequence": sequence,
                "user_id": counter.id,
                "state": "submitted",
                "start_datetime": moment,
                "submit_datetime": moment,
            }
            for sequence, location in enumerate({quant.location_id for quant in quants})
        ]
    )


def _prepare_past_line(session, quant, moment, counter, classes, causes, generator):
    name = classes.get(quant.product_id.id, "C")
    is_hit = generator.random() < HIT_RATES[name]
    expected = max(round(quant.quantity * generator.uniform(0.6, 1.3)), 1)
    variance = 0.0
    vals = {}
    if not is_hit:
        variance = float(
            round(
                expected * generator.choice([-1, -1, 1]) * generator.uniform(0.1, 0.4)
            )
            or -1
        )
        code = generator.choice(CAUSES, p=CAUSE_WEIGHTS)
        vals = {"cause_id": causes[code], "breach": "qty,percent"}
    cost = quant.product_id.standard_price
    return {
        **vals,
        "session_id": session.id,
        "location_id": quant.location_id.id,
        "zone_id": quant.location_id.location_id.id,
        "product_id": quant.product_id.id,
        "lot_id": quant.lot_id.id,
        "item_class": name,
        "state": "posted",
        "is_counted": True,
        "is_hit": is_hit,
        "expected_qty": expected,
        "first_expected_qty": expected,
        "counted_qty": expected + variance,
        "first_counted_qty": expected + variance,
        "variance_qty": variance,
        "variance_value": variance * cost,
        "absolute_value": abs(variance * cost),
        "variance_rate": variance / expected,
        "unit_cost": cost,
        "counted_datetime": moment,
        "first_scan_datetime": moment,
        "posted_datetime": moment + datetime.timedelta(minutes=30),
        "counter_id": counter.id,
        "first_counter_id": counter.id,
    }
