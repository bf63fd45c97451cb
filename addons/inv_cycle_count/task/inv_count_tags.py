from odoo import api, models
from odoo.exceptions import UserError

MOST_TAGS = 4000
STOCK_USER = "stock.group_stock_user"


class InvCountTags(models.AbstractModel):
    """A bulk read of tags: matched, missing, unexpected, elsewhere.

    Each tag that names a serial number counts once, whatever how often it was read.
    The raw reads stay in the event for audits. What is missing, and which numbers
    were expected, is told only where the session is not blind.
    """

    _name = "inv.count.tags"
    _description = "Bulk Read of Tags"

    @api.model
    def _answer_read(self, place, event, payload):
        """Count the tags of one event at a place and sort them into tabs."""
        reads = self._get_reads(payload)
        scans = self.env["inv.scan.parser"].parse(list(reads))
        serials = [
            scan
            for scan in scans
            if scan["product_id"] and scan["lot"] and scan["is_serial"]
        ]
        unknown = [scan["raw"] for scan in scans if scan not in serials]
        lots = self._get_lots(serials)
        listed = self._get_listed(place)
        outcomes = self._count(place, event, serials, lots)
        counted = {
            scan["raw"]: status for scan, status in zip(serials, outcomes, strict=True)
        }
        elsewhere = self._get_elsewhere(place, lots)
        rows = [
            self._prepare_row(scan, lots[scan["raw"]], listed, elsewhere, counted)
            for scan in serials
        ]
        return {
            "next_state": "tags",
            "data": {
                "place_id": place.id,
                "is_blind": place.session_id.is_blind,
                **self._get_tabs(place, rows, unknown, listed),
            },
            "feedback": "ok",
        }

    @api.model
    def _get_reads(self, payload):
        """Return the tags of the event, each once, in the order of reading."""
        reads = payload.get("reads")
        if not isinstance(reads, list) or not reads:
            raise UserError(self.env._("No tags yet. Check the trigger and the power."))
        codes = dict.fromkeys(
            str(read.get("epc") if isinstance(read, dict) else read).strip()
            for read in reads
        )
        codes.pop("", None)
        if len(codes) > MOST_TAGS:
            raise UserError(
                self.env._("Send at most %(count)s tags at once.", count=MOST_TAGS)
            )
        return codes

    @api.model
    def _get_lots(self, scans):
        """Return the lot of each scan, made where nobody booked it yet."""
        lots, missing = {}, {}
        for scan in scans:
            if scan["lot_id"]:
                lots[scan["raw"]] = self.env["stock.lot"].browse(scan["lot_id"])
            else:
                missing.setdefault((scan["product_id"], scan["lot"]), []).append(
                    scan["raw"]
                )
        # sudo: the tag lies there; without its number the count could not be kept
        created = (
            self.env["stock.lot"]
            .sudo()
            .create([{"product_id": item, "name": name} for item, name in missing])
        )
        for lot, raws in zip(created, missing.values(), strict=True):
            lots.update(dict.fromkeys(raws, lot))
        return lots

    @api.model
    def _get_listed(self, place):
        """Return the lines of serial numbers that the session has at this place."""
        lines = self.env["inv.count.recording"].sudo()._get_lines(place).values()
        return {
            line.lot_id.id: line
            for line in lines
            if line.product_id.tracking == "serial"
            and line.lot_id
            and not line.is_extra
        }

    @api.model
    def _count(self, place, event, scans, lots):
        entries = [
            {
                "uuid": f"{event.uuid}:{index}",
                "product_id": scan["product_id"],
                "lot_id": lots[scan["raw"]].id,
                "quantity": 1.0,
                "scan_datetime": event.scanned_datetime,
                "kind": "rfid",
                "raw": scan["raw"][:512],
            }
            for index, scan in enumerate(scans)
        ]
        if not entries:
            return []
        outcomes = self.env["inv.count.recording"].sudo()._add_entries(place, entries)
        return [outcome["status"] for outcome in outcomes]

    @api.model
    def _get_elsewhere(self, place, lots):
        """Return where the books have serial numbers that were read here."""
        ids = [lot.id for lot in lots.values()]
        # sudo: the name of a bin tells nothing of a quantity that is counted here
        quants = (
            self.env["stock.quant"]
            .sudo()
            .search(
                [
                    ("lot_id", "in", ids),
                    ("quantity", ">", 0),
                    ("location_id", "!=", place.location_id.id),
                    ("location_id.usage", "in", ("internal", "transit")),
                    ("company_id", "in", self.env.companies.ids),
                ]
            )
        )
        return {quant.lot_id.id: quant.location_id for quant in quants}

    @api.model
    def _prepare_row(self, scan, lot, listed, elsewhere, counted):
        place = elsewhere.get(lot.id)
        kind = "unexpected"
        if lot.id in listed:
            kind = "matched"
        elif place:
            kind = "elsewhere"
        return {
            "epc": scan["raw"],
            "kind": kind,
            "lot_id": lot.id,
            "lot": lot.name,
            "product_id": scan["product_id"],
            "product": scan["product"],
            "place": place.name if place else "",
            "status": counted[scan["raw"]],
        }

    @api.model
    def _get_tabs(self, place, rows, unknown, listed):
        """Return the tabs; a blind session has one list of what was read."""
        can_move = self.env.user.has_group(STOCK_USER)
        if place.session_id.is_blind:
            for row in rows:
                row["kind"] = "elsewhere" if row["kind"] == "elsewhere" else "read"
            return {
                "rows": rows,
                "unknown": unknown,
                "missing": [],
                "can_move": can_move,
            }
        seen = {row["lot_id"] for row in rows} | self._get_counted_lots(place)
        missing = [
            {
                "lot_id": lot_id,
                "lot": line.lot_id.name,
                "product": line.product_id.display_name,
            }
            for lot_id, line in listed.items()
            if lot_id not in seen
        ]
        return {
            "rows": rows,
            "unknown": unknown,
            "missing": missing,
            "expected_count": len(listed),
            "can_move": can_move,
        }

    @api.model
    def _get_counted_lots(self, place):
        """Return the serial numbers counted here before, in this round."""
        entries = (
            self.env["inv.count.entry"]
            .sudo()
            .search(
                [
                    ("place_id", "=", place.id),
                    ("state", "=", "counted"),
                    ("quantity", ">", 0),
                ]
            )
        )
        return set(entries.line_id.lot_id.ids)

    # ------------------------------------------------------------------------
    # Move here
    # ------------------------------------------------------------------------

    @api.model
    def _answer_move(self, place, event, payload):
        """Book a serial number that was read here to here, instead of adjusting."""
        if not self.env.user.has_group(STOCK_USER):
            raise UserError(
                self.env._("Your supervisor decides: the difference is in the queue.")
            )
        lot = self.env["stock.lot"].search([("id", "=", payload.get("lot_id") or 0)])
        lines = self.env["inv.count.recording"].sudo()._get_lines(place).values()
        line = next((one for one in lines if one.lot_id == lot and lot), None)
        quant = (
            self.env["stock.quant"]
            .sudo()
            .search(
                [
                    ("lot_id", "=", lot.id),
                    ("quantity", ">", 0),
                    ("location_id.usage", "=", "internal"),
                    ("location_id", "!=", place.location_id.id),
                    ("company_id", "=", place.company_id.id),
                ],
                limit=1,
            )
        )
        if line is None or not quant:
            raise UserError(self.env._("This number is no longer booked elsewhere."))
        if quant.reserved_quantity:
            raise UserError(
                self.env._(
                    "%(lot)s is reserved in %(place)s. Finish that picking first.",
                    lot=lot.name,
                    place=quant.location_id.name,
                )
            )
        self._move(quant, line, place)
        return {
            "next_state": "tags",
            "data": {"moved_lot_id": lot.id},
            "message": self.env._(
                "%(lot)s is booked to %(place)s.",
                lot=lot.name,
                place=place.location_id.name,
            ),
        }

    @api.model
    def _move(self, quant, line, place):
        """Make the internal move as the user; it corrects the book, so it is no move
        that a replay takes back."""
        vals = {
            **quant._get_inventory_move_values(
                quant.quantity, quant.location_id, place.location_id
            ),
            "count_line_id": line.id,
            "inventory_name": line.session_id.name,
        }
        self.env["stock.move"].create(vals).sudo()._action_done()
