from odoo import models


class InvKpiNote(models.AbstractModel):
    _inherit = "inv.kpi.note"

    def _get_sample_note(self, kpi, picture):
        return self.env._(
            "%(count)s random counts in 90 days",
            count=self._count(picture["now"], "sample_count"),
        )

    def _get_coverage_note(self, kpi, picture):
        return self.env._(
            "%(done)s of %(need)s counts · %(classes)s",
            done=self._count(picture["now"], "count_done"),
            need=self._count(picture["now"], "count_need"),
            classes=self._get_class_note(kpi, picture),
        )
