"""What is raised, how much of it, and that it is raised once."""

from datetime import datetime, time, timedelta

import psycopg2

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .requisition_common import RequisitionCase


@tagged("post_install", "-at_install")
class TestRequisitionRaising(RequisitionCase):
    def test_point_at_its_reorder_point_is_ordered_up_to_its_maximum(self):
        point = self.new_item()
        self.put(point.product_id, 20)
        line = self.raise_lines(point)
        self.assertRecordValues(
            line, [{"qty": 40.0, "state": "to_approve", "subtotal": 400.0}]
        )
        self.assertEqual(line.requisition_id.vendor_id, self.vendor)

    def test_point_above_its_reorder_point_raises_nothing(self):
        point = self.new_item()
        self.put(point.product_id, 21)
        self.assertFalse(self.raise_lines(point))

    def test_raising_twice_changes_nothing(self):
        point = self.new_item()
        first = self.raise_lines(point)
        before = first.read(["qty", "requisition_id", "write_date"])
        self.assertFalse(self.raise_lines(point))
        self.assertEqual(first.read(["qty", "requisition_id", "write_date"]), before)

    def test_one_open_line_for_a_point_is_a_rule_of_the_database(self):
        point = self.new_item()
        line = self.raise_lines(point)
        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            line.copy()
            self.env.flush_all()

    def test_line_follows_the_need_until_somebody_edits_it(self):
        point = self.new_item()
        line = self.raise_lines(point)
        self.assertEqual(line.qty, 60.0)
        self.put(point.product_id, 10)
        self.raise_lines(point)
        self.assertEqual(line.qty, 50.0)
        line.with_user(self.planner).write({"qty": 70.0, "edit_reason": "Fair"})
        self.put(point.product_id, 5)
        self.raise_lines(point)
        self.assertRecordValues(
            line, [{"qty": 70.0, "recommended_qty": 50.0, "is_edited": True}]
        )
        self.assertIn("the plan says 50", line.reason)

    def test_line_is_cancelled_when_stock_is_back(self):
        point = self.new_item()
        line = self.raise_lines(point)
        self.put(point.product_id, 100)
        self.raise_lines(point)
        self.assertEqual(line.state, "cancelled")

    def test_postponed_receipt_is_not_ordered_again(self):
        point = self.new_item()
        line = self.raise_lines(point)
        self.approve(line.requisition_id)
        order = line.purchase_line_ids.order_id
        order.button_confirm()
        order.picking_ids.move_ids.date = fields.Datetime.now() + timedelta(days=90)
        self.assertFalse(self.raise_lines(point))

    def test_demand_beyond_the_lead_time_is_not_ordered_today(self):
        point = self.new_item()
        self.put(point.product_id, 30)
        move = self.env["stock.move"].create(
            {
                "product_id": point.product_id.id,
                "product_uom_qty": 25,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
                "company_id": self.company.id,
                "date": fields.Datetime.now() + timedelta(days=60),
            }
        )
        move._action_confirm()
        self.assertFalse(self.raise_lines(point))
        move.date = fields.Datetime.now() + timedelta(days=3)
        self.assertEqual(self.raise_lines(point).qty, 55.0)

    def test_vendor_pack_and_minimum_round_the_order_and_the_unit_converts_once(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        point = self.new_item(
            seller={"product_uom_id": dozen.id, "price": 100.0, "min_qty": 6}
        )
        self.put(point.product_id, 15)
        line = self.raise_lines(point)
        # 45 are missing; 4 dozens would do, but the vendor sells at least 6.
        self.assertRecordValues(
            line, [{"qty": 72.0, "order_qty": 6.0, "subtotal": 600.0}]
        )
        self.approve(line.requisition_id)
        bought = line.purchase_line_ids
        self.assertRecordValues(
            bought, [{"product_qty": 6.0, "product_uom_id": dozen.id}]
        )

    def test_policy_caps_the_cover_of_an_order(self):
        point = self.new_item(maximum=300)
        point.policy_id = self.env["inv.stocking.policy"].create(
            {"name": "Capped", "max_order_cover_days": 30}
        )
        self.assertEqual(self.raise_lines(point).qty, 60.0)

    def test_modes_direct_and_none_raise_nothing(self):
        for mode in ("direct", "none"):
            with self.subTest(mode):
                point = self.new_item()
                point.policy_id = self.env["inv.stocking.policy"].create(
                    {"name": mode, "requisition_mode": mode}
                )
                self.assertFalse(self.raise_lines(point))

    def test_lines_of_a_vendor_gather_and_another_vendor_stands_apart(self):
        first, second = self.new_item("First"), self.new_item("Second")
        other = self.env["res.partner"].create({"name": "Other Vendor"})
        third = self.new_item("Third", seller={"partner_id": other.id})
        lines = self.raise_lines(first | second | third)
        self.assertEqual(len(lines.requisition_id), 2)
        self.assertEqual(
            self.line(first).requisition_id, self.line(second).requisition_id
        )

    def test_a_later_need_joins_the_open_requisition(self):
        first, second = self.new_item("First"), self.new_item("Second")
        requisition = self.raise_lines(first).requisition_id
        self.assertEqual(self.raise_lines(second).requisition_id, requisition)
        self.assertEqual(requisition.line_count, 2)

    def test_snoozed_item_stays_quiet_until_its_day(self):
        point = self.new_item()
        point.requisition_snooze_date = self.today + timedelta(days=1)
        self.assertFalse(self.raise_lines(point))
        point.requisition_snooze_date = self.today
        self.assertTrue(self.raise_lines(point))

    def test_need_date_is_the_day_on_which_safety_stock_is_reached(self):
        self.company.resource_calendar_id = False
        point = self.new_item()
        self.put(point.product_id, 20)
        line = self.raise_lines(point)
        # 20 less 2 a day fall below 6 on the eighth day from today.
        self.assertEqual(line.date_need, self.today + timedelta(days=7))
        self.assertEqual(line.date_order_by, self.today)
        self.assertEqual(line.date_arrival, self.today + timedelta(days=7))
        self.assertFalse(line.is_at_risk)

    def test_arrival_and_order_date_fall_on_working_days(self):
        calendar = self.company.resource_calendar_id
        self.assertEqual(len(set(calendar.attendance_ids.mapped("dayofweek"))), 5)
        arrival = self.today + timedelta(days=7)
        if arrival.weekday() > 4:
            arrival += timedelta(days=7 - arrival.weekday())
        line = self.raise_lines(self.new_item("Before the holiday"))
        self.assertEqual(line.date_arrival, arrival)
        moment = datetime.combine(arrival, time())
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "company_id": self.company.id,
                "date_from": moment,
                "date_to": moment + timedelta(hours=23),
            }
        )
        line = self.raise_lines(self.new_item("Over the holiday"))
        later = arrival + timedelta(days=1)
        if later.weekday() > 4:
            later += timedelta(days=7 - later.weekday())
        self.assertEqual(line.date_arrival, later)

    def test_shelf_life_caps_the_cover_of_an_order(self):
        if "expiration_time" not in self.env["product.product"]._fields:
            self.skipTest("product_expiry is not installed")
        point = self.new_item(
            maximum=300, tracking="lot", use_expiration_date=True, expiration_time=25
        )
        self.assertEqual(self.raise_lines(point).qty, 50.0)

    def test_number_of_queries_does_not_grow_with_the_points(self):
        few = self.env["inv.stocking.point"]
        for number in range(3):
            few |= self.new_item(f"Few {number}")
        many = self.env["inv.stocking.point"]
        for number in range(30):
            many |= self.new_item(f"Many {number}")
        self.raise_lines(self.new_item("Warm"))
        first = self.count_queries(lambda: self.raise_lines(few))
        second = self.count_queries(lambda: self.raise_lines(many))
        self.assertLessEqual(second, first + 6)
