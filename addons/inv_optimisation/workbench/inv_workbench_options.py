import numpy as np

from odoo import api, models
from odoo.tools import formatLang


class InvWorkbench(models.AbstractModel):
    """What a row offers besides its suggestion: vendors, safe lines, where to mend."""

    _inherit = "inv.workbench"

    @api.model
    @api.readonly
    def get_options(self, point_id):
        """Return what can be chosen for one row; extended with other sites."""
        point = self.env["inv.stocking.point"].browse(point_id)
        point.check_access("read")
        suggestions = self.env["inv.workbench.suggestion"]
        return {
            "quantity": suggestions._get_order_quantity(point),
            "unit": point.uom_id.name,
            "multiple": suggestions._get_pack(point),
            "vendors": self._get_vendors(point),
            "transfers": [],
        }

    def _get_vendors(self, point):
        """Return the vendors of an item, the one in use marked."""
        if point.supply_type != "buy":
            return []
        company = point.company_id
        quantity = self.env["inv.workbench.suggestion"]._get_order_quantity(point)
        facts = self.env["inv.requisition.need"]._get_facts(point, company)
        [offers] = self.env["inv.requisition.vendor"]._get_offers(
            facts, company, np.array([quantity])
        )
        return [self._prepare_vendor(point, offer) for offer in offers]

    def _prepare_vendor(self, point, offer):
        seller, measured = offer["seller"], offer["performance"] or {}
        on_time = measured.get("on_time")
        return {
            "id": seller.id,
            "name": seller.partner_id.display_name,
            "price": formatLang(
                self.env, offer["landed_price"], currency_obj=point.currency_id
            ),
            "lead": self.env._("%(days)s days", days=round(offer["lead_days"])),
            "on_time": self._percent(on_time) if on_time is not None else "",
            "minimum": self._get_minimum(point, offer),
            "is_chosen": seller.partner_id == point.vendor_id,
        }

    def _get_minimum(self, point, offer):
        if not offer["minimum_qty"]:
            return ""
        return self.env._(
            "at least %(quantity)s %(unit)s",
            quantity=self._quantity(point, offer["minimum_qty"]),
            unit=point.uom_id.name,
        )

    # ------------------------------------------------------------------------
    # Safe lines
    # ------------------------------------------------------------------------

    def _get_safe_domain(self, company):
        """Return the domain of rows that may be approved together unseen.

        Small orders of items that are known well: a back-tested forecast, a supply,
        demand that goes on.
        """
        return [
            ("company_id", "=", company.id),
            ("decision_kind", "in", ["at_risk", "below_reorder_point"]),
            ("value_at_stake", ">", 0),
            ("value_at_stake", "<=", company.inv_safe_order_value),
            ("forecast_source", "=", "backtest"),
            ("supply_type", "in", ["buy", "manufacture", "transfer"]),
            ("abc_class", "!=", "A"),
        ]

    @api.model
    @api.readonly
    def get_safe_lines(self, limit=200):
        """Return the rows that *Approve safe lines* would approve, to look at first."""
        company = self.env.company
        points = self.env["inv.stocking.point"].search(
            self._get_safe_domain(company), limit=limit
        )
        suggestions = self.env["inv.workbench.suggestion"]._get_suggestions(points)
        rows = []
        total = 0.0
        for point in points:
            suggestion = suggestions.get(point)
            if not suggestion or suggestion["kind"] not in ("order", "line"):
                continue
            cost = (point.derivation or {}).get("inputs", {}).get("unit_cost", 0.0)
            value = suggestion["quantity"] * cost
            if value > company.inv_safe_order_value:
                continue
            total += value
            rows.append(
                {
                    "id": point.id,
                    "item": point.product_id.display_name,
                    "site": point.warehouse_id.name,
                    "text": suggestion["text"],
                    "detail": suggestion["detail"],
                    "vendor": point.vendor_id.name or "",
                    "value": self._money(value, company),
                }
            )
        return {
            "lines": rows,
            "total": self._money(total, company),
            "limit": self._money(company.inv_safe_order_value, company),
        }

    def _money(self, value, company):
        return self._whole_money(value, company.currency_id)

    # ------------------------------------------------------------------------
    # Where to mend
    # ------------------------------------------------------------------------

    @api.model
    def open_fix(self, point_id):
        """Return the action that leads to what is wrong with a row."""
        point = self.env["inv.stocking.point"].browse(point_id)
        point.check_access("read")
        if point.status == "negative_stock" and not point.planning_error:
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Stock of %(item)s", item=point.display_name),
                "res_model": "stock.quant",
                "domain": [
                    ("product_id", "=", point.product_id.id),
                    ("location_id.usage", "=", "internal"),
                    ("location_id.warehouse_id", "=", point.warehouse_id.id),
                ],
                "views": [(False, "list"), (False, "form")],
            }
        if point.status in ("no_vendor", "no_lead_time") and not point.planning_error:
            return {
                "type": "ir.actions.act_window",
                "name": point.product_id.display_name,
                "res_model": "product.template",
                "res_id": point.product_tmpl_id.id,
                "views": [(False, "form")],
            }
        return point._get_card_action()
