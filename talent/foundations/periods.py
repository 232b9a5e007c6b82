"""Half-open periods of instants, and the two zones the programme lives in."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from talent.foundations.refusals import Refused

SEOUL = ZoneInfo("Asia/Seoul")
ULAANBAATAR = ZoneInfo("Asia/Ulaanbaatar")
ZONES = {"Asia/Seoul": SEOUL, "Asia/Ulaanbaatar": ULAANBAATAR}


class PeriodRefusal(StrEnum):
    ENDS_BEFORE_IT_STARTS = "ends-before-it-starts"


@dataclass(frozen=True, slots=True)
class Period:
    """From ``opens_at``, which counts, to ``closes_at``, which does not. Both are aware."""

    opens_at: datetime
    closes_at: datetime

    def __post_init__(self) -> None:
        if self.closes_at <= self.opens_at:
            raise Refused(PeriodRefusal.ENDS_BEFORE_IT_STARTS)

    def is_open(self, at: datetime) -> bool:
        """Opening counts, closing does not."""
        return self.opens_at <= at < self.closes_at


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which ``day`` is over in ``zone``: the first instant of the next day there.

    "Until 30 April" is stored as this instant of 30 April.
    """
    return datetime.combine(day + timedelta(days=1), time(), zone)


def add_working_days(start: date, days: int, holidays: frozenset[date] = frozenset()) -> date:
    """The day ``days`` working days after ``start``: weekends and ``holidays`` do not count."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            days -= 1
    return day
