"""Browser tours of the network and of stock by site; test_tours.py runs them."""

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

GROUPS = "inv_optimisation.group_inv_manager,stock.group_stock_manager"


class NetworkTourCase(HttpCase):
    """Two sites of the main company with a route, and a manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Warehouse = cls.env["stock.warehouse"]
        company = cls.env.ref("base.main_company")
        old = Warehouse.search([("company_id", "=", company.id)])
        cls.env["inv.lane"].search([("id", "!=", False)]).unlink()
        cls.north, cls.south = Warehouse.create(
            [
                {"name": name, "code": code, "company_id": company.id}
                for name, code in (("Tour North", "TNO"), ("Tour South", "TSO"))
            ]
        )
        old.active = False
        cls.south.resupply_wh_ids = [Command.link(cls.north.id)]
        new_test_user(cls.env, "inv_tour_network", groups=GROUPS)
        cls.pump = cls.new_item("Tour pump", {cls.north: 200, cls.south: 8})
        cls.seal = cls.new_item("Tour seal", {cls.north: 60})

    @classmethod
    def new_item(cls, name, stock):
        product = cls.env["product.product"].create(
            {"name": name, "type": "consu", "is_storable": True}
        )
        for site, quantity in stock.items():
            cls.env["stock.quant"]._update_available_quantity(
                product, site.lot_stock_id, quantity
            )
            cls.env["inv.stocking.point"].create(
                {
                    "product_id": product.id,
                    "warehouse_id": site.id,
                    "company_id": site.company_id.id,
                    "forecast_per_day": 5,
                    "lead_time_days": 4,
                    "safety_stock_qty": 15,
                    "reorder_point_qty": 35,
                    "order_up_to_qty": 100,
                    "status": "healthy",
                    "urgency": 7,
                }
            )
        return product

    def check_matrix(self):
        self.start_tour("/odoo/network", "inv_lane_matrix", login="inv_tour_network")
        lane = self.env["inv.lane"].search(
            [
                ("source_warehouse_id", "=", self.north.id),
                ("target_warehouse_id", "=", self.south.id),
            ]
        )
        self.assertEqual((lane.cost_per_shipment, lane.lead_time_days), (78, 2))
        self.assertTrue(lane.has_route)

    def check_stock(self):
        self.env["inv.lane.proposal"]._propose()
        self.start_tour(
            "/odoo/stock-by-site", "inv_stock_by_site", login="inv_tour_network"
        )


@tagged("post_install", "-at_install")
class TestNetworkTours(NetworkTourCase):
    browser_size = "1440x900"

    def test_a_manager_proposes_lanes_and_prices_one(self):
        self.check_matrix()

    def test_a_manager_sees_who_can_help(self):
        self.check_stock()

    def test_a_stocking_point_leads_to_all_sites(self):
        address = f"/odoo/stocking-points/{self.seal.inv_point_ids.id}"
        self.start_tour(address, "inv_stock_by_site_button", login="inv_tour_network")


@tagged("post_install", "-at_install")
class TestNetworkPhoneTours(NetworkTourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_manager_proposes_lanes_and_prices_one_on_a_phone(self):
        self.check_matrix()

    def test_a_manager_sees_who_can_help_on_a_phone(self):
        self.check_stock()
