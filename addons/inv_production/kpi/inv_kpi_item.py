from odoo import models

from ..raw_material import get_raw_sql


class InvKpiItem(models.AbstractModel):
    _inherit = "inv.kpi.item"

    def _get_raw_sql(self, scope):
        """Take components as raw that no customer got in the last year."""
        return get_raw_sql(
            self.env,
            super()._get_raw_sql(scope),
            scope.company.ids,
            scope.get_values()["full_year"],
        )
