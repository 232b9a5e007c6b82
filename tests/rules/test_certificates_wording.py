"""Sentences and dates of papers, and the wording file itself."""

import json
from datetime import date
from pathlib import Path

import pytest

from talent.certificates.rules.lifecycle import CertificateType
from talent.certificates.rules.wording import BLANK, Piece, dated, filled, pieces

FOLDER = Path(__file__).parents[2] / "talent/certificates/wording"
VERSIONS = sorted(FOLDER.glob("*.json"))
KNOWN = {
    "parent", "affiliation", "course", "module_code", "equipment", "level", "start", "end",
    "assessed", "valid_until", "hours", "signer_name", "signer_title",
}  # fmt: skip


def test_blanks_are_filled_and_starred_ones_set_strong():
    found = pieces("a {x} b {*y} c", {"x": "1", "y": "2"})

    assert found == [Piece("a 1 b "), Piece("2", strong=True), Piece(" c")]


def test_a_line_with_an_empty_blank_is_left_out():
    assert filled("{parent} x", {"parent": ""}) == ""
    assert filled("{parent} x", {"parent": "A"}) == "A x"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 1, 1), "2026 оны 1 дүгээр сарын 1-ний өдөр"),
        (date(2026, 3, 31), "2026 оны 3 дугаар сарын 31-ний өдөр"),
        (date(2026, 4, 20), "2026 оны 4 дүгээр сарын 20-ны өдөр"),
        (date(2026, 9, 14), "2026 оны 9 дүгээр сарын 14-ний өдөр"),
        (date(2026, 11, 20), "2026 оны 11 дүгээр сарын 20-ны өдөр"),
        (date(2026, 12, 12), "2026 оны 12 дугаар сарын 12-ны өдөр"),
    ],
)
def test_mongolian_dates_follow_the_vowels_of_their_numbers(day, text):
    words = json.loads((FOLDER / "2026-1.json").read_text("utf-8"))["mn"]

    assert dated(day, words["issue_date"], words["months"], words["days"]) == text


def test_dates_of_each_language():
    words = json.loads((FOLDER / "2026-1.json").read_text("utf-8"))
    day = date(2026, 11, 2)

    assert {lang: dated(day, w["date"], w["months"]) for lang, w in words.items()} == {
        "ko": "2026년 11월 2일",
        "mn": "2026.11.02",
        "en": "2 November 2026",
    }


@pytest.mark.parametrize("version", VERSIONS, ids=lambda p: p.stem)
def test_a_wording_says_every_type_in_every_language_with_known_blanks(version):
    words = json.loads(version.read_text("utf-8"))

    assert sorted(words) == ["en", "ko", "mn"]
    for said in words.values():
        assert set(CertificateType) <= set(said)
        for kind in CertificateType:
            form = said[kind]
            texts = [form["lead"], form["sentence"], form.get("bare_sentence", "")]
            texts += [text for _, text in form["above"] + form["below"]]
            assert {blank[2] for text in texts for blank in BLANK.finditer(text)} <= KNOWN
