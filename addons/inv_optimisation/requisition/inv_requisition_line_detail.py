from datetime import timedelta

import numpy as np

from odoo import fields, models

from ..kernel.inventory.order_extension import extension_benefit
from ..kernel.inventory.projection import project_stock

PAST_DAYS = 14
AHEAD_DAYS = 28
#: Packs in the table of what each further one brings.
MARGINAL_STEPS = 5
#: A smaller change of a price is rounding.
SAME_PRICE = 0.0005


class InvRequisitionLineDetail(models.AbstractModel):
    """The lines of a requisition with both futures, alternatives and further packs."""

    _name = "inv.requisition.line.detail"
    _description = "Requisition Line Detail"

    def _get_data(self, lines):
        """Return one dict for each of ``lines``, read for all at once."""
        if not lines:
            return []
        company = lines.company_id
        points = lines.point_id
        facts = charts = None
        if points:
            need = self.env["inv.requisition.need"]
            facts = need._get_facts(points, company)
            self.env["inv.requisition.raiser"]._add_choice(
                facts, company, {line.point_id: line.qty for line in lines}
            )
            charts = self._get_charts(facts, company)
        rows = {point: row for row, point in enumerate(points)}
        return [
            self._prepare_line(line, facts, rows.get(line.point_id), charts)
            for line in lines
        ]

    def _prepare_line(self, line, facts, row, charts):
        to_date = fields.Date.to_string
        has_point = row is not None
        return {
            "id": line.id,
            "point_id": line.point_id.id or None,
            "product_id": line.product_id.id,
            "product_code": line.product_id.default_code or "",
            "product_name": line.product_id.name,
            "abc_xyz": line.abc_xyz or "",
            "is_at_risk": line.is_at_risk,
            "edited_by": line.edit_user_id.name if line.is_edited else None,
            "edit_reason": line.edit_reason or None,
            "recommended_qty": line.recommended_qty,
            "reason": line.reason,
            "error": line.error_message or None,
            "site": line.warehouse_id.name,
            "quantity": line.qty,
            "uom": line.uom_id.name,
            **self._get_packs(line, line.qty, line.supplierinfo_id),
            "price": self._get_unit_price(line),
            "price_change": self._get_price_change(line),
            "subtotal": line.subtotal,
            "date_need": to_date(line.date_need) or None,
            "date_arrival": to_date(line.date_arrival) or None,
            "cover_before": line.cover_before_days,
            "cover_after": self._get_cover_after(line, facts, row),
            "chart": self._prepare_chart(line, facts, row, charts)
            if has_point
            else None,
            "alternatives": self._get_alternatives(line, facts, row)
            if has_point
            else [],
            "marginal": self._get_marginal(line, facts, row) if has_point else [],
        }

    def _get_price_change(self, line):
        """Return the change since the last order; None when nothing changed."""
        is_known = line.previous_price and abs(line.price_change_rate) >= SAME_PRICE
        return line.price_change_rate if is_known else None

    def _get_unit_price(self, line):
        """Return the price of the unit in which the quantity is shown."""
        unit = line.order_uom_id or line.uom_id
        price = line.price_unit * (1 - line.discount / 100)
        return price * line.uom_id.factor / unit.factor

    def _get_packs(self, item, quantity, seller):
        """Return quantity in packs of the vendor, when it comes in packs."""
        uom, pack = item.uom_id, seller.product_uom_id
        if not pack or pack == uom:
            return {"pack_qty": None, "pack_name": None, "packs": None}
        count = uom._compute_quantity(quantity, pack)
        return {"pack_qty": count, "pack_name": pack.name, "packs": count}

    def _get_cover_after(self, line, facts, row):
        rate = float(facts["forecast_per_day"][row]) if row is not None else 0.0
        if not rate:
            return line.cover_after_days
        return max(float(facts["position"][row]) + line.qty, 0.0) / rate

    # ------------------------------------------------------------------------
    # Charts
    # ------------------------------------------------------------------------

    def _get_charts(self, facts, company):
        provider = self.env["inv.provider.stock"]
        points, today = facts["points"], facts["today"]
        past = provider._get_stock_history(points, company, today, PAST_DAYS + 1)
        demand = np.maximum(
            facts["forecast_per_day"][:, None], facts["stock"]["issues"]
        )
        return {"past": past, "demand": demand[:, :AHEAD_DAYS]}

    def _prepare_chart(self, line, facts, row, charts):
        stock, demand = facts["stock"], charts["demand"][row : row + 1]
        receipts = stock["receipts"][row : row + 1, :AHEAD_DAYS]
        on_hand = stock["on_hand"][row : row + 1]
        ordered = receipts.copy()
        day = self._get_arrival_day(line, facts, row)
        if day < AHEAD_DAYS:
            ordered[0, day] += line.qty
        futures = [
            np.maximum(project_stock(on_hand, table, demand)[0], 0.0)
            for table in (receipts, ordered)
        ]
        now = float(on_hand[0])
        start = facts["today"] - timedelta(days=PAST_DAYS)
        return {
            "start": fields.Date.to_string(start),
            "step_days": 1,
            "today_index": PAST_DAYS,
            "stock": charts["past"][row].tolist(),
            "without": [now, *futures[0].tolist()],
            "with_order": [now, *futures[1].tolist()],
            "reorder_point": float(facts["reorder_point"][row]),
            "safety_stock": float(facts["safety_stock_qty"][row]),
        }

    def _get_arrival_day(self, line, facts, row):
        if line.date_arrival:
            return max((line.date_arrival - facts["today"]).days, 0)
        return int(np.ceil(facts["lead_days"][row]))

    # ------------------------------------------------------------------------
    # Alternatives and further packs
    # ------------------------------------------------------------------------

    def _get_alternatives(self, line, facts, row):
        """Return the offers of all vendors, the one in force marked."""
        working = self.env["inv.working.days"]
        company = line.company_id
        calendar = working._get_calendar(company)
        today = np.datetime64(facts["today"])
        result = []
        for offer in facts["offers"][row]:
            seller, measured = offer["seller"], offer["performance"] or {}
            arrival = today + np.timedelta64(int(np.ceil(offer["lead_days"])), "D")
            [arrival] = working._shift(calendar, np.array([arrival]), "forward")
            result.append(
                {
                    "supplierinfo_id": seller.id,
                    "vendor": seller.partner_id.name,
                    "price": seller.price * (1 - seller.discount / 100),
                    "landed_price": offer["landed_price"],
                    "currency_id": seller.currency_id.id,
                    "company_currency_id": company.currency_id.id,
                    "lead_median": measured.get("lead_median", offer["lead_days"]),
                    "lead_p90": measured.get("lead_p90"),
                    "on_time": measured.get("on_time"),
                    "in_full": measured.get("in_full"),
                    "date_arrival": str(arrival),
                    "cost_year": offer["cost_year"],
                    "is_chosen": seller.partner_id == line.supplierinfo_id.partner_id,
                    "is_blanket": offer["is_blanket"],
                    "message": self._get_offer_message(line, offer),
                }
            )
        return result

    def _get_offer_message(self, line, offer):
        if offer["minimum_qty"] > line.qty:
            return self.env._(
                "Sells at least %(minimum)s %(unit)s.",
                minimum=offer["minimum_qty"],
                unit=line.uom_id.name,
            )
        return None

    def _get_marginal(self, line, facts, row):
        """Return what each further pack costs, gains and brings."""
        rate = float(facts["forecast_per_day"][row])
        step = float(facts["multiple"][row] or facts["unit"][row])
        if not rate:
            return []
        extra = step * np.arange(1, MARGINAL_STEPS + 1)
        price = line.subtotal / line.qty
        benefit = extension_benefit(
            np.full(MARGINAL_STEPS, line.qty),
            extra,
            rate,
            unit_value=price,
            ordering_cost=facts["ordering_cost"][row],
            holding_rate=facts["holding_rate"][row],
        )
        each = np.diff(benefit, prepend=0.0)
        return [
            {
                "quantity": float(quantity),
                "amount": price * step,
                "days_gained": step / rate,
                "benefit": float(value),
            }
            for quantity, value in zip(extra, each, strict=True)
        ]
