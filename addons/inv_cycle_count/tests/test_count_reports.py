import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from .programme_common import CountCase


@tagged("post_install", "-at_install")
class TestCountReports(CountCase):
    def setUp(self):
        super().setUp()
        self.item = self.new_item(
            "Bearing", self.place_b1, 4321, barcode="4006381333931"
        )
        other = self.new_item("Bolt", self.place_a1, 5)
        self.session = self.new_session(user_id=self.counter.id)
        self.session._add_positions(
            [(self.place_b1.id, self.item.id), (self.place_a1.id, other.id)]
        )
        self.session._add_empty_places(self.place_a2)
        self.reports = self.env["ir.actions.report"].with_user(self.supervisor)

    def html(self, report, ids):
        return self.reports._render_qweb_html(report, ids)[0].decode()

    def test_the_sheet_walks_through_the_places_and_hides_the_book(self):
        html = self.html("inv_cycle_count.count_sheet", self.session.ids)
        self.assertIn(self.session.name, html)
        self.assertLess(html.index("A-01"), html.index("B-01"))
        self.assertIn("Should be empty", html)
        self.assertNotIn("4321", html)
        self.assertNotIn("Expected", html)
        self.assertIn("data:image/svg+xml;base64,", html)

    def test_the_sheet_of_an_open_count_shows_the_book(self):
        self.session.is_blind = False
        html = self.html("inv_cycle_count.count_sheet", self.session.ids)
        self.assertIn("4321", html)

    def test_a_barcode_is_drawn_without_a_raster_library(self):
        image = self.env["inv.count.barcode"]._get_image
        for value, kind in (("LOC-1", "auto"), ("4006381333931", "auto"), ("X", "QR")):
            head, data = image(value, kind).split(",")
            self.assertEqual(head, "data:image/svg+xml;base64")
            self.assertIn(b"<svg", base64.b64decode(data))
        self.assertEqual(image(""), "")

    def test_an_ean_needs_its_check_digit(self):
        type_of = self.env["inv.count.barcode"]._get_type
        self.assertEqual(type_of("4006381333931", "auto"), "EAN13")
        self.assertEqual(type_of("4006381333932", "auto"), "Code128")
        self.assertEqual(type_of("96385074", "auto"), "EAN8")
        self.assertEqual(type_of("WH-01", "auto"), "Code128")

    def test_labels_of_places_and_products(self):
        wizard = self.env["inv.count.label.wizard"].create(
            {
                "location_ids": [(6, 0, self.aisle_a.ids)],
                "has_places_below": True,
                "product_ids": [(6, 0, self.item.ids)],
                "copies": 2,
                "size": "small",
            }
        )
        self.assertEqual(wizard.label_count, 6)
        self.assertEqual(wizard.action_print()["type"], "ir.actions.report")
        html = self.html("inv_cycle_count.count_labels", wizard.ids)
        self.assertEqual(html.count("o_inv_label"), 6)
        self.assertEqual(html.count(">4006381333931<"), 2)
        self.assertEqual(html.count(f">{self.place_a1.barcode}<"), 2)

    def test_labels_start_with_what_was_chosen(self):
        context = {"active_model": "stock.location", "active_ids": self.place_a1.ids}
        wizard = self.env["inv.count.label.wizard"].with_context(**context).create({})
        self.assertEqual(wizard.location_ids, self.place_a1)
        wizard.copies = 5000
        with self.assertRaisesRegex(UserError, "Choose 1 to 2000"):
            wizard.action_print()
