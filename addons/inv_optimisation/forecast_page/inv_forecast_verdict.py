from odoo import models
from odoo.fields import Domain

#: Overrides that a row shows, the newest first.
SHOWN_OVERRIDES = 40


class InvForecastVerdict(models.AbstractModel):
    """The overrides of a row: running, planned, and what came of past ones."""

    _name = "inv.forecast.verdict"
    _description = "Forecast Page: Overrides"
    _inherit = ["inv.forecast.wording"]

    def _get_overrides(self, scope):
        """Return the overrides that touch a row, as dicts in three parts."""
        today = scope["company"]._get_inventory_today()
        overrides = self.env["inv.forecast.override"].search(
            self._get_override_domain(scope),
            order="date_from desc, id desc",
            limit=SHOWN_OVERRIDES,
        )
        may_write = overrides.has_access("write")
        rows = [
            self._prepare_override(override, scope, today, may_write)
            for override in overrides
        ]
        parts = (
            ("running", self.env._("In force")),
            ("planned", self.env._("Planned")),
            ("past", self.env._("Past")),
        )
        return [
            {
                "state": state,
                "name": name,
                "rows": [row for row in rows if row["state"] == state],
            }
            for state, name in parts
            if any(row["state"] == state for row in rows)
        ]

    def _get_override_domain(self, scope):
        """Return overrides of the row, above it and, in a category, inside it."""
        site = scope["site"]
        if scope["kind"] == "item":
            point = scope["record"]
            site, category = point.warehouse_id, point.categ_id
            domain = Domain("point_id", "=", point.id)
        else:
            category = scope["record"]
            domain = Domain("categ_id", "child_of", category.id)
            inside = Domain("point_id.product_id.categ_id", "child_of", category.id)
            if site:
                inside &= Domain("point_id.warehouse_id", "=", site.id)
            domain |= inside
        domain |= Domain("categ_id", "parent_of", category.ids)
        if site:
            domain &= Domain("warehouse_id", "in", (False, site.id))
        return domain & Domain("company_id", "=", scope["company"].id)

    def _prepare_override(self, override, scope, today, may_write):
        state = self._get_state(override, today)
        own = override.point_id or override.categ_id
        return {
            "id": override.id,
            "state": state,
            "change": override.change_text,
            "days": self.env._(
                "%(first)s to %(last)s",
                first=self._date(override.date_from),
                last=self._date(override.date_to),
            ),
            "scope": ""
            if own == scope["record"] and override.warehouse_id == scope["site"]
            else override.display_name,
            "reason": self._label_of(override, "reason_code", override.reason_code),
            "note": override.note,
            "user": override.user_id.name,
            "verdict": self._get_verdict(override) if state == "past" else False,
            "can_end": may_write and state != "past",
        }

    def _get_state(self, override, today):
        if override.date_to < today:
            return "past"
        return "running" if override.date_from <= today else "planned"

    def _get_verdict(self, override):
        """Return whether a past override helped, with the numbers that say so."""
        if not override.judged_date:
            return {
                "code": "open",
                "name": self.env._("Not judged yet"),
                "text": self.env._("The next plan compares it with what came."),
            }
        return {
            "code": override.verdict,
            "name": self._label_of(override, "verdict", override.verdict),
            "text": self._get_numbers(override),
        }

    def _get_numbers(self, override):
        """Return demand, override and forecast; as shares where units differ."""
        forecast = override.forecast_qty
        if override.categ_id and forecast > 0:
            return self.env._(
                "Demand came %(came)s against the forecast; the override expected "
                "%(expected)s.",
                came=self._change(forecast, override.demand_actual_qty),
                expected=self._change(forecast, override.override_qty),
            )
        unit = override.point_id.uom_id.name or self.env._("units")
        return self.env._(
            "%(came)s came; the override expected %(expected)s, the forecast "
            "%(forecast)s.",
            came=self._amount(override.demand_actual_qty, unit),
            expected=self._amount(override.override_qty, unit),
            forecast=self._amount(forecast, unit),
        )

    def _get_counts(self, company, site):
        """Return how many judged overrides there are, and how many of them helped."""
        domain = Domain("company_id", "=", company.id) & Domain("verdict", "!=", False)
        if site:
            domain &= Domain("warehouse_id", "=", site.id) | Domain(
                "point_id.warehouse_id", "=", site.id
            )
        counts = dict(
            self.env["inv.forecast.override"]._read_group(
                domain, ["verdict"], ["__count"]
            )
        )
        return sum(counts.values()), counts.get("helped", 0)
