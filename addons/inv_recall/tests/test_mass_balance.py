import random

from odoo.tests import BaseCase, tagged

from ..trace.mass_balance import flow_kind, mass_balance
from .common import RecallCase

USAGES = ("supplier", "internal", "transit", "customer", "production", "inventory")


@tagged("post_install", "-at_install")
class TestFigures(BaseCase):
    def test_parts_are_the_whole_on_random_walks(self):
        generator = random.Random(4)
        for _walk in range(200):
            where, flows = dict.fromkeys(USAGES, 0), []
            received = generator.randint(1, 50)
            where["internal"] = received
            flows += [("received", received)]
            for _step in range(12):
                origin = generator.choice([name for name in USAGES[1:] if where[name]])
                target = generator.choice(USAGES)
                qty = generator.randint(1, where[origin])
                if origin == target or origin == "production" or target == "supplier":
                    continue
                where[origin] -= qty
                where[target] += qty
                kinds = flow_kind(origin, target, False, False)
                flows += [(kind, qty) for kind in kinds]
            figures = mass_balance(flows, where["internal"], where["transit"], 2)
            self.assertEqual(figures["qty_shipped"], where["customer"])
            self.assertEqual(figures["qty_consumed"], where["production"])
            self.assertEqual(figures["qty_unexplained"], where["inventory"])
            self.assertEqual(figures["qty_total"], received)


@tagged("post_install", "-at_install")
class TestBalance(RecallCase):
    def line(self, lot):
        case = self.new_case(lot)
        case.action_trace()
        return case.recall_lot_ids.filtered(lambda line: line.lot_id == lot)

    def assert_figures(self, line, **expected):
        figures = {name: line[f"qty_{name}"] for name in expected}
        self.assertEqual(figures, {k: float(v) for k, v in expected.items()})
        self.assertAlmostEqual(
            line.qty_received + line.qty_made,
            line.qty_on_hand
            + line.qty_transit
            + line.qty_shipped
            + line.qty_consumed
            + line.qty_scrapped
            + line.qty_returned
            + line.qty_unexplained,
        )

    def test_every_figure(self):
        lot, pump = self.new_lot("VD-1"), self.new_lot("CP-1", self.new_product("P"))
        transit = self.company.internal_transit_location_id
        self.receive(lot, 100)
        self.ship(lot, 30)
        self.move(lot, 4, self.customers, self.stock, self.customer)
        self.make({lot: 20}, {pump: 20})
        self.move(lot, 5, self.stock, transit)
        self.move(lot, 6, self.stock, self.vendors, self.vendor)
        scrap = self.env["stock.scrap"].create(
            {"product_id": self.seal.id, "lot_id": lot.id, "scrap_qty": 3}
        )
        scrap.do_scrap()
        self.assertEqual(scrap.state, "done")
        self.count(lot, 38)
        self.assert_figures(
            self.line(lot),
            received=100,
            on_hand=38,
            transit=5,
            shipped=26,
            back=4,
            consumed=20,
            scrapped=3,
            returned=6,
            unexplained=2,
        )

    def test_first_stock_entered_counts_as_received(self):
        lot = self.new_lot("OPEN-1")
        quant = self.env["stock.quant"].with_context(inventory_mode=True)
        quant.create(
            {
                "product_id": self.seal.id,
                "location_id": self.stock.id,
                "lot_id": lot.id,
                "inventory_quantity": 50,
            }
        ).action_apply_inventory()
        self.ship(lot, 10)
        self.assert_figures(
            self.line(lot), received=50, on_hand=40, shipped=10, unexplained=0
        )

    def test_gain_of_a_count_is_unexplained(self):
        lot = self.new_lot("VD-1")
        self.receive(lot, 10)
        self.count(lot, 13)
        self.assert_figures(self.line(lot), received=10, on_hand=13, unexplained=-3)

    def test_pack_units_are_pieces(self):
        lot = self.new_lot("VD-1")
        self.receive(lot, 24)
        dozen = self.env.ref("uom.product_uom_dozen")
        move = self.env["stock.move"].create(
            {
                "product_id": self.seal.id,
                "product_uom": dozen.id,
                "product_uom_qty": 1,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        move.picked = True
        move._action_done()
        self.assert_figures(self.line(lot), on_hand=12, shipped=12)
