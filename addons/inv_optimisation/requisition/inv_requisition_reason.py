from odoo import fields, models


class InvRequisitionReason(models.AbstractModel):
    """The sentence that tells an approver why a line is there."""

    _name = "inv.requisition.reason"
    _description = "Requisition Reason"
    _inherit = ["inv.stocking.point.wording"]

    def _set_reason(self, lines):
        for line in lines:
            line.reason = self._get_reason(line)

    def _get_reason(self, line):
        if line.is_edited and line.edit_user_id:
            return self._get_edit_reason(line)
        facts = line.facts or {}
        if not facts:
            return self.env._("Entered by hand.")
        values = self._prepare_values(line, facts)
        return self._get_template(self._get_situation(line, facts)) % values

    def _get_edit_reason(self, line):
        values = {
            "user": line.edit_user_id.name,
            "qty": self._quantity(line, line.qty),
            "plan": self._quantity(line, line.recommended_qty),
            "unit": line.uom_id.name,
            "reason": line.edit_reason,
        }
        if line.edit_reason:
            return self.env._(
                "%(user)s asked for %(qty)s %(unit)s, the plan says %(plan)s: "
                "“%(reason)s”",
                **values,
            )
        return self.env._(
            "%(user)s asked for %(qty)s %(unit)s, the plan says %(plan)s.", **values
        )

    def _prepare_values(self, line, facts):
        out = facts.get("stock_out")
        return {
            "on_hand": self._quantity(line, facts["on_hand"]),
            "due": self._quantity(line, facts["on_order"]),
            "unit": line.uom_id.name,
            "point": self._quantity(line, facts["reorder_point"]),
            "position": self._quantity(line, facts["position"]),
            "out": self._date(fields.Date.to_date(out) if out else None),
            "arrival": self._date(line.date_arrival),
            "left": self._quantity(line, max(round(facts["left_at_arrival"]), 0)),
            "safety": self._quantity(line, facts["safety_stock"]),
            "need": self._date(line.date_need),
            "lead": self._number(facts["lead_days"], 0),
        }

    def _get_situation(self, line, facts):
        if facts["origin"] in ("joined", "fill_up", "hand"):
            return facts["origin"]
        has_due = bool(facts["on_order"])
        if facts["on_hand"] <= 0:
            return "out_but_due" if has_due else "out"
        if line.is_at_risk:
            return "at_risk_but_due" if has_due else "at_risk"
        return "due" if has_due else "below"

    def _get_template(self, situation):
        templates = {
            "out": self.env._(
                "Nothing on hand, nothing due. An order of today lands on %(arrival)s."
            ),
            "out_but_due": self.env._(
                "Nothing on hand, %(due)s %(unit)s due. An order of today lands on "
                "%(arrival)s."
            ),
            "at_risk": self.env._(
                "%(on_hand)s %(unit)s on hand last to %(out)s, lead time %(lead)s "
                "days: an order of today lands on %(arrival)s, too late for a part."
            ),
            "at_risk_but_due": self.env._(
                "%(on_hand)s on hand + %(due)s due last to %(out)s, lead time %(lead)s "
                "days: an order of today lands on %(arrival)s, too late for a part."
            ),
            "due": self.env._(
                "%(on_hand)s on hand + %(due)s due are at or below the reorder point "
                "of %(point)s. Ordered today it lands on %(arrival)s with %(left)s "
                "left; the safety stock is %(safety)s."
            ),
            "below": self.env._(
                "%(on_hand)s on hand are at or below the reorder point of %(point)s. "
                "Ordered today it lands on %(arrival)s with %(left)s left; the safety "
                "stock is %(safety)s."
            ),
            "joined": self.env._(
                "%(position)s on hand and due, above the reorder point of %(point)s. "
                "Not urgent alone, joins because the order is placed anyway."
            ),
            "fill_up": self.env._(
                "%(on_hand)s on hand + %(due)s due. Added to fill the order up; needed "
                "by %(need)s anyway."
            ),
            "hand": self.env._(
                "Ordered by hand: %(on_hand)s on hand + %(due)s due, reorder point "
                "%(point)s."
            ),
        }
        return templates[situation]
