from odoo import api, models


class InvScanTaskHome(models.AbstractModel):
    """The home screen as a task: any scan is looked up, and what may follow offered.

    It also keeps what users do with refused events, so that nothing is silent.
    """

    _name = "inv.scan.task.home"
    _inherit = "inv.scan.task"
    _description = "Scan station: home"

    _task_code = "home"
    _task_has_tile = False
    _task_sequence = 0

    @api.model
    def _get_task_name(self):
        return self.env._("Scan station")

    @api.model
    def _answer(self, state, event):
        marks = {"escalate": "is_escalated", "discard": "is_discarded"}
        if state in marks:
            return self._mark_refused(event, marks[state])
        if state == "undo":
            return {"message": self.env._("Nothing was changed by that scan.")}
        return self.env["inv.scan.task.lookup"]._answer("scan", event)

    @api.model
    def _mark_refused(self, event, field):
        """Note on a refused event what its user decided."""
        key = (event.payload or {}).get("uuid")
        refused = self.env["inv.scan.event"].search(
            [
                ("uuid", "=", key),
                ("user_id", "=", self.env.uid),
                ("state", "=", "refused"),
            ]
        )
        if refused:
            # Users may only read events; this one is their own.
            refused.sudo()[field] = True
        elif field == "is_escalated":
            # Refused before it got a row: the supervisor finds it in this event.
            event.sudo().is_escalated = True
        else:
            return {"message": self.env._("Discarded.")}
        if field == "is_escalated":
            return {"message": self.env._("Sent to your supervisor.")}
        return {"message": self.env._("Discarded. The office can still see it.")}
