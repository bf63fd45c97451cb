import csv
import io
import json

from odoo import fields, models
from odoo.tools import SQL

#: Rows of a plan belong to these; the rest of the columns comes from the values.
RELATED = {
    "company_id": "company_id",
    "target_company_id": "target_company_id",
    "source_warehouse_id": "source_warehouse_id",
    "target_warehouse_id": "target_warehouse_id",
}
KEY = ("product_id", "lane_id")


class InvTransferStore(models.AbstractModel):
    """Writes thousands of suggestions: one COPY, one UPDATE, one INSERT.

    The ORM would need a write for each. Nothing depends on their fields but the
    related ones, which are written along.
    """

    _name = "inv.transfer.store"
    _description = "Store of Transfer Suggestions"

    def _store(self, vals_list, run):
        """Update open suggestions of the same product and lane, create the others.

        ``vals_list`` are dicts with the same keys; returns the suggestions. Access is
        checked by the run that calls.
        """
        model = self.env["inv.transfer.suggestion"]
        if not vals_list:
            return model
        rows = self._complete(vals_list, run)
        names = list(rows[0])
        self._copy(names, rows)
        found = self.env.execute_query(self._get_update_sql(names))
        created = self.env.execute_query(self._get_insert_sql(names))
        self.env.cr.execute(SQL("DROP TABLE inv_transfer_planned"))
        model.invalidate_model()
        return model.browse([id_ for (id_,) in (*found, *created)])

    def _complete(self, vals_list, run):
        """Return the rows with the columns that the ORM would fill."""
        lanes = self.env["inv.lane"].browse({vals["lane_id"] for vals in vals_list})
        related = {
            lane.id: {name: lane[source].id for name, source in RELATED.items()}
            for lane in lanes
        }
        common = {
            "run_id": run.id,
            "origin": "run",
            "write_uid": self.env.uid,
            "write_date": fields.Datetime.now(),
        }
        return [{**vals, **related[vals["lane_id"]], **common} for vals in vals_list]

    def _copy(self, names, rows):
        """Write the rows into a table of this transaction."""
        model, cr = self.env["inv.transfer.suggestion"], self.env.cr
        model.flush_model()
        columns = {name: model._fields[name] for name in names}
        definitions = SQL(", ").join(
            SQL("%s %s", SQL.identifier(name), SQL(field.column_type[1]))
            for name, field in columns.items()
        )
        cr.execute(
            SQL(
                "CREATE TEMP TABLE inv_transfer_planned (%s) ON COMMIT DROP",
                definitions,
            )
        )
        buffer = io.StringIO()
        csv.writer(buffer).writerows(
            [self._to_text(field, row[name]) for name, field in columns.items()]
            for row in rows
        )
        buffer.seek(0)
        copy = SQL("COPY inv_transfer_planned FROM STDIN (FORMAT csv)")
        cr.copy_expert(cr.mogrify(copy).decode(), buffer)

    def _to_text(self, field, value):
        """Return a value for CSV; what is empty for Odoo is NULL."""
        if field.type == "json":
            return json.dumps(value) if value else None
        return None if value is False else value

    def _get_update_sql(self, names):
        values = [name for name in names if name not in KEY]
        return SQL(
            """
            UPDATE inv_transfer_suggestion suggestion SET %s
              FROM inv_transfer_planned planned
             WHERE suggestion.product_id = planned.product_id
               AND suggestion.lane_id = planned.lane_id
               AND suggestion.origin = 'run'
               AND suggestion.state IN ('new', 'blocked')
         RETURNING suggestion.id
            """,
            SQL(", ").join(
                SQL("%s = %s", SQL.identifier(name), SQL.identifier("planned", name))
                for name in values
            ),
        )

    def _get_insert_sql(self, names):
        """Insert what is not open yet, whoever suggested it."""
        listed = SQL(", ").join(map(SQL.identifier, names))
        return SQL(
            """
            INSERT INTO inv_transfer_suggestion (%(names)s, create_uid, create_date)
            SELECT %(names)s, write_uid, write_date
              FROM inv_transfer_planned planned
             WHERE NOT EXISTS (
                   SELECT FROM inv_transfer_suggestion other
                    WHERE other.product_id = planned.product_id
                      AND other.lane_id = planned.lane_id
                      AND other.state IN ('new', 'blocked'))
         RETURNING id
            """,
            names=listed,
        )
