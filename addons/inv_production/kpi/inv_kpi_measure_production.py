from datetime import timedelta

from odoo import models
from odoo.tools import SQL

WEEK_DAYS = 7


class InvKpiMeasureProduction(models.AbstractModel):
    """Material and work in started orders, and hours lost for want of material.

    Material that was taken is still in the books until an order is done: it moves
    from its stage to "in work", so that the total stays that of the books plus work.
    """

    _name = "inv.kpi.measure.production"
    _description = "KPI Measure: Production"
    _inherit = "inv.kpi.measure"

    def _measure_subject(self, scope, rows):
        for name in ("mrp.production", "stock.move", "stock.move.line"):
            self.env[name].flush_model()
        for name in ("mrp.workorder", "mrp.workcenter.productivity"):
            self.env[name].flush_model()
        self.env["inv.shortage.snapshot"].flush_model()
        self._add_query(rows, self._get_taken_sql(scope))
        self._add_query(rows, self._get_work_sql(scope))
        self._add_query(rows, self._get_blocked_sql(scope))
        for row in rows.values():
            self.env["inv.kpi.measure.stock"]._add_total(row)

    def _get_taken_sql(self, scope):
        """Return what started orders took, off the stage where it still counts."""
        return SQL(
            """
            SELECT item.warehouse_id, item.abc_class, SUM(taken.value) AS wip_value,
                   -COALESCE(SUM(taken.value) FILTER (WHERE item.is_raw), 0)
                       AS raw_value,
                   -COALESCE(SUM(taken.value) FILTER (WHERE NOT item.is_raw), 0)
                       AS finished_value
              FROM mrp_production o
              JOIN stock_move m ON m.raw_material_production_id = o.id
               AND m.state NOT IN ('done', 'cancel')
              JOIN stock_move_line line ON line.move_id = m.id AND line.picked
              JOIN stock_location place ON place.id = line.location_id
              JOIN inv_kpi_item item ON item.product_id = m.product_id
               AND item.warehouse_id = place.warehouse_id
        CROSS JOIN LATERAL (SELECT (line.quantity_product_uom * item.unit_cost)::float8
                       AS value) taken
             WHERE o.company_id = %s AND o.state IN ('progress', 'to_close')
          GROUP BY item.warehouse_id, item.abc_class
            """,
            scope.company.id,
        )

    def _get_work_sql(self, scope):
        """Return the time that work centres spent on started orders, at their cost."""
        return SQL(
            """
            SELECT type.warehouse_id, COALESCE(item.abc_class, 'N') AS abc_class,
                   SUM(spent.duration / 60 * COALESCE(NULLIF(work.costs_hour, 0),
                       center.costs_hour, 0))::float8 AS wip_value
              FROM mrp_production o
              JOIN stock_picking_type type ON type.id = o.picking_type_id
              JOIN mrp_workorder work ON work.production_id = o.id
              JOIN mrp_workcenter center ON center.id = work.workcenter_id
              JOIN mrp_workcenter_productivity spent ON spent.workorder_id = work.id
         LEFT JOIN inv_kpi_item item ON item.product_id = o.product_id
               AND item.warehouse_id = type.warehouse_id
             WHERE o.company_id = %s AND o.state IN ('progress', 'to_close')
          GROUP BY 1, 2
            """,
            scope.company.id,
        )

    def _get_blocked_sql(self, scope):
        """Return the hours of a week, and what is missing today; of no class."""
        return SQL(
            """
            SELECT warehouse_id, 'N' AS abc_class, SUM(blocked_hours) AS blocked_hours,
                   SUM(order_count) FILTER (WHERE date = %(day)s)
                       AS blocked_order_count,
                   SUM(component_count) FILTER (WHERE date = %(day)s)
                       AS missing_component_count
              FROM inv_shortage_snapshot
             WHERE company_id = %(company)s
               AND date > %(since)s AND date <= %(day)s
          GROUP BY warehouse_id
            """,
            day=scope.day,
            since=scope.day - timedelta(days=WEEK_DAYS),
            company=scope.company.id,
        )
