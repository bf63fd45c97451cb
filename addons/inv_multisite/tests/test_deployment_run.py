"""What branches ask their hub for, and how it shares what it has."""

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.inv_optimisation.kernel.network.branch_pull import branch_pull
from odoo.addons.inv_optimisation.kernel.network.deployment_shares import (
    deployment_shares,
)

from .deployment_common import DeploymentCase


@tagged("post_install", "-at_install")
class TestDeploymentRun(DeploymentCase):
    """A hub with 60 to give, for branches that ask for more."""

    def test_branches_ask_up_to_their_level_at_their_reorder_point(self):
        pump = self.new_hub_item()
        self.deploy()
        pull = branch_pull(
            [10.0, 30.0],
            rate_per_day=5.0,
            daily_sd=0.0,
            lane_days=2.0,
            lane_sd_days=0.0,
            review_days=7.0,
            safety_stock=15.0,
            planned_days=11.0,
            planned_sd_days=0.0,
            order_quantity=65.0,
            unit=1.0,
        )
        lines = self.get_item(pump).line_ids
        asked = {line.branch_id: line.asked_qty for line in lines}
        self.assertEqual(
            asked, {self.rotterdam: pull.asked[0], self.lyon: pull.asked[1]}
        )
        self.assertEqual(pull.asked.tolist(), [114.0, 94.0])

    def test_a_branch_above_its_reorder_point_asks_for_nothing(self):
        pump = self.new_hub_item(branches={self.rotterdam: 10.0, self.lyon: 70.0})
        self.deploy()
        self.assertEqual(self.get_item(pump).line_ids.branch_id, self.rotterdam)

    def test_what_a_branch_has_on_order_counts(self):
        pump = self.new_hub_item()
        self.transfer(pump, 60, self.to_lyon.route_id)
        self.deploy()
        self.assertFalse(self.get_line(pump, self.lyon))
        self.assertTrue(self.get_line(pump, self.rotterdam))

    def test_three_shares_of_a_short_hub_use_what_it_has(self):
        pump = self.new_hub_item()
        self.deploy()
        item = self.get_item(pump)
        self.assertEqual(item.status, "short")
        self.assertEqual(item.supply_qty, 60.0)
        lines = item.line_ids.sorted("asked_qty", reverse=True)
        rotterdam, lyon = lines
        shares = deployment_shares(
            [[10.0, 30.0]],
            [[45.0, 45.0]],
            [[45.0**0.5] * 2],
            asked=[[114.0, 94.0]],
            supply=[60.0],
            rank=[[101.0, 11.0]],
            unit=[1.0],
        )
        self.assertEqual(lines.mapped("equal_risk_qty"), shares.equal_risk[0].tolist())
        self.assertEqual(
            lines.mapped("proportional_qty"), shares.proportional[0].tolist()
        )
        self.assertEqual(lines.mapped("priority_qty"), shares.by_priority[0].tolist())
        # 10 + 40 = 30 + 20; 60 of 208; Lyon has the better priority.
        self.assertEqual(rotterdam.equal_risk_qty, 40.0)
        self.assertEqual(rotterdam.proportional_qty, 33.0)
        self.assertEqual(lyon.priority_qty, 60.0)
        self.assertAlmostEqual(item.factor, (50 - 45) / 45**0.5, places=4)
        self.assertEqual(lines.mapped("qty"), lines.mapped("equal_risk_qty"))

    def test_the_reason_says_what_is_there_and_how_it_is_shared(self):
        pump = self.new_hub_item()
        self.deploy()
        item = self.get_item(pump)
        line = self.get_line(pump, self.lyon)
        self.assertEqual(
            line.reason,
            "Leeds has 60 for 208 asked. Equal risk gives every branch 0.7 deviations "
            "above its mean.",
        )
        item.action_set_method("proportional")
        self.assertRegex(line.reason, "28.8 % of what it asks for")
        item.action_set_method("priority")
        self.assertRegex(line.reason, "Lyon has priority 1 and gets 60 of the 94")

    def test_class_a_comes_first_within_a_priority(self):
        self.to_lyon.deployment_priority = 10
        pump = self.new_hub_item(points={self.rotterdam: {"abc_class": "A"}})
        self.deploy()
        self.assertEqual(self.get_line(pump, self.rotterdam).priority_qty, 60.0)

    def test_the_method_of_the_company_is_used_and_can_be_changed(self):
        self.company.inv_deployment_method = "priority"
        pump = self.new_hub_item()
        plan = self.deploy().plan_ids
        lyon = self.get_line(pump, self.lyon)
        self.assertEqual(lyon.qty, 60.0)
        plan.with_user(self.planner).action_set_method("proportional")
        self.assertEqual(lyon.qty, lyon.proportional_qty)
        self.assertEqual(plan.method, "proportional")
        with self.assertRaisesRegex(UserError, "no method"):
            plan.action_set_method("lottery")

    def test_a_quantity_is_edited_within_the_supply(self):
        pump = self.new_hub_item()
        self.deploy()
        rotterdam = self.get_line(pump, self.rotterdam).with_user(self.planner)
        lyon = self.get_line(pump, self.lyon).with_user(self.planner)
        with self.assertRaisesRegex(UserError, "at most 40"):
            rotterdam.action_set_qty(41)
        with self.assertRaisesRegex(UserError, "multiple of 1"):
            rotterdam.action_set_qty(30.5)
        with self.assertRaisesRegex(UserError, "multiple of 1"):
            rotterdam.action_set_qty(-1)
        rotterdam.action_set_qty(30)
        lyon.action_set_qty(30)
        self.assertRegex(lyon.reason, "Set by hand to 30 Units; 20 are its share")
        with self.assertRaises(ValidationError):
            lyon.qty = 31

    def test_whole_packs_are_shared(self):
        self.company.inv_transfer_whole_packs = True
        pump = self.new_hub_item()
        pump.uom_ids = self.env["uom.uom"].create(
            {
                "name": "Box of 12",
                "relative_factor": 12.0,
                "relative_uom_id": pump.uom_id.id,
            }
        )
        self.deploy()
        item = self.get_item(pump)
        self.assertEqual(item.step_qty, 12.0)
        for line in item.line_ids:
            for name in ("asked_qty", "equal_risk_qty", "proportional_qty", "qty"):
                self.assertEqual(line[name] % 12, 0, name)
        self.assertEqual(sum(item.line_ids.mapped("qty")), 60.0)

    def test_the_hub_keeps_its_safety_stock_its_customers_and_reserved_stock(self):
        pump = self.new_hub_item(hub=100.0)
        self.company.inv_deployment_keep_days = 4.0
        self.deploy()
        self.assertEqual(self.get_item(pump).supply_qty, 65.0)

    def test_a_branch_that_buys_itself_is_left_out_unless_the_hub_feeds_all(self):
        pump = self.new_hub_item(points={self.lyon: {"supply_type": "buy"}})
        self.deploy()
        self.assertFalse(self.get_line(pump, self.lyon))
        self.leeds.inv_hub_scope = "all"
        self.deploy()
        self.assertTrue(self.get_line(pump, self.lyon))

    def test_closed_lanes_lanes_without_route_and_excluded_products_get_nothing(self):
        pump = self.new_hub_item()
        self.to_lyon.excluded_product_ids = pump
        self.to_rotterdam.is_open = False
        self.deploy()
        self.assertFalse(self.get_item(pump))
        self.to_lyon.excluded_product_ids = False
        self.deploy()
        self.assertEqual(self.get_item(pump).line_ids.branch_id, self.lyon)
        self.to_lyon.route_id = False
        self.deploy()
        self.assertFalse(self.get_item(pump))

    def test_a_new_plan_takes_the_place_of_the_old_one(self):
        self.new_hub_item()
        first = self.deploy().plan_ids
        self.assertTrue(first.is_current)
        second = self.deploy().plan_ids
        self.assertEqual(first.state, "expired")
        self.assertFalse(first.is_current)
        self.assertTrue(second.is_current)
        with self.assertRaisesRegex(UserError, "out of date"):
            first.action_accept()

    def test_a_run_without_hub_says_what_to_do(self):
        self.leeds.inv_is_hub = False
        with self.assertRaisesRegex(UserError, "Tick Hub"):
            self.env["inv.deployment.run"].action_run_now()

    def test_a_run_that_was_stopped_goes_on_where_it_was(self):
        first, second = self.new_hub_item("First"), self.new_hub_item("Second")
        self.patch_chunk(1)
        run = self.env["inv.deployment.run"].create({"company_id": self.company.id})
        run._begin_once()
        run._do_locked_chunk()
        self.assertEqual(run.plan_id.item_ids.product_id, first)
        self.assertFalse(self.get_item(first), "not current before it is complete")
        run.state = "failed"
        run._execute()
        self.assertEqual(run.state, "done")
        self.assertEqual(run.plan_ids.item_ids.product_id, first | second)
        self.assertTrue(self.get_item(second))

    def patch_chunk(self, size):
        module = "odoo.addons.inv_multisite.deployment.inv_deployment_run"
        self.patch(
            __import__(module, fromlist=["PRODUCTS_PER_CHUNK"]),
            "PRODUCTS_PER_CHUNK",
            size,
        )

    def test_two_and_twenty_products_need_the_same_queries(self):
        few = [self.new_hub_item(f"Few {i}") for i in range(2)]
        many = [self.new_hub_item(f"Many {i}") for i in range(20)]
        plan = self.deploy().plan_ids
        facts = self.env["inv.deployment.facts"]
        lanes = self.to_rotterdam | self.to_lyon

        def look(products):
            ids = [product.id for product in products]
            facts._get_facts(
                self.env["product.product"].browse(ids), plan.hub_id, lanes
            )

        look(few)
        self.assertEqual(
            self.count_queries(lambda: look(few)),
            self.count_queries(lambda: look(many)),
        )


@tagged("post_install", "-at_install")
class TestDeploymentPush(DeploymentCase):
    """A hub with more than anybody needs soon."""

    def test_surplus_follows_demand_and_stops_at_what_sells(self):
        # 600 - 100 level - 10 days of 5 + 5 + 10 = 300 surplus, shared 1 to 2.
        pump = self.new_hub_item(
            hub=600.0,
            branches={self.rotterdam: 80.0, self.lyon: 180.0},
            points={self.lyon: {"forecast_per_day": 10.0}},
        )
        self.deploy()
        item = self.get_item(pump)
        self.assertEqual(item.status, "surplus")
        pushed = {line.branch_id: line.push_qty for line in item.line_ids}
        self.assertEqual(pushed, {self.rotterdam: 100.0, self.lyon: 200.0})
        self.company.inv_deployment_push_days = 30.0
        self.deploy()
        pushed = {
            line.branch_id: line.push_qty for line in self.get_item(pump).line_ids
        }
        # 30 days of 5 less 80, 30 days of 10 less 180.
        self.assertEqual(pushed, {self.rotterdam: 70.0, self.lyon: 120.0})

    def test_nothing_is_pushed_below_the_level_of_the_hub(self):
        pump = self.new_hub_item(
            hub=260.0, branches={self.rotterdam: 80.0, self.lyon: 80.0}
        )
        self.deploy()
        # 260 - 100 - 10 x 15 = 10.
        self.assertEqual(self.get_item(pump).push_qty, 10.0)
        self.company.inv_deployment_excess_days = 11.0
        self.deploy()
        self.assertFalse(self.get_item(pump))

    def test_asked_and_pushed_are_one_line(self):
        pump = self.new_hub_item(hub=900.0)
        self.deploy()
        line = self.get_line(pump, self.lyon)
        self.assertEqual(line.asked_qty, 94.0)
        self.assertGreater(line.push_qty, 0)
        self.assertEqual(line.qty, line.asked_qty + line.push_qty)
        self.assertRegex(line.reason, "enough for all.*surplus at Leeds")
