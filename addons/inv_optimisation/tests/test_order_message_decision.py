"""Messages on drafts and transfers: decided and taken back."""

from datetime import datetime

from odoo.exceptions import UserError
from odoo.tests import tagged

from .order_message_common import OrderMessageCase


@tagged("post_install", "-at_install")
class TestOrderMessageDecision(OrderMessageCase):
    def accept(self, message):
        return message.with_user(self.planner).action_accept()

    def test_accepted_postponement_moves_the_draft_and_is_taken_back(self):
        point = self.stocked(50)
        line = self.buy(point, 10, 3)
        message = self.found(point)
        self.accept(message)
        self.assertEqual(line.date_planned, self.moment(22))
        self.assertEqual(message.state, "accepted")
        self.assertEqual(message.decided_user_id, self.planner)
        self.assertEqual(self.found(point), message)
        message.with_user(self.planner).action_undo()
        self.assertEqual(line.date_planned, self.moment(3))
        self.assertEqual(message.state, "open")
        self.assertEqual(self.find(), {"created": 0, "updated": 1, "removed": 0})

    def test_time_of_day_stays_over_the_change_of_clocks(self):
        self.company.partner_id.tz = "Europe/Amsterdam"
        message = self.message.new(
            {"company_id": self.company.id, "date_new": "2026-11-10"}
        )
        moved = message._get_moved_moment(datetime(2026, 10, 20, 10))
        self.assertEqual(moved, datetime(2026, 11, 10, 11))

    def test_undo_is_refused_when_somebody_changed_the_order(self):
        point = self.stocked(50)
        line = self.buy(point, 10, 3)
        message = self.found(point)
        self.accept(message)
        line.product_qty = 12
        with self.assertRaisesRegex(UserError, "Somebody changed"):
            message.with_user(self.planner).action_undo()

    def test_changed_order_is_refused_and_found_again(self):
        point = self.stocked(50)
        line = self.buy(point, 10, 3)
        message = self.found(point)
        line.date_planned = self.moment(6)
        with self.assertRaisesRegex(UserError, "Somebody changed"):
            self.accept(message)
        self.assertEqual((message.state, message.date_current), ("open", self.day(3)))
        self.assertEqual(self.found(point), message)
        self.assertEqual(message.date_current, self.day(6))
        self.accept(message)
        self.assertEqual(line.date_planned, self.moment(22))

    def test_draft_that_was_confirmed_since_is_refused_and_needs_its_vendor(self):
        point = self.stocked(50)
        line = self.buy(point, 10, 3)
        message = self.found(point)
        line.order_id.button_confirm()
        with self.assertRaisesRegex(UserError, "was confirmed"):
            self.accept(message)
        self.assertEqual(line.date_planned, self.moment(3))
        self.assertEqual(self.found(point), message)
        self.assertTrue(message.needs_vendor)

    def test_changed_need_is_refused(self):
        point = self.stocked(70)
        line = self.buy(point, 20, 25)
        message = self.found(point)
        self.put(point.product_id, -50)
        with self.assertRaisesRegex(UserError, "Stock or demand"):
            self.accept(message)
        self.assertTrue(line.exists())

    def test_received_order_is_refused(self):
        point = self.stocked(70)
        line = self.buy(point, 20, 25)
        message = self.found(point)
        line.order_id.button_cancel()
        with self.assertRaisesRegex(UserError, "not open any more"):
            self.accept(message)

    def test_decided_message_is_not_decided_again(self):
        point = self.stocked(50)
        self.buy(point, 10, 3)
        message = self.found(point)
        self.accept(message)
        with self.assertRaisesRegex(UserError, "decided already"):
            self.accept(message)

    def test_decrease_does_not_raise_the_same_need_again(self):
        point = self.stocked(30)
        line = self.buy(point, 50, 12)
        self.accept(self.found(point))
        self.assertEqual(line.product_qty, 30.0)
        self.assertEqual(line.date_planned, self.moment(12))
        self.signal._work_off()
        self.assertFalse(self.line(point))

    def test_undone_decrease_has_its_quantity_and_date_again(self):
        point = self.stocked(30)
        line = self.buy(point, 50, 12)
        message = self.found(point)
        self.accept(message)
        message.with_user(self.planner).action_undo()
        self.assertEqual(line.product_qty, 50.0)
        self.assertEqual(line.date_planned, self.moment(12))

    def test_increase_cancels_the_requisition_of_the_same_need(self):
        point = self.stocked(0)
        line = self.buy(point, 15, 3)
        wish = self.raise_lines(point)
        self.assertEqual(wish.state, "to_approve")
        self.accept(self.found(point))
        self.assertEqual(line.product_qty, 60.0)
        self.assertEqual(line.date_planned, self.moment(3))
        self.assertEqual(wish.state, "cancelled")
        self.assertIn(line.order_id.name, wish.reject_reason)
        self.signal._send_company(self.company)
        self.signal._work_off()
        self.assertEqual(self.line(point), wish)

    def test_increase_takes_the_price_of_the_larger_quantity(self):
        point = self.stocked(0)
        self.new_seller(point.product_id, price=8.0, min_qty=50)
        line = self.buy(point, 15, 3)
        line.price_unit = line.technical_price_unit = 10.0
        self.accept(self.found(point))
        self.assertEqual(line.price_unit, 8.0)

    def test_cancelled_line_is_removed_and_restored_with_its_order(self):
        point = self.stocked(70)
        line = self.buy(point, 20, 25)
        order = line.order_id
        message = self.found(point)
        self.accept(message)
        self.assertFalse(order.order_line)
        self.assertEqual(order.state, "cancel")
        self.signal._work_off()
        self.assertFalse(self.line(point))
        self.assertEqual(message.state, "accepted")
        message.with_user(self.planner).action_undo()
        self.assertEqual(order.state, "draft")
        self.assertRecordValues(
            order.order_line,
            [
                {
                    "product_id": point.product_id.id,
                    "product_qty": 20.0,
                    "price_unit": 10.0,
                    "date_planned": self.moment(25),
                }
            ],
        )
        self.assertEqual(message.purchase_line_id, order.order_line)

    def test_restored_line_belongs_to_its_requisition_again(self):
        point = self.stocked(0)
        wish = self.raise_lines(point)
        self.approve(wish.requisition_id)
        self.put(point.product_id, 90)
        message = self.found(point)
        self.assertEqual(message.kind, "cancel")
        self.accept(message)
        self.assertEqual(wish.state, "cancelled")
        message.with_user(self.planner).action_undo()
        self.assertEqual(wish.state, "ordered")
        self.assertEqual(wish.purchase_line_ids, message.purchase_line_id)

    def test_ignored_message_is_quiet_until_its_day_or_another_kind(self):
        point = self.stocked(50)
        line = self.buy(point, 10, 3)
        message = self.found(point)
        message.with_user(self.planner).action_ignore()
        self.assertEqual(message.ignore_until, self.day(14))
        self.assertEqual(self.found(point), message)
        self.assertEqual(message.state, "ignored")
        message.ignore_until = self.today
        self.find()
        self.assertEqual(message.state, "open")
        message.with_user(self.planner).action_ignore(30)
        line.product_qty = 100
        self.find()
        self.assertRecordValues(message, [{"state": "open", "kind": "decrease"}])

    def test_ignoring_is_taken_back(self):
        point = self.stocked(50)
        self.buy(point, 10, 3)
        message = self.found(point)
        message.with_user(self.planner).action_ignore()
        message.with_user(self.planner).action_undo()
        self.assertRecordValues(message, [{"state": "open", "ignore_until": False}])

    def test_selection_is_accepted_as_a_whole_or_not_at_all(self):
        first, second = self.stocked(50, "A"), self.stocked(50, "B")
        lines = self.buy(first, 10, 3) | self.buy(second, 10, 3)
        third = self.stocked(70, "C")
        confirmed = self.buy(third, 20, 25, confirm=True)
        self.find()
        messages = self.message.search([])
        with self.assertRaisesRegex(UserError, confirmed.order_id.name):
            self.accept(messages)
        self.assertEqual(set(lines.mapped("date_planned")), {self.moment(3)})
        self.assertEqual(set(messages.mapped("state")), {"open"})
        self.accept(messages.filtered(lambda one: not one.needs_vendor))
        self.assertEqual(set(lines.mapped("date_planned")), {self.moment(22)})

    def test_check_of_many_messages_needs_as_many_queries_as_of_few(self):
        for number in range(6):
            self.buy(self.stocked(50, f"Item {number}"), 10, 3)
        self.find()
        messages = self.message.search([])
        few = self.count_queries(lambda: messages[:2]._check_unchanged(True))
        many = self.count_queries(lambda: messages._check_unchanged(True))
        self.assertLessEqual(many, few)


@tagged("post_install", "-at_install")
class TestOrderMessageTransfer(OrderMessageCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        hub = cls.env["stock.warehouse"].create(
            {"name": "Hub", "code": "HUB", "company_id": cls.company.id}
        )
        cls.warehouse.resupply_wh_ids = hub
        route = cls.warehouse.resupply_route_ids
        cls.product = cls.new_product(route_ids=[(6, 0, route.ids)])
        cls.put(cls.product, 500, hub.lot_stock_id)
        cls.point = cls.new_point(cls.product, supply_type="transfer", vendor_id=False)
        cls.wish = cls.raise_lines(cls.point)
        cls.approve(cls.wish.requisition_id)
        cls.moves = cls.wish.move_ids
        cls.last = cls.moves.filtered("move_orig_ids")

    def found_after(self, on_hand, days=None):
        self.put(self.product, on_hand)
        if days is not None:
            self.moves.date = self.moment(days)
        return self.found(self.point).with_user(self.planner)

    def test_postponed_transfer_moves_both_steps_and_back(self):
        # At the maximum already: needed when 40 on hand are used, day 17.
        self.company.inv_quantity_margin_share = 9.0
        message = self.found_after(40, days=1)
        self.assertEqual((message.kind, message.date_new), ("postpone", self.day(17)))
        self.assertEqual(len(self.moves), 2)
        message.action_accept()
        self.assertEqual(set(self.moves.mapped("date")), {self.moment(17)})
        message.action_undo()
        self.assertEqual(set(self.moves.mapped("date")), {self.moment(1)})

    def test_decrease_lowers_both_steps_and_their_reservation(self):
        message = self.found_after(30)
        first = self.last.move_orig_ids
        first._action_assign()
        self.assertEqual(first.quantity, 60.0)
        self.assertEqual((message.kind, message.quantity_new), ("decrease", 30.0))
        message.action_accept()
        self.assertEqual(self.moves.mapped("product_uom_qty"), [30.0, 30.0])
        self.assertEqual(first.quantity, 30.0)
        message.action_undo()
        self.assertEqual(self.moves.mapped("product_uom_qty"), [60.0, 60.0])
        self.assertEqual(first.quantity, 60.0)

    def test_cancelled_transfer_ends_both_steps_for_good(self):
        message = self.found_after(90)
        self.assertEqual(message.kind, "cancel")
        message.action_accept()
        self.assertEqual(set(self.moves.mapped("state")), {"cancel"})
        self.assertEqual(self.wish.state, "cancelled")
        self.signal._work_off()
        self.assertEqual(self.line(self.point), self.wish)
        with self.assertRaisesRegex(UserError, "cannot be revived"):
            message.action_undo()
