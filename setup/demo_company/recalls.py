"""A recall of a vendor's lot that went into made lots, and two mock recalls.

Basil came in under a lot of the vendor; part of it went into jars of pesto, which left
to wholesalers; some was sold loose. Four pieces are gone since a count.
"""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

PLANT = "LDS"
TAG = "RECALL"
#: (made lot, jars, days ago, share that was shipped)
BATCHES = [
    ("PE-0211", 300, 24, 0.95),
    ("PE-0218", 260, 20, 0.7),
    ("PE-0219", 240, 17, 0.55),
    ("PE-0225", 220, 12, 0.2),
    ("PE-0302", 160, 8, 0.25),
]
CUSTOMERS = [
    ("Nordbau Feinkost GmbH", "Dortmund", "DE"),
    ("Caldera Srl", "Bergamo", "IT"),
    ("Brennan Foods", "Cork", "IE"),
    ("Haldane Ltd", "Glasgow", "GB"),
    ("Thermix BV", "Utrecht", "NL"),
    ("Ostrava Deli a.s.", "Ostrava", "CZ"),
    ("Vitelli SpA", "Torino", "IT"),
    ("Lyon Gourmet", "Lyon", "FR"),
    ("Aarhus Kolonial", "Aarhus", "DK"),
    ("Porto Mercearia", "Porto", "PT"),
    ("Basel Delikatessen", "Basel", "CH"),
    ("Gent Traiteur", "Gent", "BE"),
]
#: Customers without an e-mail address; they get a letter or a call.
SILENT = ("Vitelli SpA", "Porto Mercearia")


def create(env, sites, generator):
    """Create the goods, their history, one recall and two mock recalls."""
    goods = Goods(env, sites.filtered(lambda site: site.code == PLANT), generator)
    lot = goods.create_history()
    env.company.inv_recall_test_email = "recall-test@northmoor.example"
    # What was written in the transaction of a trace counts as moved after it.
    env.cr.commit()
    admin = env.ref("base.user_admin")
    env = env["base"].with_user(admin).env
    case = env["inv.recall"].create(
        {
            "title": "Basil, lot VD-5482: glass splinters in two bags",
            "severity": "2",
            "reason": "Two bags with glass splinters at goods-in sampling.",
            "lot_ids": [Command.set(lot.ids)],
            "deadline": fields.Datetime.now() + timedelta(days=2),
        }
    )
    case.action_start()
    case.action_next()
    _run_mock(env, goods.made[1], 200, 3.1)
    _run_mock(env, goods.made[3], 20, None)
    env.cr.commit()
    return case.lot_count


def _run_mock(env, lot, days_ago, hours):
    """Run a mock recall; one with hours was closed some time ago."""
    mock = env["inv.recall"].create(
        {
            "title": f"Trace test, lot {lot.name}",
            "kind": "mock",
            "witness": "Auditor of the certifier",
            "lot_ids": [Command.set(lot.ids)],
        }
    )
    mock.action_start()
    mock.action_next()
    if hours:
        mock.action_go_to("notify")
        mock._close("Every jar was found.")
        start = mock.clock_started_at - timedelta(days=days_ago)
        mock.write(
            {
                "date_opened": start,
                "clock_started_at": start,
                "clock_stopped_at": start + timedelta(hours=hours),
            }
        )


class Goods:
    """Basil and pesto: receipts, orders, deliveries and returns of a month."""

    def __init__(self, env, plant, generator):
        self.env, self.plant, self.generator = env, plant, generator
        self.stock = plant.lot_stock_id
        self.vendors = env.ref("stock.stock_location_suppliers")
        self.out = env.ref("stock.stock_location_customers")
        self.made = []
        self.basil = self._product("Basil, Fresh, 1 kg", 4.2)
        self.pesto = self._product("Pesto Genovese 190 g", 2.4)
        countries = env["res.country"].search([])
        codes = {country.code: country.id for country in countries}
        self.customers = env["res.partner"].create(
            [
                {
                    "name": name,
                    "is_company": True,
                    "city": city,
                    "country_id": codes[code],
                    "email": False
                    if name in SILENT
                    else f"quality@{name.split()[0].lower()}.example",
                }
                for name, city, code in CUSTOMERS
            ]
        )
        self.vendor = env["res.partner"].create(
            {
                "name": "Van Dijk Kruiden",
                "is_company": True,
                "email": "quality@vandijk.example",
            }
        )

    def _product(self, name, cost):
        category = self.env["product.category"].search([("name", "=", "Production")])
        return self.env["product.product"].create(
            {
                "name": name,
                "is_storable": True,
                "tracking": "lot",
                "categ_id": category[:1].id,
                "standard_price": cost,
                "list_price": cost * 2,
            }
        )

    def create_history(self):
        """Write the month as done moves; return the lot of the vendor."""
        lot = self._lot("VD-5482", self.basil, inv_vendor_lot="5482-NL")
        twin = self._lot("VD-5479", self.basil)
        self._move(lot, 1500, self.vendors, self.stock, 30, self.vendor)
        self._move(twin, 900, self.vendors, self.stock, 30, self.vendor)
        for name, jars, days, share in BATCHES:
            made = self._lot(name, self.pesto)
            self.made.append(made)
            self._make(lot, jars, made, days)
            self._ship(made, round(jars * share), days - 3)
        self._ship(lot, 148, 10)
        self._move(self.made[0], 12, self.out, self.stock, 2, self.customers[0])
        self._count(lot, -4)
        self._expire(lot | twin, self.basil, (2, 4), [-12, -12])
        self._expire(self.made, self.pesto, (5, 10), [3, 7, 16, 21, 35])
        return lot

    def _expire(self, lots, product, times, days):
        """Let lots expire so many days from now, if the database knows expiry.

        ``times`` are the days of removal and alert before it.
        """
        if "use_expiration_date" not in product._fields:
            return
        removal, alert = times
        product.write({"use_expiration_date": True, "removal_time": removal})
        product.alert_time = alert
        for lot, left in zip(lots, days, strict=True):
            lot.expiration_date = fields.Datetime.now() + timedelta(days=left)

    def _lot(self, name, product, **values):
        return self.env["stock.lot"].create(
            {"name": name, "product_id": product.id, **values}
        )

    def _make(self, lot, jars, made, days):
        """Make jars of a lot of basil in an order of its own."""
        order = self.env["mrp.production"].create(
            {
                "product_id": self.pesto.id,
                "product_qty": jars,
                "picking_type_id": self.plant.manu_type_id.id,
                "location_src_id": self.stock.id,
                "location_dest_id": self.stock.id,
                "move_raw_ids": [
                    Command.create(
                        {
                            "product_id": self.basil.id,
                            "product_uom_qty": jars,
                            "location_id": self.stock.id,
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        order.with_user(self.env.ref("base.user_admin")).action_inv_release()
        order.lot_producing_ids = made
        order.qty_producing = jars
        order.move_raw_ids.move_line_ids.unlink()
        order.move_raw_ids.move_line_ids = [
            Command.create(
                {
                    "product_id": self.basil.id,
                    "lot_id": lot.id,
                    "quantity": jars,
                    "location_id": self.stock.id,
                    "location_dest_id": order.production_location_id.id,
                }
            )
        ]
        order.move_raw_ids.picked = True
        order.button_mark_done()
        self._date(order.move_raw_ids | order.move_finished_ids, days)

    def _ship(self, lot, quantity, days):
        """Ship a quantity to some customers, each in a delivery."""
        count = min(len(self.customers), 3 + quantity // 40)
        chosen = self.generator.choice(len(self.customers), count, replace=False)
        rest = quantity
        for number, index in enumerate(sorted(chosen.tolist())):
            left = count - number
            part = rest if left == 1 else max(1, round(rest / left * 0.9))
            rest -= part
            partner = self.customers[index]
            self._move(
                lot, part, self.stock, self.out, max(1, days - number % 4), partner
            )

    def _move(self, lot, quantity, origin, target, days, partner):
        """Validate a transfer of one line and put it ``days`` back."""
        incoming = target == self.stock
        kind = self.plant.in_type_id if incoming else self.plant.out_type_id
        picking = self.env["stock.picking"].create(
            {
                "partner_id": partner.id,
                "picking_type_id": kind.id,
                "location_id": origin.id,
                "location_dest_id": target.id,
            }
        )
        place = {"location_id": origin.id, "location_dest_id": target.id}
        line = {"product_id": lot.product_id.id, "quantity": quantity, **place}
        line |= {"lot_id": lot.id, "picking_id": picking.id}
        move = self.env["stock.move"].create(
            {
                "product_id": lot.product_id.id,
                "product_uom_qty": quantity,
                "picking_id": picking.id,
                "move_line_ids": [Command.create(line)],
                **place,
            }
        )
        move.picked = True
        move._action_done()
        self._date(move, days)

    def _count(self, lot, difference):
        quant = lot.quant_ids.filtered(lambda one: one.location_id == self.stock)
        quant = quant.with_context(inventory_mode=True)
        quant.inventory_quantity = quant.quantity + difference
        quant.action_apply_inventory()

    def _date(self, moves, days):
        """Put done moves into the past."""
        date = fields.Datetime.now() - timedelta(days=days)
        moves.date = date
        moves.move_line_ids.date = date
        moves.picking_id.date_done = date
