from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.inv_optimisation.tests.kpi_common import KpiCase

from .readiness_common import ReadinessCase


@tagged("post_install", "-at_install")
class TestKpiProduction(ReadinessCase, KpiCase):
    def get_sums(self):
        rows = self.snapshot()
        names = ("raw_value", "finished_value", "wip_value", "stock_value")
        return {name: sum(rows.mapped(name)) for name in names}

    def test_components_are_raw_until_somebody_buys_them(self):
        self.put(self.bearing, 10)
        self.put(self.pump, 1)
        cost = self.pump.standard_price
        sums = self.get_sums()
        self.assertEqual((sums["raw_value"], sums["finished_value"]), (40.0, cost))
        self.deliver(self.bearing, 2)
        sums = self.get_sums()
        self.assertEqual((sums["raw_value"], sums["finished_value"]), (0, 32.0 + cost))

    def test_material_in_work_leaves_its_stage_and_work_is_added(self):
        center = self.env["mrp.workcenter"].create(
            {"name": "Bench", "costs_hour": 30.0, "company_id": self.company.id}
        )
        self.bom.operation_ids = [
            (0, 0, {"name": "Assemble", "workcenter_id": center.id})
        ]
        self.put(self.bearing, 10)
        self.put(self.housing, 4)
        self.company.inv_release_policy = "off"
        order = self.new_order(self.pump, 3, 0)
        before = self.get_sums()
        self.assertEqual((before["raw_value"], before["wip_value"]), (76.0, 0.0))
        order.action_assign()
        order.action_start()
        order.move_raw_ids.picked = True
        self.env["mrp.workcenter.productivity"].create(
            {
                "workorder_id": order.workorder_ids.id,
                "workcenter_id": center.id,
                "loss_id": self.env.ref("mrp.block_reason7").id,
                "date_start": fields.Datetime.now() - timedelta(hours=2),
                "date_end": fields.Datetime.now(),
            }
        )
        sums = self.get_sums()
        taken = 6 * 4.0 + 3 * 9.0
        self.assertAlmostEqual(sums["wip_value"], taken + 60.0, 0)
        self.assertAlmostEqual(sums["raw_value"], 76.0 - taken, 2)
        self.assertAlmostEqual(sums["stock_value"], 76.0 + 60.0, 0)

    def test_hours_of_a_week_are_added_and_orders_are_of_today(self):
        shortage = self.env["inv.shortage.snapshot"]
        for days, hours in ((0, 2.0), (6, 3.0), (7, 50.0)):
            shortage.create(
                {
                    "company_id": self.company.id,
                    "warehouse_id": self.warehouse.id,
                    "date": self.today - timedelta(days=days),
                    "blocked_hours": hours,
                    "order_count": 4 + days,
                    "component_count": 1,
                }
            )
        self.put(self.bearing, 1)
        row = self.snapshot().filtered(lambda one: one.abc_class == "N")
        self.assertEqual(row.blocked_hours, 5.0)
        self.assertEqual((row.blocked_order_count, row.missing_component_count), (4, 1))
        page = self.env["inv.kpi.dashboard"].get_dashboard_data()
        tile = next(one for one in page["tiles"] if one["code"] == "blocked_hours")
        self.assertEqual((tile["value"], tile["state"]), ("5 h", "reached"))
        self.assertEqual(tile["note"], "4 orders not ready, 1 parts missing")
        action = self.env["inv.kpi.dashboard"].get_rows_action("blocked_hours")
        self.assertEqual(action["res_model"], "inv.shortage.snapshot")
