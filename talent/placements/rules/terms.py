"""Terms of the Korean academic year: ``2026-S1`` is March to August, ``2026-S2`` September to the
end of February of the year after.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from talent.foundations.periods import SEOUL

_CODE = re.compile(r"(20\d\d)-S([12])")


class TermKind(StrEnum):
    SPRING = "spring"
    AUTUMN = "autumn"


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """One half of an academic year. ``half`` is 1 for spring, 2 for autumn; terms sort by time.

    Source: academic calendars of Korean universities; UST differs by some days.
    """

    year: int
    half: int

    @classmethod
    def parse(cls, code: str) -> "Term":
        """The term called ``code``. ``ValueError`` for anything but ``YYYY-S1`` or ``YYYY-S2``."""
        found = _CODE.fullmatch(code)
        if found is None:
            raise ValueError(f"not a term: {code!r}")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year}-S{self.half}"

    @property
    def code(self) -> str:
        return str(self)

    @property
    def kind(self) -> TermKind:
        return TermKind.SPRING if self.half == 1 else TermKind.AUTUMN

    @property
    def starts_on(self) -> date:
        """The first day, which counts."""
        return date(self.year, 3 if self.half == 1 else 9, 1)

    @property
    def until(self) -> date:
        """The first day that no longer belongs to it."""
        return (self + 1).starts_on

    @property
    def ends_on(self) -> date:
        """The last day: 31 August, or 28 or 29 February."""
        return self.until - timedelta(days=1)

    def __add__(self, terms: int) -> "Term":
        years, half = divmod(self.year * 2 + self.half - 1 + terms, 2)
        return Term(years, half + 1)

    def __sub__(self, other: "Term") -> int:
        """How many terms later than ``other`` this one is."""
        return (self.year - other.year) * 2 + self.half - other.half

    def contains(self, day: date) -> bool:
        """Whether ``day`` falls into this term; every day falls into exactly one."""
        return self.starts_on <= day < self.until


def term_of(day: date) -> Term:
    """The term ``day`` falls into: January and February belong to the autumn term before."""
    if day.month < 3:
        return Term(day.year - 1, 2)
    return Term(day.year, 1 if day.month < 9 else 2)


def terms_between(first: Term, last: Term) -> list[Term]:
    """Every term from ``first`` to ``last``, both counted in; empty when ``last`` is earlier."""
    return [first + n for n in range(last - first + 1)]


def semester_number(term: Term, intake: Term) -> int:
    """Which semester of study ``term`` is for somebody of that intake; the first one is 1."""
    return term - intake + 1


def korean_day(at: datetime) -> date:
    """The date in Korea at the instant ``at``: the day every rule of a placement counts by."""
    return at.astimezone(SEOUL).date()


def intake_choices(today: date) -> list[Term]:
    """The terms somebody can be nominated for today: the present one and the next three."""
    first = term_of(today)
    return [first + n for n in range(4)]
