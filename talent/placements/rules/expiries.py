"""Papers that run out, and how soon."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PaperType(StrEnum):
    VISA = "permission-to-stay"
    CARD = "card"
    PASSPORT = "passport"
    FUNDING = "funding"


class PaperStatus(StrEnum):
    VALID = "valid"
    SOON = "soon"
    RUN_OUT = "run-out"


@dataclass(frozen=True, slots=True)
class Expiry:
    """A paper with its last day. ``days`` left is negative once it is over."""

    paper: PaperType
    expires_on: date
    days: int
    status: PaperStatus


def expiries(
    papers: dict[PaperType, date | None], *, warning: dict[PaperType, int], today: date
) -> list[Expiry]:
    """Those papers that have a last day, the nearest first. On its last day a paper still holds."""
    found = [
        Expiry(paper, day, (day - today).days, _status((day - today).days, warning.get(paper, 60)))
        for paper, day in papers.items()
        if day is not None
    ]
    return sorted(found, key=lambda e: e.expires_on)


def _status(days: int, warning: int) -> PaperStatus:
    if days < 0:
        return PaperStatus.RUN_OUT
    return PaperStatus.SOON if days <= warning else PaperStatus.VALID
