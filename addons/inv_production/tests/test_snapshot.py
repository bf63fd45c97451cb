from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .readiness_common import ReadinessCase


@tagged("post_install", "-at_install")
class TestSnapshot(ReadinessCase):
    def refresh_readiness(self):
        self.env["inv.production.readiness"]._refresh(self.company)

    def rows(self, model):
        return self.env[model].search([("company_id", "=", self.company.id)])

    def test_value_follows_the_stage_of_an_order(self):
        self.put(self.bearing, 6)
        self.put(self.housing, 3)
        order = self.new_order(self.pump, 3, 0)
        order.action_inv_release()
        self.refresh_readiness()
        row = self.rows("inv.wip.snapshot")
        material = 6 * 4.0 + 3 * 9.0
        self.assertRecordValues(
            row, [{"stage": "released", "order_count": 1, "value": material}]
        )
        order.action_start()
        order.move_raw_ids.picked = True
        self.refresh_readiness()
        row = self.rows("inv.wip.snapshot")
        self.assertRecordValues(
            row, [{"stage": "progress", "order_count": 1, "value": material}]
        )

    def test_time_of_work_centres_counts(self):
        center = self.env["mrp.workcenter"].create(
            {"name": "Bench", "costs_hour": 30.0, "company_id": self.company.id}
        )
        self.bom.operation_ids = [
            (0, 0, {"name": "Assemble", "workcenter_id": center.id})
        ]
        self.company.inv_release_policy = "off"
        order = self.new_order(self.pump, 1, 0)
        order.action_start()
        self.env["mrp.workcenter.productivity"].create(
            {
                "workorder_id": order.workorder_ids.id,
                "workcenter_id": center.id,
                "loss_id": self.env.ref("mrp.block_reason7").id,
                "date_start": fields.Datetime.now() - timedelta(hours=2),
                "date_end": fields.Datetime.now(),
            }
        )
        self.refresh_readiness()
        row = self.rows("inv.wip.snapshot")
        self.assertAlmostEqual(row.work_value, 60.0, 0)

    def test_hours_past_the_start_are_blocked_once(self):
        self.put(self.bearing, 1)
        order = self.new_order(self.pump, 3, 0)
        order.date_start = fields.Datetime.now() - timedelta(hours=5)
        self.refresh_readiness()
        stored = self.env["inv.production.readiness"].search(
            [("company_id", "=", self.company.id)]
        )
        self.env.cr.execute(
            "UPDATE inv_production_readiness SET computed_datetime ="
            " computed_datetime - interval '2 hours' WHERE id IN %s",
            (tuple(stored.ids),),
        )
        stored.invalidate_recordset()
        self.refresh_readiness()
        row = self.rows("inv.shortage.snapshot")
        self.assertAlmostEqual(row.blocked_hours, 2.0, 1)
        self.assertRecordValues(
            row, [{"component_count": 2, "order_count": 1, "blocked_value": 300.0}]
        )
        self.refresh_readiness()
        self.assertAlmostEqual(row.blocked_hours, 2.0, 1)

    def test_earlier_days_never_change(self):
        self.new_order(self.pump, 3, 0)
        self.refresh_readiness()
        row = self.rows("inv.shortage.snapshot")
        self.env["inv.shortage.snapshot"].sudo().browse(row.id).date = (
            self.today - timedelta(days=1)
        )
        self.env["mrp.production"].search([]).action_cancel()
        self.refresh_readiness()
        self.assertEqual(row.order_count, 1)

    def test_nobody_writes_figures(self):
        for model in ("inv.wip.snapshot", "inv.shortage.snapshot"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.chief).create({})

    def test_freed_shortage_is_told_once_and_closed_by_each_user(self):
        order = self.new_order(self.pump, 1)
        self.put(self.housing, 5)
        self.refresh_readiness()
        receipt = self.incoming(self.bearing, 5, 0)
        receipt.move_ids.quantity = 5
        receipt.move_ids.picked = True
        receipt.button_validate()
        self.refresh_readiness()
        board = self.board.with_user(self.worker)
        notice = board.get_board()["notice"]
        self.assertIn(receipt.name, notice["message"])
        self.assertEqual(notice["order_ids"], order.ids)
        self.refresh_readiness()
        self.assertEqual(len(self.rows("inv.readiness.notice")), 1)
        board.decide_dismiss(notice["key"])
        self.assertIsNone(board.get_board()["notice"])
        other = self.board.with_user(self.chief).get_board()["notice"]
        self.assertEqual(other["key"], notice["key"])
        order.action_inv_release()
        self.assertIsNone(self.board.with_user(self.chief).get_board()["notice"])

    def test_arrival_of_a_missing_part_asks_for_a_computation(self):
        self.new_order(self.pump, 1)
        self.refresh_readiness()
        cron = self.env.ref("inv_production.ir_cron_readiness")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        triggers.unlink()
        self.receive(self.new_product("Unrelated"), 1)
        domain = [("cron_id", "=", cron.id)]
        self.assertEqual(self.env["ir.cron.trigger"].search_count(domain), 0)
        self.receive(self.bearing, 1)
        self.assertEqual(self.env["ir.cron.trigger"].search_count(domain), 1)
