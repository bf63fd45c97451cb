"""Working days as numbers, so that the kernel can plan without a calendar."""

from datetime import timedelta

import numpy as np

ONE_DAY = timedelta(days=1)
EPOCH = np.datetime64("1970-01-01", "D")


class DayAxis:
    """Numbers of working days; 0 is today or the next working day.

    ``working`` is the set of working dates from ``start`` to ``end``, which must
    cover every day that is asked for; days outside are counted from the edges.
    """

    def __init__(self, start, end, working, today):
        self.start = np.datetime64(start, "D")
        length = (end - start).days + 1
        flags = np.array([start + ONE_DAY * n in working for n in range(length)])
        # Working days before each calendar day.
        self.before = np.concatenate([[0], np.cumsum(flags)])
        self.dates = np.flatnonzero(flags) + self.start
        self.today = today
        self.offset = int(self.before[self._position(np.datetime64(today, "D"))])

    def _position(self, day):
        return np.clip((day - self.start).astype(np.int64), 0, len(self.before) - 1)

    def number(self, days):
        """Return the number of each day, that of the next one for a day off."""
        days = np.asarray(days, dtype="datetime64[D]")
        return (self.before[self._position(days)] - self.offset).astype(np.float64)

    def last_number(self, days):
        """Return the number of the last working day up to each day."""
        days = np.asarray(days, dtype="datetime64[D]")
        return self.number(days + np.timedelta64(1, "D")) - 1.0

    def date(self, numbers):
        """Return the date of each working day as ``datetime64``."""
        index = np.asarray(numbers, dtype=np.int64) + self.offset
        return self.dates[np.clip(index, 0, len(self.dates) - 1)]

    def day(self, number):
        """Return the date of one working day."""
        return self.date([number])[0].item()

    def is_working(self, day):
        """Return whether people work on ``day``."""
        position = self._position(np.datetime64(day, "D"))
        last = len(self.before) - 1
        following = np.minimum(position + 1, last)
        return bool(self.before[following] > self.before[position])

    def days_between(self, first, last):
        """Return the working days from ``first`` to ``last``, both included."""
        return int(self.last_number([last])[0] - self.number([first])[0]) + 1
