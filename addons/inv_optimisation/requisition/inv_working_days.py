import numpy as np

from odoo import models

WEEK_DAYS = 7


class InvWorkingDays(models.AbstractModel):
    """Working days of a company: its working hours less its public holidays.

    Dates move with NumPy's business days, so that thousands of lines need one query.
    """

    _name = "inv.working.days"
    _description = "Working Days"

    def _get_calendar(self, company):
        """Return a ``busdaycalendar`` of ``company``; every day works without hours."""
        # Superuser: whether a day is a holiday is no secret of the calendar.
        return self._get_hours_calendar(company.sudo().resource_calendar_id)

    def _get_hours_calendar(self, hours):
        """Return a ``busdaycalendar`` of the working hours; all days without any."""
        days = {int(line.dayofweek) for line in hours.attendance_ids}
        mask = [not days or day in days for day in range(WEEK_DAYS)]
        holidays = []
        for leave in hours.global_leave_ids:
            first = np.datetime64(leave.date_from.date())
            last = np.datetime64(leave.date_to.date())
            holidays.extend(np.arange(first, last + 1))
        return np.busdaycalendar(
            weekmask=mask, holidays=np.array(holidays, dtype="datetime64[D]")
        )

    def _shift(self, calendar, dates, direction):
        """Return ``dates`` on working days: ``forward`` or ``backward`` if not.

        ``dates`` is an array of datetime64[D]; NaT stays NaT.
        """
        result = dates.copy()
        known = ~np.isnat(dates)
        result[known] = np.busday_offset(
            dates[known], 0, roll=direction, busdaycal=calendar
        )
        return result

    def _to_dates(self, dates):
        """Return Python dates, None for NaT."""
        return [None if np.isnat(day) else day.item() for day in dates]
