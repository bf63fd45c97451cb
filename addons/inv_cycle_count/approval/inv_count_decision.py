from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..posting.inv_count_session import APPROVER

DECISIONS = ("approve", "recount", "offset", "reject", "investigate", "reopen")


class InvCountDecision(models.AbstractModel):
    """What an approver decides about variances; the only way to change them.

    Limits by role, two persons above a value, never the counter of the line, a cause
    for what is over its tolerance. Lines that may not be decided are told; the others
    go on.
    """

    _name = "inv.count.decision"
    _description = "Decision on Variances"

    @api.model
    def decide(self, rows, decision, values=None):
        """Decide on lines; return the ids that were done and the refused ones.

        Parameters
        ----------
        rows : list of dict
            ``id`` of each line and the ``variance_qty`` that the approver saw.
        decision : str
            approve, recount, offset, reject, investigate or reopen.
        values : dict, optional
            cause_id, note, user_id (of a recount or an investigation) and
            other_line_id (of an offset).

        Returns
        -------
        dict
            ``done``: ids; ``refused``: dicts of id and message.
        """
        if decision not in DECISIONS:
            raise UserError(self.env._("%(name)s is not a decision.", name=decision))
        if not self.env.user.has_group(self._get_group(decision)):
            raise AccessError(self.env._("Only approvers decide on variances."))
        lines = self.env["inv.count.line"].browse([row["id"] for row in rows])
        lines.check_access("read")
        seen = {row["id"]: row.get("variance_qty") for row in rows}
        # sudo: lines have no write access; limits are checked line by line below
        lines = lines.sudo().try_lock_for_update()
        done, refused = [], self._get_locked_refusals(seen, lines)
        for line in lines:
            message = self._get_stale_refusal(line, seen[line.id], decision)
            try:
                if not message:
                    # Two lines of a swap are decided together or not at all.
                    with self.env.cr.savepoint():
                        getattr(self, f"_{decision}")(line, values or {})
            except UserError as error:
                message = str(error)
            if message:
                refused.append({"id": line.id, "message": message})
            else:
                done.append(line.id)
        self._finish(lines.browse(done))
        return {"done": done, "refused": refused}

    @api.model
    def approve_small(self, filters=None):
        """Approve all small variances of the queue; return what ``decide`` returns."""
        queue = self.env["inv.count.queue"]
        domain = queue._get_small_domain(queue._get_queue_domain(filters or {}))
        lines = self.env["inv.count.line"].search(domain)
        unknown = self.env.ref("inv_cycle_count.cause_unknown", False)
        result = {"done": [], "refused": []}
        for cause, ours in lines.grouped("cause_id").items():
            cause_id = cause.id or (unknown.id if unknown else False)
            rows = [{"id": line.id, "variance_qty": line.variance_qty} for line in ours]
            part = self.decide(rows, "approve", {"cause_id": cause_id})
            result = {name: result[name] + part[name] for name in result}
        return result

    @api.model
    def _get_group(self, decision):
        if decision in ("recount", "investigate"):
            return "inv_cycle_count.group_count_supervisor"
        return APPROVER

    @api.model
    def _get_locked_refusals(self, seen, lines):
        return [
            {
                "id": line_id,
                "message": self.env._(
                    "A colleague is deciding on this line right now."
                ),
            }
            for line_id in seen
            if line_id not in lines.ids
        ]

    @api.model
    def _get_stale_refusal(self, line, variance, decision):
        """Return why the line is not what the approver saw, or None."""
        is_open = line.state in ("review", "failed", "waiting")
        if decision == "reopen":
            is_open = line.state in ("approved", "rejected")
        if not is_open:
            return self.env._("%(line)s is decided already.", line=line.display_name)
        if variance is not None and line.uom_id.compare(variance, line.variance_qty):
            return self.env._(
                "Stock changed while you looked. Figures are new, nothing was posted."
            )
        return None

    @api.model
    def _finish(self, lines):
        """Refresh what depends on the decisions and post in the background."""
        lines.session_id._refresh_state()
        if any(line.state == "approved" for line in lines):
            self.env["inv.count.posting"]._trigger()

    # ------------------------------------------------------------------------
    # Who may decide
    # ------------------------------------------------------------------------

    @api.model
    def _get_limits(self, lines):
        """Return what the user may decide in each company, by company id."""
        limits = self.env["inv.count.limit"]
        return {
            company.id: limits._get_amount(company, self.env.user)
            for company in lines.company_id
        }

    @api.model
    def _get_refusal(self, line, limits):
        """Return why the user may not approve a line, or None."""
        user = self.env.user
        if not user.has_group(APPROVER):
            return self.env._("Only approvers decide on variances.")
        if user in line.sudo().entry_ids.user_id:
            return self.env._("You counted this line. A colleague has to approve it.")
        if line.approver_id == user:
            return self.env._(
                "You approved it as the first. A second person is needed."
            )
        limit = limits[line.company_id.id]
        if (
            limit is not None
            and line.currency_id.compare_amounts(line.absolute_value, limit) > 0
        ):
            return self.env._(
                "You may approve up to %(limit)s. This line is %(value)s.",
                limit=line.currency_id.format(limit),
                value=line.currency_id.format(line.absolute_value),
            )
        return None

    @api.model
    def _needs_second(self, line):
        limit = line.company_id.sudo().inv_count_two_person_limit
        return bool(limit) and line.absolute_value > limit

    @api.model
    def _check_may(self, line):
        reason = self._get_refusal(line, self._get_limits(line))
        if reason:
            raise UserError(reason)

    # ------------------------------------------------------------------------
    # Decisions
    # ------------------------------------------------------------------------

    @api.model
    def _approve(self, line, values):
        self._check_may(line)
        cause_id = values.get("cause_id") or line.cause_id.id
        if line.breach and not cause_id:
            raise UserError(
                self.env._(
                    "Choose a cause: %(line)s is over its tolerance.",
                    line=line.display_name,
                )
            )
        vals = self._prepare_decision_vals(values, cause_id)
        if not self._needs_second(line):
            line.write({**vals, "approver_id": self.env.uid, "state": "approved"})
        elif line.approver_id:
            line.write(
                {**vals, "second_approver_id": self.env.uid, "state": "approved"}
            )
        else:
            line.write(
                {
                    **vals,
                    "approver_id": self.env.uid,
                    "message": self.env._("Waits for a second approver."),
                }
            )

    @api.model
    def _prepare_decision_vals(self, values, cause_id=None):
        vals = {
            "decision_datetime": fields.Datetime.now(),
            "decision_note": values.get("note"),
            "message": False,
        }
        if cause_id:
            vals["cause_id"] = cause_id
        return vals

    @api.model
    def _recount(self, line, values):
        counter = self.env["res.users"].browse(values.get("user_id") or [])
        if counter and counter in line.entry_ids.user_id:
            raise UserError(
                self.env._(
                    "%(user)s counted this line before. Choose a colleague.",
                    user=counter.name,
                )
            )
        line.write({"decision_note": values.get("note"), "message": False})
        self.env["inv.count.evaluation"]._ask_recount(line, counter)

    @api.model
    def _offset(self, line, values):
        """Approve two opposite variances of one item as a move between bins."""
        other = self.env["inv.count.line"].browse(values.get("other_line_id") or [])
        other.check_access("read")
        other = other.sudo()
        self._check_offset(line, other)
        cause = self.env.ref("inv_cycle_count.cause_wrong_place", False)
        cause_id = values.get("cause_id") or (cause.id if cause else False)
        for one, partner in ((line, other), (other, line)):
            one.offset_line_id = partner
            self._approve(one, {**values, "cause_id": cause_id})

    @api.model
    def _check_offset(self, line, other):
        is_same_item = (
            other
            and line.product_id == other.product_id
            and line.lot_id == other.lot_id
            and line.owner_id == other.owner_id
            and line.company_id == other.company_id
        )
        if not is_same_item or line.location_id == other.location_id:
            raise UserError(
                self.env._("Only the same item and lot in two places can be offset.")
            )
        if other.state not in ("review", "failed", "waiting"):
            raise UserError(
                self.env._("%(line)s is decided already.", line=other.display_name)
            )
        if line.variance_qty * other.variance_qty >= 0:
            raise UserError(
                self.env._("One place must have less and the other more than expected.")
            )

    @api.model
    def _reject(self, line, values):
        """Leave the book as it is; the count stays on record."""
        self._check_may(line)
        if not values.get("note"):
            raise UserError(self.env._("Say why the count is rejected."))
        line.write(
            {
                **self._prepare_decision_vals(values, values.get("cause_id")),
                "approver_id": self.env.uid,
                "state": "rejected",
            }
        )

    @api.model
    def _investigate(self, line, values):
        """Ask somebody to look into it; the line stays in the queue."""
        user = self.env["res.users"].browse(values.get("user_id") or self.env.uid)
        line.session_id.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=user.id,
            summary=self.env._("Find the cause: %(line)s", line=line.display_name),
            note=values.get("note") or "",
        )
        line.write(
            {
                "message": self.env._("%(user)s looks into it.", user=user.name),
                "decision_note": values.get("note"),
            }
        )

    @api.model
    def _reopen(self, line, values):
        """Take an own decision back, as long as it is not posted."""
        if self.env.user not in line.approver_id | line.second_approver_id:
            raise UserError(self.env._("Only who decided can take it back."))
        (line.offset_line_id | line).filtered(
            lambda one: one.state in ("approved", "rejected")
        ).write(
            {
                "state": "review",
                "approver_id": False,
                "second_approver_id": False,
                "offset_line_id": False,
                "message": False,
            }
        )
