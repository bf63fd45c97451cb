from datetime import timedelta

from odoo import api, fields, models

# The card of the home screen carries at most so many places.
MOST_PLACES = 60


class InvCountWork(models.AbstractModel):
    """What a counter has to do: places in walking order, with the items listed there.

    In a blind session nothing here depends on an expected quantity: items without
    stock are listed like the others, serial numbers are not listed at all.
    """

    _name = "inv.count.work"
    _description = "Work of a Counter"

    @api.model
    def _get_work(self):
        """Return the home card of the task and all places to count now."""
        today = fields.Date.context_today(self)
        places = self.env["inv.count.access"]._get_places(
            ["|", ("session_id.date_planned", "<=", today), ("state", "=", "counting")]
        )
        places = places.sorted(self._get_walk_key)
        rows = self._prepare_places(places[:MOST_PLACES], today)
        return {
            "bin_count": len(places),
            "overdue_count": len([row for row in rows if row["is_overdue"]]),
            "done_count": self._get_done_count(today, places),
            "next": self._prepare_next(places),
            "next_due": False if places else self._get_next_due(today),
            "places": rows,
            "nomenclature": self._get_nomenclature(),
        }

    @api.model
    def _get_nomenclature(self):
        """Return the GS1 rules of core, for reading codes without the network."""
        nomenclature = self.env.ref(
            "barcodes_gs1_nomenclature.default_gs1_nomenclature", False
        )
        if not nomenclature:
            return False
        # sudo: counters read the rules of barcodes, which tell nothing else
        rules = nomenclature.sudo().rule_ids.filtered(
            lambda rule: rule.encoding == "gs1-128"
        )
        names = ("name", "type", "encoding", "pattern", "gs1_content_type")
        return {
            "is_gs1_nomenclature": True,
            "gs1_separator_fnc1": nomenclature.sudo().gs1_separator_fnc1,
            "rules": [
                {
                    **{name: rule[name] for name in names},
                    "gs1_decimal_usage": rule.gs1_decimal_usage,
                }
                for rule in rules.sorted("sequence")
            ],
        }

    @api.model
    def _get_walk_key(self, place):
        """Recounts first, then bins in the order of the walk."""
        return (
            -place.round,
            place.session_id.date_planned,
            place.location_id.complete_name or "",
            place.id,
        )

    @api.model
    def _get_done_count(self, today, places):
        """Return how many bins the user finished today; those to recount are not."""
        # a day of the user's time zone begins at most so long before that of UTC
        since = fields.Datetime.to_datetime(today) - timedelta(hours=14)
        submitted = (
            # sudo: a counter may count own places, also in sessions of colleagues
            self.env["inv.count.place"]
            .sudo()
            .search(
                [
                    ("user_id", "=", self.env.uid),
                    ("state", "=", "submitted"),
                    ("submit_datetime", ">=", since),
                ]
            )
        )
        done = {
            (place.session_id.id, place.location_id.id)
            for place in submitted
            if self._get_local_day(place.submit_datetime) == today
        }
        return len(
            done - {(place.session_id.id, place.location_id.id) for place in places}
        )

    @api.model
    def _get_local_day(self, moment):
        return fields.Datetime.context_timestamp(self, moment).date()

    @api.model
    def _prepare_next(self, places):
        """Return the next place and how much work its zone is."""
        if not places:
            return False
        place = places[0]
        zone = place.location_id.location_id
        in_zone = places.filtered(lambda one: one.location_id.location_id == zone)
        minutes = sum(
            one.session_id.minutes / max(one.session_id.place_count, 1)
            for one in in_zone
        )
        return {
            "place_id": place.id,
            "location": place.location_id.name,
            "zone": zone.name,
            "zone_count": len(in_zone),
            "minutes": round(minutes),
        }

    @api.model
    def _get_next_due(self, today):
        """Return the next day with work, for an empty home screen."""
        places = self.env["inv.count.access"]._get_places(
            [("session_id.date_planned", ">", today)]
        )
        if not places:
            return False
        day = min(places.session_id.mapped("date_planned"))
        due = places.filtered(lambda place: place.session_id.date_planned == day)
        return {
            "date": fields.Date.to_string(day),
            "count": len(due),
            "zone": due[0].location_id.location_id.name,
        }

    # ------------------------------------------------------------------------
    # Places and items
    # ------------------------------------------------------------------------

    @api.model
    def _prepare_places(self, places, today):
        """Return places with their items; the queries do not depend on how many."""
        lines = places.env["inv.count.line"].search(
            [
                ("session_id", "in", places.session_id.ids),
                ("location_id", "in", places.location_id.ids),
                ("state", "in", ("todo", "recount")),
            ]
        )
        by_place = {}
        for line in lines:
            key = (line.session_id.id, line.location_id.id, line.round)
            by_place.setdefault(key, []).append(line)
        own = self._get_own_entries(places)
        books = self.env["inv.count.book"]._get_books(
            lines.filtered(lambda line: not line.session_id.is_blind)
        )
        rows = [
            self._prepare_place(
                place,
                by_place.get(
                    (place.session_id.id, place.location_id.id, place.round), []
                ),
                own.get(place.id, []),
                books,
                today,
            )
            for place in places
        ]
        self._mark_holds(
            [
                *(item for row in rows for item in row["items"]),
                *(entry["item"] for row in rows for entry in row["own"]),
            ]
        )
        return rows

    @api.model
    def _mark_holds(self, items):
        """Say on items of screens what must not be used; counting may go on."""
        lots = self.env["stock.lot"].browse(
            {item["lot_id"] for item in items if item["lot_id"]}
        )
        products = self.env["product.product"].browse(
            {item["product_id"] for item in items}
        )
        holds = self.env["inv.scan.station"]._get_holds(lots, products)
        by_id = {(record._name, record.id): hold for record, hold in holds.items()}
        for item in items:
            item["hold"] = (
                by_id.get(("stock.lot", item["lot_id"]))
                or by_id.get(("product.product", item["product_id"]))
                or False
            )

    @api.model
    def _get_own_entries(self, places):
        """Return what the user counted at each place, by place id."""
        entries = places.env["inv.count.entry"].search(
            [
                ("place_id", "in", places.ids),
                ("user_id", "=", self.env.uid),
                ("state", "=", "counted"),
            ]
        )
        own = {}
        for entry in entries:
            own.setdefault(entry.place_id.id, []).append(
                {
                    "uuid": entry.uuid,
                    "key": self._get_item_key(entry.line_id),
                    "lot": entry.line_id.lot_id.name or False,
                    "quantity": entry.quantity,
                    "item": self._prepare_item(entry.line_id),
                }
            )
        return own

    @api.model
    def _prepare_place(self, place, lines, own, books, today):
        session, location = place.session_id, place.location_id
        items = {}
        for line in lines:
            items.setdefault(
                self._get_item_key(line), self._prepare_item(line, books.get(line.id))
            )
        return {
            "place_id": place.id,
            "session": session.name,
            "kind": session.kind,
            "round": place.round,
            "is_blind": session.is_blind,
            "is_empty_check": place.is_empty_check and not lines,
            "is_overdue": session.date_planned < today,
            "is_started": place.state == "counting",
            "location_id": location.id,
            "location": location.name,
            "path": location.location_id.display_name or "",
            "barcodes": [code for code in (location.barcode, location.name) if code],
            "note": session.note or "",
            "items": list(items.values()),
            "own": own,
        }

    @api.model
    def _get_item_key(self, line):
        """Return the key of an item; serial numbers of a product are one item."""
        lot_id = line.lot_id.id
        if line.product_id.tracking == "serial":
            lot_id = "serial"
        parts = (line.product_id.id, lot_id, line.package_id.id, line.owner_id.id)
        return "-".join(str(part or 0) for part in parts)

    @api.model
    def _prepare_item(self, line, book=None):
        """Return a product, lot, package and owner as the screens show them.

        ``book`` is the stock now, only where a supervisor allows to show it.
        """
        is_serial = line.product_id.tracking == "serial"
        item = {
            **self._prepare_product(line.product_id),
            "key": self._get_item_key(line),
            "lot_id": False if is_serial else line.lot_id.id,
            "lot": "" if is_serial else line.lot_id.name or "",
            "package_id": line.package_id.id,
            "package": line.package_id.name or "",
            "owner_id": line.owner_id.id,
            "owner": line.owner_id.name or "",
        }
        if book is not None and not is_serial:
            item["expected"] = book
        return item

    @api.model
    def _prepare_product(self, product):
        """Return what a device needs to know a product by its codes."""
        packs = product.product_uom_ids.filtered("barcode")
        barcodes = {
            pack.barcode: self._get_factor(product, pack.uom_id) for pack in packs
        }
        if product.barcode:
            barcodes[product.barcode] = 1.0
        pack = next((row.uom_id for row in packs), product.uom_ids[:1])
        factor = self._get_factor(product, pack) if pack else 0
        return {
            "product_id": product.id,
            "product": self._get_name(product),
            "code": product.default_code or "",
            "uom": product.uom_id.name,
            "tracking": product.tracking,
            "is_serial": product.tracking == "serial",
            "barcodes": barcodes,
            "packaging": {
                "name": pack.name,
                "quantity": factor,
                "uom": product.uom_id.name,
            }
            if factor > 1
            else False,
            "image": f"/web/image/product.product/{product.id}/image_128",
        }

    @api.model
    def _get_name(self, product):
        """Return the name without the internal reference, which has its own line."""
        return product.with_context(display_default_code=False).display_name

    @api.model
    def _get_factor(self, product, uom):
        """Return how many units of the product are in one pack."""
        return uom._compute_quantity(1.0, product.uom_id, round=False)
