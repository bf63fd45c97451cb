"""A recall in a large house: scope, mass balance and the first look at a case.

One lot of a component went into 1,500 orders, each of which made a lot that left in two
deliveries, among a million other move lines of lots that have nothing to do with it.
Everything is written by SQL: what is measured is the reading.
"""

from .meter import Meter

NAME = "recall"
TARGET = {"seconds": 5.0, "page_seconds": 2.0, "mails_click_seconds": 2.0}
MOVE = """
    INSERT INTO stock_move (id, product_id, product_uom, product_uom_qty, quantity,
           product_qty, location_id, location_dest_id, company_id, state, date,
           procure_method, picked, reference, picking_id, partner_id, sequence)
    SELECT {id}, {product}, 1, {qty}, {qty}, {qty}, {origin}, {target}, {company},
           'done', NOW() - {n} * INTERVAL '1 minute', 'make_to_stock', TRUE,
           {reference}, {picking}, {partner}, 10
      FROM GENERATE_SERIES(1, {count}) AS n"""
LINE = """
    INSERT INTO stock_move_line (id, move_id, product_id, product_uom_id, quantity,
           quantity_product_uom, location_id, location_dest_id, company_id, state,
           date, lot_id, picking_id, picked)
    SELECT {id}, {id}, {product}, 1, {qty}, {qty}, {origin}, {target}, {company},
           'done', NOW() - {n} * INTERVAL '1 minute', {lot}, {picking}, TRUE
      FROM GENERATE_SERIES(1, {count}) AS n"""


def measure(env, options):
    """Return seconds and queries of the first trace, a second one and the page."""
    case = Network(env, options).build()
    env.cr.commit()
    env.invalidate_all()
    with Meter(env) as first:
        case.action_trace()
        env.cr.commit()
    with Meter(env) as again:
        case.action_trace()
        env.cr.commit()
    with Meter(env) as page:
        case.get_board()
    click, job = _measure_mails(env, case)
    return {
        "n": env["stock.move.line"].search_count([]),
        **first.result(),
        "orders": options.uses,
        "deliveries": case.delivery_count,
        "lots": case.lot_count,
        "moves_traced": case.line_count,
        "customers": case.notice_count,
        "again": again.result(),
        "page": page.result(),
        "mails_click": click.result(),
        "mails_job": job.result(),
        "target": TARGET,
    }


def _measure_mails(env, case):
    """Return the meters of the click that notifies all, and of the job after it."""
    wizard = env["inv.recall.notify.wizard"].create({"recall_id": case.id})
    with Meter(env) as click:
        wizard.action_send()
        env.cr.commit()
    job = env.ref("inv_recall.ir_cron_recall_send")
    notices, own = case.notice_ids, [("recall_id", "=", case.id)]
    env.cr.commit()
    with Meter(env) as meter:
        # As the scheduler does: a job that is not done after some seconds comes again.
        for _turn in range(100):
            job.method_direct_trigger()
            env.cr.commit()
            if not notices.search_count([*own, ("queued", "!=", False)]):
                break
    env.invalidate_all()
    assert set(notices.mapped("state")) == {"sent"}, "the job did not end"
    return click, meter


class Network:
    """Writes the moves of a lot through orders to customers, and a million others."""

    def __init__(self, env, options):
        self.env = env
        self.options = options
        self.company = env.company.id
        warehouse = env["stock.warehouse"].search(
            [("company_id", "=", env.company.id)], limit=1
        )
        self.stock = warehouse.lot_stock_id.id
        self.out = warehouse.out_type_id.id
        self.vendors = env.ref("stock.stock_location_suppliers").id
        self.customers = env.ref("stock.stock_location_customers").id
        self.production = (
            env["stock.location"]
            .search(
                [("usage", "=", "production"), ("company_id", "=", env.company.id)],
                limit=1,
            )
            .id
        )
        self.next_move = self._next("stock_move_line", "stock_move")

    def build(self):
        """Write everything and return a case on the lot of the component."""
        products = self.env["product.product"].create(
            [
                {"name": name, "is_storable": True, "tracking": "lot"}
                for name in ("Seal", "Pump", "Other")
            ]
        )
        self.seal, self.pump, self.other = products.ids
        lot = self.env["stock.lot"].create({"name": "VD-1", "product_id": self.seal})
        self.lot = lot.id
        self.env.flush_all()
        self._write_noise()
        self._write_chain()
        for table in ("stock_move", "stock_move_line", "stock_lot", "stock_picking"):
            self.env.cr.execute(
                f"SELECT SETVAL('{table}_id_seq', (SELECT MAX(id) FROM {table}))"  # noqa: S608
            )
        self.env.cr.execute("ANALYZE")
        return self.env["inv.recall"].create(
            {"title": "Large recall", "trigger_kind": "lot", "lot_ids": lot.ids}
        )

    def _next(self, *tables):
        largest = 0
        for table in tables:
            self.env.cr.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")  # noqa: S608
            largest = max(largest, self.env.cr.fetchone()[0])
        return largest + 1

    def _move(self, count, product, qty, origin, target, lot, **more):
        """Write ``count`` done moves with a line each; return the first id."""
        start = self.next_move
        values = {
            "id": f"{start} + n - 1",
            "n": "n",
            "company": self.company,
            "picking": "NULL::int",
            "partner": "NULL::int",
            "reference": "'Move ' || n",
            **more,
            "count": count,
            "product": product,
            "qty": qty,
            "origin": origin,
            "target": target,
            "lot": lot,
        }
        self.env.cr.execute(MOVE.format(**values))
        self.env.cr.execute(LINE.format(**values))
        self.next_move += count
        return start

    def _lots(self, count, product, prefix):
        start = self._next("stock_lot")
        self.env.cr.execute(
            """INSERT INTO stock_lot (id, name, product_id, company_id)
               SELECT %s + n - 1, %s || n, %s, %s
                 FROM GENERATE_SERIES(1, %s) AS n""",
            (start, prefix, product, self.company, count),
        )
        return start

    def _link(self, used, made, count):
        """Say that the n-th made move was made of the n-th used one."""
        self.env.cr.execute(
            """INSERT INTO stock_move_line_consume_rel
                      (consume_line_id, produce_line_id)
               SELECT %s + n - 1, %s + n - 1 FROM GENERATE_SERIES(1, %s) AS n""",
            (made, used, count),
        )

    def _write_noise(self):
        """Write the moves of other lots: received, used, made and shipped."""
        count = self.options.moves // 4
        lots = self._lots(count // 5, self.other, "OTHER-")
        lot = f"{lots} + n % {count // 5}"
        place = (self.other, 1)
        self._move(count, *place, self.vendors, self.stock, lot)
        used = self._move(count, *place, self.stock, self.production, lot)
        lot = f"{lots} + (n + 7) % {count // 5}"
        made = self._move(count, *place, self.production, self.stock, lot)
        self._link(used, made, count)
        self._move(count, *place, self.stock, self.customers, lot)

    def _write_chain(self):
        """Write the lot of the case: one receipt, the orders, two deliveries each."""
        orders = self.options.uses
        self._move(1, self.seal, 2 * orders + 100, self.vendors, self.stock, self.lot)
        used = self._move(orders, self.seal, 2, self.stock, self.production, self.lot)
        pumps = self._lots(orders, self.pump, "CP-")
        made = self._move(
            orders, self.pump, 2, self.production, self.stock, f"{pumps} + n - 1"
        )
        self._link(used, made, orders)
        partners = self.env["res.partner"].create(
            [
                {"name": f"Customer {number}", "email": f"c{number}@example.com"}
                for number in range(2 * orders)
            ]
        )
        self.env.flush_all()
        partner = partners.ids[0]
        picking = self._next("stock_picking")
        self.env.cr.execute(
            """INSERT INTO stock_picking (id, name, partner_id, picking_type_id,
                      location_id, location_dest_id, company_id, state, move_type,
                      scheduled_date)
               SELECT %s + n - 1, 'OUT/' || n, %s + n - 1, %s, %s, %s, %s, 'done',
                      'direct', NOW()
                 FROM GENERATE_SERIES(1, %s) AS n""",
            (
                *(picking, partner, self.out, self.stock, self.customers),
                *(self.company, 2 * orders),
            ),
        )
        self._move(
            2 * orders,
            self.pump,
            1,
            self.stock,
            self.customers,
            f"{pumps} + (n - 1) / 2",
            picking=f"{picking} + n - 1",
            partner=f"{partner} + n - 1",
        )
        self.env.cr.execute(
            """INSERT INTO stock_quant (product_id, location_id, lot_id, quantity,
                      reserved_quantity, company_id, in_date)
               VALUES (%s, %s, %s, 100, 0, %s, NOW())""",
            (self.seal, self.stock, self.lot, self.company),
        )
