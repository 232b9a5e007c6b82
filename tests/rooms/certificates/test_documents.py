"""The printed paper: its text, its look in numbers, its QR mark."""

import io
import shutil
import subprocess
from datetime import date
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from talent.certificates import documents
from talent.certificates.documents import Issue
from talent.foundations.refusals import Refused
from talent.plumbing.pdf import PdfRefusal

ADDRESS = "https://talent.example.org/certificates/check/KMRMC-CMP-2026-0147/7KQM-4WTX-29HD"
ISSUE = Issue("KMRMC-CMP-2026-0147", date(2026, 11, 20), "7KQM-4WTX-29HD", ADDRESS)
NAMES = {
    "latin": "BATBOLD Temuulen",
    "hangul": "바트볼드 테무울렌",
    "parent_mn": "Батболд",
    "given_mn": "Тэмүүлэн",
}
COURSE: dict[str, Any] = {
    "type": "completion",
    "wording": "2026-1",
    "languages": ["ko", "mn", "en"],
    "names": NAMES,
    "affiliation": {"ko": "몽골 지질연구센터", "mn": "Геологийн төв", "en": "Geological Centre"},
    "title": {"ko": "부유선별 실무", "mn": "Флотацийн баяжуулалт", "en": "Froth flotation"},
    "starts_on": "2026-03-09",
    "ends_on": "2026-03-20",
    "hours": 80,
    "signer_name": {"ko": "이평구", "mn": "Б.БАТБОЛД", "en": "Lee Pyeong-koo"},
    "signer_title": {"ko": "한국지질자원연구원장", "mn": "Захирал", "en": "President, KIGAM"},
}
MODULE = {
    **COURSE,
    "type": "module",
    "module_code": "BEN-304",
    "level": 3,
    "equipment": {"ko": "부유선별기", "mn": "Флотацийн машин", "en": "Flotation machine"},
    "assessed_on": "2026-03-20",
    "valid_until": "2028-03-19",
    "outcomes": {
        "ko": ["시료 파쇄 및 분급 수행"],
        "mn": ["дээж бутлах, ангилах"],
        "en": ["crush and classify samples"],
    },
}


@pytest.fixture(autouse=True)
def context(app):
    with app.app_context():
        yield


def pages(snapshot: Any, issue: Issue = ISSUE) -> list[str]:
    made = documents.paper(snapshot, issue)
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
    return [" ".join(text.replace("\u00a0", " ").split()) for text in texts]


def lacking(text: str, *wanted: str) -> list[str]:
    return [part for part in wanted if part.replace(" ", "") not in text.replace(" ", "")]


def test_a_paper_has_one_page_for_each_language():
    ko, mn, en = pages(COURSE)

    assert lacking(
        ko,
        "제 KMRMC-CMP-2026-0147 호",
        "수료증",
        "BATBOLD Temuulen",
        "바트볼드 테무울렌",
        "2026년 3월 9일 ~ 2026년 3월 20일 (총 80시간)",
        "소정의 기준을 충족하였기에 이 증서를 수여합니다.",
        "2026년 11월 20일",
        "한국지질자원연구원장 이평구",
        "확인번호 7KQM-4WTX-29HD",
    ) == []  # fmt: skip
    assert lacking(
        mn,
        "№ KMRMC-CMP-2026-0147",
        "ГЭРЧИЛГЭЭ",
        "Батболд овогтой",
        "Тэмүүлэн",
        "нь “Флотацийн баяжуулалт” сургалтад 2026.03.09 – 2026.03.20 хугацаанд",
        "2026 оны 11 дүгээр сарын 20-ны өдөр",
        "Улаанбаатар хот",
    ) == []  # fmt: skip
    assert lacking(
        en,
        "CERTIFICATE OF COMPLETION",
        "This is to certify that",
        "Froth flotation held from 9 March 2026 to 20 March 2026 (80 hours)",
        "20 November 2026, Ulaanbaatar",
        "does not confer an academic degree",
    ) == []  # fmt: skip


def test_a_module_paper_names_level_outcomes_and_validity():
    ko, mn, en = pages(MODULE)

    assert lacking(ko, "역량인증서", "BEN-304", "고급", "시료 파쇄", "2028년 3월 19일까지") == []
    assert lacking(mn, "Ахисан", "дээж бутлах", "2028.03.19 хүртэл", "Флотацийн машин") == []
    assert lacking(en, "Advanced", "crush and classify samples", "19 March 2028") == []


def test_a_module_without_listed_outcomes_says_so_in_one_sentence():
    en = pages({**MODULE, "languages": ["en"], "outcomes": {}})[0]

    assert lacking(en, "has demonstrated the competencies it teaches.") == []
    assert "following competencies" not in en


def test_a_holder_without_cyrillic_and_patronymic_is_printed_with_the_latin_name():
    names = {"latin": "KIM Minseo", "hangul": "김민서", "parent_mn": None, "given_mn": None}

    mn = pages({**COURSE, "names": names, "languages": ["mn"]})[0]

    assert "овогтой" not in mn
    assert lacking(mn, "KIM Minseo") == []


def test_the_same_snapshot_gives_the_same_bytes():
    assert documents.paper(COURSE, ISSUE) == documents.paper(COURSE, ISSUE)


def test_another_number_gives_another_paper():
    other = Issue("KMRMC-CMP-2026-0148", ISSUE.issued_on, ISSUE.code, ISSUE.check_url)

    assert documents.paper(COURSE, ISSUE) != documents.paper(COURSE, other)


@pytest.mark.parametrize("kind", ["completion", "participation", "module"])
def test_very_long_names_and_titles_still_give_one_page_each(kind):
    long = {
        **MODULE,
        "type": kind,
        "names": {
            "latin": "GANSUKHBAATARJAV Purevdagvadorjsuren Altantsetseg Enkhtuul",
            "hangul": "간수흐바타르자브 푸레브닥바도르지수렌 알탄체체그",
            "parent_mn": "Гансүхбаатаржав",
            "given_mn": "Пүрэвдагвадоржсүрэн-Алтанцэцэг",
        },
        "title": {
            "ko": "희소금속 광물의 특성 평가와 비중·자력·정전선별 및 습식제련 통합 과정 " * 3,
            "mn": "Ховор металлын эрдсийн шинж чанарын үнэлгээ ба гидрометаллурги " * 3,
            "en": "Integrated training in the characterisation of rare metal minerals " * 3,
        },
        "outcomes": {lang: texts * 8 for lang, texts in MODULE["outcomes"].items()},
    }

    assert len(pages(long)) == 3


def test_the_largest_name_that_fits_is_chosen():
    assert documents.fitted_name("KIM A") == (("KIM A",), 34)
    lines, size = documents.fitted_name(" ".join(["GANSUKHBAATARJAV"] * 5))
    assert len(lines) == 2
    assert 8 <= size < 22


def test_a_name_with_a_letter_no_font_has_is_refused_before_anything_is_drawn():
    with pytest.raises(Refused) as refused:
        documents.paper({**COURSE, "names": {**NAMES, "latin": "Hi\u1ec3n"}}, ISSUE)

    assert refused.value.reason is PdfRefusal.MISSING_GLYPH


def test_a_decomposed_letter_is_refused_rather_than_drawn_in_two_pieces():
    with pytest.raises(Refused):
        documents.check_printable({**COURSE, "names": {**NAMES, "given_mn": "Наи\u0306дан"}})


def test_an_unknown_wording_is_an_error_not_an_empty_page():
    with pytest.raises(LookupError):
        documents.paper({**COURSE, "wording": "../policy"}, ISSUE)


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler draws the page")
def test_the_qr_mark_on_every_page_leads_to_the_check(tmp_path):
    (tmp_path / "paper.pdf").write_bytes(documents.paper(COURSE, ISSUE))
    subprocess.run(
        ["pdftoppm", "-r", "120", "-png", tmp_path / "paper.pdf", tmp_path / "page"], check=True
    )

    found = [
        [mark.text for mark in zxingcpp.read_barcodes(Image.open(picture))]
        for picture in sorted(tmp_path.glob("page*.png"))
    ]

    assert found == [[ADDRESS]] * 3
