"""Stock of a product at all sites, and who can help whom."""

from datetime import date, timedelta

import numpy as np

from odoo.tests import tagged

from .common import MultisiteCase


class PositionCase(MultisiteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.route = cls.new_route(cls.leeds, cls.lyon)
        cls.lane = cls.new_lane(
            cls.leeds, cls.lyon, route_id=cls.route.id, cost_per_unit=1
        )
        cls.item = cls.new_item({cls.leeds: 200, cls.rotterdam: 60, cls.lyon: 8})

    def positions(self, products=None, user=None, companies=None):
        model = self.env["inv.network.position"]
        if user:
            model = model.with_user(user)
        companies = companies or self.companies
        model = model.with_context(allowed_company_ids=companies.ids)
        products = products or self.item
        return model._get_positions(products.with_env(model.env))

    def validate_part(self, move, quantity):
        move.picking_id.action_assign()
        move.quantity = quantity
        move.picked = True
        move.picking_id._action_done()

    def open_moves(self, source):
        return self.env["stock.move"].search(
            [
                ("product_id", "=", self.item.id),
                ("location_id", "=", source.id),
                ("state", "not in", ("done", "cancel")),
            ]
        )

    def figures(self, site, *names, **options):
        positions = self.positions(**options)
        sites = [one.id for one in positions["pairs"].sites]
        column = sites.index(site.id)
        row = [positions[name][0, column] for name in names]
        return [value.item() for value in row]


@tagged("post_install", "-at_install")
class TestNetworkPosition(PositionCase):
    def test_figures_of_a_short_and_a_rich_site(self):
        names = ("on_hand", "position", "short", "excess", "cover_days", "status")
        self.assertEqual(self.figures(self.lyon, *names), [8, 8, 27, 0, 1.6, "at_risk"])
        self.assertEqual(
            self.figures(self.leeds, *names), [200, 200, 0, 100, 40, "excess"]
        )
        names = ("protection", "surplus", "stock_out_day")
        # 15 of safety and 18 days of 5 a day.
        self.assertEqual(self.figures(self.leeds, *names), [105, 95, 40])
        self.assertEqual(self.figures(self.rotterdam, *names), [105, 0, 12])

    def test_reserved_and_sold_stock_is_not_free(self):
        move = self.env["stock.move"].create(
            {
                "product_id": self.item.id,
                "product_uom_qty": 30,
                "location_id": self.leeds.lot_stock_id.id,
                "location_dest_id": self.customers.id,
                "company_id": self.company.id,
            }
        )
        move._action_confirm(merge=False)
        names = ("reserved", "free", "outgoing", "position", "surplus")
        self.assertEqual(self.figures(self.leeds, *names), [0, 200, 30, 170, 65])
        move._action_assign()
        self.assertEqual(self.figures(self.leeds, *names), [30, 170, 30, 170, 65])

    def test_what_is_on_its_way_is_incoming_and_then_in_transit(self):
        names = ("on_hand", "in_transit", "incoming", "position")
        outgoing, incoming = self.transfer(self.item, 20, self.route)
        self.assertEqual(self.figures(self.lyon, *names), [8, 0, 20, 28])
        self.assertEqual(self.figures(self.leeds, "outgoing", "position"), [20, 180])
        self.validate(outgoing)
        self.assertEqual(self.figures(self.lyon, *names), [8, 20, 0, 28])
        self.assertEqual(self.figures(self.leeds, "outgoing", "position"), [0, 180])
        self.validate(incoming)
        self.assertEqual(self.figures(self.lyon, *names), [28, 0, 0, 28])

    def test_a_part_that_was_received_is_no_longer_in_transit(self):
        _outgoing, incoming = self.transfer(
            self.item, 20, self.route, validate=("out",)
        )
        self.validate_part(incoming, 12)
        names = ("on_hand", "in_transit", "incoming", "position")
        self.assertEqual(self.figures(self.lyon, *names), [20, 8, 0, 28])

    def test_a_part_that_was_sent_is_in_transit(self):
        outgoing, _incoming = self.transfer(self.item, 20, self.route)
        self.validate_part(outgoing, 5)
        names = ("in_transit", "incoming", "position")
        self.assertEqual(self.figures(self.lyon, *names), [5, 15, 28])
        self.assertEqual(self.figures(self.leeds, "outgoing", "position"), [15, 180])

    def test_parts_sent_and_received_one_after_the_other_count_once(self):
        outgoing, incoming = self.transfer(self.item, 20, self.route)
        self.validate_part(outgoing, 5)
        self.validate_part(incoming, 5)
        names = ("on_hand", "in_transit", "incoming", "position")
        self.assertEqual(self.figures(self.lyon, *names), [13, 0, 15, 28])
        self.validate(self.open_moves(self.leeds.lot_stock_id))
        self.assertEqual(self.figures(self.lyon, *names), [13, 15, 0, 28])

    def test_receipts_of_one_transfer_share_what_it_sent(self):
        outgoing, incoming = self.transfer(self.item, 20, self.route)
        second = incoming.copy({"product_uom_qty": 8, "state": "waiting"})
        second.write({"move_orig_ids": [(6, 0, outgoing.ids)]})
        incoming.product_uom_qty = 12
        self.validate_part(outgoing, 5)
        self.assertEqual(self.figures(self.lyon, "in_transit"), [5])

    def test_a_transfer_to_another_company_is_in_transit_to_it(self):
        route = self.new_route(self.leeds, self.oslo)
        self.transfer(self.item, 6, route, validate=("out",))
        self.assertEqual(self.figures(self.oslo, "in_transit", "position"), [6, 6])

    def test_receipts_of_vendors_are_incoming(self):
        move = self.env["stock.move"].create(
            {
                "product_id": self.item.id,
                "product_uom_qty": 40,
                "location_id": self.suppliers.id,
                "location_dest_id": self.lyon.lot_stock_id.id,
                "company_id": self.company.id,
            }
        )
        move._action_confirm(merge=False)
        names = ("incoming", "in_transit", "position", "short")
        self.assertEqual(self.figures(self.lyon, *names), [40, 0, 48, 0])

    def test_a_site_without_a_plan_shows_its_stock(self):
        self.put_stock(self.item, 9, self.oslo)
        names = ("on_hand", "has_point", "short", "excess", "status")
        self.assertEqual(self.figures(self.oslo, *names), [9, False, 0, 0, "healthy"])

    def test_pieces_are_whole_and_litres_are_not(self):
        litre = self.env.ref("uom.product_uom_litre")
        oil = self.new_item(
            {self.lyon: 8},
            "Oil",
            points={self.lyon: {"reorder_point_qty": 10.25}},
            uom_id=litre.id,
        )
        nut = self.new_item(
            {self.lyon: 8}, "Nut", points={self.lyon: {"reorder_point_qty": 10.25}}
        )
        self.assertEqual(
            [self.figures(self.lyon, "short", products=one)[0] for one in (oil, nut)],
            [17.0, 17.0],
            "today and the lead time of 4 days need 25",
        )
        points = (oil + nut).inv_point_ids
        points.lead_time_days = 0
        self.assertEqual(self.figures(self.lyon, "short", products=oil), [2.25])
        self.assertEqual(self.figures(self.lyon, "short", products=nut), [3])

    def test_keep_back_days_are_those_of_the_company(self):
        self.company.inv_transfer_keep_days = 0
        self.assertEqual(self.figures(self.leeds, "protection", "surplus"), [15, 185])

    def test_a_user_sees_the_sites_of_the_own_companies(self):
        one = self.positions(user=self.local_planner, companies=self.company)
        self.assertNotIn(self.oslo.id, one["pairs"].sites.ids)
        both = self.positions(user=self.planner)
        self.assertIn(self.oslo.id, both["pairs"].sites.ids)

    def test_rows_keep_the_order_of_the_products(self):
        other = self.new_item({self.leeds: 7, self.lyon: 3}, "Other")
        products = other + self.item
        positions = self.positions(products)
        leeds = positions["pairs"].sites.ids.index(self.leeds.id)
        np.testing.assert_array_equal(positions["on_hand"][:, leeds], [7, 200])
        self.assertEqual(positions["status"].shape, (2, len(positions["pairs"].sites)))

    def test_two_hundred_products_need_no_more_queries_than_two(self):
        products = self.env["product.product"].create(
            [
                {"name": f"P{number}", "type": "consu", "is_storable": True}
                for number in range(200)
            ]
        )
        self.env["inv.stocking.point"].create(
            [
                {
                    "product_id": product.id,
                    "warehouse_id": self.lyon.id,
                    "company_id": self.company.id,
                    "forecast_per_day": 1,
                }
                for product in products
            ]
        )
        self.positions(products)
        two = self.count_queries(lambda: self.positions(products[:2]))
        many = self.count_queries(lambda: self.positions(products))
        self.assertEqual(two, many)


@tagged("post_install", "-at_install")
class TestNetworkHelp(PositionCase):
    def helpers(self, **options):
        positions = self.positions(**options)
        help_model = self.env["inv.network.help"].with_env(positions["pairs"].sites.env)
        return help_model._get_help(positions, 0)

    def test_a_site_with_free_stock_helps_in_time(self):
        [need] = self.helpers()
        self.assertEqual((need["target"], need["short_qty"]), (self.lyon, 27))
        self.assertEqual(need["date_stock_out"], self.today + timedelta(days=1))
        [helper] = need["helpers"]
        self.assertEqual(helper["source"], self.leeds)
        self.assertEqual(helper["quantity"], 27)
        self.assertEqual(helper["surplus_qty"], 95)
        self.assertEqual(helper["date_arrival"], self.today + timedelta(days=2))
        self.assertEqual(helper["days_before"], -1)
        self.assertEqual(helper["obstacle"], "")

    def test_no_more_is_offered_than_the_donor_can_spare(self):
        self.company.inv_transfer_keep_days = 34
        [need] = self.helpers()
        self.assertEqual(need["helpers"][0]["quantity"], 15)
        self.company.inv_transfer_keep_days = 40
        [need] = self.helpers()
        self.assertFalse(need["helpers"])

    def test_obstacles_are_named(self):
        def obstacle():
            [need] = self.helpers()
            return need["helpers"][0]["obstacle"]

        self.lane.is_open = False
        self.assertEqual(obstacle(), "closed")
        self.lane.is_open = True
        self.lane.excluded_product_ids = self.item
        self.assertEqual(obstacle(), "not_allowed")
        self.lane.excluded_product_ids = False
        self.route.active = False
        self.assertEqual(obstacle(), "no_route")
        self.lane.unlink()
        self.assertEqual(obstacle(), "no_lane")

    def test_those_who_can_help_soon_come_first(self):
        self.put_stock(self.item, 200, self.rotterdam)
        [need] = self.helpers()
        sources = [helper["source"] for helper in need["helpers"]]
        self.assertEqual(sources, [self.leeds, self.rotterdam])
        self.new_lane(
            self.rotterdam,
            self.lyon,
            lead_time_manual_days=1,
            route_id=self.new_route(self.rotterdam, self.lyon).id,
        )
        [need] = self.helpers()
        sources = [helper["source"] for helper in need["helpers"]]
        self.assertEqual(sources, [self.rotterdam, self.leeds])

    def test_a_lane_without_departures_at_the_weekend_arrives_later(self):
        closed = self.today + timedelta(days=10)
        self.lane.write({"is_open": True, "date_closed_until": closed})
        [need] = self.helpers()
        self.assertEqual(
            need["helpers"][0]["date_arrival"], self.today + timedelta(days=2)
        )
        self.assertIsInstance(need["helpers"][0]["date_arrival"], date)

    def test_no_site_of_another_company_helps_unseen(self):
        self.new_point(self.item, self.oslo)
        self.put_stock(self.item, 500, self.oslo)
        self.new_lane(self.oslo, self.lyon)
        [need] = self.helpers(user=self.local_planner, companies=self.company)
        self.assertEqual([one["source"] for one in need["helpers"]], [self.leeds])
        [need] = self.helpers(user=self.planner)
        self.assertEqual(len(need["helpers"]), 2)
