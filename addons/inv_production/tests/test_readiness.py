from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from .readiness_common import ReadinessCase


@tagged("post_install", "-at_install")
class TestReadiness(ReadinessCase):
    def test_orders_compete_for_one_stock_in_sequence(self):
        self.put(self.bearing, 5)
        self.put(self.housing, 10)
        first, second = self.new_order(self.pump, 2), self.new_order(self.pump, 2, 2)
        self.assertEqual(self.states(first, second), ["ready", "short"])
        second.priority = "1"
        self.assertEqual(self.states(first, second), ["short", "ready"])

    def test_receipt_makes_an_order_ready_by_its_date(self):
        self.put(self.housing, 10)
        order = self.new_order(self.pump, 3, 1)
        self.incoming(self.bearing, 6, 4)
        picture = self.picture()
        row = list(picture.orders.ids).index(order.id)
        self.assertEqual(picture.get_state(row), "by_date")
        expected = picture.today + timedelta(days=4)
        self.assertEqual(picture.get_day(picture.result.ready_day[row]), expected)

    def test_request_that_nobody_confirmed_is_no_date(self):
        self.put(self.housing, 10)
        order = self.new_order(self.pump, 1)
        self.new_seller(self.bearing)
        purchase = self.env["purchase.order"].create(
            {
                "partner_id": self.bearing.seller_ids.partner_id.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "order_line": [
                    Command.create({"product_id": self.bearing.id, "product_qty": 9})
                ],
            }
        )
        self.assertEqual(self.states(order), ["short"])
        card = self.card(order)
        self.assertEqual(card["part"]["supply"]["label"], purchase.name)
        self.assertFalse(card["part"]["supply"]["is_firm"])
        purchase.button_confirm()
        self.assertEqual(self.states(order), ["by_date"])

    def card(self, order, **filters):
        data = self.board.get_board(filters, [], 50)
        cards = [card for column in data["columns"] for card in column["cards"]]
        return next(card for card in cards if card["id"] == order.id)

    def test_buildable_and_worst_component(self):
        self.put(self.bearing, 7)
        self.put(self.housing, 4)
        order = self.new_order(self.pump, 5)
        card = self.card(order)
        self.assertEqual(card["buildable"], 3.0)
        self.assertAlmostEqual(card["share"], 0.7)
        self.assertEqual(card["part"]["name"], "Bearing")
        self.assertEqual(card["part"]["missing"], 3.0)
        self.assertEqual(card["more_parts"], 1)

    def test_late_sub_order_delays_its_parent(self):
        motor = self.new_product("Motor")
        self.new_bom(motor, {self.bearing: 1})
        drive = self.new_product("Drive")
        self.new_bom(drive, {motor: 1})
        parent = self.new_order(drive, 4, 2)
        child = self.new_order(motor, 4, 1)
        self.assertEqual(self.states(parent, child), ["short", "short"])
        self.incoming(self.bearing, 4, 9)
        picture = self.picture()
        rows = [list(picture.orders.ids).index(order.id) for order in (child, parent)]
        ready = [picture.result.ready_day[row] for row in rows]
        self.assertEqual(ready[0], 9.0)
        self.assertGreaterEqual(ready[1], 9.0)
        self.assertLess(ready[1], 10.0)
        card = self.card(parent)
        self.assertEqual(card["part"]["supply"]["label"], child.name)

    def test_components_of_a_kit_are_needed(self):
        kit = self.new_product("Seal Kit")
        ring, washer = self.new_product("Ring"), self.new_product("Washer")
        self.new_bom(kit, {ring: 2, washer: 4}, type="phantom")
        tap = self.new_product("Tap")
        self.new_bom(tap, {kit: 1})
        order = self.new_order(tap, 3)
        self.put(ring, 6)
        self.put(washer, 11)
        self.assertEqual(self.states(order), ["short"])
        self.put(washer, 1)
        self.assertEqual(self.states(order), ["ready"])

    def test_by_product_feeds_another_order(self):
        offcut, plate, shim = (
            self.new_product(name) for name in ("Offcut", "Plate", "Shim")
        )
        sheet = self.new_product("Sheet")
        self.new_bom(
            plate,
            {sheet: 1},
            byproduct_ids=[Command.create({"product_id": offcut.id, "product_qty": 2})],
        )
        self.new_bom(shim, {offcut: 1})
        self.put(sheet, 5)
        self.new_order(plate, 5, 1)
        order = self.new_order(shim, 8, 3)
        self.assertEqual(self.states(order), ["by_date"])

    def test_unit_of_consumption_is_converted(self):
        wire, coil = self.new_product("Wire"), self.new_product("Coil")
        dozen = self.env.ref("uom.product_uom_dozen")
        bom = self.new_bom(coil, {wire: 1})
        bom.bom_line_ids.product_uom_id = dozen
        order = self.new_order(coil, 2)
        self.put(wire, 23)
        self.assertEqual(self.states(order), ["short"])
        self.put(wire, 1)
        self.assertEqual(self.states(order), ["ready"])

    def test_each_warehouse_has_its_own_stock(self):
        other = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "SEC", "company_id": self.company.id}
        )
        self.put(self.bearing, 10)
        self.put(self.housing, 10)
        here = self.new_order(self.pump, 2)
        there = self.new_order(self.pump, 2, warehouse=other)
        self.assertEqual(self.states(here, there), ["ready", "short"])
        data = self.board.get_board({"warehouse_id": other.id})
        self.assertEqual(data["order_count"], 1)
        self.assertEqual(data["columns"][2]["cards"][0]["id"], there.id)

    def test_stock_held_for_a_delivery_is_not_free(self):
        self.put(self.bearing, 4)
        self.put(self.housing, 4)
        delivery = self.env["stock.move"].create(
            {
                "product_id": self.bearing.id,
                "product_uom_qty": 2,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
                "company_id": self.company.id,
            }
        )
        delivery._action_confirm()
        delivery._action_assign()
        self.assertEqual(self.states(self.new_order(self.pump, 2)), ["short"])

    def test_what_is_reserved_for_an_order_stays_its_own(self):
        self.put(self.bearing, 4)
        self.put(self.housing, 4)
        later = self.new_order(self.pump, 2, 9)
        later.action_assign()
        sooner = self.new_order(self.pump, 2, 1)
        self.assertEqual(self.states(sooner, later), ["short", "ready"])

    def test_goods_in_the_input_zone_are_on_their_way(self):
        self.warehouse.reception_steps = "two_steps"
        self.put(self.housing, 4)
        self.put(self.bearing, 4, self.warehouse.wh_input_stock_loc_id)
        self.assertEqual(self.states(self.new_order(self.pump, 2)), ["short"])

    def test_picked_before_manufacturing_counts(self):
        self.warehouse.manufacture_steps = "pbm"
        self.put(self.bearing, 4)
        self.put(self.housing, 4)
        order = self.new_order(self.pump, 2)
        order.picking_ids.action_assign()
        other = self.new_order(self.pump, 1, 2)
        self.assertEqual(self.states(order, other), ["ready", "short"])

    def test_queries_do_not_grow_with_the_orders(self):
        self.put(self.bearing, 4)
        self.new_order(self.pump, 2)
        few = self.count_queries(lambda: self.board.get_board({}, [], 6))
        for number in range(12):
            self.new_order(self.pump, 2, number)
        many = self.count_queries(lambda: self.board.get_board({}, [], 6))
        self.assertLessEqual(many, few + 2)

    def test_nothing_to_make_is_an_empty_board(self):
        self.env["mrp.production"].search([]).action_cancel()
        data = self.board.get_board()
        self.assertEqual(data["order_count"], 0)
        self.assertEqual([column["count"] for column in data["columns"]], [0, 0, 0, 0])
        self.assertEqual(self.board.get_missing_parts()["parts"], [])

    def test_board_needs_the_right_to_see_orders(self):
        nobody = self.new_user("nobody", "base.group_user")
        with self.assertRaises(Exception) as caught:
            self.board.with_user(nobody).get_board()
        self.assertEqual(type(caught.exception).__name__, "AccessError")

    def test_filter_by_start_and_text(self):
        soon = self.new_order(self.pump, 1, 1)
        late = self.new_order(self.pump, 1, 30)
        until = fields.Date.to_string(self.picture().today + timedelta(days=7))
        ids = [
            card["id"]
            for column in self.board.get_board({"until": until}, [], 50)["columns"]
            for card in column["cards"]
        ]
        self.assertIn(soon.id, ids)
        self.assertNotIn(late.id, ids)
        data = self.board.get_board({"search": late.name})
        self.assertEqual(data["order_count"], 1)
