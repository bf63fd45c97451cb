from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import tagged

from .readiness_common import ReadinessCase


@tagged("post_install", "-at_install")
class TestRelease(ReadinessCase):
    def setUp(self):
        super().setUp()
        self.put(self.bearing, 6)
        self.put(self.housing, 10)

    def test_release_holds_all_material(self):
        order = self.new_order(self.pump, 3)
        order.with_user(self.worker).action_inv_release()
        self.assertRecordValues(
            order,
            [{"inv_release_state": "released", "inv_release_user_id": self.worker.id}],
        )
        self.assertEqual(self.held(self.bearing), (6.0, 6.0))
        self.assertEqual(self.held(self.housing), (10.0, 3.0))
        self.assertEqual(order.reservation_state, "assigned")

    def test_short_order_is_refused_and_nothing_stays_reserved(self):
        order = self.new_order(self.pump, 4)
        with self.assertRaisesRegex(UserError, "2 Units of Bearing"):
            order.action_inv_release()
        self.env.invalidate_all()
        self.assertEqual(order.inv_release_state, "waiting")
        self.assertEqual(self.held(self.housing), (10.0, 0.0))

    def test_one_short_order_does_not_keep_the_others_back(self):
        short, ready = self.new_order(self.pump, 9), self.new_order(self.pump, 3)
        answer = self.board.decide_release([short.id, ready.id])
        self.assertEqual(ready.inv_release_state, "released")
        self.assertEqual([row["id"] for row in answer["refused"]], [short.id])
        self.assertIn("Bearing", answer["refused"][0]["message"])
        self.assertEqual(self.held(self.bearing), (6.0, 6.0))

    def test_start_without_release_is_refused(self):
        order = self.new_order(self.pump, 4)
        with self.assertRaisesRegex(RedirectWarning, "2 Units of Bearing missing"):
            order.action_start()
        self.assertEqual(order.state, "confirmed")

    def test_producing_without_release_is_refused(self):
        order = self.new_order(self.pump, 4)
        with self.assertRaises(RedirectWarning):
            order.button_mark_done()
        with self.assertRaises(RedirectWarning):
            order.qty_producing = 4

    def test_ready_order_has_to_be_released_too(self):
        order = self.new_order(self.pump, 1)
        with self.assertRaisesRegex(RedirectWarning, "release it first"):
            order.action_start()
        order.action_inv_release()
        order.action_start()
        self.assertEqual(order.state, "progress")

    def test_released_order_is_produced_and_nothing_goes_negative(self):
        order = self.new_order(self.pump, 3)
        order.action_inv_release()
        order.qty_producing = 3
        order.move_raw_ids.picked = True
        order.button_mark_done()
        self.assertEqual(order.state, "done")
        self.assertEqual(self.held(self.bearing), (0.0, 0.0))

    def test_order_that_started_before_the_policy_is_released_afterwards(self):
        self.company.inv_release_policy = "off"
        order = self.new_order(self.pump, 3)
        order.action_start()
        self.company.inv_release_policy = "block"
        with self.assertRaises(RedirectWarning):
            order.button_mark_done()
        cards = self.board.get_board()["columns"][3]["cards"]
        self.assertEqual(cards[0]["actions"], ["release"])
        self.board.with_user(self.worker).decide_release(order.ids)
        self.assertEqual(order.inv_release_state, "released")
        order.qty_producing = 3
        order.set_qty_producing()
        order.button_mark_done()
        self.assertEqual(order.state, "done")

    def test_no_policy_changes_nothing(self):
        self.company.inv_release_policy = "off"
        order = self.new_order(self.pump, 99)
        order.action_start()
        self.assertEqual(order.state, "progress")

    def test_operation_type_may_differ_from_its_company(self):
        self.warehouse.manu_type_id.inv_release_policy = "off"
        order = self.new_order(self.pump, 99)
        order.action_start()
        self.assertEqual(order.state, "progress")

    def test_warning_lets_it_start_and_is_written_down_once(self):
        self.company.inv_release_policy = "warn"
        order = self.new_order(self.pump, 4).with_user(self.worker)
        order.action_start()
        self.assertEqual(order.state, "progress")
        order._check_released()
        rows = self.env["inv.release.override"].search(
            [("production_id", "=", order.id)]
        )
        self.assertRecordValues(
            rows,
            [{"kind": "warning", "user_id": self.worker.id, "missing_count": 1}],
        )

    def test_override_needs_the_right_and_a_reason(self):
        order = self.new_order(self.pump, 4)
        with self.assertRaises(AccessError):
            self.board.with_user(self.worker).decide_override(order.id, "Hurry")
        with self.assertRaisesRegex(UserError, "Say why"):
            self.board.with_user(self.chief).decide_override(order.id, "  ")
        self.board.with_user(self.chief).decide_override(order.id, "Parts by taxi")
        self.assertEqual(order.inv_release_state, "override")
        order.action_start()
        self.assertEqual(order.state, "progress")
        row = self.env["inv.release.override"].search(
            [("production_id", "=", order.id)]
        )
        self.assertRecordValues(
            row,
            [
                {
                    "reason": "Parts by taxi",
                    "user_id": self.chief.id,
                    "kind": "override",
                    "missing_value": 8.0,
                }
            ],
        )

    def test_nobody_writes_a_release_or_the_record_by_hand(self):
        order = self.new_order(self.pump, 4)
        with self.assertRaises(UserError):
            order.with_user(self.chief).inv_release_state = "released"
        with self.assertRaises(UserError):
            order.with_user(self.chief).inv_release_user_id = self.chief
        copies = order.with_user(self.chief).with_context(skip_confirm=True)
        with self.assertRaises(UserError):
            copies.create({"product_id": self.pump.id, "inv_release_state": "released"})
        with self.assertRaises(AccessError):
            self.env["inv.release.override"].with_user(self.chief).create(
                {"production_name": "X", "company_id": self.company.id}
            )

    def test_part_that_can_be_built_is_split_off(self):
        order = self.new_order(self.pump, 5)
        board = self.board.with_user(self.worker)
        self.assertFalse(board.decide_release([order.id], "partial")["refused"])
        self.assertEqual(order.product_qty, 3.0)
        self.assertEqual(order.inv_release_state, "released")
        rest = order.production_group_id.production_ids - order
        self.assertRecordValues(
            rest,
            [
                {
                    "product_qty": 2.0,
                    "inv_release_state": "waiting",
                    "state": "confirmed",
                }
            ],
        )
        self.assertEqual(self.held(self.bearing), (6.0, 6.0))
        self.assertEqual(self.held(self.housing), (10.0, 3.0))

    def test_nothing_buildable_is_said(self):
        order = self.new_order(self.pump, 5)
        self.put(self.bearing, -5)
        with self.assertRaisesRegex(UserError, "can be built now"):
            order.action_inv_release_buildable()

    def test_released_order_shows_at_once_what_a_count_took(self):
        order = self.new_order(self.pump, 3)
        order.action_inv_release()
        self.assertFalse(order.inv_is_release_short)
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.bearing.id), ("location_id", "=", self.stock.id)]
        )
        quant.with_context(inventory_mode=True).inventory_quantity = 5
        quant.action_apply_inventory()
        order.invalidate_recordset()
        self.assertTrue(order.inv_is_release_short)
        found = order.search([("inv_is_release_short", "=", True)])
        self.assertIn(order, found)
        with self.assertRaises(RedirectWarning):
            order.action_start()

    def test_release_is_taken_back(self):
        order = self.new_order(self.pump, 3)
        order.action_inv_release()
        order.action_inv_take_back()
        self.assertEqual(order.inv_release_state, "waiting")
        self.assertEqual(self.held(self.bearing), (6.0, 0.0))
        order.action_inv_release()
        order.action_start()
        with self.assertRaisesRegex(UserError, "has started"):
            order.action_inv_take_back()

    def test_cancelled_order_is_not_released(self):
        order = self.new_order(self.pump, 3)
        order.action_inv_release()
        order.action_cancel()
        self.assertEqual(order.inv_release_state, "waiting")
        self.assertEqual(self.held(self.bearing), (6.0, 0.0))

    def test_backorder_of_a_started_order_stays_released(self):
        order = self.new_order(self.pump, 3)
        order.action_inv_release()
        order.qty_producing = 2
        order.set_qty_producing()
        order.with_context(
            mo_ids_to_backorder=order.ids, skip_backorder=True
        ).button_mark_done()
        rest = order.production_group_id.production_ids - order
        self.assertRecordValues(
            rest, [{"product_qty": 1.0, "inv_release_state": "released"}]
        )

    def test_picks_before_manufacturing_are_held(self):
        self.warehouse.manufacture_steps = "pbm"
        order = self.new_order(self.pump, 3)
        order.with_user(self.worker).action_inv_release()
        self.assertEqual(self.held(self.bearing), (6.0, 6.0))
        self.assertEqual(order.picking_ids.state, "assigned")

    def test_automatic_release_in_sequence(self):
        self.company.inv_is_release_automatic = True
        first, second = self.new_order(self.pump, 2, 0), self.new_order(self.pump, 2, 1)
        later = self.new_order(self.pump, 1, 20)
        self.env["inv.production.readiness"]._refresh(self.company)
        states = [order.inv_release_state for order in (first, second, later)]
        self.assertEqual(states, ["released", "waiting", "waiting"])
        second.priority = "1"
        self.put(self.bearing, 2)
        second.action_start()
        self.assertEqual(second.state, "progress")
