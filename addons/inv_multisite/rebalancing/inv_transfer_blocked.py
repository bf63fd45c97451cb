from datetime import timedelta

from odoo import fields, models

AMOUNTS = (
    "shortage_saved",
    "holding_saved",
    "freight_cost",
    "handling_cost",
    "donor_risk",
    "net_gain",
    "goods_value",
    "avoided_qty",
    "excess_qty",
    "excess_value",
    "days_gained",
)


class InvTransferBlocked(models.AbstractModel):
    """Moves that would pay if a rule did not stop them: they stay visible."""

    _name = "inv.transfer.blocked"
    _description = "Blocked Transfers"

    def _prepare(self, company, result):
        """Return the values of the moves that rules stop, with quantity 0."""
        writer = self.env["inv.transfer.writer"]
        facts = result["facts"]
        if not result["blocked"]:
            return []
        origin, target = facts["lane_sites"]
        days = writer._get_days(facts)
        dropped = self._get_dropped_gains(result["plan"])
        vals_list = []
        for row, lane, quantity, reason in result["blocked"]:
            columns = {
                "item": [row],
                "lane": [lane],
                "origin": [origin[lane]],
                "target": [target[lane]],
                "quantity": [0.0],
            }
            base = writer._prepare_base(company, facts, columns, 0, days)
            at_donor = float(facts["on_hand"][row, origin[lane]])
            cover = writer._get_cover(at_donor, float(facts["rate"][row, origin[lane]]))
            vals_list.append(
                {
                    **base,
                    "state": "blocked",
                    "blocked_reason": reason,
                    "limit_code": False,
                    "lots": False,
                    "alternatives": False,
                    **dict.fromkeys(AMOUNTS, 0.0),
                    "cover_before_days": cover,
                    "cover_after_days": cover,
                    "date_stock_out": writer._get_stock_out(facts, row, target[lane]),
                    "facts": {
                        "wanted": quantity,
                        "gain": dropped.get((row, lane), 0.0),
                        "least_gain": company.inv_transfer_least_gain,
                        "shelf_days": company.inv_transfer_shelf_days,
                        "date_expiry": self._get_expiry(facts, row, origin[lane]),
                    },
                }
            )
        return vals_list

    def _get_dropped_gains(self, plan):
        dropped = plan.dropped
        return {
            (int(row), int(lane)): float(gain)
            for row, lane, gain in zip(
                dropped.item, dropped.lane, dropped.gain, strict=True
            )
        }

    def _get_expiry(self, facts, row, site):
        """Return the first expiry of the lots at a site as text, None without one."""
        days = [
            lot["days_left"]
            for lot in facts["lots"].get((row, int(site)), [])
            if lot["days_left"] is not None
        ]
        if not days:
            return None
        return fields.Date.to_string(facts["today"] + timedelta(days=min(days)))
