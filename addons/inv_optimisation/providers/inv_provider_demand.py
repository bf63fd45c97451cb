from datetime import timedelta

import numpy as np

from odoo import models
from odoo.tools import SQL

from ..kernel.demand.aggregation import bucket_demand

DAYS_PER_WEEK = 7


class InvProviderDemand(models.AbstractModel):
    """Weekly demand of stocking points from the ledger, with planners' corrections."""

    _name = "inv.provider.demand"
    _description = "Demand Provider"
    _inherit = "inv.provider"

    def _get_weekly_demand(self, points, date_end, weeks):
        """Return demand of shape (points, weeks); the last week ends on ``date_end``.

        NaN = not observed: before the first movement of the point, or a week that a
        planner left out.
        """
        start = date_end - timedelta(days=weeks * DAYS_PER_WEEK - 1)
        item, day, quantity = self._read_columns(
            self._get_demand_sql(points, start, date_end), ["item", "day", "quantity"]
        )
        excluded, item, day, quantity = self._apply_corrections(
            points, start, date_end, item, day, quantity
        )
        demand = bucket_demand(
            item.astype(np.int64),
            day.astype(np.int64),
            quantity,
            n_items=len(points),
            n_days=weeks * DAYS_PER_WEEK,
            bucket_days=DAYS_PER_WEEK,
            first_day=self._get_first_day(points, start),
        )
        demand[excluded] = np.nan
        return demand

    def _get_demand_sql(self, points, start, end):
        """Return rows (item, day, quantity): demand is what was asked, less returns."""
        return SQL(
            """
            SELECT point.item, ledger.date - %(start)s::date AS day,
                   %(demand)s AS quantity
              FROM %(point)s
              JOIN inv_stock_ledger ledger
                ON ledger.warehouse_id = point.warehouse_id
               AND ledger.product_id = point.product_id
               AND ledger.date BETWEEN %(start)s AND %(end)s
             WHERE ledger.requested_qty <> 0 OR ledger.returned_qty <> 0
            """,
            demand=self.env["inv.stock.ledger"]._get_demand_sql("ledger"),
            point=self._get_point_table(points),
            start=start,
            end=end,
        )

    def _get_first_day(self, points, start):
        """Return the day offset at which each history begins; NaN without any."""
        item, day = self._read_columns(
            SQL(
                """SELECT item, date_first_movement - %s::date AS day FROM %s""",
                start,
                self._get_point_table(points),
            ),
            ["item", "day"],
        )
        first_day = np.full(len(points), np.nan)
        first_day[item.astype(np.int64)] = np.maximum(day, 0)
        return first_day

    def _get_available_share(self, points, date_end, weeks):
        """Return the share of the days of each week that ended with stock.

        The stock of a past day is the stock now less the movements since; shape
        (points, weeks), 1 where nothing is known.
        """
        days = weeks * DAYS_PER_WEEK
        start = date_end - timedelta(days=days - 1)
        item, day, change = self._read_columns(
            self._get_stock_change_sql(points, start), ["item", "day", "change"]
        )
        [on_hand_item, on_hand] = self._read_columns(
            self.env["inv.provider.stock"]._get_quant_sql(points),
            ["item", "on_hand"],
        )
        stock = np.zeros((len(points), days + 1))
        index = (item.astype(np.int64), np.clip(day, 0, days).astype(np.int64))
        np.add.at(stock, index, change)
        later = np.cumsum(stock[:, ::-1], axis=1)[:, ::-1]
        now = np.zeros(len(points))
        now[on_hand_item.astype(np.int64)] = on_hand
        level = now[:, None] - later[:, 1:]
        has_stock = (level > 0).reshape(len(points), weeks, DAYS_PER_WEEK)
        return has_stock.mean(axis=2)

    def _get_stock_change_sql(self, points, start):
        """Return rows (item, day, change of the stock on that day)."""
        return SQL(
            """
            SELECT point.item, ledger.date - %(start)s::date AS day,
                   ledger.returned_qty + ledger.received_qty
                   + ledger.transferred_in_qty + ledger.adjusted_qty
                   - ledger.issued_qty - ledger.transferred_out_qty
                   - ledger.scrapped_qty AS change
              FROM %(point)s
              JOIN inv_stock_ledger ledger
                ON ledger.warehouse_id = point.warehouse_id
               AND ledger.product_id = point.product_id
               AND ledger.date >= %(start)s
            """,
            point=self._get_point_table(points),
            start=start,
        )

    def _apply_corrections(self, points, start, end, item, day, quantity):
        """Return ``(excluded weeks, item, day, quantity)`` with corrections applied."""
        fixed_item, fixed_day, is_excluded, fixed_quantity = self._read_columns(
            self._get_correction_sql(points, start, end),
            ["item", "day", "is_excluded", "quantity"],
        )
        weeks = (fixed_day // DAYS_PER_WEEK).astype(np.int64)
        out = is_excluded > 0
        excluded = (fixed_item[out].astype(np.int64), weeks[out])
        if not len(fixed_item) or out.all():
            return excluded, item, day, quantity
        span = (end - start).days + 1
        replaced = np.isin(item * span + day, fixed_item[~out] * span + fixed_day[~out])
        return (
            excluded,
            np.concatenate([item[~replaced], fixed_item[~out]]),
            np.concatenate([day[~replaced], fixed_day[~out]]),
            np.concatenate([quantity[~replaced], fixed_quantity[~out]]),
        )

    def _get_correction_sql(self, points, start, end):
        self.env["inv.demand.adjustment"].flush_model()
        return SQL(
            """
            SELECT point.item, adjustment.date - %(start)s::date AS day,
                   (adjustment.kind = 'exclude')::int AS is_excluded,
                   COALESCE(adjustment.quantity, 0) AS quantity
              FROM %(point)s
              JOIN inv_demand_adjustment adjustment
                ON adjustment.warehouse_id = point.warehouse_id
               AND adjustment.product_id = point.product_id
             WHERE adjustment.active
               AND adjustment.date BETWEEN %(start)s AND %(end)s
            """,
            point=self._get_point_table(points),
            start=start,
            end=end,
        )
