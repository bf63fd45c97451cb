"""Messages on open orders: found and kept up to date."""

from contextlib import contextmanager

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .order_message_common import OrderMessageCase


@tagged("post_install", "-at_install")
class TestOrderMessageFinder(OrderMessageCase):
    def test_early_order_is_postponed_to_its_need(self):
        # 44 of 50 may go at 2 a day: below the safety stock on day 22.
        point = self.stocked(50)
        line = self.buy(point, 10, 3)
        self.assertRecordValues(
            self.found(point),
            [
                {
                    "kind": "postpone",
                    "source": "request",
                    "purchase_line_id": line.id,
                    "document": line.order_id.name,
                    "vendor_id": self.vendor.id,
                    "date_current": self.day(3),
                    "date_new": self.day(22),
                    "days": 19,
                    "quantity_current": 10.0,
                    "quantity_new": 10.0,
                    "value": 100.0,
                    "state": "open",
                }
            ],
        )

    def test_late_order_is_expedited_with_what_is_missing(self):
        # 10 on hand: below 6 on day 2; 14 short of 6 on the evening of day 8.
        point = self.stocked(10)
        line = self.buy(point, 30, 9, confirm=True)
        message = self.found(point)
        self.assertRecordValues(
            message,
            [
                {
                    "kind": "expedite",
                    "source": "purchase",
                    "purchase_line_id": line.id,
                    "date_new": self.day(2),
                    "value": 140.0,
                }
            ],
        )
        self.assertIn("10 on hand fall below the 6 to keep", message.sentence)
        self.assertIn("14 are missing", message.sentence)

    def test_draft_is_expedited_no_further_than_its_lead_time(self):
        # Needed on day 2, but ordered today it takes the 7 days of the vendor.
        late, just_ordered = self.stocked(24, "Late"), self.stocked(24, "Just")
        for point in late | just_ordered:
            self.put(point.product_id, -14)
        self.buy(late, 40, 20)
        self.buy(just_ordered, 40, 8)
        self.find()
        self.assertRecordValues(
            self.message.search([]),
            [{"point_id": late.id, "kind": "expedite", "date_new": self.day(7)}],
        )

    def test_draft_grows_when_the_position_is_at_the_reorder_point(self):
        point = self.stocked(0)
        self.buy(point, 15, 3)
        self.assertRecordValues(
            self.found(point),
            [{"kind": "increase", "quantity_current": 15.0, "quantity_new": 60.0}],
        )

    def test_surplus_decreases_the_order(self):
        point = self.stocked(30)
        self.buy(point, 50, 12)
        message = self.found(point)
        self.assertRecordValues(
            message,
            [{"kind": "decrease", "quantity_new": 30.0, "value": 200.0}],
        )
        self.assertIn("maximum of 60", message.sentence)

    def test_surplus_without_the_order_cancels_it(self):
        point = self.stocked(70)
        self.buy(point, 20, 25, confirm=True)
        self.assertRecordValues(
            self.found(point),
            [{"kind": "cancel", "quantity_new": 0.0, "value": 200.0}],
        )

    def test_transfer_between_sites_gets_a_message_once(self):
        point, move = self.transfer(50, 20)
        self.assertRecordValues(
            self.found(point),
            [{"kind": "cancel", "source": "transfer", "move_id": move.id}],
        )

    def transfer(self, on_hand, quantity):
        """Return a point with ``on_hand`` above its maximum and a resupply to it."""
        hub = self.env["stock.warehouse"].create(
            {"name": "Hub", "code": "HUB", "company_id": self.company.id}
        )
        self.warehouse.resupply_wh_ids = hub
        route = self.warehouse.resupply_route_ids
        product = self.new_product(route_ids=[(6, 0, route.ids)])
        self.put(product, 500, hub.lot_stock_id)
        point = self.new_point(product, supply_type="transfer", vendor_id=False)
        line = self.raise_lines(point)
        self.approve(line.requisition_id)
        self.put(product, on_hand + quantity)
        move = line.move_ids.filtered(
            lambda one: one.location_dest_id.warehouse_id == self.warehouse
        )
        return point, move

    def test_shipped_transfer_gets_no_message(self):
        point, move = self.transfer(50, 20)
        feeding = move.move_orig_ids
        self.assertTrue(feeding)
        feeding.picked = True
        feeding._action_done()
        self.assertFalse(self.found(point))

    def test_differences_within_the_margins_are_quiet(self):
        early, late = self.stocked(50, "Early"), self.stocked(10, "Late")
        surplus = self.stocked(30, "Surplus")
        self.buy(early, 10, 15)  # needed on day 22, margin 7
        self.buy(late, 40, 4, confirm=True)  # needed on day 2, margin 2
        self.buy(surplus, 36, 12)  # 6 too many, margin 7.2
        self.find()
        self.assertFalse(self.message.search([]))
        self.company.write(
            {
                "inv_expedite_margin_days": 1,
                "inv_postpone_margin_days": 6,
                "inv_quantity_margin_share": 0.1,
            }
        )
        self.find()
        self.assertEqual(
            {message.point_id: message.kind for message in self.message.search([])},
            {early: "postpone", late: "expedite", surplus: "decrease"},
        )

    def test_order_that_the_rule_just_asked_for_gets_no_message(self):
        # The rule in force is far above the plan: 70 instead of 20.
        point = self.stocked(0, minimum=71, maximum=120)
        self.put(point.product_id, 70)
        line = self.raise_lines(point)
        self.approve(line.requisition_id)
        self.assertFalse(self.found(point))

    def test_vendor_that_is_late_as_a_rule_may_promise_early(self):
        # It promises 7 days and takes 20: due on day 7, expected on day 20.
        point = self.stocked(46, minimum=47, maximum=90)
        point.lead_time_days = 20.0
        self.buy(point, 44, 7)
        self.assertFalse(self.found(point))

    def test_item_without_rule_and_plan_gets_no_message(self):
        product = self.new_product()
        self.new_seller(product)
        point = self.new_point(product, forecast_per_day=0.0, safety_stock_qty=0.0)
        point.orderpoint_id.unlink()
        self.buy(point, 100, 3)
        self.assertFalse(self.found(point))

    def test_order_for_a_far_delivery_is_no_surplus(self):
        point = self.stocked(40)
        self.buy(point, 60, 40, confirm=True)
        move = self.env["stock.move"].create(
            {
                "product_id": point.product_id.id,
                "product_uom_qty": 60,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
                "date": self.moment(45),
                "company_id": self.company.id,
            }
        )
        move._action_confirm()
        move.date = self.moment(45)
        kinds = set(self.found(point).mapped("kind"))
        self.assertFalse(kinds & {"cancel", "decrease"})

    def test_looking_twice_writes_nothing(self):
        self.buy(self.stocked(50, "A"), 10, 3)
        self.buy(self.stocked(10.37, "B"), 30.5, 9, confirm=True)
        self.buy(self.stocked(70, "C"), 20, 25)
        self.assertEqual(self.find()["created"], 3)
        self.env.flush_all()
        self.env.invalidate_all()
        with contextmanager(self._patchExecute)([]) as queries:
            counts = self.find()
        self.assertEqual(counts, {"created": 0, "updated": 0, "removed": 0})
        words = {str(query).split()[0].upper() for query in queries}
        self.assertIn("SELECT", words)
        self.assertFalse(words & {"INSERT", "UPDATE", "DELETE"})

    def test_message_follows_the_order_and_goes_with_its_reason(self):
        point = self.stocked(50)
        line = self.buy(point, 10, 3)
        message = self.found(point)
        line.date_planned = self.moment(5)
        self.assertEqual(self.found(point), message)
        self.assertEqual(message.date_current, self.day(5))
        line.date_planned = self.moment(21)
        self.assertFalse(self.found(point))

    def test_nightly_run_looks_for_messages(self):
        point = self.stocked(50)
        self.with_history(point.product_id, [14.0] * 40)
        self.buy(point, 200, 3)
        self.plan()
        self.assertTrue(self.message.search([("point_id", "=", point.id)]))

    def test_many_orders_need_as_many_queries_as_few(self):
        def fill(name, count):
            for number in range(count):
                self.buy(self.stocked(50, f"{name} {number}"), 10, 3)
                late = self.stocked(10, f"{name} late {number}")
                self.buy(late, 30, 9, confirm=True)

        fill("Few", 2)
        few = self.count_queries(self.find)
        self.message.search([]).unlink()
        fill("Many", 18)
        many = self.count_queries(self.find)
        self.assertEqual(len(self.message.search([])), 40)
        self.assertLessEqual(many, few + 2)

    def test_company_looks_in_chunks_and_at_its_own_orders_only(self):
        self.company.inv_chunk_size = 1
        first, second = self.stocked(50, "A"), self.stocked(50, "B")
        self.buy(first, 10, 3)
        self.buy(second, 10, 3)
        other = self.env["res.company"].create({"name": "Other Company"})
        self.finder._find(other)
        self.assertFalse(self.message.search([]))
        self.find()
        self.assertEqual(self.message.search([]).point_id, first | second)

    def test_margins_must_not_be_negative(self):
        for name in ("inv_expedite_margin_days", "inv_quantity_margin_share"):
            with self.assertRaises(ValidationError):
                self.company[name] = -1
