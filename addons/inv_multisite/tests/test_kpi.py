from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.inv_optimisation.tests.kpi_common import KpiCase

from .transfer_common import TransferCase


@tagged("post_install", "-at_install")
class TestKpiTransfer(TransferCase, KpiCase):
    def test_costs_of_a_quarter_and_gains_of_a_year_by_sender(self):
        first = self.suggest()
        vals = {
            "state": "done",
            "freight_cost": 30.0,
            "handling_cost": 5.0,
            "promised_gain": 200.0,
            "realised_gain": 150.0,
            "date_realised": self.today - timedelta(days=100),
            "date_arrival": self.today - timedelta(days=120),
        }
        old = first.sudo().copy(vals)
        old.write(vals)
        recent = first.sudo().copy(vals)
        recent.write({**vals, "date_arrival": self.today, "date_realised": False})
        rows = self.snapshot()
        sums = {
            name: sum(rows.mapped(name))
            for name in (
                "transfer_count",
                "transfer_cost",
                "promised_gain",
                "realised_gain",
            )
        }
        self.assertEqual(
            sums,
            {
                "transfer_count": 1,
                "transfer_cost": 35.0,
                "promised_gain": 200.0,
                "realised_gain": 150.0,
            },
        )
        sender = rows.filtered("transfer_cost").warehouse_id
        self.assertEqual(sender, self.rotterdam)
        self.assertAlmostEqual(self.value("transfer_gain", rows), 0.75)
        page = self.env["inv.kpi.dashboard"].get_dashboard_data()
        tile = next(one for one in page["tiles"] if one["code"] == "transfer_gain")
        self.assertEqual((tile["value"], tile["state"]), ("75.0 %", "missed"))
        action = self.env["inv.kpi.dashboard"].get_rows_action("transfer_cost")
        self.assertEqual(
            self.env["inv.transfer.suggestion"].search(action["domain"]), old | recent
        )
