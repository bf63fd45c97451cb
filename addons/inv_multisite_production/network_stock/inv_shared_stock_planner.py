from odoo import models


class InvSharedStockPlanner(models.AbstractModel):
    """Components as a stage in front of the site that produces."""

    _inherit = "inv.shared.stock.planner"

    def _get_facts(self, points, company):
        facts = super()._get_facts(points, company)
        facts["materials"] = self._get_all_materials(facts, company)
        return facts

    def _get_all_materials(self, facts, company):
        """Return {(product, warehouse): (days, value)} of what is made there.

        The slowest component decides the days; the value is that of all components
        of a unit.
        """
        made = [
            point
            for point in facts["points"]
            if point.supply_type == "manufacture"
            and point.product_id in facts["places"]
        ]
        products = self.env["product.product"].union(
            *(point.product_id for point in made)
        )
        boms = self.env["mrp.bom"]._bom_find(
            products, company_id=company.id, bom_type="normal"
        )
        lines = self.env["mrp.bom"].union(*boms.values()).bom_line_ids
        days = self._get_component_days(lines.product_id, company)
        found = {}
        for point in made:
            bom = boms.get(point.product_id)
            own = bom.bom_line_ids if bom else lines.browse()
            leads = [
                days.get((line.product_id, point.warehouse_id), 0.0) for line in own
            ]
            if leads and max(leads) > 0:
                found[point.product_id, point.warehouse_id] = (
                    float(self._to_days(max(leads))),
                    self._get_value(point.product_id, bom, company),
                )
        return found

    def _get_component_days(self, components, company):
        """Return {(product, warehouse): lead time and review of the component}."""
        points = self.env["inv.stocking.point"].search_fetch(
            [("product_id", "in", components.ids), ("company_id", "=", company.id)],
            ["product_id", "warehouse_id", "lead_time_days"],
        )
        review = company.inv_review_days
        return {
            (point.product_id, point.warehouse_id): point.lead_time_days + review
            for point in points
        }

    def _get_value(self, product, bom, company):
        """Return the value of the components of one unit of a product."""
        total = sum(
            line.product_uom_id._compute_quantity(
                line.product_qty, line.product_id.uom_id
            )
            * max(line.product_id.with_company(company).standard_price, 0.0)
            for line in bom.bom_line_ids
        )
        made = bom.product_uom_id._compute_quantity(bom.product_qty, product.uom_id)
        return total / made if made else total
