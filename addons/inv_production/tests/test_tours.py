from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.inv_optimisation.tests.test_tours import ComponentCase


@tagged("post_install", "-at_install")
class TestProductionTours(HttpCase):
    """Planner and shop floor in the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["mrp.production"].search([("state", "!=", "done")]).action_cancel()
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.env.company.inv_release_policy = "block"
        cls.warehouse.manu_type_id.reservation_method = "manual"
        groups = "mrp.group_mrp_user,stock.group_stock_user"
        new_test_user(cls.env, "inv_tour_worker", groups=groups)
        groups = "inv_production.group_release_override,stock.group_stock_user"
        new_test_user(cls.env, "inv_tour_chief", groups=groups)
        cls.bearing = cls.new_product("Tour bearing")
        cls.bolt = cls.new_product("Tour bolt")
        cls.put(cls.bearing, 2)
        cls.put(cls.bolt, 3)
        cls.alpha = cls.new_order("Alpha", cls.bearing, 2, 1)
        cls.beta = cls.new_order("Beta", cls.bearing, 2, 2)
        cls.gamma = cls.new_order("Gamma", cls.bolt, 5, 3)

    @classmethod
    def new_product(cls, name):
        return cls.env["product.product"].create(
            {"name": name, "type": "consu", "is_storable": True}
        )

    @classmethod
    def put(cls, product, quantity):
        cls.env["stock.quant"]._update_available_quantity(
            product, cls.warehouse.lot_stock_id, quantity
        )

    @classmethod
    def new_order(cls, name, component, quantity, start):
        product = cls.new_product(name)
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "bom_line_ids": [
                    (0, 0, {"product_id": component.id, "product_qty": 1})
                ],
            }
        )
        order = cls.env["mrp.production"].create(
            {
                "product_id": product.id,
                "product_qty": quantity,
                "date_start": fields.Datetime.now() + timedelta(days=start),
            }
        )
        order.action_confirm()
        return order

    def test_drag_swaps_the_readiness_of_two_orders(self):
        self.start_tour(
            "/odoo/readiness", "inv_readiness_drag", login="inv_tour_worker"
        )
        self.assertEqual(self.beta.inv_priority_rank, 1)
        self.assertEqual(self.alpha.inv_priority_rank, 2)

    def test_part_of_an_order_is_released(self):
        tour = "inv_readiness_release_partial"
        self.start_tour("/odoo/readiness", tour, login="inv_tour_worker")
        self.assertEqual(self.gamma.product_qty, 3)
        self.assertEqual(self.gamma.inv_release_state, "released")

    def test_blocked_start_is_overridden_with_a_reason(self):
        self.start_tour(
            f"/odoo/action-mrp.mrp_production_action/{self.beta.id}",
            "inv_readiness_override",
            login="inv_tour_chief",
        )
        override = self.env["inv.release.override"].search(
            [("production_id", "=", self.beta.id)]
        )
        self.assertEqual(override.reason, "Parts come by taxi")
        self.assertEqual(override.user_id.login, "inv_tour_chief")

    def test_missing_part_is_opened(self):
        self.start_tour(
            "/odoo/missing-parts", "inv_missing_parts", login="inv_tour_worker"
        )


@tagged("post_install", "-at_install")
class TestProductionComponents(ComponentCase):
    addon = "inv_production"

    @mute_logger("odoo.http")
    def test_components_on_a_wide_screen(self):
        self.run_components("desktop")


@tagged("post_install", "-at_install")
class TestProductionPhoneComponents(ComponentCase):
    addon = "inv_production"
    browser_size = "375x667"
    touch_enabled = True

    @mute_logger("odoo.http")
    def test_components_on_a_phone(self):
        self.run_components("mobile")
