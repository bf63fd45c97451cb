"""What the queue and its detail say."""

import json
from datetime import timedelta

from odoo.tests import tagged

from .requisition_common import RequisitionCase


@tagged("post_install", "-at_install")
class TestRequisitionQueue(RequisitionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.point = cls.new_item("First")
        cls.put(cls.point.product_id, 20)
        cls.requisition = cls.raise_lines(cls.point).requisition_id

    def data(self, user=None):
        requisitions = self.env["inv.requisition"].with_user(user or self.manager)
        data = requisitions.get_queue_data()
        json.dumps(data)
        return data

    def test_card_sums_up_the_requisition(self):
        data = self.data()
        [card] = data["requisitions"]
        self.assertEqual(card["title"], "Test Vendor")
        self.assertEqual(card["amount"], 400.0)
        self.assertEqual(data["total"], {"count": 1, "amount": 400.0})
        self.assertEqual(data["within_limit"]["ids"], self.requisition.ids)

    def test_who_may_not_approve_sees_the_numbers_only(self):
        user = self.new_user("reader", "inv_optimisation.group_inv_user")
        data = self.data(user)
        self.assertEqual(data["rights"], {"can_approve": False, "can_edit": False})
        self.assertEqual(data["requisitions"][0]["amount"], 400.0)
        self.assertEqual(data["within_limit"]["ids"], [])

    def test_most_urgent_requisition_comes_first(self):
        other = self.env["res.partner"].create({"name": "Later"})
        later = self.raise_lines(
            self.new_item("Later", seller={"partner_id": other.id})
        )
        later.date_order_by = self.today + timedelta(days=20)
        titles = [card["title"] for card in self.data()["requisitions"]]
        self.assertEqual(titles, ["Test Vendor", "Later"])

    def test_detail_shows_both_futures(self):
        detail = self.requisition.with_user(self.manager).get_queue_detail()
        json.dumps(detail)
        [line] = detail["lines"]
        chart = line["chart"]
        arrival = (self.requisition.line_ids.date_arrival - self.today).days
        self.assertEqual(chart["without"][: arrival + 1],
                         chart["with_order"][: arrival + 1])  # fmt: skip
        gain = chart["with_order"][arrival + 1] - chart["without"][arrival + 1]
        self.assertEqual(gain, 40.0)
        self.assertEqual(chart["stock"][chart["today_index"]], 20.0)
        self.assertEqual(line["cover_before"], 10.0)
        self.assertEqual(line["cover_after"], 30.0)
        self.assertEqual(line["alternatives"][0]["vendor"], "Test Vendor")
        self.assertIsNone(detail["refusal"])

    def test_printed_requisition_shows_items_reasons_and_decisions(self):
        report = self.env["ir.actions.report"]
        html, _kind = report._render_qweb_html(
            "inv_optimisation.report_inv_requisition", self.requisition.ids
        )
        text = html.decode()
        line = self.requisition.line_ids
        self.assertIn(self.requisition.name, text)
        self.assertIn(line.reason, text)
        self.assertIn("400.00", text)
        self.approve(self.requisition)
        html, _kind = report._render_qweb_html(
            "inv_optimisation.report_inv_requisition", self.requisition.ids
        )
        self.assertIn(self.manager.name, html.decode())

    def test_budget_counts_orders_and_this_requisition(self):
        self.env["inv.requisition.budget"].create(
            {
                "name": "Quarter",
                "company_id": self.company.id,
                "vendor_id": self.vendor.id,
                "date_from": self.today - timedelta(days=30),
                "date_to": self.today + timedelta(days=30),
                "amount": 1000.0,
            }
        )
        self.approve(self.requisition)
        second = self.raise_lines(self.new_item("Second")).requisition_id
        [card] = self.data()["requisitions"]
        self.assertEqual(card["budget"]["used_before"], 400.0)
        self.assertEqual(card["budget"]["used"], 400.0 + second.amount_total)
        bars = second.get_queue_detail()["bars"]
        self.assertEqual([bar["kind"] for bar in bars], ["budget"])

    def test_empty_queue_tells_when_the_next_decision_is_due(self):
        self.approve(self.requisition)
        self.point.date_order_by = self.today + timedelta(days=4)
        data = self.data()
        self.assertEqual(data["requisitions"], [])
        expected = str(self.today + timedelta(days=4))
        self.assertEqual(data["next"], {"date": expected, "count": 1})

    def test_automatic_approvals_of_the_week_are_listed(self):
        self.company.inv_requisition_mode = "automatic"
        self.env["inv.requisition.limit"].create(
            {"is_automatic": True, "amount_max": 5000, "company_id": self.company.id}
        )
        line = self.raise_lines(self.new_item("Auto"))
        automatic = self.data()["automatic"]
        self.assertEqual((automatic["line_count"], automatic["amount"]), (1, 600.0))
        found = self.env["inv.requisition"].search(automatic["domain"])
        self.assertEqual(found, line.requisition_id)

    def test_number_of_queries_does_not_grow_with_the_cards(self):
        def add(count):
            for number in range(count):
                vendor = self.env["res.partner"].create({"name": f"V {number}"})
                self.raise_lines(
                    self.new_item(f"I {number}", seller={"partner_id": vendor.id})
                )

        self.data()
        few = self.count_queries(self.data)
        add(10)
        self.data()
        # Room for rights that other tests dropped from the cache; a query for each
        # card would be ten.
        self.assertLessEqual(self.count_queries(self.data), few + 5)


@tagged("post_install", "-at_install")
class TestVendorPerformance(RequisitionCase):
    def receive_order(self, days, promised, quantity=10.0, received=None):
        """Confirm an order ``days`` before today, promised and received."""
        product = self.new_product()
        self.new_seller(product)
        order = self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "company_id": self.company.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "order_line": [
                    (0, 0, {"product_id": product.id, "product_qty": quantity})
                ],
            }
        )
        order.order_line.date_planned = self.days_ago(days - promised)
        order.button_confirm()
        order.date_approve = self.days_ago(days)
        # The date is moved when the order is late; the promise must not follow.
        order.order_line.date_planned = self.days_ago(0)
        picking = order.picking_ids
        picking.move_ids.quantity = received or quantity
        picking.with_context(skip_backorder=True).button_validate()
        picking.move_ids.date = self.days_ago(0)
        return order

    def test_lead_time_punctuality_and_completeness(self):
        self.receive_order(10, promised=12)
        self.receive_order(12, promised=5)
        self.receive_order(20, promised=20)
        self.receive_order(30, promised=40, received=4.0)
        performance = self.env["inv.vendor.performance"]
        performance._measure(self.company)
        record = performance.search([("vendor_id", "=", self.vendor.id)])
        self.assertRecordValues(
            record,
            [
                {
                    "line_count": 4,
                    "lead_time_median": 16.0,
                    "on_time_rate": 0.75,
                    "in_full_rate": 0.5,
                }
            ],
        )
        self.assertAlmostEqual(record.lead_time_p90, 27.0)

    def test_measuring_again_keeps_one_record_and_drops_who_stopped(self):
        order = self.receive_order(10, promised=12)
        performance = self.env["inv.vendor.performance"]
        for _ in range(2):
            performance._measure(self.company)
        domain = [("vendor_id", "=", self.vendor.id)]
        self.assertEqual(performance.search_count(domain), 1)
        order.picking_ids.move_ids.date = self.days_ago(500)
        performance._measure(self.company)
        self.assertEqual(performance.search_count(domain), 0)
