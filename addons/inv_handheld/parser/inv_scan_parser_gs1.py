import re

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools.barcode import get_barcode_check_digit

from .inv_scan_parser import FNC1, GS1_IDENTIFIERS

#: Written form of a label: (01)04012345678901(10)A5.
WRITTEN = re.compile(r"^\(\d{2,4}\)")
WRITTEN_AI = re.compile(r"\((\d{2,4})\)")
#: What a wedge without a control character may send in place of FNC1.
SEPARATORS = re.compile("Alt029|\x1d")
GTIN_LENGTHS = (8, 12, 13, 14)


class InvScanParserGs1(models.AbstractModel):
    """GS1 element strings, on the rules of core's nomenclature."""

    _inherit = "inv.scan.parser"

    @api.model
    def _decode_gs1(self, reading):
        """Read a GS1 label; keep the plain code too, as one may look like the other."""
        code = reading["code"]
        is_written = bool(WRITTEN.match(code))
        if is_written:
            code = WRITTEN_AI.sub(FNC1 + r"\1", code).lstrip(FNC1)
        # Core's rule for lots would take "Alt" for letters of the lot.
        code = SEPARATORS.sub(FNC1, code)
        parts = self._decompose(code)
        if not parts:
            return False
        # A plain barcode may happen to look like an element string.
        reading["is_coded"] = (
            is_written
            or code.startswith((*GS1_IDENTIFIERS, FNC1))
            or FNC1 in code
            or parts[0]["ai"] in ("00", "01", "02")
        )
        reading["parts"] = parts
        if reading["is_coded"]:
            self._read_parts(reading)
        return True

    @api.model
    def _read_as_coded(self, reading):
        """Return the other way to read a doubtful code: as an element string."""
        coded = {**reading, "elements": [], "place_codes": [], "is_coded": True}
        self._read_parts(coded)
        return coded

    @api.model
    def _decompose(self, code):
        """Return core's list of parts, or an empty list for what is not GS1."""
        nomenclature = self._get_nomenclature()
        if not nomenclature:
            return []
        try:
            parts = nomenclature.gs1_decompose_extended(code)
        except (ValidationError, ValueError, OverflowError):
            # A date that does not exist, a measure without digits.
            return []
        return parts if isinstance(parts, list) else []

    @api.model
    def _get_nomenclature(self):
        """Return core's GS1 rules, whatever nomenclature the company uses."""
        xmlid = "barcodes_gs1_nomenclature.default_gs1_nomenclature"
        # Looked up in a cache: a query for each code would be thousands.
        res_id = self.env["ir.model.data"]._xmlid_to_res_id(xmlid)
        # Rules of core that hold no business data; scanning needs no right on them.
        return self.env["barcode.nomenclature"].sudo().browse(res_id)

    @api.model
    def _read_parts(self, reading):
        """Fill the reading from the parts of an element string."""
        for part in reading["parts"]:
            ai, value, rule = part["ai"], part["value"], part["rule"]
            self._add_element(reading, ai, rule.name, value)
            if part["type"] == "product":
                reading["gtin"] = value
            elif part["type"] == "package":
                reading["package_name"] = value
            elif part["type"] == "lot":
                # A serial says more than the lot that it belongs to.
                if ai == "21" or not reading["is_serial"]:
                    reading["lot_name"] = value
                reading["is_serial"] = reading["is_serial"] or ai == "21"
            elif part["type"] == "expiration_date":
                reading["expiry"] = value
            elif part["type"] == "use_date":
                reading["expiry"] = reading["expiry"] or value
            elif part["type"] == "quantity":
                reading["quantity"] = value
                reading["uom"] = rule.associated_uom_id
            elif part["type"] in ("location", "location_dest"):
                reading["gln"] = value
                reading["place_codes"] += [value, ai + value]

    @api.model
    def _get_gtin_variants(self, code):
        """Return the ways to write one GTIN: 14, 13 (EAN), 12 (UPC) and 8 digits."""
        # Only ASCII digits: isdigit() alone takes superscripts and other scripts.
        if not (code.isascii() and code.isdigit() and len(code) in GTIN_LENGTHS):
            return [code]
        full = code.zfill(14)
        if str(get_barcode_check_digit(full.zfill(18))) != full[-1]:
            return [code]
        return [
            full[-length:]
            for length in reversed(GTIN_LENGTHS)
            if not full[:-length].strip("0")
        ]
