from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import InvCase


@tagged("post_install", "-at_install")
class TestPlanningRun(InvCase):
    """A run plans every point once, in chunks, goes on after a stop, and repeats."""

    def new_run(self, **values):
        return self.env["inv.planning.run"].create(
            {"company_id": self.company.id, **values}
        )

    def new_items(self, count, start=0):
        """Return products with history, vendor, rule and stock."""
        products = self.env["product.product"]
        for index in range(start, start + count):
            product = self.new_product(f"Item {index}", standard_price=5 + index)
            self.new_seller(product, delay=5 + index % 4, min_qty=index % 3)
            self.with_history(product, [(index * week) % 7 + 1 for week in range(30)])
            self.new_rule(product, 3, 9)
            self.put(product, 4 + index)
            products |= product
        return products

    def new_rule(self, product, minimum, maximum):
        return self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": product.id,
                "warehouse_id": self.warehouse.id,
                "location_id": self.stock.id,
                "product_min_qty": minimum,
                "product_max_qty": maximum,
            }
        )

    def points(self):
        return self.env["inv.stocking.point"].search(
            [("company_id", "=", self.company.id)], order="id"
        )

    def break_product(self, product):
        """Let the engine refuse every block that holds ``product``."""
        engine = type(self.env["inv.planning.engine"])
        original = engine._plan

        def _plan(engine_self, points, *args):
            if product in points.product_id:
                raise ValueError("broken data")
            return original(engine_self, points, *args)

        return patch.object(engine, "_plan", _plan)

    # Points -----------------------------------------------------------------

    def test_products_that_moved_lie_or_have_a_rule_become_points(self):
        moved, ruled, stocked, idle = (
            self.new_product(name) for name in ("Moved", "Ruled", "Stocked", "Idle")
        )
        self.with_history(moved, [4, 4])
        self.put(stocked, 3)
        self.new_rule(ruled, 1, 2)
        service = self.env["product.product"].create(
            {"name": "Consumable", "type": "consu", "is_storable": False}
        )
        self.receive(service, 3)
        self.plan()
        self.assertEqual(self.points().product_id, moved | ruled | stocked)
        self.assertFalse(self.point(idle))

    def test_archived_product_takes_its_point_along_and_back(self):
        product = self.new_product()
        self.with_history(product, [4, 4])
        self.plan()
        point = self.point(product)
        product.active = False
        self.plan()
        self.assertFalse(point.active)
        product.active = True
        self.plan()
        self.assertTrue(point.active)
        self.assertEqual(self.point(product), point)

    # Results ----------------------------------------------------------------

    def test_classes_forecast_and_reorder_point_are_filled(self):
        product = self.new_product()
        self.new_seller(product, delay=7)
        self.with_history(product, [14] * 40)
        run = self.plan()
        point = self.point(product)
        self.assertEqual(point.abc_xyz, "AX")
        self.assertEqual(point.demand_pattern, "smooth")
        self.assertAlmostEqual(point.forecast_per_day, 2.0)
        self.assertGreater(point.reorder_point_qty, 0)
        self.assertGreaterEqual(point.service_recommended, point.service_target)
        self.assertEqual(point.min_recommended_qty, point.reorder_point_qty + 1)
        self.assertEqual(
            point.max_recommended_qty, point.reorder_point_qty + point.order_qty
        )
        self.assertEqual(point.run_id, run)
        self.assertEqual(run.date_plan, self.today)

    def test_second_run_changes_nothing(self):
        self.new_items(6)
        policy = self.env["inv.stocking.policy"].search([], order="sequence")
        policy.write({"apply_mode": "automatic", "automatic_change_rate": 100})
        policy.automatic_change_value = 1e6
        batches = self.env["inv.parameter.change.batch"]
        self.plan()
        self.assertEqual(len(batches.search([("company_id", "=", self.company.id)])), 1)
        self.plan()
        first = self.read_points()
        self.plan()
        self.assertEqual(self.read_points(), first)
        self.assertEqual(len(batches.search([("company_id", "=", self.company.id)])), 1)

    def read_points(self):
        points = self.points()
        names = set(points._fields) - {
            "run_id",
            "planned_datetime",
            "write_date",
            "__last_update",
        }
        return points.read(sorted(names))

    def test_two_and_twenty_points_need_the_same_number_of_queries(self):
        self.new_items(2)
        self.plan()
        two = self.count_queries(self.plan)
        self.new_items(18, start=2)
        self.plan()
        self.assertEqual(len(self.points()), 20)
        self.assertEqual(self.count_queries(self.plan), two)

    # Chunks -----------------------------------------------------------------

    def test_chunk_size_of_the_company_cuts_the_run(self):
        self.company.inv_chunk_size = 2
        self.new_items(5)
        run = self.plan()
        self.assertEqual((run.chunk_count, run.done_count, run.point_count), (3, 5, 5))
        self.assertEqual((run.state, run.progress), ("done", 100))

    def test_stopped_run_goes_on_behind_the_last_planned_point(self):
        self.company.inv_chunk_size = 2
        self.new_items(5)
        run = self.new_run()
        run._begin_once()
        run._do_locked_chunk()
        points = self.points()
        self.assertEqual(run.last_point_id, points[1].id)
        self.assertEqual(run.progress, 40)
        self.assertEqual(points.filtered("run_id"), points[:2])
        self.execute_without_preparation(run)
        self.assertEqual(points.run_id, run)
        self.assertTrue(all(point.run_id for point in points))
        self.assertEqual((run.chunk_count, run.done_count), (3, 5))

    def execute_without_preparation(self, run):
        preparation = type(self.env["inv.planning.preparation"])
        with patch.object(preparation, "_prepare") as prepare:
            run._execute()
        prepare.assert_not_called()

    def test_failed_run_that_had_begun_keeps_what_it_planned(self):
        self.company.inv_chunk_size = 2
        self.new_items(3)
        run = self.new_run()
        run._begin_once()
        run._do_locked_chunk()
        run._fail(ValueError("disk full"))
        self.assertEqual((run.state, run.message), ("failed", "disk full"))
        self.execute_without_preparation(run)
        self.assertEqual((run.state, run.message), ("done", False))
        self.assertEqual((run.chunk_count, run.done_count), (2, 3))

    # States -----------------------------------------------------------------

    def test_second_run_of_a_company_is_refused_by_name(self):
        self.new_items(1)
        first = self.new_run()
        first._begin_once()
        with self.assertRaisesRegex(UserError, first.name):
            self.new_run().action_start()

    def test_run_of_another_company_is_free_to_start(self):
        self.new_items(1)
        self.new_run()._begin_once()
        other = self.env["res.company"].create({"name": "Other Company"})
        self.env.user.company_ids += other
        run = self.new_run(company_id=other.id)
        run._execute()
        self.assertEqual(run.state, "done")

    def test_finished_and_cancelled_runs_do_not_start_again(self):
        self.new_items(1)
        done, cancelled = self.plan(), self.new_run()
        cancelled.action_cancel()
        for run in (done, cancelled):
            with self.assertRaisesRegex(UserError, run.name):
                run.action_start()
        with self.assertRaisesRegex(UserError, done.name):
            done.action_cancel()

    def test_cancelled_run_plans_no_further_chunk(self):
        self.company.inv_chunk_size = 1
        self.new_items(2)
        run = self.new_run()
        run._begin_once()
        run._do_locked_chunk()
        run.action_cancel()
        run._do_locked_chunk()
        run._execute()
        self.assertEqual((run.state, run.done_count), ("cancelled", 1))

    def test_only_stopped_runs_are_resumed(self):
        self.new_items(1)
        run = self.new_run()
        with self.assertRaisesRegex(UserError, run.name):
            run.action_resume()
        run._fail(ValueError("disk full"))
        run.action_resume()
        self.assertEqual(run.state, "queued")
        run._execute()
        self.assertEqual((run.state, run.done_count), ("done", 1))

    # Errors -----------------------------------------------------------------

    def test_point_that_cannot_be_planned_stops_no_other(self):
        products = self.new_items(5)
        with self.break_product(products[2]):
            run = self.plan()
        bad = self.point(products[2])
        good = self.points() - bad
        self.assertEqual((run.state, run.error_count, run.done_count), ("done", 1, 5))
        self.assertEqual(bad.planning_error, "broken data")
        self.assertFalse(bad.derivation)
        self.assertEqual(len(good.filtered("derivation")), 4)
        self.assertFalse(any(good.mapped("planning_error")))
        self.assertEqual(good.run_id | bad.run_id, run)
        points = self.env["inv.stocking.point"]
        self.assertEqual(points.search(run.action_open_errors()["domain"]), bad)

    def test_error_is_gone_after_the_next_good_run(self):
        products = self.new_items(2)
        with self.break_product(products[0]):
            self.plan()
        run = self.plan()
        self.assertEqual(run.error_count, 0)
        self.assertFalse(self.point(products[0]).planning_error)

    # Scheduled actions ------------------------------------------------------

    def test_nightly_action_queues_one_run_for_each_company_with_a_warehouse(self):
        without = self.env["res.company"].create({"name": "No Warehouse"})
        warehouses = self.env["stock.warehouse"].search([])
        self.env["stock.warehouse"].search(
            [("company_id", "=", without.id)]
        ).active = False
        runs = self.env["inv.planning.run"]
        known = runs.search([])
        runs._cron_start_runs()
        new = runs.search([]) - known
        self.assertEqual(set(new.mapped("state")), {"queued"})
        self.assertEqual(new.company_id, warehouses.company_id - without)
        self.assertEqual(len(new), len(new.company_id))
        runs._cron_start_runs()
        self.assertEqual(runs.search([]), known | new)

    def test_scheduled_action_executes_queued_runs(self):
        self.company.inv_chunk_size = 2
        self.new_items(3)
        run = self.new_run()
        run.action_start()
        self.assertEqual(run.state, "queued")
        cron = self.env.ref("inv_optimisation.ir_cron_execute_runs")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual((run.state, run.chunk_count), ("done", 2))
        self.assertEqual(self.points().run_id, run)

    def test_costs_are_those_of_the_planned_company(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        self.env.user.company_ids += other
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", other.id)])
        product = self.new_product(standard_price=10)
        product.with_company(other).standard_price = 640
        self.with_history(product, [7] * 30, warehouse=warehouse)
        self.plan(company=other)
        point = self.point(product, warehouse)
        self.assertEqual(point.derivation["inputs"]["unit_cost"], 640)
        self.assertAlmostEqual(point.annual_demand_value, 640 * 7 * 30)
