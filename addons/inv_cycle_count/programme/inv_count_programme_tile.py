from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL, float_round

from .selections import OPEN_SESSION_STATES

YEAR = timedelta(days=365)
MONTHS_PER_YEAR = 12


class InvCountProgrammeTile(models.AbstractModel):
    """Tiles, today's sessions and what is left out, for the programme page."""

    _name = "inv.count.programme.tile"
    _description = "Tiles of the Count Programme"

    @api.model
    def _get_tiles(self, programme, axis, heat_map):
        """Return the five tiles; each names the filter that it sets."""
        return {
            "due": self._get_due_tile(programme, axis, heat_map),
            "overdue": self._get_overdue_tile(programme, axis),
            **self._get_year_tiles(programme),
            "accuracy": self.env["inv.count.accuracy"]._get_tile(programme),
        }

    def _get_due_tile(self, programme, axis, heat_map):
        rows = self._query(
            """SELECT partner.name, COUNT(DISTINCT (line.location_id, line.product_id))
                 FROM inv_count_line line
                 JOIN inv_count_session session ON session.id = line.session_id
            LEFT JOIN res_users users ON users.id = line.counter_id
            LEFT JOIN res_partner partner ON partner.id = users.partner_id
                WHERE session.warehouse_id = %s AND line.is_counted
                  AND session.date_planned = %s
             GROUP BY 1 ORDER BY 2 DESC, 1""",
            programme.warehouse_id.id,
            axis.today,
        )
        cells = [cell for row in heat_map["rows"] for cell in row["cells"]]
        today = next((cell for cell in cells if cell["is_today"]), None)
        return {
            "count": today["count"] if today else 0,
            "capacity": heat_map["capacity"],
            "done": sum(count for _name, count in rows),
            "counters": [
                {"name": (name or "").split(" ")[0], "count": count}
                for name, count in rows
                if name
            ],
        }

    def _get_overdue_tile(self, programme, axis):
        (row,) = self._query(
            """SELECT COUNT(*), MIN(date_latest),
                      COUNT(*) FILTER (WHERE item_class = 'A')
                 FROM inv_count_plan
                WHERE programme_id = %s AND date_latest < %s
                  AND COALESCE(left_out, '') NOT IN ('hot', 'excluded', 'rule')""",
            programme.id,
            axis.today,
        )
        count, oldest, class_a = row
        days = (axis.today - oldest).days if oldest else 0
        return {"count": count, "days": days, "class_a": class_a}

    def _get_year_tiles(self, programme):
        """Return what was counted in a year, and what counting costs and finds."""
        since = self.env.cr.now() - YEAR
        (row,) = self._query(
            """
            WITH counted AS (
                SELECT line.location_id, line.product_id, COUNT(*) AS times,
                       SUM(COALESCE(line.absolute_value, 0)) AS found
                  FROM inv_count_line line
                 WHERE line.warehouse_id = %(warehouse)s AND line.is_counted
                   AND line.state = 'posted' AND line.counted_datetime >= %(since)s
              GROUP BY 1, 2
            )
            SELECT (SELECT COUNT(*) FROM counted), (SELECT SUM(times) FROM counted),
                   (SELECT SUM(found) FROM counted),
                   (SELECT MIN(counted_datetime) FROM inv_count_line
                     WHERE warehouse_id = %(warehouse)s AND is_counted
                       AND counted_datetime >= %(since)s),
                   COUNT(*), COUNT(DISTINCT plan.location_id),
                   COUNT(counted.location_id),
                   COUNT(DISTINCT counted.location_id)
              FROM inv_count_plan plan
         LEFT JOIN counted ON counted.location_id = plan.location_id
                          AND counted.product_id = plan.product_id
             WHERE plan.programme_id = %(programme)s AND plan.product_id IS NOT NULL
            """,
            warehouse=programme.warehouse_id.id,
            since=since,
            programme=programme.id,
        )
        _all, times, found, first, total, places, seen, places_seen = row
        months = 1.0
        if first:
            months = max((self.env.cr.now() - first) / YEAR * MONTHS_PER_YEAR, 1.0)
        minutes = programme._get_count_minutes()
        cost = (times or 0) / months * minutes / 60.0 * programme.cost_per_hour
        return {
            "counted": {
                "count": seen,
                "total": total,
                "place_percent": round(100 * places_seen / places) if places else 0,
            },
            "cost": {
                "month": programme.currency_id.round(cost),
                "minutes": float_round(minutes, precision_digits=1),
                "found": programme.currency_id.round(found or 0.0),
            },
        }

    # ------------------------------------------------------------------------
    # Left out
    # ------------------------------------------------------------------------

    @api.model
    def _get_left_out(self, programme):
        """Return what is not counted, or not in time, and why."""
        rows = {
            reason: (count, places)
            for reason, count, places in self._query(
                """SELECT left_out, COUNT(*), COUNT(DISTINCT location_id)
                     FROM inv_count_plan
                    WHERE programme_id = %s AND left_out IS NOT NULL
                 GROUP BY 1""",
                programme.id,
            )
        }
        counts = {reason: rows.get(reason, (0, 0)) for reason in ("hot", "excluded")}
        return {
            "hot_places": counts["hot"][1],
            "hot_limit": programme.hot_pick_limit,
            "excluded_places": counts["excluded"][1],
            **{
                reason: rows.get(reason, (0, 0))[0]
                for reason in ("rule", "capacity", "late")
            },
            "repeats": programme.repeat_left_count,
        }

    # ------------------------------------------------------------------------
    # Sessions
    # ------------------------------------------------------------------------

    @api.model
    def _get_sessions(self, programme, axis):
        """Return the sessions of today, and how many there are this week."""
        Session = self.env["inv.count.session"]
        monday = axis.today - timedelta(days=axis.today.weekday())
        week = [
            ("warehouse_id", "=", programme.warehouse_id.id),
            ("state", "!=", "cancelled"),
            ("date_planned", ">=", monday),
            ("date_planned", "<=", monday + timedelta(days=6)),
        ]
        today = Session.search(
            [
                ("warehouse_id", "=", programme.warehouse_id.id),
                "|",
                "&",
                ("date_planned", "=", axis.today),
                ("state", "!=", "cancelled"),
                "&",
                ("date_planned", "<", axis.today),
                ("state", "in", OPEN_SESSION_STATES),
            ],
            order="id",
            limit=40,
        )
        return {
            "sessions": self._prepare_sessions(today),
            "week_count": Session.search_count(week),
        }

    def _prepare_sessions(self, sessions):
        progress = self._get_progress(sessions)
        return [
            {
                "id": session.id,
                "name": session.name,
                "zone": session.zone_id.name or "",
                "counter": session.user_id.name or "",
                "reason": session.reason or "",
                "kind": session.kind,
                "date": session.date_planned.isoformat(),
                **progress.get(
                    session.id, {"bins": 0, "done": 0, "percent": 0, "to_approve": 0}
                ),
                **self._prepare_state(session, progress.get(session.id, {})),
            }
            for session in sessions
        ]

    def _prepare_state(self, session, progress):
        """Return the key of the state that says what is to be done."""
        if session.state == "done":
            state = "done"
        elif progress.get("recounts"):
            state = "recount"
        elif session.state == "review":
            state = "approve"
        elif not session.user_id and session.state == "planned":
            state = "assign"
        else:
            state = session.state
        return {"state": state}

    def _get_progress(self, sessions):
        """Return places done and lines to approve of each session."""
        rows = self._query(
            """
            SELECT session.id,
                   (SELECT COUNT(*) FROM inv_count_place place
                     WHERE place.session_id = session.id AND place.round = 1
                       AND place.state <> 'cancelled'),
                   (SELECT COUNT(*) FROM inv_count_place place
                     WHERE place.session_id = session.id AND place.round = 1
                       AND place.state = 'submitted'),
                   (SELECT COUNT(*) FROM inv_count_line line
                     WHERE line.session_id = session.id AND line.state = 'review'),
                   (SELECT COUNT(*) FROM inv_count_line line
                     WHERE line.session_id = session.id AND line.state = 'recount')
              FROM inv_count_session session
             WHERE session.id = ANY(%s)
            """,
            sessions.ids,
        )
        return {
            id_: {
                "bins": bins,
                "done": done,
                "percent": round(100 * done / bins) if bins else 0,
                "to_approve": review,
                "recounts": recounts,
            }
            for id_, bins, done, review, recounts in rows
        }

    def _query(self, query, *args, **kwargs):
        """Run a query of this model's own text."""
        return self.env.execute_query(SQL(query, *args, **kwargs))
