from odoo import models


class InvKpiNote(models.AbstractModel):
    _inherit = "inv.kpi.note"

    def _get_gain_note(self, kpi, picture):
        now, money = picture["now"], self.env["inv.kpi.wording"]._format_money
        if not now.get("promised_gain"):
            return self.env._("measured once the time of a transfer is over")
        return self.env._(
            "%(realised)s of %(promised)s",
            realised=money(now.get("realised_gain") or 0.0),
            promised=money(now.get("promised_gain") or 0.0),
        )

    def _get_transfer_note(self, kpi, picture):
        return self.env._(
            "%(count)s transfers arrived",
            count=self._count(picture["now"], "transfer_count"),
        )
