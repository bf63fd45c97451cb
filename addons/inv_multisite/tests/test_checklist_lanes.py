from odoo.tests import tagged

from .common import MultisiteCase


@tagged("post_install", "-at_install")
class TestChecklistLanes(MultisiteCase):
    """The first step of several sites."""

    def step(self):
        self.env.flush_all()
        page = self.env["inv.checklist"].with_user(self.manager)
        page = page.with_company(self.company).get_checklist()
        return next((s for s in page["steps"] if s["code"] == "lanes"), None)

    def test_sites_without_lanes_are_told(self):
        self.assertEqual(self.step()["title"], "No lane between the sites")

    def test_a_lane_without_cost_is_open_until_it_has_one(self):
        lane = self.env["inv.lane"].create(
            {
                "source_warehouse_id": self.leeds.id,
                "target_warehouse_id": self.lyon.id,
                "cost_per_unit": 0.0,
            }
        )
        step = self.step()
        self.assertEqual((step["state"], step["count"]), ("open", 1))
        checklist = self.env["inv.checklist"].with_user(self.manager)
        action = checklist.with_company(self.company).fix("lanes")["action"]
        self.assertEqual(self.env["inv.lane"].search(action["domain"]), lane)
        lane.cost_per_shipment = 80.0
        self.assertEqual(self.step()["state"], "done")
        lane.write({"cost_per_shipment": 0.0, "is_open": False})
        self.assertEqual(self.step()["count"], 0)

    def test_a_single_site_needs_no_lane(self):
        (self.rotterdam + self.lyon).active = False
        self.assertIsNone(self.step())
