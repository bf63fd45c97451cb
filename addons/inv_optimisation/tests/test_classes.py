from datetime import timedelta

import numpy as np

from odoo.tests import tagged

from .common import InvCase


@tagged("post_install", "-at_install")
class TestClasses(InvCase):
    """ABC by a criterion, FSN, hysteresis, and what counts as demand."""

    def plan_on(self, days):
        today = self.today + timedelta(days=days)
        self.patch(
            type(self.env["res.company"]), "_get_inventory_today", lambda _self: today
        )
        return self.plan()

    def new_item(self, name, weekly, **values):
        product = self.new_product(name, **values)
        self.new_seller(product, delay=7)
        self.with_history(product, weekly)
        return product

    # ABC and FSN ------------------------------------------------------------

    def test_criterion_decides_what_is_important(self):
        dear = self.new_item("Dear", [1] * 40, standard_price=100, list_price=101)
        cheap = self.new_item("Cheap", [9] * 40, standard_price=2, list_price=30)
        bulky = self.new_item("Bulky", [1] * 40, standard_price=1, volume=50)
        self.company.inv_abc_a_share = 0.6
        expected = {
            "value": (dear, {"Dear": "A", "Cheap": "B", "Bulky": "C"}),
            "margin": (cheap, {"Cheap": "A"}),
            "volume": (bulky, {"Bulky": "A"}),
        }
        for criterion, (first, classes) in expected.items():
            with self.subTest(criterion):
                self.env["inv.stocking.point"].search([]).abc_class = False
                self.company.inv_abc_criterion = criterion
                self.plan()
                self.assertEqual(self.point(first).abc_class, "A")
                for product in (dear, cheap, bulky):
                    if product.name in classes:
                        self.assertEqual(
                            self.point(product).abc_class, classes[product.name]
                        )

    def test_several_criteria_rank_the_best_average_first(self):
        self.company.inv_abc_criterion = "multiple"
        both = self.new_item("Both", [9] * 40, standard_price=50, list_price=90)
        none = self.new_item("None", [1] * 40, standard_price=1, list_price=1)
        self.plan()
        self.assertEqual(self.point(both).abc_class, "A")
        self.assertEqual(self.point(none).abc_class, "C")

    def test_fast_slow_and_not_moving(self):
        fast = self.new_item("Fast", [5] * 50)
        dead = self.new_item("Dead", [5] * 10 + [0] * 90)
        self.env["inv.stock.ledger"].search(
            [("product_id", "=", dead.id), ("issued_qty", "=", 0)]
        ).unlink()
        self.plan()
        self.assertEqual(self.point(fast).fsn_class, "F")
        self.assertEqual(self.point(dead).fsn_class, "N")
        self.assertLess(self.point(dead).alive_probability, 0.01)
        self.assertGreater(self.point(fast).alive_probability, 0.9)

    # Hysteresis -------------------------------------------------------------

    def test_class_near_the_limit_waits_for_a_second_day(self):
        first = self.new_item("First", [51] * 40, standard_price=1)
        second = self.new_item("Second", [49] * 40, standard_price=1)
        self.company.inv_abc_a_share = 0.505
        self.plan()
        self.assertEqual(self.point(first).abc_class, "A")
        self.assertEqual(self.point(second).abc_class, "B")
        self.company.inv_abc_a_share = 0.515
        self.plan_on(0)
        point = self.point(second)
        self.assertEqual((point.abc_class, point.abc_pending_class), ("B", "A"))
        self.plan_on(0)
        self.assertEqual(self.point(second).abc_class, "B", "the same day")
        self.plan_on(1)
        point = self.point(second)
        self.assertEqual((point.abc_class, point.abc_pending_class), ("A", False))

    # Demand -----------------------------------------------------------------

    def test_large_orders_are_left_out_where_the_policy_buys_them_to_order(self):
        random = np.random.default_rng(5)
        weekly = random.integers(4, 8, 60) * (random.random(60) < 0.5)
        # Not far enough out to be an outlier of lumpy demand.
        weekly[[10, 25, 40, 55]] = 28
        product = self.new_item("Lumpy", weekly.tolist())
        policy = self.env["inv.stocking.policy"].create(
            {
                "name": "Cut",
                "sequence": 1,
                "service_type": "fill_rate",
                "service_target": 0.98,
            }
        )
        self.plan()
        with_large = self.point(product).reorder_point_qty
        policy.large_order_multiple = 3
        self.plan()
        self.assertLess(self.point(product).reorder_point_qty, with_large)

    def test_days_without_stock_hide_demand_where_sales_are_lost(self):
        product = self.new_product("Shop")
        self.new_seller(product, delay=7)
        ledger, day = self.env["inv.stock.ledger"], self.today - timedelta(days=140)
        rows, quantities = (
            [],
            [
                name
                for name in ledger._fields
                if name.endswith("_qty") and name != "net_qty"
            ],
        )
        for week in range(20):
            # Ten pieces come on Monday and are gone on Wednesday.
            for offset, received, issued in ((0, 10, 5), (1, 0, 3), (2, 0, 2)):
                rows.append(
                    {
                        "product_id": product.id,
                        "warehouse_id": self.warehouse.id,
                        "company_id": self.company.id,
                        "date": day + timedelta(days=7 * week + offset),
                        **dict.fromkeys(quantities, 0.0),
                        "received_qty": received,
                        "issued_qty": issued,
                        "requested_qty": issued,
                        "issue_count": int(issued > 0),
                    }
                )
        ledger.create(rows)
        ledger.flush_model()
        self.env["inv.stock.ledger.refresh"].create(
            {"company_id": self.company.id, "moves_until": self.days_ago(-30)}
        )
        self.plan()
        point = self.point(product)
        share = self.env["inv.provider.demand"]._get_available_share(
            point, self.today - timedelta(days=1), 20
        )
        np.testing.assert_allclose(share, 2 / 7)
        waiting = point.forecast_per_day
        self.company.inv_has_lost_sales = True
        self.plan()
        self.assertGreater(point.forecast_per_day, 1.5 * waiting)
