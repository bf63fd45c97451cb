from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .kpi_common import KpiCase


@tagged("post_install", "-at_install")
class TestKpiService(KpiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.new_product("Pump", list_price=25.0)

    def test_a_refused_remainder_is_not_served(self):
        self.receive(self.product, 100, self.days_ago(60))
        self.deliver(self.product, 20, self.days_ago(40))
        self.short(8, 12, self.days_ago(8))
        row = self.snapshot()
        self.assertEqual((row.demand_value, row.served_value), (320.0, 280.0))
        self.assertEqual((row.demand_month_value, row.served_month_value), (120, 80))
        self.assertAlmostEqual(self.value("fill_rate", row), 280 / 320)
        # Four pieces were refused; there was stock on every day.
        self.assertEqual(row.lost_margin, 4 * 15.0)

    def short(self, quantity, asked, when):
        """Deliver less than was asked and cancel the rest."""
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
                "company_id": self.company.id,
            }
        )
        move = self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom": self.product.uom_id.id,
                "product_uom_qty": asked,
                "picking_id": picking.id,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
                "company_id": self.company.id,
            }
        )
        picking.action_confirm()
        move.quantity = quantity
        move.picked = True
        picking.with_context(skip_backorder=True).button_validate()
        backorder = self.env["stock.picking"].search(
            [("backorder_id", "=", picking.id)]
        )
        backorder.action_cancel()
        (picking.move_ids | backorder.move_ids).date = when
        return picking

    def test_late_and_overdue_deliveries_are_not_served(self):
        self.receive(self.product, 100, self.days_ago(60))
        late = self.deliver(self.product, 10, self.days_ago(20))
        late.date_deadline = self.days_ago(23)
        self.deliver(self.product, 30, self.days_ago(20))
        overdue = self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom": self.product.uom_id.id,
                "product_uom_qty": 5,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
                "company_id": self.company.id,
                "date_deadline": self.days_ago(3),
            }
        )
        overdue._action_confirm()
        row = self.snapshot()
        self.assertEqual((row.demand_value, row.served_value), (450.0, 300.0))

    def test_days_without_stock_and_cycles_that_ran_out(self):
        self.receive(self.product, 50, self.days_ago(80))
        self.deliver(self.product, 50, self.days_ago(12))
        self.receive(self.product, 40, self.days_ago(4))
        self.deliver(self.product, 10, self.days_ago(2))
        row = self.snapshot()
        # Empty at the end of the days 12 to 5 ago.
        self.assertEqual(row.stock_out_days, 8)
        self.assertEqual(row.item_days, 28)
        # The first receipt of a new item found nothing either.
        self.assertEqual((row.cycle_count, row.stock_out_cycle_count), (2, 2))
        self.assertEqual(row.out_item_count, 0)
        usual = 60 / 81
        self.assertAlmostEqual(row.lost_margin, 8 * usual * 15.0, 2)

    def test_an_item_without_demand_is_never_out(self):
        self.receive(self.product, 5, self.days_ago(30))
        self.move(self.product, 5, self.stock, self.suppliers, self.days_ago(20))
        row = self.snapshot()
        self.assertFalse(row.stock_out_days)
        self.assertFalse(row.item_days)

    def test_perfect_deliveries_are_on_time_in_full_and_kept(self):
        self.receive(self.product, 100, self.days_ago(60))
        self.deliver(self.product, 1, self.days_ago(30))
        late = self.deliver(self.product, 1, self.days_ago(20))
        late.date_deadline = self.days_ago(25)
        self.short(2, 3, self.days_ago(15))
        returned = self.deliver(self.product, 1, self.days_ago(10))
        self.move(
            self.product,
            1,
            self.customers,
            self.stock,
            self.days_ago(9),
            origin_returned_move_id=returned.id,
        )
        row = self.snapshot()
        self.assertEqual(row.delivery_count, 4)
        self.assertEqual(row.on_time_delivery_count, 3)
        self.assertEqual(row.in_full_delivery_count, 3)
        self.assertEqual(row.perfect_delivery_count, 1)

    def test_errors_add_up_as_sums(self):
        other = self.new_product("Valve", standard_price=1.0)
        for product, rate in ((self.product, 0.2), (other, 0.5)):
            self.receive(product, 300, self.days_ago(90))
            self.deliver(product, 100, self.days_ago(30))
            self.classify(
                product,
                "A",
                forecast_source="backtest",
                forecast_error_rate=rate,
                naive_error_rate=2 * rate,
                forecast_bias_rate=0.1,
            )
        row = self.snapshot()
        self.assertAlmostEqual(row.forecast_demand_value, 1000.0 + 100.0)
        self.assertAlmostEqual(row.forecast_error_value, 200.0 + 50.0)
        self.assertAlmostEqual(self.value("forecast_error", row), 250 / 1100)
        self.assertAlmostEqual(row.naive_error_value, 500.0)
        self.assertAlmostEqual(row.forecast_bias_value, 110.0)

    def test_receipts_are_counted_against_the_first_promise(self):
        for late in (0, 3):
            picking = self.buy(self.product, 5, 10.0, self.days_ago(10))
            picking.purchase_id.date_approve = self.days_ago(20)
            picking.move_ids.date = self.days_ago(10 - late)
        row = self.snapshot()
        self.assertEqual((row.receipt_count, row.on_time_receipt_count), (2, 1))
        # 10 and 13 days: the ninth decile lies 90 % of the way.
        self.assertAlmostEqual(row.lead_time_p90_sum, 2 * 12.7, 4)


@tagged("post_install", "-at_install")
class TestKpiDecision(KpiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.new_product("Pump")
        cls.receive(cls.product, 100, cls.days_ago(300))
        cls.deliver(cls.product, 92, cls.days_ago(70))

    def decide(self, days_ago, quantity, recommended, decision="approve", delay=1):
        """Return a line that was decided, with its log."""
        requisition = self.env["inv.requisition"].create(
            {
                "company_id": self.company.id,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.product.id,
                            "warehouse_id": self.warehouse.id,
                            "qty": quantity,
                            "recommended_qty": recommended,
                        },
                    )
                ],
            }
        )
        line = requisition.line_ids
        line.state = "rejected" if decision == "reject" else "ordered"
        log = self.env["inv.requisition.log"].create(
            {
                "requisition_id": requisition.id,
                "user_id": self.env.uid,
                "decision": decision,
            }
        )
        self.env.flush_all()
        for record, age in ((line, days_ago + delay), (log, days_ago)):
            self.env.cr.execute(
                f"UPDATE {record._table} SET create_date = %s WHERE id = %s",  # noqa: S608
                [fields.Datetime.now() - timedelta(days=age), record.id],
            )
        self.env.invalidate_all()
        return line

    def test_decisions_overrides_and_time(self):
        self.decide(10, 20, 20)
        self.decide(10, 15, 20)
        self.decide(10, 20, 20, "reject", delay=5)
        row = self.snapshot()
        self.assertEqual((row.decision_count, row.override_count), (3, 2))
        self.assertEqual((row.timely_count, row.dated_count), (2, 3))
        self.assertEqual(row.judged_count, 0)
        self.assertAlmostEqual(self.value("override_rate", row), 2 / 3)
        self.assertAlmostEqual(self.value("plan_adherence", row), 2 / 3)

    def test_an_override_is_judged_by_the_stock_that_followed(self):
        # The least stock of the eight weeks after day 100 is 8.
        self.decide(100, 30, 20)
        self.decide(100, 25, 20)
        self.decide(100, 20, 30)
        self.decide(100, 20, 20, "reject")
        row = self.snapshot()
        self.assertEqual(row.judged_count, 4)
        # Ten more were needed; five more were not. Less and nothing did no harm.
        self.assertEqual(row.helped_count, 3)

    def test_a_rejection_did_not_help_when_stock_ran_out(self):
        self.deliver(self.product, 8, self.days_ago(65))
        self.decide(100, 20, 20, "reject")
        row = self.snapshot()
        self.assertEqual((row.judged_count, row.helped_count), (1, 0))

    def test_a_change_that_was_left_out_is_an_override(self):
        points = self.classify(self.product, "A")
        batch = self.env["inv.parameter.change.batch"].create(
            {
                "company_id": self.company.id,
                "state": "applied",
                "applied_datetime": fields.Datetime.now(),
                "line_ids": [
                    (0, 0, {"point_id": points.id, "is_selected": False}),
                ],
            }
        )
        self.assertTrue(batch)
        rows = self.snapshot()
        self.assertEqual(sum(rows.mapped("decision_count")), 1)
        self.assertEqual(sum(rows.mapped("override_count")), 1)
