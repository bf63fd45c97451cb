"""The transfer run: what it suggests, what it leaves, and that it repeats itself."""

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .transfer_common import TransferCase


@tagged("post_install", "-at_install")
class TestTransferRun(TransferCase):
    """Stock moves to where it helps more than it costs, and no further."""

    def test_plenty_moves_to_the_site_that_is_short(self):
        suggestion = self.suggest()
        self.assertEqual(suggestion.lane_id, self.to_lyon)
        self.assertGreater(suggestion.qty, 0)
        self.assertGreater(suggestion.net_gain, 0)
        self.assertEqual(suggestion.source_warehouse_id, self.rotterdam)
        self.assertEqual(suggestion.state, "new")

    def test_cost_lines_add_up_to_the_net_gain(self):
        suggestion = self.suggest()
        total = (
            suggestion.shortage_saved
            + suggestion.holding_saved
            - suggestion.freight_cost
            - suggestion.handling_cost
            - suggestion.donor_risk
        )
        self.assertAlmostEqual(total, suggestion.net_gain, places=2)

    def test_donor_keeps_its_protection(self):
        product = self.new_help("Scarce", donor=80.0, receiver=0.0)
        self.run_transfers()
        suggestion = self.get_open(product)
        # 10 days of 5 and a safety stock of 15 stay of the 80.
        self.assertLessEqual(suggestion.qty, 15.0)
        self.assertEqual(suggestion.limit_code, "protection")
        self.assertIn("10 days", suggestion.reason)

    def test_donor_at_its_protection_gives_nothing(self):
        product = self.new_help("Poor", donor=60.0, receiver=0.0)
        self.run_transfers()
        self.assertFalse(self.get_open(product))

    def test_reserved_stock_does_not_move(self):
        product = self.new_help("Reserved", donor=300.0, receiver=0.0)
        self.env["stock.quant"]._update_reserved_quantity(
            product, self.rotterdam.lot_stock_id, 290.0
        )
        self.run_transfers()
        self.assertLessEqual(self.get_open(product).qty, 10.0)

    def test_receipt_on_its_way_needs_no_transfer(self):
        product = self.new_help("Due", donor=300.0, receiver=60.0)
        self.run_transfers()
        before = self.get_open(product).qty
        other = self.new_help("Due Too", donor=300.0, receiver=60.0)
        self.new_receipt(other, 40.0, self.lyon)
        self.run_transfers()
        self.assertLess(self.get_open(other).qty, before or 1.0)

    def new_receipt(self, product, quantity, site):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": site.lot_stock_id.id,
                "picking_type_id": site.in_type_id.id,
            }
        )
        move._action_confirm()
        return move

    def test_expensive_lane_moves_nothing(self):
        self.to_lyon.cost_per_unit = 500.0
        self.run_transfers()
        self.assertFalse(self.get_open(self.pump))

    # ------------------------------------------------------------------------
    # Blocked
    # ------------------------------------------------------------------------

    def test_closed_lane_stays_visible_with_its_reason(self):
        self.to_lyon.is_open = False
        self.run_transfers()
        self.assertFalse(self.get_open(self.pump))
        blocked = self.get_open(self.pump, states=("blocked",))
        self.assertEqual(blocked.blocked_reason, "lane_closed")
        self.assertTrue(blocked.blocked_text)
        self.assertEqual(blocked.qty, 0.0)

    def test_blocked_move_that_nobody_wants_any_more_goes_away(self):
        self.to_lyon.is_open = False
        self.run_transfers()
        self.put_stock(self.pump, 500.0, self.lyon)
        self.run_transfers()
        self.assertFalse(self.get_open(self.pump, states=("blocked", "expired")))

    def test_small_gain_is_not_even_listed(self):
        self.company.inv_transfer_least_gain = 1e6
        self.run_transfers()
        self.assertFalse(self.get_open(self.pump, states=("new", "blocked")))

    def test_move_that_gains_too_little_of_a_product_is_blocked_and_named(self):
        """Lyon gains much, Leeds little: only that of Leeds is below the least."""
        product = self.new_item(
            {self.rotterdam: 400.0, self.lyon: 0.0, self.leeds: 45.0},
            name="Two takers",
            list_price=50.0,
            standard_price=20.0,
        )
        self.run_transfers()
        lyon = self.get_open(product, self.to_lyon)
        leeds = self.get_open(product, self.to_leeds)
        self.assertGreater(lyon.net_gain, leeds.net_gain)
        self.company.inv_transfer_least_gain = leeds.net_gain + 1.0
        self.run_transfers()
        self.assertEqual(lyon.state, "new")
        blocked = self.get_open(product, self.to_leeds, states=("blocked",))
        self.assertEqual(blocked.blocked_reason, "least_gain")
        self.assertGreater(blocked.facts["gain"], 0)

    def test_vehicle_that_costs_too_much_is_blocked(self):
        self.to_lyon.cost_per_shipment = 1e6
        self.run_transfers()
        blocked = self.get_open(self.pump, states=("blocked",))
        self.assertEqual(blocked.blocked_reason, "shipment_cost")

    def test_least_load_of_a_lane_blocks_small_shipments(self):
        self.to_lyon.write({"load_measure": "units", "minimum_load": 1e5})
        self.run_transfers()
        blocked = self.get_open(self.pump, states=("blocked",))
        self.assertEqual(blocked.blocked_reason, "load")

    def test_lane_without_route_is_blocked(self):
        self.to_lyon.route_id = False
        self.run_transfers()
        blocked = self.get_open(self.pump, states=("blocked",))
        self.assertEqual(blocked.blocked_reason, "no_route")

    def test_lane_takes_its_most_moves_only(self):
        self.new_help("Second", donor=300.0, receiver=5.0)
        self.to_lyon.maximum_moves = 1
        self.run_transfers()
        self.assertEqual(len(self.get_open(lane=self.to_lyon)), 1)
        blocked = self.get_open(lane=self.to_lyon, states=("blocked",))
        self.assertEqual(blocked.blocked_reason, "maximum_moves")

    def test_product_that_a_lane_does_not_take_stays(self):
        self.to_lyon.excluded_product_ids = self.pump
        self.run_transfers()
        self.assertFalse(self.get_open(self.pump, states=("new", "blocked")))

    # ------------------------------------------------------------------------
    # Products that share a vehicle
    # ------------------------------------------------------------------------

    def test_products_share_the_cost_of_a_vehicle(self):
        others = [self.new_help(f"Item {index}") for index in range(3)]
        self.run_transfers()
        products = [self.pump, *others]
        gains = [self.get_open(product).net_gain for product in products]
        self.to_lyon.cost_per_shipment = 1.5 * max(gains)
        self.run_transfers()
        suggestions = [self.get_open(product) for product in products]
        shares = [item.facts["shipment_share"] for item in suggestions]
        self.assertAlmostEqual(sum(shares), self.to_lyon.cost_per_shipment, places=2)
        self.assertTrue(all(share > 0 for share in shares))

    def test_whole_packs_move(self):
        pack = self.env["uom.uom"].create(
            {
                "name": "Box of 12",
                "relative_factor": 12.0,
                "relative_uom_id": self.pump.uom_id.id,
            }
        )
        self.pump.uom_ids = pack
        self.company.inv_transfer_whole_packs = True
        self.assertEqual(self.suggest().qty % 12, 0)

    # ------------------------------------------------------------------------
    # Again
    # ------------------------------------------------------------------------

    def test_second_run_suggests_nothing_twice(self):
        first = self.suggest()
        second = self.suggest()
        self.assertEqual(first, second)
        self.assertEqual(second.run_id.state, "done")

    def test_suggestion_that_no_longer_pays_expires(self):
        suggestion = self.suggest()
        self.put_stock(self.pump, 500.0, self.lyon)
        self.run_transfers()
        self.assertEqual(suggestion.state, "expired")
        self.assertFalse(self.get_open(self.pump))

    def test_rejected_transfer_is_silent_for_some_days(self):
        suggestion = self.suggest()
        suggestion.with_user(self.planner).action_reject("Line is down")
        self.run_transfers()
        self.assertFalse(self.get_open(self.pump, states=("new", "blocked")))
        suggestion.date_snooze = suggestion.date_snooze - timedelta(days=60)
        self.run_transfers()
        self.assertTrue(self.get_open(self.pump))

    def test_rejection_needs_a_reason(self):
        suggestion = self.suggest()
        with self.assertRaisesRegex(UserError, "Say why"):
            suggestion.with_user(self.planner).action_reject("  ")

    def test_old_suggestion_expires_by_itself(self):
        suggestion = self.suggest()
        suggestion.date_valid = suggestion.date_valid - timedelta(days=30)
        self.env["inv.transfer.suggestion"]._expire()
        self.assertEqual(suggestion.state, "expired")

    def test_run_goes_on_where_it_stopped(self):
        run = self.env["inv.transfer.run"].create({"company_id": self.company.id})
        run._begin_once()
        run._do_locked_chunk()
        self.assertEqual(run.state, "running")
        self.assertTrue(run.candidates)
        run._execute()
        self.assertEqual(run.state, "done")
        self.assertTrue(self.get_open(self.pump))

    def test_company_without_lanes_is_told_what_to_do(self):
        run = self.env["inv.transfer.run"].create({"company_id": self.other_company.id})
        with self.assertRaisesRegex(UserError, "Propose lanes"):
            run._execute()

    def test_only_one_run_of_a_company_at_a_time(self):
        first = self.env["inv.transfer.run"].create({"company_id": self.company.id})
        first._begin_once()
        second = self.env["inv.transfer.run"].create({"company_id": self.company.id})
        with self.assertRaisesRegex(UserError, "under way"):
            second._execute()

    def test_nightly_job_queues_and_executes(self):
        self.env["inv.transfer.run"]._cron_start_runs()
        run = self.env["inv.transfer.run"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        self.assertEqual(run.state, "queued")
        run._execute()
        self.assertEqual(run.state, "done")
        self.assertEqual(run.suggestion_count, 1)

    def test_run_takes_the_same_queries_for_two_and_for_twenty(self):
        def count_queries(products):
            self.env.invalidate_all()
            run = self.env["inv.transfer.run"].create({"company_id": self.company.id})
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            run._execute()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        two = [self.new_help(f"Two {index}") for index in range(2)]
        count_queries(two)
        few = count_queries(two)
        more = [self.new_help(f"More {index}") for index in range(20)]
        count_queries(more)
        self.assertLessEqual(count_queries(more), few + 22)
