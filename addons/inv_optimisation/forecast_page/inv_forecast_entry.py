import math
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ..models.inv_planning_run import IMMEDIATE_POINTS


class InvForecastEntry(models.AbstractModel):
    """Overrides entered, ended and taken back on the forecast page."""

    _name = "inv.forecast.entry"
    _description = "Forecast Page: Entry of Overrides"
    _inherit = ["inv.forecast.wording"]

    def _create_override(self, scope, values):
        """Create what a planner typed; return the message that follows it."""
        overrides = self.env["inv.forecast.override"]
        overrides.check_access("create")
        vals = self._prepare_override_vals(scope, values or {})
        override = overrides.create(vals)
        return self._get_answer(
            scope,
            self.env._(
                "%(change)s for %(name)s until %(last)s.",
                change=override.change_text,
                name=override.display_name,
                last=self._date(override.date_to),
            ),
            {"call": "take_back_override", "id": override.id},
        )

    def _prepare_override_vals(self, scope, values):
        today = scope["company"]._get_inventory_today()
        date_from = self._get_date(values.get("date_from"))
        date_to = self._get_date(values.get("date_to"))
        if not date_from:
            raise UserError(self.env._("Enter the first day."))
        if date_to and date_to < date_from:
            raise UserError(self.env._("The last day must not lie before the first."))
        if date_to and date_to < today:
            raise UserError(
                self.env._("The last day is over. An override is for days to come.")
            )
        note = str(values.get("note") or "").strip()
        if not note:
            raise UserError(
                self.env._("Say why: the reason is shown with the forecast.")
            )
        is_item = scope["kind"] == "item"
        return {
            "point_id": scope["record"].id if is_item else False,
            "categ_id": False if is_item else scope["record"].id,
            "warehouse_id": False if is_item else scope["site"].id,
            "company_id": scope["company"].id,
            "date_from": date_from,
            "date_to": date_to,
            "kind": self._get_choice(values, "kind"),
            "value": self._get_value(values),
            "reason_code": self._get_choice(values, "reason_code"),
            "note": note,
        }

    def _get_date(self, text):
        if not text:
            return False
        try:
            return fields.Date.to_date(text)
        except (TypeError, ValueError):
            raise UserError(self.env._("Enter the days as dates.")) from None

    def _get_choice(self, values, name):
        field = self.env["inv.forecast.override"]._fields[name]
        labels = dict(field._description_selection(self.env))
        if values.get(name) not in labels:
            raise UserError(
                self.env._("Choose: %(choices)s.", choices=", ".join(labels.values()))
            )
        return values[name]

    def _get_value(self, values):
        value = values.get("value")
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value):
            raise UserError(self.env._("Enter the change as a number."))
        if values.get("kind") == "percent" and not value:
            raise UserError(self.env._("A change of 0 % changes nothing."))
        return value

    # ------------------------------------------------------------------------
    # End, take back, restore
    # ------------------------------------------------------------------------

    def _get_override(self, override_id):
        id_ = self.env["inv.forecast.reader"]._to_id(override_id)
        override = self.env["inv.forecast.override"].search(
            [("id", "=", id_), ("company_id", "=", self.env.company.id)]
        )
        if not override:
            raise UserError(self.env._("This override is not there any more."))
        return override

    def _take_back(self, override):
        """Delete an override as if it had never been; a judged one stays."""
        scope = self._get_own_scope(override)
        name, change = override.display_name, override.change_text
        override.unlink()
        text = self.env._(
            "%(change)s for %(name)s is taken back.", change=change, name=name
        )
        return self._get_answer(scope, text)

    def _end(self, override):
        """Let an override end yesterday; one that has not counted yet goes."""
        today = override.company_id._get_inventory_today()
        if override.date_to < today:
            raise UserError(self.env._("This override is over already."))
        if override.date_from >= today:
            return self._take_back(override)
        date_to = fields.Date.to_string(override.date_to)
        override.date_to = today - timedelta(days=1)
        return self._get_answer(
            self._get_own_scope(override),
            self.env._(
                "%(change)s for %(name)s has ended. The next plan judges it.",
                change=override.change_text,
                name=override.display_name,
            ),
            {"call": "restore_override", "id": override.id, "date_to": date_to},
        )

    def _restore(self, override, date_to):
        """Give an ended override its last day back."""
        date = self._get_date(date_to)
        if not date or date < override.date_from:
            raise UserError(self.env._("The last day must not lie before the first."))
        override.date_to = date
        return self._get_answer(
            self._get_own_scope(override),
            self.env._(
                "%(change)s for %(name)s counts again until %(last)s.",
                change=override.change_text,
                name=override.display_name,
                last=self._date(date),
            ),
        )

    def _get_own_scope(self, override):
        return {
            "kind": "item" if override.point_id else "category",
            "id": (override.point_id or override.categ_id).id,
            "site_id": override.warehouse_id.id,
            "company": override.company_id,
            "domain": override._get_point_domain(),
        }

    # ------------------------------------------------------------------------
    # Plan
    # ------------------------------------------------------------------------

    def _get_answer(self, scope, text, undo=False):
        """Return a message, how to undo, and whether planning can follow at once."""
        points = self.env["inv.stocking.point"]
        count = points.search_count(scope["domain"], limit=IMMEDIATE_POINTS + 1)
        can_plan = 0 < count <= IMMEDIATE_POINTS
        if can_plan:
            note = self.env._("The next plan uses it.")
        else:
            note = self.env._("Tonight's plan uses it.")
        return {
            "text": text,
            "note": note,
            "undo": undo,
            "plan": {
                "kind": scope["kind"],
                "id": scope["id"],
                "site_id": scope["site_id"],
                "text": self.env._("Plan %(count)s now", count=count),
            }
            if can_plan
            else False,
        }

    def _plan(self, scope):
        """Plan the items of a row at once; refuse more than a request can take."""
        points = self.env["inv.stocking.point"].search(
            scope["domain"], limit=IMMEDIATE_POINTS + 1
        )
        if not points:
            raise UserError(self.env._("There is nothing to plan here."))
        if len(points) > IMMEDIATE_POINTS:
            raise UserError(
                self.env._(
                    "More than %(count)s items are planned tonight, not at once.",
                    count=IMMEDIATE_POINTS,
                )
            )
        points.action_plan()
        return self.env._("%(count)s items are planned.", count=len(points))
