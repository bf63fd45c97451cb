from odoo import api, models
from odoo.tools import SQL

DEFAULT_CLASS = "C"


class InvCountLineBuilder(models.AbstractModel):
    """Turn positions into lines: each lot, package and owner with stock there."""

    _name = "inv.count.line.builder"
    _description = "Builder of Count Lines"

    @api.model
    def _add_positions(self, session, positions):
        """Create the lines and places of (location id, product id) pairs."""
        pairs = sorted(set(positions) - self._get_open_positions(session))
        if not pairs:
            return self.env["inv.count.line"]
        keys = self._get_record_keys(session, pairs)
        classes = self._get_classes(session, {product for _place, product in pairs})
        zones = self._get_zones(session, {key[0] for key in keys})
        self._add_places(session, sorted({key[0] for key in keys}))
        if not session.zone_id and len(set(zones.values())) == 1:
            session.zone_id = next(iter(zones.values()))
        # sudo: lines are made here only, nobody has the right to create them
        return (
            self.env["inv.count.line"]
            .sudo()
            .create(
                [
                    self._prepare_line_vals(session, key, classes, zones)
                    for key in sorted(keys)
                ]
            )
        )

    @api.model
    def _get_open_positions(self, session):
        """Return the positions that this session has already."""
        return {(line.location_id.id, line.product_id.id) for line in session.line_ids}

    @api.model
    def _get_record_keys(self, session, pairs):
        """Return (location, product, lot, package, owner) ids to count; 0 = none."""
        self.env["stock.quant"].flush_model()
        locations, products = zip(*pairs, strict=True)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT pair.location_id, pair.product_id, COALESCE(quant.lot_id, 0),
                       COALESCE(quant.package_id, 0), COALESCE(quant.owner_id, 0)
                  FROM UNNEST(%s::int[], %s::int[]) AS pair (location_id, product_id)
             LEFT JOIN stock_quant quant
                    ON quant.location_id = pair.location_id
                   AND quant.product_id = pair.product_id
                   AND quant.quantity <> 0
              GROUP BY 1, 2, 3, 4, 5
                """,
                list(locations),
                list(products),
            )
        )
        return {tuple(row) for row in rows}

    @api.model
    def _get_classes(self, session, product_ids):
        """Return the ABC class of each product in the warehouse of the session."""
        groups = self.env["inv.stocking.point"]._read_group(
            [
                ("warehouse_id", "=", session.warehouse_id.id),
                ("product_id", "in", list(product_ids)),
            ],
            ["product_id", "abc_class"],
        )
        return {product.id: name for product, name in groups if name}

    @api.model
    def _get_zones(self, session, location_ids):
        """Return the zone (the place above) of each location."""
        top = session.warehouse_id.view_location_id | session.warehouse_id.lot_stock_id
        zones = {}
        for location in self.env["stock.location"].browse(location_ids):
            above = location.location_id
            zones[location.id] = location.id if above in top else above.id
        return zones

    @api.model
    def _prepare_line_vals(self, session, key, classes, zones):
        location_id, product_id, lot_id, package_id, owner_id = key
        return {
            "session_id": session.id,
            "location_id": location_id,
            "zone_id": zones.get(location_id, False),
            "product_id": product_id,
            "lot_id": lot_id or False,
            "package_id": package_id or False,
            "owner_id": owner_id or False,
            "item_class": classes.get(product_id, DEFAULT_CLASS),
        }

    @api.model
    def _add_places(self, session, location_ids, *, is_empty_check=False):
        """Create the places of round 1 that are missing."""
        known = set(session.place_ids.location_id.ids)
        locations = self.env["stock.location"].browse(
            [place for place in location_ids if place not in known]
        )
        ordered = locations.sorted(lambda place: (place.complete_name or "", place.id))
        # sudo: see above
        return (
            self.env["inv.count.place"]
            .sudo()
            .create(
                [
                    {
                        "session_id": session.id,
                        "location_id": place.id,
                        "sequence": sequence,
                        "user_id": session.user_id.id,
                        "is_empty_check": is_empty_check,
                    }
                    for sequence, place in enumerate(ordered, start=len(known) + 1)
                ]
            )
        )
