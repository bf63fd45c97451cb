from datetime import timedelta

from odoo import api, fields, models

# Movements before the scan that are listed; earlier ones are in the first figure.
LISTED_MOVES = 6
LISTED_DAYS = 90


class InvCountTimeline(models.AbstractModel):
    """How the book came to the expected figure, and what was scanned: for people."""

    _name = "inv.count.timeline"
    _description = "Timeline of a Count"

    @api.model
    def _get_timeline(self, line):
        """Return rows of kind, time, text, quantity and document, oldest first."""
        if not line.counted_datetime:
            return []
        since = line.counted_datetime - timedelta(days=LISTED_DAYS)
        last = self._get_last_count(line)
        if last:
            since = max(since, last.counted_datetime)
        moves = self.env["inv.count.book"]._get_move_rows(line, since)
        scan = fields.Datetime.to_string(line.counted_datetime)
        before = [row for row in moves if row["datetime"] <= scan][-LISTED_MOVES:]
        after = [row for row in moves if row["datetime"] > scan]
        opening = line.expected_qty - sum(row["quantity"] for row in before)
        return [
            self._prepare_opening(line, last, opening),
            *before,
            *self._get_scan_rows(line),
            *[{**row, "kind": "after"} for row in after],
        ]

    @api.model
    def _get_last_count(self, line):
        """Return the count of the same record that was posted before."""
        return self.env["inv.count.line"].search(
            [
                ("product_id", "=", line.product_id.id),
                ("location_id", "=", line.location_id.id),
                ("lot_id", "=", line.lot_id.id),
                ("package_id", "=", line.package_id.id),
                ("owner_id", "=", line.owner_id.id),
                ("state", "=", "posted"),
                ("counted_datetime", "<", line.counted_datetime),
            ],
            order="counted_datetime DESC",
            limit=1,
        )

    @api.model
    def _prepare_opening(self, line, last, quantity):
        if last:
            text = self.env._("Last count")
            if last.is_hit:
                text = self.env._("Last count, in tolerance")
        else:
            text = self.env._("On the books before")
        moment = last.counted_datetime if last else False
        return {
            "kind": "opening",
            "datetime": fields.Datetime.to_string(moment) if moment else "",
            "text": text,
            "quantity": quantity,
            "res_model": False,
            "res_id": False,
        }

    @api.model
    def _get_scan_rows(self, line):
        """Return one row for each round: who counted how much."""
        rows = []
        counted = line.entry_ids.filtered(lambda entry: entry.state == "counted")
        for number, entries in sorted(counted.grouped("round").items()):
            names = ", ".join(entries.user_id.mapped("name"))
            text = self.env._("Counted by %(names)s", names=names)
            if number > 1:
                text = self.env._("Recount by %(names)s", names=names)
            rows.append(
                {
                    "kind": "scan",
                    "datetime": fields.Datetime.to_string(
                        max(entries.mapped("scan_datetime"))
                    ),
                    "text": text,
                    "quantity": sum(entries.mapped("quantity")),
                    "res_model": False,
                    "res_id": False,
                }
            )
        return rows
