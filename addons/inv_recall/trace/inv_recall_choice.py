from odoo import models
from odoo.exceptions import UserError


class InvRecallLot(models.Model):
    _inherit = "inv.recall.lot"

    def action_leave_out(self, reason):
        """Leave lots out of the case by hand.

        Raises
        ------
        UserError
            Without a reason, for a trigger, or when the case is over.
        """
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why these lots are not affected."))
        if any(line.role == "seed" for line in self):
            raise UserError(
                self.env._(
                    "A lot of the trigger cannot be left out. Change the trigger."
                )
            )
        return self._choose(included=False, reason=reason)

    def action_take_in(self):
        """Take lots into the case that it counts beside it."""
        return self._choose(included=True, reason=False)

    def _choose(self, *, included, reason):
        cases = self.recall_id
        cases.check_access("write")
        if not all(case._is_open() for case in cases):
            raise UserError(self.env._("The case is over."))
        # Lines of the trace are written by nobody but the case.
        self.sudo().write({"included": included, "left_out_reason": reason})
        names = ", ".join(name for name in self.mapped("lot_name") if name)
        text = (
            self.env._("Taken in: %(lots)s", lots=names)
            if included
            else self.env._("Left out: %(lots)s. %(reason)s", lots=names, reason=reason)
        )
        cases._log("scope", text)
        return True
