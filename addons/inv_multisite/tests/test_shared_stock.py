"""What sites save by sharing, where the stock should lie, and planning with it."""

from datetime import timedelta

import numpy as np

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.inv_optimisation.kernel.inventory.recommendation import recompute

from .deployment_common import DeploymentCase

MODELS = ("inv.shared.stock.run", "inv.shared.stock", "inv.shared.stock.stage")
WEEKS = 80


class SharedStockCase(DeploymentCase):
    """Sites with a history that moves together as much as wanted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.generator = np.random.default_rng(7)

    @classmethod
    def new_shared(cls, name="Pump", common=0.0, sites=None, **values):
        """Create a product whose sites share ``common`` of their surprises."""
        sites = sites or [cls.rotterdam, cls.lyon]
        product = cls.new_hub_item(
            name,
            branches=dict.fromkeys(sites, 50.0),
            points={site: {"demand_sd_per_day": 3.0} for site in [*sites, cls.leeds]},
            **values,
        )
        cls.point(product).forecast_per_day = 0.0
        cls.point(product).demand_sd_per_day = 0.0
        shock = cls.generator.normal(0, 9, WEEKS)
        for site in sites:
            own = cls.generator.normal(0, 9, WEEKS)
            weekly = 35 + common * shock + (1 - common**2) ** 0.5 * own
            cls.with_history(product, np.maximum(weekly, 0).tolist(), site)
            cls.point(product, site).date_first_movement = cls.today - timedelta(
                days=7 * WEEKS
            )
        return product

    @classmethod
    def compute(cls):
        run = cls.env["inv.shared.stock.run"].create({"company_id": cls.company.id})
        run._execute()
        return run

    @classmethod
    def get_shared(cls, product):
        return cls.env["inv.shared.stock"].search(
            [("product_id", "=", product.id), ("company_id", "=", cls.company.id)]
        )

    def get_stage(self, product, site):
        return self.get_shared(product).stage_ids.filtered(
            lambda stage: stage.warehouse_id == site
        )


@tagged("post_install", "-at_install")
class TestSharedStock(SharedStockCase):
    """Measured correlations decide what sharing saves."""

    def test_sites_that_move_apart_save_more_than_those_that_move_together(self):
        apart, together = self.new_shared("Apart"), self.new_shared("Together", 0.95)
        self.compute()
        first, second = self.get_shared(apart), self.get_shared(together)
        self.assertLess(abs(first.correlation), 0.2)
        pair = second.derivation["inputs"]["correlation"]
        sites = second.stage_ids.mapped("warehouse_id.name")
        row, column = sites.index("Rotterdam"), sites.index("Lyon")
        self.assertGreater(pair[row][column], 0.7)
        self.assertAlmostEqual(first.independent_qty, second.independent_qty)
        self.assertGreater(first.saving_qty, 2 * second.saving_qty)
        self.assertAlmostEqual(first.saving_value, first.saving_qty * 20.0, places=2)
        self.assertAlmostEqual(
            first.independent_qty - first.shared_qty, first.saving_qty, places=6
        )
        self.assertAlmostEqual(
            first.root_law_qty, first.independent_qty / 3**0.5, places=6
        )

    def test_the_service_is_that_of_the_plan(self):
        """The factor is the planned safety stock over the planned spreads."""
        product = self.new_shared()
        self.compute()
        # Leeds expects nothing and has no spread; 3 a day over 4 + 7 days elsewhere.
        factor = 3 * 15.0 / (2 * 3 * 11**0.5)
        inputs = self.get_shared(product).derivation["inputs"]
        self.assertAlmostEqual(inputs["factor"], factor)

    def test_every_record_computes_again_to_the_stored_numbers(self):
        for number in range(5):
            self.new_shared(f"Pump {number}", number / 5)
        self.compute()
        records = self.env["inv.shared.stock"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(len(records), 5)
        for record in records:
            results = record._compute_results(record.derivation["inputs"])
            self.assertEqual(results, record.derivation["results"])
            for name in ("independent", "shared", "saving", "root_law"):
                self.assertEqual(record[f"{name}_qty"], results[name], name)
            self.assertEqual(
                record.stage_ids.mapped("safety_stock_qty"), results["safety_stock"]
            )
            self.assertEqual(record.stage_ids.mapped("net_days"), results["net_days"])

    def test_a_hub_that_only_feeds_may_let_its_branches_wait(self):
        product = self.new_shared()
        self.compute()
        hub = self.get_stage(product, self.leeds)
        lyon = self.get_stage(product, self.lyon)
        self.assertEqual(lyon.supplier_point_id, hub.point_id)
        self.assertEqual(lyon.days, 9.0, "lane and review, not its own lead time")
        self.assertEqual(hub.days, 11.0)
        self.assertEqual(lyon.service_in_days, hub.service_out_days)
        self.assertEqual(lyon.service_out_days, 0.0)
        self.assertEqual(hub.net_days, 11.0 - hub.service_out_days)
        self.assertEqual(lyon.net_days, 9.0 + hub.service_out_days)

    def test_sites_without_a_hub_cover_themselves(self):
        self.leeds.inv_is_hub = False
        product = self.new_shared()
        self.compute()
        stages = self.get_shared(product).stage_ids
        self.assertFalse(stages.supplier_point_id)
        self.assertEqual(set(stages.mapped("service_in_days")), {0.0})
        self.assertAlmostEqual(
            self.get_shared(product).network_qty,
            self.get_shared(product).independent_qty,
        )

    def test_one_site_or_no_demand_is_left_out_and_gone_items_disappear(self):
        product = self.new_shared()
        alone = self.new_item({self.leeds: 5.0}, name="Alone")
        self.compute()
        self.assertTrue(self.get_shared(product))
        self.assertFalse(self.get_shared(alone))
        product.inv_point_ids.demand_sd_per_day = 0.0
        product.inv_point_ids.forecast_per_day = 0.0
        self.compute()
        self.assertFalse(self.get_shared(product))

    def test_computing_again_changes_nothing(self):
        product = self.new_shared()
        self.compute()
        before = self.get_shared(product)
        numbers = before.derivation
        self.compute()
        self.assertEqual(self.get_shared(product), before)
        self.assertEqual(before.derivation, numbers)
        self.assertEqual(len(before.stage_ids), 3)

    def test_two_and_twenty_products_need_the_same_queries(self):
        few = [self.new_shared(f"Few {i}") for i in range(2)]
        many = [self.new_shared(f"Many {i}") for i in range(20)]
        run = self.compute()

        def compute(products):
            ids = [product.id for product in products]
            self.env["inv.shared.stock.planner"]._compute(
                run, self.env["product.product"].browse(ids)
            )

        self.count_queries(lambda: compute(few))
        self.assertEqual(
            self.count_queries(lambda: compute(few)),
            self.count_queries(lambda: compute(many)),
        )

    def test_the_words_name_the_saving_and_every_site(self):
        product = self.new_shared()
        self.compute()
        shared = self.get_shared(product)
        self.assertRegex(shared.summary, "3 sites hold .* at the same service")
        labels = [node["label"] for node in shared.explanation]
        self.assertEqual(labels, ["Shared by all sites", "Leeds"])
        below = [node["label"] for node in shared.explanation[1]["children"]]
        self.assertEqual(set(below), {"Rotterdam", "Lyon"})


@tagged("post_install", "-at_install")
class TestSharedStockInPlanning(SharedStockCase):
    """The recommendation flows into the stocking points."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Dear items are ordered often, so that each site needs a safety stock.
        cls.product = cls.new_shared(standard_price=5000.0)
        cls.product.route_ids = cls.to_lyon.route_id | cls.to_rotterdam.route_id
        cls.plan()
        cls.compute()
        cls.shared = cls.get_shared(cls.product)

    def get_planned(self):
        self.plan()
        return self.point(self.product, self.lyon)

    def test_planning_uses_the_network_stock_when_told(self):
        before = self.get_planned()
        own = before.safety_stock_qty
        wanted = before.network_safety_stock_qty
        self.assertFalse(before.is_network_stock_used)
        self.assertGreater(abs(own - wanted), 1.0)
        self.shared.with_user(self.planner).action_use()
        point = self.get_planned()
        self.assertTrue(point.is_network_stock_used)
        self.assertAlmostEqual(point.safety_stock_qty, wanted, delta=1.0)
        # The branch waits for its hub, so it covers the demand of all net days.
        stage = point.shared_stage_ids
        self.assertAlmostEqual(
            point.reorder_point_qty - point.safety_stock_qty,
            point.forecast_per_day * stage.net_days,
            delta=1.0,
        )
        record = point.derivation
        self.assertEqual(record["inputs"]["service_type"], "group_fill")
        self.assertEqual(recompute(record), record["results"])
        self.shared.with_user(self.planner).action_leave()
        self.assertAlmostEqual(self.get_planned().safety_stock_qty, own)

    def test_the_company_can_plan_all_items_with_the_network(self):
        self.company.inv_use_network_stock = True
        point = self.get_planned()
        self.assertAlmostEqual(
            point.safety_stock_qty, point.network_safety_stock_qty, delta=1.0
        )

    def test_a_hub_plans_for_its_branches_and_keeps_its_own_forecast(self):
        hub = self.get_stage(self.product, self.leeds)
        rates = [
            self.point(self.product, site).forecast_per_day
            for site in (self.rotterdam, self.lyon)
        ]
        self.assertAlmostEqual(hub.supplied_per_day, sum(rates), places=5)
        self.shared.is_used = True
        self.plan()
        point = self.point(self.product, self.leeds)
        self.assertEqual(point.forecast_per_day, 0.0)
        self.assertEqual(
            point.derivation["inputs"]["rate_per_day"], hub.supplied_per_day
        )
        self.assertGreater(point.reorder_point_qty, 0.0)

    def test_using_the_network_does_not_wear_the_service_down(self):
        self.shared.with_user(self.planner).action_use()
        factor = self.shared.derivation["inputs"]["factor"]
        self.get_planned()
        self.compute()
        self.assertEqual(self.shared.derivation["inputs"]["factor"], factor)

    def test_a_stocking_point_explains_it(self):
        self.shared.is_used = True
        point = self.get_planned()
        nodes = {node["label"]: node for node in point.explanation}
        self.assertRegex(nodes["Network safety stock"]["formula"], "covers .* days")
        text = str(point.explanation)
        self.assertIn("what the network of 3 sites needs here", text)
        action = point.action_open_shared_stock()
        self.assertEqual(action["res_id"], self.shared.id)


@tagged("post_install", "-at_install")
class TestSharedStockSecurity(SharedStockCase):
    """Viewers read, planners compute and use, nobody sees another company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.new_shared()
        cls.compute()
        cls.viewer = cls.new_network_user("s_viewer", "inv_optimisation.group_inv_user")
        cls.worker = cls.new_network_user("s_worker", "stock.group_stock_user")

    def test_a_viewer_reads_only(self):
        shared = self.get_shared(self.product).with_user(self.viewer)
        self.assertTrue(shared.summary)
        for action in (shared.action_use, shared.action_leave, shared.action_compute):
            with self.assertRaises(AccessError):
                action()

    def test_a_planner_computes_and_uses(self):
        shared = self.get_shared(self.product).with_user(self.planner)
        shared.action_compute()
        shared.action_use()
        self.assertTrue(shared.is_used)

    def test_others_see_nothing(self):
        for name in MODELS:
            with self.assertRaises(AccessError):
                self.env[name].with_user(self.worker).search_count(
                    [("company_id", "=", self.company.id)]
                )
            other = (
                self.env[name]
                .with_user(self.planner)
                .with_context(allowed_company_ids=self.other_company.ids)
            )
            self.assertFalse(other.search_count([("company_id", "=", self.company.id)]))
