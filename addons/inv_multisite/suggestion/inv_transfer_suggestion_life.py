from datetime import timedelta

from odoo import api, models


class InvTransferSuggestion(models.Model):
    """What becomes of a suggestion without anybody deciding: it expires or arrives."""

    _inherit = "inv.transfer.suggestion"

    @api.model
    def _expire(self):
        """Close suggestions that nobody decided on in time."""
        groups = self._read_group([("state", "in", ("new", "blocked"))], ["company_id"])
        for (company,) in groups:
            old = self.search(
                [
                    ("company_id", "=", company.id),
                    ("state", "in", ("new", "blocked")),
                    ("date_valid", "<", company._get_inventory_today()),
                ]
            )
            old._close_open()

    def _close_open(self):
        """Close open suggestions: moves expire, what was blocked leaves no trace."""
        # Superuser: nobody decides here, time does.
        blocked = self.filtered(lambda item: item.state == "blocked")
        (self - blocked).sudo().write({"state": "expired"})
        blocked.sudo().unlink()

    def _get_open_moves(self):
        """Return the moves that bring the goods and are not given up."""
        return self.move_ids.filtered(lambda move: move.state != "cancel")

    def _close_cancelled(self):
        """Close accepted suggestions all of whose moves were cancelled."""
        for suggestion in self.exists():
            if suggestion.state == "accepted" and not suggestion._get_open_moves():
                suggestion._decide("cancelled")

    def _is_arrived(self):
        """Return whether everything that was sent is there."""
        moves = self._get_open_moves()
        return bool(moves) and all(move.state == "done" for move in moves)

    def _get_arrival_date(self):
        """Return the day on which the last of the goods arrived."""
        return max(self._get_open_moves().mapped("date")).date()

    def _get_end_date(self):
        """Return the last day of the time that the transfer was for."""
        days = (self.facts or {}).get("receiver_period_days", 1.0)
        return self.date_arrival + timedelta(days=int(days) + 1)
