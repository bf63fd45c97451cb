import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

#: Deferring or ignoring for longer is forgetting.
LONGEST_QUIET_DAYS = 366


class InvWorkbench(models.AbstractModel):
    """What planners decide on the workbench; every decision answers with a message.

    An answer is ``{"message", "batch"}`` (``batch`` takes it back by ``undo``),
    ``{"conflict": {"message"}}`` when somebody was first, or ``{"action"}`` for the
    client. Nothing is half-applied: an answer without message changed nothing.
    """

    _name = "inv.workbench"
    _description = "Workbench"
    _inherit = ["inv.stocking.point.wording"]

    # ------------------------------------------------------------------------
    # Claiming rows
    # ------------------------------------------------------------------------

    def _claim(self, ids):
        """Lock the points ``ids``; return them and an answer when that is too late."""
        points = self.env["inv.stocking.point"].browse(ids)
        if not points:
            raise UserError(self.env._("Select the rows to decide on."))
        self._check_may_decide(points)
        try:
            points.lock_for_update()
        except LockError:
            message = self.env._(
                "Somebody else is deciding on these rows right now. Reload the list."
            )
            return points, {"conflict": {"message": message}}
        kinds = self.env["inv.workbench.kind"]._get_kinds(points)
        for point in points:
            if not kinds.get(point.id):
                return points, {
                    "conflict": {"message": self._get_decided_sentence(point)}
                }
        return points, None

    def _check_may_decide(self, points):
        points.check_access("read")
        if not self.env.user.has_group("inv_optimisation.group_inv_planner"):
            raise AccessError(
                self.env._("Planners decide on the workbench. Ask one of them.")
            )

    def _get_decided_sentence(self, point):
        decision = self.env["inv.workbench.decision"].search(
            [("point_id", "=", point.id), ("is_undone", "=", False)], limit=1
        )
        values = {"item": point.display_name}
        if not decision:
            return self.env._(
                "%(item)s needs no decision any more. Reload the list.", **values
            )
        moment = fields.Datetime.context_timestamp(self, decision.decided_datetime)
        return self.env._(
            "%(user)s decided on %(item)s at %(time)s. Reload the list.",
            user=decision.user_id.name,
            time=moment.strftime("%H:%M"),
            **values,
        )

    def _record(self, points, kind, **values):
        """Write the decisions of one click; return their batch.

        Superuser: decisions are written by deciding only. ``undo_data`` and
        ``quantities`` are {point: value}.
        """
        batch = uuid.uuid4().hex
        undo_data = values.pop("undo_data", {})
        quantities = values.pop("quantities", {})
        suggested = values.pop("suggested", {})
        kinds = self.env["inv.workbench.kind"]._get_kinds(points)
        self.env["inv.workbench.decision"].sudo().create(
            [
                {
                    "point_id": point.id,
                    "company_id": point.company_id.id,
                    "kind": kind,
                    "status": kinds.get(point.id),
                    "batch": batch,
                    "user_id": self.env.uid,
                    "undo_data": undo_data.get(point),
                    "quantity": quantities.get(point, 0.0),
                    "suggested_qty": suggested.get(point, 0.0),
                    "is_changed": self._is_changed(point, quantities, suggested),
                    **values,
                }
                for point in points
            ]
        )
        return batch

    def _is_changed(self, point, quantities, suggested):
        if point not in quantities or point not in suggested:
            return False
        return bool(point.uom_id.compare(quantities[point], suggested[point]))

    def _answer(self, message, batch):
        return {"message": message, "batch": batch}

    # ------------------------------------------------------------------------
    # Defer and ignore
    # ------------------------------------------------------------------------

    @api.model
    def decide_defer(self, ids, date_until):
        """Take the rows away until a day; nothing is ordered before it."""
        points, conflict = self._claim(ids)
        if conflict:
            return conflict
        until = self._check_until(points, date_until)
        batch = self._set_quiet(points, "defer", until)
        return self._answer(
            self.env._(
                "Deferred %(items)s to %(date)s.",
                items=self._get_names(points),
                date=self._date(until),
            ),
            batch,
        )

    @api.model
    def decide_ignore(self, ids, reason, date_until):
        """Ignore the rows until a day, for a reason."""
        points, conflict = self._claim(ids)
        if conflict:
            return conflict
        if not (reason or "").strip():
            raise UserError(self.env._("Say why nothing should be done."))
        until = self._check_until(points, date_until)
        batch = self._set_quiet(points, "ignore", until, reason.strip())
        return self._answer(
            self.env._(
                "Ignored %(items)s until %(date)s.",
                items=self._get_names(points),
                date=self._date(until),
            ),
            batch,
        )

    def _check_until(self, points, value):
        """Return the date ``value``; it has to be a day to come, within a year."""
        try:
            until = fields.Date.to_date(value)
        except ValueError:
            until = None
        if not until:
            raise UserError(self.env._("Say until which day."))
        today = points.company_id[:1]._get_inventory_today()
        if not today < until <= today + timedelta(days=LONGEST_QUIET_DAYS):
            raise UserError(
                self.env._("Choose a day after today and within a year from now.")
            )
        return until

    def _set_quiet(self, points, kind, until, reason=None):
        undo_data = {
            point: {"snooze": fields.Date.to_string(point.requisition_snooze_date)}
            for point in points
        }
        batch = self._record(
            points, kind, date_until=until, reason=reason, undo_data=undo_data
        )
        # Superuser: planners decide this by deferring, not by writing the field.
        points.sudo().requisition_snooze_date = until
        return batch

    def _get_names(self, points):
        if len(points) == 1:
            return points.display_name
        return self.env._("%(count)s items", count=len(points))
