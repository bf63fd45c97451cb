from odoo import api, models

#: Feedback of a card by its kind.
UNKNOWN_KINDS = ("unknown",)


class InvScanTaskLookup(models.AbstractModel):
    """Look up: what is here, where is it, what does this code say. Changes nothing."""

    _name = "inv.scan.task.lookup"
    _inherit = "inv.scan.task"
    _description = "Scan task: look up"

    _task_code = "lookup"
    _task_icon = "fa-search"
    _task_sequence = 60

    @api.model
    def _get_task_name(self):
        return self.env._("Look up")

    @api.model
    def _answer(self, state, event):
        """Return the card of the code; ``payload["here"]`` is the last place."""
        if state == "undo":
            return {"message": self.env._("Looking up changes nothing.")}
        scan = event._parse()
        if scan["kind"] == "command":
            return {"next_state": "command", "data": {"command": scan["command"]}}
        here = self._get_here(event)
        card = self.env["inv.scan.card"]._get_card(scan, here)
        feedback = "unknown" if card["kind"] in UNKNOWN_KINDS else "ok"
        # A held item is an alarm for the ears; the card says why.
        if card.get("hold"):
            feedback = "wrong"
        return {
            "next_state": "card",
            "data": {"card": card},
            "message": scan["message"],
            "feedback": feedback,
        }

    @api.model
    def _get_here(self, event):
        here = (event.payload or {}).get("here")
        if not isinstance(here, int):
            return self.env["stock.location"]
        return self.env["stock.location"].search([("id", "=", here)])
