from odoo import models


class MrpWorkorder(models.Model):
    """Work starts on released orders only, by policy."""

    _inherit = "mrp.workorder"

    def button_start(self, raise_on_invalid_state=False):
        self._check_released()
        return super().button_start(raise_on_invalid_state=raise_on_invalid_state)

    def button_finish(self):
        self._check_released()
        return super().button_finish()

    def _check_released(self):
        for workorder in self:
            if workorder.state not in ("done", "cancel"):
                workorder.production_id._check_released(workorder.operation_id)
