"""Fast loading of history: stock moves, receipts and stock by COPY.

Through the ORM a hundred thousand deliveries would take hours. The rows are those
that core writes for a validated move: done, picked, with a move line and a value.
"""

import csv
import io

MOVE_COLUMNS = [
    "company_id",
    "product_id",
    "product_uom",
    "location_id",
    "location_dest_id",
    "picking_type_id",
    "warehouse_id",
    "picking_id",
    "purchase_line_id",
    "state",
    "procure_method",
    "reference",
    "origin",
    "product_qty",
    "product_uom_qty",
    "quantity",
    "picked",
    "date",
    "create_date",
    "write_date",
    "value",
    "is_in",
    "is_out",
    "is_inventory",
    "sequence",
]


class BulkLoader:
    """Collects rows of a table and writes them with one COPY."""

    def __init__(self, cr):
        self.cr = cr

    def new_ids(self, table, count):
        """Return ``count`` new ids of ``table``, for rows that refer to each other."""
        self.cr.execute(
            "SELECT nextval(%s) FROM generate_series(1, %s)", [f"{table}_id_seq", count]
        )
        return [row[0] for row in self.cr.fetchall()]

    def copy(self, table, columns, rows):
        """Insert ``rows`` (lists in the order of ``columns``); None is NULL."""
        buffer = io.StringIO()
        csv.writer(buffer).writerows(rows)
        buffer.seek(0)
        names = ", ".join(f'"{name}"' for name in columns)
        self.cr.copy_expert(f'COPY "{table}" ({names}) FROM STDIN (FORMAT csv)', buffer)

    def load_moves(self, moves):
        """Insert done moves (dicts) and their move lines; return the number.

        Keys as ``MOVE_COLUMNS`` with defaults for what never differs; ``quantity`` is
        what moved and ``product_qty`` what was asked for.
        """
        defaults = {
            "state": "done",
            "procure_method": "make_to_stock",
            "picked": True,
            "is_in": False,
            "is_out": False,
            "is_inventory": False,
            "sequence": 10,
        }
        ids = self.new_ids("stock_move", len(moves))
        rows = []
        for id_, move in zip(ids, moves, strict=True):
            values = {**defaults, **move}
            values["create_date"] = values["write_date"] = values["date"]
            values.setdefault("product_uom_qty", values["product_qty"])
            rows.append([id_, *(values.get(name) for name in MOVE_COLUMNS)])
        self.copy("stock_move", ["id", *MOVE_COLUMNS], rows)
        self.cr.execute(
            """
            INSERT INTO stock_move_line (move_id, picking_id, company_id, product_id,
                   product_uom_id, location_id, location_dest_id, state, quantity,
                   quantity_product_uom, picked, date, create_date, write_date)
            SELECT id, picking_id, company_id, product_id, product_uom, location_id,
                   location_dest_id, 'done', quantity, quantity, true, date,
                   create_date, write_date
              FROM stock_move WHERE id = ANY(%s) AND quantity > 0
            """,
            [ids],
        )
        return len(ids)

    def load_quants(self, stock, company_id):
        """Insert stock: {(product id, location id): (quantity, date)}."""
        rows = [
            [product_id, company_id, location_id, quantity, 0, 0, 0, False, date, 1, 1]
            for (product_id, location_id), (quantity, date) in stock.items()
            if quantity
        ]
        columns = [
            "product_id",
            "company_id",
            "location_id",
            "quantity",
            "reserved_quantity",
            "inventory_quantity",
            "inventory_diff_quantity",
            "inventory_quantity_set",
            "in_date",
            "create_uid",
            "write_uid",
        ]
        self.copy("stock_quant", columns, rows)
