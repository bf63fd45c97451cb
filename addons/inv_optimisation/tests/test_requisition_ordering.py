"""From an approved line to an order and back."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .requisition_common import RequisitionCase


@tagged("post_install", "-at_install")
class TestRequisitionOrdering(RequisitionCase):
    def test_total_equals_the_order_to_the_cent_in_the_currency_of_the_vendor(self):
        dollar = self.env.ref("base.USD")
        euro = self.env.ref("base.EUR")
        foreign = dollar if self.company.currency_id != dollar else euro
        foreign.active = True
        points = self.env["inv.stocking.point"]
        for number in range(7):
            points |= self.new_item(
                f"Item {number}",
                maximum=33 + number,
                seller={
                    "price": 3.37 + number / 7,
                    "discount": 2.5 * number,
                    "currency_id": foreign.id,
                },
            )
        requisition = self.raise_lines(points).requisition_id
        self.assertEqual(requisition.currency_id, foreign)
        self.approve(requisition)
        order = requisition.purchase_order_ids
        self.assertEqual(len(order), 1)
        self.assertEqual(order.currency_id, foreign)
        bought = sum(order.order_line.mapped("price_subtotal"))
        self.assertAlmostEqual(requisition.amount_total, bought, 2)
        for line in requisition.line_ids:
            self.assertAlmostEqual(
                line.subtotal, line.purchase_line_ids.price_subtotal, 2
            )

    def test_requisitions_merge_into_one_request_for_quotation(self):
        first = self.raise_lines(self.new_item("First"))
        self.approve(first.requisition_id)
        second = self.raise_lines(self.new_item("Second"))
        self.assertNotEqual(first.requisition_id, second.requisition_id)
        self.approve(second.requisition_id)
        self.assertEqual(
            first.purchase_line_ids.order_id, second.purchase_line_ids.order_id
        )
        order = first.purchase_line_ids.order_id
        self.assertEqual(
            order.inv_requisition_ids, first.requisition_id | second.requisition_id
        )

    def test_open_lines_count_in_progress_until_they_are_ordered(self):
        point = self.new_item()
        rule = point.orderpoint_id
        line = self.raise_lines(point)
        self.assertEqual(rule._quantity_in_progress()[rule.id], 60.0)
        self.approve(line.requisition_id)
        self.assertEqual(rule._quantity_in_progress()[rule.id], 60.0)

    def test_cancelled_order_reopens_the_need(self):
        point = self.new_item()
        line = self.raise_lines(point)
        self.approve(line.requisition_id)
        line.purchase_line_ids.order_id.button_cancel()
        self.assertEqual(line.state, "cancelled")
        self.signal._work_off()
        fresh = self.line(point) - line
        self.assertRecordValues(fresh, [{"qty": 60.0, "state": "to_approve"}])

    def test_reduced_order_reopens_the_rest_of_the_need(self):
        point = self.new_item()
        line = self.raise_lines(point)
        self.approve(line.requisition_id)
        line.purchase_line_ids.product_qty = 15.0
        self.signal._work_off()
        self.assertEqual((self.line(point) - line).qty, 45.0)

    def test_removed_order_line_reopens_the_need(self):
        point = self.new_item()
        line = self.raise_lines(point)
        self.approve(line.requisition_id)
        line.purchase_line_ids.unlink()
        self.assertEqual(line.state, "cancelled")
        self.signal._work_off()
        self.assertEqual((self.line(point) - line).qty, 60.0)

    def test_received_order_closes_the_line(self):
        point = self.new_item()
        line = self.raise_lines(point)
        self.approve(line.requisition_id)
        order = line.purchase_line_ids.order_id
        order.button_confirm()
        self.env["inv.requisition.line"]._close_received()
        self.assertEqual(line.state, "ordered")
        order.picking_ids.button_validate()
        self.env["inv.requisition.line"]._close_received()
        self.assertEqual(line.state, "received")
        self.assertEqual(line.requisition_id.state, "received")

    def test_transfer_between_sites_is_linked_through_transit(self):
        hub = self.env["stock.warehouse"].create(
            {"name": "Hub", "code": "HUB", "company_id": self.company.id}
        )
        self.warehouse.resupply_wh_ids = hub
        route = self.warehouse.resupply_route_ids
        product = self.new_product(route_ids=[(6, 0, route.ids)])
        self.put(product, 500, hub.lot_stock_id)
        point = self.new_point(product, supply_type="transfer", vendor_id=False)
        line = self.raise_lines(point)
        requisition = line.requisition_id
        self.assertRecordValues(
            requisition,
            [{"supply_type": "transfer", "source_warehouse_id": hub.id}],
        )
        self.approve(requisition)
        self.assertEqual(line.state, "ordered")
        self.assertEqual(
            line.move_ids.picking_id.picking_type_id.warehouse_id, hub | self.warehouse
        )
        self.assertFalse(self.raise_lines(point))

    def test_refused_line_keeps_its_message_and_the_others_are_ordered(self):
        good, bad = self.new_item("Good"), self.new_item("Bad")
        requisition = self.raise_lines(good | bad).requisition_id
        bad.product_id.seller_ids.unlink()
        answer = self.approve(requisition)
        self.assertEqual(self.line(good).state, "ordered")
        self.assertEqual(self.line(bad).state, "approved")
        self.assertTrue(self.line(bad).error_message)
        self.assertIn(requisition.error_message, answer["message"])
        self.new_seller(bad.product_id)
        requisition.with_user(self.manager).action_order()
        self.assertEqual(self.line(bad).state, "ordered")
        self.assertFalse(requisition.error_message)
        self.assertEqual(self.line(good).purchase_line_ids.product_qty, 60.0)

    def test_line_entered_by_hand_is_ordered_without_a_reordering_rule(self):
        product = self.new_product("By hand")
        self.new_seller(product)
        requisition = self.env["inv.requisition"].create(
            {
                "company_id": self.company.id,
                "vendor_id": self.vendor.id,
                "currency_id": self.company.currency_id.id,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": product.id,
                            "warehouse_id": self.warehouse.id,
                            "qty": 8.0,
                            "price_unit": 10.0,
                        },
                    )
                ],
            }
        )
        requisition.action_submit()
        self.approve(requisition)
        bought = requisition.line_ids.purchase_line_ids
        self.assertRecordValues(bought, [{"product_qty": 8.0, "price_unit": 10.0}])

    def test_requisition_without_vendor_is_not_submitted(self):
        product = self.new_product()
        requisition = self.env["inv.requisition"].create(
            {
                "company_id": self.company.id,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": product.id,
                            "warehouse_id": self.warehouse.id,
                            "qty": 1.0,
                        },
                    )
                ],
            }
        )
        with self.assertRaisesRegex(UserError, "no vendor"):
            requisition.action_submit()


@tagged("post_install", "-at_install")
class TestRequisitionVendor(RequisitionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.partner"].create({"name": "Other Vendor"})

    def two_vendors(self, **other):
        product = self.new_product()
        self.new_seller(product, sequence=1)
        self.new_seller(product, partner_id=self.other.id, sequence=2, **other)
        return self.new_point(product)

    def test_cheaper_landed_price_wins(self):
        point = self.two_vendors(price=9.0)
        self.assertEqual(self.raise_lines(point).requisition_id.vendor_id, self.other)

    def test_freight_can_make_the_cheaper_vendor_the_dearer_one(self):
        point = self.two_vendors(price=9.0)
        self.other.inv_landed_cost_rate = 20.0
        self.assertEqual(self.raise_lines(point).requisition_id.vendor_id, self.vendor)

    def test_expired_price_is_no_offer(self):
        point = self.two_vendors(
            price=9.0, date_start="2020-01-01", date_end="2020-12-31"
        )
        self.assertEqual(self.raise_lines(point).requisition_id.vendor_id, self.vendor)

    def test_vendor_of_the_rule_comes_first_whatever_it_costs(self):
        point = self.two_vendors(price=19.0)
        expensive = point.product_id.seller_ids.filtered(
            lambda line: line.partner_id == self.other
        )
        point.orderpoint_id.supplier_id = expensive
        self.assertEqual(self.raise_lines(point).requisition_id.vendor_id, self.other)

    def test_price_list_order_decides_where_the_company_says_so(self):
        self.company.inv_vendor_choice = "sequence"
        point = self.two_vendors(price=9.0)
        self.assertEqual(self.raise_lines(point).requisition_id.vendor_id, self.vendor)

    def test_longer_promise_costs_safety_stock(self):
        point = self.two_vendors(price=10.0, delay=90)
        point.derivation = {
            "inputs": {"forecast_variance": 140.0, "forecast_horizon_days": 7.0}
        }
        facts = self.env["inv.requisition.need"]._get_facts(point, self.company)
        self.raiser._add_choice(facts, self.company, {})
        near, far = facts["offers"][0]
        self.assertEqual(far["seller"].partner_id, self.other)
        self.assertGreater(far["cost_year"], near["cost_year"])

    def test_price_break_of_the_quantity_is_used(self):
        product = self.new_product()
        self.new_seller(product, price=10.0)
        self.new_seller(product, price=8.0, min_qty=50)
        line = self.raise_lines(self.new_point(product))
        self.assertRecordValues(line, [{"qty": 60.0, "subtotal": 480.0}])
        line.requisition_id.decide_change(line.requisition_id.id, {line.id: 40}, "")
        self.assertEqual(line.subtotal, 400.0)

    def test_other_vendor_takes_the_line_to_its_own_requisition(self):
        point = self.two_vendors(price=11.0)
        line = self.raise_lines(point)
        old = line.requisition_id
        seller = point.product_id.seller_ids.filtered(
            lambda one: one.partner_id == self.other
        )
        user = old.with_user(self.planner)
        user.decide_vendor(line.id, seller.id)
        self.assertEqual(line.requisition_id.vendor_id, self.other)
        self.assertEqual(line.subtotal, 660.0)
        self.assertFalse(old.active)
        user.decide_undo()
        self.assertEqual(line.requisition_id, old)
        self.assertTrue(old.active)
        self.assertEqual(line.subtotal, 600.0)

    def test_price_of_another_product_is_refused(self):
        line = self.raise_lines(self.two_vendors(price=11.0))
        cheap = self.new_seller(self.new_product("Cheap"), price=0.01)
        with self.assertRaisesRegex(UserError, "does not exist"):
            line.requisition_id.decide_vendor(line.id, cheap.id)

    def test_last_price_shows_a_change(self):
        point = self.new_item()
        line = self.raise_lines(point)
        self.approve(line.requisition_id)
        line.purchase_line_ids.order_id.button_confirm()
        point.product_id.seller_ids.price = 10.5
        again = self.raise_lines(self.new_point_after_use(point))
        self.assertAlmostEqual(again.price_change_rate, 0.05)

    def new_point_after_use(self, point):
        """Sell what is on order, so that ``point`` needs more."""
        self.env["stock.move"].create(
            {
                "product_id": point.product_id.id,
                "product_uom_qty": 60,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
                "company_id": self.company.id,
            }
        )._action_confirm()
        return point

    def test_blanket_order_is_used_when_there_is_one(self):
        if "purchase.requisition" not in self.env:
            self.skipTest("purchase_requisition is not installed")
        point = self.two_vendors(price=9.0)
        agreement = self.env["purchase.requisition"].create(
            {
                "vendor_id": self.vendor.id,
                "requisition_type": "blanket_order",
                "company_id": self.company.id,
                "currency_id": self.company.currency_id.id,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": point.product_id.id,
                            "product_qty": 500,
                            "price_unit": 9.5,
                        },
                    )
                ],
            }
        )
        agreement.action_confirm()
        line = self.raise_lines(point)
        self.assertEqual(line.requisition_id.vendor_id, self.vendor)
        self.assertEqual(line.price_unit, 9.5)
        self.approve(line.requisition_id)
        self.assertEqual(line.purchase_line_ids.order_id.requisition_id, agreement)
        self.assertEqual(line.purchase_line_ids.price_unit, 9.5)
