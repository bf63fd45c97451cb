from odoo import models
from odoo.fields import Domain
from odoo.tools import float_round

from .inv_workbench_kind import SHORT_MESSAGES, SHORT_STATUSES

#: Suggestions that *Approve* carries out.
ACTIONS = ("order", "line", "message", "transfer")


class InvWorkbenchSuggestion(models.AbstractModel):
    """What to do about a stocking point, in words and as something to approve.

    A suggestion is a dict: ``kind`` (``order``, ``line`` = approve the requisition
    line that waits, ``message`` = change an order, ``transfer``, ``fix`` = mend data,
    ``wait``, ``none``), ``text``, ``detail``, ``reason``, ``quantity``, ``unit``,
    ``multiple``, ``record_id``, ``can_approve``, ``button``, ``changed_by``.
    """

    _name = "inv.workbench.suggestion"
    _description = "Workbench Suggestion"
    _inherit = ["inv.stocking.point.wording"]

    def _get_suggestions(self, points):
        """Return {point: suggestion} of ``points`` that were planned."""
        facts = self._get_facts(points)
        last = self._get_last_decisions(points)
        result = {}
        for point in points:
            if not point.status and not point.planning_error:
                continue
            suggestion = self._get_suggestion(point, facts)
            values = {
                "detail": "",
                "quantity": 0.0,
                "unit": point.uom_id.name,
                "multiple": self._get_pack(point),
                "record_id": False,
                "reason": point.reason or "",
                "changed_by": last.get(point, ""),
                **suggestion,
            }
            values["can_approve"] = values["kind"] in ACTIONS
            values["button"] = values.get("button") or self._get_button(values)
            result[point] = values
        return result

    def _get_facts(self, points):
        """Return the open documents of ``points``; extended with transfers."""
        lines = self.env["inv.requisition.line"].search(
            Domain("point_id", "in", points.ids)
            & Domain("state", "in", ("draft", "to_approve"))
        )
        messages = self.env["inv.order.message"].search(
            Domain("point_id", "in", points.ids) & Domain("state", "=", "open")
        )
        return {
            "lines": {line.point_id: line for line in lines},
            "messages": {
                point: group.sorted(lambda item: item.kind not in SHORT_MESSAGES)[:1]
                for point, group in messages.grouped("point_id").items()
            },
        }

    def _get_suggestion(self, point, facts):
        line, message = facts["lines"].get(point), facts["messages"].get(point)
        if point.planning_error:
            return {
                "kind": "fix",
                "text": self.env._("Mend the data"),
                "reason": point.planning_error,
            }
        if line:
            return self._get_line_suggestion(point, line)
        is_short = point.status in SHORT_STATUSES
        quantity = self._get_order_quantity(point)
        if is_short and quantity > 0 and point.supply_type != "none":
            return self._get_order_suggestion(point, quantity)
        # Who runs short is not asked to order less.
        if message and (not is_short or message.kind in SHORT_MESSAGES):
            return self._get_message_suggestion(message)
        if is_short:
            return {"kind": "wait", "text": self.env._("Wait for the receipt")}
        return self._get_data_suggestion(point)

    def _get_order_quantity(self, point):
        """Return what brings the position back to the maximum, in whole packs."""
        return self.env["inv.stocking.point.reason"]._get_missing_quantity(point)

    def _get_pack(self, point):
        """Return the step of an order, in the unit of the product."""
        inputs = (point.derivation or {}).get("inputs", {})
        return inputs.get("order_multiple") or inputs.get("unit") or 1.0

    def _get_order_suggestion(self, point, quantity):
        inputs = (point.derivation or {}).get("inputs", {})
        pack = inputs.get("order_multiple")
        detail = ""
        if pack and pack > inputs.get("unit", 0.0):
            detail = self.env._(
                "%(count)s × %(pack)s",
                count=self._number(quantity / pack, 0),
                pack=self._quantity(point, pack),
            )
        return {
            "kind": "order",
            "text": self._get_verb(point, quantity),
            "detail": detail,
            "quantity": quantity,
        }

    def _get_verb(self, point, quantity):
        """Return "Order 120 pcs" in the word of the supply."""
        templates = {
            "manufacture": self.env._("Make %(quantity)s %(unit)s"),
            "transfer": self.env._("Fetch %(quantity)s %(unit)s"),
        }
        template = templates.get(
            point.supply_type, self.env._("Order %(quantity)s %(unit)s")
        )
        return template % {
            "quantity": self._quantity(point, quantity),
            "unit": point.uom_id.name,
        }

    def _get_line_suggestion(self, point, line):
        quantity = float_round(line.qty, precision_digits=self._get_digits())
        return {
            "kind": "line",
            "text": self._get_verb(point, quantity),
            "detail": self.env._("waits"),
            "quantity": quantity,
            "record_id": line.id,
            "reason": self.env._(
                "%(requisition)s: %(reason)s",
                requisition=line.requisition_id.name,
                reason=line.reason,
            ),
        }

    def _get_message_suggestion(self, message):
        templates = {
            "expedite": self.env._("Expedite %(document)s"),
            "postpone": self.env._("Postpone %(document)s"),
            "increase": self.env._("Increase %(document)s"),
            "decrease": self.env._("Decrease %(document)s"),
            "cancel": self.env._("Cancel %(document)s"),
        }
        days = self.env._("%(count)s days", count=abs(message.days))
        is_move = message.kind in ("expedite", "postpone")
        suggestion = {
            "kind": "message",
            "text": templates[message.kind] % {"document": message.document},
            "detail": days if is_move else message.change,
            "record_id": message.id,
            "reason": message.sentence,
        }
        if message.needs_vendor:
            suggestion["button"] = self.env._("Ask vendor")
        return suggestion

    def _get_data_suggestion(self, point):
        texts = {
            "negative_stock": self.env._("Count the item"),
            "no_vendor": self.env._("Add a vendor"),
            "no_lead_time": self.env._("Enter a lead time"),
        }
        if point.status in texts:
            details = {"no_vendor": self.env._("or a bill of materials")}
            return {
                "kind": "fix",
                "text": texts[point.status],
                "detail": details.get(point.status, ""),
            }
        if point.status == "excess":
            return {"kind": "none", "text": self.env._("Use up, order nothing")}
        return {"kind": "none", "text": self.env._("Nothing to do")}

    def _get_button(self, values):
        """Return the label of the main button of a row."""
        labels = {
            "fix": self.env._("Fix"),
            "wait": self.env._("Open"),
            "none": self.env._("Open"),
        }
        return labels.get(values["kind"], self.env._("Approve"))

    def _get_last_decisions(self, points):
        """Return {point: who decided last and when}, of decisions that hold."""
        decisions = self.env["inv.workbench.decision"].search(
            [("point_id", "in", points.ids), ("is_undone", "=", False)]
        )
        return {
            point: self.env._(
                "%(user)s, %(date)s",
                user=group[0].user_id.name,
                date=self._date(group[0].decided_datetime.date()),
            )
            for point, group in decisions.grouped("point_id").items()
        }
