"""No level loses a day: branches ask before their hub looks at its own need."""

from odoo.tests import tagged

from .deployment_common import DeploymentCase


@tagged("post_install", "-at_install")
class TestDeploymentEchelon(DeploymentCase):
    """What branches ask tonight is in the need of the hub tonight."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.inv_requisition_mode = "approval"
        cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.other_company.id)]
        ).inv_is_hub = False

    def new_rule(self, product, site, minimum, maximum):
        return self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": product.id,
                "warehouse_id": site.id,
                "location_id": site.lot_stock_id.id,
                "product_min_qty": minimum,
                "product_max_qty": maximum,
            }
        )

    def new_bought_item(self, hub=60.0, branch=10.0):
        """Create an item that Leeds buys and Lyon gets from Leeds."""
        product = self.new_hub_item(
            hub=hub,
            branches={self.lyon: branch},
            points={self.leeds: {"supply_type": "buy", "safety_stock_qty": 5.0}},
        )
        self.new_seller(product)
        self.new_rule(product, self.leeds, 36, 100)
        return product

    def get_lines(self, product, site):
        return self.env["inv.requisition.line"].search(
            [("product_id", "=", product.id), ("warehouse_id", "=", site.id)]
        )

    def raise_all(self):
        self.env["inv.requisition.signal"]._work_off()

    def test_without_branches_the_hub_needs_nothing(self):
        product = self.new_bought_item(branch=300.0)
        self.deploy()
        self.raise_all()
        self.assertFalse(self.get_lines(product, self.leeds))

    def test_a_branch_that_falls_low_tonight_makes_the_hub_order_tonight(self):
        product = self.new_bought_item()
        self.deploy()
        self.raise_all()
        line = self.get_lines(product, self.leeds)
        self.assertEqual(len(line), 1)
        asked = self.get_line(product, self.lyon).asked_qty
        # 60 there, the branch asks for 114: up to 100 takes 154.
        self.assertEqual(line.facts["position"], 60.0 - asked)
        self.assertEqual(line.qty, 100.0 - (60.0 - asked))
        self.assertRegex(line.reason, "Branches ask for 114 Units")

    def test_what_is_sent_does_not_count_twice(self):
        product = self.new_bought_item(hub=130.0)
        self.deploy()
        self.raise_all()
        before = self.get_lines(product, self.leeds)
        line = self.get_line(product, self.lyon)
        self.assertEqual(line.claim_qty, 114.0)
        line.with_user(self.planner).action_accept()
        self.assertEqual(line.claim_qty, 0.0)
        point = line.hub_point_id
        facts = self.env["inv.requisition.need"]._get_facts(point, self.company)
        self.assertEqual(facts["position"].tolist(), [130.0 - 114.0])
        self.env["inv.requisition.raiser"]._raise(point)
        self.assertEqual(self.get_lines(product, self.leeds), before)
        self.assertEqual(before.facts["position"], 16.0)

    def test_what_is_promised_is_not_ordered_by_the_branch(self):
        product = self.new_bought_item(hub=200.0)
        route = self.to_lyon.route_id
        rule = self.new_rule(product, self.lyon, 36, 100)
        rule.route_id = route
        point = self.point(product, self.lyon)
        raiser = self.env["inv.requisition.raiser"]
        self.deploy()
        raiser._raise(point)
        self.assertFalse(self.get_lines(product, self.lyon))
        self.get_item(product).plan_id.is_current = False
        raiser._raise(point)
        self.assertEqual(len(self.get_lines(product, self.lyon)), 1)

    def test_an_old_plan_claims_nothing(self):
        product = self.new_bought_item()
        plan = self.deploy().plan_ids
        claim = self.env["inv.deployment.claim"]
        hub_point = self.point(product, self.leeds)
        self.assertEqual(claim._get_quantities(hub_point)[0].tolist(), [114.0])
        plan.date_valid = "2020-01-01"
        self.assertEqual(claim._get_quantities(hub_point)[0].tolist(), [0.0])

    def test_three_levels_in_one_run(self):
        """Lyon asks Rotterdam, which asks Leeds, which orders: all tonight."""
        self.rotterdam.inv_is_hub = True
        self.to_lyon.is_open = False
        self.new_hub_lane(self.rotterdam, self.lyon)
        product = self.new_hub_item(
            hub=60.0,
            branches={self.rotterdam: 70.0, self.lyon: 10.0},
            points={self.leeds: {"supply_type": "buy", "safety_stock_qty": 5.0}},
        )
        self.new_seller(product)
        self.new_rule(product, self.leeds, 36, 100)
        hubs = self.env["stock.warehouse"]._get_hubs(self.company)
        self.assertEqual(hubs, [self.rotterdam, self.leeds])
        self.deploy()
        lyon = self.get_line(product, self.lyon, self.rotterdam)
        self.assertEqual(lyon.asked_qty, 114.0)
        rotterdam = self.get_line(product, self.rotterdam)
        # 70 are above 58.6, but Lyon asks for 114 of them.
        self.assertEqual(rotterdam.position_qty, 70.0 - 114.0)
        self.raise_all()
        line = self.get_lines(product, self.leeds)
        self.assertEqual(line.facts["position"], 60.0 - rotterdam.asked_qty)

    def test_hubs_in_a_circle_end(self):
        self.rotterdam.inv_is_hub = True
        self.new_hub_lane(self.rotterdam, self.leeds)
        hubs = self.env["stock.warehouse"]._get_hubs(self.company)
        self.assertEqual(set(hubs), {self.leeds, self.rotterdam})

    def test_a_planning_run_lets_branches_ask_first(self):
        product = self.new_hub_item(branches={self.lyon: 0.0})
        self.new_seller(product)
        self.new_rule(product, self.leeds, 36, 100)
        product.route_ids = self.to_lyon.route_id
        self.new_rule(product, self.lyon, 36, 100)
        self.with_history(product, [35.0] * 60, self.lyon)
        self.plan()
        item = self.get_item(product)
        self.assertTrue(item, "the run of the night has a plan")
        self.assertTrue(item.plan_id.run_id.planning_run_id)
        line = self.get_line(product, self.lyon)
        self.assertEqual(self.point(product, self.lyon).supply_type, "transfer")
        self.assertGreater(line.asked_qty, 75.0)
        self.raise_all()
        raised = self.get_lines(product, self.leeds)
        self.assertEqual(raised.facts["position"], 75.0 - line.asked_qty)
