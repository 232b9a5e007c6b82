"""The dates of the demonstration, all told from the day it is loaded."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from talent.foundations.periods import SEOUL, ULAANBAATAR


@dataclass(frozen=True, slots=True)
class Calendar:
    """``at`` is the instant of loading; ``year`` that of the latest spring intake before it."""

    at: datetime

    @property
    def today(self) -> date:
        return self.at.astimezone(ULAANBAATAR).date()

    @property
    def year(self) -> int:
        return self.today.year if self.today.month >= 3 else self.today.year - 1

    def in_ulaanbaatar(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """An instant of the day's work there; never later than the loading."""
        return min(datetime.combine(day, time(hour, minute), ULAANBAATAR).astimezone(UTC), self.at)

    def days_ago(self, days: int, hour: int = 10) -> datetime:
        return self.in_ulaanbaatar(self.today - timedelta(days=days), hour)

    def six_in_seoul(self, day: date) -> datetime:
        """When offices close on that day in Seoul."""
        return datetime.combine(day, time(18), SEOUL).astimezone(UTC)

    # The finished call chose whoever began to study in spring of ``year``.
    @property
    def finished_opens(self) -> datetime:
        return self.in_ulaanbaatar(date(self.year - 1, 9, 1), 9)

    @property
    def finished_closes(self) -> datetime:
        return self.six_in_seoul(date(self.year - 1, 10, 10))

    @property
    def open_opens(self) -> datetime:
        return self.days_ago(16, 9)

    @property
    def open_closes(self) -> datetime:
        return self.six_in_seoul(self.today + timedelta(days=21))
