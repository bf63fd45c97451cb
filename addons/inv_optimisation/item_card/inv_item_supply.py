import numpy as np

from odoo import models
from odoo.tools import formatLang


class InvItemSupply(models.AbstractModel):
    """The sources of an item beside each other, as requisitions would choose."""

    _name = "inv.item.supply"
    _description = "Sources of an Item"
    _inherit = ["inv.stocking.point.wording"]

    def _get_sources(self, point):
        """Return a row for each vendor, the one that is chosen first."""
        if point.supply_type != "buy":
            return {"message": self._get_other_text(point), "rows": []}
        company = point.company_id
        facts = self.env["inv.requisition.need"]._get_facts(point, company)
        quantity = np.array([max(point.order_qty, 1.0)])
        offers = self.env["inv.requisition.vendor"]._get_offers(
            facts, company, quantity
        )[0]
        rows = [
            self._get_row(point, offer, position)
            for position, offer in enumerate(offers)
        ]
        message = "" if rows else self.env._("No vendor has a price for this item.")
        return {"message": message, "rows": rows}

    def _get_other_text(self, point):
        if not point.supply_type or point.supply_type == "none":
            return self.env._("Nothing supplies this item here. Add a vendor or route.")
        return self.env._(
            "This item comes by: %(supply)s. Vendors are not compared.",
            supply=self._label(point, "supply_type").lower(),
        )

    def _get_row(self, point, offer, position):
        performance = offer["performance"] or {}
        on_time = performance.get("on_time")
        return {
            "vendor_id": offer["seller"].partner_id.id,
            "vendor": offer["seller"].partner_id.name,
            "is_chosen": not position,
            "landed_price": self._money(point, offer["landed_price"], 2),
            "lead_time": self._days(performance.get("lead_median"), offer["lead_days"]),
            "lead_p90": self._days(performance.get("lead_p90")),
            "minimum": self._quantity(point, offer["minimum_qty"]),
            "on_time": "–" if on_time is None else self._percent(on_time),
            "cost_year": self._money(point, offer["cost_year"], 0),
        }

    def _days(self, value, fallback=None):
        days = value if value is not None else fallback
        return (
            "–" if days is None else self.env._("%(days)s d", days=self._number(days))
        )

    def _money(self, point, value, digits):
        return formatLang(
            self.env, value, digits=digits, currency_obj=point.currency_id
        )
