from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .programme_common import CountCase


@tagged("post_install", "-at_install")
class TestTrigger(CountCase):
    def setUp(self):
        super().setUp()
        self.item = self.new_item("Item", self.place_a1, 10, "C")

    def detect(self, programme):
        axis = programme._get_day_axis()
        self.env.flush_all()
        self.env["inv.count.trigger"]._detect(programme, axis)
        self.env["inv.count.planner"]._plan(programme, axis)
        return self.rows(programme).filtered("trigger_rule_id")

    def with_rule(self, kind, **values):
        return self.new_programme([{"kind": kind, "due_days": 3, **values}])

    def test_stock_at_zero_asks_for_a_count(self):
        programme = self.with_rule("zero")
        self.assertFalse(self.detect(programme))
        self.move(self.item, 10, self.place_a1, self.customers)
        row = self.detect(programme)
        self.assertEqual((row.location_id, row.product_id), (self.place_a1, self.item))
        self.assertEqual(row.date_latest, programme._get_day_axis().day(3))
        self.assertTrue(row.date_planned)

    def test_a_trigger_is_found_once_and_closed_by_a_count(self):
        programme = self.with_rule("zero")
        self.move(self.item, 10, self.place_a1, self.customers)
        row = self.detect(programme)
        moment = row.trigger_datetime
        self.assertEqual(self.detect(programme), row)
        self.assertEqual(row.trigger_datetime, moment)
        self.count((self.place_a1, self.item), 0, 0, days=-0.01)
        self.assertFalse(self.detect(programme))

    def test_negative_stock(self):
        programme = self.with_rule("negative", due_days=0)
        self.move(self.item, 12, self.place_a1, self.customers)
        self.assertEqual(self.detect(programme).date_planned, self.first_day(programme))

    def first_day(self, programme):
        return programme._get_day_axis().day(0)

    def test_a_short_pick(self):
        programme = self.with_rule("short")
        self.move(self.item, 5, self.place_a1, self.customers)
        self.assertFalse(self.detect(programme))
        self.move(self.item, 2, self.place_a1, self.customers, asked=4)
        self.assertEqual(self.detect(programme).product_id, self.item)

    def test_an_emptied_place(self):
        programme = self.with_rule("emptied")
        other = self.new_item("Other", self.place_a1, 1)
        self.move(self.item, 10, self.place_a1, self.customers)
        self.assertFalse(self.detect(programme))
        self.move(other, 1, self.place_a1, self.customers)
        row = self.detect(programme)
        self.assertEqual((row.location_id, row.product_id.id), (self.place_a1, False))

    def test_before_a_receipt_when_little_is_left(self):
        programme = self.with_rule("receipt", trigger_qty=10, due_days=5)
        receipt = self.env["stock.move"].create(
            {
                "product_id": self.item.id,
                "product_uom": self.item.uom_id.id,
                "product_uom_qty": 50,
                "location_id": self.suppliers.id,
                "location_dest_id": self.stock.id,
                "company_id": self.company.id,
                "date": fields.Datetime.now() + timedelta(days=2),
            }
        )
        receipt._action_confirm()
        row = self.detect(programme)
        self.assertEqual(row.product_id, self.item)
        self.assertLessEqual(row.date_trigger_due, receipt.date.date())
        other = self.with_rule_of_other_limit(programme)
        self.assertFalse(other)

    def with_rule_of_other_limit(self, programme):
        """Return what is found when more is in stock than the limit."""
        self.rows(programme).unlink()
        programme.rule_ids.trigger_qty = 9
        return self.detect(programme)

    def test_after_discrepancies(self):
        programme = self.with_rule("discrepancy", trigger_count=2, trigger_days=90)
        position = (self.place_a1, self.item)
        self.count(position, 8, 10, days=100)
        self.count(position, 8, 10, days=30)
        self.assertFalse(self.detect(programme))
        self.count(position, 9, 10, days=1)
        row = self.detect(programme)
        self.assertEqual(row.product_id, self.item)
        self.count(position, 10, 10)
        self.assertFalse(self.detect(programme))

    def test_only_after_a_discrepancy_of_some_value(self):
        programme = self.with_rule("discrepancy", trigger_count=1, trigger_value=50)
        self.count((self.place_a1, self.item), 8, 10, days=2)
        self.assertFalse(self.detect(programme))
        self.count((self.place_a1, self.item), 4, 10, days=1)
        self.assertTrue(self.detect(programme))

    def test_no_move_for_long(self):
        programme = self.with_rule("idle", trigger_days=60)
        self.assertFalse(self.detect(programme))
        quant = self.env["stock.quant"].search([("product_id", "=", self.item.id)])
        quant.in_date = fields.Datetime.now() - timedelta(days=90)
        self.assertEqual(self.detect(programme).product_id, self.item)
        self.count((self.place_a1, self.item), days=-0.01)
        self.assertFalse(self.detect(programme))

    def test_consumption_mismatch_is_offered_with_manufacturing_only(self):
        kinds = dict(self.env["inv.count.rule"]._get_kinds())
        has_mrp = "mrp.production" in self.env
        self.assertEqual("consumption" in kinds, has_mrp)
        if not has_mrp:
            self.skipTest("Manufacturing is not installed")
        programme = self.with_rule("consumption")
        made = self.new_item("Made", self.place_b1, 0)
        order = self.env["mrp.production"].create(
            {
                "product_id": made.id,
                "product_qty": 1,
                "location_src_id": self.place_a1.id,
                "picking_type_id": self.warehouse.manu_type_id.id,
                "company_id": self.company.id,
                "move_raw_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.item.id,
                            "product_uom_qty": 2,
                            "location_id": self.place_a1.id,
                        },
                    )
                ],
            }
        )
        order.action_confirm()
        order.qty_producing = 1
        order._set_qty_producing()
        order.move_raw_ids.quantity = 3
        order.move_raw_ids.picked = True
        order.with_context(skip_consumption=True).button_mark_done()
        self.assertEqual(order.state, "done")
        self.assertEqual(self.detect(programme).product_id, self.item)

    def test_the_earliest_day_of_several_triggers_wins(self):
        programme = self.new_programme(
            [
                {"kind": "zero", "due_days": 8, "sequence": 1},
                {"kind": "short", "due_days": 2, "sequence": 2},
            ]
        )
        self.move(self.item, 10, self.place_a1, self.customers, asked=12)
        row = self.detect(programme)
        self.assertEqual(row.trigger_rule_id.kind, "short")
        self.assertEqual(row.date_latest, programme._get_day_axis().day(2))

    def test_a_rule_that_is_switched_off_asks_for_nothing_more(self):
        programme = self.with_rule("zero")
        self.move(self.item, 10, self.place_a1, self.customers)
        self.assertTrue(self.detect(programme))
        programme.rule_ids.active = False
        programme.invalidate_recordset()
        self.assertFalse(self.detect(programme))

    def test_other_warehouses_trigger_nothing_here(self):
        other = self.env["stock.warehouse"].create(
            {"name": "Other", "code": "OTH", "company_id": self.company.id}
        )
        item = self.new_item("Elsewhere", other.lot_stock_id, 3)
        programme = self.with_rule("zero")
        self.move(item, 3, other.lot_stock_id, self.customers)
        self.assertFalse(self.detect(programme))
