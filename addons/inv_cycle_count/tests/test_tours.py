from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.inv_optimisation.tests.test_tours import ComponentCase

from .common import CountCase


class CountTourCase(HttpCase, CountCase):
    """Bins and counts of the main company, for the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": [1]})
        cls.company = cls.env.ref("base.main_company")
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.stock = cls.warehouse.lot_stock_id
        cls.env["inv.count.line"].search([("state", "=", "review")]).unlink()
        cls.counter = new_test_user(
            cls.env,
            "inv_tour_counter",
            groups="inv_cycle_count.group_counter,stock.group_stock_user",
        )
        new_test_user(
            cls.env,
            "inv_tour_approver",
            groups="inv_cycle_count.group_count_approver",
        )
        cls.bin_a = cls.new_bin("T-01")
        cls.bin_b = cls.new_bin("T-02")


@tagged("post_install", "-at_install")
class TestApprovalTour(CountTourCase):
    """An approver works through the queue."""

    def count_wrong(self, product, quantity, location):
        session = self.new_session(
            [(location, product)], self.counter, recount_by="none"
        )
        place = self.place_of(session, location)
        self.count(place, {product: quantity}, self.counter)
        self.submit(place, self.counter)
        return session.line_ids

    def test_variances_are_approved_and_offset(self):
        pump = self.new_product("Tour pump", standard_price=100)
        seal = self.new_product("Tour seal", standard_price=1)
        self.lay(pump, 20, self.bin_a)
        self.lay(seal, 20, self.bin_a)
        self.lay(seal, 10, self.bin_b)
        wrong = self.count_wrong(pump, 15, self.bin_a)
        short = self.count_wrong(seal, 12, self.bin_a)
        extra = self.count_wrong(seal, 18, self.bin_b)
        self.start_tour(
            "/odoo/count-variances", "inv_variance_approval", login="inv_tour_approver"
        )
        self.env.invalidate_all()
        self.assertEqual((wrong | short | extra).mapped("state"), ["approved"] * 3)
        self.post()
        self.assertEqual(self.book(seal, self.bin_a), 12)
        self.assertEqual(self.book(seal, self.bin_b), 18)


@tagged("post_install", "-at_install")
class TestCountComponents(ComponentCase):
    addon = "inv_cycle_count"

    @mute_logger("odoo.http")
    def test_components_on_a_wide_screen(self):
        self.run_components("desktop")
