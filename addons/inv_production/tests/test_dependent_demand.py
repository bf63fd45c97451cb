from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .readiness_common import ReadinessCase

WEEKS = 30


@tagged("post_install", "-at_install")
class TestDependentDemand(ReadinessCase):
    """A pump is sold 70 times a week; each takes 2 bearings and a housing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.inv_release_policy = "off"
        cls.make_route(cls.pump)
        cls.with_history(cls.pump, [70] * WEEKS)
        cls.with_history(cls.bearing, [140] * WEEKS)

    @classmethod
    def make_route(cls, product):
        rule = cls.env["stock.rule"].search(
            [("action", "=", "manufacture"), ("warehouse_id", "=", cls.warehouse.id)],
            limit=1,
        )
        product.route_ids = rule.route_id
        cls.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": product.id,
                "warehouse_id": cls.warehouse.id,
                "location_id": cls.stock.id,
            }
        )

    def produce(self, product, quantity):
        """Make a product now; its components are taken whatever is there."""
        order = self.new_order(product, quantity, 0)
        order.qty_producing = quantity
        order.set_qty_producing()
        order.move_raw_ids.picked = True
        order.with_context(skip_consumption=True).button_mark_done()
        self.assertEqual(order.state, "done")

    def test_component_follows_the_forecast_and_is_counted_once(self):
        self.produce(self.pump, 70 * WEEKS)
        self.plan()
        pump, bearing = self.point(self.pump), self.point(self.bearing)
        self.assertAlmostEqual(pump.forecast_per_day, 10.0, 1)
        self.assertAlmostEqual(bearing.dependent_per_day, 20.0, 1)
        self.assertAlmostEqual(bearing.forecast_per_day, 20.0, 1)
        self.assertEqual((pump.low_level_code, bearing.low_level_code), (0, 1))

    def test_what_is_sold_by_itself_stays(self):
        """Half of the bearings went into pumps, half to customers."""
        self.produce(self.pump, 35 * WEEKS)
        self.plan()
        bearing = self.point(self.bearing)
        self.assertAlmostEqual(bearing.dependent_per_day, 20.0, 1)
        self.assertAlmostEqual(bearing.forecast_per_day, 30.0, 0)

    def test_component_without_history_gets_a_plan(self):
        self.plan()
        self.plan()
        housing = self.point(self.housing)
        self.assertAlmostEqual(housing.forecast_per_day, 10.0, 1)
        self.assertGreater(housing.reorder_point_qty, 0.0)

    def test_open_orders_consume_the_forecast(self):
        self.produce(self.pump, 70 * WEEKS)
        self.plan()
        before = self.point(self.bearing).derivation["inputs"]["forecast_total"]
        self.new_order(self.pump, 20, 0)
        # The history of this test is no move: keep the ledger from reading it anew.
        self.env["inv.stock.ledger.refresh"].search([]).write(
            {"moves_until": fields.Datetime.now() + timedelta(days=30)}
        )
        self.plan()
        bearing = self.point(self.bearing)
        self.assertEqual(bearing.known_requirement_qty, 40.0)
        self.assertAlmostEqual(bearing.forecast_per_day, 20.0, 1)
        after = bearing.derivation["inputs"]["forecast_total"]
        self.assertAlmostEqual(before - after, 40.0, 1)
        texts = str(bearing.explanation)
        self.assertIn("less 40.0 that open orders require", texts)
        self.assertIn("forecast times usage of Pump", texts)

    def test_levels_losses_and_kits(self):
        kit = self.new_product("Seal kit")
        ring, wire = self.new_product("Ring"), self.new_product("Wire")
        self.new_bom(kit, {ring: 3}, type="phantom")
        self.new_bom(self.housing, {kit: 2, wire: 4}, inv_yield_rate=0.8)
        self.env["mrp.bom.line"].search([("product_id", "=", wire.id)]).write(
            {"inv_scrap_rate": 0.5}
        )
        self.make_route(self.housing)
        self.plan()
        self.plan()
        housing, ring, wire = map(self.point, (self.housing, ring, wire))
        self.assertEqual((housing.low_level_code, ring.low_level_code), (1, 2))
        self.assertAlmostEqual(housing.forecast_per_day, 10.0, 1)
        self.assertAlmostEqual(ring.dependent_per_day, 10 / 0.8 * 6, 1)
        self.assertAlmostEqual(wire.dependent_per_day, 10 / 0.8 * 4 / 0.5, 1)
        self.assertFalse(self.point(kit))

    def test_variant_takes_its_own_lines(self):
        attribute = self.env["product.attribute"].create(
            {"name": "Size", "value_ids": [(0, 0, {"name": n}) for n in ("S", "L")]}
        )
        template = self.env["product.template"].create(
            {
                "name": "Valve",
                "is_storable": True,
                "attribute_line_ids": [
                    (
                        0,
                        0,
                        {
                            "attribute_id": attribute.id,
                            "value_ids": attribute.value_ids.ids,
                        },
                    )
                ],
            }
        )
        small, large = template.product_variant_ids
        bom = self.new_bom(small, {self.bearing: 1, self.housing: 5})
        bom.bom_line_ids[
            1
        ].bom_product_template_attribute_value_ids = (
            large.product_template_attribute_value_ids
        )
        lines = self.env["inv.provider.bom"]._get_lines(self.company)
        pairs = set(
            zip(lines["parent"].tolist(), lines["component"].tolist(), strict=True)
        )
        self.assertIn((small.id, self.bearing.id), pairs)
        self.assertIn((large.id, self.housing.id), pairs)
        self.assertNotIn((small.id, self.housing.id), pairs)

    def test_where_used_names_the_products(self):
        self.plan()
        rows = self.point(self.bearing).where_used_ids
        self.assertRecordValues(
            rows,
            [
                {
                    "product_id": self.pump.id,
                    "usage_qty": 2.0,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertAlmostEqual(rows.rate_per_day, 20.0, 1)
        viewer = self.new_user("viewer", "inv_optimisation.group_inv_user")
        self.assertTrue(rows.with_user(viewer).read(["rate_per_day"]))
        self.assertFalse(rows.with_user(viewer).has_access("write"))

    def test_without_the_setting_history_counts(self):
        self.produce(self.pump, 70 * WEEKS)
        self.company.inv_has_dependent_demand = False
        self.plan()
        bearing = self.point(self.bearing)
        self.assertEqual(bearing.dependent_per_day, 0.0)
        self.assertAlmostEqual(bearing.forecast_per_day, 20.0, 1)
        self.assertEqual(bearing.low_level_code, 0)

    def test_planning_twice_changes_nothing(self):
        self.produce(self.pump, 70 * WEEKS)
        self.plan()
        self.plan()
        bearing = self.point(self.bearing)
        before = (bearing.forecast_per_day, bearing.reorder_point_qty)
        self.plan()
        self.assertEqual(before, (bearing.forecast_per_day, bearing.reorder_point_qty))

    def test_stored_numbers_follow_from_the_record(self):
        self.produce(self.pump, 70 * WEEKS)
        self.new_order(self.pump, 20, 0)
        self.plan()
        bearing = self.point(self.bearing)
        inputs = bearing.derivation["inputs"]
        self.assertLess(
            inputs["forecast_total"],
            inputs["rate_per_day"] * inputs["forecast_horizon_days"],
        )

    def test_losses_out_of_range_are_refused(self):
        with self.assertRaises(ValidationError):
            self.bom.inv_yield_rate = 0.0
        with self.assertRaises(ValidationError):
            self.bom.bom_line_ids[0].inv_scrap_rate = 1.0

    def test_products_that_contain_each_other_are_planned_by_history(self):
        self.env.cr.execute(
            "INSERT INTO mrp_bom (product_tmpl_id, product_qty, product_uom_id, type,"
            " active, consumption, ready_to_produce, company_id)"
            " VALUES (%s, 1, %s, 'normal', TRUE, 'warning', 'all_available', %s)"
            " RETURNING id",
            (
                self.bearing.product_tmpl_id.id,
                self.bearing.uom_id.id,
                self.company.id,
            ),
        )
        bom_id = self.env.cr.fetchone()[0]
        self.env.cr.execute(
            "INSERT INTO mrp_bom_line (bom_id, product_id, product_qty,"
            " product_uom_id) VALUES (%s, %s, 1, %s)",
            (bom_id, self.pump.id, self.pump.uom_id.id),
        )
        run = self.plan()
        self.assertEqual((run.state, run.error_count), ("done", 0))

    def test_requirements_by_week_count_orders_and_the_rest_of_the_forecast(self):
        """70 pumps a week; 35 in stock and an order of 70 leave the first week out."""
        self.bom.produce_delay = 5
        self.put(self.pump, 35)
        self.new_order(self.pump, 70, 0)
        self.plan()
        point = self.point(self.bearing)
        pump = self.point(self.pump)
        weeks = point.requirement_ids
        self.assertEqual(len(weeks), 13)
        self.assertEqual(weeks[0].known_qty, 140.0)
        self.assertEqual(sum(weeks.mapped("known_qty")), 140.0)
        # What is on the way and above the safety stock is not made again.
        there = 35 + 70 - pump.safety_stock_qty
        self.assertAlmostEqual(
            sum(weeks.mapped("forecast_qty")), 2 * (13 * 70 - there), delta=4.0
        )
        # Made a week before it is sold.
        self.assertAlmostEqual(weeks[5].forecast_qty, 140.0, delta=1.0)
        self.assertEqual(weeks[12].forecast_qty, 0.0)

    def test_requirements_need_the_setting(self):
        self.company.inv_has_dependent_demand = False
        self.plan()
        self.assertFalse(self.env["inv.dependent.requirement"].search([]))
