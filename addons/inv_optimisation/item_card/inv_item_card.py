from datetime import timedelta

from odoo import models
from odoo.tools import formatLang

from ..models.selections import FORECAST_METHODS

#: Room to the right of the maximum on the buffer strip.
STRIP_MARGIN = 1.15
NOT_OPEN = ("draft", "done", "cancel")


class InvItemCard(models.AbstractModel):
    """What the item card shows beside the fields: words, shares and verdicts."""

    _name = "inv.item.card"
    _description = "Item Card"
    _inherit = ["inv.stocking.point.wording"]

    def _get_card(self, point):
        """Return the key numbers and the buffer strip of one item."""
        if not point.derivation:
            return False
        return {
            "key_numbers": self._get_key_numbers(point),
            "strip": self._get_strip(point),
        }

    def _get_key_numbers(self, point):
        unit = point.uom_id.name
        rows = [
            ("on_hand", point.on_hand_qty, self.env._("On hand"), self._on_hand(point)),
            ("due", point.incoming_qty, self.env._("Due"), self._due(point)),
            (
                "position",
                point.position_qty,
                self.env._("Position"),
                self._position(point),
            ),
            (
                "reorder_point",
                point.reorder_point_qty,
                self.env._("Reorder at"),
                self.env._(
                    "safety stock %(quantity)s",
                    quantity=self._rough(point, point.safety_stock_qty),
                ),
            ),
            (
                "order_up_to",
                point.order_up_to_qty,
                self.env._("Order up to"),
                self.env._(
                    "%(point)s + %(order)s",
                    point=self._quantity(point, point.reorder_point_qty),
                    order=self._quantity(point, point.order_qty),
                ),
            ),
        ]
        return [
            {
                "name": name,
                "label": label,
                "value": self._quantity(point, value),
                "unit": unit,
                "caption": caption,
            }
            for name, value, label, caption in rows
        ]

    def _on_hand(self, point):
        if point.forecast_per_day <= 0:
            return self.env._("no demand expected")
        return self.env._("%(days)s days", days=self._number(point.cover_days, 0))

    def _due(self, point):
        """Return the next document that brings some, and its day."""
        if not point.incoming_qty:
            return self.env._("nothing on order")
        move = self.env["stock.move"].search(
            [
                ("product_id", "=", point.product_id.id),
                ("location_dest_id", "child_of", point.warehouse_id.lot_stock_id.id),
                ("location_id.usage", "in", ("supplier", "production", "transit")),
                ("state", "not in", NOT_OPEN),
            ],
            order="date, id",
            limit=1,
        )
        if not move:
            return self.env._("requested, not confirmed")
        return self.env._(
            "%(document)s, %(date)s",
            document=move.origin or move.picking_id.name or self.env._("receipt"),
            date=self._date(move.date.date()),
        )

    def _position(self, point):
        if not point.date_stock_out:
            return self.env._("does not run out")
        return self.env._("lasts to %(date)s", date=self._date(point.date_stock_out))

    # ------------------------------------------------------------------------
    # Buffer strip
    # ------------------------------------------------------------------------

    def _get_strip(self, point):
        """Return zones and arrows as shares of the strip; the lower arrow decides."""
        used = point.forecast_per_day * point.lead_time_days
        ahead = point.on_hand_qty + point.incoming_qty - used
        arrows = {"now": max(point.on_hand_qty, 0.0), "ahead": max(ahead, 0.0)}
        ends = [
            ("safety", point.safety_stock_qty),
            ("lead_time", point.reorder_point_qty),
            ("order", point.order_up_to_qty),
        ]
        top = max(point.order_up_to_qty * STRIP_MARGIN, *arrows.values(), 1.0)
        zones, start = [], 0.0
        for name, end in [*ends, ("above", top)]:
            if end > start:
                zones.append(
                    {"name": name, "share": (end - start) / top, "start": start / top}
                )
                start = end
        deciding = min(arrows.values())
        return {
            "zones": zones,
            "unit": point.uom_id.name,
            "reorder_share": point.reorder_point_qty / top,
            "maximum_share": point.order_up_to_qty / top,
            "reorder_text": self.env._(
                "reorder %(quantity)s",
                quantity=self._quantity(point, point.reorder_point_qty),
            ),
            "maximum_text": self.env._(
                "up to %(quantity)s",
                quantity=self._quantity(point, point.order_up_to_qty),
            ),
            "now_share": arrows["now"] / top,
            "now_text": self.env._(
                "%(quantity)s now", quantity=self._quantity(point, point.on_hand_qty)
            ),
            "ahead_share": arrows["ahead"] / top,
            "ahead_text": self._get_ahead_text(point, ahead),
            "zone": next((name for name, end in ends if deciding <= end), "above"),
            "is_ahead_deciding": arrows["ahead"] < arrows["now"],
        }

    def _get_ahead_text(self, point, ahead):
        today = point.company_id._get_inventory_today()
        return self.env._(
            "%(quantity)s one lead time ahead (%(date)s)",
            quantity=self._rough(point, ahead),
            date=self._date(today + timedelta(days=round(point.lead_time_days))),
        )

    # ------------------------------------------------------------------------
    # Forecast methods
    # ------------------------------------------------------------------------

    def _get_methods(self, point):
        """Return the methods, the heaviest first, and whether one is fixed by hand."""
        methods = (point.derivation or {}).get("methods", {})
        fixed = point.override_ids.filtered(
            lambda one: (
                one.active
                and one.parameter == "forecast_method"
                and one.date_until >= point.company_id._get_inventory_today()
            )
        )
        labels = dict(
            self.env["inv.parameter.override"]
            ._fields["forecast_method"]
            ._description_selection(self.env)
        )
        listed = sorted(methods.items(), key=lambda item: -item[1][0])
        largest = max((row[1] or 0.0 for row in methods.values()), default=0.0)
        known = dict(FORECAST_METHODS)
        return {
            "fixed_override_id": fixed[:1].id,
            "can_decide": self.env["inv.parameter.override"].has_access("create"),
            "fixed_text": self._get_fixed_text(fixed),
            "rows": [
                self._get_method_row(point, name, row, labels.get(name, name), largest)
                for name, row in listed
                if name in known
            ],
        }

    def _get_fixed_text(self, fixed):
        if not fixed:
            return ""
        return self.env._(
            "Fixed to %(method)s by %(user)s until %(date)s: “%(reason)s”",
            method=fixed[0].value_text,
            user=fixed[0].user_id.name,
            date=self._date(fixed[0].date_until),
            reason=fixed[0].reason,
        )

    def _get_method_row(self, point, name, row, label, largest):
        weight, error, bias = row
        naive = point.naive_error_rate
        gain = None if error is None or not naive else naive - error
        return {
            "name": name,
            "label": label,
            "weight": self._percent(weight) if weight else "–",
            "is_used": weight > 0,
            "error": "–" if error is None else self._percent(error),
            "bias": "–" if bias is None else self._signed_percent(bias),
            "against_naive": self._get_gain_text(name, gain),
            "is_better": bool(gain and gain > 0),
            "share": error / largest if error and largest else 0.0,
        }

    def _get_gain_text(self, name, gain):
        if name == "naive":
            return self.env._("base line")
        if gain is None:
            return "–"
        points = self._number(abs(gain) * 100)
        if gain >= 0:
            return self.env._("%(points)s pt better", points=points)
        return self.env._("%(points)s pt worse", points=points)

    def _signed_percent(self, value):
        sign = "+" if value > 0 else ""
        return self.env._(
            "%(value)s %%",
            value=f"{sign}{formatLang(self.env, value * 100, digits=1)}",
        )
