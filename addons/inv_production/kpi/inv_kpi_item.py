from odoo import models
from odoo.tools import SQL


class InvKpiItem(models.AbstractModel):
    _inherit = "inv.kpi.item"

    def _get_raw_sql(self, scope):
        """Take components as raw that no customer got in the last year."""
        for name in ("mrp.bom", "mrp.bom.line", "stock.move"):
            self.env[name].flush_model()
        return SQL(
            """
            (%(base)s OR (
                p.id IN (SELECT line.product_id FROM mrp_bom_line line
                           JOIN mrp_bom bom ON bom.id = line.bom_id AND bom.active)
                AND p.id NOT IN (
                    SELECT m.product_id FROM stock_move m
                      JOIN stock_location target ON target.id = m.location_dest_id
                       AND target.usage = 'customer'
                     WHERE m.state = 'done' AND m.company_id = %(company)s
                       AND m.date >= %(year)s)))
            """,
            base=super()._get_raw_sql(scope),
            company=scope.company.id,
            year=scope.get_values()["full_year"],
        )
