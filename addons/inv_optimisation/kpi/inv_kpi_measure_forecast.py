from odoo import models
from odoo.tools import SQL


class InvKpiMeasureForecast(models.AbstractModel):
    """Back-tested errors as sums: weighed by the yearly demand at cost.

    An error rate is a share of demand, so that error and demand add up and their
    ratio is the error rate of the whole.
    """

    _name = "inv.kpi.measure.forecast"
    _description = "KPI Measure: Forecast"
    _inherit = "inv.kpi.measure"

    def _measure_subject(self, scope, rows):
        self._add_query(
            rows,
            SQL(
                """
                SELECT item.warehouse_id, item.abc_class,
                       SUM(demand) AS forecast_demand_value,
                       SUM(demand * point.forecast_error_rate) AS forecast_error_value,
                       SUM(demand * point.naive_error_rate) AS naive_error_value,
                       SUM(demand * point.forecast_bias_rate) AS forecast_bias_value
                  FROM inv_kpi_item item
                  JOIN inv_stocking_point point ON point.id = item.point_id
            CROSS JOIN LATERAL (SELECT item.demand_qty * item.unit_cost AS demand) usage
                 WHERE demand > 0
                   AND point.forecast_error_rate < 'Infinity'
                   AND point.naive_error_rate < 'Infinity'
                   AND point.forecast_source IN ('backtest')
              GROUP BY item.warehouse_id, item.abc_class
                """
            ),
        )
