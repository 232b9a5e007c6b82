"""How dates, times and numbers look in each language."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from talent.plumbing import i18n

DAY = date(2026, 3, 9)
AT = datetime(2026, 3, 9, 6, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "table", "prose"),
    [
        ("ko", "2026. 3. 9.", "2026\ub144 3\uc6d4 9\uc77c"),
        ("mn", "2026.03.09", "2026 \u043e\u043d\u044b 3 \u0441\u0430\u0440\u044b\u043d 9"),
        ("en", "9 Mar 2026", "9 March 2026"),
    ],
)
def test_a_day_looks_as_its_readers_write_it(context, language, table, prose):
    with i18n.in_language(language):
        assert (i18n.day(DAY), i18n.longday(DAY)) == (table, prose)


def test_a_moment_never_comes_without_its_zone(context):
    with i18n.in_language("en"):
        assert i18n.moment(AT) == "9 Mar 2026 14:05 (Ulaanbaatar time)"
        assert i18n.moment(AT, "Asia/Seoul") == "9 Mar 2026 15:05 (Korean time)"


def test_a_deadline_names_both_zones_even_when_the_day_differs(context):
    midnight_in_seoul = datetime(2026, 4, 30, 15, 0, tzinfo=UTC)
    with i18n.in_language("en"):
        assert i18n.deadline(midnight_in_seoul) == (
            "30 Apr 2026 24:00 (Korean time), 30 Apr 2026 23:00 (Ulaanbaatar time)"
        )


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        (Fraction(8996, 10000), "89.9%"),
        (Fraction(9, 10), "90.0%"),
        (Fraction(1), "100.0%"),
        (Fraction(0), "0.0%"),
        (None, "—"),
    ],
)
def test_a_ratio_is_cut_and_never_rounded_up_to_the_threshold(ratio, shown):
    assert i18n.percent(ratio) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(250, 3), "83.33"),
        (Fraction(12345, 1000), "12.35"),
        (Fraction(-1, 200), "-0.01"),
        (1234567, "1,234,567"),
        (None, "—"),
    ],
)
def test_a_number_is_grouped_and_rounded_half_up_once(value, shown):
    assert i18n.number(value) == shown


def test_what_is_said_inside_a_language_ends_with_it(context):
    before = i18n.language()
    with i18n.in_language("ko"):
        assert i18n.language() == "ko"
    assert i18n.language() == before
