from odoo import api, models


class ReportCountSheet(models.AbstractModel):
    """Values of the printed count sheet: no expected quantity on a blind one."""

    _name = "report.inv_cycle_count.count_sheet"
    _description = "Count Sheet"

    @api.model
    def _get_report_values(self, docids, data=None):
        sessions = self.env["inv.count.session"].browse(docids)
        sessions.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "inv.count.session",
            "docs": sessions,
            "get_places": self._get_places,
            "get_barcode": self.env["inv.count.barcode"]._get_image,
            "shows_expected": self._shows_expected,
            "get_expected": self._get_expected,
        }

    def _get_places(self, session):
        """Return the places in walking order with their lines."""
        lines = session.line_ids.grouped("location_id")
        none = self.env["inv.count.line"]
        places = session.place_ids.filtered(lambda place: place.round == 1)
        return [
            (place, lines.get(place.location_id, none))
            for place in places.sorted(lambda place: (place.sequence, place.id))
        ]

    def _shows_expected(self, session):
        """Return whether the book may be printed: never for a counter."""
        return not session.is_blind and self.env.user.has_group(
            "inv_cycle_count.group_count_supervisor"
        )

    def _get_expected(self, session):
        """Return {line id: quantity of the book now} of a session that is not blind."""
        return self.env["inv.count.book"]._get_books(session.line_ids)
