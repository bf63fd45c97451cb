from odoo import api, fields, models

FIELDS = [
    "product_id",
    "lane_id",
    "source_warehouse_id",
    "target_warehouse_id",
    "target_point_id",
    "state",
    "qty",
    "cover_before_days",
    "cover_after_days",
    "days_gained",
    "date_stock_out",
    "date_arrival",
    "net_gain",
    "blocked_reason",
    "facts",
    "error_message",
    "reference_id",
]
ORDER = "net_gain desc, id"
#: A stock-out within these days is shown as urgent.
URGENT_DAYS = 7


class InvTransferBoardLine(models.AbstractModel):
    """Rows of the transfer board, and what one of them opens to."""

    _name = "inv.transfer.board.line"
    _description = "Transfer Board Line"
    _inherit = ["inv.transfer.wording"]

    def _get_lines(self, domain, offset, limit):
        """Return the rows of one page; the most gain first, blocked ones last."""
        suggestions = self.env["inv.transfer.suggestion"].search_fetch(
            domain, FIELDS, offset=offset, limit=limit, order=f"state desc, {ORDER}"
        )
        return [self._prepare_line(suggestion) for suggestion in suggestions]

    def _prepare_line(self, suggestion):
        today = suggestion.company_id._get_inventory_today()
        out = suggestion.date_stock_out
        return {
            "id": suggestion.id,
            "product": suggestion.product_id.display_name,
            "uom": suggestion.uom_id.name,
            "abc_xyz": suggestion.abc_xyz or "",
            "lane_id": suggestion.lane_id.id,
            "source": suggestion.source_warehouse_id.name,
            "target": suggestion.target_warehouse_id.name,
            "state": suggestion.state,
            "state_name": suggestion._get_state_name(),
            "qty": suggestion.qty,
            "cover_before": suggestion.cover_before_days,
            "cover_after": suggestion.cover_after_days,
            "days_gained": suggestion.days_gained,
            "stock_out": fields.Date.to_string(out) or "",
            "is_urgent": bool(out and (out - today).days <= URGENT_DAYS),
            "arrival": fields.Date.to_string(suggestion.date_arrival) or "",
            "net_gain": suggestion.net_gain,
            "blocked_reason": suggestion.blocked_reason or "",
            "blocked_text": suggestion.blocked_text or "",
            "error": suggestion.error_message or "",
            "reference": suggestion.reference_id.name or "",
        }

    @api.model
    def get_detail(self, suggestion_id):
        """Return the cost lines and the sentence of one suggestion."""
        suggestion = self.env["inv.transfer.suggestion"].browse(suggestion_id)
        suggestion.check_access("read")
        facts = suggestion.facts or {}
        return {
            "id": suggestion.id,
            "title": self.env._(
                "Why %(qty)s", qty=self._quantity(suggestion, suggestion.qty)
            ),
            "reason": suggestion.reason,
            "gap": self._get_gap_text(facts),
            "waterfall": self._get_waterfall(suggestion, facts),
            "alternatives": suggestion.alternatives or None,
            "qty": suggestion.qty,
            "uom": suggestion.uom_id.name,
            "recommended": suggestion.recommended_qty,
        }

    def _get_gap_text(self, facts):
        if "gap" not in facts:
            return ""
        return self.env._(
            "Gap to the best plan: %(gap)s.", gap=self._percent(facts["gap"])
        )

    def _get_waterfall(self, suggestion, facts):
        """Return the amounts that add up to the net gain, with where they end."""
        if not facts or suggestion.state == "blocked":
            return []
        steps = [
            (
                "shortage",
                self.env._(
                    "Lost margin avoided in %(site)s",
                    site=suggestion.target_warehouse_id.name,
                ),
                suggestion.shortage_saved,
                self._get_shortage_text(suggestion, facts),
            ),
            (
                "holding",
                self.env._("Holding saved"),
                suggestion.holding_saved,
                self.env._(
                    "%(rate)s of the cost a year",
                    rate=self._percent(facts["holding_rate"]),
                ),
            ),
            (
                "freight",
                self.env._("Freight"),
                -suggestion.freight_cost,
                self._get_freight_text(suggestion, facts),
            ),
            (
                "handling",
                self.env._("Handling, two sites"),
                -suggestion.handling_cost,
                "",
            ),
            (
                "risk",
                self.env._(
                    "Risk left in %(site)s", site=suggestion.source_warehouse_id.name
                ),
                -suggestion.donor_risk,
                self._get_risk_text(facts),
            ),
        ]
        return self._stack(steps, suggestion.net_gain)

    def _stack(self, steps, total):
        """Return the steps with start and end of their bars, and the sum last."""
        rows, level = [], 0.0
        for code, label, amount, text in steps:
            rows.append(
                {
                    "code": code,
                    "label": label,
                    "amount": amount,
                    "text": text,
                    "start": min(level, level + amount),
                    "end": max(level, level + amount),
                }
            )
            level += amount
        rows.append(
            {
                "code": "total",
                "label": self.env._("Net gain"),
                "amount": total,
                "text": "",
                "start": min(0.0, total),
                "end": max(0.0, total),
            }
        )
        return self._scale(rows)

    def _scale(self, rows):
        """Add left and width of each bar as shares of the widest range."""
        low = min(0.0, *(row["start"] for row in rows))
        high = max(0.0, *(row["end"] for row in rows))
        span = (high - low) or 1.0
        for row in rows:
            row["left"] = (row["start"] - low) / span
            row["width"] = (row["end"] - row["start"]) / span
        return rows

    def _get_shortage_text(self, suggestion, facts):
        return self.env._(
            "%(qty)s %(unit)s fewer short, %(margin)s each",
            qty=self._number(suggestion.avoided_qty),
            unit=suggestion.uom_id.name,
            margin=self._money(suggestion.currency_id, facts["shortage_cost"]),
        )

    def _get_freight_text(self, suggestion, facts):
        share = facts.get("shipment_share", 0.0)
        if not share:
            return ""
        return self.env._(
            "%(share)s of it for the vehicle",
            share=self._money(suggestion.currency_id, share),
        )

    def _get_risk_text(self, facts):
        return self.env._(
            "chance of a stock-out %(before)s → %(after)s",
            before=self._percent(facts["donor_stockout_before"]),
            after=self._percent(facts["donor_stockout_after"]),
        )
