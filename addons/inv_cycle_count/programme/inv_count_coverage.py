from datetime import date

import numpy as np

from odoo import models
from odoo.tools import SQL

from .selections import MEASURED_LINE_STATES

# A programme that is a point behind is on track: days are whole.
TRACK_TOLERANCE = 0.01
# Shares of the capacity where the heat map changes its colour.
LEVELS = (0.3, 0.5, 0.7, 0.85, 1.0)
OVER_TOLERANCE = 1e-6


class InvCountCoverage(models.AbstractModel):
    """How much of the year's promise is kept, class by class."""

    _name = "inv.count.coverage"
    _description = "Coverage of the Count Programme"

    def _get_coverage(self, programme, axis):
        """Return rows of classes: done, planned and due today as shares of the year."""
        totals, elapsed = self._get_totals(programme, axis)
        return [
            self._prepare_class(name, total, elapsed)
            for name, total in sorted(totals.items())
        ]

    def _get_totals(self, programme, axis):
        """Return {class: sums of the year} and the share of the year that is over."""
        start = max(date(axis.today.year, 1, 1), programme.date_start)
        end = date(axis.today.year, 12, 31)
        year = max(axis.days_between(start, end), 1)
        elapsed = axis.days_between(start, axis.today)
        totals = {}
        for row in self._get_groups(programme, start):
            self._add_group(totals, row, axis, end, year)
        return totals, elapsed / year

    def _add_group(self, totals, row, axis, end, year):
        """Add positions that have class, interval, day and counts in common."""
        name, interval, planned, counted, positions = row
        required = year / interval
        most = float(np.ceil(required - OVER_TOLERANCE))
        done = min(counted, required)
        ahead = 0.0
        if planned and planned <= end:
            ahead = 1.0 + (axis.days_between(planned, end) - 1) // interval
        ahead = max(min(ahead, most - counted, required - done), 0.0)
        total = totals.setdefault(
            name, {"items": 0, "need": 0.0, "done": 0.0, "plan": 0}
        )
        total["items"] += positions
        total["need"] += positions * required
        total["done"] += positions * done
        total["plan"] += positions * ahead

    def _prepare_class(self, name, total, elapsed):
        need = total["need"]
        done, planned = total["done"] / need, total["plan"] / need
        behind = elapsed - done
        is_behind = behind > TRACK_TOLERANCE
        points = round(100 * behind)
        return {
            "item_class": name,
            "name": self.env._("Class %(name)s", name=name),
            "items": total["items"],
            "counts": round(need),
            "done_percent": round(100 * done, 1),
            "planned_percent": round(100 * min(planned, 1.0 - done), 1),
            "due_percent": round(100 * min(elapsed, 1.0), 1),
            "is_behind": is_behind,
            "verdict": self.env._("%(points)s pts behind", points=max(points, 1))
            if is_behind
            else self.env._("on track"),
        }

    def _get_groups(self, programme, start):
        """Return (class, interval, day, counted, positions) of this year."""
        return self.env.execute_query(
            SQL(
                """
                WITH counted AS (
                    SELECT location_id, product_id,
                           COUNT(DISTINCT (counted_datetime AT TIME ZONE 'UTC'
                                           AT TIME ZONE %(tz)s)::date) AS times
                      FROM inv_count_line
                     WHERE warehouse_id = %(warehouse)s AND is_counted
                       AND state IN %(states)s AND counted_datetime >= %(start)s
                  GROUP BY 1, 2
                )
                SELECT plan.item_class, plan.interval_days, plan.date_planned,
                       COALESCE(counted.times, 0), COUNT(*)
                  FROM inv_count_plan plan
             LEFT JOIN counted ON counted.location_id = plan.location_id
                              AND counted.product_id = plan.product_id
                 WHERE plan.programme_id = %(programme)s
                   AND plan.product_id IS NOT NULL AND plan.interval_days > 0
                   AND COALESCE(plan.left_out, '') NOT IN ('hot', 'excluded', 'rule')
              GROUP BY 1, 2, 3, 4
                """,
                tz=programme._get_timezone(),
                warehouse=programme.warehouse_id.id,
                states=MEASURED_LINE_STATES,
                start=start,
                programme=programme.id,
            )
        )
