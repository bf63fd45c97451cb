"""Browser tours of hubs and of shared safety stock; test_tours.py runs them."""

from odoo.tests import HttpCase, tagged

from .deployment_common import DeploymentCase
from .test_shared_stock import SharedStockCase


class DeploymentTourCase(DeploymentCase, HttpCase):
    """A hub that is short of one item."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pump = cls.new_hub_item("Tour pump")
        cls.new_hub_item("Tour seal", hub=900.0)

    def check_allocation(self):
        self.deploy()
        self.start_tour(
            "/odoo/hub-allocation", "inv_hub_allocation", login=self.planner.login
        )
        rotterdam = self.get_line(self.pump, self.rotterdam)
        lyon = self.get_line(self.pump, self.lyon)
        self.assertEqual((rotterdam.qty, lyon.qty), (30.0, 27.0))
        for line in (rotterdam, lyon):
            self.assertEqual(line.state, "accepted")
            outgoing = line.suggestion_id.move_ids.filtered(
                lambda move: move.location_id.warehouse_id == self.leeds
            )
            self.assertEqual(outgoing.product_uom_qty, line.qty)
            self.assertTrue(outgoing.picking_id)


@tagged("post_install", "-at_install")
class TestDeploymentTours(DeploymentTourCase):
    browser_size = "1440x900"

    def test_a_short_hub_is_shared_edited_and_sent(self):
        self.check_allocation()

    def test_the_first_run_is_started_from_the_empty_page(self):
        self.start_tour(
            "/odoo/hub-allocation", "inv_hub_first_run", login=self.planner.login
        )


@tagged("post_install", "-at_install")
class TestDeploymentPhoneTours(DeploymentTourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_short_hub_is_shared_edited_and_sent_on_a_phone(self):
        self.check_allocation()


@tagged("post_install", "-at_install")
class TestSharedStockTours(SharedStockCase, HttpCase):
    browser_size = "1440x900"

    def test_a_planner_computes_reads_and_uses_the_network_stock(self):
        product = self.new_shared("Tour pump")
        self.start_tour(
            "/odoo/shared-safety-stock", "inv_shared_stock", login=self.planner.login
        )
        self.assertTrue(self.get_shared(product).is_used)
