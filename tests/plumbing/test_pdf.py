"""Papers: own fonts, no network, no files, the same bytes every time."""

import io
import subprocess
import sys

import pytest
from pypdf import PdfReader

from talent.foundations.refusals import Refused
from talent.plumbing import pdf
from talent.plumbing.pdf import PdfRefusal

PAGE = (
    '<!doctype html><html lang="mn"><link rel="stylesheet" href="asset:paper.css">'
    '<h1>Өнгөт үүл</h1><p lang="ko">한글 뷁</p><p><b>ЁЪЫЬЭ, ₮, №</b></p></html>'
)


def words_in(made: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]


def test_a_paper_keeps_hangul_and_mongolian_letters_as_text():
    (text,) = words_in(pdf.to_pdf(PAGE, title="Өнгөт үүл", language="mn"))

    assert text.split("\n")[:3] == ["Өнгөт үүл", "한글 뷁", "ЁЪЫЬЭ, ₮, №"]


def test_a_paper_embeds_our_faces_and_no_other():
    reader = PdfReader(io.BytesIO(pdf.to_pdf(PAGE)))

    faces = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for font in reader.pages[0]["/Resources"]["/Font"].get_object().values()
    }

    assert faces == {"Cert-Serif-Bold", "Cert-Sans", "Cert-Sans-Semi-Bold"}


def test_a_paper_carries_its_title_and_language():
    reader = PdfReader(io.BytesIO(pdf.to_pdf(PAGE, title="Үүл", language="mn")))

    assert (reader.metadata.title, reader.root_object["/Lang"]) == ("Үүл", "mn")


def test_equal_input_gives_equal_bytes_even_in_another_process():
    program = (
        "import sys; from talent.plumbing import pdf; "
        "sys.stdout.buffer.write(pdf.to_pdf(sys.stdin.read(), title='T', language='mn'))"
    )

    other = subprocess.run(
        [sys.executable, "-c", program], input=PAGE.encode(), capture_output=True, check=True
    )

    assert pdf.to_pdf(PAGE, title="T", language="mn") == other.stdout


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/x.svg",
        "https://example.org/x.svg",
        "file:///etc/passwd",
        "/etc/passwd",
        "data:image/svg+xml,%3Csvg/%3E",
        "asset:../../config.py",
        "asset:unknown.svg",
    ],
)
def test_a_paper_that_asks_for_anything_but_an_asset_is_not_made(address):
    with pytest.raises(pdf.ForbiddenSource):
        pdf.to_pdf(f'<img alt="" src="{address}">')


def test_a_style_that_asks_for_an_address_stops_the_paper():
    with pytest.raises(pdf.ForbiddenSource):
        pdf.to_pdf('<p class="x">a</p><style>.x { background: url(http://127.0.0.1:9/) }</style>')


def test_a_named_asset_of_the_caller_is_drawn():
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'

    with_it = pdf.to_pdf('<img alt="" src="asset:square.svg">', assets={"square.svg": square})

    assert with_it.startswith(b"%PDF-1.7")


def test_every_letter_of_the_three_languages_can_be_printed():
    cyrillic = "".join(chr(c) for c in range(0x410, 0x450)) + "ЁёӨөҮү"
    hangul = "".join(chr(c) for c in range(0xAC00, 0xD7A4))

    assert pdf.check_glyphs(f"{cyrillic} {hangul} BATBOLD Temuulen, № 1 “·” – 한\u2011몽") is None


def test_a_character_no_face_draws_is_refused_by_name():
    with pytest.raises(Refused) as refused:
        pdf.check_glyphs("Nguyễn Thị Hiển")

    assert refused.value.reason is PdfRefusal.MISSING_GLYPH
    assert refused.value.facts == {"characters": "ễ ị ể"}


def test_korean_words_stay_whole_and_text_is_escaped():
    assert pdf.nobreak("위 <사람>은") == (
        '<span class="nb">위</span> <span class="nb">&lt;사람&gt;은</span>'
    )


def test_a_latin_letter_is_narrower_than_a_syllable():
    assert pdf.width_of("한") > pdf.width_of("i") > 0
