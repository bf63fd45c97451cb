"""Missing parts of manufacturing orders that another site has."""

from odoo.tests import tagged

from odoo.addons.inv_multisite.tests.transfer_common import TransferCase
from odoo.addons.inv_production.tests.readiness_common import ReadinessCase


@tagged("post_install", "-at_install")
class TestTransferFix(ReadinessCase, TransferCase):
    """Leeds makes pumps and lacks a part that Rotterdam has plenty of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seal = cls.new_item({cls.rotterdam: 300.0, cls.leeds: 0.0}, name="Seal")
        cls.bom_of_valve = cls.new_product("Valve")
        cls.new_bom(cls.bom_of_valve, {cls.seal: 2})
        cls.order = cls.new_order(cls.bom_of_valve, 20)

    def get_fixes(self):
        detail = self.board.get_missing_part(self.seal.id, self.leeds.id)
        return {fix["key"]: fix for fix in detail["fixes"]}

    def test_other_site_is_offered_with_quantity_cost_and_date(self):
        fix = self.get_fixes()["transfer"]
        self.assertEqual(fix["quantity"], 40.0)
        self.assertEqual(fix["lane_id"], self.to_leeds.id)
        self.assertIn("Rotterdam", fix["title"])
        self.assertTrue(fix["is_primary"])
        self.assertGreater(fix["cost"], 0)

    def test_transfer_brings_the_part(self):
        fix = self.get_fixes()["transfer"]
        answer = self.board.with_user(self.planner).transfer_part(
            fix["product_id"], fix["lane_id"], fix["quantity"]
        )
        self.assertIn("Rotterdam", answer["message"])
        suggestion = self.get_open(self.seal, states=("accepted",))
        self.assertEqual(suggestion.qty, 40.0)
        self.assertNotIn("transfer", self.get_fixes())

    def test_site_without_surplus_is_not_offered(self):
        self.put_stock(self.seal, -290.0, self.rotterdam)
        self.assertNotIn("transfer", self.get_fixes())

    def test_worker_without_planning_sees_the_other_fixes(self):
        board = self.as_user(self.board, self.worker)
        detail = board.get_missing_part(self.seal.id, self.leeds.id)
        keys = {fix["key"] for fix in detail["fixes"]}
        self.assertEqual(keys, {"buy"})
