from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .readiness_common import ReadinessCase


@tagged("post_install", "-at_install")
class TestBoardDecisions(ReadinessCase):
    def setUp(self):
        super().setUp()
        self.as_worker = self.board.with_user(self.worker)

    def buy(self, product, quantity, days, confirm=True):
        if not product.seller_ids:
            self.new_seller(product)
        order = self.env["purchase.order"].create(
            {
                "partner_id": product.seller_ids.partner_id.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "user_id": self.chief.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_qty": quantity,
                            "date_planned": fields.Datetime.now()
                            + timedelta(days=days),
                        }
                    )
                ],
            }
        )
        if confirm:
            order.button_confirm()
        return order

    def test_dragged_order_is_kept_and_new_ones_find_their_place(self):
        self.put(self.bearing, 2)
        self.put(self.housing, 9)
        first, second = self.new_order(self.pump, 1, 1), self.new_order(self.pump, 1, 2)
        moves = [[second.id, first.id, False]]
        self.assertEqual(self.states(first, second), ["ready", "short"])
        self.assertEqual(self.states(first, second, moves=moves), ["short", "ready"])
        effect = self.as_worker.get_board({}, moves)["effect"]
        self.assertIn("moved from 2 to 1", effect["message"])
        self.assertIn("1 now ready, 1 now short", effect["detail"])
        self.as_worker.decide_keep(moves)
        self.assertEqual(self.states(first, second), ["short", "ready"])
        late = self.new_order(self.pump, 1, 9)
        picture = self.picture()
        rows = picture.get_rows_in_sequence().tolist()
        names = [picture.get_order(row) for row in rows]
        self.assertEqual(names, [second, first, late])

    def test_card_says_from_whom_a_dragged_order_takes(self):
        self.put(self.bearing, 2)
        self.put(self.housing, 9)
        first, second = self.new_order(self.pump, 1, 1), self.new_order(self.pump, 1, 2)
        data = self.as_worker.get_board({}, [[second.id, first.id, False]])
        card = data["columns"][0]["cards"][0]
        self.assertIn(f"takes 2 Bearing from {first.name}", card["note"])
        self.assertEqual(card["change"], "was_short")

    def test_viewer_cannot_rank_or_release(self):
        viewer = self.new_user("viewer", "inv_optimisation.group_inv_user")
        board = self.board.with_user(viewer)
        order = self.new_order(self.pump, 1)
        for call in (
            lambda: board.decide_keep([[order.id, False, False]]),
            lambda: board.decide_release([order.id]),
            lambda: board.decide_take_back([order.id]),
            lambda: board.decide_override(order.id, "Please"),
            lambda: board.decide_buy(self.bearing.id, self.warehouse.id),
            lambda: board.decide_expedite(self.bearing.id, self.warehouse.id),
            lambda: board.decide_substitute(order.id, self.bearing.id),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_expedite_asks_the_buyer_once(self):
        purchase = self.buy(self.bearing, 9, 8)
        order = self.new_order(self.pump, 3)
        answer = self.as_worker.decide_expedite(self.bearing.id, self.warehouse.id)
        self.assertIn(purchase.name, answer["message"])
        activity = purchase.activity_ids.filtered(
            lambda todo: "Expedite" in todo.summary
        )
        self.assertEqual(activity.user_id, self.chief)
        self.assertIn(order.name, activity.note)
        again = self.as_worker.decide_expedite(self.bearing.id, self.warehouse.id)
        self.assertIn("already", again["message"])
        self.assertEqual(len(purchase.activity_ids), 1)

    def test_what_nothing_brings_cannot_be_expedited(self):
        self.new_order(self.pump, 3)
        with self.assertRaisesRegex(UserError, "Buy it instead"):
            self.as_worker.decide_expedite(self.bearing.id, self.warehouse.id)

    def test_buying_orders_only_what_nothing_brings(self):
        self.new_seller(self.bearing)
        buy = self.env["stock.rule"].search(
            [("action", "=", "buy"), ("company_id", "=", self.company.id)], limit=1
        )
        self.bearing.route_ids = buy.route_id
        self.buy(self.bearing, 4, 8)
        self.new_order(self.pump, 5)
        self.as_worker.decide_buy(self.bearing.id, self.warehouse.id)
        lines = self.env["purchase.order.line"].search(
            [("product_id", "=", self.bearing.id), ("order_id.state", "=", "draft")]
        )
        self.assertEqual(sum(lines.mapped("product_qty")), 6.0)
        again = self.as_worker.decide_buy(self.bearing.id, self.warehouse.id)
        self.assertIn("on its way already", again["message"])

    def test_part_that_is_not_missing_any_more_is_said(self):
        self.put(self.bearing, 9)
        self.new_order(self.pump, 1)
        with self.assertRaisesRegex(UserError, "not missing any more"):
            self.as_worker.decide_buy(self.bearing.id, self.warehouse.id)

    def test_substitute_stands_in_for_what_is_missing(self):
        spare = self.new_product("Spare bearing")
        self.env["inv.component.substitute"].create(
            {
                "product_id": self.bearing.id,
                "substitute_id": spare.id,
                "ratio": 2.0,
            }
        )
        self.put(self.bearing, 4)
        self.put(self.housing, 9)
        self.put(spare, 9)
        order = self.new_order(self.pump, 3)
        data = self.as_worker.get_board()
        card = data["columns"][2]["cards"][0]
        self.assertIn("substitute", card["actions"])
        self.assertIn("Spare bearing", card["hint"])
        self.as_worker.decide_substitute(order.id, self.bearing.id)
        lines = {
            move.product_id: move.product_uom_qty
            for move in order.move_raw_ids
            if move.state != "cancel"
        }
        self.assertEqual(lines[self.bearing], 4.0)
        self.assertEqual(lines[spare], 4.0)
        self.assertEqual(self.states(order), ["ready"])
        order.action_inv_release()

    def test_substitute_has_to_be_another_product(self):
        with self.assertRaises(ValidationError):
            self.env["inv.component.substitute"].create(
                {"product_id": self.bearing.id, "substitute_id": self.bearing.id}
            )

    def test_missing_part_names_orders_and_fixes(self):
        self.buy(self.bearing, 4, 8)
        first, second = self.new_order(self.pump, 1, 1), self.new_order(self.pump, 4, 2)
        data = self.as_worker.get_missing_parts()
        part = next(row for row in data["parts"] if row["name"] == "Bearing")
        self.assertEqual((part["short"], part["order_count"]), (10.0, 2))
        self.assertEqual((part["state"], part["primary"]), ("partial", "buy"))
        self.assertEqual(data["tiles"]["orders_not_ready"], 2)
        self.assertEqual(data["tiles"]["without_supply"], ["Housing"])
        detail = self.as_worker.get_missing_part(self.bearing.id, self.warehouse.id)
        self.assertEqual(
            [(row["name"], row["needs"], row["short"]) for row in detail["orders"]],
            [(first.name, 2.0, 2.0), (second.name, 8.0, 8.0)],
        )
        keys = [fix["key"] for fix in detail["fixes"]]
        self.assertEqual(keys, ["buy", "expedite"])

    def test_stored_rows_serve_lists_and_filters(self):
        self.put(self.bearing, 2)
        self.put(self.housing, 2)
        ready, short = self.new_order(self.pump, 1, 1), self.new_order(self.pump, 1, 2)
        self.env["inv.production.readiness"]._refresh(self.company)
        self.assertEqual(ready.inv_readiness_state, "ready")
        self.assertEqual(short.inv_worst_component_id, self.bearing)
        self.assertEqual(short.inv_missing_qty, 2.0)
        found = ready.search([("inv_readiness_state", "=", "short")])
        self.assertIn(short, found)
        self.assertNotIn(ready, found)
        rows = self.env["inv.production.shortage"].search(
            [("production_id", "=", short.id)]
        )
        self.assertRecordValues(
            rows,
            [
                {
                    "product_id": self.bearing.id,
                    "missing_qty": 2.0,
                    "has_supply": False,
                    "blocked_value": 100.0,
                }
            ],
        )

    def test_wizard_shows_what_is_missing_and_releases(self):
        self.put(self.bearing, 4)
        self.put(self.housing, 9)
        order = self.new_order(self.pump, 3)
        wizards = self.env["inv.release.wizard"].with_context(active_id=order.id)
        wizard = wizards.with_user(self.worker).create({})
        self.assertRecordValues(
            wizard.line_ids, [{"product_id": self.bearing.id, "missing_qty": 2.0}]
        )
        self.assertEqual(wizard.buildable_qty, 2.0)
        self.assertTrue(wizard.can_release_part)
        self.assertFalse(wizard.can_override)
        wizard.action_release_part()
        self.assertEqual(
            (order.product_qty, order.inv_release_state), (2.0, "released")
        )

    def test_lot_that_expires_before_the_start_is_not_taken(self):
        glue, tap = self.new_product("Glue", tracking="lot"), self.new_product("Tap")
        if "use_expiration_date" not in glue._fields:
            self.skipTest("expiry of lots is not installed")
        glue.use_expiration_date = True
        self.new_bom(tap, {glue: 1})
        now = fields.Datetime.now()
        for name, days in (("OLD", 3), ("NEW", 60)):
            lot = self.env["stock.lot"].create(
                {"name": name, "product_id": glue.id, "company_id": self.company.id}
            )
            lot.removal_date = now + timedelta(days=days)
            self.env["stock.quant"]._update_available_quantity(
                glue, self.stock, 1, lot_id=lot
            )
        later, sooner = self.new_order(tap, 1, 20), self.new_order(tap, 1, 1)
        self.assertEqual(self.states(sooner, later), ["ready", "ready"])
        third = self.new_order(tap, 1, 21)
        self.assertEqual(self.states(third), ["short"])
        later.action_inv_release()
        self.assertEqual(later.move_raw_ids.lot_ids.name, "NEW")

    def test_lot_tracked_component_is_held_by_lot(self):
        coil = self.new_product("Coil", tracking="lot")
        fan = self.new_product("Fan")
        self.new_bom(fan, {coil: 2})
        lot = self.env["stock.lot"].create(
            {"name": "C1", "product_id": coil.id, "company_id": self.company.id}
        )
        self.env["stock.quant"]._update_available_quantity(
            coil, self.stock, 3, lot_id=lot
        )
        order = self.new_order(fan, 1)
        order.action_inv_release()
        self.assertEqual(order.move_raw_ids.lot_ids, lot)
        with self.assertRaises(UserError):
            self.new_order(fan, 1).action_inv_release()

    def test_queries_of_missing_parts_do_not_grow_with_the_parts(self):
        self.new_order(self.pump, 1)
        few = self.count_queries(self.board.get_missing_parts)
        for number in range(8):
            part = self.new_product(f"Part {number}")
            made = self.new_product(f"Made {number}")
            self.new_bom(made, {part: 1})
            self.new_order(made, 1)
        many = self.count_queries(self.board.get_missing_parts)
        self.assertLessEqual(many, few + 2)
