import numpy as np

from odoo import models
from odoo.tools import SQL

from odoo.addons.inv_optimisation.kernel.production.bill_of_materials import (
    find_circles,
    low_level_codes,
)


class InvPlanningPreparation(models.AbstractModel):
    """Gives every item its level, so that products are planned before components."""

    _inherit = "inv.planning.preparation"

    def _synchronise_points(self, company):
        result = super()._synchronise_points(company)
        self._write_levels(company)
        return result

    def _get_candidate_sql(self, company):
        """Components of planned products deserve a point, also before they move."""
        products, warehouses = self._get_components_to_plan(company)
        return SQL(
            """
            %s
             UNION
            SELECT product_id, warehouse_id
              FROM unnest(%s::int[], %s::int[]) AS used(product_id, warehouse_id)
            """,
            super()._get_candidate_sql(company),
            products,
            warehouses,
        )

    def _get_components_to_plan(self, company):
        """Return products and warehouses: all that planned products are made of."""
        if not company.inv_has_dependent_demand:
            return [], []
        provider = self.env["inv.provider.bom"]
        lines = provider._get_lines(company)
        made = self.env["inv.stocking.point"]._read_group(
            [
                ("company_id", "=", company.id),
                ("supply_type", "=", "manufacture"),
                ("forecast_per_day", ">", 0),
            ],
            ["warehouse_id"],
            ["product_id:array_agg"],
        )
        found = []
        for warehouse, products in made:
            reached = provider._get_all_below(lines, products)
            found += [(product, warehouse.id) for product in sorted(reached)]
        return [row[0] for row in found], [row[1] for row in found]

    def _write_levels(self, company):
        """Write the low-level codes of the items of ``company``.

        Products that contain themselves are planned by their history.
        """
        products, codes = self._get_levels(company)
        points = self.env["inv.stocking.point"]
        points.flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE inv_stocking_point point
                   SET low_level_code = COALESCE(level.code, 0)
                  FROM inv_stocking_point same
             LEFT JOIN unnest(%s::int[], %s::int[]) AS level(product_id, code)
                    ON level.product_id = same.product_id
                 WHERE same.id = point.id AND point.company_id = %s
                   AND point.low_level_code IS DISTINCT FROM COALESCE(level.code, 0)
                """,
                products.tolist(),
                codes.tolist(),
                company.id,
            )
        )
        points.invalidate_model(["low_level_code"])

    def _get_levels(self, company):
        """Return product ids and their low-level codes, arrays of one length."""
        if not company.inv_has_dependent_demand:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        lines = self.env["inv.provider.bom"]._get_lines(company)
        products, index = np.unique(
            np.concatenate([lines["parent"], lines["component"]]), return_inverse=True
        )
        parent, component = index[: len(lines["parent"])], index[len(lines["parent"]) :]
        is_circle = find_circles(parent, component, len(products))
        codes = low_level_codes(
            parent[~is_circle], component[~is_circle], len(products)
        )
        return products, codes
