from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from talent.foundations.languages import LocalizedText
from talent.foundations.refusals import Refused
from talent.placements.rules.lifecycle import Level
from talent.placements.rules.terms import Term
from talent.reporting.rules import university as rules
from talent.reporting.rules.university import OpenItemKind as Item
from talent.reporting.rules.university import ReportRefusal as R
from talent.reporting.rules.university import StandingKind, Student

TERM = Term(2025, 2)
AS_OF = date(2026, 2, 28)
AT = datetime(2026, 3, 9, 5, 30, tzinfo=UTC)


def student(latin="BATBOLD Temuulen", **values):
    return Student(
        **{
            "latin": latin,
            "cyrillic": None,
            "student_number": "S-1",
            "level": Level.MASTER,
            "department": LocalizedText("ko", "mn", "Resources"),
            "adviser": "Han",
            "intake": Term(2025, 1),
            "stay_from": date(2025, 3, 3),
            "stay_until": None,
            "enrolled_on": date(2025, 3, 3),
            "coursework_completed_on": None,
            "conferred_on": None,
            "withdrawn_on": None,
            "expected_end": date(2027, 2, 28),
            "funding_until": date(2027, 2, 28),
            "has_transcript": True,
            "has_adviser_statement": True,
            **values,
        }
    )


def listed(*students, as_of=AS_OF, language="en"):
    rows = rules.own_students(students, term=TERM, as_of=as_of, language=language)
    return [row["latin"] for row in rows]


def test_a_row_holds_what_the_university_may_know_and_nothing_else():
    row = rules.own_students([student()], term=TERM, as_of=AS_OF, language="ko")[0]

    assert row == {
        "latin": "BATBOLD Temuulen",
        "cyrillic": "",
        "student_number": "S-1",
        "level": "master",
        "department": "ko",
        "adviser": "Han",
        "semester": 2,
        "standing": "studying",
        "conferral": "2027-02-28",
        "funding_until": "2027-02-28",
        "open": [],
    }


def test_rows_come_in_the_order_of_latin_names():
    assert listed(student("ZUL"), student("ALTAN")) == ["ALTAN", "ZUL"]


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (date(2026, 2, 28), []),
        (date(2026, 3, 1), ["BATBOLD Temuulen"]),
        (None, ["BATBOLD Temuulen"]),
    ],
)
def test_whoever_left_by_the_day_of_the_report_is_not_told_about(left, expected):
    assert listed(student(stay_until=left)) == expected
    assert listed(student(withdrawn_on=left)) == expected


def test_whoever_comes_later_is_not_told_about_yet():
    assert listed(student(stay_from=date(2026, 3, 1))) == []
    assert listed(student(stay_from=AS_OF)) == ["BATBOLD Temuulen"]


@pytest.mark.parametrize(
    ("conferred", "expected"),
    [
        (date(2025, 8, 31), []),
        (date(2025, 9, 1), [StandingKind.GRADUATED]),
        (date(2026, 2, 28), [StandingKind.GRADUATED]),
        (date(2026, 3, 1), [StandingKind.STUDYING]),
    ],
)
def test_a_graduate_appears_in_the_report_on_that_term_only(conferred, expected):
    rows = rules.own_students(
        [student(conferred_on=conferred)], term=TERM, as_of=AS_OF, language="en"
    )

    assert [row["standing"] for row in rows] == expected


def test_coursework_completed_is_not_a_degree():
    done = student(coursework_completed_on=date(2025, 12, 31))

    assert rules.standing(done, date(2025, 12, 30)) is StandingKind.STUDYING
    assert rules.standing(done, date(2025, 12, 31)) is StandingKind.THESIS


def test_open_items_name_what_the_university_owes():
    bare = student(
        student_number="",
        has_transcript=False,
        has_adviser_statement=False,
        expected_end=date(2026, 2, 27),
    )

    assert rules.open_items(bare, AS_OF) == [
        Item.STUDENT_NUMBER,
        Item.TRANSCRIPT,
        Item.ADVISER_STATEMENT,
        Item.EXPECTED_END_PASSED,
    ]
    graduated = student(student_number="", conferred_on=date(2026, 2, 20))
    assert rules.open_items(graduated, AS_OF) == []


def test_totals_count_by_standing():
    rows = rules.own_students(
        [
            student("A", has_transcript=False),
            student("B", coursework_completed_on=date(2025, 9, 1)),
            student("C", conferred_on=date(2026, 2, 20)),
        ],
        term=TERM,
        as_of=AS_OF,
        language="en",
    )

    assert rules.totals(rows) == {
        "students": 3,
        "studying": 1,
        "thesis": 1,
        "graduated": 1,
        "open": 1,
    }


def test_the_report_speaks_of_today_or_of_the_last_day_of_the_term():
    assert rules.as_of_day(Term(2026, 1), AT) == date(2026, 3, 9)
    assert rules.as_of_day(Term(2025, 2), AT) == date(2026, 2, 28)
    with pytest.raises(Refused):
        rules.as_of_day(Term(2026, 2), AT)


@pytest.mark.parametrize("day", [date(2025, 8, 31), date(2026, 3, 1), date(2026, 2, 15)])
def test_a_day_outside_the_term_or_ahead_is_refused(day):
    with pytest.raises(Refused) as caught:
        rules.check_as_of(day, TERM, today=date(2026, 2, 14))

    assert caught.value.reason is R.AS_OF_OUTSIDE


def test_a_contact_counts_for_twelve_months():
    rules.check_contact(AT - timedelta(days=365), at=AT)

    for confirmed in (None, AT - timedelta(days=365, seconds=1)):
        with pytest.raises(Refused) as caught:
            rules.check_contact(confirmed, at=AT)
        assert caught.value.reason is R.CONTACT_NOT_CONFIRMED


def test_recipient_and_attachments_belong_to_one_organisation():
    rules.check_belongs(report_of=1, contact_of=1, attached=[1, 1])

    for facts in ({"contact_of": 2, "attached": [1]}, {"contact_of": 1, "attached": [1, 2]}):
        with pytest.raises(Refused) as caught:
            rules.check_belongs(report_of=1, **facts)
        assert caught.value.reason is R.FOREIGN_ATTACHMENT


def contact(confirmed=None, retired=None):
    return SimpleNamespace(confirmed_at=confirmed, retired_at=retired)


def test_the_contact_confirmed_last_is_written_to():
    old, new = contact(AT - timedelta(days=90)), contact(AT)
    gone, never = contact(AT, retired=AT), contact()

    assert rules.best_contact([old, never, new, gone]) is new
    assert rules.best_contact([gone, never]) is never
    assert rules.best_contact([gone]) is None


def test_the_reference_names_no_person():
    assert rules.reference(TERM) == "[KMRMC][U1][2025-S2]"
    assert rules.reply_by(AS_OF) == date(2026, 3, 14)
