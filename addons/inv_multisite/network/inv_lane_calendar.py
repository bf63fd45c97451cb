from datetime import timedelta

import numpy as np

from odoo import api, models


class InvLane(models.Model):
    """When goods leave and when they arrive."""

    _inherit = "inv.lane"

    def _get_departure(self, date):
        """Return the first day on or after ``date`` on which this lane leaves."""
        self.ensure_one()
        return self._get_departures(date)[self]

    def _get_departures(self, date):
        """Return {lane: first day on or after ``date`` on which it leaves}.

        A lane that is closed until a day leaves after it. Whether a lane that is
        closed without a day opens at all, ``_is_open_on`` tells.
        """
        Days = self.env["inv.working.days"]
        departures = {}
        for hours, lanes in self.grouped("calendar_id").items():
            first = np.array(
                [lane._get_first_day(date) for lane in lanes], dtype="datetime64[D]"
            )
            if hours:
                # Superuser: whether a day is a holiday is no secret of the calendar.
                working = Days._get_hours_calendar(hours.sudo())
                first = Days._shift(working, first, "forward")
            departures.update(zip(lanes, Days._to_dates(first), strict=True))
        return departures

    def _get_first_day(self, date):
        """Return ``date``, or the day after the last one on which it is closed."""
        if self.is_open or not self.date_closed_until:
            return date
        return max(date, self.date_closed_until + timedelta(days=1))

    @api.model
    def _get_arrival(self, lanes, date):
        """Return {lane: day on which goods decided on at ``date`` arrive}.

        Days are whole: what takes 2.2 days arrives on the third.
        """
        return {
            lane: departure + timedelta(days=-int(-lane.lead_time_days // 1))
            for lane, departure in lanes._get_departures(date).items()
        }
