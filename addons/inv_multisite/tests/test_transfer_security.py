"""Who sees and changes transfers; what belongs to another company stays there."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .transfer_common import TransferCase

MODELS = ("inv.transfer.run", "inv.transfer.suggestion")


@tagged("post_install", "-at_install")
class TestTransferSecurity(TransferCase):
    """Viewers read, planners run and decide, nobody sees another company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.run_transfers()
        cls.viewer = cls.new_network_user("t_viewer", "inv_optimisation.group_inv_user")
        cls.worker = cls.new_network_user("t_worker", "stock.group_stock_user")
        cls.stranger = cls.new_network_user(
            "t_stranger", "inv_optimisation.group_inv_planner"
        )
        cls.stranger.write(
            {
                "company_ids": [(6, 0, cls.other_company.ids)],
                "company_id": cls.other_company.id,
            }
        )

    def as_stranger(self, records):
        return records.with_user(self.stranger).with_context(
            allowed_company_ids=self.other_company.ids
        )

    def test_viewer_reads_only(self):
        for name in MODELS:
            model = self.env[name].with_user(self.viewer)
            self.assertTrue(model.search_count([("company_id", "=", self.company.id)]))
            with self.assertRaises(AccessError):
                model.create({})

    def test_warehouse_worker_without_planning_sees_nothing(self):
        for name in MODELS:
            with self.assertRaises(AccessError):
                self.env[name].with_user(self.worker).search_count(
                    [("company_id", "=", self.company.id)]
                )

    def test_planner_of_another_company_sees_nothing(self):
        for name in MODELS:
            model = self.as_stranger(self.env[name])
            self.assertFalse(model.search_count([("company_id", "=", self.company.id)]))
        suggestion = self.as_stranger(self.get_open(self.pump))
        with self.assertRaises(AccessError):
            suggestion.action_accept()

    def test_planner_cannot_forge_a_suggestion(self):
        with self.assertRaises(AccessError):
            self.env["inv.transfer.suggestion"].with_user(self.planner).create(
                {
                    "product_id": self.pump.id,
                    "lane_id": self.to_leeds.id,
                    "qty": 1.0,
                }
            )
