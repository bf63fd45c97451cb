"""The past of the demo company: what was replayed becomes documents and moves."""

import datetime

import numpy as np

from . import history, loader

#: Weeks of demand that the rules of thumb of this company cover: (minimum, maximum).
THUMBS = [(1.5, 4), (3, 8), (5, 16), (2, 26)]
SHARE_WITH_RULE = 0.6
OPEN_ORDERS = 12
OPEN_DELIVERIES = 10

ORDER_COLUMNS = [
    "id",
    "name",
    "partner_id",
    "company_id",
    "currency_id",
    "currency_rate",
    "picking_type_id",
    "state",
    "invoice_status",
    "receipt_status",
    "date_order",
    "date_approve",
    "date_planned",
    "effective_date",
    "amount_untaxed",
    "amount_total",
    "amount_total_cc",
    "locked",
]
PICKING_COLUMNS = [
    "id",
    "name",
    "origin",
    "partner_id",
    "company_id",
    "picking_type_id",
    "location_id",
    "location_dest_id",
    "state",
    "move_type",
    "priority",
    "scheduled_date",
    "date_done",
    "create_date",
]
LINE_COLUMNS = [
    "id",
    "order_id",
    "product_id",
    "name",
    "product_qty",
    "product_uom_qty",
    "product_uom_id",
    "price_unit",
    "price_subtotal",
    "price_total",
    "qty_received",
    "qty_received_method",
    "company_id",
    "partner_id",
    "date_planned",
    "inv_promised_datetime",
    "sequence",
]


class History:
    """The past of all items at all sites, collected and then loaded at once."""

    def __init__(self, env, sites, generator):
        self.env, self.sites, self.generator = env, sites, generator
        self.loader = loader.BulkLoader(env.cr)
        self.company = env.company
        self.customers = env.ref("stock.stock_location_customers")
        self.suppliers = env.ref("stock.stock_location_suppliers")
        self.today = datetime.date.today()
        self.moves, self.stock, self.purchases, self.replays = [], {}, {}, []

    def replay_item(self, item, vendor, product):
        """Replay one item at the sites that stock it."""
        count = self.generator.choice([1, 2, 3], p=[0.35, 0.35, 0.30])
        shares = np.zeros(len(self.sites))
        chosen = self.generator.permutation(len(self.sites))[:count]
        shares[chosen] = self.generator.dirichlet(np.full(count, 3.0))
        parts = history.split_over_sites(item.demand, shares, self.generator)
        for site, demand in zip(self.sites, parts, strict=True):
            if demand.any():
                self._replay_site(item, vendor, product, site, demand)

    def _replay_site(self, item, vendor, product, site, demand):
        thumb = THUMBS[self.generator.integers(0, len(THUMBS))]
        result = history.replay(
            demand, vendor.lead_time, vendor.minimum, vendor.pack, thumb, self.generator
        )
        self.replays.append((product, site, result, thumb))
        stock_place = site.lot_stock_id.id
        days = len(demand)
        base = self._prepare_base(product, item)
        opening = dict(
            base,
            location_id=product.property_stock_inventory.id,
            location_dest_id=stock_place,
            reference="Opening stock",
            is_inventory=True,
            is_in=True,
            date=self._moment(days, -1),
            **self._quantities(result.opening, result.opening, item),
        )
        self.moves.append(opening)
        for day in np.flatnonzero(result.requested).tolist():
            shipped = float(result.shipped[day])
            if shipped:
                self.moves.append(
                    dict(
                        base,
                        location_id=stock_place,
                        location_dest_id=self.customers.id,
                        picking_type_id=site.out_type_id.id,
                        warehouse_id=site.id,
                        reference=f"{site.code}/OUT",
                        is_out=True,
                        date=self._moment(days, day),
                        **self._quantities(float(result.requested[day]), shipped, item),
                    )
                )
        for receipt in result.receipts:
            key = (
                vendor.partner.id,
                site.id,
                receipt.ordered - days,
                receipt.received - days,
            )
            self.purchases.setdefault(key, []).append((product, item, base, receipt))
        self.stock[product.id, stock_place] = (result.closing, self._moment(days, -1))

    def _prepare_base(self, product, item):
        return {
            "company_id": self.company.id,
            "product_id": product.id,
            "product_uom": product.uom_id.id,
        }

    def _quantities(self, asked, moved, item):
        value = round(moved * item.cost, 2)
        return {"product_qty": asked, "quantity": moved, "value": value}

    def _moment(self, days, day):
        """Return a moment of opening hours on ``day`` of the ``days`` of history."""
        date = self.today - datetime.timedelta(days=days - day)
        hour, minute = self.generator.integers(8, 16), self.generator.integers(0, 60)
        return datetime.datetime.combine(date, datetime.time(int(hour), int(minute)))

    def load(self):
        """Write everything; return the number of moves."""
        self._load_purchases()
        count = self.loader.load_moves(self.moves)
        self.loader.load_quants(self.stock, self.company.id)
        return count

    def _load_purchases(self):
        """Write a confirmed purchase order with its receipt for each delivery."""
        order_ids = self.loader.new_ids("purchase_order", len(self.purchases))
        picking_ids = self.loader.new_ids("stock_picking", len(self.purchases))
        orders, pickings, lines = [], [], []
        for number, (order_id, picking_id, (key, receipts)) in enumerate(
            zip(order_ids, picking_ids, sorted(self.purchases.items()), strict=True), 1
        ):
            vendor_id, site_id, ordered, received = key
            site = self.env["stock.warehouse"].browse(site_id)
            names = (f"H{number:05d}", f"{site.code}/IN/H{number:05d}")
            moments = (self._moment(0, ordered), self._moment(0, received))
            total = sum(row[3].quantity * row[1].cost for row in receipts)
            orders.append(
                self._prepare_order(order_id, vendor_id, site, names, moments, total)
            )
            pickings.append(
                self._prepare_picking(picking_id, vendor_id, site, names, moments)
            )
            lines += [
                (order_id, picking_id, site, vendor_id, names, moments, row)
                for row in receipts
            ]
        self.loader.copy("purchase_order", ORDER_COLUMNS, orders)
        self.loader.copy("stock_picking", PICKING_COLUMNS, pickings)
        self._load_purchase_lines(lines)

    def _load_purchase_lines(self, lines):
        line_ids = self.loader.new_ids("purchase_order_line", len(lines))
        rows = []
        for line_id, line in zip(line_ids, lines, strict=True):
            order_id, picking_id, site, vendor_id, names, moments, purchase = line
            product, item, base, receipt = purchase
            amount = round(receipt.quantity * item.cost, 2)
            rows.append(
                [line_id, order_id, product.id, item.name, receipt.quantity]
                + [receipt.quantity, product.uom_id.id, item.cost, amount, amount]
                + [receipt.quantity, "stock_moves", self.company.id, vendor_id]
                + [moments[1], self._get_promise(product, moments[0]), 10]
            )
            self.moves.append(
                dict(
                    base,
                    location_id=self.suppliers.id,
                    location_dest_id=site.lot_stock_id.id,
                    picking_type_id=site.in_type_id.id,
                    warehouse_id=site.id,
                    picking_id=picking_id,
                    purchase_line_id=line_id,
                    reference=names[1],
                    origin=names[0],
                    is_in=True,
                    date=moments[1],
                    **self._quantities(receipt.quantity, receipt.quantity, item),
                )
            )
        self.loader.copy("purchase_order_line", LINE_COLUMNS, rows)

    def _get_promise(self, product, ordered):
        """Return the day that the vendor promised when the order was confirmed."""
        return ordered + datetime.timedelta(days=product.seller_ids[:1].delay)

    def _prepare_order(self, order_id, vendor_id, site, names, moments, total):
        ordered, received = moments
        total = round(total, 2)
        return [order_id, names[0], vendor_id, self.company.id] + [
            self.company.currency_id.id, 1, site.in_type_id.id, "purchase", "no",
            "full", ordered, ordered, received, received, total, total, total, False,
        ]  # fmt: skip

    def _prepare_picking(self, picking_id, vendor_id, site, names, moments):
        received = moments[1]
        return [picking_id, names[1], names[0], vendor_id, self.company.id] + [
            site.in_type_id.id, self.suppliers.id, site.lot_stock_id.id, "done",
            "direct", "0", received, received, received,
        ]  # fmt: skip

    def create_rules(self):
        """Create the rules of thumb that this company uses for most items."""
        vals_list = []
        for product, site, result, thumb in self.replays:
            if self.generator.random() < SHARE_WITH_RULE:
                weekly = result.requested.mean() * 7
                minimum = float(max(1, np.ceil(thumb[0] * weekly)))
                vals_list.append(
                    {
                        "product_id": product.id,
                        "warehouse_id": site.id,
                        "location_id": site.lot_stock_id.id,
                        "product_min_qty": minimum,
                        "product_max_qty": float(
                            max(minimum, np.ceil(thumb[1] * weekly))
                        ),
                        "trigger": "auto",
                    }
                )
        self.env["stock.warehouse.orderpoint"].create(vals_list)
        self.env.flush_all()

    def create_open_documents(self):
        """Confirm a few purchases and deliveries that are still under way."""
        waiting = [row for row in self.replays if row[2].open_orders]
        for product, site, result, _thumb in waiting[:OPEN_ORDERS]:
            seller = product.seller_ids[:1]
            order = self.env["purchase.order"].create(
                {
                    "partner_id": seller.partner_id.id,
                    "picking_type_id": site.in_type_id.id,
                    "order_line": [
                        (
                            0,
                            0,
                            {
                                "product_id": product.id,
                                "product_qty": self._get_packs(
                                    result.open_orders[0].quantity, seller
                                ),
                                "product_uom_id": seller.product_uom_id.id,
                            },
                        )
                    ],
                }
            )
            order.button_confirm()
        in_stock = [row for row in self.replays if row[2].closing >= 10]
        for product, site, result, _thumb in in_stock[:OPEN_DELIVERIES]:
            self._create_delivery(product, site, min(10.0, result.closing // 2))
        self.env.flush_all()

    def _get_packs(self, quantity, seller):
        return float(np.ceil(quantity / seller.product_uom_id.factor))

    def _create_delivery(self, product, site, quantity):
        move = {
            "product_id": product.id,
            "product_uom_qty": quantity,
            "product_uom": product.uom_id.id,
            "location_id": site.lot_stock_id.id,
            "location_dest_id": self.customers.id,
        }
        delivery = self.env["stock.picking"].create(
            {
                "picking_type_id": site.out_type_id.id,
                "location_id": site.lot_stock_id.id,
                "location_dest_id": self.customers.id,
                "scheduled_date": datetime.datetime.now() + datetime.timedelta(days=3),
                "move_ids": [(0, 0, move)],
            }
        )
        delivery.with_context(skip_procurement=True).action_confirm()
