from odoo import models
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
        }
        return self._get_template(self._get_situation(point)) % values

    def _get_situation(self, point):
        """Return the status, or that enough is on its way and only has to hurry."""
        is_short = point.status in ("stocked_out", "at_risk")
        if is_short and point.incoming_qty and not self._get_missing_quantity(point):
            return f"{point.status}_but_due"
        return point.status

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
                "Nothing on hand, %(due)s %(unit)s due. Order %(order)s: an order "
                "placed today takes %(lead)s days."
            ),
            "stocked_out_but_due": self.env._(
                "Nothing on hand. The %(due)s %(unit)s due are enough: expedite them."
            ),
            "at_risk": self.env._(
                "%(on_hand)s on hand + %(due)s due run out on %(runs_out)s; an order "
                "placed today takes %(lead)s days. Order %(order)s %(unit)s."
            ),
            "at_risk_but_due": self.env._(
                "%(on_hand)s on hand run out on %(runs_out)s, before the %(due)s "
                "%(unit)s due arrive. Expedite them."
            ),
            "below_reorder_point": self.env._(
                "Order %(order)s %(unit)s: %(on_hand)s on hand + %(due)s due are at or "
                "below the reorder point of %(point)s."
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
