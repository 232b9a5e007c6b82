"""Numbers without gaps start with a format; codes cannot be guessed or misread."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from talent.certificates.rules.lifecycle import CertificateType
from talent.certificates.rules.numbering import (
    CODE_ALPHABET,
    CertificatePolicy,
    issue_day,
    masked,
    new_code,
    number_of,
    plain_code,
    plain_number,
)

STORED = json.loads(
    (Path(__file__).parents[2] / "talent/certificates/policy.json").read_text("utf-8")
)
POLICY = CertificatePolicy.parse(STORED)


def test_a_number_names_centre_type_year_and_serial():
    assert number_of(POLICY, CertificateType.COMPLETION, 2026, 7) == "KMRMC-CMP-2026-0007"
    assert number_of(POLICY, CertificateType.MODULE, 2027, 12345) == "KMRMC-MOD-2027-12345"


@pytest.mark.parametrize("lacking", ["{type}", "{year}", "{serial:04}"])
def test_a_number_format_that_could_repeat_is_refused(lacking):
    with pytest.raises(ValueError, match="number format"):
        CertificatePolicy.parse(
            {**STORED, "number_format": STORED["number_format"].replace(lacking, "")}
        )


def test_a_code_short_enough_to_guess_is_refused():
    with pytest.raises(ValueError, match="ten characters"):
        CertificatePolicy.parse({**STORED, "code_groups": 2})


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 15, 30, tzinfo=UTC), date(2026, 12, 31)),  # New Year in Seoul
    ],
)
def test_the_year_turns_at_midnight_of_the_issuing_office(at, day):
    assert issue_day(at, POLICY) == day


def test_codes_have_three_groups_of_letters_nobody_confuses():
    code = new_code(POLICY)

    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert set(code) <= set(CODE_ALPHABET) | {"-"}
    assert not set("01OI") & set(CODE_ALPHABET)
    assert len(CODE_ALPHABET) == 32
    assert len({new_code(POLICY) for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "typed", ["7KQM-4WTX-29HD", "7kqm 4wtx 29hd", " 7KQM4WTX29HD", "7КQМ-4WТХ-29НD"]
)
def test_a_code_is_understood_however_it_is_typed(typed):
    assert plain_code(typed) == "7KQM4WTX29HD"


def test_a_number_is_understood_with_spaces_small_letters_and_other_dashes():
    assert plain_number(" kmrmc\u2011cmp – 2026 – 0001 ") == "KMRMC-CMP-2026-0001"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("BATBOLD Temuulen", "B•••••• T•••••••"),
        ("Батболд Тэмүүлэн", "Б•••••• Т•••••••"),
        ("김민수", "김••"),
    ],
)
def test_a_masked_name_keeps_the_first_letter_of_each_word(name, shown):
    assert masked(name) == shown
