from datetime import UTC, date, datetime

import pytest

from talent.placements.rules.terms import (
    Term,
    intake_choices,
    korean_day,
    semester_number,
    term_of,
    terms_between,
)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 3, 1), "2026-S1"),
        (date(2026, 8, 31), "2026-S1"),
        (date(2026, 9, 1), "2026-S2"),
        (date(2026, 12, 31), "2026-S2"),
        (date(2027, 1, 1), "2026-S2"),
        (date(2027, 2, 28), "2026-S2"),
        (date(2028, 2, 29), "2027-S2"),
        (date(2027, 3, 1), "2027-S1"),
    ],
)
def test_each_day_belongs_to_exactly_one_term(day, code):
    assert str(term_of(day)) == code
    assert [
        str(t)
        for t in (Term(2025, 2), Term(2026, 1), Term(2026, 2), Term(2027, 1), Term(2027, 2))
        if t.contains(day)
    ] == [code]


def test_the_second_term_ends_on_the_last_of_february():
    assert Term(2026, 2).ends_on == date(2027, 2, 28)
    assert Term(2027, 2).ends_on == date(2028, 2, 29)


def test_terms_count_across_years():
    assert Term(2026, 2) + 1 == Term(2027, 1)
    assert Term(2026, 1) + -1 == Term(2025, 2)
    assert Term(2027, 1) - Term(2025, 2) == 3
    assert semester_number(Term(2026, 2), Term(2025, 1)) == 4


def test_terms_between_counts_both_ends():
    assert [str(t) for t in terms_between(Term(2026, 1), Term(2027, 1))] == [
        "2026-S1",
        "2026-S2",
        "2027-S1",
    ]
    assert terms_between(Term(2026, 2), Term(2026, 1)) == []


@pytest.mark.parametrize("code", ["2026-S3", "2026", "26-S1", "2026-S1 ", "1999-S1", ""])
def test_what_is_not_a_term_is_not_read_as_one(code):
    with pytest.raises(ValueError, match="not a term"):
        Term.parse(code)


def test_a_term_is_read_back_as_it_was_written():
    assert Term.parse(Term(2026, 2).code) == Term(2026, 2)


def test_the_day_is_counted_in_korea():
    assert korean_day(datetime(2026, 2, 28, 15, 0, tzinfo=UTC)) == date(2026, 3, 1)


def test_people_are_nominated_for_this_term_and_the_next_three():
    assert [str(t) for t in intake_choices(date(2026, 11, 23))] == [
        "2026-S2",
        "2027-S1",
        "2027-S2",
        "2028-S1",
    ]
