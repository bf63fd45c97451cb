import warnings
from datetime import timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import InvCase


@tagged("post_install", "-at_install")
class TestPlanningInput(InvCase):
    """Missing or odd master data gives an exception or a documented default."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env["inv.stocking.policy"].create(
            {
                "name": "Test",
                "sequence": 1,
                "service_type": "cycle_service",
                "service_target": 0.95,
            }
        )

    def new_item(self, weekly=None, delay=7, seller=None, **values):
        product = self.new_product(**values)
        self.new_seller(product, delay=delay, **(seller or {}))
        self.with_history(product, weekly or [60, 80, 70, 75, 65] * 6)
        return product

    def planned(self, product):
        run = self.plan()
        self.assertEqual((run.state, run.error_count), ("done", 0))
        return self.point(product)

    def new_rule(self, product, minimum, maximum):
        return self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": product.id,
                "location_id": self.stock.id,
                "product_min_qty": minimum,
                "product_max_qty": maximum,
            }
        )

    def codes(self, point):
        return set((point.exception_codes or "").strip(",").split(","))

    # History, vendor, lead time ---------------------------------------------

    def test_product_without_history_orders_nothing(self):
        product = self.new_product()
        self.new_seller(product)
        self.put(product, 5)
        point = self.planned(product)
        self.assertEqual(point.forecast_source, "none")
        self.assertEqual(point.demand_pattern, "none")
        self.assertEqual((point.forecast_per_day, point.reorder_point_qty), (0, 0))
        self.assertFalse(point.has_change)

    def test_product_without_vendor_is_listed_and_planned_with_the_default(self):
        self.company.inv_default_lead_time_days = 21
        product = self.new_product()
        self.with_history(product, [10] * 20)
        self.put(product, 1000)
        point = self.planned(product)
        self.assertIn("no_vendor", self.codes(point))
        self.assertEqual(point.supply_type, "none")
        self.assertFalse(point.vendor_id)
        self.assertEqual((point.lead_time_source, point.lead_time_days), ("none", 21))
        self.assertGreater(point.reorder_point_qty, 0)

    def test_vendor_without_lead_time_is_listed_and_gets_the_default(self):
        self.company.inv_default_lead_time_days = 21
        product = self.new_item(delay=0)
        self.put(product, 500)
        point = self.planned(product)
        self.assertEqual(point.supply_type, "buy")
        self.assertIn("no_lead_time", self.codes(point))
        self.assertEqual((point.lead_time_source, point.lead_time_days), ("none", 21))

    def test_archived_vendor_supplies_nothing(self):
        product = self.new_item()
        self.vendor.active = False
        self.assertIn("no_vendor", self.codes(self.planned(product)))

    def test_archived_product_is_not_planned(self):
        product = self.new_item()
        other = self.new_item(name="Other")
        product.active = False
        run = self.plan()
        self.assertFalse(self.point(product))
        self.assertTrue(self.point(other).derivation)
        self.assertEqual(run.point_count, 1)

    # Units and costs --------------------------------------------------------

    def test_product_in_kilograms_is_not_rounded_to_whole_numbers(self):
        kilogram = self.env.ref("uom.product_uom_kgm")
        product = self.new_item([0.31, 0.47, 0.39] * 10, uom_id=kilogram.id)
        point = self.planned(product)
        self.assertEqual(point.derivation["inputs"]["unit"], kilogram.rounding)
        self.assertLess(point.reorder_point_qty, 1)
        self.assertGreater(point.reorder_point_qty, 0.3)
        self.assertAlmostEqual(
            point.min_recommended_qty, point.reorder_point_qty + kilogram.rounding
        )

    def test_product_in_dozens_has_whole_dozens(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        product = self.new_item([1.5, 2.0, 2.5] * 10, uom_id=dozen.id)
        point = self.planned(product)
        self.assertEqual(point.derivation["inputs"]["unit"], 1)
        self.assertGreater(point.reorder_point_qty, 0)
        self.assertTrue(point.reorder_point_qty.is_integer())
        self.assertTrue(point.order_qty.is_integer())

    def test_product_without_cost_has_a_finite_order_quantity(self):
        product = self.new_item(standard_price=0)
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            point = self.planned(product)
        self.assertGreaterEqual(point.order_qty, 1)
        self.assertLess(point.order_qty, 70 * 52)
        self.assertEqual((point.eoq_qty, point.stock_value_recommended), (0, 0))

    def test_order_is_whole_packs_and_at_least_the_minimum(self):
        pack = self.env.ref("uom.product_uom_pack_6")
        product = self.new_item(
            [1, 2, 1] * 10,
            standard_price=300,
            seller={"min_qty": 5, "product_uom_id": pack.id},
        )
        point = self.planned(product)
        inputs = point.derivation["inputs"]
        self.assertEqual(
            (inputs["minimum_order_quantity"], inputs["order_multiple"]), (30, 6)
        )
        self.assertEqual(point.order_qty, 30)
        self.policy.use_minimum_qty = False
        point = self.planned(product)
        self.assertLess(point.order_qty, 30)
        self.assertEqual(point.order_qty % 6, 0)

    def test_order_above_the_minimum_is_rounded_to_packs(self):
        pack = self.env.ref("uom.product_uom_pack_6")
        product = self.new_item(seller={"min_qty": 1, "product_uom_id": pack.id})
        point = self.planned(product)
        self.assertGreater(point.order_qty, 6)
        self.assertEqual(point.order_qty % 6, 0)

    # Company and policy -----------------------------------------------------

    def test_company_without_warehouse_is_told_so(self):
        self.warehouse.active = False
        run = self.env["inv.planning.run"].create({"company_id": self.company.id})
        with self.assertRaisesRegex(UserError, "Test Company has no warehouse"):
            run.action_start()
        self.assertEqual(run.state, "draft")

    def test_service_target_must_lie_between_zero_and_one(self):
        for target in (0, 1, 1.2, -0.1):
            for service_type in ("fill_rate", "cycle_service"):
                with self.subTest(target=target), self.assertRaises(ValidationError):
                    self.policy.write(
                        {"service_type": service_type, "service_target": target}
                    )

    def test_service_target_is_kept_exactly(self):
        self.policy.service_target = 0.995
        self.policy.flush_recordset()
        self.policy.invalidate_recordset()
        self.assertEqual(self.policy.service_target, 0.995)
        point = self.planned(self.new_item())
        self.assertEqual(point.derivation["inputs"]["service_target"], 0.995)
        self.assertEqual(point.service_target, 0.995)

    def test_target_without_meaning_is_accepted(self):
        self.policy.write({"service_type": "manual", "service_target": 0})
        self.assertEqual(self.policy.service_type, "manual")

    def test_rule_stays_when_no_policy_matches(self):
        self.env["inv.stocking.policy"].search([]).active = False
        product = self.new_item()
        self.new_rule(product, 3, 8)
        point = self.planned(product)
        self.assertEqual(point.service_type, "manual")
        self.assertFalse(point.policy_id)
        self.assertFalse(point.has_change)
        self.assertEqual((point.min_recommended_qty, point.max_recommended_qty), (3, 8))

    # Exceptions of the stock ------------------------------------------------

    def test_negative_stock_comes_first(self):
        product = self.new_item()
        self.put(product, -4)
        point = self.planned(product)
        self.assertEqual((point.status, point.on_hand_qty), ("negative_stock", -4))
        self.assertEqual(point.date_stock_out, self.today)

    def test_empty_shelf_is_stocked_out(self):
        point = self.planned(self.new_item())
        self.assertEqual(point.status, "stocked_out")
        self.assertLessEqual({"below_reorder_point", "stocked_out"}, self.codes(point))

    def test_stock_that_ends_before_an_order_could_arrive_is_at_risk(self):
        product = self.new_item([70] * 20)
        self.put(product, 25)
        point = self.planned(product)
        self.assertEqual(point.status, "at_risk")
        self.assertEqual(point.date_stock_out, self.today + timedelta(days=2))

    def test_position_at_the_reorder_point_orders_and_one_above_does_not(self):
        product = self.new_item()
        level = self.planned(product).reorder_point_qty
        self.put(product, level)
        point = self.planned(product)
        self.assertEqual(point.reorder_point_qty, level)
        self.assertEqual(point.status, "below_reorder_point")
        self.assertEqual(point.date_order_by, self.today)
        self.put(product, 1)
        point = self.planned(product)
        self.assertNotIn("below_reorder_point", self.codes(point))
        self.assertEqual(point.value_at_stake, 0)

    def test_stock_above_the_maximum_is_excess(self):
        product = self.new_item()
        maximum = self.planned(product).order_up_to_qty
        self.put(product, maximum + 1000)
        point = self.planned(product)
        self.assertEqual((point.status, point.excess_qty), ("excess", 1000))
        self.assertEqual(point.value_at_stake, 10 * 1000)
        self.company.inv_excess_days = 10
        point = self.planned(product)
        self.assertAlmostEqual(
            point.excess_qty, 1000 - 10 * point.forecast_per_day, places=2
        )

    def test_stock_between_the_levels_is_healthy(self):
        product = self.new_item()
        self.put(product, self.planned(product).order_up_to_qty)
        point = self.planned(product)
        self.assertEqual((point.status, point.exception_codes), ("healthy", False))

    def test_delivery_in_steps_is_no_supply(self):
        product = self.new_product()
        self.new_seller(product)
        self.receive(product, 5)
        self.warehouse.delivery_steps = "pick_pack_ship"
        self.warehouse.reception_steps = "three_steps"
        self.plan()
        self.assertEqual(self.point(product).supply_type, "buy")

    def test_resupplied_warehouse_is_supplied_by_transfer(self):
        other = self.env["stock.warehouse"].create(
            {
                "name": "Branch",
                "code": "BRN",
                "company_id": self.company.id,
                "resupply_wh_ids": [(6, 0, self.warehouse.ids)],
            }
        )
        route = other.resupply_route_ids
        route.rule_ids.delay = 2
        product = self.new_product(route_ids=[(6, 0, route.ids)])
        self.move(product, 5, self.suppliers, other.lot_stock_id)
        self.plan()
        point = self.point(product, other)
        self.assertEqual(point.supply_type, "transfer")
        self.assertGreaterEqual(point.lead_time_days, 2)
        self.assertNotIn(",no_vendor,", point.exception_codes or "")

    # Price breaks -----------------------------------------------------------

    def test_lower_price_pays_for_a_larger_order(self):
        product = self.new_item([20] * 30, seller={"price": 10.0})
        plain = self.planned(product)
        economic = plain.order_qty
        self.new_seller(product, delay=7, min_qty=4 * economic, price=7.0)
        self.planned(product)
        self.assertEqual(plain.order_qty, 4 * economic)
        self.assertIn("Price break", str(plain.explanation))
        self.policy.use_price_breaks = False
        self.planned(product)
        self.assertEqual(plain.order_qty, economic)

    def test_price_that_does_not_fall_is_no_reason_to_order_more(self):
        product = self.new_item([20] * 30, seller={"price": 10.0})
        economic = self.planned(product).order_qty
        self.new_seller(product, delay=7, min_qty=4 * economic, price=11.0)
        self.assertEqual(self.planned(product).order_qty, economic)
