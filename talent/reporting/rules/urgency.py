"""How pressing something is, seen from one person's clock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from talent.foundations.periods import SEOUL, ULAANBAATAR

SOON_DAYS = 2


class Urgency(StrEnum):
    OVERDUE = "overdue"
    TODAY = "today"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: in which group, which day, in how many days (negative when past)."""

    urgency: Urgency
    day: date | None = None
    days: int | None = None

    @property
    def is_soon(self) -> bool:
        """Due today or within two days: what a page shows as pressing."""
        return self.days is not None and 0 <= self.days <= SOON_DAYS


def zone_of(language: str) -> ZoneInfo:
    """The clock on the wall of most readers of ``language``.

    Source: our default, to be confirmed by the project leader.
    """
    return SEOUL if language == "ko" else ULAANBAATAR


def due(instant: datetime | None, *, at: datetime, zone: ZoneInfo) -> Due:
    """Where ``instant`` stands at ``at`` for a reader in ``zone``.

    Past is what lies before this very instant, even today; a due date at the first instant of a
    day means the end of the day before it, as deadlines are stored.
    """
    if instant is None:
        return Due(Urgency.LATER)
    last = instant.astimezone(zone)
    today = at.astimezone(zone).date()
    day = _last_day(last)
    days = (day - today).days
    if instant <= at:
        return Due(Urgency.OVERDUE, day, min(days, 0))
    return Due(Urgency.TODAY if days <= 0 else Urgency.LATER, day, max(days, 0))


def _last_day(local: datetime) -> date:
    midnight = (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)
    return (local - timedelta(days=1)).date() if midnight else local.date()
