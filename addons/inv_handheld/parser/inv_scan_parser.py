from odoo import api, models

#: Longer than the longest code that a label or a tag can hold.
LONGEST_CODE = 512
#: Codes of one call; a bulk read of tags is cut into calls by the task.
MOST_CODES = 5000
#: Symbology identifiers that say "this is GS1" (ISO/IEC 15424).
GS1_IDENTIFIERS = ("]C1", "]e0", "]d2", "]Q3", "]J1")
FNC1 = "\x1d"


class InvScanParser(models.AbstractModel):
    """Tells what scanned codes mean: the one place where codes are read.

    Two phases. *Steps* decode one raw string without the database (commands, EPC,
    GS1, plain codes); *resolvers* look records up for all codes at once, one query a
    model. So the number of queries does not depend on the number of codes. A code
    that nobody knows is an answer of kind ``unknown``, never an exception.
    """

    _name = "inv.scan.parser"
    _description = "Scan parser"

    @api.model
    def parse(self, raws):
        """Return one dict for each raw string, in the same order.

        Keys: ``raw``, ``kind`` (product, lot, location, package, document, command,
        unknown), ``product_id``, ``product``, ``lot_id``, ``lot``, ``is_serial``,
        ``expiry`` (ISO date), ``quantity``, ``uom_id``, ``uom``, ``packaging``,
        ``location_id``, ``location``, ``package_id``, ``package``, ``document``
        (model, id, name), ``command``, ``epc`` (pure identity URI), ``elements``
        (ai, label, value: what each part said), ``choices`` (lots of several items
        with this name) and ``message``. What the code does not say is False.
        """
        self.env["inv.scan.station"]._check_user()
        return self._parse(raws)

    @api.model
    def _parse(self, raws):
        """Do what ``parse`` says, for callers on the server."""
        readings = [self._decode(raw) for raw in list(raws)[:MOST_CODES]]
        # "21123…" may be an item number or an element string: both are looked up.
        doubtful = {
            index: self._read_as_coded(reading)
            for index, reading in enumerate(readings)
            if reading["parts"] and not reading["is_coded"]
        }
        everything = [*readings, *doubtful.values()]
        for name in self._get_resolvers():
            getattr(self, name)(everything)
        for index, coded in doubtful.items():
            plain = readings[index]
            if not self._is_found(plain) and not plain["document"]:
                found = self._is_found(coded)
                readings[index] = coded if found else plain
        for reading in readings:
            self._conclude(reading)
        return [self._prepare_answer(reading) for reading in readings]

    @api.model
    def _get_steps(self):
        """Return names of methods ``(reading)`` that decode one code, in order.

        A step fills ``reading`` and returns True when no later step may read the code.
        Override to add a kind of code before or after those of core.
        """
        return [
            "_decode_command",
            "_decode_epc_uri",
            "_decode_epc_binary",
            "_decode_gs1",
        ]

    @api.model
    def _get_resolvers(self):
        """Return names of methods ``(readings)``, each of a constant number of queries.

        Order matters: the product must be known before its lot is looked for.
        """
        return [
            "_resolve_products",
            "_resolve_locations",
            "_resolve_warehouses",
            "_resolve_packages",
            "_resolve_lots",
            "_resolve_documents",
        ]

    @api.model
    def _get_commands(self):
        """Return {barcode: command} of the printed command codes."""
        return {
            "OBTVALI": "confirm",
            "OCDDISC": "undo",
            "OCDPREV": "back",
            "OCDNEXT": "next",
            "OCDHOME": "home",
        }

    # ------------------------------------------------------------------
    # Decoding
    # ------------------------------------------------------------------

    @api.model
    def _new_reading(self, raw):
        """Return an empty reading: what the steps and the resolvers fill."""
        return {
            "raw": raw,
            "code": raw,
            "gtin": False,
            "gln": False,
            "lot_name": False,
            "is_serial": False,
            "package_name": False,
            "place_codes": [],
            "expiry": False,
            "quantity": False,
            "uom": self.env["uom.uom"],
            "command": False,
            "epc": False,
            "elements": [],
            "is_coded": False,
            "parts": [],
            "product": self.env["product.product"],
            "packaging": self.env["product.uom"],
            "lot": self.env["stock.lot"],
            "lots": self.env["stock.lot"],
            "location": self.env["stock.location"],
            "package": self.env["stock.package"],
            "document": False,
            "kind": "unknown",
            "message": False,
        }

    @api.model
    def _decode(self, raw):
        raw = raw if isinstance(raw, str) else str(raw or "")
        reading = self._new_reading(raw[:LONGEST_CODE])
        # PostgreSQL takes no NUL, a label has no line breaks at its ends.
        code = reading["raw"].replace("\x00", "").strip(" \t\r\n")
        reading["code"] = code.encode("utf-8", "ignore").decode()
        reading["raw"] = reading["raw"].replace("\x00", "\N{REPLACEMENT CHARACTER}")
        reading["raw"] = reading["raw"].encode("utf-8", "replace").decode()
        if len(raw) > LONGEST_CODE:
            reading["message"] = self.env._("This code is too long to be a label.")
            reading["code"] = ""
        elif not reading["code"]:
            reading["message"] = self.env._("Nothing was read. Try again.")
        else:
            for name in self._get_steps():
                if getattr(self, name)(reading):
                    break
        return reading

    @api.model
    def _decode_command(self, reading):
        command = self._get_commands().get(reading["code"])
        if command:
            reading.update(kind="command", command=command)
        return bool(command)

    @api.model
    def _add_element(self, reading, ai, label, value):
        """Note what one part of the code said, to show it."""
        reading["elements"].append({"ai": ai, "label": label, "value": str(value)})

    # ------------------------------------------------------------------
    # The answer
    # ------------------------------------------------------------------

    @api.model
    def _conclude(self, reading):
        """Set the kind and the sentence of one reading from what was found."""
        if reading["kind"] != "command":
            reading["kind"] = self._get_kind(reading)
        if reading["message"] or reading["kind"] in ("command", "document"):
            return
        if reading["kind"] == "unknown":
            reading["message"] = self._get_unknown_message(reading)
        elif len(reading["lots"]) > 1 and not reading["lot"]:
            reading["message"] = self.env._(
                "%(count)s items have a lot %(lot)s. Scan the item first.",
                count=len(reading["lots"]),
                lot=reading["lots"][:1].name,
            )
        elif reading["lot_name"] and reading["product"] and not reading["lot"]:
            reading["message"] = self.env._(
                "Lot %(lot)s of %(product)s is new here.",
                lot=reading["lot_name"],
                product=reading["product"].display_name,
            )

    @api.model
    def _get_kind(self, reading):
        if reading["location"] and not reading["product"]:
            return "location"
        if reading["lot"] or reading["lots"]:
            return "lot"
        if reading["product"]:
            return "lot" if reading["lot_name"] else "product"
        if reading["package"]:
            return "package"
        return "document" if reading["document"] else "unknown"

    @api.model
    def _get_unknown_message(self, reading):
        if reading["gtin"]:
            return self.env._("No item has the code %(code)s.", code=reading["gtin"])
        if reading["gln"] or reading["place_codes"]:
            return self.env._("No place has the code %(code)s.", code=reading["code"])
        if reading["package_name"]:
            return self.env._("No package %(code)s.", code=reading["package_name"])
        return self.env._("Unknown code %(code)s.", code=reading["code"])

    @api.model
    def _prepare_answer(self, reading):
        """Return what leaves the parser: plain values, ids and names."""
        product, lot = reading["product"], reading["lot"]
        uom = reading["uom"] or reading["packaging"].uom_id or product.uom_id
        return {
            "raw": reading["raw"],
            "kind": reading["kind"],
            "product_id": product.id,
            "product": product.display_name or False,
            "lot_id": lot.id,
            "lot": lot.name or reading["lot_name"],
            "is_serial": reading["is_serial"] or product.tracking == "serial",
            "expiry": reading["expiry"] and reading["expiry"].isoformat(),
            "quantity": reading["quantity"],
            "uom_id": uom.id,
            "uom": uom.name or False,
            "packaging": self._prepare_packaging(reading),
            "location_id": reading["location"].id,
            "location": reading["location"].display_name or False,
            "package_id": reading["package"].id,
            "package": reading["package"].name or reading["package_name"],
            "document": reading["document"],
            "command": reading["command"],
            "epc": reading["epc"],
            "elements": reading["elements"],
            "choices": self._prepare_choices(reading),
            "message": reading["message"],
        }

    @api.model
    def _prepare_packaging(self, reading):
        """Return the packaging that was scanned and how many base units it holds."""
        packaging = reading["packaging"]
        if not packaging:
            return False
        base = reading["product"].uom_id
        quantity = packaging.uom_id._compute_quantity(1.0, base, round=False)
        name = packaging.uom_id.name
        return {"name": name, "quantity": base.round(quantity), "uom": base.name}

    @api.model
    def _prepare_choices(self, reading):
        if reading["lot"]:
            return []
        return [
            {
                "lot_id": lot.id,
                "lot": lot.name,
                "product_id": lot.product_id.id,
                "product": lot.product_id.display_name,
            }
            for lot in reading["lots"][:20]
        ]
