"""Three sites, two companies, lots with expiry: from the run to the outcome."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .transfer_common import TransferCase


@tagged("post_install", "-at_install")
class TestTransferScenario(TransferCase):
    """Rotterdam has plenty; Lyon, Leeds and Oslo, of another company, are short."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.to_oslo = cls.new_open_lane(
            cls.rotterdam, cls.oslo, cost_per_unit=2.0, lead_time_manual_days=3.0
        )
        cls.back = cls.new_open_lane(cls.lyon, cls.rotterdam)
        values = {"list_price": 60.0, "standard_price": 20.0}
        cls.valve = cls.new_item(
            {cls.rotterdam: 200.0, cls.lyon: 10.0, cls.leeds: 4.0, cls.oslo: 0.0},
            name="Valve",
            **values,
        )
        cls.seal = cls.new_item(
            {cls.rotterdam: 0.0, cls.lyon: 300.0}, name="Seal", **values
        )
        cls.glue = cls.new_item(
            {cls.rotterdam: 0.0, cls.lyon: 3.0},
            name="Glue",
            tracking="lot",
            use_expiration_date=True,
            **values,
        )
        for name, quantity, days in (("OLD", 40.0, 12), ("GOOD", 200.0, 200)):
            lot = cls.env["stock.lot"].create(
                {
                    "name": name,
                    "product_id": cls.glue.id,
                    "expiration_date": fields.Datetime.now() + timedelta(days=days),
                }
            )
            cls.put_stock(cls.glue, quantity, cls.rotterdam, lot_id=lot)

    def get_stock(self, product):
        """Return what lies at the four sites and in transit, all together."""
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "=", product.id),
                ("location_id.usage", "in", ("internal", "transit")),
            ]
        )
        return sum(quants.mapped("quantity"))

    def arrive(self, suggestions):
        """Validate what leaves, then what arrives."""
        leaving = suggestions.move_ids.filtered(
            lambda move: move.location_id.usage == "internal"
        )
        self.validate(leaving)
        self.validate(suggestions.move_ids - leaving)

    def test_network_is_balanced_from_run_to_outcome(self):
        before = {item: self.get_stock(item) for item in (self.valve, self.seal)}
        self.run_transfers()
        suggestions = self.get_open()
        by_product = suggestions.grouped("product_id")
        self.assertEqual(
            by_product[self.valve].lane_id,
            self.to_lyon | self.to_leeds | self.to_oslo,
        )
        self.assertEqual(by_product[self.seal].lane_id, self.back)
        # Rotterdam keeps 10 days of 5 and a safety stock of 15.
        self.assertLessEqual(sum(by_product[self.valve].mapped("qty")), 135.0)
        lots = by_product[self.glue].lots
        self.assertEqual([lot["name"] for lot in lots], ["GOOD"])

        answer = self.as_user(suggestions, self.planner).action_accept()
        self.assertFalse(answer["refused"])
        # One shipment for each lane, a picking at each end.
        self.assertEqual(len(suggestions.reference_id), 4)
        pickings = suggestions.sudo().move_ids.picking_id
        self.assertEqual(len(pickings), 8)
        self.run_transfers()
        self.assertFalse(self.get_open())

        self.arrive(suggestions)
        self.env["inv.transfer.outcome"]._cron_follow()
        self.assertEqual(set(suggestions.mapped("state")), {"done"})
        for item, quantity in before.items():
            self.assertEqual(self.get_stock(item), quantity)
        oslo = by_product[self.valve].filtered(
            lambda item: item.target_warehouse_id == self.oslo
        )
        there = self.env["stock.quant"]._get_available_quantity(
            self.valve, self.oslo.lot_stock_id
        )
        self.assertEqual(there, oslo.qty)
        left = self.env["stock.quant"]._get_available_quantity(
            self.valve, self.rotterdam.lot_stock_id
        )
        self.assertGreaterEqual(left, 65.0)

    def test_planner_of_one_company_moves_within_it_only(self):
        run = self.as_user(
            self.env["inv.transfer.run"], self.local_planner
        ).action_run_now()
        self.assertEqual(run["state"], "done")
        self.assertTrue(self.get_open(self.valve, self.to_lyon))
        self.assertFalse(self.get_open(self.valve, self.to_oslo))
