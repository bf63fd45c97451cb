"""Shares become transfers, once, for stock that is there."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .deployment_common import DeploymentCase

MODELS = (
    "inv.deployment.run",
    "inv.deployment.plan",
    "inv.deployment.item",
    "inv.deployment.line",
)


@tagged("post_install", "-at_install")
class TestDeploymentAcceptance(DeploymentCase):
    """What a planner accepts is on its way, and the plan knows it."""

    def setUp(self):
        super().setUp()
        self.pump = self.new_hub_item()
        self.valve = self.new_hub_item("Valve", branches={self.lyon: 0.0})
        self.plan_of_leeds = self.deploy().plan_ids.with_user(self.planner)

    def test_a_plan_becomes_one_shipment_for_each_lane(self):
        answer = self.plan_of_leeds.action_accept()
        self.assertFalse(answer["refused"])
        lines = self.plan_of_leeds.line_ids
        self.assertEqual(set(lines.mapped("state")), {"accepted"})
        self.assertEqual(self.plan_of_leeds.state, "decided")
        suggestions = lines.suggestion_id
        self.assertEqual(set(suggestions.mapped("origin")), {"deployment"})
        self.assertEqual(len(suggestions.reference_id), 2)
        to_lyon = suggestions.filtered(lambda one: one.lane_id == self.to_lyon)
        self.assertEqual(len(to_lyon), 2)
        self.assertEqual(len(to_lyon.reference_id.picking_ids), 2)
        for line in lines:
            self.assertEqual(line.suggestion_id.qty, line.qty)
            outgoing = line.suggestion_id.move_ids.filtered(
                lambda move: move.location_id.warehouse_id == self.leeds
            )
            self.assertEqual(outgoing.product_uom_qty, line.qty)
        self.assertRegex(to_lyon[0].reason, "Leeds has 60 for")

    def test_accepting_again_changes_nothing(self):
        self.plan_of_leeds.action_accept()
        moves = self.plan_of_leeds.line_ids.suggestion_id.move_ids
        answer = self.plan_of_leeds.action_accept()
        self.assertEqual(answer["accepted"], [])
        self.assertEqual(self.plan_of_leeds.line_ids.suggestion_id.move_ids, moves)

    def test_accepted_shares_are_on_order_at_the_branch(self):
        self.plan_of_leeds.action_accept()
        self.deploy()
        line = self.get_line(self.pump, self.rotterdam)
        self.assertEqual(line.position_qty, 10.0 + 40.0)
        self.assertEqual(self.get_item(self.pump).supply_qty, 0.0)

    def test_stock_that_is_gone_is_refused_with_the_number(self):
        self.put_stock(self.pump, -30.0, self.leeds)
        lines = self.get_item(self.pump).line_ids.with_user(self.planner)
        answer = lines.action_accept()
        self.assertEqual(len(answer["accepted"]), 1)
        self.assertEqual(len(answer["refused"]), 1)
        refused = lines.filtered(lambda line: line.state == "refused")
        self.assertRegex(refused.message, "Leeds has only")
        self.assertFalse(refused.suggestion_id)
        self.assertFalse(
            self.env["inv.transfer.suggestion"].search_count(
                [("product_id", "=", self.pump.id), ("state", "=", "new")]
            )
        )
        self.assertEqual(self.plan_of_leeds.state, "draft")

    def test_a_single_line_that_is_refused_says_why(self):
        self.put_stock(self.valve, -70.0, self.leeds)
        line = self.get_line(self.valve, self.lyon).with_user(self.planner)
        answer = line.action_accept()
        self.assertEqual(answer["accepted"], [])
        self.assertRegex(answer["message"], "Leeds has only 0")
        self.assertEqual(line.state, "refused")

    def test_a_hub_gives_what_a_neighbour_would_keep(self):
        """18 days are kept back from neighbours; a hub keeps its safety stock."""
        line = self.get_line(self.pump, self.rotterdam)
        line.with_user(self.planner).action_accept()
        self.assertEqual(line.state, "accepted")
        spare = self.env["inv.transfer.acceptance"]._get_spare(
            line.suggestion_id, self.company
        )
        self.assertEqual(spare[line.hub_point_id.id], 75.0 - 15.0 - line.qty)

    def test_an_open_suggestion_on_the_lane_makes_room(self):
        other = self.env["inv.transfer.suggestion"].create(
            {"product_id": self.pump.id, "lane_id": self.to_lyon.id, "qty": 3.0}
        )
        line = self.get_line(self.pump, self.lyon).with_user(self.planner)
        line.action_accept()
        self.assertEqual(other.state, "expired")
        self.assertEqual(line.state, "accepted")

    def test_a_transfer_that_is_taken_back_is_asked_for_again(self):
        line = self.get_line(self.valve, self.lyon).with_user(self.planner)
        line.action_accept()
        self.assertEqual(line.claim_qty, line.asked_qty - line.qty)
        line.suggestion_id.action_cancel()
        self.assertEqual(line.claim_qty, line.asked_qty)

    def test_what_is_accepted_keeps_its_share(self):
        lyon = self.get_line(self.pump, self.lyon).with_user(self.planner)
        lyon.action_accept()
        item = self.get_item(self.pump).with_user(self.planner)
        item.action_set_method("priority")
        self.assertEqual(item.method, "equal_risk")
        self.assertEqual(lyon.qty, 20.0)

    def test_the_cost_of_a_vehicle_is_shared_by_load(self):
        self.to_lyon.write({"cost_per_shipment": 90.0, "load_measure": "units"})
        self.plan_of_leeds.action_accept()
        suggestions = self.plan_of_leeds.line_ids.suggestion_id.filtered(
            lambda one: one.lane_id == self.to_lyon
        )
        total = sum(suggestions.mapped("load"))
        for one in suggestions:
            self.assertAlmostEqual(one.freight_cost, 90.0 * one.load / total, places=2)


@tagged("post_install", "-at_install")
class TestDeploymentSecurity(DeploymentCase):
    """Viewers read, planners decide, nobody sees another company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pump = cls.new_hub_item()
        cls.deploy()
        cls.viewer = cls.new_network_user("d_viewer", "inv_optimisation.group_inv_user")
        cls.worker = cls.new_network_user("d_worker", "stock.group_stock_user")

    def test_a_viewer_reads_and_decides_nothing(self):
        item = self.get_item(self.pump).with_user(self.viewer)
        detail = self.env["inv.deployment.detail"].with_user(self.viewer)
        self.assertFalse(detail.get_detail(item.id)["can_edit"])
        for action in (
            item.plan_id.action_accept,
            item.line_ids.action_accept,
            lambda: item.action_set_method("priority"),
            lambda: item.line_ids[0].action_set_qty(1),
        ):
            with self.assertRaises(AccessError):
                action()
        with self.assertRaises(AccessError):
            self.env["inv.deployment.run"].with_user(self.viewer).action_run_now()

    def test_a_worker_sees_nothing(self):
        for name in MODELS:
            with self.assertRaises(AccessError):
                self.env[name].with_user(self.worker).search_count(
                    [("company_id", "=", self.company.id)]
                )

    def test_another_company_sees_nothing(self):
        for name in MODELS:
            model = (
                self.env[name]
                .with_user(self.planner)
                .with_context(allowed_company_ids=self.other_company.ids)
            )
            self.assertFalse(model.search_count([("company_id", "=", self.company.id)]))

    def test_planners_run_and_only_managers_choose_hubs(self):
        run = self.env["inv.deployment.run"].with_user(self.planner).action_run_now()
        self.assertEqual(run["state"], "done")
        stock = self.env.ref("stock.group_stock_manager")
        self.planner.group_ids += stock
        with self.assertRaises(AccessError):
            self.rotterdam.with_user(self.planner).inv_is_hub = True
