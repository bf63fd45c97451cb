from datetime import timedelta

import numpy as np

from odoo import models

from ..kernel.inventory import action_messages as kernel
from ..kernel.inventory.rounding import ceil_to_unit
from .inv_order_message import DATE_KINDS

KIND_BY_CODE = {
    kernel.EXPEDITE: "expedite",
    kernel.POSTPONE: "postpone",
    kernel.INCREASE: "increase",
    kernel.DECREASE: "decrease",
    kernel.CANCEL: "cancel",
}


class InvOrderMessageFinder(models.AbstractModel):
    """From orders and answers of the kernel to the values of messages."""

    _inherit = "inv.order.message.finder"

    # ------------------------------------------------------------------------
    # Documents
    # ------------------------------------------------------------------------

    def _get_documents(self, orders):
        """Return the record of each order: its purchase order line or move."""
        sources, ids = orders["source"], orders["record"]
        result = np.empty(len(ids), dtype=object)
        for source in dict.fromkeys(sources.tolist()):
            rows = np.flatnonzero(sources == source)
            records = self._get_source_model(source).browse(ids[rows].tolist())
            for row, record in zip(rows.tolist(), records, strict=True):
                result[row] = record
        return result

    def _get_source_model(self, source):
        is_transfer = source == "transfer"
        return self.env["stock.move" if is_transfer else "purchase.order.line"]

    def _add_order_columns(self, orders, documents, facts, company):
        """Add order multiple and price [company currency per product unit]."""
        item = orders["item"]
        pack = np.where(facts["use_multiple_qty"], facts["multiple_qty"], 0.0)
        own = np.array([self._get_own_unit(record) for record in documents])
        orders["multiple"] = np.maximum(np.maximum(pack, facts["unit"])[item], own)
        cost = facts["unit_cost"][item]
        prices = np.zeros(len(item))
        rates = {}
        for row, record in enumerate(documents):
            if record._name == "purchase.order.line":
                prices[row] = self._get_price(record, company, rates)
        orders["price"] = np.where(prices > 0, prices, cost)

    def _get_own_unit(self, record):
        """Return the unit of a purchase line in product units, when it is larger."""
        if record._name != "purchase.order.line":
            return 0.0
        return record.product_uom_id.factor / record.product_id.uom_id.factor

    def _get_price(self, line, company, rates):
        """Return the net price of a product unit in the currency of the company."""
        currency = line.currency_id
        if currency not in rates:
            rates[currency] = currency._convert(
                1.0, company.currency_id, company, round=False
            )
        price = line.price_unit_discounted * rates[currency]
        return price * line.product_id.uom_id.factor / line.product_uom_id.factor

    # ------------------------------------------------------------------------
    # Values
    # ------------------------------------------------------------------------

    def _prepare_all(self, orders, documents, facts, found, company):
        new_dates = self._get_new_dates(found, facts["today"], company)
        values = {}
        messages = self.env["inv.order.message"]
        for row, document in enumerate(documents):
            source = orders["source"][row]
            key = messages._get_document_key(source, document.id)
            item = orders["item"][row]
            values[key] = {
                **self._prepare_document(source, document, facts["points"][item]),
                **self._prepare_change(orders, found, new_dates, row, facts),
                "company_id": company.id,
                "facts": self._prepare_facts(facts, found, row, item),
            }
        for vals in values.values():
            self._drop_vain_move(vals)
        return values

    def _prepare_document(self, source, document, point):
        is_transfer = source == "transfer"
        order = document.picking_id if is_transfer else document.order_id
        return {
            "point_id": point.id,
            "source": source,
            "purchase_line_id": False if is_transfer else document.id,
            "move_id": document.id if is_transfer else False,
            "document": order.name or document.reference or "/",
            "vendor_id": False if is_transfer else order.partner_id.id,
        }

    def _prepare_change(self, orders, found, new_dates, row, facts):
        kind = KIND_BY_CODE.get(int(found.code[row]))
        uom = facts["points"][orders["item"][row]].uom_id
        current = uom.round(float(orders["quantity"][row]))
        new = uom.round(float(found.new_quantity[row]))
        date = facts["today"] + timedelta(days=int(orders["day"][row]))
        new_date = new_dates[row] if kind in DATE_KINDS else date
        price = float(orders["price"][row])
        amount = {
            "postpone": current,
            "expedite": float(found.lacking[row]),
            "increase": new - current,
        }.get(kind, current - new)
        return {
            "kind": kind,
            "quantity_current": current,
            "quantity_new": new,
            "date_current": date,
            "date_new": new_date,
            "days": (new_date - date).days,
            "value": self.env.company.currency_id.round(amount * price),
        }

    def _get_new_dates(self, found, today, company):
        """Return the new dates on working days, before the need and from today on."""
        working = self.env["inv.working.days"]
        calendar = working._get_calendar(company)
        start = np.datetime64(today)
        days = start + found.new_day.astype("timedelta64[D]")
        days = np.maximum(working._shift(calendar, days, "backward"), start)
        return working._to_dates(days)

    def _drop_vain_move(self, vals):
        """Say nothing where holidays leave nothing of a move."""
        is_vain = vals["kind"] == "expedite" and vals["days"] >= 0
        if is_vain or (vals["kind"] == "postpone" and vals["days"] <= 0):
            vals["kind"] = None

    def _prepare_facts(self, facts, found, row, item):
        is_needed = bool(found.need_day[row] >= 0)
        is_less = found.code[row] in (kernel.DECREASE, kernel.CANCEL)
        later = facts["committed_later"][item] if is_less else 0.0
        numbers = {
            "on_hand": facts["stock"]["on_hand"][item],
            "earlier": found.earlier[row],
            "position": facts["position"][item] - later,
            "reorder_point": facts["reorder_point"][item],
            "order_up_to": facts["order_up_to"][item],
            "level": facts["needed_level"][item],
            "lacking": found.lacking[row],
        }
        days = len(facts["stock"]["issues"][item])
        uom, unit = facts["points"][item].uom_id, facts["unit"][item]
        for name in ("level", "lacking"):
            numbers[name] = ceil_to_unit(numbers[name], unit)
        return {
            **{name: uom.round(float(value)) for name, value in numbers.items()},
            "is_needed": is_needed,
            "cover_days": int(found.need_day[row]) if is_needed else days,
        }
