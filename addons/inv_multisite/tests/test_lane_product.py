"""Which products a lane takes and what a unit of them costs on it."""

import numpy as np

from odoo.tests import tagged

from .common import MultisiteCase


@tagged("post_install", "-at_install")
class TestLaneProduct(MultisiteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lane = cls.new_lane(cls.leeds, cls.lyon)
        cls.abroad = cls.new_lane(cls.leeds, cls.oslo)
        cls.parent, cls.child, cls.other = (
            cls.env["product.category"].create({"name": name})
            for name in ("Parent", "Child", "Other")
        )
        cls.child.parent_id = cls.parent
        cls.pump = cls.new_product("Pump", categ_id=cls.child.id, weight=8, volume=0.05)
        cls.glue = cls.new_product("Glue", categ_id=cls.other.id, weight=0.5)
        cls.bare = cls.new_product("Bare", categ_id=False)
        cls.products = cls.pump + cls.glue + cls.bare
        cls.lanes = cls.lane + cls.abroad

    def allowed(self):
        return self.lanes._get_allowed(self.products).tolist()

    def test_a_lane_takes_everything_without_a_limit(self):
        self.assertEqual(self.allowed(), [[True, True]] * 3)

    def test_a_category_includes_those_below(self):
        self.lane.categ_ids = self.parent
        self.assertEqual(self.allowed(), [[True, True], [False, True], [False, True]])

    def test_single_products_are_left_out(self):
        self.abroad.excluded_product_ids = self.pump
        self.assertEqual(self.allowed(), [[True, False], [True, True], [True, True]])

    def test_products_of_a_company_stay_in_it(self):
        self.glue.company_id = self.company
        self.assertEqual(self.allowed(), [[True, True], [True, False], [True, True]])
        self.bare.company_id = self.other_company
        self.assertEqual(self.allowed()[2], [False, False])

    def test_unit_costs_add_weight_and_volume(self):
        self.lane.write(
            {
                "cost_per_unit": 0.5,
                "cost_per_kg": 0.25,
                "cost_per_m3": 20,
                "cost_per_shipment": 78,
                "handling_cost_per_unit": 0.3,
            }
        )
        freight, handling = self.lanes._get_unit_costs(self.products)
        expected = [[0.5 + 2 + 1, 0], [0.5 + 0.125, 0], [0.5, 0]]
        np.testing.assert_allclose(freight, expected)
        np.testing.assert_allclose(handling, [[0.3, 0]] * 3)

    def test_pounds_and_cubic_feet_are_converted(self):
        self.lane.write({"cost_per_kg": 1, "load_measure": "volume"})
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("product.weight_in_lbs", "1")
        parameters.set_param("product.volume_in_cubic_feet", "1")
        freight, _handling = self.lanes._get_unit_costs(self.pump)
        self.assertAlmostEqual(freight[0, 0], 8 * 0.45359237, places=4)
        loads = self.lanes._get_loads(self.pump)
        self.assertAlmostEqual(loads[0, 0], 0.05 * 0.0283168, places=5)

    def test_loads_are_in_the_measure_of_the_lane(self):
        self.lane.load_measure = "volume"
        self.abroad.load_measure = "units"
        expected = [[0.05, 1], [0, 1], [0, 1]]
        np.testing.assert_allclose(self.lanes._get_loads(self.products), expected)
        self.lane.load_measure = "weight"
        self.assertEqual(self.lane._get_loads(self.pump)[0, 0], 8)

    def test_many_products_need_no_more_queries_than_two(self):
        self.lane.categ_ids = self.parent
        self.lane.excluded_product_ids = self.glue
        many = self.env["product.product"].browse(
            [
                self.new_product(f"P{number}", categ_id=self.child.id).id
                for number in range(20)
            ]
        )

        def read_all(products):
            self.lanes._get_allowed(products)
            self.lanes._get_unit_costs(products)
            self.lanes._get_loads(products)

        read_all(many)
        two = self.count_queries(lambda: read_all(many[:2]))
        twenty = self.count_queries(lambda: read_all(many))
        self.assertEqual(two, twenty)
