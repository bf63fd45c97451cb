from odoo import models
from odoo.fields import Domain

from .inv_workbench_decision import QUIET_KINDS

#: Order-by dates that are shown when nothing needs a decision.
SHOWN_DATES = 4
SHOWN_ITEMS = 3


class InvWorkbench(models.AbstractModel):
    """What the empty workbench tells: what comes next, and who did today's work."""

    _inherit = "inv.workbench"

    def _get_ahead(self, company):
        """Return the next order-by dates with items, vendors and value."""
        today = company._get_inventory_today()
        domain = Domain("company_id", "=", company.id)
        domain &= Domain("date_order_by", ">", today)
        groups = self.env["inv.stocking.point"]._read_group(
            domain,
            ["date_order_by:day"],
            ["id:recordset", "vendor_id:count_distinct"],
            order="date_order_by:day",
            limit=SHOWN_DATES,
        )
        points = self.env["inv.stocking.point"].union(*(group[1] for group in groups))
        points.fetch(["product_id", "order_qty", "derivation"])
        return [
            self._prepare_ahead(date, group, vendors, company)
            for date, group, vendors in groups
        ]

    def _prepare_ahead(self, date, points, vendors, company):
        names = ", ".join(
            point.default_code or point.product_id.name
            for point in points[:SHOWN_ITEMS]
        )
        if len(points) > SHOWN_ITEMS:
            names = self.env._(
                "%(names)s and %(count)s more",
                names=names,
                count=self._number(len(points) - SHOWN_ITEMS, 0),
            )
        return {
            "date": self._date(date),
            "count": self.env._("%(count)s items", count=self._number(len(points), 0)),
            "names": names,
            "vendors": self.env._("%(count)s vendors", count=vendors),
            "value": self._money(self._get_order_value(points), company),
        }

    def _get_order_value(self, points):
        """Return the value at cost of one order of each of ``points``."""
        return sum(
            point.order_qty
            * (point.derivation or {}).get("inputs", {}).get("unit_cost", 0.0)
            for point in points
        )

    def _get_today_text(self, company):
        """Return who decided how much today, in one sentence."""
        today = company._get_inventory_today()
        groups = self.env["inv.workbench.decision"]._read_group(
            [
                ("company_id", "=", company.id),
                ("is_undone", "=", False),
                ("decided_datetime", ">=", today),
            ],
            ["user_id"],
            ["__count"],
            order="__count desc",
        )
        if not groups:
            return ""
        people = ", ".join(
            self.env._(
                "%(count)s by %(user)s", count=self._number(count, 0), user=user.name
            )
            for user, count in groups
        )
        return self.env._("Decided today: %(people)s.", people=people)

    def _get_quiet_count(self, company):
        """Return how many rows are deferred or ignored now."""
        [(count,)] = self.env["inv.workbench.decision"]._read_group(
            [
                ("company_id", "=", company.id),
                ("is_undone", "=", False),
                ("kind", "in", QUIET_KINDS),
                ("date_until", ">", company._get_inventory_today()),
            ],
            [],
            ["point_id:count_distinct"],
        )
        return count
