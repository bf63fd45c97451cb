"""Components of a made item in the supply tree of its shared safety stock."""

from odoo.tests import tagged

from odoo.addons.inv_multisite.tests.transfer_common import TransferCase
from odoo.addons.inv_production.tests.readiness_common import ReadinessCase


@tagged("post_install", "-at_install")
class TestMaterialStage(ReadinessCase, TransferCase):
    """Leeds makes valves of a bearing that takes twenty days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        made = {"supply_type": "manufacture", "demand_sd_per_day": 3.0}
        cls.valve = cls.new_item(
            {cls.leeds: 50.0, cls.lyon: 20.0},
            name="Valve",
            standard_price=100.0,
            points={cls.leeds: made, cls.lyon: {"demand_sd_per_day": 2.0}},
        )
        cls.part = cls.new_product("Part", standard_price=1.0)
        cls.new_point(cls.part, cls.leeds, lead_time_days=20.0)
        cls.new_bom(cls.valve, {cls.part: 2})

    def compute(self):
        run = self.env["inv.shared.stock.run"].create({"company_id": self.company.id})
        run._execute()
        return self.env["inv.shared.stock"].search([("product_id", "=", self.valve.id)])

    def get_stage(self, record, site):
        return record.stage_ids.filtered(lambda stage: stage.warehouse_id == site)

    def test_cheap_components_are_stocked_so_that_production_never_waits(self):
        record = self.compute()
        stage = self.get_stage(record, self.leeds)
        self.assertEqual(stage.material_out_days, 0.0)
        self.assertGreaterEqual(stage.material_net_days, 20.0)
        inputs = record.derivation["inputs"]
        self.assertIn(2.0, inputs["material_cost"])

    def test_site_that_makes_nothing_has_no_components(self):
        stage = self.get_stage(self.compute(), self.lyon)
        self.assertEqual(stage.material_net_days, 0.0)

    def test_record_is_recomputed_from_itself(self):
        record = self.compute()
        results = record._compute_results(record.derivation["inputs"])
        self.assertEqual(results, record.derivation["results"])
