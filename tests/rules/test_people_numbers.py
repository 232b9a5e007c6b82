"""Register numbers, passports and telephones."""

from datetime import date

import pytest

from talent.foundations.refusals import Refused
from talent.people.rules.lifecycle import Sex
from talent.people.rules.numbers import (
    NumberFinding,
    NumberRefusal,
    masked,
    passport_findings,
    read_passport_number,
    read_phone,
    read_register_number,
    register_findings,
)

TODAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("typed", "kept", "born", "sex"),
    [
        ("ТА98051210", "ТА98051210", date(1998, 5, 12), Sex.MALE),
        ("УБ00220190", "УБ00220190", date(2000, 2, 1), Sex.MALE),
        ("уб 0022 0181", "УБ00220181", date(2000, 2, 1), Sex.FEMALE),
        ("TA98051210", "ТА98051210", date(1998, 5, 12), Sex.MALE),
        ("ΌА98051210".replace("Ό", "Ö"), "ӨА98051210", date(1998, 5, 12), Sex.MALE),
        ("ЇВ98051220", "ҮВ98051220", date(1998, 5, 12), Sex.FEMALE),
        ("ХЗ24320150", "ХЗ24320150", date(2024, 12, 1), Sex.MALE),
    ],
)
def test_a_register_number_is_read_with_look_alikes_put_right(typed, kept, born, sex):
    number = read_register_number(typed, today=TODAY)

    assert (number.text, number.birth_date, number.sex) == (kept, born, sex)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("YБ98051210", NumberRefusal.REGISTER_AMBIGUOUS_Y),
        ("ТА9805121", NumberRefusal.REGISTER_SHAPE),
        ("ТА9805121O", NumberRefusal.REGISTER_SHAPE),
        ("Т998051210", NumberRefusal.REGISTER_LETTERS),
        ("QЗ98051210", NumberRefusal.REGISTER_LETTERS),
        ("ТА98131210", NumberRefusal.REGISTER_NO_SUCH_DAY),
        ("ТА98023010", NumberRefusal.REGISTER_NO_SUCH_DAY),
        ("ТА98331210", NumberRefusal.REGISTER_NO_SUCH_DAY),
        ("ХЗ88221133", NumberRefusal.REGISTER_FUTURE),
        ("", NumberRefusal.REGISTER_SHAPE),
    ],
)
def test_what_is_no_register_number_is_refused_and_never_guessed(typed, reason):
    with pytest.raises(Refused) as refused:
        read_register_number(typed, today=TODAY)

    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("born", "sex", "found"),
    [
        (date(1998, 5, 12), Sex.MALE, ()),
        (None, Sex.NOT_STATED, ()),
        (date(1998, 5, 13), Sex.MALE, (NumberFinding.REGISTER_OTHER_BIRTH_DATE,)),
        (date(1998, 5, 12), Sex.FEMALE, (NumberFinding.REGISTER_OTHER_SEX,)),
    ],
)
def test_a_number_that_says_something_else_is_a_warning(born, sex, found):
    number = read_register_number("ТА98051210", today=TODAY)

    assert register_findings(number, birth_date=born, sex=sex) == found


def test_the_last_two_digits_are_hidden():
    assert read_register_number("ТА98051210", today=TODAY).masked == "ТА980512**"
    assert masked("E1234567", hidden=4) == "E123****"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("e1234567", "E1234567"), (" E 123 4567 ", "E1234567"), ("AB123456", "AB123456")],
)
def test_a_passport_number_is_kept_in_capitals(typed, kept):
    assert read_passport_number(typed) == kept


@pytest.mark.parametrize("typed", ["1234567", "E12345", "ABC123456", "Е1234567", "E123456789"])
def test_what_is_no_passport_number_is_refused(typed):
    with pytest.raises(Refused) as refused:
        read_passport_number(typed)

    assert refused.value.reason is NumberRefusal.PASSPORT_SHAPE


@pytest.mark.parametrize(
    ("number", "nationality", "expires", "found"),
    [
        ("E1234567", "MN", date(2026, 3, 9), ()),
        ("AB123456", "MN", None, (NumberFinding.PASSPORT_UNUSUAL,)),
        ("AB123456", "KR", None, ()),
        ("E1234567", "MN", date(2026, 3, 8), (NumberFinding.PASSPORT_EXPIRED,)),
        (None, "MN", None, ()),
    ],
)
def test_unusual_and_expired_passports_are_warnings(number, nationality, expires, found):
    answer = passport_findings(number, nationality=nationality, expires_on=expires, today=TODAY)

    assert answer == found


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("9911 2233", "MN", "+97699112233"),
        ("+976 9911-2233", "MN", "+97699112233"),
        ("976 9911 2233", "MN", "+97699112233"),
        ("00976 99112233", "KR", "+97699112233"),
        ("010-1234-5678", "KR", "+821012345678"),
        ("+82 010 1234 5678", "MN", "+821012345678"),
        ("042-868-3114", "MN", "+82428683114"),
        ("+1 202 555 0123", "MN", "+12025550123"),
    ],
)
def test_a_telephone_number_is_kept_with_its_country(typed, country, kept):
    assert read_phone(typed, country=country) == kept


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("991122", NumberRefusal.PHONE_MONGOLIAN),
        ("+976 0911 2233", NumberRefusal.PHONE_MONGOLIAN),
        ("+82 0010 1234 5678", NumberRefusal.PHONE_KOREAN),
        ("12", NumberRefusal.PHONE_SHAPE),
        ("call me", NumberRefusal.PHONE_SHAPE),
    ],
)
def test_what_is_no_telephone_number_is_refused(typed, reason):
    with pytest.raises(Refused) as refused:
        read_phone(typed)

    assert refused.value.reason is reason
