from datetime import timedelta

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger


def get_suite_id(name):
    """Return the id that the test page gives to a suite: a 32-bit string hash."""
    value = 0
    for character in name:
        value = (31 * value + ord(character)) & 0xFFFFFFFF
    return f"{value:08x}"


class TourCase(HttpCase):
    """A planned product, and users for the tours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        product = cls.env["product.product"].create(
            {
                "name": "Tour product",
                "type": "consu",
                "is_storable": True,
                "standard_price": 12.0,
                "seller_ids": [
                    (
                        0,
                        0,
                        {
                            "partner_id": cls.env["res.partner"]
                            .create({"name": "Tour vendor"})
                            .id,
                            "delay": 7,
                            "price": 12.0,
                        },
                    )
                ],
            }
        )
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.env["stock.quant"]._update_available_quantity(
            product, warehouse.lot_stock_id, 450
        )
        cls.deliver(product, warehouse)
        cls.env["inv.planning.run"].create({})._execute()
        groups = "inv_optimisation.group_inv_manager,stock.group_stock_manager"
        new_test_user(cls.env, "inv_tour_manager", groups=groups)
        planner = "inv_optimisation.group_inv_planner"
        new_test_user(cls.env, "inv_tour_planner", groups=planner)

    @classmethod
    def deliver(cls, product, warehouse):
        """Deliver once a week for half a year."""
        today = cls.env.cr.now()
        moves = cls.env["stock.move"].create(
            [
                {
                    "product_id": product.id,
                    "product_uom": product.uom_id.id,
                    "product_uom_qty": 15 + week % 5,
                    "location_id": warehouse.lot_stock_id.id,
                    "location_dest_id": cls.env.ref(
                        "stock.stock_location_customers"
                    ).id,
                }
                for week in range(26)
            ]
        )
        moves._action_confirm(merge=False)
        for week, move in enumerate(moves):
            move.quantity = move.product_uom_qty
            move.picked = True
            move._action_done()
            move.date = today - timedelta(weeks=week + 1)


@tagged("post_install", "-at_install")
class TestTours(TourCase):
    """The main paths of planners and managers in the browser."""

    def test_planner_applies_and_undoes_a_change(self):
        tour = "inv_planner_applies_and_undoes_a_change"
        self.start_tour("/odoo/stocking-points", tour, login="inv_tour_planner")

    def test_planner_explains_and_overrides_an_item(self):
        tour = "inv_planner_explains_and_overrides_an_item"
        self.start_tour("/odoo/stocking-points", tour, login="inv_tour_planner")

    def test_manager_reads_the_policy_board(self):
        tour = "inv_manager_reads_the_policy_board"
        self.start_tour("/odoo/stocking-points", tour, login="inv_tour_manager")

    def test_manager_reads_the_kpis(self):
        tour = "inv_manager_reads_the_kpis"
        self.start_tour("/odoo/stocking-points", tour, login="inv_tour_manager")

    def test_planner_queues_a_run(self):
        tour = "inv_planner_queues_a_run"
        self.start_tour("/odoo/stocking-points", tour, login="inv_tour_planner")

    def test_planner_accepts_an_order_change(self):
        company = self.env.company
        point = self.env["inv.stocking.point"].search(
            [("product_id.name", "=", "Tour product")]
        )
        warehouse = point.warehouse_id
        self.env["stock.quant"]._update_available_quantity(
            point.product_id, warehouse.lot_stock_id, 400
        )
        self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": point.product_id.id,
                "warehouse_id": warehouse.id,
                "location_id": warehouse.lot_stock_id.id,
                "product_min_qty": 10,
                "product_max_qty": 800,
            }
        )
        order = self.env["purchase.order"].create(
            {
                "partner_id": point.product_id.seller_ids.partner_id.id,
                "picking_type_id": warehouse.in_type_id.id,
                "order_line": [
                    (0, 0, {"product_id": point.product_id.id, "product_qty": 100})
                ],
            }
        )
        due = order.order_line.date_planned
        self.env["inv.order.message.finder"]._find(company)
        message = self.env["inv.order.message"].search([("point_id", "=", point.id)])
        self.assertEqual(message.kind, "postpone")
        self.start_tour(
            "/odoo/order-changes", "inv_order_message", login="inv_tour_planner"
        )
        self.assertGreater(order.order_line.date_planned, due)


class RequisitionTourCase(TourCase):
    """A vendor whose minimum order is not reached yet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.inv_requisition_mode = "approval"
        product = cls.env["product.product"].search([("name", "=", "Tour product")])
        point = cls.env["inv.stocking.point"].search([("product_id", "=", product.id)])
        point.orderpoint_id = cls.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": product.id,
                "warehouse_id": point.warehouse_id.id,
                "location_id": point.warehouse_id.lot_stock_id.id,
            }
        )
        lines = cls.env["inv.requisition.raiser"]._raise(point, {point: 20})
        cls.requisition = lines.requisition_id
        vendor = cls.requisition.vendor_id
        vendor.inv_minimum_order_value = cls.requisition.amount_total + 60


@tagged("post_install", "-at_install")
class TestRequisitionTours(RequisitionTourCase):
    """The queue on a wide screen."""

    def test_manager_approves_a_requisition(self):
        tour = "inv_requisition_approve"
        self.start_tour("/odoo/stocking-points", tour, login="inv_tour_manager")
        self.assertEqual(self.requisition.state, "ordered")
        self.assertTrue(self.requisition.purchase_order_ids)

    def test_manager_fills_an_order_up(self):
        before = self.requisition.amount_total
        tour = "inv_requisition_fill_up"
        self.start_tour("/odoo/stocking-points", tour, login="inv_tour_manager")
        vendor = self.requisition.vendor_id
        self.assertGreater(self.requisition.amount_total, before)
        self.assertGreaterEqual(
            self.requisition.amount_total, vendor.inv_minimum_order_value
        )


@tagged("post_install", "-at_install")
class TestRequisitionPhoneTour(RequisitionTourCase):
    """The queue on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_manager_approves_on_a_phone(self):
        tour = "inv_requisition_phone"
        self.start_tour("/odoo/requisition-queue", tour, login="inv_tour_manager")
        self.assertEqual(self.requisition.state, "ordered")


class ComponentCase(HttpCase):
    """Run the component tests of an addon in the browser."""

    addon = "inv_optimisation"

    def run_components(self, preset):
        suite = get_suite_id(f"@{self.addon}")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset={preset}&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            # Messages of the page are no failures; those of the tests are.
            error_checker=lambda message: "[HOOT]" not in message,
        )


@tagged("post_install", "-at_install")
class TestComponents(ComponentCase):
    @mute_logger("odoo.http")
    def test_components_on_a_wide_screen(self):
        self.run_components("desktop")


@tagged("post_install", "-at_install")
class TestPhoneComponents(ComponentCase):
    browser_size = "375x667"
    touch_enabled = True

    @mute_logger("odoo.http")
    def test_components_on_a_phone(self):
        self.run_components("mobile")
