import numpy as np

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

    def lead_times(self, *products):
        self.refresh()
        self.env["inv.planning.preparation"]._synchronise_points(self.company)
        points = self.env["inv.stocking.point"]
        for product in products:
            points |= self.point(product)
        vendors = np.full(len(points), self.vendor.id)
        return self.env["inv.provider.lead_time"]._get_lead_times(
            points, vendors, self.company, self.today
        )

    def test_sample_ends_with_the_first_receipt(self):
        self.buy(self.product, 40, [30, 20])
        self.buy(self.product, 60, [46])
        samples = self.lead_times(self.product)
        self.assertEqual(samples["item_n"].tolist(), [2])
        self.assertEqual(samples["item_mean"].tolist(), [12.0])
        self.assertEqual(samples["item_variance"].tolist(), [8.0])

    def test_item_without_receipts_has_those_of_the_vendor(self):
        other = self.new_product("Other")
        self.receive(other, 1)
        self.buy(self.product, 40, [30])
        samples = self.lead_times(other)
        self.assertTrue(np.isnan(samples["item_n"]).all())
        self.assertEqual(samples["vendor_mean"].tolist(), [10.0])

    def test_open_order_is_no_sample(self):
        self.buy(self.product, 40, [30])
        self.buy(self.product, 20, [])
        self.assertEqual(self.lead_times(self.product)["item_n"].tolist(), [1])

    def test_return_to_the_vendor_is_no_sample(self):
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
        samples = self.lead_times(self.product)
        self.assertEqual(samples["item_mean"].tolist(), [10.0])

    def test_planned_lead_time_lies_between_measured_and_promised(self):
        for ordered, received in ((90, 70), (60, 40), (45, 25)):
            self.buy(self.product, ordered, [received])
        self.deliver(self.product, 5, when=self.days_ago(3))
        self.plan()
        point = self.point(self.product)
        self.assertEqual(point.lead_time_source, "item")
        self.assertEqual(point.lead_time_count, 3)
        self.assertTrue(9 < point.lead_time_days <= 20)

    def test_promise_counts_where_nothing_was_received(self):
        self.receive(self.product, 10)
        self.plan()
        point = self.point(self.product)
        self.assertEqual(point.lead_time_source, "promised")
        self.assertEqual(point.lead_time_days, 9)
        self.assertGreater(point.lead_time_sd_days, 0)
