from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from talent.plumbing.sheets import MOST_CHARACTERS, Column, Sheet, clean, to_xlsx

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{=A1}", "http://evil.example", "007", "1e5"]


def written(*rows, **values):
    columns = [Column(f"c{n}") for n in range(len(rows[0]))]
    return to_xlsx([Sheet("page", columns, rows, **values)], title="title")


def read(content):
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_a_text_stays_the_text_it_was_and_is_never_a_formula():
    content = written(*([text] for text in HOSTILE))

    assert read(content) == [["c0"], *([text] for text in HOSTILE)]
    with ZipFile(BytesIO(content)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        names = archive.namelist()
    assert ("<f>" in page, "<f " in page, "<hyperlink" in page) == (False, False, False)
    assert [name for name in names if "external" in name.lower()] == []


def test_numbers_and_days_are_numbers_and_days():
    assert read(written([7, date(2026, 2, 28), None, ""]))[1] == [7, date(2026, 2, 28), "", ""]


def test_lines_stand_above_the_table_with_a_row_between():
    assert read(written(["x"], above=("first", "second"))) == [
        ["first"],
        ["second"],
        [""],
        ["c0"],
        ["x"],
    ]


def test_the_same_rows_make_the_same_bytes():
    assert written(["a", 1]) == written(["a", 1])


def test_what_xml_cannot_hold_is_replaced():
    assert clean("a\x00b\ud800c\nd") == "a\ufffdb\ufffdc\nd"


def test_a_text_longer_than_a_cell_is_an_error_not_a_cut():
    assert len(clean("x" * MOST_CHARACTERS)) == MOST_CHARACTERS
    with pytest.raises(ValueError, match="32767"):
        clean("x" * (MOST_CHARACTERS + 1))


def test_a_yes_or_no_is_said_in_words():
    with pytest.raises(TypeError):
        written([True])
