"""Lead times of real transfers, from the decision to the last receipt."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import MultisiteCase


@tagged("post_install", "-at_install")
class TestLaneMeasurement(MultisiteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.route = cls.new_route(cls.leeds, cls.lyon)
        cls.lane = cls.new_lane(cls.leeds, cls.lyon, lead_time_manual_days=0)
        cls.product = cls.new_product("Pump")
        cls.put_stock(cls.product, 1000, cls.leeds)

    def date_moves(self, moves, created, done=None):
        """Make ``moves`` look as if created and done so many days ago."""
        self.env.flush_all()
        now = fields.Datetime.now()
        self.env.cr.execute(
            "UPDATE stock_move SET create_date = %s WHERE id = ANY(%s)",
            (now - timedelta(days=created), moves.ids),
        )
        moves.invalidate_recordset(["create_date"])
        if done is not None:
            moves.date = now - timedelta(days=done)

    def ship(self, created, sent, arrived=None, product=None, route=None):
        """Transfer created, sent and received so many days ago; open without one."""
        steps = ("out",) if arrived is None else ("out", "in")
        outgoing, incoming = self.transfer(
            product or self.product, 5, route or self.route, validate=steps
        )
        self.date_moves(outgoing, created, sent)
        self.date_moves(incoming, created, arrived)
        return outgoing, incoming

    def measure(self, lanes=None):
        return self.env["inv.lane.measurement"]._measure(lanes or self.lane)

    def test_the_clock_runs_from_the_decision_to_the_receipt(self):
        for age in (10, 20, 30, 40):
            self.ship(age, age - 1, age - 4)
        self.assertEqual(self.measure(), self.lane)
        self.assertAlmostEqual(self.lane.lead_time_measured_days, 4.0, delta=0.1)
        self.assertEqual(self.lane.lead_time_count, 4)
        self.assertEqual(self.lane.shipment_count, 4)
        self.assertLess(self.lane.lead_time_sd_days, 1)
        self.assertEqual(self.lane.lead_time_source, "measured")
        self.assertTrue(self.lane.measured_datetime)

    def test_varying_times_have_a_spread(self):
        for age, days in ((10, 2), (20, 8), (30, 4), (40, 6)):
            self.ship(age, age - 1, age - days)
        self.measure()
        self.assertAlmostEqual(self.lane.lead_time_measured_days, 5.0, delta=0.7)
        self.assertGreater(self.lane.lead_time_sd_days, 1.5)

    def test_a_shipment_that_is_late_makes_the_lane_slower(self):
        for age in (10, 20, 30):
            self.ship(age, age - 1, age - 2)
        self.measure()
        before = self.lane.lead_time_measured_days
        self.ship(9, 8)
        self.measure()
        self.assertGreater(self.lane.lead_time_measured_days, before + 0.5)
        self.assertEqual(self.lane.lead_time_count, 3, "open ones are not counted")

    def test_a_transfer_that_has_not_left_says_nothing(self):
        self.ship(10, 9, 8)
        outgoing, _incoming = self.transfer(self.product, 5, self.route)
        self.date_moves(outgoing, 60)
        self.measure()
        self.assertAlmostEqual(self.lane.lead_time_measured_days, 2.0, delta=0.2)

    def test_a_forgotten_shipment_says_nothing(self):
        self.ship(10, 9, 8)
        self.ship(200, 199)
        self.measure()
        self.assertAlmostEqual(self.lane.lead_time_measured_days, 2.0, delta=0.2)

    def test_old_transfers_say_nothing(self):
        self.ship(400, 399, 390)
        self.assertFalse(self.measure())
        self.assertEqual(self.lane.lead_time_count, 0)
        self.assertEqual(self.lane.lead_time_source, "default")

    def test_a_measurement_without_transfers_clears_the_last_one(self):
        self.lane.write({"lead_time_measured_days": 9, "lead_time_count": 3})
        self.measure()
        self.assertEqual(self.lane.lead_time_count, 0)
        self.assertEqual(self.lane.lead_time_measured_days, 0)

    def test_products_of_one_transfer_count_once(self):
        other = self.new_product("Seal")
        self.put_stock(other, 100, self.leeds)
        first, _incoming = self.ship(10, 9, 8)
        second, _incoming = self.ship(10, 9, 8, product=other)
        second.picking_id = first.picking_id
        self.env.flush_all()
        self.measure()
        self.assertEqual(self.lane.lead_time_count, 1)

    def test_a_move_in_one_step_counts(self):
        move = self.move(
            self.product, 5, self.leeds.lot_stock_id, self.lyon.lot_stock_id
        )
        self.date_moves(move, 12, 9)
        self.measure()
        self.assertEqual(self.lane.lead_time_count, 1)
        self.assertAlmostEqual(self.lane.lead_time_measured_days, 3.0, delta=0.2)

    def test_transfers_between_companies_count(self):
        route = self.new_route(self.leeds, self.oslo)
        lane = self.new_lane(self.leeds, self.oslo)
        self.ship(10, 9, 3, route=route)
        self.measure(lane)
        self.assertEqual(lane.lead_time_count, 1)
        self.assertAlmostEqual(lane.lead_time_measured_days, 7.0, delta=0.3)

    def test_the_way_back_is_not_measured_on_the_way_there(self):
        back = self.new_lane(self.lyon, self.leeds)
        self.ship(10, 9, 8)
        self.assertEqual(self.measure(self.lane + back), self.lane)

    def test_days_by_hand_win_and_stay_beside_the_measured_ones(self):
        self.ship(10, 9, 8)
        self.lane.lead_time_manual_days = 6
        self.measure()
        self.assertEqual(self.lane.lead_time_days, 6)
        self.assertAlmostEqual(self.lane.lead_time_measured_days, 2.0, delta=0.2)

    def test_the_button_says_how_many_were_measured(self):
        self.ship(10, 9, 8)
        self.new_lane(self.lyon, self.leeds)
        lanes = self.env["inv.lane"].with_user(self.manager)
        answer = lanes.search([("company_id", "=", self.company.id)]).action_measure()
        self.assertIn("1 of 2 lanes", answer["params"]["message"])

    def test_the_night_measures_all_lanes(self):
        self.ship(10, 9, 8)
        cron = self.env.ref("inv_multisite.ir_cron_refresh_lanes")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(self.lane.lead_time_count, 1)

    def test_many_lanes_need_no_more_queries_than_two(self):
        lanes = self.lane
        for number in range(5):
            site = self.new_site(f"Site {number}", f"S{number}")
            lanes += self.new_lane(self.leeds, site)
        self.ship(10, 9, 8)
        self.measure(lanes)
        two = self.count_queries(lambda: self.measure(lanes[:2]))
        many = self.count_queries(lambda: self.measure(lanes))
        self.assertEqual(two, many)
