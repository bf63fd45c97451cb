from odoo import models
from odoo.tools import SQL

from .mass_balance import FIGURES

LOT_COLUMNS = (
    "lot_id",
    "lot_name",
    "product_id",
    "company_id",
    "role",
    "level",
    "date_first",
    "reference",
    "vendor_id",
    "vendor_lot",
    *FIGURES,
)
LINK_COLUMNS = (
    "parent_id",
    "child_id",
    "move_id",
    "company_id",
    "reference",
    "date",
    "qty_used",
    "qty_made",
)
DELIVERY_COLUMNS = (
    "recall_lot_id",
    "lot_id",
    "product_id",
    "move_id",
    "picking_id",
    "partner_id",
    "company_id",
    "reference",
    "date",
    "qty",
    "qty_back",
)
# Type of the columns that are no numbers of records.
TYPES = {
    "lot_name": "varchar",
    "role": "varchar",
    "reference": "varchar",
    "vendor_lot": "varchar",
    "date_first": "timestamp",
    "date": "timestamp",
    "qty": "float8",
}


class InvRecallStore(models.AbstractModel):
    """Writes what a trace found, a statement per table.

    Rows keep their numbers from trace to trace, because holds, notices and decisions
    point at them. The tables are ours and are written here only.
    """

    _name = "inv.recall.store"
    _description = "Store of a Recall"

    def _store_lots(self, case, rows):
        """Store a row per lot; return the id of the row by (lot, product, company)."""
        included = SQL(
            "role IN ('seed', 'made') OR role = ANY(%s)", case._get_included_roles()
        )
        self._upsert(
            "inv_recall_lot",
            case,
            LOT_COLUMNS,
            rows,
            "recall_id, product_id, company_id, COALESCE(lot_id, 0)",
            extra={
                "included": included,
                "date_joined": SQL("NOW() AT TIME ZONE 'UTC'"),
            },
        )
        stored = self.env.execute_query(
            SQL(
                """SELECT COALESCE(lot_id, 0), product_id, company_id, id
                     FROM inv_recall_lot WHERE recall_id = %s""",
                case.id,
            )
        )
        return {tuple(key): row_id for *key, row_id in stored}

    def _store_links(self, case, rows):
        self._upsert(
            "inv_recall_link", case, LINK_COLUMNS, rows, "parent_id, child_id, move_id"
        )

    def _store_deliveries(self, case, rows):
        self._upsert(
            "inv_recall_delivery",
            case,
            DELIVERY_COLUMNS,
            rows,
            "recall_lot_id, move_id",
            extra={"date_joined": SQL("NOW() AT TIME ZONE 'UTC'")},
        )

    def _upsert(self, table, case, columns, rows, key, extra=None):
        """Insert or update rows of a case and delete the rows that are no more.

        ``extra`` gives the first value of columns that later traces leave alone.
        """
        extra = extra or {}
        names = [SQL.identifier(name) for name in columns]
        arrays = [
            SQL("%s::%s[]", list(values), SQL(_type(name)))
            for name, values in zip(columns, zip(*rows, strict=True), strict=False)
        ]
        if rows:
            self.env.execute_query(
                SQL(
                    """
                    INSERT INTO %(table)s AS stored (recall_id, create_uid, write_uid,
                           create_date, write_date, trace_number, %(names)s
                           %(extra_names)s)
                    SELECT %(case)s, %(user)s, %(user)s, NOW() AT TIME ZONE 'UTC',
                           NOW() AT TIME ZONE 'UTC', %(number)s, %(names)s
                           %(extra_values)s
                      FROM UNNEST(%(arrays)s) AS found (%(names)s)
                        ON CONFLICT (%(key)s) DO UPDATE
                       SET (%(names)s, trace_number, write_date)
                           = (%(excluded)s, EXCLUDED.trace_number,
                              EXCLUDED.write_date)
                 RETURNING 1""",
                    table=SQL.identifier(table),
                    case=case.id,
                    user=self.env.uid,
                    number=case.trace_number,
                    names=SQL(", ").join(names),
                    extra_names=_tail(SQL.identifier(name) for name in extra),
                    extra_values=_tail(extra.values()),
                    arrays=SQL(", ").join(arrays),
                    key=SQL(key),
                    excluded=SQL(", ").join(SQL("EXCLUDED.%s", name) for name in names),
                )
            )
        self._forget(table, case)

    def _forget(self, table, case):
        """Delete rows of earlier traces that this one did not find again."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM %s WHERE recall_id = %s AND trace_number <> %s",
                SQL.identifier(table),
                case.id,
                case.trace_number,
            )
        )


def _type(column):
    if column in TYPES:
        return TYPES[column]
    return "float8" if column.startswith("qty_") else "int4"


def _tail(parts):
    return SQL().join(SQL(", %s", part) for part in parts)
