from datetime import timedelta

import numpy as np

from odoo import fields, models

from odoo.addons.inv_optimisation.kernel.production.bill_of_materials import (
    BomLines,
    find_circles,
)
from odoo.addons.inv_optimisation.kernel.production.explosion import explode

WEEKS = 13
DAYS_PER_WEEK = 7


class InvDependentRequirement(models.Model):
    """What production needs of a component, week by week.

    Open orders require what they still take. Beyond them, the forecast of what is
    sold is netted against stock above the safety stock and open supply, and exploded
    through all levels; production that has to start earlier requires earlier.
    Written by planning runs, by SQL only.
    """

    _name = "inv.dependent.requirement"
    _description = "Component Requirement"
    _inherit = "inv.production.readiness.table"
    _log_access = False
    _order = "point_id, date, id"

    point_id = fields.Many2one(
        "inv.stocking.point",
        string="Component",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True, ondelete="cascade"
    )
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, ondelete="cascade"
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, readonly=True, ondelete="cascade"
    )
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    date = fields.Date(string="Week", required=True, readonly=True)
    known_qty = fields.Float(string="Open Orders", digits="Product Unit", readonly=True)
    forecast_qty = fields.Float(
        string="From Forecast",
        digits="Product Unit",
        readonly=True,
        help="For production that is not ordered yet.",
    )
    requirement_qty = fields.Float(
        string="Required", digits="Product Unit", readonly=True
    )

    def _refresh(self, company, today):
        """Replace the rows of ``company`` by the requirements from ``today`` on."""
        points = self.env["inv.stocking.point"].search(
            [("company_id", "=", company.id)], order="id"
        )
        lines = self._get_point_lines(points, company)
        rows = []
        if len(lines["parent"]):
            used = np.unique(np.concatenate([lines["parent"], lines["component"]]))
            concerned = points.browse(np.array(points.ids)[used].tolist())
            position = np.zeros(len(points), dtype=np.int64)
            position[used] = np.arange(len(used))
            for name in ("parent", "component"):
                lines[name] = position[lines[name]]
            rows = self._compute_rows(concerned, lines, company, today)
        self._replace(company, rows)

    def _get_point_lines(self, points, company):
        """Return bill lines between points: a product is made where it is planned."""
        provider = self.env["inv.provider.bom"]
        children = provider._get_components(provider._get_lines(company))
        rows = {
            (point.warehouse_id.id, point.product_id.id): at
            for at, point in enumerate(points)
        }
        found = []
        for at, point in enumerate(points):
            if point.supply_type == "manufacture":
                for component, usage in children.get(point.product_id.id, ()):
                    row = rows.get((point.warehouse_id.id, component))
                    if row is not None:
                        found.append((at, row, usage))
        parent = np.array([row[0] for row in found], dtype=np.int64)
        component = np.array([row[1] for row in found], dtype=np.int64)
        usage = np.array([row[2] for row in found], dtype=np.float64)
        kept = ~find_circles(parent, component, len(points))
        return {
            "parent": parent[kept],
            "component": component[kept],
            "usage": usage[kept],
        }

    def _compute_rows(self, points, lines, company, today):
        """Return the rows of ``points`` that anything requires."""
        days = WEEKS * DAYS_PER_WEEK
        stock = self.env["inv.provider.stock"]._get_stock(points, company, today, days)
        receipts = stock["receipts"].reshape(len(points), WEEKS, DAYS_PER_WEEK)
        outside = [point.forecast_per_day - point.dependent_per_day for point in points]
        independent = np.maximum(outside, 0.0) * DAYS_PER_WEEK
        safety = np.array([point.safety_stock_qty for point in points])
        found = explode(
            np.repeat(independent[:, None], WEEKS, axis=1),
            BomLines(
                lines["parent"],
                lines["component"],
                lines["usage"],
                np.zeros(len(lines["usage"])),
            ),
            offset=self._get_offsets(points, company),
            on_hand=stock["on_hand"] - safety,
            receipts=np.maximum(receipts.sum(axis=2), 0.0),
        )
        known = self._get_known(points, company, today)
        total = known + found.dependent
        is_needed = total.sum(axis=1) > 0
        is_needed &= np.isin(np.arange(len(points)), lines["component"])
        return [
            {
                "point_id": points[at].id,
                "company_id": company.id,
                "product_id": points[at].product_id.id,
                "warehouse_id": points[at].warehouse_id.id,
                "date": today + timedelta(weeks=week),
                "known_qty": float(known[at, week]),
                "forecast_qty": float(found.dependent[at, week]),
                "requirement_qty": float(total[at, week]),
            }
            for at in np.flatnonzero(is_needed).tolist()
            for week in range(WEEKS)
        ]

    def _get_offsets(self, points, company):
        """Return whole weeks from the start of production to the product."""
        made = points.filtered(lambda point: point.supply_type == "manufacture")
        bills = self.env["mrp.bom"]._bom_find(made.product_id, company_id=company.id)
        weeks = [
            np.ceil(bills[point.product_id].produce_delay / DAYS_PER_WEEK)
            if point.product_id in bills
            else 0.0
            for point in points
        ]
        return np.array(weeks)

    def _get_known(self, points, company, today):
        """Return what open orders take, array (points, WEEKS), overdue in the first."""
        provider = self.env["inv.provider.dependent"]
        item, day, quantity = provider._get_open_requirements(points, company, today)
        week = np.maximum(day, 0.0) // DAYS_PER_WEEK
        is_within = week < WEEKS
        known = np.zeros((len(points), WEEKS))
        np.add.at(
            known,
            (item[is_within], week[is_within].astype(np.int64)),
            quantity[is_within],
        )
        return known
