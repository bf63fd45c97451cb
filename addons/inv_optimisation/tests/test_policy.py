from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import InvCase


@tagged("post_install", "-at_install")
class TestPolicy(InvCase):
    """The first policy whose conditions all hold sets the parameters of a point."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["product.category"].create({"name": "Parts"})
        cls.matching = cls.new_item("Matching", [10] * 30)
        cls.other = cls.new_item("Other", [0, 0, 0, 0, 9] * 6)

    @classmethod
    def new_item(cls, name, weekly, **values):
        product = cls.new_product(name, **values)
        cls.new_seller(product, delay=7)
        cls.with_history(product, weekly)
        return product

    def new_policy(self, **values):
        return self.env["inv.stocking.policy"].create(
            {"name": "Test", "sequence": 1, **values}
        )

    def policies(self):
        """Plan; return the policies of the matching and of the other item."""
        self.plan()
        return self.point(self.matching).policy_id, self.point(self.other).policy_id

    def inputs(self):
        self.plan()
        return self.point(self.matching).derivation["inputs"]

    def assert_only_matching(self, **conditions):
        policy = self.new_policy(**conditions)
        matched, unmatched = self.policies()
        self.assertEqual(matched, policy)
        self.assertTrue(unmatched)
        self.assertNotEqual(unmatched, policy)

    # Matching ---------------------------------------------------------------

    def test_first_policy_by_sequence_wins(self):
        second = self.new_policy(sequence=2)
        first = self.new_policy(sequence=1)
        self.assertEqual(self.policies(), (first, first))
        first.sequence = 3
        self.assertEqual(self.policies(), (second, second))

    def test_all_conditions_must_hold(self):
        policy = self.new_policy(demand_pattern="smooth", categ_id=self.category.id)
        self.assertNotEqual(self.policies()[0], policy)
        self.matching.categ_id = self.category
        self.assertEqual(self.policies()[0], policy)

    def test_category_counts_with_its_children(self):
        child = self.env["product.category"].create(
            {"name": "Screws", "parent_id": self.category.id}
        )
        self.matching.categ_id = child
        self.assert_only_matching(categ_id=self.category.id)

    def test_warehouse_condition(self):
        second = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "SEC", "company_id": self.company.id}
        )
        self.with_history(self.matching, [10] * 30, warehouse=second)
        policy = self.new_policy(warehouse_id=second.id, company_id=self.company.id)
        self.plan()
        self.assertEqual(self.point(self.matching, second).policy_id, policy)
        self.assertNotEqual(self.point(self.matching).policy_id, policy)

    def test_vendor_condition(self):
        vendor = self.env["res.partner"].create({"name": "Second Vendor"})
        self.new_seller(self.matching, partner_id=vendor.id, sequence=-1)
        self.assert_only_matching(vendor_id=vendor.id)

    def test_route_condition_on_the_product_or_its_category(self):
        route = self.env["stock.route"].create(
            {"name": "Special", "product_selectable": True}
        )
        self.matching.route_ids = route
        self.assert_only_matching(route_id=route.id)
        self.matching.route_ids = False
        self.category.route_ids = route
        self.matching.categ_id = self.category
        self.assert_only_matching(route_id=route.id, sequence=0)

    def test_demand_pattern_condition(self):
        self.assert_only_matching(demand_pattern="smooth")
        self.assertEqual(self.point(self.other).demand_pattern, "intermittent")

    def test_class_condition(self):
        self.assertEqual(self.policies(), (self.get("ax"), self.get("bz")))

    def get(self, code):
        return self.env.ref(f"inv_optimisation.inv_stocking_policy_{code}")

    def test_product_domain_condition(self):
        self.matching.default_code = "SPECIAL-1"
        self.assert_only_matching(product_domain="[('default_code', '=like', 'SP%')]")

    def test_unreadable_product_domain_is_refused(self):
        for text in ("[('nope', '=', 1)]", "[(", "uid", "[('name', '??', 1)]", "5"):
            with self.subTest(text=text), self.assertRaises(ValidationError):
                self.new_policy(product_domain=text)

    def test_policy_of_another_company_is_never_used(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        policy = self.new_policy(company_id=other.id)
        own = self.new_policy(company_id=self.company.id, sequence=2)
        self.assertEqual(self.policies(), (own, own))
        policies = self.env["inv.stocking.policy"]
        self.assertEqual(policies._get_policies(other)[0], policy)

    def test_archived_policy_is_never_used(self):
        policy = self.new_policy(active=False)
        self.assertNotIn(policy, self.policies())

    # Parameters -------------------------------------------------------------

    def test_zero_means_the_setting_of_the_company(self):
        self.company.write(
            {"inv_review_days": 5, "inv_ordering_cost": 33, "inv_holding_rate": 0.3}
        )
        policy = self.new_policy()
        names = ("review_days", "ordering_cost", "holding_rate")
        inputs = self.inputs()
        self.assertEqual([inputs[name] for name in names], [5, 33, 0.3])
        policy.write({"review_days": 9, "ordering_cost": 44, "holding_rate": 0.1})
        inputs = self.inputs()
        self.assertEqual([inputs[name] for name in names], [9, 44, 0.1])

    def test_fixed_forecast_method_is_used(self):
        product = self.new_item("Step", [10] * 30 + [20] * 30)
        policy = self.new_policy(forecast_method="mean")
        for method, weekly in (("mean", 15), ("naive", 20)):
            policy.forecast_method = method
            self.plan()
            forecast = self.point(product).forecast_per_day * 7
            self.assertAlmostEqual(forecast, weekly, msg=method)

    def test_days_of_cover_add_to_lead_time_and_review(self):
        self.new_policy(service_type="days_of_cover", cover_days=21, review_days=7)
        self.plan()
        point = self.point(self.matching)
        self.assertEqual(point.reorder_point_qty, 10 * (7 + 7 + 21) / 7)

    def test_cover_limits_bind_the_reorder_point(self):
        policy = self.new_policy(min_cover_days=70)
        self.plan()
        point = self.point(self.matching)
        self.assertEqual(point.reorder_point_qty, 100)
        policy.write({"min_cover_days": 0, "max_cover_days": 1.4})
        self.plan()
        self.assertEqual(point.reorder_point_qty, 2)
        policy.write({"max_cover_days": 0})
        self.plan()
        self.assertTrue(2 < point.reorder_point_qty < 100)

    def test_longest_cover_of_an_order_binds_the_quantity(self):
        policy = self.new_policy(max_order_cover_days=14)
        self.plan()
        point = self.point(self.matching)
        self.assertEqual(point.order_qty, 20)
        policy.max_order_cover_days = 0
        self.plan()
        self.assertGreater(point.order_qty, 20)

    def test_manual_policy_keeps_the_rule(self):
        self.new_policy(service_type="manual")
        self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": self.matching.id,
                "location_id": self.stock.id,
                "product_min_qty": 4,
                "product_max_qty": 12,
            }
        )
        self.plan()
        point = self.point(self.matching)
        self.assertFalse(point.has_change)
        self.assertEqual(
            (point.min_recommended_qty, point.max_recommended_qty), (4, 12)
        )

    def test_negative_and_contradictory_limits_are_refused(self):
        for values in (
            {"cover_days": -1},
            {"ordering_cost": -1},
            {"holding_rate": -0.1},
            {"automatic_change_value": -1},
            {"min_cover_days": 10, "max_cover_days": 5},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.new_policy(**values)
        policy = self.new_policy(min_cover_days=10, max_cover_days=0)
        self.assertEqual(policy.min_cover_days, 10)

    # Board ------------------------------------------------------------------

    def board(self):
        return self.env["inv.stocking.policy"].get_board_data()

    def test_board_says_that_nothing_is_planned(self):
        data = self.board()
        self.assertTrue(data["message"])
        self.assertEqual((data["point_count"], len(data["cells"])), (0, 9))

    def test_cells_and_rules_of_the_board_count_every_point(self):
        for index in range(6):
            self.new_item(f"Item {index}", [index * 3, 4, 5] * 10)
        policy = self.new_policy(categ_id=self.category.id)
        self.matching.categ_id = self.category
        self.plan()
        data = self.board()
        points = self.env["inv.stocking.point"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertIsNone(data["message"])
        self.assertEqual((data["point_count"], len(points)), (8, 8))
        self.assertEqual(
            [(cell["abc"] + cell["xyz"]) for cell in data["cells"]],
            [abc + xyz for abc in "ABC" for xyz in "XYZ"],
        )
        for key, groups in (("abc", data["rows"]), ("xyz", data["columns"])):
            self.assertEqual([group["code"] for group in groups], list(key.upper()))
        self.assertEqual(sum(cell["item_count"] for cell in data["cells"]), 8)
        self.assertEqual(sum(row["item_count"] for row in data["rows"]), 8)
        self.assertEqual(sum(rule["item_count"] for rule in data["rules"]), 8)
        self.assertEqual(data["rules"][0]["id"], policy.id)
        self.assertEqual(data["rules"][0]["item_count"], 1)
        for cell in data["cells"]:
            code = cell["abc"] + cell["xyz"]
            found = points.search(cell["domain"])
            self.assertEqual(len(found), cell["item_count"])
            if found:
                self.assertEqual(set(found.mapped("abc_xyz")), {code})

    def test_policy_opens_the_points_that_follow_it(self):
        policy = self.new_policy(demand_pattern="smooth")
        self.plan()
        action = policy.action_open_points()
        points = self.env["inv.stocking.point"].search(action["domain"])
        self.assertEqual(points, self.point(self.matching))

    # Rights -----------------------------------------------------------------

    def test_planner_cannot_change_policies(self):
        policy = self.new_policy().with_user(self.planner)
        self.assertEqual(policy.name, "Test")
        with self.assertRaises(AccessError):
            policy.service_target = 0.5
        with self.assertRaises(AccessError):
            policy.create({"name": "Mine"})
        with self.assertRaises(AccessError):
            policy.unlink()
