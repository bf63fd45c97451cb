"""The day of a snapshot and the windows that its figures look back on."""

from datetime import timedelta
from typing import NamedTuple

MONTH_DAYS, QUARTER_DAYS, YEAR_DAYS = 28, 91, 365
DEAD_DAYS = 180


class KpiScope(NamedTuple):
    """A company, a day, and whether that day is over."""

    company: object
    day: object
    history_days: int = YEAR_DAYS
    is_past: bool = False

    def get_start(self, days):
        """Return the first day of a window of ``days`` that ends on the day."""
        return self.day - timedelta(days=days - 1)

    def get_values(self):
        """Return the named values that the queries share."""
        return {
            "company": self.company.id,
            "company_key": str(self.company.id),
            "zone": self.company._get_inventory_timezone(),
            "day": self.day,
            "month": self.get_start(MONTH_DAYS),
            "quarter": self.get_start(QUARTER_DAYS),
            # As far back as the ledger goes; papers may be older than the ledger.
            "year": self.get_start(self.history_days),
            "full_year": self.get_start(YEAR_DAYS),
            "dead": self.get_start(DEAD_DAYS),
            "days": self.history_days,
        }
