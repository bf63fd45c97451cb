from datetime import timedelta

import numpy as np

from odoo import fields, models

from ..readiness.readiness_picture import READY_KEY

SECONDS_PER_HOUR = 3600.0
#: After a longer pause of the scheduled action nobody knows what happened meanwhile.
MAX_PAUSE = timedelta(hours=24)


class InvShortageSnapshot(models.Model):
    """What production lacked on a day, by warehouse.

    The row of today follows the day; rows of earlier days never change.
    """

    _name = "inv.shortage.snapshot"
    _description = "Shortages of Production"
    _inherit = "inv.daily.snapshot"

    component_count = fields.Integer(string="Missing Components", readonly=True)
    order_count = fields.Integer(string="Orders Not Ready", readonly=True)
    blocked_value = fields.Monetary(
        readonly=True, help="Sales value, else cost, of the orders that are not ready."
    )
    blocked_hours = fields.Float(
        readonly=True,
        help="Hours that orders waited past their start because material lacked.",
    )

    _day_uniq = models.Constraint(
        "UNIQUE (company_id, warehouse_id, date)",
        "A warehouse has one row a day.",
    )

    def _record(self, picture, since):
        """Write the rows of today; hours count from ``since``, the last time."""
        company, today = picture.company, picture.company._get_inventory_today()
        hours_before = {
            row.warehouse_id.id: row.blocked_hours
            for row in self.search(
                [("company_id", "=", company.id), ("date", "=", today)]
            )
        }
        rows = []
        waiting = picture.get_rows_in_sequence()
        blocked = np.array(
            [row for row in waiting if picture.get_state(row) != READY_KEY],
            dtype=np.int64,
        )
        for warehouse in np.unique(picture.table["warehouse"]).astype(int).tolist():
            own = blocked[picture.table["warehouse"][blocked] == warehouse]
            hours = self._get_waited_hours(picture, own, since)
            rows.append(
                {
                    "warehouse_id": warehouse,
                    "component_count": self._count_components(picture, own),
                    "order_count": len(own),
                    "blocked_value": float(
                        self.env["inv.readiness.board"]._get_values(picture, own).sum()
                    ),
                    "blocked_hours": hours_before.get(warehouse, 0.0) + hours,
                }
            )
        self._write_today(company, rows)

    def _count_components(self, picture, rows):
        lines = np.isin(picture.needs["row"], rows) & (picture.result.missing_now > 0)
        return len(np.unique(picture.needs["pool"][lines]))

    def _get_waited_hours(self, picture, rows, since):
        """Return the hours since the last time that orders waited past their start."""
        since = max(since, picture.moment - MAX_PAUSE)
        seconds = sum(
            (
                picture.moment - max(picture.get_order(row).date_start, since)
            ).total_seconds()
            for row in rows.tolist()
            if picture.get_order(row).date_start < picture.moment
        )
        return max(seconds, 0.0) / SECONDS_PER_HOUR
