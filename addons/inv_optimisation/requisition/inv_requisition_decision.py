from datetime import timedelta

from odoo import api, models
from odoo.exceptions import LockError, UserError

from .inv_requisition import EDITABLE_STATES


class InvRequisition(models.Model):
    """What the queue does to a requisition; every decision answers with a message.

    An answer is ``{"message", "undo"}``, ``{"conflict": {"message"}}`` when somebody
    else was first, or ``{"refused": {"message", "ask"}}`` when the user may not.
    """

    _inherit = "inv.requisition"

    def _answer(self, message, undo=True):
        return {"message": message, "undo": undo}

    def _find_conflict(self, states=EDITABLE_STATES):
        """Lock these requisitions; return an answer when somebody decided before."""
        self.check_access("write")
        try:
            self.lock_for_update()
        except LockError:
            gone = not self.exists()
            message = (
                self.env._("The requisition does not exist any more.")
                if gone
                else self.env._("Somebody else is deciding it right now. Reload it.")
            )
            return {"conflict": {"message": message}}
        for requisition in self:
            if requisition.state not in states:
                return {"conflict": {"message": requisition._get_decided_sentence()}}
        return None

    def _get_decided_sentence(self):
        last = self.log_ids[:1]
        label = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(requisition)s is %(state)s already: %(user)s decided it.",
            requisition=self.name,
            state=label[self.state],
            user=last.user_id.name or self.env._("somebody"),
        )

    # ------------------------------------------------------------------------
    # Approve, return, reject
    # ------------------------------------------------------------------------

    @api.model
    def decide_approve(self, ids):
        """Approve the requisitions ``ids``; all of them or none."""
        requisitions = self.browse(ids)
        if not requisitions:
            raise UserError(self.env._("Select the requisitions to approve."))
        conflict = requisitions._find_conflict(("to_approve",))
        if conflict:
            return conflict
        authorities = requisitions._get_authorities()
        for requisition in requisitions:
            refusal = requisition._get_refusal(authorities[requisition])
            if refusal:
                return {"refused": refusal}
        requisitions._approve(authorities)
        return requisitions._answer(requisitions._get_approved_sentence())

    def _get_approved_sentence(self):
        amount = sum(self.mapped("amount_company"))
        waiting = self.filtered(lambda one: one.state == "to_approve")
        failed = self.filtered("error_message")
        names = ", ".join(self.mapped("name")[:3])
        if len(self) > 3:
            names = self.env._("%(count)s requisitions", count=len(self))
        text = self.env._(
            "Approved %(names)s, %(amount)s.",
            names=names,
            amount=self[:1]._format(amount),
        )
        if waiting:
            text += " " + self.env._("A second person has to approve it.")
        if failed:
            text += " " + failed[0].error_message
        documents = self._get_document_names()
        if documents:
            text += " " + self.env._("Created %(documents)s.", documents=documents)
        elif not waiting and not failed:
            text += " " + self.env._("It is ordered in the background.")
        return text

    def _get_document_names(self):
        """Return the names of the first documents; extended with manufacturing."""
        names = [*self.purchase_order_ids.mapped("name")]
        names += self.picking_ids.mapped("name")
        return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")

    @api.model
    def decide_submit(self, requisition_id):
        """Ask for approval of a draft; what limits allow is approved at once."""
        requisition = self.browse(requisition_id)
        conflict = requisition._find_conflict(("draft",))
        if conflict:
            return conflict
        requisition.action_submit()
        return requisition._answer(
            self.env._("Submitted %(requisition)s.", requisition=requisition.name),
            undo=False,
        )

    @api.model
    def decide_return(self, requisition_id, comment):
        """Send a requisition back to its buyer with a comment."""
        requisition = self.browse(requisition_id)
        if not (comment or "").strip():
            raise UserError(self.env._("Say what the buyer should change."))
        conflict = requisition._find_conflict(("to_approve",))
        if conflict:
            return conflict
        lines = requisition.line_ids.filtered(lambda line: line.state == "to_approve")
        requisition._forget_approvals()
        requisition._log("return", comment, undo_data=lines._get_snapshot())
        lines._set_state("draft")
        requisition._close_activities()
        requisition._tell_buyer(comment)
        return requisition._answer(
            self.env._("Returned %(requisition)s.", requisition=requisition.name)
        )

    def _tell_buyer(self, comment):
        buyer = self.buyer_id or self.requester_id
        self.message_post(body=comment)
        if buyer.active and buyer != self.env.user:
            self.activity_schedule(
                "mail.mail_activity_data_todo", user_id=buyer.id, summary=comment
            )

    @api.model
    def decide_reject(self, requisition_id, reason, snooze_days=0):
        """Reject a requisition; its items stay quiet for ``snooze_days``."""
        requisition = self.browse(requisition_id)
        if not (reason or "").strip():
            raise UserError(self.env._("Say why nothing should be ordered."))
        conflict = requisition._find_conflict()
        if conflict:
            return conflict
        requisition._reject(requisition._get_counting_lines(), reason, snooze_days)
        return requisition._answer(
            self.env._("Rejected %(requisition)s.", requisition=requisition.name)
        )

    def _reject(self, lines, reason, snooze_days):
        until = self.company_id._get_inventory_today() + timedelta(
            days=int(snooze_days or 0)
        )
        snapshot = lines._get_snapshot()
        self._log("reject", reason, undo_data=snapshot)
        lines._set_state("rejected", reject_reason=reason)
        if snooze_days:
            lines.point_id.requisition_snooze_date = until
        self._close_activities()
        self.message_post(body=reason)

    def action_cancel(self):
        """Cancel what is not ordered yet."""
        self.check_access("write")
        for requisition in self:
            lines = requisition.line_ids._get_open()
            if not lines:
                raise UserError(
                    self.env._(
                        "Nothing of %(requisition)s is open. Cancel its orders.",
                        requisition=requisition.name,
                    )
                )
            requisition._log("cancel", undo_data=lines._get_snapshot())
            lines._set_state("cancelled")
        self._close_activities()
        return True

    def action_open_return(self):
        return self._get_answer_action("return", self.env._("Return"))

    def action_open_reject(self):
        return self._get_answer_action("reject", self.env._("Reject"))

    def _get_answer_action(self, kind, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "inv.requisition.answer",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_requisition_id": self.id, "default_kind": kind},
        }

    def action_order(self):
        """Try again to order what is approved."""
        self.check_access("write")
        lines = self.line_ids.filtered(lambda line: line.state == "approved")
        self.env["inv.requisition.ordering"]._place(lines)
        return True

    # ------------------------------------------------------------------------
    # Change
    # ------------------------------------------------------------------------

    @api.model
    def decide_split(self, requisition_id, line_ids):
        """Move some lines to a requisition of their own."""
        requisition = self.browse(requisition_id)
        conflict = requisition._find_conflict()
        if conflict:
            return conflict
        lines = requisition.line_ids.filtered(lambda line: line.id in line_ids)
        if not lines or lines == requisition._get_counting_lines():
            raise UserError(
                self.env._("Choose some of the lines, so that others stay behind.")
            )
        requisition._log("split", undo_data=lines._get_snapshot())
        other = self.create(requisition._prepare_sibling())
        lines.write({"requisition_id": other.id})
        other._schedule_approvals()
        return requisition._answer(
            self.env._(
                "%(count)s lines are %(other)s now.", count=len(lines), other=other.name
            )
        )

    @api.model
    def decide_change(self, requisition_id, quantities, reason=""):
        """Set the quantities {line id: quantity}; what planning said is kept."""
        requisition = self.browse(requisition_id)
        conflict = requisition._find_conflict()
        if conflict:
            return conflict
        wanted = {int(id_): float(quantity) for id_, quantity in quantities.items()}
        lines = requisition.line_ids.filtered(lambda line: line.id in wanted)
        for line in lines:
            if wanted[line.id] <= 0:
                raise UserError(
                    self.env._(
                        "The quantity of %(product)s must be above 0. Reject the line "
                        "to order nothing.",
                        product=line.product_id.display_name,
                    )
                )
        requisition._log("change", reason, undo_data=lines._get_snapshot())
        for line in lines:
            line.write({"qty": wanted[line.id], "edit_reason": reason or False})
        self.env["inv.requisition.vendor"]._set_prices(lines)
        return requisition._answer(
            self.env._(
                "Changed %(count)s lines of %(requisition)s.",
                count=len(lines),
                requisition=requisition.name,
            )
        )

    @api.model
    def decide_fill_up(self, requisition_id, kind):
        """Order more of what will be needed anyway, up to a target of the vendor."""
        requisition = self.browse(requisition_id)
        conflict = requisition._find_conflict()
        if conflict:
            return conflict
        joint = self.env["inv.requisition.joint"]
        advice = joint._get_advice(requisition, kind)
        if not advice:
            raise UserError(
                self.env._("Nothing more of this vendor would be needed soon.")
            )
        requisition._log("fill_up", undo_data=requisition.line_ids._get_snapshot())
        added = joint._apply_advice(requisition, advice)
        requisition.log_ids[:1].sudo().undo_data = {
            **requisition.log_ids[:1].undo_data,
            "added": added.ids,
        }
        return requisition._answer(
            self.env._(
                "%(requisition)s is %(amount)s now.",
                requisition=requisition.name,
                amount=requisition._format(requisition.amount_company),
            )
        )

    @api.model
    def decide_vendor(self, line_id, supplierinfo_id):
        """Buy a line from another vendor; it joins the requisition of that vendor."""
        line = self.env["inv.requisition.line"].browse(line_id)
        requisition = line.requisition_id
        conflict = requisition._find_conflict()
        if conflict:
            return conflict
        seller = self.env["product.supplierinfo"].browse(supplierinfo_id).exists()
        if seller.product_tmpl_id != line.product_id.product_tmpl_id:
            raise UserError(
                self.env._(
                    "This price of %(product)s does not exist any more.",
                    product=line.product_id.display_name,
                )
            )
        requisition._log("vendor", undo_data=line._get_snapshot())
        self.env["inv.requisition.vendor"]._move_to_vendor(line, seller)
        return requisition._answer(
            self.env._(
                "%(product)s comes from %(vendor)s now, in %(requisition)s.",
                product=line.product_id.display_name,
                vendor=seller.partner_id.name,
                requisition=line.requisition_id.name,
            )
        )

    @api.model
    def decide_ask(self, requisition_id, user_id):
        """Ask somebody with a higher limit to approve."""
        requisition = self.browse(requisition_id)
        requisition.check_access("write")
        approver = requisition._get_next_approver()
        if approver.id != user_id:
            raise UserError(self.env._("This person cannot approve it any more."))
        requisition._schedule_approvals()
        requisition._log("ask")
        return requisition._answer(
            self.env._("Asked %(user)s.", user=approver.name), undo=False
        )

    def _prepare_sibling(self):
        """Return the values of a sibling requisition without lines."""
        names = ("company_id", "vendor_id", "buyer_id", "warehouse_id", "currency_id")
        names += ("source_warehouse_id", "requester_id")
        return {
            **{name: self[name].id for name in names},
            "supply_type": self.supply_type,
            "mode": self.mode,
            "is_automatic": self.is_automatic,
        }
