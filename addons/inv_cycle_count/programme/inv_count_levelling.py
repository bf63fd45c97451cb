import hashlib

import numpy as np

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.inv_optimisation.kernel.counting.levelling import peak_ratio, workload

from .inv_count_planner import DAYS_PER_WEEK

LEVEL_WEEKS = 6
SHOWN_MOVES = 50


class InvCountProgramme(models.Model):
    """What a supervisor does with the plan: move counts, level days."""

    _inherit = "inv.count.programme"

    # ------------------------------------------------------------------------
    # Moving by hand
    # ------------------------------------------------------------------------

    @api.model
    def move_counts(self, plan_ids, day):
        """Move planned counts to another day and keep them there.

        ``day`` is an ISO date. Nothing is moved when one of them must not be.
        """
        self._check_can_plan()
        day = fields.Date.to_date(day)
        plans = self.env["inv.count.plan"].browse(plan_ids).exists()
        plans.check_access("read")
        programmes = plans.programme_id
        for programme in programmes:
            chosen = plans.filtered(
                lambda plan, own=programme: plan.programme_id == own
            )
            programme._check_move(chosen, day)
        self._take_out_of_sessions(plans, day)
        self.env["inv.count.plan.writer"]._update(
            plans.ids, {"date_planned": day, "is_pinned": True, "left_out": None}
        )
        return {
            "message": self.env._(
                "%(count)s counts moved to %(day)s.",
                count=len(plans),
                day=self._format_day(day),
            )
        }

    def _check_move(self, plans, day):
        """Refuse a day that is over, off or beyond what was promised."""
        self.ensure_one()
        axis = self._get_day_axis()
        if day < axis.today:
            raise UserError(
                self.env._("That day is over. Choose today or a later one.")
            )
        if not axis.is_working(day):
            raise UserError(
                self.env._(
                    "Nobody counts on %(day)s. Choose a working day.",
                    day=self._format_day(day),
                )
            )
        for plan in plans:
            limit = plan.date_latest and max(plan.date_latest, axis.today)
            if limit and day > limit:
                raise UserError(
                    self.env._(
                        "%(count)s must be counted by %(limit)s (%(rule)s). Choose an "
                        "earlier day.",
                        count=plan.display_name,
                        limit=self._format_day(limit),
                        rule=(plan.trigger_rule_id or plan.rule_id).name or "",
                    )
                )

    def _take_out_of_sessions(self, plans, day):
        """Remove counts from sessions of other days; refuse those that have begun."""
        inside = plans.filtered(
            lambda plan: plan.session_id and plan.session_id.date_planned != day
        )
        for session in inside.session_id:
            if session.state != "planned":
                raise UserError(
                    self.env._(
                        "%(session)s has begun. Only counts that nobody has started "
                        "can be moved.",
                        session=session.name,
                    )
                )
        keys = {(p.session_id.id, p.location_id.id, p.product_id.id) for p in inside}
        lines = inside.session_id.line_ids.filtered(
            lambda line: (
                (line.session_id.id, line.location_id.id, line.product_id.id) in keys
            )
        )
        sessions = inside.session_id
        # sudo: nobody may delete lines by hand; these are planned, not counted
        lines.sudo().unlink()
        self.env["inv.count.plan.writer"]._set_session(
            inside.ids, self.env["inv.count.session"]
        )
        sessions._drop_empty_places()

    @api.model
    def _format_day(self, day):
        return self.env["ir.qweb.field.date"].value_to_html(
            day, {"format": "EEE d MMM"}
        )

    # ------------------------------------------------------------------------
    # Levelling
    # ------------------------------------------------------------------------

    def preview_levelling(self, weeks=LEVEL_WEEKS):
        """Return what levelling would move and the peak before and after."""
        self.ensure_one()
        self._check_can_plan()
        self.check_access("read")
        axis = self._get_day_axis()
        before, facts, moved = self._level(axis, weeks)
        return self._prepare_preview(axis, weeks, before, facts, moved)

    def apply_levelling(self, token, weeks=LEVEL_WEEKS):
        """Write a levelling that was shown; refuse when the plan has changed."""
        self.ensure_one()
        self._check_can_plan()
        self.check_access("write")
        self._lock()
        axis = self._get_day_axis()
        before, facts, moved = self._level(axis, weeks)
        preview = self._prepare_preview(axis, weeks, before, facts, moved)
        if preview["token"] != token:
            raise UserError(
                self.env._(
                    "The plan has changed since the preview. Look at it again, then "
                    "apply it."
                )
            )
        self.env["inv.count.plan.writer"]._write_plan(self, axis, facts)
        return {"message": preview["message"]}

    def _level(self, axis, weeks):
        """Return the days before, the facts with level days and what moves."""
        planner = self.env["inv.count.planner"]
        facts = planner._get_facts(self, axis)
        planned = axis.number(facts["planned"])
        before = np.where(np.isnat(facts["planned"]), -1, planned).astype(np.int64)
        # What lies beyond the weeks keeps its day.
        facts["is_held"] = before >= weeks * DAYS_PER_WEEK
        planner._allocate(self, axis, facts, keep=False)
        moved = (facts["day"] != before) & (facts["day"] >= 0) & (facts["plan"] > 0)
        moved &= (before < weeks * DAYS_PER_WEEK) & facts["is_planned"]
        return before, facts, moved & ~facts["is_fixed"]

    def _prepare_preview(self, axis, weeks, before, facts, moved):
        n_days = weeks * DAYS_PER_WEEK
        old = workload(before, facts["minutes"], n_days)
        new = workload(np.minimum(facts["day"], n_days), facts["minutes"], n_days)
        room = facts["capacity"][:n_days] + 1e-6
        chosen = np.flatnonzero(moved)
        lines = [
            (int(facts["plan"][n]), int(before[n]), int(facts["day"][n]))
            for n in chosen.tolist()
        ]
        text = f"{axis.today}{weeks}{lines}".encode()
        count = len(lines)
        return {
            "token": hashlib.sha256(text).hexdigest(),
            "count": count,
            "weeks": weeks,
            "peak_before": round(float(old.max(initial=0.0))),
            "peak_after": round(float(new.max(initial=0.0))),
            "ratio_before": round(peak_ratio(old), 2),
            "ratio_after": round(peak_ratio(new), 2),
            "over_before": int((old[: len(room)] > room).sum()),
            "over_after": int((new[: len(room)] > room).sum()),
            "moves": self._prepare_moves(axis, lines[:SHOWN_MOVES]),
            "more_count": max(count - SHOWN_MOVES, 0),
            "message": self.env._("%(count)s counts moved.", count=count)
            if count
            else self.env._("The days are level already."),
        }

    def _prepare_moves(self, axis, lines):
        plans = self.env["inv.count.plan"].browse([line[0] for line in lines])
        return [
            {
                "id": plan.id,
                "name": plan.display_name,
                "from": axis.day(old).isoformat() if old >= 0 else False,
                "to": axis.day(new).isoformat(),
            }
            for plan, (_id, old, new) in zip(plans, lines, strict=True)
        ]
