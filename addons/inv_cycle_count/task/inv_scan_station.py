from odoo import api, models

from .inv_count_access import COUNTER, OPEN_SESSIONS

SUPERVISOR = "inv_cycle_count.group_count_supervisor"


class InvScanStation(models.AbstractModel):
    """Blind counts hide their places from look-up; any place can be spot counted."""

    _inherit = "inv.scan.station"

    @api.model
    def _get_hidden_locations(self, user):
        hidden = super()._get_hidden_locations(user)
        if not user.has_group(COUNTER) or user.has_group(SUPERVISOR):
            return hidden
        # sudo: a recount that waits for a colleague hides its place as well
        places = (
            self.env["inv.count.place"]
            .sudo()
            .search(
                [
                    ("session_id.is_blind", "=", True),
                    ("session_id.state", "in", OPEN_SESSIONS),
                    ("session_id.counter_ids", "in", user.ids),
                    ("state", "!=", "cancelled"),
                ]
            )
        )
        return hidden | places.location_id.sudo(False)

    @api.model
    def _get_offer(self, scan):
        offers = super()._get_offer(scan)
        if scan["kind"] == "location" and self.env.user.has_group(COUNTER):
            offers.append(
                {
                    "label": self.env._("Spot count here"),
                    "icon": "fa-list-ol",
                    "task": "count",
                    "state": "spot",
                    "payload": {
                        "location_id": scan["location_id"],
                        "location": scan["location"],
                    },
                }
            )
        return offers

    @api.model
    def _attach_photo(self, event_key, photo_key, content):
        attachment_id = super()._attach_photo(event_key, photo_key, content)
        event = self.env["inv.scan.event"].search(
            [("uuid", "=", event_key), ("user_id", "=", self.env.uid)]
        )
        line_id = ((event.answer or {}).get("data") or {}).get("line_id")
        if event.task == "count" and line_id:
            # sudo: counters have no right to write; it is their own event's line
            line = self.env["inv.count.line"].sudo().browse(line_id).exists()
            line.photo_ids = [(4, attachment_id)]
        return attachment_id
