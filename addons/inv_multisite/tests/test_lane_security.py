"""Users see the lanes of their companies; only managers change them."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MultisiteCase


@tagged("post_install", "-at_install")
class TestLaneSecurity(MultisiteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lane = cls.new_lane(cls.leeds, cls.lyon, cost_per_unit=1)
        cls.abroad = cls.new_lane(cls.leeds, cls.oslo, cost_per_unit=1)

    def visible(self, user, companies=None):
        lanes = self.env["inv.lane"].with_user(user)
        if companies:
            lanes = lanes.with_context(allowed_company_ids=companies.ids)
        return lanes.search([("id", "in", (self.lane + self.abroad).ids)])

    def test_a_planner_reads_and_does_not_write(self):
        lane = self.lane.with_user(self.planner)
        self.assertEqual(lane.cost_per_unit, 1)
        for values in ({"cost_per_unit": 2}, {"is_open": False}):
            with self.assertRaises(AccessError):
                lane.write(values)
        with self.assertRaises(AccessError):
            lane.unlink()
        with self.assertRaises(AccessError):
            lane.create(
                {
                    "source_warehouse_id": self.lyon.id,
                    "target_warehouse_id": self.leeds.id,
                }
            )

    def test_a_planner_does_not_propose_measure_or_make_routes(self):
        lane = self.lane.with_user(self.planner)
        for method in ("action_propose_lanes", "action_measure", "action_create_route"):
            with self.assertRaises(AccessError, msg=method):
                getattr(lane, method)()

    def test_a_manager_writes(self):
        lane = self.lane.with_user(self.manager)
        lane.cost_per_unit = 2
        self.assertEqual(self.lane.cost_per_unit, 2)

    def test_lanes_to_a_company_that_is_not_selected_are_invisible(self):
        self.assertEqual(self.visible(self.local_planner, self.company), self.lane)
        both = self.visible(self.planner, self.companies)
        self.assertEqual(both, self.lane + self.abroad)
        one = self.visible(self.planner, self.company)
        self.assertEqual(one, self.lane)
        other = self.visible(self.planner, self.other_company)
        self.assertFalse(other)

    def test_a_lane_to_another_company_cannot_be_read_by_its_id(self):
        with self.assertRaises(AccessError):
            self.as_user(self.abroad, self.local_planner).read(["cost_per_unit"])

    def test_proposals_stay_within_the_companies_of_the_user(self):
        self.new_route(self.leeds, self.rotterdam)
        self.new_route(self.rotterdam, self.oslo)
        lanes = self.as_user(self.env["inv.lane"], self.local_manager)
        lanes.action_propose_lanes()
        found = self.env["inv.lane"].search(
            [("target_warehouse_id", "=", self.oslo.id)]
        )
        self.assertEqual(found, self.abroad)
        self.assertTrue(
            self.env["inv.lane"].search(
                [
                    ("source_warehouse_id", "=", self.leeds.id),
                    ("target_warehouse_id", "=", self.rotterdam.id),
                ]
            )
        )
