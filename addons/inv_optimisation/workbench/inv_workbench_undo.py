from odoo import api, models
from odoo.exceptions import AccessError, UserError


class InvWorkbench(models.AbstractModel):
    """Taking decisions back, as long as nobody built on them."""

    _inherit = "inv.workbench"

    @api.model
    def undo(self, batch):
        """Take back the decisions of one click; all of them or none."""
        decisions = self.env["inv.workbench.decision"].search(
            [("batch", "=", batch), ("is_undone", "=", False)]
        )
        if not decisions:
            raise UserError(self.env._("There is nothing to undo."))
        self._check_may_undo(decisions)
        decisions.point_id.lock_for_update()
        self._undo_lines(decisions)
        self._undo_messages(decisions)
        self._undo_quiet(decisions)
        decisions.sudo().is_undone = True
        return {
            "message": self.env._(
                "Undone: %(items)s.", items=self._get_names(decisions.point_id)
            ),
            "batch": None,
        }

    def _check_may_undo(self, decisions):
        self._check_may_decide(decisions.point_id)
        is_manager = self.env.user.has_group("inv_optimisation.group_inv_manager")
        if decisions.user_id != self.env.user and not is_manager:
            raise AccessError(
                self.env._(
                    "%(user)s decided this. Ask that person or a manager of inventory "
                    "optimisation to undo it.",
                    user=decisions.user_id[0].name,
                )
            )

    def _undo_lines(self, decisions):
        """Take lines out of their orders; new ones are cancelled, others wait again.

        Superuser: states of lines change by decisions only.
        """
        lines = self.env["inv.requisition.line"]
        created = lines.browse(self._get_undo_ids(decisions, "created")).exists()
        taken = lines.browse(self._get_undo_ids(decisions, "line")).exists()
        changed = created | taken
        if not changed:
            return
        requisitions = changed.requisition_id
        requisitions.lock_for_update()
        self._check_can_withdraw(changed)
        ordered = changed.filtered(lambda line: line.state in ("approved", "ordered"))
        self.env["inv.requisition.ordering"]._withdraw(ordered)
        approvals = requisitions.log_ids.filtered(
            lambda log: log.decision in ("approve", "automatic") and not log.is_undone
        )
        approvals.sudo().is_undone = True
        created._set_state("cancelled", reject_reason=self.env._("Undone."))
        for data in decisions.mapped("undo_data"):
            if data and "before" in data:
                approvals[:1]._restore(data["before"])
        requisitions._close_activities()
        taken.requisition_id._schedule_approvals()

    def _check_can_withdraw(self, lines):
        for line in lines:
            if line.state == "received":
                raise UserError(
                    self.env._(
                        "%(item)s was received already and cannot be taken back.",
                        item=line.product_id.display_name,
                    )
                )

    def _undo_messages(self, decisions):
        ids = self._get_undo_ids(decisions, "message")
        self.env["inv.order.message"].browse(ids).exists().action_undo()

    def _undo_quiet(self, decisions):
        for decision in decisions.filtered(lambda one: one.kind in ("defer", "ignore")):
            snooze = (decision.undo_data or {}).get("snooze")
            # Superuser: set by deferring only, see ``_set_quiet``.
            decision.point_id.sudo().requisition_snooze_date = snooze or False

    def _get_undo_ids(self, decisions, name):
        return [
            data[name]
            for data in decisions.mapped("undo_data")
            if data and name in data
        ]
