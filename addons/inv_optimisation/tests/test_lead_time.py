from odoo.tests import tagged

from .common import InvCase


@tagged("post_install", "-at_install")
class TestLeadTime(InvCase):
    """Lead times are measured from the confirmation to the first receipt."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.new_product()
        cls.new_seller(cls.product, delay=9)

    def buy(self, product, ordered, received, quantity=10, vendor=None):
        """Confirm an order ``ordered`` days ago and receive it in steps of days."""
        order = self.env["purchase.order"].create(
            {
                "partner_id": (vendor or self.vendor).id,
                "company_id": self.company.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "order_line": [
                    (0, 0, {"product_id": product.id, "product_qty": quantity})
                ],
            }
        )
        order.button_confirm()
        order.date_approve = self.days_ago(ordered)
        for position, days in enumerate(received):
            picking = order.picking_ids.filtered(lambda row: row.state == "assigned")
            move = picking.move_ids
            if position + 1 < len(received):
                move.quantity = 1
            move.picked = True
            picking._action_done()
            move.date = self.days_ago(days)
        return order

    def lines(self, product):
        """Return the (days, received) of the lines of a product."""
        lines = self.env["inv.provider.lead_time"]._get_order_lines(
            self.company, self.today
        )
        rows = lines["product_id"] == product.id
        self.assertEqual(set(lines["vendor_id"][rows].tolist()), {self.vendor.id})
        self.assertEqual(set(lines["warehouse_id"][rows].tolist()), {self.warehouse.id})
        return sorted(
            zip(lines["days"][rows], lines["is_received"][rows] > 0, strict=True)
        )

    def test_line_ends_with_the_first_receipt(self):
        self.buy(self.product, 40, [30, 20])
        self.buy(self.product, 60, [46])
        self.assertEqual(self.lines(self.product), [(10, True), (14, True)])

    def test_open_order_counts_with_its_age(self):
        self.buy(self.product, 40, [30])
        self.buy(self.product, 20, [])
        self.assertEqual(self.lines(self.product), [(10, True), (20, False)])

    def test_cancelled_and_forgotten_orders_do_not_count(self):
        self.buy(self.product, 40, [30])
        self.buy(self.product, 20, []).button_cancel()
        self.buy(self.product, 500, [])
        self.assertEqual(self.lines(self.product), [(10, True)])

    def test_return_to_the_vendor_is_no_line(self):
        order = self.buy(self.product, 40, [30])
        receipt = order.picking_ids.move_ids
        self.move(
            self.product,
            2,
            self.stock,
            self.suppliers,
            when=self.days_ago(5),
            purchase_line_id=order.order_line.id,
            origin_returned_move_id=receipt.id,
        )
        self.assertEqual(self.lines(self.product), [(10, True)])

    def test_item_without_receipts_has_the_lead_time_of_the_vendor(self):
        other = self.new_product("Other")
        self.new_seller(other, delay=9)
        self.receive(other, 1)
        for ordered in (90, 70, 50):
            self.buy(self.product, ordered, [ordered - 25])
        self.plan()
        point = self.point(other)
        self.assertEqual((point.lead_time_source, point.lead_time_count), ("vendor", 0))
        self.assertAlmostEqual(point.lead_time_days, 25, delta=2)

    def test_late_open_orders_lengthen_the_lead_time(self):
        for ordered in (120, 100, 80, 60):
            self.buy(self.product, ordered, [ordered - 10])
        self.deliver(self.product, 5, when=self.days_ago(3))
        self.plan()
        point = self.point(self.product)
        before, spread = point.lead_time_days, point.lead_time_sd_days
        for _order in range(3):
            self.buy(self.product, 40, [])
        self.plan()
        self.assertGreater(point.lead_time_days, before + 3)
        self.assertGreater(point.lead_time_sd_days, spread)
        self.assertEqual((point.lead_time_count, point.lead_time_open_count), (4, 3))

    def test_measured_lead_time_replaces_the_promise(self):
        for ordered, received in ((90, 70), (60, 40), (45, 25)):
            self.buy(self.product, ordered, [received])
        self.deliver(self.product, 5, when=self.days_ago(3))
        self.plan()
        point = self.point(self.product)
        self.assertEqual(point.lead_time_source, "item")
        self.assertEqual(point.lead_time_count, 3)
        self.assertAlmostEqual(point.lead_time_days, 20, delta=2)

    def test_promise_counts_where_nothing_was_received(self):
        self.receive(self.product, 10)
        self.plan()
        point = self.point(self.product)
        self.assertEqual(point.lead_time_source, "promised")
        self.assertEqual(point.lead_time_days, 9)
        self.assertGreater(point.lead_time_sd_days, 0)
