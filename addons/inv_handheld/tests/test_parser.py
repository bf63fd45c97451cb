from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import BOX_GTIN, GTIN, ScanCase

FNC1 = "\x1d"


@tagged("post_install", "-at_install")
class TestParser(ScanCase):
    """What printed codes mean."""

    def test_item_barcode(self):
        (answer,) = self.parse(GTIN)
        self.assertEqual(answer["kind"], "product")
        self.assertEqual(answer["product_id"], self.seal.id)
        self.assertEqual(answer["uom"], self.seal.uom_id.name)

    def test_gtin_of_fourteen_digits_finds_a_barcode_of_thirteen(self):
        (answer,) = self.parse("0" + GTIN)
        self.assertEqual(answer["product_id"], self.seal.id)

    def test_upc_finds_the_same_item_with_and_without_leading_zero(self):
        upc = self.new_product("Upc", barcode="036000291452")
        for code in ("036000291452", "0036000291452", "00036000291452"):
            (answer,) = self.parse(code)
            self.assertEqual(answer["product_id"], upc.id, code)

    def test_wrong_check_digit_finds_nothing_else(self):
        (answer,) = self.parse("04006381333932")
        self.assertEqual(answer["kind"], "unknown")
        self.assertIn("04006381333932", answer["message"])

    def test_internal_reference(self):
        (answer,) = self.parse("SEA-1")
        self.assertEqual(answer["product_id"], self.seal.id)

    def test_label_fills_item_lot_expiry_and_quantity(self):
        code = f"010{GTIN}17271231{'3012'}{FNC1}10VD-1"
        (answer,) = self.parse(code)
        self.assertEqual(answer["kind"], "lot")
        self.assertEqual(answer["product_id"], self.seal.id)
        self.assertEqual(answer["lot_id"], self.lot_1.id)
        self.assertEqual(answer["expiry"], "2027-12-31")
        self.assertEqual(answer["quantity"], 12)
        self.assertEqual(
            [part["ai"] for part in answer["elements"]], ["01", "17", "30", "10"]
        )

    def test_separators_and_symbology_identifiers(self):
        for code in (
            f"]C1010{GTIN}10VD-1{FNC1}3012",
            f"{FNC1}010{GTIN}10VD-1{FNC1}3012",
            f"010{GTIN}10VD-1Alt0293012",
            f"(01)0{GTIN}(10)VD-1(30)12",
            f"010{GTIN}10VD-1#3012",
        ):
            (answer,) = self.parse(code)
            self.assertEqual(answer["lot_id"], self.lot_1.id, code)
            self.assertEqual(answer["quantity"], 12, code)

    def test_gs1_is_read_whatever_nomenclature_the_company_uses(self):
        plain = self.env.ref("barcodes.default_barcode_nomenclature")
        for nomenclature in (
            plain,
            self.env.ref("barcodes_gs1_nomenclature.default_gs1_nomenclature"),
        ):
            self.company.nomenclature_id = nomenclature
            answers = self.parse(f"010{GTIN}10VD-1", GTIN, "Q-01-1-A", "SEA-1")
            kinds = [answer["kind"] for answer in answers]
            self.assertEqual(kinds, ["lot", "product", "location", "product"])

    def test_serial_is_a_serial(self):
        pump = self.new_product("Pump", barcode="96385074", tracking="serial")
        serial = self.new_lot(pump, "60417")
        (answer,) = self.parse("0100000096385074" + "2160417")
        self.assertEqual(answer["lot_id"], serial.id)
        self.assertTrue(answer["is_serial"])

    def test_measure_has_its_unit(self):
        (answer,) = self.parse(f"010{GTIN}3103001250")
        self.assertEqual(answer["quantity"], 1.25)
        self.assertEqual(answer["uom_id"], self.env.ref("uom.product_uom_kgm").id)

    def test_new_lot_of_a_known_item(self):
        (answer,) = self.parse(f"010{GTIN}10NEW-9")
        self.assertEqual(answer["kind"], "lot")
        self.assertFalse(answer["lot_id"])
        self.assertEqual(answer["lot"], "NEW-9")
        self.assertIn("NEW-9", answer["message"])

    def test_pack_barcode_multiplies(self):
        dozen = self.env["uom.uom"].create(
            {
                "name": "Box of 12",
                "relative_factor": 12,
                "relative_uom_id": self.seal.uom_id.id,
            }
        )
        self.env["product.uom"].create(
            {"product_id": self.seal.id, "uom_id": dozen.id, "barcode": BOX_GTIN}
        )
        for code in (BOX_GTIN, f"01{BOX_GTIN}10VD-1"):
            (answer,) = self.parse(code)
            self.assertEqual(answer["product_id"], self.seal.id)
            self.assertEqual(answer["packaging"]["quantity"], 12, code)
            self.assertEqual(answer["packaging"]["name"], "Box of 12")

    def test_item_number_that_looks_like_an_element_string(self):
        look_alike = self.new_product("Look-alike", barcode="2112345678900")
        (answer,) = self.parse("2112345678900")
        self.assertEqual(answer["product_id"], look_alike.id)
        self.assertFalse(answer["elements"])

    def test_element_string_without_item_is_read_when_nothing_else_fits(self):
        (answer,) = self.parse("10VD-2")
        self.assertEqual(answer["lot_id"], self.lot_2.id)

    def test_date_that_does_not_exist_is_an_answer(self):
        (answer,) = self.parse(f"010{GTIN}17991399")
        self.assertEqual(answer["kind"], "unknown")
        self.assertTrue(answer["message"])

    def test_place_by_barcode_path_and_single_name(self):
        self.bin_c.barcode = "P-77"
        self.new_place("Twice", barcode="T-1")
        self.new_place("Twice", barcode="T-2")
        answers = self.parse("P-77", "Q-09-1-A", self.bin_c.complete_name, "Twice")
        self.assertEqual(
            [answer["location_id"] for answer in answers],
            [self.bin_c.id, self.bin_c.id, self.bin_c.id, False],
        )

    def test_gln_is_a_place(self):
        dock = self.new_place("Dock", barcode="9501101020009")
        for code in ("4149501101020009", "(414)9501101020009", "9501101020009"):
            (answer,) = self.parse(code)
            self.assertEqual(answer["location_id"], dock.id, code)

    def test_package_by_sscc_and_name(self):
        sscc = "340123450000000000"
        sscc = sscc[:-1] + "0"
        package = self.env["stock.package"].create({"name": "340123450000000000"})
        answers = self.parse("00340123450000000000", sscc)
        self.assertEqual(
            [answer["package_id"] for answer in answers], [package.id, package.id]
        )

    def test_lot_name_of_two_items_gives_a_choice(self):
        ring = self.new_product("Ring", tracking="lot")
        self.new_lot(ring, "VD-1")
        (answer,) = self.parse("VD-1")
        self.assertEqual(answer["kind"], "lot")
        self.assertFalse(answer["product_id"])
        self.assertEqual(len(answer["choices"]), 2)
        (answer,) = self.parse(f"010{GTIN}10VD-1")
        self.assertEqual(answer["lot_id"], self.lot_1.id)

    def test_document_for_those_who_may_read_it(self):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.stock.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
            }
        )
        (answer,) = self.parse(picking.name)
        self.assertEqual(answer["document"]["id"], picking.id)
        counter = self.new_user("counter", "inv_handheld.group_scan_user")
        (answer,) = self.parse(picking.name, user=counter)
        self.assertEqual(answer["kind"], "unknown")

    def test_command(self):
        (answer,) = self.parse("OBTVALI")
        self.assertEqual((answer["kind"], answer["command"]), ("command", "confirm"))

    def test_other_company_names_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        foreign = self.new_user("foreign", "stock.group_stock_user", company=other)
        self.seal.product_tmpl_id.company_id = self.company
        parser = (
            self.env["inv.scan.parser"]
            .with_user(foreign)
            .with_context(allowed_company_ids=other.ids)
        )
        for answer in parser.parse([GTIN, "Q-01-1-A", "VD-2", "SEA-1"]):
            self.assertEqual(answer["kind"], "unknown", answer["raw"])

    def test_stranger_may_not_parse(self):
        stranger = self.new_user("stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self.parse(GTIN, user=stranger)

    def test_queries_do_not_grow_with_the_codes(self):
        few = [GTIN, "Q-01-1-A", "VD-2", "nothing", f"010{GTIN}10VD-1"]
        for index in range(40):
            product = self.new_product(f"P{index}", default_code=f"CODE-{index}")
            self.new_lot(product, f"LOT-{index}")
        many = few + [f"CODE-{index}" for index in range(40)]
        many += [f"LOT-{index}" for index in range(40)]
        self.assertEqual(
            self.count_queries(lambda: self.parse(*few)),
            self.count_queries(lambda: self.parse(*many)),
        )
