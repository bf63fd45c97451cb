from odoo.tests import tagged

from .test_tours import TourCase


@tagged("post_install", "-at_install")
class TestPolicyTours(TourCase):
    """Policies and the exchange curve: preview, apply, undo."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["inv.stocking.policy"].search([]).active = False
        cls.env.company.inv_ordering_cost = 1.0
        cls.policy = cls.env["inv.stocking.policy"].create(
            {
                "name": "Tour rule",
                "service_type": "group_fill",
                "service_target": 0.90,
                "use_service_control": False,
            }
        )
        cls.env["inv.planning.run"].create({})._execute()

    def test_manager_previews_applies_and_undoes_a_policy(self):
        self.start_tour(
            "/odoo/policy-board",
            "inv_policy_preview_apply_undo",
            login="inv_tour_manager",
        )
        self.assertEqual(self.policy.service_target, 0.90)

    def test_manager_applies_from_the_exchange_curve(self):
        self.start_tour(
            "/odoo/exchange-curve", "inv_exchange_curve_apply", login="inv_tour_manager"
        )
        self.assertEqual(self.policy.service_target, 0.90)
