from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged


class WorkbenchTourCase(HttpCase):
    """Four small items that are low, one of them safe to approve unseen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.inv_safe_order_value = 250.0
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        partner = cls.env["res.partner"]
        cls.vendor = partner.create({"name": "First vendor"})
        cls.other = partner.create({"name": "Second vendor"})
        groups = "inv_optimisation.group_inv_manager,stock.group_stock_manager"
        boss = new_test_user(cls.env, "inv_bench_manager", groups=groups)
        cls.env["inv.requisition.limit"].create(
            {
                "company_id": cls.company.id,
                "approver_id": boss.id,
                "amount_max": 100000.0,
            }
        )
        cls.env["inv.stocking.point"].search([]).active = False
        cls.points = [
            cls.new_row("Bench one", "A", "below_reorder_point"),
            cls.new_row("Bench two", "A", "below_reorder_point"),
            cls.new_row("Bench three", "A", "below_reorder_point"),
            cls.new_row("Bench safe", "C", "at_risk"),
        ]

    @classmethod
    def new_row(cls, name, abc_class, status):
        sellers = [
            {"partner_id": vendor.id, "delay": 7, "price": price}
            for vendor, price in ((cls.vendor, 5.0), (cls.other, 6.0))
        ]
        product = cls.env["product.product"].create(
            {
                "name": name,
                "is_storable": True,
                "standard_price": 5.0,
                "seller_ids": [(0, 0, seller) for seller in sellers],
            }
        )
        return cls.env["inv.stocking.point"].create(
            {
                "product_id": product.id,
                "warehouse_id": cls.warehouse.id,
                "company_id": cls.company.id,
                "supply_type": "buy",
                "vendor_id": cls.vendor.id,
                "abc_class": abc_class,
                "status": status,
                "urgency": 3,
                "planned_datetime": fields.Datetime.now() - timedelta(hours=1),
                "forecast_source": "backtest",
                "forecast_per_day": 2.0,
                "lead_time_days": 7.0,
                "on_hand_qty": 20.0,
                "position_qty": 20.0,
                "reorder_point_qty": 20.0,
                "order_up_to_qty": 60.0,
                "value_at_stake": 200.0,
                "derivation": {
                    "inputs": {"order_multiple": 0.0, "unit": 1.0, "unit_cost": 5.0},
                    "results": {"demand_protection": 14, "variance_protection": 20},
                },
            }
        )

    def get_line(self, point):
        return self.env["inv.requisition.line"].search(
            [("point_id", "=", point.id), ("state", "!=", "cancelled")]
        )


@tagged("post_install", "-at_install")
class TestWorkbenchTours(WorkbenchTourCase):
    def test_planner_works_through_the_day(self):
        self.start_tour("/odoo/workbench", "inv_workbench_day",
                        login="inv_bench_manager")  # fmt: skip
        one, two, three, safe = self.points
        self.assertEqual(self.get_line(one).qty, 25.0)
        self.assertFalse(self.get_line(two))
        self.assertEqual(self.get_line(three).requisition_id.vendor_id, self.other)
        self.assertEqual(self.get_line(safe).state, "ordered")


@tagged("post_install", "-at_install")
class TestWorkbenchPhoneTour(WorkbenchTourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_planner_approves_on_a_phone(self):
        self.start_tour("/odoo/workbench", "inv_workbench_phone",
                        login="inv_bench_manager")  # fmt: skip
        self.assertEqual(self.get_line(self.points[0]).state, "ordered")
