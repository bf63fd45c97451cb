from datetime import datetime, time, timedelta

import pytz

from odoo import models

from .day_axis import DayAxis

DAYS_BACK = 800
DAYS_AHEAD = 800
WEEKDAYS = 5


class InvCountProgramme(models.Model):
    """Working days and capacity of a programme."""

    _inherit = "inv.count.programme"

    def _get_timezone(self):
        """Return the name of the time zone that days of the warehouse are cut in."""
        self.ensure_one()
        # The address of a warehouse may be hidden from who plans.
        zone = self.warehouse_id.sudo().partner_id.tz
        return zone or self.company_id._get_inventory_timezone()

    def _get_today(self):
        """Return today's date in the warehouse."""
        zone = pytz.timezone(self._get_timezone())
        return pytz.utc.localize(self.env.cr.now()).astimezone(zone).date()

    def _get_day_axis(self, today=None):
        """Return the numbers of the working days around today."""
        self.ensure_one()
        today = today or self._get_today()
        start = min(self.date_start, today) - timedelta(days=DAYS_BACK)
        end = today + timedelta(days=DAYS_AHEAD)
        return DayAxis(start, end, self._get_working_dates(start, end), today)

    def _get_working_dates(self, start, end):
        """Return the set of dates on which people work."""
        # Calendars are for everybody; the company's own is asked for by its name.
        calendar = self.calendar_id or self.company_id.sudo().resource_calendar_id
        if not calendar:
            days = (start + timedelta(days=n) for n in range((end - start).days + 1))
            return {day for day in days if day.weekday() < WEEKDAYS}
        zone = pytz.timezone(calendar.tz or self._get_timezone())
        first = zone.localize(datetime.combine(start, time.min))
        last = zone.localize(datetime.combine(end, time.max))
        intervals = calendar._work_intervals_batch(first, last)[False]
        return {begin.astimezone(zone).date() for begin, _end, _record in intervals}

    def _get_count_minutes(self, line_count=1):
        """Return the work of one position with so many records [minutes]."""
        return self.minutes_per_place + self.minutes_per_line * line_count

    def _get_gross_capacity(self):
        """Return what the counters of a day can do, less starting [minutes]."""
        net = self.minutes_per_counter - self.minutes_per_session
        return self.counters_per_day * max(net, 0.0)

    def _get_capacity(self, axis, n_days):
        """Return the minutes that are left for planned counts on each day."""
        full, each = self._get_gross_capacity(), self._get_count_minutes()
        return [
            max(full - self._get_sample_size(axis.day(number)) * each, 0.0)
            for number in range(n_days)
        ]
