from datetime import timedelta

import numpy as np

from odoo import models
from odoo.tools import SQL

DAYS_PER_WEEK = 7


class InvProviderService(models.AbstractModel):
    """What was due and what left on time, per stocking point and week."""

    _name = "inv.provider.service"
    _description = "Service Provider"
    _inherit = "inv.provider"

    def _get_weekly_service(self, points, company, date_end, weeks):
        """Return demand that was due and the part that was late.

        A delivery counts in the week of its deadline, late when it was not done on
        that day; without a deadline nobody was promised anything. The quantity of a
        late delivery counts in full.

        Returns
        -------
        tuple of two arrays of shape (points, weeks): due, late [product unit]; the
        last week ends on ``date_end``.
        """
        start = date_end - timedelta(days=weeks * DAYS_PER_WEEK - 1)
        item, week, due, late = self._read_columns(
            self._get_service_sql(points, company, start, date_end),
            ["item", "week", "due", "late"],
        )
        index = (item.astype(np.int64), week.astype(np.int64))
        tables = np.zeros((2, len(points), weeks))
        tables[0][index] = due
        tables[1][index] = late
        return tables[0], tables[1]

    def _get_service_sql(self, points, company, start, end):
        self.env["stock.move"].flush_model()
        return SQL(
            """
            SELECT item, (due_on - %(start)s::date) / %(days)s AS week,
                   SUM(quantity) AS due,
                   SUM(quantity) FILTER (WHERE done_on > due_on) AS late
              FROM (
                   SELECT point.item,
                          (m.date_deadline AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)
                              ::date AS due_on,
                          CASE WHEN m.state = 'done'
                               THEN (m.date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)
                                    ::date
                               ELSE 'infinity'::date END AS done_on,
                          m.product_qty AS quantity
                     FROM %(point)s
                     JOIN stock_move m ON m.product_id = point.product_id
                     JOIN stock_location source ON source.id = m.location_id
                     JOIN stock_location target ON target.id = m.location_dest_id
                    WHERE source.warehouse_id = point.warehouse_id
                      AND target.usage IN ('customer', 'production')
                      AND m.state NOT IN ('draft', 'cancel')
                      AND m.date_deadline IS NOT NULL
                   ) delivery
             WHERE due_on BETWEEN %(start)s AND %(end)s
          GROUP BY item, week
            """,
            point=self._get_point_table(points),
            zone=company._get_inventory_timezone(),
            start=start,
            end=end,
            days=DAYS_PER_WEEK,
        )
