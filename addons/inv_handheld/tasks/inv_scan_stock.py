from odoo import api, models
from odoo.fields import Domain

#: Rows of one card; the rest is counted, not listed.
MOST_ROWS = 60


class InvScanStock(models.AbstractModel):
    """Stock figures of the cards: grouped by the database, hidden places left out."""

    _name = "inv.scan.stock"
    _description = "Stock figures of the scan station"

    @api.model
    def _get_quant_domain(self):
        """Return the quants of the company that the user may see figures of.

        Places of a blind count that is under way are left out, whether or not they
        hold anything: neither a row nor a sum tells what is there.
        """
        domain = Domain("location_id.usage", "in", ("internal", "transit"))
        domain &= Domain("company_id", "=", self.env.company.id)
        hidden = self._get_hidden()
        if hidden:
            domain &= ~Domain("location_id", "in", hidden.ids)
        return domain

    @api.model
    def _get_hidden(self):
        """Return the hidden places with all places inside."""
        hidden = self.env["inv.scan.station"]._get_hidden_locations(self.env.user)
        if not hidden:
            return hidden
        return hidden.search([("id", "child_of", hidden.ids)])

    @api.model
    def _get_totals(self, domain):
        """Return ``(on hand, reserved)`` over ``domain``."""
        quants = self.env["stock.quant"]
        ((quantity, reserved),) = quants._read_group(
            domain, [], ["quantity:sum", "reserved_quantity:sum"]
        )
        return quantity or 0.0, reserved or 0.0

    @api.model
    def _get_rows(self, domain, groupby, here=None):
        """Return groups of quants as dicts: the largest, and those near ``here``."""
        rows = self._read_rows(domain, groupby)
        if here and len(rows) == MOST_ROWS:
            near = domain & Domain("location_id", "child_of", here.location_id.ids)
            known = {row["key"] for row in rows}
            more = self._read_rows(near, groupby)
            rows += [row for row in more if row["key"] not in known]
        return rows

    @api.model
    def _read_rows(self, domain, groupby):
        aggregates = ["quantity:sum", "reserved_quantity:sum"]
        groups = self.env["stock.quant"]._read_group(
            domain,
            groupby,
            aggregates,
            having=[("quantity:sum", "!=", 0)],
            order="quantity:sum DESC, id:min",
            limit=MOST_ROWS,
        )
        rows = []
        for *keys, quantity, reserved in groups:
            row = dict(zip(groupby, keys, strict=True))
            row["key"] = tuple(record.id for record in keys)
            row.update(quantity=quantity, reserved=reserved)
            rows.append(row)
        return rows

    @api.model
    def _sort_by_distance(self, rows, here):
        """Sort rows by how far their place is from ``here``, then by quantity.

        Places are walked in the order of their names, so the distance is the number of
        listed places in between. Without ``here`` the largest comes first.
        """
        if not here:
            return sorted(rows, key=lambda row: (-row["quantity"], row["key"]))
        places = self.env["stock.location"].union(
            here, *(row["location_id"] for row in rows)
        )
        walk = places.sorted(lambda place: (place.complete_name or "", place.id))
        position = {place: index for index, place in enumerate(walk)}
        return sorted(
            rows,
            key=lambda row: (
                abs(position[row["location_id"]] - position[here]),
                -row["quantity"],
                row["key"],
            ),
        )
