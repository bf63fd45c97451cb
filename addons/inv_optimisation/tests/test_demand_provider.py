from datetime import timedelta

import numpy as np
import psycopg2

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import InvCase


@tagged("post_install", "-at_install")
class TestDemandProvider(InvCase):
    """Weekly demand ends yesterday, knows what was never seen, takes corrections."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.new_product()

    def points_of(self, *products):
        self.env["inv.planning.preparation"]._prepare(self.company, self.today, False)
        points = self.env["inv.stocking.point"]
        for product in products:
            points |= self.point(product)
        self.assertEqual(len(points), len(products))
        return points

    def demand(self, *products, weeks):
        return self.env["inv.provider.demand"]._get_weekly_demand(
            self.points_of(*products or [self.product]),
            self.today - timedelta(days=1),
            weeks,
        )

    def correct(self, days_ago, **values):
        return self.env["inv.demand.adjustment"].create(
            {
                "product_id": self.product.id,
                "warehouse_id": self.warehouse.id,
                "date": self.today - timedelta(days=days_ago),
                "reason": "Test",
                **values,
            }
        )

    def test_last_week_ends_yesterday(self):
        self.receive(self.product, 100, when=self.days_ago(60))
        for days, quantity in ((0, 50), (1, 3), (7, 4), (8, 5), (14, 6), (15, 7)):
            self.deliver(self.product, quantity, when=self.days_ago(days))
        np.testing.assert_array_equal(self.demand(weeks=2), [[11, 7]])

    def test_weeks_before_the_first_movement_are_unknown_and_later_ones_zero(self):
        self.receive(self.product, 100, when=self.days_ago(28))
        self.deliver(self.product, 6, when=self.days_ago(10))
        np.testing.assert_array_equal(
            self.demand(weeks=6), [[np.nan, np.nan, 0, 0, 6, 0]]
        )

    def test_week_in_which_the_history_begins_is_not_observed_as_a_whole(self):
        self.receive(self.product, 100, when=self.days_ago(26))
        self.deliver(self.product, 6, when=self.days_ago(22))
        np.testing.assert_array_equal(self.demand(weeks=4), [[np.nan, 0, 0, 0]])

    def test_each_point_has_its_own_row_in_the_order_that_was_asked_for(self):
        other = self.new_product("Other")
        self.with_history(self.product, [1, 2])
        self.with_history(other, [8, 9])
        np.testing.assert_array_equal(
            self.demand(other, self.product, weeks=2), [[8, 9], [1, 2]]
        )

    def test_demand_of_another_warehouse_is_left_out(self):
        second = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "SEC", "company_id": self.company.id}
        )
        self.with_history(self.product, [1, 2])
        self.with_history(self.product, [30, 40], warehouse=second)
        np.testing.assert_array_equal(self.demand(weeks=2), [[1, 2]])

    def test_returns_lower_demand_but_never_below_zero(self):
        self.receive(self.product, 100, when=self.days_ago(60))
        self.deliver(self.product, 10, when=self.days_ago(10))
        self.move(self.product, 4, self.customers, self.stock, when=self.days_ago(9))
        self.move(self.product, 3, self.customers, self.stock, when=self.days_ago(2))
        np.testing.assert_array_equal(self.demand(weeks=2), [[6, 0]])

    def test_what_was_asked_counts_and_not_what_was_shipped(self):
        self.receive(self.product, 100, when=self.days_ago(60))
        self.deliver(self.product, 4, asked=10, when=self.days_ago(3))
        np.testing.assert_array_equal(self.demand(weeks=1), [[10]])

    def test_replaced_day_keeps_the_other_days_of_its_week(self):
        self.receive(self.product, 100, when=self.days_ago(60))
        self.deliver(self.product, 40, when=self.days_ago(3))
        self.deliver(self.product, 5, when=self.days_ago(2))
        self.correct(3, kind="replace", quantity=7)
        np.testing.assert_array_equal(self.demand(weeks=2), [[0, 12]])

    def test_replacement_on_a_day_without_demand_adds_it(self):
        self.with_history(self.product, [5, 6])
        self.correct(2, kind="replace", quantity=3)
        np.testing.assert_array_equal(self.demand(weeks=2), [[5, 9]])

    def test_excluded_day_makes_its_week_unknown(self):
        self.with_history(self.product, [5, 6, 7])
        self.correct(10, kind="exclude")
        np.testing.assert_array_equal(self.demand(weeks=3), [[5, np.nan, 7]])

    def test_exclusion_and_replacement_of_different_weeks_work_together(self):
        self.with_history(self.product, [5, 6, 7])
        self.correct(21, kind="exclude")
        self.correct(7, kind="replace", quantity=1)
        np.testing.assert_array_equal(self.demand(weeks=3), [[np.nan, 6, 1]])

    def test_archived_correction_has_no_effect(self):
        self.with_history(self.product, [5, 6])
        self.correct(7, kind="replace", quantity=1).active = False
        self.correct(10, kind="exclude", active=False)
        np.testing.assert_array_equal(self.demand(weeks=2), [[5, 6]])

    def test_correction_of_another_product_has_no_effect(self):
        other = self.new_product("Other")
        self.with_history(self.product, [5, 6])
        self.with_history(other, [1, 1])
        self.correct(7, kind="replace", quantity=90)
        np.testing.assert_array_equal(self.demand(other, weeks=2), [[1, 1]])

    def test_second_correction_of_a_day_is_refused(self):
        self.correct(3, kind="exclude")
        with (
            self.assertRaises(psycopg2.IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.correct(3, kind="replace", quantity=7)

    def test_archived_correction_leaves_its_day_free(self):
        self.with_history(self.product, [5, 6])
        self.correct(7, kind="exclude", active=False)
        self.correct(7, kind="replace", quantity=2)
        np.testing.assert_array_equal(self.demand(weeks=2), [[5, 2]])

    def test_two_and_twenty_points_need_the_same_number_of_queries(self):
        products = [self.new_product(f"Item {index}") for index in range(20)]
        for product in products:
            self.with_history(product, [1, 2, 3])
        points = self.points_of(*products)
        provider = self.env["inv.provider.demand"]
        counts = [
            self.count_queries(
                lambda some=some: provider._get_weekly_demand(some, self.today, 3)
            )
            for some in (points[:2], points)
        ]
        self.assertEqual(counts[0], counts[1])
