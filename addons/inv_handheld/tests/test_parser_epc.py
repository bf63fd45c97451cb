import sys

import epcpy

from odoo.tests import tagged

from .common import ScanCase

#: TDS 1.13, Appendix E.3: SGTIN-96 of 80614141123458 with serial 6789, filter 3.
SGTIN_96 = "3074257BF7194E4000001A85"


def write_tag(uri, coding):
    """Return the memory of a tag that holds ``uri``, in hexadecimal."""
    scheme = epcpy.epc_pure_identity_to_tag_encodable(uri)
    kind = type(scheme)
    filters = getattr(sys.modules[kind.__module__], f"{kind.__name__}FilterValue")
    return scheme.hex(
        binary_coding_scheme=scheme.BinaryCodingScheme[coding],
        filter_value=next(iter(filters)),
    )


@tagged("post_install", "-at_install")
class TestParserEpc(ScanCase):
    """Tags and EPC addresses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pump = cls.new_product("Pump", barcode="80614141123458", tracking="serial")
        cls.serial = cls.new_lot(cls.pump, "6789")

    def test_published_tag_is_its_item_and_serial(self):
        for code in (
            SGTIN_96,
            SGTIN_96.lower(),
            "urn:epc:id:sgtin:0614141.812345.6789",
            "urn:epc:tag:sgtin-96:3.0614141.812345.6789",
        ):
            (answer,) = self.parse(code)
            self.assertEqual(answer["product_id"], self.pump.id, code)
            self.assertEqual(answer["lot_id"], self.serial.id, code)
            self.assertTrue(answer["is_serial"])
            self.assertEqual(
                [part["ai"] for part in answer["elements"]], ["01", "21"], code
            )

    def test_sgtin_198_holds_letters(self):
        serial = self.new_lot(self.pump, "32a/b")
        uri = "urn:epc:id:sgtin:0614141.812345.32a%2Fb"
        code = write_tag(uri, "SGTIN_198")
        (answer,) = self.parse(code)
        self.assertEqual(answer["lot_id"], serial.id)

    def test_tag_memory_kept_as_serial_number(self):
        unknown = "3074257BF7194E4000001A99"
        lot = self.new_lot(self.pump, unknown)
        (answer,) = self.parse(unknown.lower())
        self.assertEqual(answer["lot_id"], lot.id)
        plain = self.new_lot(self.seal, "E2801160600002054A1B2C3D")
        (answer,) = self.parse("E2801160600002054A1B2C3D")
        self.assertEqual(answer["lot_id"], plain.id)

    def test_sscc_is_a_package(self):
        package = self.env["stock.package"].create({"name": "106141412345678908"})
        for code in (
            "urn:epc:id:sscc:0614141.1234567890",
            write_tag("urn:epc:id:sscc:0614141.1234567890", "SSCC_96"),
        ):
            (answer,) = self.parse(code)
            self.assertEqual(answer["package_id"], package.id, code)

    def test_sgln_is_a_place_and_its_extension_a_part_of_it(self):
        building = self.new_place("Building", barcode="0614141123452")
        shelf = self.new_place("Shelf", barcode="0614141123452.400")
        (answer,) = self.parse("urn:epc:id:sgln:0614141.12345.0")
        self.assertEqual(answer["location_id"], building.id)
        (answer,) = self.parse("urn:epc:id:sgln:0614141.12345.400")
        self.assertEqual(answer["location_id"], shelf.id)
        code = write_tag("urn:epc:id:sgln:0614141.12345.400", "SGLN_96")
        (answer,) = self.parse(code)
        self.assertEqual(answer["location_id"], shelf.id)
        (answer,) = self.parse("urn:epc:id:sgln:0614141.12345.999")
        self.assertEqual(answer["kind"], "unknown")

    def test_grai_is_a_package_or_lot_by_its_number(self):
        tray = self.env["stock.package"].create({"name": "0614141123452400"})
        code = write_tag("urn:epc:id:grai:0614141.12345.400", "GRAI_96")
        for raw in ("urn:epc:id:grai:0614141.12345.400", code):
            (answer,) = self.parse(raw)
            self.assertEqual(answer["package_id"], tray.id, raw)

    def test_broken_addresses_are_answers(self):
        for code in (
            "urn:epc:id:sgtin:1",
            "urn:epc:id:sgtin:a.b.c",
            "urn:epc:id:sgln:x",
            "urn:epc:id:nothing:1.2.3",
            "urn:epc:tag:sgtin-96:9.0614141.812345.6789.1",
            "urn:epc:id:",
            "FFFF257BF7194E4000001A85",
        ):
            (answer,) = self.parse(code)
            self.assertEqual(answer["kind"], "unknown", code)
            self.assertTrue(answer["message"], code)

    def test_thousand_tags_cost_as_many_queries_as_ten(self):
        tags = [f"3074257BF7194E40{serial:08X}" for serial in range(1000)]
        self.assertEqual(
            self.count_queries(lambda: self.parse(*tags[:10])),
            self.count_queries(lambda: self.parse(*tags)),
        )
