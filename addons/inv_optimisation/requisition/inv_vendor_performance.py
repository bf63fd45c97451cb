from datetime import timedelta

import numpy as np

from odoo import api, fields, models
from odoo.tools import SQL

#: Receipts of the last year tell how a vendor delivers today.
WINDOW_DAYS = 365
#: With fewer receipts no share is shown: one late delivery of two says little.
MINIMUM_RECEIPTS = 3


class InvVendorPerformance(models.Model):
    """How a vendor delivered in the last year: delay, punctuality, completeness.

    Lead time runs from confirmation to first receipt; its median and P90 include
    nothing that is still open. On time and in full are measured against the date that
    was promised when the order was confirmed, not against the date to which it was
    moved later. Recomputed every night.
    """

    _name = "inv.vendor.performance"
    _description = "Vendor Performance"
    _order = "line_count desc, id"
    _rec_name = "vendor_id"

    vendor_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    line_count = fields.Integer(string="Order Lines Received")
    lead_time_median = fields.Float(string="Lead Time (Median)", digits=(6, 1))
    lead_time_p90 = fields.Float(string="Lead Time (P90)", digits=(6, 1))
    lead_time_trend_days = fields.Float(
        string="Trend",
        digits=(6, 1),
        help="Median of the newer half of the receipts less that of the older half: "
        "above 0 the vendor is getting slower.",
    )
    on_time_rate = fields.Float(string="On Time", digits=(6, 4))
    in_full_rate = fields.Float(
        string="In Full",
        digits=(6, 4),
        help="Share of the lines whose whole quantity was there on the promised day.",
    )
    measured_date = fields.Date(string="Measured On")

    _vendor_company = models.UniqueIndex("(company_id, vendor_id)")

    @api.model
    def _get_by_vendor(self, vendors, company):
        """Return {vendor id: dict of its figures}; rates None with few receipts."""
        records = self.search(
            [("vendor_id", "in", vendors.ids), ("company_id", "=", company.id)]
        )
        result = {}
        for record in records:
            is_known = record.line_count >= MINIMUM_RECEIPTS
            result[record.vendor_id.id] = {
                "lead_median": record.lead_time_median,
                "lead_p90": record.lead_time_p90,
                "on_time": record.on_time_rate if is_known else None,
                "in_full": record.in_full_rate if is_known else None,
            }
        return result

    @api.model
    def _measure(self, company):
        """Measure every vendor of ``company`` again: one query, then one write each.

        Superuser: the figures belong to the system; nobody edits them.
        """
        today = company._get_inventory_today()
        rows = self._read_lines(company, today)
        known = {
            record.vendor_id.id: record
            for record in self.sudo().search([("company_id", "=", company.id)])
        }
        created = []
        for vendor_id, group in rows.items():
            values = {**self._summarise(group), "measured_date": today}
            record = known.pop(vendor_id, None)
            if record:
                record.write(values)
            else:
                created.append(
                    {"vendor_id": vendor_id, "company_id": company.id, **values}
                )
        self.sudo().create(created)
        gone = self.sudo().browse([record.id for record in known.values()])
        gone.unlink()

    def _read_lines(self, company, today):
        """Return {vendor id: [(days, promised, first receipt, complete)]} by age."""
        for name in ("purchase.order", "purchase.order.line", "stock.move"):
            self.env[name].flush_model()
        rows = {}
        for vendor_id, *values in self.env.execute_query(
            self._get_line_sql(company, today)
        ):
            rows.setdefault(vendor_id, []).append(values)
        return rows

    def _get_line_sql(self, company, today):
        return SQL(
            """
            SELECT purchase.partner_id,
                   GREATEST(received.first_day - (purchase.date_approve AT TIME ZONE
                       'UTC' AT TIME ZONE %(zone)s)::date, 0) AS days,
                   received.first_day <= promise.day AS is_on_time,
                   received.by_promise >= line.product_uom_qty * 0.999 AS is_in_full,
                   line.id AS line_id, received.first_day
              FROM purchase_order_line line
              JOIN purchase_order purchase ON purchase.id = line.order_id
        CROSS JOIN LATERAL (SELECT (COALESCE(line.inv_promised_datetime,
                       line.date_planned) AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)
                       ::date AS day) promise
        CROSS JOIN LATERAL (
                   SELECT MIN((m.date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date)
                              AS first_day,
                          SUM(m.quantity * uom.factor / product_uom.factor) FILTER (
                              WHERE (m.date AT TIME ZONE 'UTC'
                                     AT TIME ZONE %(zone)s)::date <= promise.day)
                              AS by_promise
                     FROM stock_move m
                     JOIN stock_location source ON source.id = m.location_id
                     JOIN uom_uom uom ON uom.id = m.product_uom
                     JOIN product_product product ON product.id = m.product_id
                     JOIN product_template template
                       ON template.id = product.product_tmpl_id
                     JOIN uom_uom product_uom ON product_uom.id = template.uom_id
                    WHERE m.purchase_line_id = line.id AND m.state = 'done'
                      AND source.usage IN ('supplier', 'transit')) received
             WHERE purchase.company_id = %(company)s
               AND purchase.state = 'purchase'
               AND purchase.date_approve IS NOT NULL
               AND received.first_day >= %(since)s
          ORDER BY received.first_day, line.id
            """,
            zone=company._get_inventory_timezone(),
            company=company.id,
            since=today - timedelta(days=WINDOW_DAYS),
        )

    def _summarise(self, rows):
        """Return the figures of one vendor from its order lines, the oldest first."""
        days = np.array([row[0] for row in rows], dtype=np.float64)
        on_time = np.array([bool(row[1]) for row in rows])
        in_full = np.array([bool(row[2]) for row in rows])
        half = len(days) // 2
        trend = np.median(days[half:]) - np.median(days[:half]) if half else 0.0
        return {
            "line_count": len(days),
            "lead_time_median": float(np.median(days)),
            "lead_time_p90": float(np.quantile(days, 0.9)),
            "lead_time_trend_days": float(trend),
            "on_time_rate": float(on_time.mean()),
            "in_full_rate": float(in_full.mean()),
        }
