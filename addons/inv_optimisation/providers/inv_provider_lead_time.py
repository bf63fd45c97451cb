from datetime import timedelta

import numpy as np

from odoo import models
from odoo.tools import SQL

#: Older orders say little about the vendor of today; SPP and practice: 12-24 samples.
HISTORY_DAYS = 730
NEWEST_SAMPLES = 24


class InvProviderLeadTime(models.AbstractModel):
    """Actual lead times: from the confirmation of a purchase to its first receipt.

    One sample for each purchase order line. Cancelled and returned receipts do not
    count; days are calendar days in the time zone of the company.
    """

    _name = "inv.provider.lead_time"
    _description = "Lead Time Provider"
    _inherit = "inv.provider"

    def _get_lead_times(self, points, vendor_ids, company, today):
        """Return samples of the points and of their vendors.

        Parameters
        ----------
        vendor_ids : integer array of shape (points,), 0 without a vendor

        Returns
        -------
        dict with arrays of shape (points,): ``item_n``, ``item_mean``,
        ``item_variance``, ``vendor_n``, ``vendor_mean``, ``vendor_variance``
        [days, days²]; NaN where there is no sample.
        """
        names = ["product_id", "warehouse_id", "vendor_id", "n", "mean", "variance"]
        product, warehouse, vendor, n, mean, variance = self._read_columns(
            self._get_statistics_sql(company, today), names
        )
        is_vendor_row = np.isnan(product)
        by_item = self._get_index(
            zip(
                product[~is_vendor_row].tolist(),
                warehouse[~is_vendor_row].tolist(),
                vendor[~is_vendor_row].tolist(),
                strict=True,
            )
        )
        by_vendor = self._get_index((key,) for key in vendor[is_vendor_row].tolist())
        keys = zip(
            self._get_ids(points, "product_id"),
            self._get_ids(points, "warehouse_id"),
            vendor_ids.tolist(),
            strict=True,
        )
        item_row = np.array([by_item.get(key, -1) for key in keys], dtype=np.int64)
        vendor_row = np.array(
            [by_vendor.get((key,), -1) for key in vendor_ids.tolist()], dtype=np.int64
        )
        facts = {"n": n, "mean": mean, "variance": variance}
        found = {
            "item": (item_row, ~is_vendor_row),
            "vendor": (vendor_row, is_vendor_row),
        }
        return {
            f"{prefix}_{name}": self._take(values[rows], index)
            for prefix, (index, rows) in found.items()
            for name, values in facts.items()
        }

    @staticmethod
    def _get_index(keys):
        return {key: position for position, key in enumerate(keys)}

    @staticmethod
    def _get_ids(points, name):
        return [point[name].id for point in points]

    @staticmethod
    def _take(values, index):
        """Return ``values`` at ``index``; NaN where the index is -1."""
        return np.append(values, np.nan)[index]

    def _get_statistics_sql(self, company, today):
        """Return n, mean, variance by product, warehouse, vendor and by vendor."""
        return SQL(
            """
            SELECT product_id, warehouse_id, vendor_id, COUNT(*) AS n,
                   AVG(days)::float8 AS mean, VAR_SAMP(days)::float8 AS variance
              FROM (%s) sample
             WHERE age <= %s
          GROUP BY GROUPING SETS ((product_id, warehouse_id, vendor_id), (vendor_id))
            """,
            self._get_sample_sql(company, today),
            NEWEST_SAMPLES,
        )

    def _get_sample_sql(self, company, today):
        for name in ("purchase.order", "purchase.order.line", "stock.move"):
            self.env[name].flush_model()
        zone = company._get_inventory_timezone()
        return SQL(
            """
            SELECT line.product_id, target.warehouse_id,
                   purchase.partner_id AS vendor_id,
                   GREATEST((MIN(m.date) AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
                     - (purchase.date_approve AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)
                       ::date, 0) AS days,
                   ROW_NUMBER() OVER (
                       PARTITION BY line.product_id, target.warehouse_id,
                                    purchase.partner_id
                       ORDER BY MIN(m.date) DESC) AS age
              FROM purchase_order_line line
              JOIN purchase_order purchase ON purchase.id = line.order_id
              JOIN stock_move m ON m.purchase_line_id = line.id
              JOIN stock_location source ON source.id = m.location_id
              JOIN stock_location target ON target.id = m.location_dest_id
             WHERE m.state = 'done'
               AND source.usage IN ('supplier', 'transit')
               AND target.warehouse_id IS NOT NULL
               AND purchase.company_id = %(company)s
               AND purchase.date_approve IS NOT NULL
               AND m.date >= %(since)s
          GROUP BY line.id, line.product_id, target.warehouse_id,
                   purchase.partner_id, purchase.date_approve
            """,
            zone=zone,
            company=company.id,
            since=today - timedelta(days=HISTORY_DAYS),
        )
