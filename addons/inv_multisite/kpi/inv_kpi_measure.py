from odoo import models


class InvKpiMeasure(models.AbstractModel):
    _inherit = "inv.kpi.measure"

    def _get_subjects(self):
        return [*super()._get_subjects(), "transfer"]
