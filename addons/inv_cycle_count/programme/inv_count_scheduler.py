from collections import Counter

from odoo import models
from odoo.tools import SQL

from odoo.addons.inv_optimisation.kernel.counting.zones import (
    bundle_by_zone,
    share_among_counters,
)

from .selections import OPEN_SESSION_STATES


class InvCountScheduler(models.AbstractModel):
    """Make the sessions of the next working days from the plan.

    A session has one zone and one counter, and at most what the counter can do on a
    day. Rows that have a session already are left alone, so that a second run makes
    none; the random sample of a day is drawn once.
    """

    _name = "inv.count.scheduler"
    _description = "Scheduler of Count Sessions"

    def _schedule(self, programme, axis):
        """Create the missing sessions; return them."""
        sessions = self.env["inv.count.session"]
        first = 0 if axis.is_working(axis.today) else -1
        for number in range(max(first, 0), programme.days_ahead + first + 1):
            day = axis.day(number)
            sessions |= self._schedule_sample(programme, day)
            sessions |= self._schedule_day(programme, day)
        return sessions

    def _schedule_sample(self, programme, day):
        """Create the sessions of the random sample of a day."""
        size = programme._get_sample_size(day)
        draw, pairs = self.env["inv.count.sampler"]._draw(programme, day, size)
        if not pairs:
            return self.env["inv.count.session"]
        rows = self._get_rows(
            programme,
            SQL(
                "(plan.location_id, plan.product_id) IN"
                " (SELECT * FROM UNNEST(%s::int[], %s::int[]))",
                [pair[0] for pair in pairs],
                [pair[1] for pair in pairs],
            ),
        )
        sessions = self._create_sessions(programme, day, "sample", rows)
        sessions.write({"draw_id": draw.id})
        return sessions

    def _schedule_day(self, programme, day):
        """Create the sessions of what is planned for a day and has none."""
        due = SQL(
            "plan.date_planned = %s AND plan.session_id IS NULL"
            " AND COALESCE(plan.left_out, 'late') = 'late'",
            day,
        )
        rows = self._get_rows(programme, due)
        control = [row for row in rows if row["kind"] == "control"]
        others = [row for row in rows if row["kind"] != "control"]
        sessions = self._create_sessions(programme, day, "control", control)
        return sessions | self._create_sessions(programme, day, "cycle", others)

    def _get_rows(self, programme, condition):
        """Return the plan rows in the order of the walk."""
        for name in ("inv.count.plan", "inv.count.rule", "stock.location"):
            self.env[name].flush_model()
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT plan.id, plan.location_id, plan.product_id, plan.line_count,
                       COALESCE(plan.zone_id, plan.location_id) AS zone_id,
                       plan.date_latest, plan.session_id, plan.date_planned,
                       COALESCE(trigger.kind, rule.kind, '') AS kind,
                       COALESCE(trigger.name, rule.name, '') AS rule_name
                  FROM inv_count_plan plan
                  JOIN stock_location place ON place.id = plan.location_id
             LEFT JOIN inv_count_rule rule ON rule.id = plan.rule_id
             LEFT JOIN inv_count_rule trigger
                    ON trigger.id = plan.trigger_rule_id
                   AND plan.date_trigger_due <= plan.date_latest
                 WHERE plan.programme_id = %s AND %s
              ORDER BY place.complete_name, plan.location_id, plan.product_id
                """,
                programme.id,
                condition,
            )
        )

    # ------------------------------------------------------------------------
    # Sessions
    # ------------------------------------------------------------------------

    def _create_sessions(self, programme, day, kind, rows):
        """Create sessions of the rows, bundled by zone and shared among counters."""
        sessions = self.env["inv.count.session"]
        if not rows:
            return sessions
        bundles = self._get_bundles(programme, rows)
        minutes = [self._get_minutes(programme, bundle) for bundle in bundles]
        users = programme.counter_ids
        load = self._get_counter_load(programme, day, users)
        n_counters = max(len(users), 1)
        counter = share_among_counters(minutes, n_counters, load=load).tolist()
        vals_list = [
            self._prepare_session_vals(
                programme, day, kind, bundle, work, users[number] if users else users
            )
            for bundle, work, number in zip(bundles, minutes, counter, strict=True)
        ]
        for bundle, session in zip(bundles, sessions.create(vals_list), strict=True):
            self._fill(session, bundle, kind)
            sessions |= session
        return sessions

    def _get_bundles(self, programme, rows):
        """Return lists of rows: one zone, the work of one counter at most."""
        limit = programme.minutes_per_counter - programme.minutes_per_session
        minutes = [programme._get_count_minutes(row["line_count"] or 1) for row in rows]
        number = bundle_by_zone([row["zone_id"] for row in rows], minutes, limit)
        bundles = {}
        for row, bundle in zip(rows, number.tolist(), strict=True):
            bundles.setdefault(bundle, []).append(row)
        return [bundles[key] for key in sorted(bundles)]

    def _get_minutes(self, programme, rows):
        """Return the work of a session: start, records and places [minutes]."""
        places = len({row["location_id"] for row in rows})
        records = sum(row["line_count"] or 1 for row in rows)
        return (
            programme.minutes_per_session
            + programme.minutes_per_line * records
            + programme.minutes_per_place * places
        )

    def _get_counter_load(self, programme, day, users):
        """Return the minutes that each counter has on a day already."""
        if not users:
            return None
        groups = self.env["inv.count.session"]._read_group(
            [
                ("warehouse_id", "=", programme.warehouse_id.id),
                ("date_planned", "=", day),
                ("state", "in", OPEN_SESSION_STATES),
                ("user_id", "in", users.ids),
            ],
            ["user_id"],
            ["minutes:sum"],
        )
        load = dict(groups)
        return [load.get(user, 0.0) for user in users]

    def _prepare_session_vals(self, programme, day, kind, rows, minutes, user):
        """Return the values of a session; extend to store more."""
        latest = [row["date_latest"] for row in rows if row["date_latest"]]
        if kind == "cycle" and not any(row["kind"] == "cycle" for row in rows):
            kind = "trigger"
        return {
            "programme_id": programme.id,
            "warehouse_id": programme.warehouse_id.id,
            "zone_id": rows[0]["zone_id"],
            "kind": kind,
            "date_planned": day,
            "date_due": max(min(latest, default=day), day),
            "user_id": user.id,
            **programme._get_session_policy(),
            "minutes": minutes,
            "reason": self._get_reason(kind, rows),
        }

    def _get_reason(self, kind, rows):
        """Return why these places: rules with their number of counts."""
        if kind == "sample":
            return self.env._("Random sample %(count)s", count=len(rows))
        names = Counter(row["rule_name"] for row in rows if row["rule_name"])
        return " · ".join(f"{name} {count}" for name, count in names.most_common())

    def _fill(self, session, rows, kind):
        """Add lines and places of the rows and tell the rows of their session."""
        pairs = [
            (row["location_id"], row["product_id"]) for row in rows if row["product_id"]
        ]
        empty = [row["location_id"] for row in rows if not row["product_id"]]
        if pairs:
            session._add_positions(pairs)
        if empty:
            session._add_empty_places(self.env["stock.location"].browse(empty))
        # A sampled record that is due that day is counted once.
        ids = [
            row["id"]
            for row in rows
            if not row["session_id"]
            and (kind != "sample" or row["date_planned"] == session.date_planned)
        ]
        self.env["inv.count.plan.writer"]._set_session(ids, session)
