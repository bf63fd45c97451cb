from odoo.tests import new_test_user, tagged

from .test_tours import TourCase


@tagged("post_install", "-at_install")
class TestGuidedTour(TourCase):
    """The round that a new planner is shown, on planned items."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["inv.stocking.policy"].search([]).active = False
        cls.env["inv.stocking.policy"].create(
            {
                "name": "Tour rule",
                "service_type": "group_fill",
                "service_target": 0.90,
                "use_service_control": False,
            }
        )
        cls.env["inv.planning.run"].create({})._execute()
        cls.point = cls._make_short()

    @classmethod
    def _make_short(cls):
        """Let one planned item lie at half of its reorder point."""
        point = cls.env["inv.stocking.point"].search(
            [("reorder_point_qty", ">", 1), ("company_id", "=", cls.env.company.id)],
            limit=1,
        )
        vendor = cls.env["res.partner"].create({"name": "Tour vendor"})
        cls.env["product.supplierinfo"].create(
            {
                "partner_id": vendor.id,
                "product_tmpl_id": point.product_tmpl_id.id,
                "price": 1.0,
                "delay": 3,
            }
        )
        half = point.reorder_point_qty / 2
        point.write(
            {
                "status": "below_reorder_point",
                "urgency": 3,
                "planning_error": False,
                "supply_type": "buy",
                "vendor_id": vendor.id,
                "on_hand_qty": half,
                "position_qty": half,
                "value_at_stake": 50.0,
            }
        )
        return point

    def test_new_planner_is_led_around(self):
        new_test_user(
            self.env,
            "inv_guided_planner",
            groups="inv_optimisation.group_inv_manager,stock.group_stock_manager",
        )
        self.start_tour(
            "/odoo/workbench",
            "inv_optimisation_guided_tour",
            login="inv_guided_planner",
        )
        decisions = self.env["inv.workbench.decision"].search(
            [("point_id", "=", self.point.id)]
        )
        self.assertEqual(decisions.mapped("is_undone"), [True])

    def test_the_onboarding_starts_it_at_the_workbench(self):
        tour = self.env.ref("inv_optimisation.inv_optimisation_guided_tour")
        described = self.env["web_tour.tour"].get_tour_json_by_name(tour.name)
        self.assertEqual(described["url"], "/odoo/workbench")
        self.assertIn("That is the whole round", described["rainbowManMessage"])
        self.assertIn(tour.name, tour.sharing_url)
