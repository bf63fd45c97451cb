from datetime import datetime, timedelta

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.inv_optimisation.kernel.counting.replay import replay_count

# Odoo stores moments without a time zone, in UTC.
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001

RECORDS = """
    SELECT * FROM UNNEST(
        %s::int[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[], %s::float[]
    ) AS record (
        item, location_id, product_id, lot_id, package_id, owner_id, first_scan
    )
"""


class InvCountBook(models.AbstractModel):
    """The book of count lines at the moment of their scans: two queries a batch.

    Corrections of the book (adjustments, swaps that an approver posted) are not
    movements: nothing was carried. They stay in the book, so that a record that two
    sessions counted is corrected once.
    """

    _name = "inv.count.book"
    _description = "Book at the Moment of a Count"

    @api.model
    def _replay(self, lines, first_scans, last_scans):
        """Return the ``CountReplay`` of lines that were scanned between moments."""
        records = SQL(
            RECORDS,
            list(range(len(lines))),
            *self._get_keys(lines),
            [self._seconds(moment) for moment in first_scans],
        )
        moves = self._read_moves(records)
        return replay_count(
            self._read_books(records, len(lines)),
            [self._seconds(moment) for moment in first_scans],
            [self._seconds(moment) for moment in last_scans],
            move_item=[row[0] for row in moves],
            move_time=[row[1] for row in moves],
            move_quantity=[row[2] for row in moves],
        )

    @api.model
    def _get_keys(self, lines):
        """Return lists of location, product, lot, package and owner ids; 0 = none."""
        keys = [line._get_key() for line in lines]
        return [[key[part] or 0 for key in keys] for part in range(5)]

    @api.model
    def _seconds(self, moment):
        return (moment - EPOCH).total_seconds()

    @api.model
    def _read_stock(self, records):
        """Return (item, id of the stock record, quantity now), by id."""
        self.env["stock.quant"].flush_model()
        return self.env.execute_query(
            SQL(
                """
                WITH record AS (%s)
                SELECT record.item, quant.id, quant.quantity
                  FROM record
                  JOIN stock_quant quant
                    ON quant.location_id = record.location_id
                   AND quant.product_id = record.product_id
                   AND COALESCE(quant.lot_id, 0) = record.lot_id
                   AND COALESCE(quant.package_id, 0) = record.package_id
                   AND COALESCE(quant.owner_id, 0) = record.owner_id
              ORDER BY quant.id
                """,
                records,
            )
        )

    @api.model
    def _read_books(self, records, n_lines):
        """Return the quantity on the books now, one number a record."""
        book = [0.0] * n_lines
        for item, _quant_id, quantity in self._read_stock(records):
            book[item] += quantity or 0.0
        return book

    @api.model
    def _get_books(self, lines):
        """Return the stock of each line now, by line id."""
        if not lines:
            return {}
        records = SQL(
            RECORDS, list(range(len(lines))), *self._get_keys(lines), [0.0] * len(lines)
        )
        return dict(zip(lines.ids, self._read_books(records, len(lines)), strict=True))

    @api.model
    def _get_quants(self, lines):
        """Return the ids of the stock of each line, by line id."""
        records = SQL(RECORDS, lines.ids, *self._get_keys(lines), [0.0] * len(lines))
        quants = {line.id: [] for line in lines}
        for line_id, quant_id, _quantity in self._read_stock(records):
            quants[line_id].append(quant_id)
        return quants

    @api.model
    def _get_stock(self, lines):
        """Return the stock records of all lines."""
        ids = self._get_quants(lines).values() if lines else ()
        return self.env["stock.quant"].browse([one for some in ids for one in some])

    @api.model
    def _read_moves(self, records, more=None):
        """Return (item, seconds, signed quantity) of what was carried since.

        ``more`` is a further column of the query.
        """
        more = more or SQL("NULL")
        self.env["stock.move"].flush_model()
        self.env["stock.move.line"].flush_model()
        leaving = self._get_moves_query(
            records,
            SQL("-1"),
            SQL("line.location_id"),
            SQL("line.package_id"),
            SQL("line.location_dest_id"),
            more,
        )
        arriving = self._get_moves_query(
            records,
            SQL("1"),
            SQL("line.location_dest_id"),
            SQL("line.result_package_id"),
            SQL("line.location_id"),
            more,
        )
        return self.env.execute_query(SQL("%s UNION ALL %s", leaving, arriving))

    @api.model
    def _get_move_rows(self, line, since):
        """Return the movements of one line since a moment, for people."""
        line.ensure_one()
        records = SQL(RECORDS, [0], *self._get_keys(line), [self._seconds(since)])
        rows = []
        for _item, seconds, quantity, move_id in self._read_moves(
            records, SQL("move.id")
        ):
            move = self.env["stock.move"].browse(move_id)
            rows.append(
                {
                    "datetime": str(EPOCH + timedelta(seconds=int(seconds))),
                    "quantity": quantity,
                    "kind": "move",
                    "text": move.reference or move.display_name,
                    "res_model": "stock.picking" if move.picking_id else False,
                    "res_id": move.picking_id.id,
                }
            )
        return sorted(rows, key=lambda row: row["datetime"])

    @api.model
    def _get_moves_query(self, records, sign, place, package, other_place, more):
        return SQL(
            """
            (WITH record AS (%(records)s)
            SELECT record.item, EXTRACT(EPOCH FROM line.date)::float,
                   %(sign)s * line.quantity_product_uom, %(more)s
              FROM record
              JOIN stock_move_line line
                ON line.product_id = record.product_id
               AND %(place)s = record.location_id
               AND COALESCE(line.lot_id, 0) = record.lot_id
               AND COALESCE(%(package)s, 0) = record.package_id
               AND COALESCE(line.owner_id, 0) = record.owner_id
               AND line.state = 'done'
               AND line.date >= TO_TIMESTAMP(record.first_scan) AT TIME ZONE 'UTC'
              JOIN stock_move move ON move.id = line.move_id
              JOIN stock_location other ON other.id = %(other_place)s
             WHERE move.count_line_id IS NULL
               AND NOT (move.is_inventory AND other.usage = 'inventory'))
            """,
            records=records,
            sign=sign,
            place=place,
            package=package,
            other_place=other_place,
            more=more,
        )
