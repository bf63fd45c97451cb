from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .selections import LEFT_OUT_REASONS

SHOWN_COUNTS = 200


class InvCountProgramme(models.Model):
    """What one day of the programme holds."""

    _inherit = "inv.count.programme"

    def get_day_data(self, day, filters=None):
        """Return the counts of a day by zone, its sessions and where they may go."""
        self.ensure_one()
        self._check_can_read()
        self.check_access("read")
        day = fields.Date.to_date(day)
        axis = self._get_day_axis()
        for name in ("inv.count.plan", "inv.count.session", "inv.count.line"):
            self.env[name].flush_model()
        rows = self._get_day_rows(self._get_day_condition(axis, day, filters or {}))
        heat = self.env["inv.count.heat.map"]
        load = heat._get_loads(self, axis, day, day).get(day, (0, 0.0))
        return {
            "date": day.isoformat(),
            "cell": heat._prepare_cell(
                axis, day, {day: load}, self._get_gross_capacity()
            ),
            "zones": self._group_by_zone(rows[:SHOWN_COUNTS], axis),
            "shown_count": min(len(rows), SHOWN_COUNTS),
            "has_more": len(rows) > SHOWN_COUNTS,
            "repeat_count": (self.repeat_load or {}).get(day.isoformat(), [0])[0],
            "days": self._get_target_days(axis),
            "can_move": day >= axis.today,
        }

    def _get_day_condition(self, axis, day, filters):
        """Return which plan rows a tile or a day shows."""
        left = filters.get("left_out")
        if filters.get("overdue"):
            return SQL(
                "plan.date_latest < %s AND COALESCE(plan.left_out, '')"
                " NOT IN ('hot', 'excluded', 'rule')",
                axis.today,
            )
        if left in dict(LEFT_OUT_REASONS):
            return SQL("plan.left_out = %s", left)
        return SQL("plan.date_planned = %s", day)

    def _get_target_days(self, axis):
        """Return the working days of the next weeks, to choose from."""
        last = axis.today + timedelta(weeks=self.horizon_weeks)
        days = [axis.day(number) for number in range(self.horizon_weeks * 5)]
        return [one.isoformat() for one in days if one <= last]

    def _get_day_rows(self, condition):
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT plan.id, plan.zone_id, plan.location_id, plan.product_id,
                       place.name AS place, plan.item_class, plan.date_latest,
                       plan.date_planned, plan.is_pinned, plan.left_out,
                       plan.last_count_datetime, session.name AS session,
                       session.state AS session_state,
                       COALESCE(trigger.name, rule.name) AS reason
                  FROM inv_count_plan plan
                  JOIN stock_location place ON place.id = plan.location_id
             LEFT JOIN inv_count_session session ON session.id = plan.session_id
             LEFT JOIN inv_count_rule rule ON rule.id = plan.rule_id
             LEFT JOIN inv_count_rule trigger ON trigger.id = plan.trigger_rule_id
                 WHERE plan.programme_id = %s AND %s
              ORDER BY place.complete_name, plan.priority DESC, plan.id
                 LIMIT %s
                """,
                self.id,
                condition,
                SHOWN_COUNTS + 1,
            )
        )

    @api.model
    def _group_by_zone(self, rows, axis):
        """Return zones with their counts, ready to be shown."""
        ids = {row["product_id"] for row in rows if row["product_id"]}
        items = {item.id: item for item in self.env["product.product"].browse(ids)}
        zones = self.env["stock.location"].browse({r["zone_id"] for r in rows} - {None})
        names = {zone.id: zone.name for zone in zones}
        groups = {}
        for row in rows:
            item = items.get(row["product_id"])
            counts = groups.setdefault(row["zone_id"], [])
            counts.append(self._prepare_count(row, item, axis))
        return [
            {"id": zone or 0, "name": names.get(zone, ""), "counts": counts}
            for zone, counts in groups.items()
        ]

    def _prepare_count(self, row, item, axis):
        latest = row["date_latest"]
        last = row["last_count_datetime"]
        return {
            "id": row["id"],
            "item": item.display_name if item else self.env._("Is it empty?"),
            "place": row["place"],
            "item_class": row["item_class"] or "",
            "reason": row["reason"] or "",
            "latest": max(latest, axis.today).isoformat() if latest else False,
            "is_overdue": bool(latest and latest < axis.today),
            "last_count": last.date().isoformat() if last else False,
            "is_pinned": bool(row["is_pinned"]),
            "is_late": row["left_out"] == "late",
            "planned": row["date_planned"].isoformat()
            if row["date_planned"]
            else False,
            "session": row["session"] or "",
            "can_move": row["session_state"] in (None, "planned"),
        }
