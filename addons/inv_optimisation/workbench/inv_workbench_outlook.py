import numpy as np

from odoo import models

from ..kernel.inventory.distributions import choose_distribution, cumulative

#: Share of the bar that the maximum takes; what lies above it fills the rest.
MAXIMUM_SHARE = 0.85
#: Days that are shown for stock that nobody asks for.
LONGEST_DAYS = 999


class InvWorkbenchOutlook(models.AbstractModel):
    """Cover bar, days left and service of the rows of the workbench.

    Everything comes from the stored plan, for all rows at once.
    """

    _name = "inv.workbench.outlook"
    _description = "Workbench Outlook"
    _inherit = ["inv.stocking.point.wording"]

    def _set_outlook(self, points):
        services = self._get_services(points)
        for point, service in zip(points, services, strict=True):
            point.cover_bar = self._get_bar(
                point, point.on_hand_qty, point.position_qty
            )
            point.days_left = self._get_days(point)
            point.service_outlook = service

    def _get_days(self, point):
        """Return days until ``date_stock_out``, so that both say the same."""
        if point.date_stock_out and point.planned_datetime:
            planned = point.run_id.date_plan or point.planned_datetime.date()
            return max((point.date_stock_out - planned).days, 0)
        return min(round(point.cover_days), LONGEST_DAYS)

    # ------------------------------------------------------------------------
    # Bar
    # ------------------------------------------------------------------------

    def _get_bar(self, point, on_hand_qty, position_qty):
        """Return shares of the width, from 0 to 1, and the sentence for the ear.

        Quantities are given, because they may be newer than the plan of ``point``.
        """
        maximum = max(point.order_up_to_qty, point.reorder_point_qty, 0.0)
        if not maximum:
            return False
        scale = MAXIMUM_SHARE / maximum
        on_hand = max(on_hand_qty, 0.0)
        position = max(position_qty, 0.0)
        reorder = max(point.reorder_point_qty, 0.0) * scale
        return {
            "safety": min(max(point.safety_stock_qty, 0.0) * scale, reorder),
            "reorder": reorder,
            "maximum": MAXIMUM_SHARE,
            "on_hand": min(on_hand * scale, 1.0),
            "position": min(position * scale, 1.0),
            "label": self.env._(
                "%(on_hand)s on hand, %(position)s with what is due, reorder point "
                "%(reorder)s, maximum %(maximum)s %(unit)s",
                on_hand=self._rough(point, on_hand_qty),
                position=self._rough(point, position_qty),
                reorder=self._rough(point, point.reorder_point_qty),
                maximum=self._rough(point, maximum),
                unit=point.uom_id.name,
            ),
        }

    # ------------------------------------------------------------------------
    # Service
    # ------------------------------------------------------------------------

    def _get_services(self, points):
        """Return {"now", "after"} or False for each point, texts of percentages."""
        results = [(point.derivation or {}).get("results", {}) for point in points]
        mean = self._get_column(results, "demand_protection")
        variance = self._get_column(results, "variance_protection")
        position = np.array([max(point.position_qty, 0.0) for point in points])
        suggestion = self.env["inv.workbench.suggestion"]
        ordered = np.array([suggestion._get_order_quantity(point) for point in points])
        is_known = mean > 0
        law = choose_distribution(mean, variance)
        now = cumulative(position, mean, variance, law)
        after = cumulative(position + ordered, mean, variance, law)
        return [
            {
                "now": self._number(now[row] * 100, 0),
                "after": self._percent_whole(after[row]),
                "is_changed": bool(ordered[row]),
            }
            if is_known[row]
            else False
            for row in range(len(points))
        ]

    def _get_column(self, results, name):
        return np.array([float(row.get(name) or 0.0) for row in results])

    def _percent_whole(self, share):
        return self.env._("%(value)s %%", value=self._number(share * 100, 0))
