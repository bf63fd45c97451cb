from odoo import models
from odoo.exceptions import UserError


class InvRecall(models.Model):
    _inherit = "inv.recall"

    def _after_trace(self, before):
        """Hold what joined a real case that began to hold."""
        joined = super()._after_trace(before)
        if self.kind == "real" and self.hold_joining and self.hold_ids:
            lots = self.recall_lot_ids.filtered("included").lot_id
            late = self._get_not_held(lots) - self._get_released()
            if late:
                self._hold(late, self.env._("Joined the case"))
        return joined

    def _get_released(self):
        """Return the lots that somebody released: they are not held again."""
        holds = self.hold_ids.filtered(lambda hold: hold.state == "released")
        return holds.lot_id

    def _check_nothing_held(self):
        result = super()._check_nothing_held()
        for case in self:
            if case.held_count:
                raise UserError(
                    self.env._(
                        "%(case)s holds %(count)s lots. Release them first.",
                        case=case.name,
                        count=case.held_count,
                    )
                )
        return result
