"""Planning counts on the measured days of a lane."""

from odoo.tests import tagged

from .common import MultisiteCase


@tagged("post_install", "-at_install")
class TestLaneSupply(MultisiteCase):
    """A site that is resupplied by another one waits as long as the lane takes."""

    def test_transfer_takes_the_days_of_its_lane(self):
        route = self.new_route(self.leeds, self.lyon)
        product = self.new_product("Resupplied", route_ids=[(4, route.id)])
        point = self.new_point(product, self.lyon)
        supply = self.env["inv.provider.supply"]
        today = self.company._get_inventory_today()
        (before,) = supply._get_supply(point, self.company, today)
        self.assertEqual(
            (before["supply_type"], before["promised_days"]), ("transfer", 0)
        )
        self.new_lane(
            self.leeds, self.lyon, route_id=route.id, lead_time_manual_days=4.0
        )
        (after,) = supply._get_supply(point, self.company, today)
        self.assertEqual(
            (after["supply_type"], after["promised_days"]), ("transfer", 4)
        )
