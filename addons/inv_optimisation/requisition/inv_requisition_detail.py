import numpy as np

from odoo import api, fields, models


class InvRequisition(models.Model):
    """What the queue shows of one requisition: bars, advice, lines with futures."""

    _inherit = "inv.requisition"

    @api.readonly
    def get_queue_detail(self):
        """Return everything an approver looks at before deciding."""
        self.ensure_one()
        this = self.with_company(self.company_id)
        lines = this._get_counting_lines()
        [authority] = this._get_authorities().values()
        advice = this.env["inv.requisition.joint"]._get_advice(this)
        return {
            "id": this.id,
            "name": this.name,
            "title": this._get_title(),
            "state": this.state,
            "buyer": this._get_person(this.buyer_id),
            "sites": lines.warehouse_id.mapped("name"),
            "note": this._get_last_note(),
            "bars": this._prepare_bars(),
            "advice": this._prepare_advice_data(advice),
            "lines": this.env["inv.requisition.line.detail"]._get_data(lines),
            "amount": this.amount_total,
            "currency_id": this.currency_id.id,
            "refusal": this._get_refusal(authority),
        }

    def _get_last_note(self):
        log = self.log_ids.filtered(lambda one: one.comment and not one.is_undone)[:1]
        if not log:
            return None
        return {
            "comment": log.comment,
            "user": log.user_id.name,
            "date": fields.Date.to_string(
                fields.Datetime.context_timestamp(self, log.create_date).date()
            ),
        }

    def _prepare_bars(self):
        joint = self.env["inv.requisition.joint"]
        bars = []
        if self.supply_type == "buy" and self.vendor_id:
            for kind, value, target in joint._get_targets(self):
                bars.append(self._prepare_bar(kind, value, target, self.currency_id))
        budget = self.env["inv.requisition.budget"]._get_by_requisition(self)[self]
        if budget:
            used = budget.used_amount + self.amount_company
            currency = self.company_id.currency_id
            bar = self._prepare_bar("budget", used, budget.amount, currency)
            bars.append({**bar, "label_value": budget.name})
        return bars

    def _prepare_bar(self, kind, value, target, currency):
        is_load = kind == "load"
        return {
            "kind": kind,
            "label_value": None,
            "value": value,
            "target": target,
            "unit": "kg" if is_load else "money",
            "unit_name": self._get_weight_unit() if is_load else None,
            "currency_id": currency.id,
            "is_reached": value >= target * (1 - 1e-9),
            "missing": max(target - value, 0.0),
        }

    def _get_weight_unit(self):
        template = self.env["product.template"]
        return template._get_weight_uom_name_from_ir_config_parameter()

    def _prepare_advice_data(self, advice):
        if not advice:
            return None
        facts, joint = advice["facts"], self.env["inv.requisition.joint"]
        prices = joint._get_unit_prices(facts)
        details = self.env["inv.requisition.line.detail"]
        lines = []
        for row, extra in advice["rows"]:
            point = facts["points"][row]
            need = facts["need"][row]
            lines.append(
                {
                    "point_id": point.id,
                    "product": point.product_id.default_code or point.product_id.name,
                    "quantity": extra,
                    "uom": point.uom_id.name,
                    **details._get_packs(point, extra, facts["seller"][row]),
                    "amount": extra * float(prices[row]),
                    "date_needed": None if np.isnat(need) else str(need),
                }
            )
        names = ("kind", "amount_after", "target", "saving", "cost", "extra_days")
        return {**{name: advice[name] for name in names}, "lines": lines}
