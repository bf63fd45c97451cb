"""Lanes out of resupply routes, and routes made for lanes."""

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import MultisiteCase


@tagged("post_install", "-at_install")
class TestLaneProposal(MultisiteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lanes = cls.env["inv.lane"]
        cls.route = cls.new_route(cls.leeds, cls.lyon)

    def lane(self, source, target):
        return self.lanes.with_context(active_test=False).search(
            [
                ("source_warehouse_id", "=", source.id),
                ("target_warehouse_id", "=", target.id),
            ]
        )

    def propose(self):
        return self.env["inv.lane.proposal"]._propose()

    def test_a_route_becomes_a_lane(self):
        self.route.rule_ids[0].delay = 4
        self.propose()
        self.assertRecordValues(
            self.lane(self.leeds, self.lyon),
            [
                {
                    "route_id": self.route.id,
                    "has_route": True,
                    "is_open": True,
                    "lead_time_days": 4.0,
                    "lead_time_source": "route",
                }
            ],
        )

    def test_the_way_back_is_added_closed(self):
        self.propose()
        back = self.lane(self.lyon, self.leeds)
        self.assertFalse(back.has_route)
        self.assertFalse(back.is_open)
        self.assertIn("No route yet", back.problem)

    def test_a_route_to_another_company_becomes_a_lane(self):
        route = self.new_route(self.leeds, self.oslo)
        self.propose()
        self.assertRecordValues(
            self.lane(self.leeds, self.oslo),
            [{"route_id": route.id, "is_intercompany": True, "has_route": True}],
        )

    def test_proposing_again_changes_nothing(self):
        self.propose()
        self.lane(self.leeds, self.lyon).cost_per_unit = 2
        created, linked = self.propose()
        self.assertFalse(created + linked)
        self.assertEqual(self.lane(self.leeds, self.lyon).cost_per_unit, 2)

    def test_an_archived_route_is_not_proposed(self):
        self.route.active = False
        created, _linked = self.propose()
        self.assertFalse(self.lane(self.leeds, self.lyon))
        self.assertNotIn(self.leeds, created.source_warehouse_id)

    def test_an_archived_lane_stays_archived(self):
        lane = self.new_lane(self.leeds, self.lyon, active=False)
        created, linked = self.propose()
        self.assertNotIn(lane, created)
        self.assertEqual(linked, lane)
        self.assertFalse(lane.active)

    def test_a_lane_by_hand_gets_its_route(self):
        lane = self.new_lane(self.leeds, self.lyon, cost_per_shipment=50)
        _created, linked = self.propose()
        self.assertEqual(linked, lane)
        self.assertTrue(lane.has_route)
        self.assertEqual(lane.cost_per_shipment, 50)

    def test_a_lane_follows_its_route_into_the_archive_and_back(self):
        self.propose()
        lane = self.lane(self.leeds, self.lyon)
        self.route.active = False
        self.assertFalse(lane.has_route)
        self.assertIn("archived", lane.problem)
        self.route.active = True
        self.assertTrue(lane.has_route)

    def test_a_lane_without_cost_says_that_it_looks_free(self):
        self.propose()
        lane = self.lane(self.leeds, self.lyon)
        self.assertIn("free", lane.problem)
        lane.handling_cost_per_unit = 0.2
        self.assertFalse(lane.problem)

    def test_a_route_is_created_for_a_lane(self):
        lanes = self.new_lane(self.lyon, self.rotterdam)
        lanes += self.new_lane(self.leeds, self.oslo)
        lanes.action_create_route()
        self.assertEqual(lanes.mapped("has_route"), [True, True])
        for lane in lanes:
            self.assertEqual(
                (lane.route_id.supplier_wh_id, lane.route_id.supplied_wh_id),
                (lane.source_warehouse_id, lane.target_warehouse_id),
            )
        product = self.new_product()
        self.put_stock(product, 10, self.lyon)
        outgoing, incoming = self.transfer(product, 4, lanes[0].route_id)
        self.assertEqual(outgoing.location_id, self.lyon.lot_stock_id)
        self.assertEqual(incoming.location_dest_id, self.rotterdam.lot_stock_id)

    def test_a_route_of_other_sites_is_refused(self):
        with self.assertRaises(ValidationError):
            self.new_lane(self.lyon, self.leeds, route_id=self.route.id)

    def test_a_removed_supplier_is_ticked_again(self):
        lane = self.new_lane(self.leeds, self.lyon, route_id=self.route.id)
        self.lyon.resupply_wh_ids = [(3, self.leeds.id)]
        lane.action_create_route()
        self.assertEqual(lane.route_id, self.route)
        self.assertTrue(lane.has_route)
        self.assertIn(self.leeds, self.lyon.resupply_wh_ids)

    def test_an_archived_route_of_a_ticked_supplier_is_restored(self):
        lane = self.new_lane(self.leeds, self.lyon, route_id=self.route.id)
        self.route.active = False
        lane.action_create_route()
        self.assertEqual(lane.route_id, self.route)
        self.assertTrue(lane.has_route)
        self.assertTrue(self.route.rule_ids)

    def test_routes_need_an_inventory_administrator(self):
        lane = self.new_lane(self.lyon, self.rotterdam)
        with self.assertRaises(UserError):
            lane.with_user(self.manager).action_create_route()
        admin = self.new_user(
            "administrator",
            "inv_optimisation.group_inv_manager",
            "stock.group_stock_manager",
        )
        self.as_user(lane, admin).action_create_route()
        self.assertTrue(lane.has_route)

    def test_the_button_says_what_came_of_it(self):
        lanes = self.lanes.with_user(self.manager)
        answer = lanes.action_propose_lanes()
        self.assertIn("2 lanes added", answer["params"]["message"])
        answer = lanes.action_propose_lanes()
        self.assertIn("Nothing new", answer["params"]["message"])

    def test_many_routes_need_no_more_queries_than_two(self):
        sites = [self.new_site(f"Site {n}", f"S{n}") for n in range(6)]
        for site in sites:
            self.new_route(self.leeds, site)
        self.propose()
        routes = self.env["inv.lane.proposal"]
        few = self.lane(self.leeds, self.lyon) + self.lane(self.leeds, sites[0])
        many = self.lanes.search([("source_warehouse_id", "=", self.leeds.id)])
        two = self.count_queries(lambda: routes._link_routes(few))
        seven = self.count_queries(lambda: routes._link_routes(many))
        self.assertEqual(two, seven)
