"""How pressing something is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from talent.foundations.periods import SEOUL, ULAANBAATAR, end_of_day
from talent.reporting.rules.urgency import Due, Urgency, due, zone_of

AT = datetime(2026, 3, 9, 5, 30, tzinfo=UTC)  # 14:30 in Seoul, 13:30 in Ulaanbaatar


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (None, Due(Urgency.LATER)),
        (AT - timedelta(days=2), Due(Urgency.OVERDUE, date(2026, 3, 7), -2)),
        (AT - timedelta(minutes=1), Due(Urgency.OVERDUE, date(2026, 3, 9), 0)),
        (AT, Due(Urgency.OVERDUE, date(2026, 3, 9), 0)),
        (AT + timedelta(hours=1), Due(Urgency.TODAY, date(2026, 3, 9), 0)),
        (AT + timedelta(days=1), Due(Urgency.LATER, date(2026, 3, 10), 1)),
    ],
)
def test_a_due_date_falls_into_its_group(instant, expected):
    assert due(instant, at=AT, zone=ULAANBAATAR) == expected


def test_the_end_of_a_day_still_belongs_to_that_day_in_both_zones():
    instant = end_of_day(date(2026, 3, 9), SEOUL)

    assert due(instant, at=AT, zone=SEOUL).day == date(2026, 3, 9)
    assert due(instant, at=AT, zone=ULAANBAATAR).day == date(2026, 3, 9)


def test_two_days_ahead_is_soon_and_three_are_not():
    assert due(AT + timedelta(days=2), at=AT, zone=SEOUL).is_soon
    assert not due(AT + timedelta(days=3), at=AT, zone=SEOUL).is_soon
    assert not due(None, at=AT, zone=SEOUL).is_soon


def test_korean_readers_live_in_seoul_and_the_others_in_ulaanbaatar():
    assert (zone_of("ko"), zone_of("mn"), zone_of("en")) == (SEOUL, ULAANBAATAR, ULAANBAATAR)
