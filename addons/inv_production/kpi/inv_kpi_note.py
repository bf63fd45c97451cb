from odoo import models


class InvKpiNote(models.AbstractModel):
    _inherit = "inv.kpi.note"

    def _get_blocked_note(self, kpi, picture):
        return self.env._(
            "%(orders)s orders not ready, %(parts)s parts missing",
            orders=self._count(picture["now"], "blocked_order_count"),
            parts=self._count(picture["now"], "missing_component_count"),
        )
