"""Messages on confirmed orders, and who may do what."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .order_message_common import OrderMessageCase


@tagged("post_install", "-at_install")
class TestOrderMessageVendor(OrderMessageCase):
    def confirmed(self, on_hand=70, quantity=20, days=25, **values):
        self.point = self.stocked(on_hand)
        self.purchase = self.buy(self.point, quantity, days, confirm=True, **values)
        return self.found(self.point).with_user(self.buyer)

    def test_vendor_is_written_to_and_the_message_waits(self):
        self.vendor.email = "vendor@example.com"
        message = self.confirmed()
        action = message.action_ask()
        composer = (
            self.env["mail.compose.message"]
            .with_user(self.buyer)
            .with_context(**action["context"])
            .create({})
        )
        self.assertEqual(message.state, "open")
        composer.action_send_mail()
        self.assertEqual(message.state, "asked")
        order = self.purchase.order_id
        posted = order.message_ids.filtered(lambda one: one.partner_ids == self.vendor)
        self.assertIn(order.name, posted.subject)
        self.assertIn("cancel what is still open", posted.body)
        self.assertIn("20 Units", posted.body)
        self.assertEqual(self.purchase.product_qty, 20.0)

    def test_other_mails_of_the_order_ask_nothing(self):
        message = self.confirmed()
        self.purchase.order_id.message_post(body="Hello")
        self.assertEqual(message.state, "open")

    def test_asked_message_waits_until_the_order_changes(self):
        message = self.confirmed()
        message._set_asked()
        self.put(self.point.product_id, -50)
        self.find()
        self.assertEqual(message.state, "asked")
        self.purchase.write({"product_qty": 19, "date_planned": self.moment(25)})
        self.find()
        self.assertFalse(message.exists())

    def test_confirmed_order_is_not_accepted_without_its_vendor(self):
        message = self.confirmed()
        with self.assertRaisesRegex(UserError, "vendor has to agree"):
            message.action_accept()
        self.assertEqual(self.purchase.product_qty, 20.0)

    def test_agreed_cancellation_leaves_what_was_received(self):
        message = self.confirmed(on_hand=0, quantity=40, days=5)
        self.receive_part(15)
        self.put(self.point.product_id, 80)
        message = self.found(self.point).with_user(self.buyer)
        self.assertRecordValues(message, [{"kind": "cancel", "quantity_current": 25.0}])
        message.action_agreed()
        self.assertEqual(self.purchase.product_qty, 15.0)
        open_moves = self.purchase.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        self.assertFalse(open_moves)
        self.assertEqual(message.state, "accepted")
        self.assertEqual(self.find(), {"created": 0, "updated": 0, "removed": 0})

    def receive_part(self, quantity):
        picking = self.purchase.order_id.picking_ids
        move = picking.move_ids
        move.quantity = quantity
        move.picked = True
        picking._action_done()

    def test_agreed_decrease_leaves_the_new_quantity_open(self):
        message = self.confirmed(on_hand=30, quantity=50, days=12)
        self.assertEqual((message.kind, message.quantity_new), ("decrease", 30.0))
        message.action_agreed()
        self.assertEqual(self.purchase.product_qty, 30.0)
        open_moves = self.purchase.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        self.assertEqual(sum(open_moves.mapped("product_qty")), 30.0)
        self.signal._work_off()
        self.assertFalse(self.line(self.point))

    def test_agreed_date_moves_order_receipt_and_promise(self):
        message = self.confirmed(on_hand=50, quantity=10, days=3)
        message.action_agreed()
        self.assertEqual(self.purchase.date_planned, self.moment(22))
        self.assertEqual(self.purchase.move_ids.date, self.moment(22))
        self.assertEqual(self.purchase.inv_promised_datetime, self.moment(22))
        self.assertEqual(self.find(), {"created": 0, "updated": 0, "removed": 0})

    def test_order_in_boxes_is_changed_in_boxes(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        message = self.confirmed(
            on_hand=30, quantity=4, days=12, product_uom_id=dozen.id
        )
        self.assertRecordValues(
            message,
            [{"kind": "decrease", "quantity_current": 48.0, "quantity_new": 36.0}],
        )
        self.assertEqual(message.get_order_quantity("quantity_new"), "3 Dozens")
        message.action_agreed()
        self.assertEqual(self.purchase.product_qty, 3.0)

    def test_drafts_need_no_vendor(self):
        point = self.stocked(50)
        self.buy(point, 10, 3)
        message = self.found(point).with_user(self.buyer)
        for function in (message.action_ask, message.action_agreed):
            with self.assertRaisesRegex(UserError, "No vendor has to agree"):
                function()

    def test_planner_who_is_no_buyer_is_told_who_may(self):
        message = self.confirmed().with_user(self.planner)
        for function in (message.action_ask, message.action_agreed):
            with self.assertRaisesRegex(UserError, "only purchasing may"):
                function()

    def test_order_counts_its_wanted_changes(self):
        message = self.confirmed()
        order = self.purchase.order_id.with_user(self.buyer)
        self.assertEqual(order.inv_order_message_count, 1)
        action = order.action_open_inv_order_messages()
        self.assertEqual(self.message.search(action["domain"]), message)
        message.action_ignore()
        order.invalidate_recordset()
        self.assertEqual(order.inv_order_message_count, 0)


@tagged("post_install", "-at_install")
class TestOrderMessageSecurity(OrderMessageCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        point = cls.stocked(50)
        cls.bought = cls.buy(point, 10, 3)
        cls.find()
        cls.one = cls.message.search([])
        cls.reader = cls.new_user("reader", "inv_optimisation.group_inv_user")

    def test_user_reads_and_decides_nothing(self):
        message = self.one.with_user(self.reader)
        self.assertIn("Move", message.sentence)
        for function in (
            message.action_accept,
            message.action_ignore,
            message.action_undo,
            message.action_find,
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                function()
        self.assertEqual(self.bought.date_planned, self.moment(3))

    def test_stock_user_without_the_groups_reads_nothing(self):
        stock_user = self.new_user("stock", "stock.group_stock_user")
        with self.assertRaises(AccessError):
            self.message.with_user(stock_user).search([])

    def test_nobody_creates_or_deletes_a_message(self):
        for user in (self.reader, self.planner, self.manager, self.buyer):
            message = self.one.with_user(user)
            self.assertFalse(message.has_access("create"))
            self.assertFalse(message.has_access("unlink"))

    def test_planner_looks_again_without_any_purchase_right(self):
        self.bought.date_planned = self.moment(5)
        answer = self.message.with_user(self.planner).action_find()
        self.assertIn("1 changed", answer["params"]["message"])
        self.assertEqual(self.one.date_current, self.day(5))

    def test_another_company_sees_nothing(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        stranger = self.new_user("stranger", "inv_optimisation.group_inv_manager")
        stranger.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        foreign = self.message.with_user(stranger).with_context(
            allowed_company_ids=other.ids
        )
        self.assertFalse(foreign.search([]))
        with self.assertRaises(AccessError):
            foreign.browse(self.one.id).action_accept()

    def test_buyer_without_the_groups_opens_an_order(self):
        user = self.new_user("only_buyer", "purchase.group_purchase_user")
        order = self.bought.order_id.with_user(user)
        self.assertEqual(order.inv_order_message_count, 1)
