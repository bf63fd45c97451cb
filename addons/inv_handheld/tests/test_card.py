from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import GTIN, ScanCase


@tagged("post_install", "-at_install")
class TestCard(ScanCase):
    """Look up: where is it, what is here, what does the code say."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.put(cls.seal, cls.bin_a, 18, cls.lot_1)
        cls.put(cls.seal, cls.bin_b, 238, cls.lot_1)
        cls.put(cls.seal, cls.bin_c, 96, cls.lot_2)

    def get_figures(self, card):
        return [total["value"] for total in card["totals"]]

    def test_item_with_its_places_largest_first(self):
        self.env["stock.quant"]._update_reserved_quantity(
            self.seal, self.bin_b, 60, lot_id=self.lot_1
        )
        card = self.look(GTIN)
        self.assertEqual(card["title"], "Seal")
        self.assertEqual(self.get_figures(card), [352, 292, 60])
        lines = [(line["place"], line["quantity"]) for line in card["lines"]]
        self.assertEqual(lines, [("Q-01-2-A", 238), ("Q-09-1-A", 96), ("Q-01-1-A", 18)])
        self.assertEqual(card["lines"][0]["reserved"], 60)

    def test_nearest_place_comes_first_from_where_the_user_is(self):
        card = self.look(GTIN, here=self.bin_a.id)
        places = [line["place"] for line in card["lines"]]
        self.assertEqual(places, ["Q-01-1-A", "Q-01-2-A", "Q-09-1-A"])
        card = self.look(GTIN, here=self.bin_c.id)
        self.assertEqual(card["lines"][0]["place"], "Q-09-1-A")

    def test_lot_is_marked_among_the_others(self):
        card = self.look("VD-2")
        self.assertEqual(card["lot"], "VD-2")
        marked = [line["place"] for line in card["lines"] if line["is_this"]]
        self.assertEqual(marked, ["Q-09-1-A"])

    def test_place_tells_what_is_in_it_and_below_it(self):
        ring = self.new_product("A ring")
        shelf = self.new_place("Shelf", location_id=self.bin_a.id)
        self.put(ring, shelf, 3)
        card = self.look("Q-01-1-A")
        self.assertEqual(card["location_id"], self.bin_a.id)
        content = [
            (line["name"], line["lot"], line["quantity"]) for line in card["lines"]
        ]
        self.assertEqual(content, [("A ring", False, 3), ("Seal", "VD-1", 18)])

    def test_package_tells_what_is_inside(self):
        package = self.env["stock.package"].create({"name": "PACK-77"})
        self.put(self.seal, self.bin_a, 5, self.lot_2, package)
        card = self.look("PACK-77")
        self.assertEqual(card["kind"], "package")
        self.assertEqual([line["quantity"] for line in card["lines"]], [5])

    def test_code_says_what_its_parts_are(self):
        card = self.look(f"010{GTIN}10VD-1")
        parts = [(part["ai"], part["value"]) for part in card["scan"]["elements"]]
        self.assertEqual(parts, [("01", f"0{GTIN}"), ("10", "VD-1")])

    def test_unknown_code_is_told(self):
        (answer,) = self.submit(self.event(1, "NO-SUCH"))
        self.assertEqual(answer["feedback"], "unknown")
        self.assertIn("NO-SUCH", answer["message"])
        self.assertEqual(answer["data"]["card"]["kind"], "unknown")

    def test_expiry_of_lot_and_label(self):
        today = fields.Date.context_today(self.env.user)
        for days, status in ((-1, "over"), (5, "soon"), (400, "good")):
            date = today + timedelta(days=days)
            card = self.look(f"010{GTIN}17{date:%y%m%d}10NEW")
            self.assertEqual(card["expiry"]["status"], status, days)
        if "expiration_date" in self.lot_1._fields:
            self.lot_1.expiration_date = fields.Datetime.now() + timedelta(days=3)
            self.assertEqual(self.look("VD-1")["expiry"]["status"], "soon")

    def test_next_receipt_is_told_to_those_who_may_see_it(self):
        move = self.env["stock.move"].create(
            {
                "product_id": self.seal.id,
                "product_uom_qty": 240,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.stock.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "origin": "PO-1",
            }
        )
        move._action_confirm()
        self.assertEqual(self.look(GTIN)["next"]["quantity"], 240)
        counter = self.new_user("counter", "inv_handheld.group_scan_user")
        card = self.look(GTIN, user=counter)
        self.assertFalse(card["next"])
        self.assertEqual(self.get_figures(card)[0], 352)

    def test_other_company_is_not_counted(self):
        other = self.env["res.company"].create({"name": "Other"})
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", other.id)], limit=1
        )
        self.put(self.seal, warehouse.lot_stock_id, 1000, self.lot_1)
        self.assertEqual(self.get_figures(self.look(GTIN))[0], 352)

    def test_queries_do_not_grow_with_the_places(self):
        few = self.count_queries(lambda: self.look(GTIN, here=self.bin_a.id))
        for index in range(50):
            place = self.new_place(f"R-{index:02d}")
            self.put(self.seal, place, 1 + index, self.new_lot(self.seal, f"L{index}"))
        many = self.count_queries(lambda: self.look(GTIN, here=self.bin_a.id))
        self.assertEqual(few, many)

    def test_queries_do_not_grow_with_the_content(self):
        for index in range(3):
            self.put(self.new_product(f"N{index}"), self.bin_a, 1)
        few = self.count_queries(lambda: self.look("Q-01-1-A"))
        for index in range(50):
            self.put(self.new_product(f"P{index:02d}"), self.bin_a, 1)
        many = self.count_queries(lambda: self.look("Q-01-1-A"))
        self.assertEqual(few, many)

    def test_card_is_cut_and_the_sum_is_not(self):
        for index in range(70):
            self.put(self.seal, self.new_place(f"R-{index:02d}"), 1, self.lot_1)
        card = self.look(GTIN)
        self.assertEqual(len(card["lines"]), 60)
        self.assertEqual(self.get_figures(card)[0], 352 + 70)
