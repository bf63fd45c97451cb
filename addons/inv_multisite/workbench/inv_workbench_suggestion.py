from odoo import models


class InvWorkbenchSuggestion(models.AbstractModel):
    """Transfers that the last transfer run found, as suggestions of the workbench."""

    _inherit = "inv.workbench.suggestion"

    def _get_facts(self, points):
        facts = super()._get_facts(points)
        transfers = self.env["inv.transfer.suggestion"]
        if not transfers.has_access("read"):
            return {**facts, "receiving": {}, "sending": {}}
        found = transfers.search(
            [
                ("state", "=", "new"),
                "|",
                ("target_point_id", "in", points.ids),
                ("source_point_id", "in", points.ids),
            ]
        )
        facts["receiving"] = self._get_first(found, "target_point_id")
        facts["sending"] = self._get_first(found, "source_point_id")
        return facts

    def _get_first(self, transfers, name):
        """Return {point: the transfer with the largest gain}."""
        return {
            point: group[:1]
            for point, group in transfers.grouped(name).items()
            if point
        }

    def _get_suggestion(self, point, facts):
        suggestion = super()._get_suggestion(point, facts)
        transfer = self._get_transfer(point, suggestion, facts)
        if not transfer:
            return suggestion
        values = {
            "quantity": self._quantity(transfer, transfer.qty),
            "unit": transfer.uom_id.name,
            "source": transfer.source_warehouse_id.name,
            "target": transfer.target_warehouse_id.name,
        }
        is_receiver = transfer.target_point_id == point
        detail = (
            self.env._("from %s", values["source"])
            if is_receiver
            else self.env._("to %s", values["target"])
        )
        return {
            "kind": "transfer",
            "text": self.env._(
                "Transfer %(quantity)s %(unit)s",
                quantity=values["quantity"],
                unit=values["unit"],
            ),
            "detail": detail,
            "quantity": transfer.qty,
            "record_id": transfer.id,
            "reason": transfer.reason,
        }

    def _get_transfer(self, point, suggestion, facts):
        """Return the transfer that is better than ``suggestion``, if any.

        A transfer takes the place of an order that it covers, never of a requisition
        line that somebody works on; a site in excess sends where nothing else is to
        be done.
        """
        found = facts["receiving"].get(point)
        missing = suggestion.get("quantity", 0.0)
        covers = found and point.uom_id.compare(found.qty, missing) >= 0
        if covers and suggestion["kind"] in ("order", "wait"):
            return found
        if suggestion["kind"] == "none" and point in facts["sending"]:
            return facts["sending"][point]
        return None
