import re
from urllib.parse import unquote

import epcpy

from odoo import api, models

from .inv_scan_parser import FNC1

URI = re.compile(r"^urn:epc:(id|tag):", re.IGNORECASE)
#: A tag's memory bank: whole 16-bit words, from 96 bits on.
HEXADECIMAL = re.compile(r"^(?:[0-9A-Fa-f]{4}){6,32}$")
#: What epcpy raises on memory that holds no EPC (its own error is one of them).
UNREADABLE = (
    epcpy.ConvertException,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    OverflowError,
)


class InvScanParserEpc(models.AbstractModel):
    """EPC: URIs by core where core knows the scheme, all others and tags by epcpy."""

    _inherit = "inv.scan.parser"

    @api.model
    def _decode_epc_uri(self, reading):
        code = reading["code"]
        if not URI.match(code):
            return False
        if ":tag:" in code.lower():
            scheme = self._read_scheme(epcpy.tag_uri_to_tag_encodable, code)
            return self._read_epc(reading, scheme)
        reading["epc"] = code
        if self._read_core_uri(reading):
            return True
        scheme = self._read_scheme(epcpy.epc_pure_identity_to_scheme, code)
        return self._read_epc(reading, scheme)

    @api.model
    def _decode_epc_binary(self, reading):
        """Read the memory of a tag; what holds no EPC may still be a serial number."""
        if not HEXADECIMAL.match(reading["code"]):
            return False
        scheme = self._read_scheme(epcpy.hex_to_tag_encodable, reading["code"])
        return bool(scheme) and self._read_epc(reading, scheme)

    @api.model
    def _read_scheme(self, convert, code):
        try:
            return convert(code)
        except UNREADABLE:
            return None

    @api.model
    def _read_core_uri(self, reading):
        """Let core read the URI: it knows sgtin, lgtin and sscc."""
        nomenclature = self._get_nomenclature()
        try:
            parts = nomenclature.parse_uri(reading["code"])
        except (ValueError, IndexError, TypeError):
            parts = None
        # A scheme that core does not know comes back as the string that went in.
        if not isinstance(parts, list):
            return False
        for part in parts:
            if part["type"] == "product":
                reading["gtin"] = part["value"]
                self._add_element(reading, "01", self.env._("Item"), part["value"])
            elif part["type"] == "lot":
                is_serial = ":lgtin:" not in reading["code"].lower()
                # An address writes "/" and its like as %2F; core leaves that.
                name = unquote(part["value"])
                reading.update(lot_name=name, is_serial=is_serial)
                label = self.env._("Serial") if is_serial else self.env._("Lot")
                self._add_element(reading, "21" if is_serial else "10", label, name)
            elif part["type"] == "package":
                reading["package_name"] = part["value"]
                self._add_element(reading, "00", self.env._("Package"), part["value"])
        reading["is_coded"] = True
        return True

    @api.model
    def _read_epc(self, reading, scheme):
        """Fill the reading from an EPC that epcpy understood."""
        if scheme is None:
            reading["message"] = self.env._(
                "This tag or address holds no EPC that can be read: %(code)s.",
                code=reading["code"],
            )
            return True
        reading["epc"] = self._read_scheme(lambda item: item.epc_uri, scheme)
        element = self._read_scheme(lambda item: item.gs1_element_string(), scheme)
        kind = type(scheme).__name__
        reading["is_coded"] = True
        if kind in ("SGTIN", "LGTIN", "SSCC") and reading["epc"]:
            core = {**reading, "code": reading["epc"]}
            if self._read_core_uri(core):
                core["code"] = reading["code"]
                reading.update(core)
                return True
        if kind == "SGLN" and element:
            self._read_place(reading, element)
        elif element:
            # GRAI, GIAI and others are assets: looked for as lot or package name.
            self._read_asset(reading, kind, element)
        return True

    @api.model
    def _read_place(self, reading, element):
        """Read ``(414)gln(254)extension``: a place by its barcode or its GLN."""
        found = re.match(r"\(414\)(\d{13})(?:\(254\)(.+))?$", element)
        if not found:
            return
        gln, extension = found.groups()
        reading["gln"] = gln
        self._add_element(reading, "414", self.env._("Place (GLN)"), gln)
        codes = [gln, f"414{gln}", reading["epc"]]
        if extension and extension != "0":
            self._add_element(reading, "254", self.env._("Part of it"), extension)
            # With an extension the GLN alone would name the whole building.
            whole = f"414{gln}254{extension}"
            codes = [f"{gln}.{extension}", whole, reading["epc"], extension]
        reading["place_codes"] += [code for code in codes if code]

    @api.model
    def _read_asset(self, reading, kind, element):
        plain = element.replace("(", FNC1).replace(")", "").lstrip(FNC1)
        self._add_element(reading, kind, self.env._("Asset"), element)
        names = [element, plain, plain.replace(FNC1, ""), reading["epc"]]
        # An asset's number as people write it: without its application identifier.
        found = re.match(r"\(\d{4}\)0?(.+)$", element)
        if found:
            names.append(found[1])
        reading["asset_names"] = [name for name in names if name]
