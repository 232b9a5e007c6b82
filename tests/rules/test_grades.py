"""Grades: by published tables, never by proportion."""

from decimal import Decimal
from fractions import Fraction

import pytest

from talent.foundations.grades import (
    GradeRefusal,
    percent_of,
    points_of,
    read_grade,
    scales,
)
from talent.foundations.refusals import Refused


@pytest.mark.parametrize(
    ("grade", "scale"), [("2.64", "4.0"), ("2.80", "4.3"), ("2.91", "4.5"), ("3.23", "5.0")]
)
def test_the_published_equivalents_are_eighty_per_cent(grade: str, scale: str) -> None:
    assert percent_of(Decimal(grade), scale) == 80
    assert percent_of(Decimal(grade) - Decimal("0.01"), scale) == 79


@pytest.mark.parametrize(
    ("grade", "scale", "percent"),
    [
        ("4.5", "4.5", 100),
        ("2.95", "4.5", 80),
        ("4.00", "4.5", 90),
        ("3.18", "4.3", 84),
        ("0", "4.5", 0),
        ("87.5", "100", Fraction(175, 2)),
    ],
)
def test_a_grade_counts_as_the_highest_row_it_reaches(
    grade: str, scale: str, percent: Fraction
) -> None:
    assert percent_of(Decimal(grade), scale) == percent


def test_rows_rise_with_the_grade_on_every_scale() -> None:
    for scale in scales():
        steps = [percent_of(Decimal(n) / 100, scale) for n in range(int(Decimal(scale) * 100) + 1)]
        assert steps == sorted(steps)


@pytest.mark.parametrize(
    ("grade", "scale", "reason"),
    [
        ("4", "5", GradeRefusal.UNKNOWN_SCALE),
        ("4.6", "4.5", GradeRefusal.OFF_THE_SCALE),
        ("-1", "4.5", GradeRefusal.OFF_THE_SCALE),
    ],
)
def test_a_grade_that_cannot_be_read_is_refused(
    grade: str, scale: str, reason: GradeRefusal
) -> None:
    with pytest.raises(Refused) as caught:
        percent_of(Decimal(grade), scale)

    assert caught.value.reason is reason


@pytest.mark.parametrize(
    ("typed", "read"), [("3.18", "3.18"), (" 3,18 ", "3.18"), ("4", "4"), ("0.0001", "0.0001")]
)
def test_a_grade_is_read_exactly_as_typed(typed: str, read: str) -> None:
    assert read_grade(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["", "B+", "3.18/4.3", "1e1", "NaN", "Infinity", "3.12345"])
def test_what_is_no_plain_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as caught:
        read_grade(typed)

    assert caught.value.reason is GradeRefusal.NOT_A_NUMBER


@pytest.mark.parametrize(
    ("letter", "scale", "points"),
    [("A+", "4.5", "4.5"), ("C0", "4.5", "2.0"), ("A-", "4.3", "3.7"), ("B", "mn-4", "3")],
)
def test_letters_have_the_points_of_their_scale(letter: str, scale: str, points: str) -> None:
    assert points_of(letter, scale) == Decimal(points)


@pytest.mark.parametrize(
    ("letter", "scale", "reason"),
    [
        ("A-", "4.5", GradeRefusal.UNKNOWN_LETTER),
        ("A", "mn-5", GradeRefusal.UNKNOWN_SCALE),
    ],
)
def test_an_unknown_letter_or_scale_is_refused(
    letter: str, scale: str, reason: GradeRefusal
) -> None:
    with pytest.raises(Refused) as caught:
        points_of(letter, scale)

    assert caught.value.reason is reason
