from datetime import timedelta

import numpy as np

from odoo import models
from odoo.tools import SQL

#: Older orders say little about the vendor of today; SPP and practice: 12-24 samples.
HISTORY_DAYS = 730
NEWEST_SAMPLES = 24
#: An order that is open for longer was forgotten rather than late.
LONGEST_OPEN_DAYS = 365


class InvProviderLeadTime(models.AbstractModel):
    """Actual lead times: from the confirmation of a purchase to its first receipt.

    One line for each purchase order line, received or still open. Cancelled and
    returned receipts do not count; days are calendar days in the time zone of the
    company. Promised dates are not used: they are moved when an order is late.
    """

    _name = "inv.provider.lead_time"
    _description = "Lead Time Provider"
    _inherit = "inv.provider"

    def _get_order_lines(self, company, today):
        """Return the received and open purchase lines that tell a lead time.

        An open line takes longer than its age, which must not be left out: the late
        ones are those that are still open.

        Returns
        -------
        dict with arrays of shape (lines,): ``product_id``, ``warehouse_id``,
        ``vendor_id``, ``days`` (to the receipt, or until today), ``is_received``
        """
        names = ["product_id", "warehouse_id", "vendor_id", "days", "is_received"]
        columns = self._read_columns(self._get_line_sql(company, today), names)
        return {
            name: column if name == "days" else column.astype(np.int64)
            for name, column in zip(names, columns, strict=True)
        }

    def _get_line_sql(self, company, today):
        return SQL(
            """
            SELECT product_id, warehouse_id, vendor_id, days, 1 AS is_received
              FROM (%s) sample
             WHERE age <= %s
             UNION ALL
            (%s)
            """,
            self._get_sample_sql(company, today),
            NEWEST_SAMPLES,
            self._get_open_sql(company, today),
        )

    def _get_open_sql(self, company, today):
        """Return confirmed lines without any receipt and their age."""
        return SQL(
            """
            SELECT line.product_id, type.warehouse_id, purchase.partner_id AS vendor_id,
                   %(today)s::date
                     - (purchase.date_approve AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)
                       ::date AS days,
                   0 AS is_received
              FROM purchase_order_line line
              JOIN purchase_order purchase ON purchase.id = line.order_id
              JOIN stock_picking_type type ON type.id = purchase.picking_type_id
              JOIN product_product product ON product.id = line.product_id
             WHERE purchase.state = 'purchase'
               AND purchase.company_id = %(company)s
               AND purchase.date_approve >= %(since)s
               AND line.product_qty > 0
               AND COALESCE(line.qty_received, 0) = 0
               AND type.warehouse_id IS NOT NULL
               AND EXISTS (SELECT FROM stock_move m
                            WHERE m.purchase_line_id = line.id
                              AND m.state NOT IN ('done', 'cancel', 'draft'))
               AND NOT EXISTS (SELECT FROM stock_move m
                                WHERE m.purchase_line_id = line.id
                                  AND m.state = 'done')
            """,
            today=today,
            zone=company._get_inventory_timezone(),
            company=company.id,
            since=today - timedelta(days=LONGEST_OPEN_DAYS),
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
