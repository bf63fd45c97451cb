from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from .inv_requisition_limit import NO_LIMIT

#: Pressed by the automatic approval instead of a person.
AUTOMATIC = None


class InvRequisition(models.Model):
    """Who may approve, who did, and whom to ask."""

    _inherit = "inv.requisition"

    # ------------------------------------------------------------------------
    # Authority
    # ------------------------------------------------------------------------

    @api.depends("state", "amount_company", "log_ids.is_counting")
    @api.depends_context("uid")
    def _compute_may_approve(self):
        authorities = self._get_authorities()
        for requisition in self:
            refusal = None
            if requisition.state == "to_approve":
                refusal = requisition._get_refusal(authorities[requisition])
            requisition.may_approve = requisition.state == "to_approve" and not refusal
            requisition.refusal_message = refusal["message"] if refusal else False

    def _get_authorities(self):
        """Return {requisition: (limit, two-person amount, who it comes from)}.

        The best of what the user may approve and what absent people handed over.
        """
        user = self.env.user
        result = {}
        for company, requisitions in self.grouped("company_id").items():
            limits = self.env["inv.requisition.limit"]._get_for(company)
            delegations = self.env["inv.requisition.delegation"]._get_current(
                user, company
            )
            result.update(requisitions._get_authorities_by(limits, delegations, user))
        return result

    def _get_authorities_by(self, limits, delegations, user):
        """Return the same for requisitions of the company of ``limits``."""
        people = [user, *delegations.user_id]
        result = {}
        for requisition in self:
            options = [
                (*limits._get_authority(requisition, person), person)
                for person in people
                if not requisition._has_approved(person)
            ]
            result[requisition] = max(
                options or [(0.0, NO_LIMIT, user)], key=lambda option: option[0]
            )
        return result

    def _get_counting_approvals(self):
        return self.log_ids.filtered(
            lambda log: (
                log.decision == "approve" and log.is_counting and not log.is_undone
            )
        )

    def _has_approved(self, person):
        """Return whether ``person`` approved, or somebody on their behalf."""
        logs = self._get_counting_approvals()
        return person in logs.user_id | logs.on_behalf_id

    def _needs_second(self, two_person):
        """Return whether a person more has to approve after this approval."""
        is_large = self.amount_company > two_person
        return is_large and not self._get_counting_approvals()

    def _may_approve(self, authority):
        limit = authority[0]
        has_acted = self.env.user in self._get_counting_approvals().user_id
        return (
            self.state == "to_approve"
            and self.amount_company <= limit
            and limit > 0
            and not has_acted
            and self.has_access("write")
        )

    def _get_refusal(self, authority):
        """Return ``{message, ask}`` why this user may not approve, else None."""
        self.ensure_one()
        if self.state != "to_approve":
            message = self.env._(
                "%(requisition)s is not waiting for approval.", requisition=self.name
            )
            return {"message": message, "ask": None}
        if self._may_approve(authority):
            return None
        limit = authority[0]
        other = self._get_next_approver()
        values = {
            "amount": self._format(self.amount_company),
            "limit": self._format(0.0 if limit == NO_LIMIT else limit),
            "other": other.name,
        }
        if self.env.user in self._get_counting_approvals().user_id:
            message = self.env._("You approved it already; a second person has to.")
        elif not limit:
            message = self.env._("No limit allows you to approve these items.")
        else:
            message = self.env._(
                "%(amount)s is above your limit of %(limit)s.", **values
            )
        if not other:
            hint = self.env._("Nobody else may approve it: ask for a higher limit.")
            return {"message": f"{message} {hint}", "ask": None}
        hint = self.env._("%(other)s can approve it.", **values)
        ask = {"user_id": other.id, "name": other.name}
        return {"message": f"{message} {hint}", "ask": ask}

    def _format(self, amount):
        return format_amount(self.env, amount, self.company_id.currency_id)

    def _get_next_approver(self, limits=None, people=None):
        """Return who may approve and did not yet, the lowest sufficient limit first.

        ``limits`` of the company and the ``people`` they name are read when missing.
        """
        if limits is None:
            limits = self.env["inv.requisition.limit"]._get_for(self.company_id)
        if people is None:
            people = limits._get_people(self.company_id)
        options = []
        for person in people - self.env.user:
            limit, _two_person = limits._get_authority(self, person)
            if self.amount_company <= limit and not self._has_approved(person):
                options.append((limit, person.id))
        return self.env["res.users"].browse(min(options)[1] if options else [])

    def _forget_approvals(self):
        """Let earlier approvals not count: what they approved has changed."""
        # Superuser: nobody may write the log by themselves.
        self._get_counting_approvals().sudo().is_counting = False

    # ------------------------------------------------------------------------
    # Approval
    # ------------------------------------------------------------------------

    def action_submit(self):
        """Ask for approval; what limits allow is approved at once."""
        self.check_access("write")
        for requisition in self:
            if requisition.state != "draft" or not requisition.line_ids:
                raise UserError(
                    self.env._(
                        "%(requisition)s has no draft lines to submit.",
                        requisition=requisition.name,
                    )
                )
        self._check_supply()
        drafts = self.line_ids.filtered(lambda line: line.state == "draft")
        self.env["inv.requisition.vendor"]._set_prices(drafts)
        drafts._set_state("to_approve")
        self._log("submit")
        self._go_on()
        return True

    def _check_supply(self):
        for line in self.line_ids:
            requisition = line.requisition_id
            if requisition.supply_type == "buy" and not requisition.vendor_id:
                raise UserError(
                    self.env._(
                        "%(requisition)s has no vendor. Choose one.",
                        requisition=requisition.name,
                    )
                )

    def _go_on(self):
        """Approve what needs no person, and tell an approver of the rest."""
        waiting = self.filtered(lambda one: one.state == "to_approve")
        automatic = waiting.filtered(lambda one: one.mode == "automatic")
        allowed = automatic.filtered(lambda one: one._is_allowed_automatically())
        if allowed:
            allowed.sudo().write({"is_approved_automatically": True})
            allowed._log("automatic")
            allowed._confirm_lines()
        (waiting - allowed)._schedule_approvals()

    def _is_allowed_automatically(self):
        limits = self.env["inv.requisition.limit"]._get_for(self.company_id)
        limit, two_person = limits._get_authority(self, AUTOMATIC)
        return self.amount_company <= min(limit, two_person) and limit > 0

    def action_approve(self):
        """Approve these requisitions and order what no other person has to see."""
        self.check_access("write")
        self.lock_for_update()
        authorities = self._get_authorities()
        for requisition in self:
            refusal = requisition._get_refusal(authorities[requisition])
            if refusal:
                raise UserError(refusal["message"])
        self._approve(authorities)
        return True

    def _approve(self, authorities):
        """Approve what was locked and found within ``authorities``."""
        complete = self.browse()
        for requisition, (_limit, two_person, person) in authorities.items():
            needs_second = requisition._needs_second(two_person)
            requisition._log("approve", on_behalf=person)
            if not needs_second:
                complete |= requisition
        self._close_activities()
        (self - complete)._schedule_approvals()
        complete._confirm_lines()

    def _confirm_lines(self):
        """Approve the lines and order them, in one procurement batch."""
        lines = self.line_ids.filtered(lambda line: line.state == "to_approve")
        lines._set_state("approved")
        # Superuser: the approval was checked; the moment is not the user's to write.
        self.sudo().write({"approved_datetime": self.env.cr.now()})
        self.env["inv.requisition.ordering"]._order_or_queue(lines)

    # ------------------------------------------------------------------------
    # Log and activities
    # ------------------------------------------------------------------------

    def _log(self, decision, comment=None, on_behalf=None, undo_data=None):
        """Record a decision of the user.

        Superuser, because nobody may write the log except through a decision.
        """
        user = self.env.user
        is_delegated = on_behalf and on_behalf != user
        return (
            self.env["inv.requisition.log"]
            .sudo()
            .create(
                [
                    {
                        "requisition_id": requisition.id,
                        "user_id": user.id,
                        "on_behalf_id": on_behalf.id if is_delegated else False,
                        "decision": decision,
                        "comment": comment,
                        "amount": requisition.amount_company,
                        "undo_data": undo_data,
                    }
                    for requisition in self
                ]
            )
        )

    def _schedule_approvals(self):
        """Give each requisition one activity for the person who may approve it."""
        type_ = self.env.ref("inv_optimisation.mail_activity_approve_requisition")
        model = self.env["ir.model"]._get("inv.requisition")
        vals_list = []
        for requisition, approver in self._get_next_approvers().items():
            if approver and not requisition._has_activity(type_, approver):
                vals_list.append(
                    {
                        "activity_type_id": type_.id,
                        "res_model_id": model.id,
                        "res_id": requisition.id,
                        "user_id": approver.id,
                        "date_deadline": requisition.date_order_by
                        or requisition.company_id._get_inventory_today(),
                        "summary": requisition._get_title(),
                    }
                )
        # One mail for each requisition would be noise; the digest lists them.
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            vals_list
        )

    def _get_next_approvers(self):
        """Return {requisition: who may approve it}; reads limits once a company."""
        result = {}
        for company, group in self.grouped("company_id").items():
            limits = self.env["inv.requisition.limit"]._get_for(company)
            people = limits._get_people(company)
            for requisition in group:
                result[requisition] = requisition._get_next_approver(limits, people)
        return result

    def _has_activity(self, type_, user):
        return bool(
            self.activity_ids.filtered(
                lambda activity: (
                    activity.activity_type_id == type_ and activity.user_id == user
                )
            )
        )

    def _close_activities(self):
        """Remove the requests for approval; they are answered."""
        type_ = self.env.ref("inv_optimisation.mail_activity_approve_requisition")
        # Superuser: the activity may belong to somebody else.
        self.sudo().activity_ids.filtered(
            lambda activity: activity.activity_type_id == type_
        ).unlink()
