from datetime import timedelta

from odoo import models
from odoo.tools import SQL

WEEKS_BACK = 7
# Shares of the capacity at which the colour of a day changes.
LEVELS = (0.3, 0.5, 0.7, 0.85)
OVER = 1.0 + 1e-6
MAX_ZONES = 4


class InvCountHeatMap(models.AbstractModel):
    """Counts of each day against what the counters can do, by day and by zone."""

    _name = "inv.count.heat.map"
    _description = "Heat Map of Counts"

    def _get_heat_map(self, programme, axis):
        """Return weeks, rows of weekdays and their cells."""
        first = self._get_first_monday(programme, axis)
        weeks = [first + timedelta(weeks=n) for n in range(programme.horizon_weeks)]
        last = weeks[-1] + timedelta(days=6)
        loads = self._get_loads(programme, axis, first, last)
        weekdays = self._get_weekdays(axis, weeks)
        gross = programme._get_gross_capacity()
        rows = [
            {
                "weekday": weekday,
                "cells": [
                    self._prepare_cell(
                        axis, monday + timedelta(days=weekday), loads, gross
                    )
                    for monday in weeks
                ],
            }
            for weekday in weekdays
        ]
        cells = [cell for row in rows for cell in row["cells"]]
        return {
            "weeks": [
                {"date": monday.isoformat(), "is_month": monday.day <= 7}
                for monday in weeks
            ],
            "rows": rows,
            "over_count": sum(
                cell["is_over"] and not cell["is_past"] for cell in cells
            ),
            "capacity": self._get_count_capacity(programme),
            "counters": programme.counters_per_day,
        }

    def _get_first_monday(self, programme, axis):
        """Return the first week: some weeks of the past, as far as there are any."""
        start = max(axis.today - timedelta(weeks=WEEKS_BACK), programme.date_start)
        return start - timedelta(days=start.weekday())

    def _get_weekdays(self, axis, weeks):
        """Return the weekdays on which somebody works in one of the weeks."""
        days = [monday + timedelta(days=n) for monday in weeks for n in range(7)]
        found = sorted({day.weekday() for day in days if axis.is_working(day)})
        return found or list(range(5))

    def _get_count_capacity(self, programme):
        """Return about how many counts a day takes."""
        return int(programme._get_gross_capacity() // programme._get_count_minutes())

    def _prepare_cell(self, axis, day, loads, gross):
        count, minutes = loads.get(day, (0, 0.0))
        share = minutes / gross if gross else 0.0
        is_over = share > OVER
        return {
            "date": day.isoformat(),
            "count": count,
            "minutes": round(minutes),
            "capacity_minutes": round(gross),
            "level": 5 if is_over else sum(share >= limit for limit in LEVELS),
            "is_over": is_over,
            "is_closed": not axis.is_working(day) and not count,
            "is_today": day == axis.today,
            "is_past": day < axis.today,
        }

    # ------------------------------------------------------------------------
    # Loads
    # ------------------------------------------------------------------------

    def _get_loads(self, programme, axis, first, last):
        """Return {day: (counts, minutes)}: done before today, planned from today on."""
        loads = {}
        each = programme._get_count_minutes()
        for day, count in self._get_past(programme, axis, first):
            loads[day] = (count, count * each)
        coming = {
            day: [count, minutes]
            for day, count, minutes in self._get_planned(programme, axis, last)
        }
        for day, count, minutes in self._get_in_sessions(programme, axis, last):
            total = coming.setdefault(day, [0, 0.0])
            total[0], total[1] = total[0] + int(count), total[1] + minutes
        self._add_repeats(programme, axis, coming, each)
        loads.update({day: tuple(total) for day, total in coming.items()})
        return loads

    def _add_repeats(self, programme, axis, coming, each):
        """Add what follows the next counts, and samples that are not drawn yet."""
        drawn = {draw.date for draw in programme.draw_ids}
        repeats = programme.repeat_load or {}
        for number in range(programme.horizon_weeks * 5):
            day = axis.day(number)
            count, minutes = repeats.get(day.isoformat(), (0, 0.0))
            sample = 0 if day in drawn else programme._get_sample_size(day)
            total = coming.setdefault(day, [0, 0.0])
            total[0] += count + sample
            total[1] += minutes + sample * each

    def _get_past(self, programme, axis, first):
        """Return (day, counted positions) before today."""
        day = SQL(
            "(line.counted_datetime AT TIME ZONE 'UTC' AT TIME ZONE %s)::date",
            programme._get_timezone(),
        )
        return self.env.execute_query(
            SQL(
                """SELECT %(day)s, COUNT(DISTINCT (line.location_id, line.product_id))
                     FROM inv_count_line line
                    WHERE line.warehouse_id = %(warehouse)s AND line.is_counted
                      AND line.counted_datetime >= %(first)s
                      AND %(day)s < %(today)s
                 GROUP BY 1""",
                day=day,
                warehouse=programme.warehouse_id.id,
                first=first,
                today=axis.today,
            )
        )

    def _get_planned(self, programme, axis, last):
        """Return (day, counts, minutes) of what has no session yet."""
        return self.env.execute_query(
            SQL(
                """SELECT date_planned, COUNT(*), SUM(minutes)
                     FROM inv_count_plan
                    WHERE programme_id = %s AND session_id IS NULL
                      AND date_planned BETWEEN %s AND %s
                 GROUP BY 1""",
                programme.id,
                axis.today,
                last,
            )
        )

    def _get_in_sessions(self, programme, axis, last):
        """Return (day, counts, minutes) of the sessions from today on."""
        return self.env.execute_query(
            SQL(
                """SELECT session.date_planned, SUM(inside.positions),
                          SUM(GREATEST(session.minutes - %(start)s, 0))
                     FROM inv_count_session session
             CROSS JOIN LATERAL (
                        SELECT COUNT(DISTINCT (line.location_id, line.product_id)) +
                               (SELECT COUNT(*) FROM inv_count_place place
                                 WHERE place.session_id = session.id
                                   AND place.is_empty_check AND place.round = 1)
                               AS positions
                          FROM inv_count_line line
                         WHERE line.session_id = session.id
                           AND line.state <> 'cancelled') inside
                    WHERE session.warehouse_id = %(warehouse)s
                      AND session.state <> 'cancelled'
                      AND session.date_planned BETWEEN %(today)s AND %(last)s
                 GROUP BY 1""",
                start=programme.minutes_per_session,
                warehouse=programme.warehouse_id.id,
                today=axis.today,
                last=last,
            )
        )

    # ------------------------------------------------------------------------
    # Zones
    # ------------------------------------------------------------------------

    def _get_zones(self, programme, axis):
        """Return the load of this week in the busiest zones."""
        monday = axis.today - timedelta(days=axis.today.weekday())
        weekdays = self._get_weekdays(axis, [monday])
        days = [monday + timedelta(days=number) for number in weekdays]
        loads = {}
        for zone, day, count in self._get_zone_counts(programme, days):
            loads.setdefault(zone, {})[day] = count
        busiest = sorted(loads, key=lambda zone: -sum(loads[zone].values()))
        shares = self._get_zone_shares(programme)
        capacity = self._get_count_capacity(programme)
        zones = self.env["stock.location"].browse(busiest[:MAX_ZONES])
        return [
            self._prepare_zone(zone, days, loads[zone.id], shares, capacity)
            for zone in zones
        ]

    def _prepare_zone(self, zone, days, load, shares, capacity):
        limit = max(round(capacity * shares.get(zone.id, 0.0)), 1)
        most = max(limit, *load.values())
        return {
            "id": zone.id,
            "name": zone.name,
            "capacity": limit,
            "capacity_percent": round(100 * limit / most),
            "days": [
                {
                    "date": day.isoformat(),
                    "count": load.get(day, 0),
                    "percent": round(100 * load.get(day, 0) / most),
                    "is_over": load.get(day, 0) > limit,
                }
                for day in days
            ],
            "more_count": 0,
        }

    def _get_zone_shares(self, programme):
        """Return each zone's share of the yearly work: its share of the capacity."""
        rows = self.env.execute_query(
            SQL(
                """SELECT zone_id, SUM(minutes / interval_days)
                     FROM inv_count_plan
                    WHERE programme_id = %s AND interval_days > 0
                 GROUP BY 1""",
                programme.id,
            )
        )
        total = sum(work for _zone, work in rows) or 1.0
        return {zone: work / total for zone, work in rows}

    def _get_zone_counts(self, programme, days):
        return self.env.execute_query(
            SQL(
                """
                SELECT zone_id, day, SUM(counts)::int
                  FROM (SELECT plan.zone_id, plan.date_planned AS day,
                               COUNT(*) AS counts
                          FROM inv_count_plan plan
                         WHERE plan.programme_id = %(programme)s
                           AND plan.session_id IS NULL
                           AND plan.date_planned = ANY(%(days)s)
                      GROUP BY 1, 2
                     UNION ALL
                        SELECT line.zone_id, session.date_planned,
                               COUNT(DISTINCT (line.location_id, line.product_id))
                          FROM inv_count_session session
                          JOIN inv_count_line line ON line.session_id = session.id
                         WHERE session.warehouse_id = %(warehouse)s
                           AND session.state <> 'cancelled'
                           AND session.date_planned = ANY(%(days)s)
                      GROUP BY 1, 2) AS load
                 WHERE zone_id IS NOT NULL
              GROUP BY 1, 2
                """,
                programme=programme.id,
                warehouse=programme.warehouse_id.id,
                days=days,
            )
        )
