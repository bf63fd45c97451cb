import csv
import io

import numpy as np

from odoo import models
from odoo.tools import SQL

COLUMNS = (
    "location_id",
    "product_id",
    "zone_id",
    "item_class",
    "rule_id",
    "trigger_rule_id",
    "trigger_datetime",
    "date_trigger_due",
    "phase",
    "interval_days",
    "date_first",
    "last_count_datetime",
    "date_due",
    "date_earliest",
    "date_latest",
    "date_planned",
    "priority",
    "minutes",
    "line_count",
    "is_pinned",
    "left_out",
    "session_id",
)


class InvCountPlanWriter(models.AbstractModel):
    """Writes the plan of a programme: one COPY, one INSERT, one DELETE.

    The ORM would need a write for each of tens of thousands of rows; the table is
    ours and nothing depends on its fields. Rows that do not change are not touched.
    """

    _name = "inv.count.plan.writer"
    _description = "Count Plan Writer"

    def _write_plan(self, programme, axis, facts):
        """Store the facts and the load of later days; return the changed rows."""
        columns = self._prepare_columns(axis, facts)
        changed = self._upsert(programme, columns)
        self._delete(facts["gone_plans"].tolist())
        self.env["inv.count.plan"].invalidate_model()
        load = self._prepare_repeat_load(axis, facts)
        if load != (programme.repeat_load or {}):
            programme.repeat_load = load
        if facts["repeats_left"] != programme.repeat_left_count:
            programme.repeat_left_count = facts["repeats_left"]
        return changed

    def _prepare_columns(self, axis, facts):
        """Return {column: list}, None where there is nothing."""
        left_out = facts["left_out"].copy()
        has_day = facts["day"] >= 0
        left_out[facts["is_planned"] & ~has_day] = "capacity"
        left_out[facts["is_late"]] = "late"
        is_open = facts["is_triggered"]
        finite = np.isfinite(facts["due"])

        def days(numbers, chosen):
            safe = np.where(chosen, np.where(np.isfinite(numbers), numbers, 0), 0)
            values = axis.date(safe).tolist()
            return [v if k else None for v, k in zip(values, chosen, strict=True)]

        return {
            "location_id": facts["location"].tolist(),
            "product_id": self._or_none(facts["product"]),
            "zone_id": facts["zone"].tolist(),
            "item_class": np.where(
                facts["product"] > 0, facts["item_class"], ""
            ).tolist(),
            "rule_id": self._or_none(facts["rule"]),
            "trigger_rule_id": self._or_none(
                np.where(is_open, facts["trigger_rule"], 0)
            ),
            "trigger_datetime": self._keep_where(facts["trigger"], is_open),
            "date_trigger_due": self._keep_where(facts["trigger_due"], is_open),
            "phase": facts["phase"].tolist(),
            "interval_days": np.where(
                np.isfinite(facts["interval"]), facts["interval"], 0.0
            ).tolist(),
            "date_first": facts["first"].tolist(),
            "last_count_datetime": facts["last_count"].tolist(),
            "date_due": days(facts["due"], finite),
            "date_earliest": days(facts["earliest"], finite),
            "date_latest": days(facts["latest"], finite),
            "date_planned": days(facts["day"], has_day),
            "priority": facts["priority"].round(6).tolist(),
            "minutes": facts["minutes"].tolist(),
            "line_count": facts["line_count"].tolist(),
            "is_pinned": facts["is_pinned"].tolist(),
            "left_out": [text or None for text in left_out.tolist()],
            "session_id": self._or_none(facts["session"]),
        }

    @staticmethod
    def _or_none(ids):
        return [number or None for number in ids.tolist()]

    @staticmethod
    def _keep_where(values, chosen):
        return [v if k else None for v, k in zip(values.tolist(), chosen, strict=True)]

    def _prepare_repeat_load(self, axis, facts):
        """Return {day: [counts, minutes]} of the repeats within the horizon."""
        counts, minutes = facts["repeats"]
        days = axis.date(np.arange(len(counts))).tolist()
        return {
            day.isoformat(): [int(count), round(float(work), 2)]
            for day, count, work in zip(days, counts, minutes, strict=True)
            if count
        }

    # ------------------------------------------------------------------------
    # SQL
    # ------------------------------------------------------------------------

    def _upsert(self, programme, columns):
        cr = self.env.cr
        model = self.env["inv.count.plan"]
        definitions = SQL(", ").join(
            SQL("%s %s", SQL.identifier(name), SQL(model._fields[name].column_type[1]))
            for name in COLUMNS
        )
        listed = SQL(", ").join(map(SQL.identifier, COLUMNS))
        cr.execute(
            SQL("CREATE TEMP TABLE inv_counted (%s) ON COMMIT DROP", definitions)
        )
        copy = SQL("COPY inv_counted (%s) FROM STDIN (FORMAT csv)", listed)
        cr.copy_expert(cr.mogrify(copy).decode(), self._to_csv(columns))
        cr.execute(self._get_upsert_sql(programme, listed))
        changed = cr.rowcount
        cr.execute(SQL("DROP TABLE inv_counted"))
        return changed

    def _get_upsert_sql(self, programme, listed):
        values = [name for name in COLUMNS if name not in ("location_id", "product_id")]
        old = SQL(", ").join(SQL.identifier("plan", name) for name in values)
        new = SQL(", ").join(SQL.identifier("excluded", name) for name in values)
        return SQL(
            """
            INSERT INTO inv_count_plan AS plan (
                programme_id, company_id, create_uid, create_date, write_uid,
                write_date, %(listed)s
            )
            SELECT %(programme)s, %(company)s, %(user)s, %(now)s, %(user)s, %(now)s,
                   %(listed)s
              FROM inv_counted
       ON CONFLICT (programme_id, location_id, COALESCE(product_id, 0))
         DO UPDATE SET (write_date, %(names)s) = ROW(excluded.write_date, %(new)s)
             WHERE (%(old)s) IS DISTINCT FROM (%(new)s)
            """,
            listed=listed,
            programme=programme.id,
            company=programme.company_id.id,
            user=self.env.uid,
            now=self.env.cr.now(),
            names=SQL(", ").join(map(SQL.identifier, values)),
            old=old,
            new=new,
        )

    def _set_session(self, ids, session):
        """Tell plan rows which session counts them; an empty one takes them out."""
        self._update(ids, {"session_id": session.id or None})

    def _update(self, ids, values):
        """Set the same values on many plan rows, whose table is read-only else."""
        if not ids:
            return
        assignments = SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), value)
            for name, value in values.items()
        )
        self.env["inv.count.plan"].flush_model()
        self.env.cr.execute(
            SQL("UPDATE inv_count_plan SET %s WHERE id = ANY(%s)", assignments, ids)
        )
        self.env["inv.count.plan"].invalidate_model()

    def _delete(self, ids):
        if ids:
            self.env.cr.execute(
                SQL("DELETE FROM inv_count_plan WHERE id = ANY(%s)", ids)
            )

    def _to_csv(self, columns):
        buffer = io.StringIO()
        rows = zip(*(columns[name] for name in COLUMNS), strict=True)
        csv.writer(buffer).writerows(rows)
        buffer.seek(0)
        return buffer
