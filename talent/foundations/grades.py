"""Grades of different scales made comparable, by published tables and never by proportion."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from talent.foundations.refusals import Refused

TABLE = "kr-2026-1"
PERCENT = "100"
OTHER = "other"


class GradeRefusal(StrEnum):
    UNKNOWN_SCALE = "unknown-scale"
    OFF_THE_SCALE = "off-the-scale"
    NOT_A_NUMBER = "not-a-number"
    UNKNOWN_LETTER = "unknown-letter"


def scales(table: str = TABLE) -> tuple[str, ...]:
    """The scales one table converts, written as their highest grade; per cent is the last."""
    return (*_data()["tables"][table], PERCENT)


def read_grade(text: str) -> Decimal:
    """A grade as somebody typed it, exact. A comma may be the decimal sign.

    Raises :class:`Refused` for anything but a plain number of at most four digits after the point.
    """
    plain = text.strip().replace(",", ".")
    try:
        value = Decimal(plain)
    except InvalidOperation as error:
        raise Refused(GradeRefusal.NOT_A_NUMBER) from error
    if not value.is_finite() or "e" in plain.casefold() or value.as_tuple().exponent < -4:  # type: ignore[operator]
        raise Refused(GradeRefusal.NOT_A_NUMBER)
    return value


def percent_of(grade: Decimal, scale: str, table: str = TABLE) -> Fraction:
    """What ``grade`` is in per cent (0 to 100): the highest row whose lowest grade it reaches.

    Below the lowest row (60 %) it is 0. A percentage stays as it is. 2.91 of 4.5 is 80 %, though
    the proportion would be 64.7 %: proportional conversion rejects people who are eligible.

    Raises :class:`Refused` for a scale the table does not hold (a diploma with marks from 2 to 5
    has no conversion: somebody reads the papers and writes the percentage with a reason) and for a
    grade off the scale.

    Source: equivalents of 80 % published for Korean government scholarships (2.64/4.0, 2.80/4.3,
    2.91/4.5, 3.23/5.0); the other rows are our default, to be confirmed by the project leader.
    """
    if scale not in scales(table):
        raise Refused(GradeRefusal.UNKNOWN_SCALE)
    if not 0 <= grade <= Decimal(scale):
        raise Refused(GradeRefusal.OFF_THE_SCALE, most=scale)
    if scale == PERCENT:
        return Fraction(grade)
    rows: Mapping[str, str] = _data()["tables"][table][scale]
    return max(
        (Fraction(percent) for percent, least in rows.items() if grade >= Decimal(least)),
        default=Fraction(0),
    )


def points_of(letter: str, scale: str) -> Decimal:
    """The points of a letter grade: ``A+`` is 4.5 on ``4.5``, ``B`` is 3 on ``mn-4``.

    Raises :class:`Refused` for an unknown scale or letter.
    Source: grading rules printed on Korean and Mongolian transcripts (handbook, grades).
    """
    letters: Mapping[str, str] | None = _data()["letters"].get(scale)
    if letters is None:
        raise Refused(GradeRefusal.UNKNOWN_SCALE)
    if letter not in letters:
        raise Refused(GradeRefusal.UNKNOWN_LETTER)
    return Decimal(letters[letter])


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).parent / "data" / "grades.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
