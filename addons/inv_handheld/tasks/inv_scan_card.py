from odoo import api, fields, models
from odoo.fields import Domain

#: Days before the expiry from which a lot is shown in amber.
EXPIRY_WARNING_DAYS = 30


class InvScanCard(models.AbstractModel):
    """Builds what Look up shows: cards of items, places, packages and documents."""

    _name = "inv.scan.card"
    _description = "Cards of the scan station"

    @api.model
    def _get_card(self, scan, here=None):
        """Return the card of a parsed scan, by the method of its kind."""
        build = getattr(self, f"_get_{scan['kind']}_card", self._get_unknown_card)
        card = build(scan, here)
        card.update(
            scan={key: scan[key] for key in ("raw", "kind", "elements", "message")},
            offers=self.env["inv.scan.station"]._get_offer(scan),
            as_of=fields.Datetime.to_string(fields.Datetime.now()),
        )
        return card

    # ------------------------------------------------------------------
    # Where is it
    # ------------------------------------------------------------------

    @api.model
    def _get_product_card(self, scan, here):
        product = self.env["product.product"].browse(scan["product_id"])
        return self._get_item_card(product, self.env["stock.lot"], scan, here)

    @api.model
    def _get_lot_card(self, scan, here):
        lot = self.env["stock.lot"].browse(scan["lot_id"] or [])
        if not scan["product_id"]:
            return self._get_choice_card(scan)
        product = self.env["product.product"].browse(scan["product_id"])
        return self._get_item_card(product, lot, scan, here)

    @api.model
    def _get_item_card(self, product, lot, scan, here):
        """Return where an item is; the scanned lot is marked among the others."""
        stock = self.env["inv.scan.stock"]
        domain = stock._get_quant_domain() & Domain("product_id", "=", product.id)
        rows = stock._get_rows(domain, ["location_id", "lot_id", "package_id"], here)
        rows = stock._sort_by_distance(rows, here)
        lots = lot.union(*(row["lot_id"] for row in rows))
        holds = self.env["inv.scan.station"]._get_holds(lots, product)
        on_hand, reserved = stock._get_totals(domain)
        held = self._get_held_quantity(domain, lots, product, holds, on_hand)
        free = max(on_hand - reserved - held, 0.0)
        return {
            "kind": "item",
            "title": product.name,
            "code": product.default_code or "",
            "image": self._get_image(product),
            "uom": product.uom_id.name,
            "tracking": product.tracking,
            "packaging": scan["packaging"],
            "lot": scan["lot"],
            "is_serial": scan["is_serial"],
            "expiry": self._get_expiry(lot, scan),
            "hold": holds.get(lot) or holds.get(product) or False,
            "totals": self._get_totals(on_hand, reserved, held, free),
            "hidden": self._get_hidden_note(),
            "lines": [self._prepare_place_line(row, lot, holds) for row in rows],
            "next": self._get_next_receipt(product),
            "product_id": product.id,
            "lot_id": lot.id,
        }

    @api.model
    def _get_held_quantity(self, domain, lots, product, holds, on_hand):
        """Return the quantity that is held: all of a held item, else its held lots."""
        if product in holds:
            return on_hand
        held = [lot.id for lot in lots if lot in holds]
        if not held:
            return 0.0
        stock = self.env["inv.scan.stock"]
        return stock._get_totals(domain & Domain("lot_id", "in", held))[0]

    @api.model
    def _get_totals(self, on_hand, reserved, held, free):
        """Return the three figures of an item card; held replaces free."""
        last = (
            {"label": self.env._("held"), "value": held}
            if held
            else {"label": self.env._("free"), "value": free}
        )
        return [
            {"label": self.env._("on hand"), "value": on_hand},
            last,
            {"label": self.env._("reserved"), "value": reserved},
        ]

    @api.model
    def _prepare_place_line(self, row, lot, holds):
        hold = holds.get(row["lot_id"]) if row["lot_id"] else False
        return {
            "id": "-".join(map(str, row["key"])),
            "place": row["location_id"].name,
            "path": row["location_id"].complete_name,
            "lot": row["lot_id"].name or False,
            "package": row["package_id"].name or False,
            "quantity": row["quantity"],
            "reserved": row["reserved"],
            "is_this": bool(lot) and row["lot_id"] == lot,
            "hold": hold or False,
        }

    @api.model
    def _get_image(self, product):
        """Return the address of the item's picture; only its size is read."""
        if not product.with_context(bin_size=True).image_128:
            return ""
        return f"/web/image/product.product/{product.id}/image_128"

    @api.model
    def _get_next_receipt(self, product):
        """Return the next expected receipt, for users who may see transfers."""
        moves = self.env["stock.move"]
        if not moves.has_access("read"):
            return False
        move = moves.search(
            [
                ("product_id", "=", product.id),
                ("state", "in", ("waiting", "confirmed", "partially_available")),
                ("location_id.usage", "in", ("supplier", "production", "transit")),
                ("location_dest_id.usage", "=", "internal"),
                ("company_id", "=", self.env.company.id),
            ],
            order="date, id",
            limit=1,
        )
        if not move:
            move = moves.search(
                [
                    ("product_id", "=", product.id),
                    ("state", "=", "assigned"),
                    ("picking_code", "=", "incoming"),
                    ("company_id", "=", self.env.company.id),
                ],
                order="date, id",
                limit=1,
            )
        if not move:
            return False
        return {
            "quantity": move.product_qty,
            "date": fields.Datetime.to_string(move.date),
            "document": move.origin or move.picking_id.name or "",
        }

    @api.model
    def _get_expiry(self, lot, scan):
        """Return the expiry of the lot, else of the label, and how soon it is."""
        date = fields.Date.to_date(scan["expiry"]) if scan["expiry"] else None
        if lot and "expiration_date" in lot._fields and lot.expiration_date:
            moment = fields.Datetime.context_timestamp(lot, lot.expiration_date)
            date = moment.date()
        if not date:
            return False
        days = (date - fields.Date.context_today(self)).days
        status = "soon" if days <= EXPIRY_WARNING_DAYS else "good"
        return {"date": date.isoformat(), "status": "over" if days < 0 else status}

    # ------------------------------------------------------------------
    # What is here
    # ------------------------------------------------------------------

    @api.model
    def _get_location_card(self, scan, here):
        location = self.env["stock.location"].browse(scan["location_id"])
        is_hidden = location in self.env["inv.scan.stock"]._get_hidden()
        domain = Domain("location_id", "child_of", location.id)
        lines = [] if is_hidden else self._get_content(domain)
        return {
            "kind": "place",
            "title": location.name,
            "path": location.complete_name,
            "is_hidden": is_hidden,
            "hidden": self._get_hidden_note(),
            "lines": lines,
            "location_id": location.id,
        }

    @api.model
    def _get_package_card(self, scan, here):
        package = self.env["stock.package"].browse(scan["package_id"])
        place = package.location_id
        is_hidden = place in self.env["inv.scan.stock"]._get_hidden()
        lines = (
            []
            if is_hidden
            else self._get_content(Domain("package_id", "child_of", package.id))
        )
        return {
            "kind": "package",
            "title": package.name,
            "path": place.complete_name or "",
            "is_hidden": is_hidden,
            "hidden": self._get_hidden_note(),
            "lines": lines,
            "package_id": package.id,
        }

    @api.model
    def _get_content(self, domain):
        """Return one line for each item, lot and package inside ``domain``."""
        stock = self.env["inv.scan.stock"]
        rows = stock._get_rows(
            stock._get_quant_domain() & domain,
            ["product_id", "lot_id", "package_id", "location_id"],
        )
        lots = self.env["stock.lot"].union(*(row["lot_id"] for row in rows))
        products = self.env["product.product"].union(
            *(row["product_id"] for row in rows)
        )
        holds = self.env["inv.scan.station"]._get_holds(lots, products)
        rows.sort(key=lambda row: (row["product_id"].display_name, row["key"]))
        return [
            {
                "id": "-".join(map(str, row["key"])),
                "name": row["product_id"].name,
                "code": row["product_id"].default_code or "",
                "image": self._get_image(row["product_id"]),
                "place": row["location_id"].name,
                "lot": row["lot_id"].name or False,
                "package": row["package_id"].name or False,
                "quantity": row["quantity"],
                "reserved": row["reserved"],
                "uom": row["product_id"].uom_id.name,
                "hold": self._get_line_hold(row, holds),
            }
            for row in rows
        ]

    @api.model
    def _get_line_hold(self, row, holds):
        lot, product = row["lot_id"], row["product_id"]
        return (holds.get(lot) if lot else None) or holds.get(product) or False

    @api.model
    def _get_hidden_note(self):
        """Tell that places are left out: always while some are, wherever they are."""
        return bool(self.env["inv.scan.stock"]._get_hidden())

    # ------------------------------------------------------------------
    # What is this code
    # ------------------------------------------------------------------

    @api.model
    def _get_document_card(self, scan, here):
        document = scan["document"]
        record = self.env[document["model"]].browse(document["id"])
        partner = record.partner_id if "partner_id" in record._fields else None
        states = dict(record._fields["state"]._description_selection(self.env))
        return {
            "kind": "document",
            "title": document["name"],
            "partner": partner.display_name if partner else "",
            "state": states.get(record.state, ""),
            "type": record._description,
            "lines": [],
        }

    @api.model
    def _get_choice_card(self, scan):
        return {"kind": "choice", "title": scan["lot"] or "", "lines": scan["choices"]}

    @api.model
    def _get_unknown_card(self, scan, here):
        return {"kind": "unknown", "title": scan["raw"], "lines": []}
