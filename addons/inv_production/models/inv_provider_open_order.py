from odoo import models
from odoo.tools import SQL

from .inv_order_message import SOURCE


class InvProviderOpenOrder(models.AbstractModel):
    """Manufacturing orders as supply that is on its way."""

    _inherit = "inv.provider.open.order"

    def _get_sources(self):
        return {**super()._get_sources(), SOURCE: self._get_production_sql}

    def _get_production_sql(self, points, company, today):
        """Return confirmed orders; what has started is fixed."""
        for name in ("stock.move", "mrp.production"):
            self.env[name].flush_model()
        return SQL(
            """
            SELECT point.item, MIN(%(day)s) AS day, SUM(m.product_qty) AS quantity,
                   m.production_id AS record,
                   MIN((production.state = 'confirmed')::int) AS is_draft,
                   MAX((production.state != 'confirmed')::int) AS is_fixed
              FROM %(entering)s
              JOIN mrp_production production ON production.id = m.production_id
                                            AND production.product_id = m.product_id
             WHERE %(is_entering)s AND source.usage = 'production'
          GROUP BY point.item, m.production_id
            HAVING SUM(m.product_qty) > 0
            """,
            day=self._get_day_sql("m", "date", company, today),
            entering=self._get_entering_table(points),
            is_entering=self._get_entering_condition(),
        )
