from datetime import timedelta

from odoo import fields, models
from odoo.tools import float_round


class InvStockingPointReason(models.AbstractModel):
    """The one sentence that tells what a stocking point needs, and why."""

    _name = "inv.stocking.point.reason"
    _description = "Stocking Point Reason"
    _inherit = ["inv.stocking.point.wording"]

    def _set_reason(self, points):
        for point in points:
            point.reason = self._get_reason(point) if point.status else False

    def _get_reason(self, point):
        """Return one sentence: quantity, date, consequence."""
        if point.planning_error:
            return point.planning_error
        values = {
            "on_hand": self._quantity(point, point.on_hand_qty),
            "due": self._quantity(point, point.incoming_qty),
            "unit": point.uom_id.name,
            "point": self._quantity(point, point.reorder_point_qty),
            "order": self._quantity(point, self._get_missing_quantity(point)),
            "excess": self._quantity(point, point.excess_qty),
            "maximum": self._quantity(point, point.order_up_to_qty),
            "cover": self._number(point.cover_days, 0),
            "runs_out": self._date(point.date_stock_out),
            "lead": self._number(point.lead_time_days, 0),
            "arrival": self._date(self._get_arrival(point)),
            "left": self._rough(point, self._get_left(point)),
            "safety": self._rough(point, point.safety_stock_qty),
        }
        return self._get_template(self._get_situation(point)) % values

    def _get_situation(self, point):
        """Return the status, and whether a part or enough of it is on its way."""
        is_short = point.status in ("stocked_out", "at_risk")
        if is_short and point.incoming_qty and not self._get_missing_quantity(point):
            return f"{point.status}_but_due"
        has_part = is_short or point.status == "below_reorder_point"
        if has_part and point.incoming_qty:
            return f"{point.status}_partly"
        return point.status

    def _get_arrival(self, point):
        """Return the day on which an order of the day of the plan arrives."""
        planned = point.run_id.date_plan or fields.Date.context_today(point)
        return planned + timedelta(days=round(point.lead_time_days))

    def _get_left(self, point):
        """Return what is expected to be left when an order of today arrives."""
        expected = point.forecast_per_day * point.lead_time_days
        return max(point.position_qty - expected, 0.0)

    def _get_missing_quantity(self, point):
        """Return what core would order now: up to the maximum, in whole packs."""
        missing = max(point.order_up_to_qty - point.position_qty, 0.0)
        pack = (point.derivation or {}).get("inputs", {}).get("order_multiple")
        rounding = pack or point.uom_id.rounding
        return float_round(missing, precision_rounding=rounding, rounding_method="UP")

    def _get_template(self, status):
        templates = {
            "negative_stock": self.env._(
                "Stock is %(on_hand)s %(unit)s: something left that was never booked "
                "in. Count the item."
            ),
            "stocked_out": self.env._(
                "Order %(order)s %(unit)s: nothing on hand, nothing due. Ordered today "
                "they land on %(arrival)s, after %(lead)s days without stock."
            ),
            "stocked_out_partly": self.env._(
                "Order %(order)s %(unit)s: nothing on hand, and the %(due)s due are "
                "too few. Ordered today they land on %(arrival)s."
            ),
            "stocked_out_but_due": self.env._(
                "Nothing on hand. The %(due)s %(unit)s due are enough: expedite them."
            ),
            "at_risk": self.env._(
                "Order %(order)s %(unit)s: %(on_hand)s on hand last to %(runs_out)s. "
                "Ordered today they land on %(arrival)s, too late for a part."
            ),
            "at_risk_partly": self.env._(
                "Order %(order)s %(unit)s: %(on_hand)s on hand + %(due)s due last to "
                "%(runs_out)s. Ordered today they land on %(arrival)s, too late for a "
                "part."
            ),
            "at_risk_but_due": self.env._(
                "%(on_hand)s on hand run out on %(runs_out)s, before the %(due)s "
                "%(unit)s due arrive. Expedite them."
            ),
            "below_reorder_point": self.env._(
                "Order %(order)s %(unit)s: %(on_hand)s on hand are at or below the "
                "reorder point of %(point)s. Ordered today they land on %(arrival)s "
                "with %(left)s left; the safety stock is %(safety)s."
            ),
            "below_reorder_point_partly": self.env._(
                "Order %(order)s %(unit)s: %(on_hand)s on hand + %(due)s due are at or "
                "below the reorder point of %(point)s. Ordered today they land on "
                "%(arrival)s with %(left)s left; the safety stock is %(safety)s."
            ),
            "no_vendor": self.env._(
                "No vendor, bill of materials or transfer route supplies this item "
                "here. Add one."
            ),
            "no_lead_time": self.env._(
                "The vendor promises no lead time and none was measured; %(lead)s days "
                "are assumed. Enter a lead time on the vendor's price list."
            ),
            "excess": self.env._(
                "%(excess)s %(unit)s above the maximum of %(maximum)s: the stock lasts "
                "%(cover)s days."
            ),
            "healthy": self.env._(
                "%(on_hand)s on hand + %(due)s due are between the reorder point of "
                "%(point)s and the maximum of %(maximum)s %(unit)s."
            ),
        }
        return templates[status]
